"""Questions to an index, answered with its entries."""

import csv
from collections.abc import Callable, Sequence

from concertbot.domain.lookup import Answer, Entry, Question
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon, split
from concertbot.settings import ROOT

Ask = Callable[..., Answer]


def asker(entries: Sequence[Entry], lexicon: Lexicon) -> Ask:
    """Return what answers questions to these entries, options included."""
    return asking(Index.build(entries, lexicon), entries)


def asking(index: Index, entries: Sequence[Entry]) -> Ask:
    """Return what answers questions to an index of these entries."""
    known = {(entry.source, entry.id): entry for entry in entries}
    return lambda text, **options: index.rank(Question(text, **options)).answer(known)


def read_entries() -> list[Entry]:
    """Return the services of the demo directory, straight from its table."""
    with (ROOT / "config" / "demo" / "directory" / "services.csv").open(encoding="utf-8", newline="") as lines:
        return [_entry(row) for row in csv.DictReader(lines)]


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
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
        eligibility=row["eligibility_description"],
    )
