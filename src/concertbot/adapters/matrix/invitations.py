"""Invitations: taken from those who may invite, from who wants to talk directly, or with a code; else declined."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from concertbot.adapters.matrix.rooms import Room, membership
from concertbot.adapters.matrix.session import Session
from concertbot.adapters.matrix.wire import Json, LaterError, RefusedError, path

TRY_AGAIN_AFTER = 30.0  # seconds
TRIES = 5  # then the next start tries again
Redeem = Callable[[str], Awaitable[bool]]
log = structlog.get_logger()


@dataclass
class Invitations:
    """Answers invitations; those that could not be answered are tried again."""

    session: Session
    inviters: tuple[str, ...]
    redeem: Redeem = field(repr=False)
    _accepted: set[str] = field(default_factory=set)
    _later: dict[str, float] = field(default_factory=dict)
    _tries: Counter[str] = field(default_factory=Counter)

    async def tend(self) -> None:
        """Answer what waits."""
        for room, invitation in list(self.session.invites.items()):
            if self._later.get(room, 0) > time.monotonic():
                continue
            try:
                await self._answer(room, invitation)
            except RefusedError as error:
                log.info("an invitation could not be answered", code=error.code)
            except Exception as error:  # noqa: BLE001 - the homeserver, or the database with the codes
                log.info("an invitation could not be answered yet", kind=type(error).__name__)
                patience = error.seconds if isinstance(error, LaterError) else TRY_AGAIN_AFTER
                self._later[room] = time.monotonic() + patience
                self._tries[room] += 1
                if self._tries[room] < TRIES:
                    continue
            self._forget(room)

    async def _answer(self, room: str, invitation: Json) -> None:
        if room in self._accepted or await self._welcome(room, invitation):
            self._accepted.add(room)
            await self.session.wire.post(path("join", room), {})
        else:
            log.info("an invitation is declined: its sender is not in matrix.inviters and gave no valid code")
            await self.session.wire.post(path("rooms", room, "leave"), {})

    async def _welcome(self, room: str, invitation: Json) -> bool:
        known = Room(room)
        for event in invitation.get("invite_state", {}).get("events", []):
            known.apply(event)
        invite = known.members.get(self.session.login.user, {})
        content = invite.get("content", {})
        if self.may_invite(str(invite.get("sender", ""))) or room in self.session.rooms.expected():
            return True
        if content.get("is_direct") is True:
            return True
        reason = content.get("reason")
        return isinstance(reason, str) and bool(reason.strip()) and await self.redeem(reason.strip())

    def may_invite(self, user: str) -> bool:
        """Return whether somebody stands in the settings, or their whole server."""
        return user in self.inviters or f"*:{user.partition(':')[2]}" in self.inviters

    def _forget(self, room: str) -> None:
        self.session.invites.pop(room, None)
        self._accepted.discard(room)
        self._later.pop(room, None)
        self._tries.pop(room, None)

    async def check(self, room: Room) -> None:
        """Leave a room of several people into which somebody brought the bot by calling it a direct conversation."""
        unsigned = room.members.get(self.session.login.user, {}).get("unsigned", {})
        before = unsigned.get("prev_content") or {}
        stranger = before.get("is_direct") and not self.may_invite(str(unsigned.get("prev_sender", "")))
        if membership({"content": before}) == "invite" and stranger and len(room.here()) > len(("bot", "person")):
            log.info("a room is left: it was said to be a direct conversation, and it is none")
            await self.session.wire.post(path("rooms", room.id, "leave"), {})
