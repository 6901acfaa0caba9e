"""`compare`: two or three services, point by point."""

from concertbot.chat.access import Role
from concertbot.chat.arguments import WrongArgumentError
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Card, Line, Phrase, Reply, Text
from concertbot.domain.ask import Ask
from concertbot.features.directory.cards import title
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.naming import named
from concertbot.features.directory.points import UNKNOWN, known, points

FEWEST, MOST = 2, 3


def several(said: str) -> tuple[str, ...]:
    """Parse the services to compare: numbers or references, apart by spaces, commas, or a word for "and"."""
    ands = {"et", "en", "and", "&", "+"}
    services = tuple(dict.fromkeys(one for one in said.replace(",", " ").split() if one.casefold() not in ands))
    if not FEWEST <= len(services) <= MOST:
        raise WrongArgumentError("compare-wrong-count", count=len(services))
    return services


async def run(ask: Ask, services: tuple[str, ...]) -> Reply:
    """Put services side by side."""
    entries = [entry_of(await named(ask, one)) for one in services]
    terms = ask.reach.get(Catalogue).terms
    told = [points(entry, terms) for entry in entries]
    heading = Card(Text("compare-title"), tuple(Line(title(one), _letter(at)) for at, one in enumerate(entries)))
    return Reply(parts=(heading, *(_point(key, [point[key] for point in told]) for key in told[0])))


def _point(key: str, values: list[Phrase]) -> Card:
    """Return one point; services of which the same is known share a line."""
    said = [value if known(value) else UNKNOWN for value in values]
    lines = [
        Line(value, ", ".join(_letter(other) for other, same in enumerate(said) if same == value))
        for position, value in enumerate(said)
        if value not in said[:position]
    ]
    return Card(Text(key), tuple(lines))


def _letter(position: int) -> str:
    return "ABC"[position]


command = Command(name="compare", run=run, role=Role.NOBODY, free=Parameter("services", several, required=True))
