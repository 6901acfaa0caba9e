"""Where things are: the lexicon's places, and those that only the directory knows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.lexicon import Place, Where, place_key
from concertbot.features.directory.rules.text import bare


@dataclass(frozen=True, slots=True)
class Settlements:
    """The communes, by their names in each language, and the postcodes of a directory."""

    communes: Sequence[tuple[str, ...]]
    codes: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Settlements":
        """Return where these entries are."""
        communes: dict[tuple[str, ...], None] = {}
        codes: set[str] = set()
        for entry in entries:
            codes.update(entry.postcodes)
            if entry.communes:
                communes[entry.communes] = None
        return cls(tuple(communes), frozenset(codes))


class Gazetteer:
    """Places by name and by postcode, and where each entry stands towards them."""

    def __init__(self, places: Iterable[Place], settlements: "Settlements") -> None:
        self._places = {place.key: place for place in places}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_postcode: dict[str, list[str]] = defaultdict(list)
        for place in self._places.values():
            self._learn(place)
        self.codes = self._by_postcode.keys() | settlements.codes
        for communes in settlements.communes:
            known = [self._places[key] for name in communes for key in self._by_name.get(bare(name), ())]
            if all(place.town for place in known):
                self._learn(_settled(known[0], communes) if known else _commune(communes))

    def _learn(self, place: Place) -> None:
        self._places[place.key] = place
        for name in place.names:
            self._by_name[bare(name)].add(place.key)
        for code in place.postcodes:
            self._by_postcode[code].append(place.key)

    def __getitem__(self, key: str) -> Place:
        return self._places[key]

    def phrases(self, *, towns: bool) -> Iterator[tuple[str, str, str, Where]]:
        """Yield every name of every place, as a phrase book takes them, or of every town that is but a name."""
        for place in self._places.values():
            if place.town == towns:
                yield from ((place.key, name, "", "anywhere") for name in place.names)

    def towns(self) -> Iterator[str]:
        """Yield the keys of the towns that are but names."""
        yield from (key for key, place in self._places.items() if place.town)

    def by_postcode(self, code: str) -> Place:
        """Return the place of a postcode: the commune that has only this one, else the part that bears it."""
        places = [self._places[key] for key in self._by_postcode.get(code, ())]
        own = [place for place in places if len(place.postcodes) == 1]
        if len(own) == 1:
            return own[0]
        labels = {language: f"{code} {label}" for language, label in places[0].labels.items()} if places else {}
        place = Place(
            key=f"place:{code}",
            labels=labels or dict.fromkeys(("fr", "nl", "en"), code),
            names=(),
            postcodes=frozenset({code}),
            neighbours=places[0].neighbours if places else (),
        )
        self._places[place.key] = place
        return place

    def homes(self, entry: Entry) -> frozenset[str]:
        """Return the keys of the places where the entry is."""
        keys = {key for name in entry.communes for key in self._by_name.get(bare(name), ())}
        for code in entry.postcodes:
            keys.update(self._by_postcode.get(code, ()), (f"place:{code}",))
        return frozenset(keys)

    def bounds(self, entry: Entry) -> frozenset[str]:
        """Return the keys of the communes that alone are served; none when the area is wider or unknown."""
        found: set[str] = set()
        for area in entry.areas:
            keys = {key for key in self._by_name.get(bare(area), ()) if not self._places[key].town}
            if not keys or any(self._places[key].everywhere for key in keys):
                return frozenset()
            found |= keys
        return frozenset(found)

    def within(self, key: str, bounds: frozenset[str]) -> bool:
        """Tell whether the place is one of those, or a part of them."""
        codes = self._places[key].postcodes
        return key in bounds or (bool(codes) and any(codes <= self._places[bound].postcodes for bound in bounds))

    def neighbours(self, key: str) -> frozenset[str]:
        """Return the keys of the places around this one."""
        return frozenset(place_key(name) for name in self._places[key].neighbours)


def _settled(town: Place, communes: Sequence[str]) -> Place:
    """Return a town as a place where entries are."""
    return replace(town, names=tuple(dict.fromkeys((*town.names, *communes))), town=False)


def _commune(names: Sequence[str]) -> Place:
    labels = dict(zip(("fr", "nl", "en"), (*names, names[0], names[0]), strict=False))
    return Place(key=place_key(names[0]), labels=labels, names=tuple(dict.fromkeys(names)))
