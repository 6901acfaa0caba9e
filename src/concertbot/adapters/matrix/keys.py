"""End-to-end encryption: what the device knows, what it tells the homeserver, and with whom it shares its keys."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog
from nio.events import BadEvent, Event, MegolmEvent, ToDeviceEvent, UnknownBadEvent
from nio.responses import KeysClaimResponse, KeysQueryResponse, KeysUploadResponse, ToDeviceResponse

from concertbot.adapters.matrix.wire import Json, Wire, WireError, path

log = structlog.get_logger()
BAD = (BadEvent, UnknownBadEvent)
Shared = frozenset[tuple[str, str, str]]  # user, device, key


class UnreadableError(Exception):
    """An encrypted event whose key is not there (yet)."""


@dataclass
class Keys:
    """The keys of one device."""

    wire: Wire
    machine: Any = field(repr=False)
    _shared: dict[str, Shared] = field(default_factory=dict)  # with whom each room's present key is shared
    _current: set[str] = field(default_factory=set)  # whose devices are known as they are now
    _sharing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def fingerprint(self) -> str:
        """The device's public signing key."""
        return str(self.machine.account.identity_keys["ed25519"])

    def take(self, response: Json) -> int:
        """Take in what a sync says for the device alone, and return how many messages there were.

        In one transaction: a key that is used up, and what came with it, are kept together or both come again.
        """
        events = response.get("to_device", {}).get("events", [])
        with self.machine.store.database.atomic():
            for event in events:
                self._take_one(event)
        self.machine.received_key_requests.clear()
        if "device_one_time_keys_count" in response:
            self.machine.uploaded_key_count = response["device_one_time_keys_count"].get("signed_curve25519", 0)
        lists = response.get("device_lists", {})
        self._current.difference_update([*lists.get("changed", []), *lists.get("left", [])])
        return len(events)

    def _take_one(self, event: Json) -> None:
        try:
            parsed = ToDeviceEvent.parse_event(event)
            if parsed is not None and not isinstance(parsed, BAD):
                self.machine.handle_to_device_event(parsed)
        except Exception as error:  # noqa: BLE001 - one broken message must not keep the others away
            log.warning("a message between devices was not understood", kind=type(error).__name__)

    async def tend(self) -> None:
        """Tell the homeserver what it lacks: new one-time keys, and what heals broken sessions. Raises WireError."""
        if self.machine.should_upload_keys:
            await self.upload()
        if self.machine.users_for_key_query:
            await self._query(set(self.machine.users_for_key_query))
        if self.machine.wedged_devices:
            await self._claim(self.machine.get_users_for_key_claiming())
        for message in list(self.machine.outgoing_to_device_messages):
            await self._to_devices(message.type, message.as_dict())
            self.machine.handle_response(ToDeviceResponse(message))

    async def upload(self) -> None:
        """Publish the device's keys, which are kept before anybody can use them."""
        keys = self.machine.share_keys()
        self.machine.save_account()
        answer = await self.wire.post(path("keys", "upload"), keys)
        counts = {"curve25519": 0, "signed_curve25519": 0, **answer.get("one_time_key_counts", {})}
        self.machine.handle_response(KeysUploadResponse.from_dict({"one_time_key_counts": counts}))

    async def published(self) -> str:
        """Return the signing key that the homeserver has for this device, or nothing."""
        user, device = self.machine.user_id, self.machine.device_id
        answer = await self.wire.post(path("keys", "query"), {"device_keys": {user: [device]}})
        found = answer.get("device_keys", {}).get(user, {}).get(device, {}).get("keys", {})
        return str(found.get(f"ed25519:{device}", ""))

    def decrypt(self, room: str, event: Json) -> Json:
        """Return an event in clear. Raises UnreadableError."""
        parsed = Event.parse_event(event)
        if not isinstance(parsed, MegolmEvent):
            raise UnreadableError
        parsed.room_id = room
        try:
            clear = self.machine.decrypt_megolm_event(parsed)
        except Exception as error:
            raise UnreadableError from error
        device = self.machine.device_store[parsed.sender].get(parsed.device_id)
        if isinstance(clear, UnknownBadEvent) or (device and device.curve25519 != parsed.sender_key):
            raise UnreadableError
        source = dict(clear.source)
        return {**event, "type": source.get("type"), "content": source.get("content", {})}

    async def request(self, room: str, event: Json) -> None:
        """Ask the device that sent an event for its key."""
        content = event.get("content", {})
        names = {"algorithm": content.get("algorithm"), "session_id": content.get("session_id"), "room_id": room}
        body = {"sender_key": content.get("sender_key"), **names}
        request = {
            "action": "request",
            "body": body,
            "request_id": str(content.get("session_id")),
            "requesting_device_id": self.machine.device_id,
        }
        await self._to_devices(
            "m.room_key_request", {"messages": {event["sender"]: {str(content.get("device_id")): request}}}
        )

    async def encrypt(self, room: str, members: Iterable[str], kind: str, content: Json) -> Json:
        """Return the content of an encrypted event, when everybody there has its key. Raises WireError."""
        async with self._sharing:
            await self._share(room, sorted(members))
            encrypted: Json = self.machine.group_encrypt(room, {"type": kind, "content": content})
        return encrypted

    async def _share(self, room: str, members: list[str]) -> None:
        unknown = set(members) - self._current
        if unknown:
            await self._query(unknown)
        devices = self._devices(members)
        if self._shared.get(room) == devices and not self.machine.should_share_group_session(room):
            return
        # Whoever came may read from now on only, and whoever left nothing more: a new key.
        self.machine.outbound_group_sessions.pop(room, None)
        missing = self.machine.get_missing_sessions(members)
        if missing:
            await self._claim(missing)
        for _, messages in self.machine.share_group_session_parallel(room, members, ignore_unverified_devices=True):
            await self._to_devices("m.room.encrypted", messages)
        self.machine.outbound_group_sessions[room].shared = True
        self._shared[room] = devices

    def _devices(self, members: list[str]) -> Shared:
        store = self.machine.device_store
        return frozenset(
            (one.user_id, one.id, one.curve25519) for user in members for one in store.active_user_devices(user)
        )

    async def _query(self, users: set[str]) -> None:
        answer = await self.wire.post(path("keys", "query"), {"device_keys": {user: [] for user in sorted(users)}})
        response = KeysQueryResponse.from_dict(answer)
        if not isinstance(response, KeysQueryResponse):
            raise WireError("keys not understood")
        self.machine.handle_response(response)
        self.machine.users_for_key_query.difference_update(users)
        self._current |= users

    async def _claim(self, devices: dict[str, list[str]]) -> None:
        wanted = {user: dict.fromkeys(ids, "signed_curve25519") for user, ids in devices.items()}
        answer = await self.wire.post(path("keys", "claim"), {"one_time_keys": wanted})
        response = KeysClaimResponse.from_dict(answer)
        if isinstance(response, KeysClaimResponse):
            self.machine.handle_response(response)

    async def _to_devices(self, kind: str, messages: Json) -> None:
        await self.wire.put(path("sendToDevice", kind, secrets.token_hex(8)), messages)

    def close(self) -> None:
        """Close the store."""
        self.machine.store.database.close()
