"""An index as named arrays, and back: what is written to a file, so that a large directory is ready at once."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concertbot.features.directory.rules.arrays import Postings, Strings
from concertbot.features.directory.rules.facts import Facts, Where, Whom
from concertbot.features.directory.rules.grams import Grams
from concertbot.features.directory.rules.index import Base, Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.lore import Lore, vocabulary_of
from concertbot.features.directory.rules.names import Names
from concertbot.features.directory.rules.places import Settlements
from concertbot.features.directory.rules.segment import Segment
from concertbot.features.directory.rules.vocabulary import Spellings

FORMAT = 2  # goes up when what the arrays mean changes
Arrays = Mapping[str, NDArray[Any]]


def arrays_of(index: Index) -> dict[str, NDArray[Any]]:
    """Return all that an index was built to, as arrays by name."""
    kept: dict[str, NDArray[Any]] = {}
    segment, lore = index.base.segment, index.base.lore
    for name in ("sources", "ids"):
        _keep(kept, name, getattr(segment, name))
    for name in ("terms", "keys"):
        _keep(kept, name, Strings.pack(list(getattr(segment, name))))
    for name in ("words", "tags", "names", "rarity", "levels", "hashes", "hashed"):
        _keep(kept, name, getattr(segment, name))
    for name, plain in PLAIN.items():
        facts: Facts[Any] = getattr(segment, name)
        kept[f"{name}.of"] = facts.of
        kept[f"{name}.values"] = _text([plain(value) for value in facts.values])
    kept["settlements"] = _text([lore.settlements.communes, sorted(lore.settlements.codes)])
    _keep(kept, "known", Strings.pack(sorted(index.base.vocabulary.known)))
    _keep(kept, "spellings", index.base.vocabulary.layers[0].spellings)
    return kept


def index_of(arrays: Arrays, lexicon: Lexicon) -> Index:
    """Return the index that some arrays are; the lexicon is that which it was built with."""
    communes, codes = _json(arrays["settlements"])
    lore = Lore.of(lexicon, Settlements(tuple(map(tuple, communes)), frozenset(codes)))
    segment = Segment(
        sources=_strings(arrays, "sources"),
        ids=_strings(arrays, "ids"),
        terms=_numbered(arrays, "terms"),
        words=_postings(arrays, "words"),
        rarity=arrays["rarity"],
        keys=_numbered(arrays, "keys"),
        tags=_postings(arrays, "tags"),
        names=_names(arrays),
        wheres=_facts(arrays, "wheres", lambda value: Where(*map(frozenset, value))),
        whoms=_facts(arrays, "whoms", _whom),
        spoken=_facts(arrays, "spoken", frozenset),
        levels=arrays["levels"],
        hashes=arrays["hashes"],
        hashed=arrays["hashed"],
    )
    spellings = Spellings(
        _strings(arrays, "spellings.words"), _strings(arrays, "spellings.sounds"), _grams(arrays, "spellings.grams")
    )
    vocabulary = vocabulary_of(lore, lexicon, _strings(arrays, "known").all(), spellings)
    return Index(Base.of(lore, lexicon, segment, vocabulary))


# How the values of facts are written: as lists.
PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "wheres": lambda where: [sorted(where.homes), sorted(where.bounds)],
    "whoms": lambda whom: [whom.ages, whom.everyone, sorted(whom.reserved), whom.internal],
    "spoken": sorted,
}


def _whom(value: Any) -> Whom:
    ages, everyone, reserved, internal = value
    return Whom(tuple((low, high) for low, high in ages), everyone, frozenset(reserved), internal)


def _keep(kept: dict[str, NDArray[Any]], name: str, part: Any) -> None:
    if isinstance(part, bytes):
        kept[name] = np.frombuffer(part, np.uint8)
    elif isinstance(part, np.ndarray):
        kept[name] = part
    else:
        for field in dataclasses.fields(part):
            _keep(kept, f"{name}.{field.name}", getattr(part, field.name))


def _strings(arrays: Arrays, name: str) -> Strings:
    return Strings(arrays[f"{name}.starts"], arrays[f"{name}.content"].tobytes())


def _numbered(arrays: Arrays, name: str) -> dict[str, int]:
    return {text: at for at, text in enumerate(_strings(arrays, name).all())}


def _postings(arrays: Arrays, name: str) -> Postings:
    return Postings(*(arrays[f"{name}.{field.name}"] for field in dataclasses.fields(Postings)))


def _grams(arrays: Arrays, name: str) -> Grams:
    return Grams(*(arrays[f"{name}.{field.name}"] for field in dataclasses.fields(Grams)))


def _names(arrays: Arrays) -> Names:
    apart: dict[str, Any] = {"titles": _strings(arrays, "names.titles"), "grams": _grams(arrays, "names.grams")}
    plain: dict[str, Any] = {one.name: arrays.get(f"names.{one.name}") for one in dataclasses.fields(Names)}
    return Names(**{**plain, **apart})


def _facts(arrays: Arrays, name: str, value: Callable[[Any], Any]) -> Facts[Any]:
    return Facts(tuple(map(value, _json(arrays[f"{name}.values"]))), arrays[f"{name}.of"])


def _text(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)


def _json(content: NDArray[Any]) -> Any:
    return json.loads(content.tobytes())
