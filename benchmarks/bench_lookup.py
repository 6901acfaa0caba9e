"""From text to ids: lookups in the Brussels directory and in generated ones, without the database."""

import csv
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from concertbot.domain.lookup import Entry, Question
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.evaluation import percentile
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon, split
from concertbot.settings import ROOT

SEED = 20
QUESTIONS = 1000
HEADS = {
    "service de santé mentale": ("Centre de guidance", "Service de santé mentale"),
    "planning familial": ("Planning familial", "Centre de planning"),
    "maison médicale": ("Maison médicale", "Wijkgezondheidscentrum"),
    "assuétudes": ("Projet", "Consultations"),
    "jeunesse": ("AMO", "Maison de jeunes"),
    "sans-abrisme": ("Asile de nuit", "Accueil de jour"),
    "aide alimentaire": ("Épicerie sociale", "Restaurant social"),
}
AUDIENCES = ("enfants", "adolescents", "adultes", "personnes âgées", "familles", "personnes sans abri", "tout public")
SYLLABLES = (
    "ba",
    "ber",
    "cha",
    "da",
    "do",
    "el",
    "fa",
    "gri",
    "ja",
    "ka",
    "lin",
    "mi",
    "no",
    "pa",
    "ri",
    "sa",
    "tour",
    "val",
)
ASKED = ("où se trouve {} ?", "je cherche {}", "{}", "{} svp", "waar is {}?")


def brussels() -> list[Entry]:
    """Return the services of the demo directory."""
    with (ROOT / "config" / "demo" / "directory" / "services.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Entry(
                source="brussels",
                id=row["id"],
                name=row["service_name"],
                organisation=row["organization_name"],
                alternate_names=split(row["alternate_name"]),
                description=row["description"],
                kind=row["service_type"],
                care_level=int(row["care_level"]),
                audiences=split(row["audiences"]),
                languages=split(row["languages"]),
                communes=tuple(dict.fromkeys(split(f"{row['commune_fr']}|{row['commune_nl']}"))),
                postcodes=split(row["postal_code"]),
                areas=split(row["area_served"]),
            )
            for row in csv.DictReader(lines)
        ]


def generated(number: int, dice: random.Random) -> Iterator[Entry]:
    """Yield made-up services, in a commune for about every twenty of them."""
    communes = [word(dice).capitalize() for _ in range(max(number // 20, 10))]
    for at in range(number):
        kind = dice.choice(list(HEADS))
        name = f"{dice.choice(HEADS[kind])} {word(dice).capitalize()} {word(dice).capitalize()}"
        yield Entry(
            source="generated",
            id=str(at),
            name=name,
            description=f"{kind.capitalize()} pour {dice.choice(AUDIENCES)}, {word(dice)} et {word(dice)}.",
            kind=kind,
            audiences=(dice.choice(AUDIENCES),),
            languages=("fr",),
            communes=(dice.choice(communes),),
        )


def word(dice: random.Random) -> str:
    """Return a made-up word."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4)))


def questions(entries: Sequence[Entry], dice: random.Random) -> Iterator[str]:
    """Yield questions: names with an error, and kinds of service with an audience and a place."""
    for at in range(QUESTIONS):
        entry = dice.choice(entries)
        name = entry.name
        if at % 2:
            cut = dice.randrange(len(name))
            yield dice.choice(ASKED).format(name[:cut] + name[cut + 1 :])
        else:
            yield " ".join((entry.kind, *entry.audiences[:1], *entry.communes[:1]))


def measure(what: str, entries: Sequence[Entry], lexicon: Lexicon) -> None:
    """Print how long it takes to build the index, and to answer."""
    began = time.perf_counter()
    index = Index.build(entries, lexicon)
    built = time.perf_counter() - began
    times = []
    for text in questions(entries, random.Random(SEED)):  # noqa: S311 - a seeded dice is the point
        began = time.perf_counter()
        [place.key for place in index.rank(Question(text)).places]
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    half, slow = percentile(times, 0.5), percentile(times, 0.99)
    print(f"{what:24} built in {built:6.2f} s   p50 {half:6.2f} ms   p99 {slow:6.2f} ms   {memory} MB", flush=True)


def main(sizes: Sequence[str]) -> None:
    """Measure the Brussels directory, then generated ones of these sizes."""
    began = time.perf_counter()
    lexicon = load(Path(ROOT) / "config" / "lexicon")
    print(f"{'lexicon':24} read in  {time.perf_counter() - began:6.2f} s")
    measure("Brussels", brussels(), lexicon)
    for size in sizes:
        entries = list(generated(int(size), random.Random(SEED)))  # noqa: S311 - a seeded dice is the point
        measure(f"generated, {size}", entries, lexicon)


if __name__ == "__main__":
    main(sys.argv[1:] or ["10000"])
