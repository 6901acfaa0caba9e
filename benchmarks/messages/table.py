"""What was measured of messages, as Markdown."""

import re
from collections.abc import Iterator, Mapping

from benchmarks.messages.entrants import ENTRANTS, Entrant
from benchmarks.messages.measure import Line, Measured, Results

TITLE = "## Messages per second"
SECTION = re.compile(rf"^{TITLE}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
OURS = ENTRANTS[0].name
TIMES = ("messages/s", "slowest", "fastest", "handed out/s", "p50 ms", "p99 ms", "CPU ms")
COLUMNS = (*TIMES, "said", "lost", "twice")


def renewed(page: str, results: Results) -> str:
    """Return the page of results with this section instead of an earlier one, or at its end."""
    section = "\n".join([*part(results), "", ""])
    page = SECTION.sub(lambda _: section, page) if SECTION.search(page) else f"{page.rstrip()}\n\n{section}"
    return f"{page.rstrip()}\n"


def part(results: Results) -> list[str]:
    """Return the section of the page of results."""
    return [
        TITLE,
        "",
        f"From receipt to committed reply, one read and one write each: medians of {results.rounds} rounds, up to",
        f"{results.number:,} messages in each trial. Machine: {results.where}.",
        "",
        "![Messages a second, a panel for each number of rooms](messages.svg)",
        *(line for rooms, found in results.measured.items() for line in _rooms(rooms, found)),
        "",
        *(f"- Not measured: {missing}." for missing in results.missing),
        *(f"- **{one.name}** ({_versions(one, results)}): {one.how}." for one in ENTRANTS if _known(one, results)),
    ]


def in_words(rooms: int) -> str:
    """Return the number of rooms in words."""
    return f"{rooms:,} {'rooms' if rooms > 1 else 'room'}"


def _rooms(rooms: int, found: Mapping[Line, Measured]) -> Iterator[str]:
    yield from ("", f"### {in_words(rooms)}", "")
    yield f"| {in_words(rooms)} | {' | '.join(COLUMNS)} |"
    yield "|---" * (len(COLUMNS) + 1) + "|"
    for one in ENTRANTS:
        for feed, words in one.feeds.items():
            if (one.name, feed) in found:
                name = f"**{one.name}**" if one.ours else one.name
                yield f"| {name}, {words} | {' | '.join(_cells(found[one.name, feed]))} |"
    yield from ("", *_compared(found))


def _cells(one: Measured) -> list[str]:
    rates = [outcome.rate for outcome in one.outcomes]
    return [
        f"{one.rate:,.0f}",
        f"{min(rates):,.0f}",
        f"{max(rates):,.0f}",
        f"{one.median('out_rate'):,.0f}",
        f"{one.median('p50'):,.1f}",
        f"{one.median('p99'):,.1f}",
        f"{one.median('cpu'):,.2f}",
        f"{one.total('handed'):,}",
        f"{one.total('lost'):,}",
        f"{one.total('twice'):,}",
    ]


def best(found: Mapping[Line, Measured], name: str) -> float:
    """Return the rate of somebody with the feed that suits them better; 0 when they were not measured."""
    return max((one.rate for (who, _), one in found.items() if who == name), default=0.0)


def _compared(found: Mapping[Line, Measured]) -> Iterator[str]:
    ours, others = best(found, OURS), {name: best(found, name) for name, _ in found if name != OURS}
    if ours and others:
        said = (f"{ours / rate:.2f} of {name}" for name, rate in others.items())
        yield f"{OURS} with the better feed against the others with theirs: {', '.join(said)}."


def _known(one: Entrant, results: Results) -> bool:
    return any(name == one.name for found in results.measured.values() for name, _ in found)


def _versions(one: Entrant, results: Results) -> str:
    lines = (item for found in results.measured.values() for item in found.items())
    measured = next(measured for (name, _), measured in lines if name == one.name)
    return ", ".join(f"{name} {version}" for name, version in measured.versions.items())
