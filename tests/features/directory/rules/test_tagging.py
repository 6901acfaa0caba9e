"""Phrases found in all texts at once are those found text by text."""

from collections.abc import Mapping

import pytest

from asking import read_entries
from concertbot.domain.lookup import Entry
from concertbot.features.directory.rules.lexicon import Lexicon, concept
from concertbot.features.directory.rules.lore import Lore
from concertbot.features.directory.rules.places import Settlements
from concertbot.features.directory.rules.stream import Stream, Words
from concertbot.features.directory.rules.tagging import Tagger
from concertbot.features.directory.rules.text import words

TOLD = (
    "un groupe de parole pour jeunes parents",
    "jeunes",
    "AMO",
    "Fondation AMO",
    "l'accueil de jour et de nuit",
    "or",
)


def at_once(entries: list[Entry], lore: Lore) -> Mapping[int, set[str]]:
    """Return the keys that are found in each text, by its number."""
    read = Words(lore.book.literal)
    stream = Stream.read(entries, read)
    found: dict[int, set[str]] = {}
    for key, at in Tagger(stream, read).tags(lore.book):
        for text in stream.texts[at].tolist():
            found.setdefault(text, set()).add(key)
    return found


def one_by_one(texts: list[str], lore: Lore) -> Mapping[int, set[str]]:
    """Return the same from the phrase book."""
    said = [words(text) for text in texts]
    found = [{span.key for span in lore.book.find(one, lore.book.exact(one), "told")} for one in said]
    return {number: keys for number, keys in enumerate(found) if keys}


def as_names(texts: list[str]) -> list[Entry]:
    """Return an entry for each text, with nothing but that as its name."""
    return [Entry("s", str(number), text) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def lore(lexicon: Lexicon) -> Lore:
    """Return what is known of the Brussels directory."""
    return Lore.of(lexicon, Settlements.of(read_entries()))


def test_a_whole_directory(lore: Lore) -> None:
    """In each description and each name the same concepts and places are found."""
    texts = [text for entry in read_entries() for text in (entry.description, entry.name) if text] + list(TOLD)
    entries = as_names(texts)
    found = at_once(entries, lore)
    # An entry has a name and a kind, which is empty here.
    assert {number // 2: keys for number, keys in found.items()} == one_by_one(texts, lore)


def test_a_longer_phrase_hides_a_shorter_one() -> None:
    """Where the shorter also stands alone, it is found there."""
    tables = {"day": "accueil de jour", "welcome": "accueil", "night": "jour nuit"}
    concepts = {key: concept(key, "service", {"fr": names}) for key, names in tables.items()}
    lore = Lore.of(Lexicon(concepts=concepts), Settlements((), frozenset()))
    texts = ["accueil de jour", "accueil", "accueil de jour, accueil de soir, un accueil", "nuit jour", "nuit", ""]
    found = at_once(as_names(texts), lore)
    assert {number // 2: keys for number, keys in found.items()} == one_by_one(texts, lore)
    assert found[0] == {"day"}
    assert found[4] == {"day", "welcome"}
