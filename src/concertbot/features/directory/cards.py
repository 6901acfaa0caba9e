"""A service as a card, short enough for a phone. What is unknown is left out here, and said in the full card."""

from concertbot.chat.reply import Card, Day, Labels, Line, Many, Phrase, Text, Tongue
from concertbot.chat.words import fold
from concertbot.domain.lookup import Entry
from concertbot.features.directory.terms import Terms

LINE = 160  # characters of a description that a card shows
SEPARATOR = " · "


def card(entry: Entry, number: int, terms: Terms) -> Card:
    """Return the short card of a service."""
    lines = (
        Line(one_line(entry.description)),
        Line(Many(_facts(entry, terms), SEPARATOR)),
        _contact(entry),
        source(entry),
    )
    return Card(title(entry), tuple(line for line in lines if line.value), number=number, link=entry.url)


def title(entry: Entry) -> str:
    """Return the name of a service, with its organisation's where that says more."""
    if not entry.organisation or fold(entry.organisation) in fold(entry.name):
        return entry.name
    return f"{entry.name} – {entry.organisation}"


def one_line(text: str) -> str:
    """Return the beginning of a text, cut at the end of a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LINE else flat[:LINE].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def place(entry: Entry, terms: Terms) -> Phrase:
    """Return where a service is: its commune and postcode, else the area that it serves."""
    if entry.communes:
        here = Labels({"fr": entry.communes[0], "nl": entry.communes[-1]})
        return Many((here, *entry.postcodes[:1]), " ")
    return Many(terms.all(entry.areas[:3]))


def languages(entry: Entry) -> Many:
    """Return the languages that a service speaks."""
    return Many(tuple(Tongue(code) for code in entry.languages))


def verified(entry: Entry) -> Text:
    """Return when a service was last verified, or that nobody did."""
    return Text("entry-verified", {"day": Day(entry.verified_on)}) if entry.verified_on else Text("entry-unverified")


def source(entry: Entry) -> Line:
    """Return where the entry comes from, and when it was verified."""
    return Line(Many((entry.source, verified(entry)), SEPARATOR), Text("entry-source"))


def _facts(entry: Entry, terms: Terms) -> tuple[Phrase, ...]:
    facts: list[Phrase] = []
    if entry.communes or entry.areas:
        facts.append(place(entry, terms))
    if entry.audiences:
        facts.append(Text("entry-for", {"audiences": Many(terms.all(entry.audiences))}))
    if entry.languages:
        facts.append(Text("entry-speaks", {"languages": languages(entry)}))
    if entry.care_level is not None:
        facts.append(Text("entry-level", {"level": entry.care_level}))
    return tuple(facts)


def _contact(entry: Entry) -> Line:
    contact = Many(entry.phones[:2]) if entry.phones else entry.url or entry.email
    return Line(contact, Text("entry-contact")) if contact else Line(Text("entry-no-contact"))
