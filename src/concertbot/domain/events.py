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
