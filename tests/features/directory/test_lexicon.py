"""The files of the lexicon, read."""

from pathlib import Path

import pytest

from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.text import bare
from concertbot.settings import ROOT


def test_the_shipped_lexicon() -> None:
    """All files are read; every language has names for what people ask."""
    lexicon = load(ROOT / "config" / "lexicon")
    kinds = {concept.kind for concept in lexicon.concepts.values()}
    assert kinds == {"service", "need", "audience", "language", "word"}
    assert len(lexicon.places) > 20
    assert "bonjour" in lexicon.stop
    assert "mayonnaise" in lexicon.everyday
    assert lexicon.languages["waar"] == "nl"
    assert lexicon.idioms["fr"]
    for concept in lexicon.concepts.values():
        if concept.kind in {"service", "need"}:
            assert {"fr", "nl", "en"} <= concept.names.keys(), concept.key


def test_neighbours_are_places() -> None:
    """Every neighbour is a place, and has this one as its neighbour."""
    lexicon = load(ROOT / "config" / "lexicon")
    around = {place.labels["fr"]: set(place.neighbours) for place in lexicon.places}
    assert {other for others in around.values() for other in others} <= around.keys()


def test_towns_are_places_of_their_own() -> None:
    """No town is called like a commune or a quarter, and each stands once."""
    places = load(ROOT / "config" / "lexicon").places
    assert len({place.key for place in places}) == len(places)
    communes, towns = (
        [bare(name) for one in places if one.town == town for name in one.names] for town in (False, True)
    )
    assert set(communes).isdisjoint(towns)
    assert len(towns) > 1000


def test_an_empty_folder(tmp_path: Path) -> None:
    """Missing files are empty ones."""
    assert load(tmp_path) == Lexicon()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("kinds.toml", "[a", "kinds.toml"),
        ("kinds.toml", "[a]\n", "no name"),
        ("kinds.toml", '[a]\nfr = "a"\nsuits = { b = 1.0 }\n', "nothing has the keys b"),
        ("audiences.toml", '[a]\nfr = "a"\n', "used twice"),
        ("stopwords.toml", "\n\n[stop\n", "stopwords.toml"),
    ],
)
def test_faults_name_their_file(tmp_path: Path, name: str, text: str, told: str) -> None:
    """What cannot be read says where."""
    (tmp_path / "languages.toml").write_text('[a]\nfr = "arabe"\n' if told == "used twice" else "", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load(tmp_path)
