"""An Ask: everything that a command may know about who asks what, where and when."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.access import Role
from concertbot.chat.message import Message
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE, LANGUAGES
from concertbot.domain.concertations import Concertation, Room
from concertbot.domain.events import Event
from concertbot.domain.people import Account, Person
from concertbot.domain.reach import Reach

SIGNS = {"telegram": "/"}


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks, with which role, in which concertation and room, in which language, and when."""

    message: Message
    account: Account
    person: Person
    role: Role
    concertation: Concertation | None
    room: Room | None
    language: str
    now: datetime
    session: AsyncSession
    reach: Reach
    events: list[Event] = field(default_factory=list)

    @property
    def account_id(self) -> int:
        """The id of the account that asks."""
        return self.account.id or 0

    @property
    def place(self) -> str:
        """Where it is asked: a room, or the direct conversation."""
        return place_of(self.message)

    @property
    def sign(self) -> str:
        """The sign before a command word on the platform where it is asked."""
        return SIGNS.get(self.message.platform, "!")

    def tell(self, event: Event) -> None:
        """Make an event known to the other abilities, in the same transaction."""
        self.events.append(event)


def place_of(message: Message) -> str:
    """Return a stable name of where a message was said."""
    return place_named(message.platform, message.room, message.sender)


def place_named(platform: str, room: str | None, person: str | None) -> str:
    """Return a stable name of a room, or of the direct conversation with a person."""
    return f"{platform}/person/{person}" if room is None else f"{platform}/room/{room}"


def reading_language(
    person: Person | None, room: Room | None, concertation: Concertation | None, word: str | None, app: str = ""
) -> str:
    """Return the reader's language: their own, else the room's, the command word's, their app's, the default."""
    of_room = room and (room.language or (concertation.language if concertation else ""))
    return (person and person.language) or of_room or word or (app if app in LANGUAGES else DEFAULT_LANGUAGE)
