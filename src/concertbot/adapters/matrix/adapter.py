"""The bot's account on a Matrix homeserver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from concertbot.adapters.matrix.checking import check
from concertbot.adapters.matrix.invitations import Invitations
from concertbot.adapters.matrix.link import Standing
from concertbot.adapters.matrix.login import DO_LOGIN, Login, LoginError, login_of
from concertbot.adapters.matrix.reading import PLATFORM
from concertbot.adapters.matrix.receiving import Receiving
from concertbot.adapters.matrix.rooms import Room
from concertbot.adapters.matrix.sending import Sending
from concertbot.adapters.matrix.session import Session, open_session
from concertbot.adapters.matrix.wire import RefusedError, RevokedError
from concertbot.adapters.matrix.writing import Say
from concertbot.chat.reply import Reply
from concertbot.domain.port import Finding, InDoubtError, Outgoing, Post, SendError
from concertbot.settings import MatrixSettings

LOOK_AGAIN = 10.0  # seconds; whether an operator logged the bot in
REVOKED = f"The homeserver does not accept the saved login any more: {DO_LOGIN} --new-device."

REFUSED = "The homeserver refuses to tell the bot what is new: {}. Ask whoever runs it."


class Help(Protocol):
    """What the adapter needs of the rest of the bot."""

    def say(self, language: str) -> Say:
        """Return what says sentences in a language."""

    async def language_of(self, person: str) -> str:
        """Return the language of somebody."""

    async def redeem(self, code: str) -> bool:
        """Use up an invitation code, and return whether it was valid."""


@dataclass
class MatrixAdapter:
    """One account; one device a machine."""

    settings: MatrixSettings
    standing: Standing
    helps: Help = field(repr=False)
    name: str = PLATFORM
    look_again: float = LOOK_AGAIN

    def __post_init__(self) -> None:
        """Be closed."""
        self.status = self.standing.status
        self._session: Session | None = None
        self._sending: Sending | None = None
        self._post: Post | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Be connected; waits while the homeserver is away or the login is refused."""
        await self._open(None)
        try:
            yield
        finally:
            await self._close()
            self.standing.is_closed()

    async def receive(self, post: Post) -> None:
        """Hand what comes in to the post, for ever."""
        self._post = post
        while True:
            session = self._session
            if session is None:
                raise RuntimeError("receive needs to be connected")
            invitations = Invitations(session, self.settings.inviters, self.helps.redeem)
            try:
                await Receiving(session, self.standing, invitations, post, self._tell_unreadable).run()
            except (RevokedError, RefusedError) as error:
                await self._close()
                await self._open(session.login if isinstance(error, RevokedError) else None)

    async def send(self, outgoing: Outgoing) -> str:
        """Send, and return the id of the event."""
        return await self._at_work().send(outgoing)

    async def find(self, outgoing: Outgoing) -> str | None:
        """Return the id of a message whose earlier try is in doubt, when all of it is there."""
        return await self._at_work().find(outgoing)

    async def check(self) -> list[Finding]:
        """Look whether the settings and the homeserver are fine."""
        return await check(self.settings)

    def power_of(self, room: str, user: str) -> int:
        """Return the power level that somebody has in a room."""
        known = self._session.rooms.by_id.get(room) if self._session else None
        return known.power_of(user) if known else 0

    async def _open(self, revoked: Login | None) -> None:
        """Open the saved login and learn the rooms, as soon as there is a login that is accepted."""
        while True:
            try:
                login = _usable(self.settings, revoked)
                session = await self._begun(login)
            except RevokedError:
                revoked = login
                self.standing.is_denied(REVOKED)
            except RefusedError as error:
                self.standing.is_denied(REFUSED.format(error))
            except LoginError as error:
                self.standing.is_denied(str(error))
            else:
                self._session, self._sending = session, Sending(session, self.helps.say, self._open_file)
                return
            await asyncio.sleep(self.look_again)

    async def _begun(self, login: Login) -> Session:
        session = open_session(login, self.settings.store, self.settings.pickle_key.get_secret_value(), self.standing)
        try:
            await self.standing.patiently(session.begin)
        except BaseException:
            await session.close()
            raise
        return session

    async def _close(self) -> None:
        session, self._session, self._sending = self._session, None, None
        if session:
            await session.close()

    def _at_work(self) -> Sending:
        if self._sending is None:
            raise SendError("not connected", self.look_again)
        return self._sending

    async def _open_file(self, path: str) -> bytes:
        if self._post is None:
            raise FileNotFoundError(path)
        return await self._post.open_file(path)

    async def _tell_unreadable(self, room: Room, event: str) -> None:
        """Ask for a message again in a direct conversation; elsewhere it was hardly for the bot."""
        session = self._session
        person = session.rooms.partner(room) if session else None
        if session is None or person is None:
            return
        session.prefer(person, room.id)
        language = await self.helps.language_of(person)
        reply = Reply(parts=(self.helps.say(language)("matrix-unreadable"),), language=language)
        with suppress(SendError, InDoubtError):
            await self.send(Outgoing(f"u{event}", PLATFORM, reply, language, person=person, in_reply_to=event))


def _usable(settings: MatrixSettings, revoked: Login | None) -> Login:
    """Return the saved login, if it is that of the settings and not known to be refused. Raises LoginError."""
    login = login_of(settings)
    if login == revoked:
        raise LoginError(REVOKED)
    return login
