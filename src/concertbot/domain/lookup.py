"""The lookup port: where to refer somebody. What is asked, what is answered, and who answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

Outcome = Literal["results", "none", "crisis"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as people see it, whatever format it came from. Empty means unknown."""

    source: str
    id: str  # as in the source
    name: str
    organisation: str = ""
    alternate_names: tuple[str, ...] = ()
    description: str = ""
    kind: str = ""  # the type of service, in the source's words
    terms: tuple[str, ...] = ()  # other taxonomy terms
    care_level: int | None = None  # stepped care, 0 to 5
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639 codes, or words such as "LSFB" and "interprètes"
    communes: tuple[str, ...] = ()  # the same place in each language, French first
    postcodes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    eligibility: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    url: str = ""
    fees: str = ""
    wait_time: str = ""
    access: str = ""  # how one applies
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks the directory: free words, and options said apart."""

    text: str
    commune: str = ""
    audience: str = ""
    language: str = ""
    level: int | None = None
    without: frozenset[str] = frozenset()  # keys of understood parts that the asker lifted
    skip: int = 0
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Understood:
    """One part of a question as it was understood, in the reader's words."""

    key: str  # stable, e.g. "place:ixelles"; what Question.without takes
    kind: Literal["place", "audience", "language", "level", "service", "need"]
    labels: Mapping[str, str]  # by language: fr, nl, en
    answerable: bool = True  # False when the directory says nothing about it
    met: bool = True  # False when none of the matches on this page meets it


@dataclass(frozen=True, slots=True)
class Match:
    """A service that fits, with a score from 0 to 100."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the directory says: matches in order, or none and what is near."""

    outcome: Outcome
    understood: tuple[Understood, ...] = ()
    matches: tuple[Match, ...] = ()
    total: int = 0  # how many fit, of which `matches` is a page
    near: tuple[Match, ...] = field(default=())  # offered, and said to be only near, when nothing fits
    language: str = ""  # of the wording, where the outcome is a crisis


class Watch(Protocol):
    """Recognises crisis wording."""

    def language(self, text: str) -> str | None:
        """Return the language (fr, nl, en) of crisis wording in the text, or None when there is none."""


class Lookup(Protocol):
    """Answers questions to the directory."""

    async def answer(self, question: Question) -> Answer:
        """Return what fits the question, crisis wording first."""
