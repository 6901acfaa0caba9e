"""`./run bench`: everything, or one measurement of it."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import start
from benchmarks.generator import SEED, generate
from benchmarks.lookup import Result, measure
from benchmarks.messages import measure as messages
from benchmarks.messages import picture as messages_picture
from benchmarks.messages import table as messages_table
from benchmarks.picture import draw
from benchmarks.records import read_queries
from benchmarks.table import page, size_part

SIZES = "5000,100000"
ROOMS, NUMBER, ROUNDS = "1,32,256", 5_000, 3
HERE = Path(__file__).parent
PAGE = HERE / "results.md"


def main() -> None:
    """Measure what the command line asks for."""
    said = _said()
    if said.what == "start":
        print("\n".join(start.measure(said.seed)))
    elif said.records:
        _lookup_of(said.records, said.queries)
    elif said.what == "lookup":
        _lookup(said.sizes, said.seed)
    elif said.what == "messages":
        _messages(said)
    else:
        starts = start.measure(said.seed)
        print("\n".join(starts), flush=True)
        results = _lookup(said.sizes, said.seed)
        asked = f"Seed {said.seed}."
        PAGE.write_text(page(results, starts, asked), encoding="utf-8")
        draw(results, HERE / "results.svg")
        print("Written: benchmarks/results.md, benchmarks/results.svg", flush=True)
        _messages(said)


def _messages(said: argparse.Namespace) -> None:
    """Measure messages, and renew their section of the page."""
    results = messages.measure([int(rooms) for rooms in said.rooms.split(",")], said.number, said.rounds)
    print("\n".join(_plain(messages_table.part(results))), flush=True)
    PAGE.write_text(messages_table.renewed(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    messages_picture.draw(results, HERE / "messages.svg")
    print("Written: benchmarks/results.md, benchmarks/messages.svg")


def _lookup(sizes: str, seed: int) -> dict[int, dict[str, Result]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        made = {int(size): generate(int(size), seed, Path(folder)) for size in sizes.split(",")}
        return {size: _lookup_of(*paths) for size, paths in made.items()}


def _lookup_of(records: Path, queries: Path) -> dict[str, Result]:
    with records.open(encoding="utf-8") as lines:
        size = sum(1 for _ in lines)
    print(f"{size:,} services", flush=True)
    found = measure(records, read_queries(queries))
    print("\n".join(_plain(size_part(size, found))), flush=True)
    return found


def _plain(lines: list[str]) -> Iterator[str]:
    """Yield the lines of Markdown tables with their columns under each other, for a terminal."""
    for line in lines:
        cells = [cell.replace("**", "").strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not line.startswith("|---"):
            yield f"  {cells[0]:46}" + "".join(f"{cell:>14}" for cell in cells[1:])
        elif not line.startswith(("|", "#")):
            yield line


def _said() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "start", "lookup", "messages"), default="all")
    parser.add_argument("--sizes", default=SIZES, help="numbers of services, joined by commas")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--records", type=Path, metavar="FILE", help="services from elsewhere, one a line (lookup)")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="the questions to them")
    parser.add_argument("--rooms", default=ROOMS, help="numbers of rooms, joined by commas (messages)")
    parser.add_argument("--number", type=int, default=NUMBER, help="messages in a trial")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="trials of each, the middle one counts")
    said = parser.parse_args()
    if bool(said.records) != bool(said.queries) or (said.records and said.what != "lookup"):
        parser.error("--records and --queries go together, with lookup")
    return said


if __name__ == "__main__":
    main()
