"""What the bot says, as data: keys with values, cards and choices. Platforms differ only in how they draw it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence by its key, e.g. `find.none`, with the values that it names."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, said in the reader's language."""

    day: date


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its ISO 639 code, said in the reader's language; another word stays as it is."""

    code: str


@dataclass(frozen=True, slots=True)
class Labels:
    """A word of the data that is known in several languages, by language."""

    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Many:
    """Several phrases in one line."""

    items: "tuple[Phrase, ...]"
    separator: str = ", "


# A plain str is somebody's words or data: it is shown as it is and never becomes markup.
Phrase = str | Text | Day | Tongue | Labels | Many
Value = Phrase | int | float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card; the label says what the value is."""

    value: Phrase
    label: Phrase = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A titled block of lines, numbered when it can be named by its number."""

    title: Phrase
    lines: tuple[Line, ...] = ()
    number: int | None = None
    link: str = ""


Part = Card | Text | str


@dataclass(frozen=True, slots=True)
class Choice:
    """A command already written. Whoever presses it says it, with their own rights."""

    label: Phrase
    says: str
    only: str = ""  # the account id of the only one who may press; empty: anybody there
    private: bool = False  # leads to the direct conversation, and is said there
    worded: bool = False  # its word stands in the text: a button, but no number. Such choices come last
    id: str = ""  # given when it is stored


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the bot sends, with an alternative text for who cannot see it."""

    name: str
    media_type: str
    path: str
    alt: Phrase = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot."""

    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    reaction: str = ""  # an emoji instead of words
    notify: bool = False  # must ring
    mentions: tuple[str, ...] = ()  # account ids
    to: Literal["here", "person", "room"] = "here"
    address: str = ""  # of the person or the room
    live: str = ""  # replies with the same live key edit one message
    until: datetime | None = None  # not worth sending later
    discreet: bool = False  # its choices must not be made where more people than the room can see it
    language: str = ""  # instead of the reader's

    @property
    def numbered(self) -> tuple[Choice, ...]:
        """The choices that have a number where there are no buttons."""
        return tuple(choice for choice in self.choices if not choice.worded)


def say(key: str, **values: Value) -> Reply:
    """Return a reply of one sentence."""
    return Reply(parts=(Text(key, values),))
