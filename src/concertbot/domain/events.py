"""What happened, in the past tense: how abilities learn of each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in one concertation or (None) in the installation."""

    concertation_id: int | None


@dataclass(frozen=True, slots=True)
class PersonAppeared(Event):
    """Somebody said something to the bot for the first time."""

    account_id: int


@dataclass(frozen=True, slots=True)
class MessageDeleted(Event):
    """Somebody deleted what they had said: what was derived from it goes."""

    platform: str
    message_id: str


@dataclass(frozen=True, slots=True)
class RoomEntered(Event):
    """The bot came into a room."""

    platform: str
    address: str


@dataclass(frozen=True, slots=True)
class RoomLeft(Event):
    """The bot was put out of a room."""

    platform: str
    address: str


@dataclass(frozen=True, slots=True)
class RoomMoved(Event):
    """A room goes on at another address."""

    platform: str
    address: str
    before: str
