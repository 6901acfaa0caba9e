"""A line to a server may be encrypted, and the server verified."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from concertbot.domain.database import Database
from concertbot.settings import known_database
from peers.postgres import Own, own_server

ENCRYPTED = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")


def certify(folder: Path) -> None:
    """Write a key, and a certificate for this machine that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime.now(UTC) - timedelta(days=1))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(days=1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = made.add_extension(here, critical=False).sign(key, SHA256())
    (folder / "server.crt").write_bytes(signed.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(secret)


@pytest.fixture(scope="module")
def server() -> Iterator[Own]:
    """Return a server that has a certificate."""
    with own_server() as started:
        certify(started.folder / "data")
        for name in ("server.key", "server.crt"):
            path = started.folder / "data" / name
            path.chmod(0o600)
            if started.user:
                shutil.chown(path, started.user)
        started.say("ALTER SYSTEM SET ssl = on", "SELECT 1")
        started.stop()
        started.start()
        yield started


async def encrypted(url: str) -> bool:
    """Return whether the line to a database is encrypted."""
    database = Database(known_database(url))
    try:
        async with database.read() as session:
            return bool((await session.scalars(ENCRYPTED)).one())
    finally:
        await database.close()


@pytest.mark.parametrize(("options", "expected"), [("sslmode=require", True), ("sslmode=disable", False)])
async def test_as_it_is_asked_for(server: Own, options: str, expected: bool) -> None:
    """What stands behind the address decides."""
    assert await encrypted(f"{server.url('postgres')}?{options}") is expected


async def test_a_server_is_verified(server: Own) -> None:
    """By the authority that is named; where nobody vouches for it, nothing is said to it."""
    url = f"{server.url('postgres')}?sslmode=verify-full"
    assert await encrypted(f"{url}&sslrootcert={server.folder}/data/server.crt")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        await encrypted(url)
    elsewhere = url.replace("127.0.0.1", "localhost")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        await encrypted(f"{elsewhere}&sslrootcert={server.folder}/data/server.crt")


def test_what_else_stands_there_is_refused() -> None:
    """A word that would only be found wrong when the bot connects."""
    with pytest.raises(ValueError, match="pool_size: behind"):
        known_database("postgresql://a:b@c/d?pool_size=3&sslmode=require")
