"""What the abilities contribute, gathered by bootstrap."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from concertbot.chat.book import Book
from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Reply
from concertbot.chat.screen import Screen
from concertbot.domain.ask import Ask
from concertbot.domain.due import Due
from concertbot.domain.events import Event
from concertbot.domain.reach import Reach


@dataclass(frozen=True, slots=True)
class Moment:
    """What a job or a listener may use: the transaction, the time, and what lives long."""

    session: AsyncSession
    now: datetime
    reach: Reach


# Gets the ask and whether its words are addressed to the bot. None leaves them to the next ability.
Hear = Callable[[Ask, bool], Awaitable[Reply | None]]
Job = Callable[[Moment, Due], Awaitable[tuple[Reply, ...]]]
Listener = Callable[[Moment, Event], Awaitable[tuple[Reply, ...]]]


@dataclass(frozen=True, slots=True)
class Abilities:
    """Everything that the features can do."""

    book: Book
    texts: Texts
    screens: tuple[Screen, ...] = ()
    hears: tuple[Hear, ...] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    listeners: Mapping[type[Event], tuple[Listener, ...]] = field(default_factory=dict)
