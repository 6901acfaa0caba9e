"""From a message to an Ask: who asks, with which role, in which concertation, room and language, and when."""

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.access import Role
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.chat.message import Kind, Message
from concertbot.chat.router import Called, route
from concertbot.delivery import choices, outbox
from concertbot.delivery.tables import StoredChoice
from concertbot.domain.acquainted import get
from concertbot.domain.ask import Ask, reading_language
from concertbot.domain.concertations import Concertation, Room, concertation_of, find_room
from concertbot.domain.events import PersonAppeared
from concertbot.domain.people import Account, Arrival, arrive, nobody, role_of
from concertbot.domain.reach import Reach


class Asking:
    """Builds asks."""

    def __init__(self, book: Book, clock: Clock, reach: Reach) -> None:
        self.book, self.clock, self.reach = book, clock, reach

    async def ask(self, session: AsyncSession, message: Message) -> Ask:
        """Return the ask that a message is."""
        now = self.clock.now()
        who = await self._who(session, message)
        room = await find_room(session, message.platform, message.room) if message.room else None
        concertation, role = await self._concertation(session, message, who.account, room)
        word = await self._word_language(session, message)
        language = reading_language(who.person, room, concertation, word, message.language)
        ask = Ask(message, who.account, who.person, role, concertation, room, language, now, session, self.reach)
        if who.new:
            ask.tell(PersonAppeared(concertation.id if concertation else None, ask.account_id))
        return ask

    async def _who(self, session: AsyncSession, message: Message) -> Arrival:
        if message.anonymous:
            return nobody(message.platform, message.sender, self.clock.now())
        who = await arrive(session, message.platform, message.sender, message.sender_name, self.clock.now())
        if message.direct and not who.account.reachable:
            await outbox.release(session, message.platform, message.sender)
        who.account.be_seen(self.clock.now(), message.room)
        return who

    async def _concertation(
        self, session: AsyncSession, message: Message, account: Account, room: Room | None
    ) -> tuple[Concertation | None, Role]:
        if message.anonymous:
            found = room.concertation_id if room else None
            return await get(session, Concertation, found) if found else None, Role.NOBODY
        concertation = await concertation_of(session, account, room) if room or message.direct else None
        return concertation, await role_of(session, account, concertation.id if concertation else None)

    async def _word_language(self, session: AsyncSession, message: Message) -> str | None:
        pressed = await session.get(StoredChoice, message.choice) if message.kind is Kind.PRESS else None
        choice = pressed or await choices.by_number(session, message)
        if choice:
            return choice.language
        called = route(message, self.book)
        return self.book.language(called.word) if isinstance(called, Called) else None
