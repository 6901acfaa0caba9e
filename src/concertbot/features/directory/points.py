"""The points by which services are told apart: for whom, access, cost, languages, delay, level, area."""

from concertbot.chat.reply import Many, Phrase, Text
from concertbot.domain.lookup import Entry
from concertbot.features.directory.cards import languages, place
from concertbot.features.directory.terms import Terms

UNKNOWN = Text("point-unknown")


def for_whom(entry: Entry, terms: Terms) -> Phrase:
    """Return whom a service is for."""
    audiences = (Many(terms.all(entry.audiences)),) if entry.audiences else ()
    return Many((*audiences, *((entry.eligibility,) if entry.eligibility else ())), " – ")


def area(entry: Entry, terms: Terms) -> Phrase:
    """Return where a service is and the area that it serves."""
    here = place(entry, terms)
    return Many((here, Many(terms.all(entry.areas))), " – ") if entry.communes and entry.areas else here


def level(entry: Entry) -> Phrase:
    """Return the care level with its meaning."""
    return "" if entry.care_level is None else Text(f"care-level-{entry.care_level}")


def points(entry: Entry, terms: Terms) -> dict[str, Phrase]:
    """Return what is known of a service, point by point; an empty phrase where nothing is."""
    return {
        "point-audience": for_whom(entry, terms),
        "point-access": entry.access,
        "point-cost": entry.fees,
        "point-languages": languages(entry),
        "point-delay": entry.wait_time,
        "point-level": level(entry),
        "point-area": area(entry, terms),
    }


def known(phrase: Phrase) -> bool:
    """Return whether a point says anything."""
    return bool(phrase.items) if isinstance(phrase, Many) else bool(phrase)
