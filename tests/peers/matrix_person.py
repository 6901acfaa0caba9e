"""People on Matrix, with clients of their own: plain HTTP in clear rooms, and matrix-nio where keys are needed."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp
from nio import AsyncClient, AsyncClientConfig, MegolmEvent, SyncResponse
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.store import SqliteStore

from peers.synapse import Account, Synapse

Json = dict[str, Any]
PATIENCE = 8.0  # seconds
QUIET = 1.0  # how long nothing must come before we believe that nothing comes


@dataclass
class MatrixPerson:
    """Somebody with a simple client that knows no encryption."""

    server: Synapse
    account: Account
    seen: list[Json] = field(default_factory=list)  # what came, in order, each with its room
    invites: dict[str, Json] = field(default_factory=dict)
    _since: str = ""
    _sent: int = 0

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self.account.token}"})
        await self.look(0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    @property
    def user(self) -> str:
        """The person's account id."""
        return self.account.user

    async def ask(
        self, method: str, *parts: str, body: Json | None = None, query: dict[str, str] | None = None
    ) -> Json:
        """Ask the homeserver something; parts of the path are escaped."""
        path = "/".join(quote(part, safe="") for part in parts)
        url = f"{self.server.url}/_matrix/client/v3/{path}"
        async with self._http.request(method, url, json=body, params=query or {}) as response:
            answer: Json = await response.json()
            assert response.ok, (response.status, answer)
            return answer

    # --- rooms

    async def makes_room(self, *invited: str, encrypted: bool = False, **more: Any) -> str:
        """Make a room with a name; `is_direct=True` makes a direct conversation without one."""
        crypt = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        body = {"invite": list(invited), "initial_state": [crypt] if encrypted else [], "preset": "private_chat"}
        named = {} if more.get("is_direct") else {"name": "Concertation"}
        room = str((await self.ask("POST", "createRoom", body={**body, **named, **more}))["room_id"])
        await self.look(0)
        return room

    async def invites_to(self, room: str, user: str, reason: str = "") -> None:
        """Invite somebody."""
        await self.ask("POST", "rooms", room, "invite", body={"user_id": user, "reason": reason})

    async def joins(self, room: str) -> None:
        """Come into a room."""
        await self.ask("POST", "join", room, body={})
        await self.look(0)

    async def leaves(self, room: str) -> None:
        """Leave a room."""
        await self.ask("POST", "rooms", room, "leave", body={})

    async def kicks(self, room: str, user: str) -> None:
        """Put somebody out."""
        await self.ask("POST", "rooms", room, "kick", body={"user_id": user})

    async def membership(self, room: str, user: str) -> str:
        """Return how somebody stands to a room."""
        event = await self.ask("GET", "rooms", room, "state", "m.room.member", user)
        return str(event["membership"])

    async def sees_membership(self, room: str, user: str, expected: str) -> None:
        """Wait until somebody stands to a room as expected."""
        end = time.monotonic() + PATIENCE
        while (found := await self.membership(room, user)) != expected:
            assert time.monotonic() < end, f"{user} is {found}, not {expected}"
            await asyncio.sleep(0.1)

    # --- saying

    async def says(self, room: str, text: str, **content: Any) -> str:
        """Say something, and return the event's id."""
        return await self.sends(room, "m.room.message", {"msgtype": "m.text", "body": text, **content})

    async def answers(self, room: str, event: str, text: str) -> str:
        """Reply to a message."""
        return await self.says(room, text, **{"m.relates_to": {"m.in_reply_to": {"event_id": event}}})

    async def edits(self, room: str, event: str, text: str) -> str:
        """Change an earlier message."""
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event}
        return await self.says(room, f"* {text}", **{"m.new_content": new, "m.relates_to": relation})

    async def reacts(self, room: str, event: str, emoji: str) -> str:
        """React to a message; reactions are never encrypted."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": emoji}
        return await self.puts(room, "m.reaction", {"m.relates_to": relation})

    async def deletes(self, room: str, event: str) -> None:
        """Delete a message."""
        self._sent += 1
        await self.ask("PUT", "rooms", room, "redact", event, f"t{time.time_ns()}{self._sent}", body={})

    async def sends_file(self, room: str, name: str, content: bytes, media_type: str, caption: str = "") -> str:
        """Send a file."""
        event = {"msgtype": "m.file", "body": caption or name, "filename": name}
        info = {"mimetype": media_type, "size": len(content)}
        return await self.sends(room, "m.room.message", {**event, "info": info, **await self._stored(content)})

    async def sends(self, room: str, kind: str, content: Json) -> str:
        """Send any event as this person's client sends it."""
        return await self.puts(room, kind, content)

    async def puts(self, room: str, kind: str, content: Json) -> str:
        """Send an event in clear."""
        self._sent += 1
        answer = await self.ask("PUT", "rooms", room, "send", kind, f"t{time.time_ns()}{self._sent}", body=content)
        return str(answer["event_id"])

    async def fetches(self, content: Json) -> bytes:
        """Return a file that somebody sent."""
        if "file" in content:
            keys = content["file"]
            ciphertext = await self._downloaded(keys["url"])
            return bytes(decrypt_attachment(ciphertext, keys["key"]["k"], keys["hashes"]["sha256"], keys["iv"]))
        return await self._downloaded(content["url"])

    async def _stored(self, content: bytes) -> Json:
        return {"url": await self._uploaded(content)}

    async def _uploaded(self, content: bytes) -> str:
        async with self._http.post(f"{self.server.url}/_matrix/media/v3/upload", data=content) as response:
            return str((await response.json())["content_uri"])

    async def _downloaded(self, mxc: str) -> bytes:
        url = f"{self.server.url}/_matrix/client/v1/media/download/{mxc.removeprefix('mxc://')}"
        async with self._http.get(url) as response:
            assert response.ok, response.status
            return await response.read()

    # --- hearing

    async def look(self, seconds: float) -> None:
        """Take in what is new."""
        query = {"timeout": str(int(seconds * 1000))} | ({"since": self._since} if self._since else {})
        self._take(await self.ask("GET", "sync", query=query))

    def _take(self, response: Json) -> None:
        self._since = response["next_batch"]
        self.invites.update(response.get("rooms", {}).get("invite", {}))
        for room, joined in response.get("rooms", {}).get("join", {}).items():
            self.seen += [{**event, "room": room} for event in joined["timeline"]["events"]]

    async def hears(self, wanted: Callable[[Json], bool]) -> Json:
        """Wait for an event, whether it came already or comes now."""
        end = time.monotonic() + PATIENCE
        while not (found := [event for event in self.seen if wanted(event)]):
            assert time.monotonic() < end, f"nothing came; last: {json.dumps(self.seen[-3:], indent=1)}"
            await self.look(1)
        return found[0]

    async def hears_answer(self, event: str) -> Json:
        """Wait for the bot's words to an event."""
        return await self.hears(
            lambda one: one["type"] == "m.room.message" and one["sender"] != self.user and answered(one) == event
        )

    async def asks(self, room: str, text: str, **content: Any) -> Json:
        """Say something and return the answer to it."""
        return await self.hears_answer(await self.says(room, text, **content))

    async def hears_nothing(self, room: str, of: str) -> None:
        """Make sure that somebody stays silent in a room from now on."""
        await self.look(0)
        before = len(self.seen)
        await asyncio.sleep(QUIET)
        await self.look(0)
        said = [one for one in self.seen[before:] if one["room"] == room and one["sender"] == of]
        assert not [one for one in said if one["type"] != "m.reaction"], said


