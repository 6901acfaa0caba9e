"""The files that a measurement takes: one service a line, and questions with what answers them."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Record:
    """A service of a made-up directory."""

    id: int
    name: str
    alts: tuple[str, ...]
    desc: str
    type: str
    type_fr: str
    type_nl: str
    aud_fr: str
    aud_nl: str
    commune_fr: str
    commune_nl: str
    postal: str
    langs: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all its names, the main one first."""
        return (self.name, *self.alts)

    @property
    def place(self) -> str:
        """Return its place in every way of saying it."""
        return " ".join(dict.fromkeys((self.commune_fr, self.commune_nl, self.postal)))


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks, the kind of noise in it, and the services any of which is right."""

    q: str
    cls: str
    rel: tuple[int, ...]


COLUMNS = tuple(field.name for field in fields(Record))


def read_records(path: Path) -> Iterator[Record]:
    """Go through the services of a file. Columns that are not ours are left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            said |= {"alts": tuple(said["alts"]), "langs": tuple(said["langs"])}
            yield Record(**{column: said[column] for column in COLUMNS})


def read_queries(path: Path) -> list[Query]:
    """Return the questions of a file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return [Query(one["q"], one["cls"], tuple(one["rel"])) for one in found]


def write(records: Iterable[Record], queries: Sequence[Query], folder: Path, size: int) -> tuple[Path, Path]:
    """Write both files into a folder and return their paths."""
    written, asked = folder / f"rec_{size}.jsonl", folder / f"q_{size}.json"
    with written.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records)
    asked.write_text(json.dumps([asdict(query) for query in queries], ensure_ascii=False), encoding="utf-8")
    return written, asked


def write_services(records: Iterable[Record], path: Path) -> None:
    """Write the services as a `services.csv` that the bot imports."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            "id service_name alternate_name description service_type audiences languages commune_fr commune_nl"
            " postal_code organization_name".split()
        )
        for one in records:
            table.writerow(
                (
                    one.id,
                    one.name,
                    "|".join(one.alts),
                    one.desc,
                    one.type_fr,
                    one.aud_fr,
                    "|".join(one.langs),
                    one.commune_fr,
                    one.commune_nl,
                    one.postal,
                    "",
                )
            )
