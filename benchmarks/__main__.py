"""`./run bench`: everything, or one measurement of it."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import start
from benchmarks.generator import SEED, generate
from benchmarks.lookup import Result, measure
from benchmarks.picture import draw
from benchmarks.records import read_queries
from benchmarks.table import page, size_part

SIZES = "5000,100000"
HERE = Path(__file__).parent


def main() -> None:
    """Measure what the command line asks for."""
    said = _said()
    if said.what == "start":
        print("\n".join(start.measure(said.seed)))
    elif said.records:
        _lookup_of(said.records, said.queries)
    elif said.what == "lookup":
        _lookup(said.sizes, said.seed)
    else:
        starts = start.measure(said.seed)
        print("\n".join(starts), flush=True)
        results = _lookup(said.sizes, said.seed)
        asked = f"Seed {said.seed}."
        (HERE / "results.md").write_text(page(results, starts, asked), encoding="utf-8")
        draw(results, HERE / "results.svg")
        print("Written: benchmarks/results.md, benchmarks/results.svg")


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
        cells = [cell.strip(" *") for cell in line.strip("|").split("|")]
        if line.startswith("|") and not line.startswith("|---"):
            yield f"  {cells[0]:32}" + "".join(f"{cell:>14}" for cell in cells[1:])
        elif not line.startswith(("|", "#")):
            yield line


def _said() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "start", "lookup"), default="all")
    parser.add_argument("--sizes", default=SIZES, help="numbers of services, joined by commas")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--records", type=Path, metavar="FILE", help="services from elsewhere, one a line (lookup)")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="the questions to them")
    said = parser.parse_args()
    if bool(said.records) != bool(said.queries) or (said.records and said.what != "lookup"):
        parser.error("--records and --queries go together, with lookup")
    return said


if __name__ == "__main__":
    main()
