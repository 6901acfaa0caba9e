"""Towns that are known by name alone."""

import pytest

from asking import Ask
from concertbot.domain.lookup import Answer, Entry, Question
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon, concept, town


def service(name: str, **more: str) -> Entry:
    """Return a service."""
    commune = (more["commune"],) if "commune" in more else ()
    areas = (more["area"],) if "area" in more else ()
    return Entry(source="s", id=name, name=name, communes=commune, areas=areas, description=more.get("told", ""))


def lexicon(*towns: tuple[str, str]) -> Lexicon:
    """Return a lexicon that knows these towns, and a few words."""
    places = tuple(town({"fr": french, "nl": dutch, "en": ""}) for french, dutch in towns)
    concepts = (
        concept("psychologist", "service", {"fr": "psychologue", "fr_said": "psy"}),
        concept("men", "audience", {"fr": "hommes", "nl": "mannen", "fr_said": "mes"}),
        concept("bridge", "service", {"fr": "pont"}),
    )
    return Lexicon({one.key: one for one in concepts}, places, stop=frozenset({"a", "le"}))


def understood(answer: Answer) -> list[tuple[str, bool]]:
    """Return the keys of what was understood, with whether the directory says anything about it."""
    return [(one.key, one.answerable) for one in answer.understood]


def answer(known: Lexicon, text: str, *entries: Entry) -> Answer:
    """Return the answer to a question."""
    ranking = Index.build(entries, known).rank(Question(text))
    return ranking.answer({(one.source, one.id): one for one in entries})


PSY = service("Psychologue du Parvis", commune="Ixelles")


@pytest.mark.parametrize("text", ["psy à Mons", "psy bergen", "PSY MONS"])
def test_a_town_where_nothing_is(text: str) -> None:
    """It is told, in whatever language it was said, and is no misspelt word."""
    found = answer(lexicon(("Mons", "Bergen")), text, PSY)
    assert understood(found) == [("service:psychologist", True), ("place:mons", False)]
    assert found.outcome == "results"


@pytest.mark.parametrize("text", ["psy à Mont", "psy à Monss"])
def test_no_misspelt_word_is_a_town(text: str) -> None:
    """Towns are many, and ordinary words are misspelt more often than their names."""
    assert ("place:mons", False) not in understood(answer(lexicon(("Mons", "")), text, PSY))


def test_a_town_of_the_directory_is_a_place() -> None:
    """It is found by all its names, misspelt too, and its services come first."""
    here = service("Psychologue du Doudou", commune="MONS")
    for text in ("psy mons", "psy bergen", "psy bergn"):
        found = answer(lexicon(("Mons", "Bergen")), text, PSY, here)
        assert understood(found) == [("service:psychologist", True), ("place:mons", True)]
        assert found.matches[0].entry == here


def test_a_name_of_the_directory_is_no_town() -> None:
    """Who asks for a service by name is not told of a town."""
    found = answer(lexicon(("Béthune", "")), "Norman Bethune", service("Maison Norman Bethune"), PSY)
    assert understood(found) == []
    assert found.matches[0].entry.name == "Maison Norman Bethune"


def test_names_that_are_ordinary_words_are_passed_over() -> None:
    """Le Pont may be a town, but who says it means a bridge."""
    assert understood(answer(lexicon(("Le Pont", "")), "le pont", PSY)) == [("service:bridge", False)]


def test_a_town_of_several_words_must_be_whole() -> None:
    """One of its words is not the town."""
    known = lexicon(("Le Pont-de-Claix", ""))
    assert ("place:le-pont-de-claix", False) in understood(answer(known, "psy au pont de claix", PSY))
    assert understood(answer(known, "psy claix", PSY)) == [("service:psychologist", True)]


def test_an_area_with_the_name_of_a_town_may_be_a_province() -> None:
    """What serves Liège may serve all of its province: nobody is left out."""
    wide = service("Psychologue du Perron", area="Liège")
    found = answer(lexicon(("Liège", "Luik"), ("Verviers", "")), "psy verviers", wide)
    assert found.matches[0].entry == wide


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("psychologue à Nantes", "place:nantes"),
        ("psycholoog in Gent", "place:gand"),
        ("food bank in Namur", "place:namur"),
    ],
)
def test_the_shipped_towns(ask: Ask, text: str, place: str) -> None:
    """They are told as they are, and nothing else is read into them."""
    kinds = {one.kind: one.key for one in ask(text).understood if not one.answerable}
    assert kinds == {"place": place}
    assert all(one.kind in {"place", "service", "need"} for one in ask(text).understood)
