"""What was measured, as Markdown."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.child import Missing
from benchmarks.lookup import Figures, Result
from benchmarks.rivals.all import ENTRANTS

Results = Mapping[int, Mapping[str, Result]]  # by size, by name


def machine() -> str:
    """Return on what it was measured, in words."""
    return (
        f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    )


def page(results: Results, starts: Sequence[str], asked: str) -> str:
    """Return the page of results."""
    head = [
        "# Results",
        "",
        "Written by `./run bench`; what is measured, and what is fair and what is not, stands in [README](README.md).",
        f"Machine: {machine()}. {asked}",
        "",
        "![Recall against the median time, a panel a size](results.svg)",
    ]
    parts = [head, *(size_part(size, found) for size, found in results.items())]
    if starts:
        parts.append(["## From the start to the first answer", "", *starts])
    parts.append(["## Who", "", *(f"- **{one.name}**: {one.how}." for one in ENTRANTS)])
    return "\n".join("\n".join([*part, ""]) for part in parts)


def size_part(size: int, found: Mapping[str, Result]) -> list[str]:
    """Return the two tables of a size: the figures, and the recall of each class."""
    measured = {name: one for name, one in found.items() if isinstance(one, Figures)}
    absent = [f"- {name}: not measured ({one.why})" for name, one in found.items() if isinstance(one, Missing)]
    return [
        f"## {size:,} services",
        "",
        "| | recall@5 | p50 ms | p99 ms | build s | index MB | questions | answers each |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(name, _cells(one)) for name, one in measured.items()),
        "",
        *_classes(measured),
        *(["", *absent] if absent else []),
    ]


def _cells(one: Figures) -> list[str]:
    return [
        f"{one.recall:.3f}",
        f"{one.p50:.2f}",
        f"{one.p99:.2f}",
        f"{one.seconds:.1f}",
        f"{one.megabytes:.0f}",
        str(one.asked),
        f"{one.answers:.1f}",
    ]


def _classes(measured: Mapping[str, Figures]) -> Iterator[str]:
    names = list(dict.fromkeys(name for one in measured.values() for name in one.by_class))
    yield f"| recall@5 by class | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for who, one in measured.items():
        yield _row(who, [f"{one.by_class[name]:.2f}" if name in one.by_class else "" for name in names])


def _row(name: str, cells: Sequence[str]) -> str:
    shown = f"**{name}**" if any(one.name == name and one.ours for one in ENTRANTS) else name
    return f"| {shown} | {' | '.join(cells)} |"
