"""What the lookup knows about words: concepts with their names, places, words without weight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from concertbot.chat.words import fold

Kind = Literal["service", "need", "audience", "language", "place", "level", "word", "idiom"]
Where = Literal["anywhere", "asked", "told"]  # in questions, in the directory, or both
WEIGHTS: Mapping[Kind, float] = {"audience": 0.8, "word": 0.7}
HINT_WEIGHT = 0.2
IDIOM = "idiom"  # the key of figures of speech


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that people ask for, with its names and with what else suits it."""

    key: str
    kind: Kind
    names: Mapping[str, tuple[str, ...]]  # by language; the first is the label
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # looked for in questions only
    suits: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0
    ages: tuple[int, int] | None = None
    codes: tuple[str, ...] = ()
    near: bool = False
    hint: bool = False
    beside: bool = False  # says something beside what its words mean without it
    means: bool = False
    about: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """Return the name by language; French stands in where there is none."""
        spare = next(iter(self.names.values()))[0]
        return {language: self.names.get(language, (spare,))[0] for language in ("fr", "nl", "en")}

    def phrases(self) -> Iterator[tuple[str, str, Where]]:
        """Yield every wording with its language, and where it is looked for."""
        named: Where = "told" if self.kind == "word" else "anywhere"
        for where, wordings in ((named, self.names), ("asked", self.said)):
            for language, phrases in wordings.items():
                yield from ((phrase, language, where) for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune or a quarter that bears its own name."""

    key: str
    labels: Mapping[str, str]
    names: tuple[str, ...]
    postcodes: frozenset[str] = frozenset()
    neighbours: tuple[str, ...] = ()  # French names
    wide: bool = False  # people also mean the region around
    everywhere: bool = False  # leaves nothing out
    town: bool = False  # known by its names alone, which no misspelt word stands for


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the files of the lexicon say. Empty, the lookup knows the words of the directory alone."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    stop: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    idioms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)  # words that phrases may call by one name
    elsewhere: frozenset[str] = frozenset()  # what is asked of others
    languages: Mapping[str, str] = field(default_factory=dict)  # small words that belong to one language only

    def hides(self, longer: str, shorter: str) -> bool:
        """Tell whether a phrase may hide a shorter one within it, by their keys: what is said is the whole.

        A child that drinks is a child all the same: a need does not hide for whom it is.
        """
        long, short = self.concepts.get(longer), self.concepts.get(shorter)
        if (long and long.beside) or (short and short.beside):
            return False
        return not (long and short and long.kind == "need" and short.ages)


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that joins them by `|`."""
    return tuple(value for value in (part.strip() for part in cell.split("|")) if value)


def concept(key: str, kind: Kind, table: Mapping[str, object]) -> Concept:
    """Return the concept that a table of the lexicon describes. Raises ValueError where it cannot be read."""
    languages = ("fr", "nl", "en")
    names = {language: split(str(table[language])) for language in languages if language in table}
    said = {language: split(str(table[f"{language}_said"])) for language in languages if f"{language}_said" in table}
    if not names and not said:
        raise ValueError(f"{key}: no name in any language")
    hint = bool(table.get("hint"))
    ages = table.get("ages")
    return Concept(
        key=key,
        kind=kind,
        names=names or said,
        said=said,
        suits=_suits(key, table.get("suits", {})),
        weight=_number(key, table.get("weight", HINT_WEIGHT if hint else WEIGHTS.get(kind, 1.0))),
        ages=(int(ages[0]), int(ages[1])) if isinstance(ages, list) else None,
        codes=split(str(table.get("codes", key))) if kind == "language" else (),
        near=bool(table.get("near")),
        hint=hint,
        beside=hint or bool(table.get("beside")),
        means=bool(table.get("means")),
        about=bool(table.get("about")),
    )


def _suits(key: str, table: object) -> dict[str, float]:
    if not isinstance(table, Mapping):
        raise ValueError(f"{key}: suits is a table of other keys with numbers")  # noqa: TRY004 - all faults are one kind
    return {str(other): _number(key, weight) for other, weight in table.items()}


def _number(key: str, value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{key}: {value!r} is no number from 0 to 1")
    return float(value)


def synonym(term: str, language: str, expansions: str) -> Concept:
    """Return the concept of a row of synonyms: asked by the term, found by what it stands for."""
    return Concept(
        key=f"word:{language}:{term}",
        kind="word",
        names={"": split(expansions)},
        said={language: (term,)},
        weight=WEIGHTS["word"],
    )


def place(row: Mapping[str, str]) -> Place:
    """Return the place of a row of communes."""
    french, dutch = row["fr"], row["nl"] or row["fr"]
    names = (french, dutch, row["en"], *split(row["aliases"]), *split(row["quarters"]))
    return Place(
        key=place_key(french),
        labels={"fr": french, "nl": dutch, "en": row["en"] or french},
        names=tuple(dict.fromkeys(name for name in names if name)),
        postcodes=frozenset(split(row["postcodes"])),
        neighbours=split(row["neighbours"]),
        wide=row["wide"] == "yes",
        everywhere=row["wide"] == "everywhere",
    )


def town(row: Mapping[str, str]) -> Place:
    """Return the place of a row of towns."""
    french = row["fr"]
    labels = {language: row[language] or french for language in ("fr", "nl", "en")}
    return Place(place_key(french), labels, tuple(dict.fromkeys(labels.values())), town=True)


def place_key(name: str) -> str:
    """Return the lasting key of a place by its French name."""
    return "place:" + "-".join(fold(name).split())
