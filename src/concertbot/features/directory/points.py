"""The points by which services are told apart: for whom, access, cost, languages, delay, level, area."""

from collections.abc import Callable

from concertbot.chat.reply import Many, Phrase, Text
from concertbot.domain.lookup import Entry
from concertbot.features.directory.cards import languages, place

UNKNOWN = Text("point-unknown")


def for_whom(entry: Entry) -> Phrase:
    """Return whom a service is for."""
    return Many(
        tuple(one for one in (Many(entry.audiences) if entry.audiences else "", entry.eligibility) if one), " – "
    )


def area(entry: Entry) -> Phrase:
    """Return where a service is and the area that it serves."""
    served = Many(entry.areas)
    return Many((place(entry), served), " – ") if entry.communes and entry.areas else place(entry)


def level(entry: Entry) -> Phrase:
    """Return the care level with its meaning."""
    return "" if entry.care_level is None else Text(f"care-level-{entry.care_level}")


POINTS: tuple[tuple[str, Callable[[Entry], Phrase]], ...] = (
    ("point-audience", for_whom),
    ("point-access", lambda entry: entry.access),
    ("point-cost", lambda entry: entry.fees),
    ("point-languages", languages),
    ("point-delay", lambda entry: entry.wait_time),
    ("point-level", level),
    ("point-area", area),
)


def known(phrase: Phrase) -> bool:
    """Return whether a point says anything."""
    return bool(phrase.items) if isinstance(phrase, Many) else bool(phrase)
