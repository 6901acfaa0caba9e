"""Help lines: which ones an answer gives, in which order, and which ones nobody verified for too long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

GIVEN = ("suicide", "emergency", "poison", "listening", "young")  # kinds in the answer, in its order
KINDS = (*GIVEN, "police", "violence")
STALE_AFTER = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number that somebody in distress can call."""

    region: str
    name: str
    phone: str
    kind: str
    languages: tuple[str, ...]
    url: str = ""
    always: bool = False  # day and night
    verified_on: date | None = None


def lines_for(lines: Sequence[HelpLine], region: str, language: str) -> tuple[HelpLine, ...]:
    """Return the region's lines that an answer in this language gives, in order.

    First those that are answered in this language. Of a kind that has none, those in the region's other languages
    follow: a number in another language is better than none.
    """
    here = {kind: [line for line in lines if (line.region, line.kind) == (region, kind)] for kind in GIVEN}
    own = {kind: [line for line in here[kind] if language in line.languages] for kind in GIVEN}
    others = [line for kind in GIVEN if not own[kind] for line in here[kind]]
    return (*(line for kind in GIVEN for line in own[kind]), *others)


def stale(lines: Iterable[HelpLine], today: date) -> tuple[HelpLine, ...]:
    """Return the lines that nobody verified, or not in the last 180 days."""
    return tuple(line for line in lines if line.verified_on is None or today - line.verified_on > STALE_AFTER)
