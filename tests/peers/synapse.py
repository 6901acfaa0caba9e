"""A real Matrix homeserver on loopback, and accounts on it."""

import hashlib
import hmac
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECRET = "only-for-tests"  # noqa: S105 - of a server that lives for a test session
PASSWORD = "a password of tests"  # noqa: S105 - everybody's
START_SECONDS = 90
LIMITS = (
    "rc_message",
    "rc_registration",
    "rc_reports",
    "rc_admin_redaction",
    "rc_key_requests",
    "rc_3pid_validation",
    "rc_delayed_event_mgmt",
    "rc_room_creation",
)


@dataclass(frozen=True)
class Account:
    """An account on the homeserver, logged in once."""

    user: str
    device: str
    token: str = field(repr=False)


@dataclass
class Synapse:
    """A running homeserver."""

    url: str
    folder: Path
    counted: int = 0

    def register(self, name: str, *, admin: bool = False) -> Account:
        """Make an account under a name that nobody else has in this session."""
        self.counted += 1
        user, kind = f"{name}{self.counted}", "admin" if admin else "notadmin"
        nonce = self.ask("GET", "/_synapse/admin/v1/register")["nonce"]
        said = f"{nonce}\0{user}\0{PASSWORD}\0{kind}".encode()
        mac = hmac.new(SECRET.encode(), said, hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": user, "password": PASSWORD, "admin": admin, "mac": mac}
        made = self.ask("POST", "/_synapse/admin/v1/register", body | {"displayname": name.title()})
        return Account(made["user_id"], made["device_id"], made["access_token"])

    def limit(self, user: str, *, per_second: int, burst: int) -> None:
        """Limit how fast an account may send."""
        admin = self.register("admin", admin=True)
        limits = {"messages_per_second": per_second, "burst_count": burst}
        self.ask("POST", f"/_synapse/admin/v1/users/{user}/override_ratelimit", limits, admin.token)

    def log_out_everywhere(self, user: str) -> None:
        """Make every login of an account invalid."""
        identifier = {"type": "m.id.user", "user": user}
        asked = {"type": "m.login.password", "identifier": identifier, "password": PASSWORD}
        token = self.ask("POST", "/_matrix/client/v3/login", asked)["access_token"]
        self.ask("POST", "/_matrix/client/v3/logout/all", {}, token)

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, token: str = "") -> Any:
        """Ask the homeserver something."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(self.url + path, data, headers, method=method)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.load(answer)


@contextmanager
def running(folder: Path) -> Iterator[Synapse]:
    """Run a homeserver whose database and log are in this folder."""
    port = free_port()
    config = folder / "homeserver.yaml"
    config.write_text(json.dumps(_config(folder, port)), encoding="utf-8")  # JSON is YAML
    command = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(config)]
    subprocess.run([*command, "--generate-keys"], check=True, cwd=folder, capture_output=True)  # noqa: S603
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)  # noqa: S603
        try:
            server = Synapse(f"http://127.0.0.1:{port}", folder)
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(server: Synapse, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, (server.folder / "output.log").read_text(encoding="utf-8")[-2000:]
        try:
            server.ask("GET", "/_matrix/client/versions")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the homeserver did not start")


def _config(folder: Path, port: int) -> dict[str, Any]:
    never = {"per_second": 10_000, "burst_count": 10_000}
    log = folder / "log.yaml"
    log.write_text(json.dumps({"version": 1, "root": {"level": "WARNING"}, "disable_existing_loggers": False}))
    return {
        "server_name": "localhost",
        "listeners": [
            {
                "port": port,
                "bind_addresses": ["127.0.0.1"],
                "type": "http",
                "resources": [{"names": ["client"]}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(log),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "pid_file": str(folder / "pid"),
        "registration_shared_secret": SECRET,
        "macaroon_secret_key": SECRET,
        "form_secret": SECRET,
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,
        "max_upload_size": "21M",
        **dict.fromkeys(LIMITS, never),
        "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), never),
        "rc_joins": dict.fromkeys(("local", "remote"), never),
        "rc_joins_per_room": never,
        "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), never),
    }