@dataclass
class SecretPerson(MatrixPerson):
    """Somebody whose client encrypts, with a store of its own."""

    store: Path = Path()

    async def __aenter__(self) -> Self:
        config = AsyncClientConfig(store=SqliteStore, pickle_key="theirs", store_sync_tokens=False, max_timeouts=3)
        self.client = AsyncClient(self.server.url, self.user, self.account.device, str(self.store), config)
        self.client.restore_login(self.user, self.account.device, self.account.token)
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.close()
        if self.client.store:
            self.client.store.database.close()
        await super().__aexit__(kind, error, trace)

    async def look(self, seconds: float) -> None:
        """Take in what is new, in clear where the key is there."""
        response = await self.client.sync(int(seconds * 1000), since=self._since or None, full_state=not self._since)
        assert isinstance(response, SyncResponse), response
        self._since = response.next_batch
        for room, joined in response.rooms.join.items():
            self.seen += [self._clear(room, event) for event in joined.timeline.events]
        self.invites.update({room: {} for room in response.rooms.invite})
        await self._tend()

    def _clear(self, room: str, event: Any) -> Json:
        source: Json = {**event.source, "room": room}
        return {**source, "unreadable": True} if isinstance(event, MegolmEvent) else source

    async def _tend(self) -> None:
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        if self.client.should_claim_keys:
            await self.client.keys_claim(self.client.get_users_for_key_claiming())
        await self.client.send_to_device_messages()

    async def sends(self, room: str, kind: str, content: Json) -> str:
        """Send an event, encrypted where the room is."""
        await self.look(0)
        answer = await self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        return str(answer.event_id)

    async def sends_before_its_key(self, room: str, text: str) -> tuple[str, Callable[[], Awaitable[None]]]:
        """Say something under a new key that the others do not get yet, and return what gives it to them."""
        send, held = self.client._send, []  # noqa: SLF001 - the one place through which all requests go

        async def hold(*request: Any, **more: Any) -> Any:
            if "sendToDevice" not in str(request[2]):
                return await send(*request, **more)
            held.append((request, more))
            return None

        async def release() -> None:
            for request, more in held:
                await send(*request, **more)

        self.client.invalidate_outbound_session(room)
        self.client._send = hold  # noqa: SLF001
        try:
            return await self.says(room, text), release
        finally:
            self.client._send = send  # noqa: SLF001

    async def _stored(self, content: bytes) -> Json:
        ciphertext, keys = encrypt_attachment(content)
        return {"file": {**keys, "url": await self._uploaded(ciphertext)}}


def answered(event: Json) -> str:
    """Return which event an event answers."""
    return str(event["content"].get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", ""))
