"""Writes a seeded directory that does not exist, and noisy questions with what answers them.

`python -m benchmarks.generator SIZE [SEED] [FOLDER]` writes `rec_SIZE.jsonl` and `q_SIZE.json`.
"""

import argparse
from pathlib import Path

from benchmarks.made.queries import queries
from benchmarks.made.services import services
from benchmarks.records import write

SEED = 20


def generate(size: int, seed: int, folder: Path) -> tuple[Path, Path]:
    """Write a directory and its questions into the folder, and return both paths."""
    records = list(services(size, seed))
    return write(records, queries(records, seed), folder, size)


def main(size: int, seed: int, folder: Path) -> None:
    """Write the files and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    print(*generate(size, seed, folder), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    said = parser.parse_args()
    main(said.size, said.seed, said.folder)
