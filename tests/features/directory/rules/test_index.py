"""Questions to the Brussels directory, as people put them."""

import pytest

from asking import Ask, asker
from concertbot.domain.lookup import Answer, Entry
from concertbot.features.directory.rules.lexicon import Lexicon, place


def ids(answer: Answer) -> list[str]:
    """Return the ids of the matches."""
    return [match.entry.id for match in answer.matches]


def keys(answer: Answer) -> dict[str, bool]:
    """Return the keys of what was understood, with whether the directory can say something about it."""
    return {part.key: part.answerable for part in answer.understood}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Centre de guidance d'Ixelles", "ssm-ixelles"),
        ("sentre de guidance dixel", "ssm-ixelles"),
        ("samussossial", "sa-samusocial"),
        ("le méridiain sin joss", "ssm-meridien"),
        ("OCMW Elsene", "cpas-1050"),
        ("cpas 1140", "cpas-1140"),
        ("HF smes", "em-smes-hf"),
        ("lieu autre", "ll-autrelieu"),
        ("en orute", "us-enroute"),
        ("doctère du monde", "sa-mdm"),
        ("psycholoog Vorst", "ssm-adret"),
        ("enfants Molenbeek", "ssm-icid"),
        ("les jeunes aidant-es", "pr-jap"),
        ("je frappe ma femme et je veux changer", "vi-praxis"),
        ("c'est quoi l'adresse de Dune svp", "ad-dune"),
        ("cours de citoyenneté ONE Uccle", "pn-one"),
        ("CHU Brugmann psychiatrie", "hg-brugmann"),
    ],
)
def test_the_first_answer(ask: Ask, text: str, first: str) -> None:
    """Names, acronyms, errors, sounds, places in both languages, audiences and needs lead where they should."""
    assert ids(ask(text))[0] == first


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("ado qui se scarifie", "ssm-marolles"),
        ("sans papiers traumatisé", "ssm-ulysse"),
        ("mon fils n'arrête pas les jeux vidéo", "li-infordrogues"),
        ("papa alcoolique", "li-alanon"),
        ("verslaafd aan gokken", "li-druglijn"),
        ("my husband hits me", "li-evc"),
        ("je dors dehors", "sa-samusocial"),
        ("getraumatiseerde vluchtelingenkinderen", "ex-solentra"),
        ("bébé de 3 mois qui pleure", "pn-one"),
        ("mijn zoon van 15 wordt gepest", "li-102"),
    ],
)
def test_needs(ask: Ask, text: str, among: str) -> None:
    """Needs in people's words lead to services that suit them."""
    assert among in ids(ask(text, limit=10))


@pytest.mark.parametrize(
    "text",
    [
        "comment faire une mayonnaise",
        "prix d'un billet de tram",
        "voetbaluitslagen",
        "je suis mort de fatigue",
        "xkjdhf",
        "bonjour",
        "",
        "?!",
        "\x00%_*",
        "réparer mon vélo",
        "hotel in Paris",
        "x" * 100_000,
        "aide " * 20_000,
    ],
)
def test_nothing_fits(ask: Ask, text: str) -> None:
    """What asks for no service gets none, and nothing near."""
    answer = ask(text)
    assert (answer.outcome, answer.matches, answer.near) == ("none", (), ())


def test_understood_parts_are_told(ask: Ask) -> None:
    """Each part is named in three languages."""
    answer = ask("psy ado Elsene niveau 3 en arabe")
    assert set(keys(answer)) == {
        "level:3",
        "service:psychologist",
        "audience:adolescents",
        "place:ixelles",
        "language:ar",
    }
    assert next(part.labels for part in answer.understood if part.kind == "place") == {
        "fr": "Ixelles",
        "nl": "Elsene",
        "en": "Ixelles",
    }


def test_parts_can_be_lifted(ask: Ask) -> None:
    """A lifted part is neither understood nor counted."""
    lifted = ask("psy ado Ixelles", without=frozenset({"place:ixelles"}))
    assert set(keys(lifted)) == {"service:psychologist", "audience:adolescents"}
    assert lifted.total > ask("psy ado Ixelles").total
    every = frozenset({"place:1050", "place:ixelles", "level:2", "audience:16"})
    assert ask("1050 niveau 2 16 ans", without=every).outcome == "none"


def test_options_are_conditions(ask: Ask) -> None:
    """What is said apart counts as if it had been said in the question."""
    said = ask("psy", commune="Elsene", audience="ado", language="ar", level=3)
    assert set(keys(said)) == {
        "service:psychologist",
        "place:ixelles",
        "audience:adolescents",
        "language:ar",
        "level:3",
    }
    assert keys(ask("psy", commune="1050")) == {"service:psychologist": True, "place:ixelles": True}
    assert keys(ask("psy", commune="Elsene", level=3, without=frozenset({"place:ixelles", "level:3"}))) == {
        "service:psychologist": True
    }


def test_unknown_options_are_told(ask: Ask) -> None:
    """A place or a language of which nothing is known is told, and answers are still given."""
    answer = ask("psy", commune="Liège", language="klingon")
    assert keys(answer) == {"service:psychologist": True, "place:liege": False, "language:klingon": False}
    assert ids(answer)


def test_a_language_that_nobody_is_known_to_speak(ask: Ask) -> None:
    """It is told; those who work with interpreters come first."""
    answer = ask("psychologue somali")
    assert keys(answer)["language:so"] is False
    assert ids(answer)[0] in {"ssm-ulysse", "ssm-icid", "ssm-exil"}


def test_conditions_alone(ask: Ask) -> None:
    """A place, an age, a language or a level is a question too."""
    assert "pf-uccle" in ids(ask("Uccle", limit=20))
    assert ids(ask("arabe"))
    assert {match.entry.care_level for match in ask("niveau 0").matches} == {0}
    assert "ssm-ixelles" in ids(ask("16 ans Ixelles"))


def test_level_is_a_filter(ask: Ask) -> None:
    """Only services of the level asked for are given."""
    assert {match.entry.care_level for match in ask("psychologue", level=2, limit=20).matches} == {2}


def test_a_bound_service_is_for_its_commune(ask: Ask) -> None:
    """The CPAS of another commune is never an answer, nor near; a part of a commune is served by it."""
    assert ids(ask("CPAS", commune="Uccle", limit=20)) == ["cpas-1180"]
    assert ids(ask("CPAS Laeken")) == ["cpas-1000"]


def test_elsewhere_only_where_nothing_is_nearer(ask: Ask) -> None:
    """A special service of another commune is given where none is here or serves the whole region."""
    assert ids(ask("excision Anderlecht"))[0] == "vi-gams"


def test_near(lexicon: Lexicon) -> None:
    """Of what one goes to nearby, that of a neighbouring commune is offered as near only."""
    ask = asker(
        [
            Entry("s", "uccle", "Maison médicale d'Uccle", kind="maison médicale", communes=("Uccle", "Ukkel")),
            Entry("s", "jette", "Maison médicale de Jette", kind="maison médicale", communes=("Jette",)),
        ],
        lexicon,
    )
    answer = ask("maison médicale Forest")
    assert answer.outcome == "none"
    assert [match.entry.id for match in answer.near] == ["uccle", "jette"]


def test_pages(ask: Ask) -> None:
    """Pages follow one another; the total says how many fit."""
    first, second = ask("cpas"), ask("cpas", skip=5)
    assert first.total == second.total == 19
    assert not set(ids(first)) & set(ids(second))
    assert ids(ask("cpas", skip=100)) == []
    assert ids(ask("cpas", skip=-3)) == ids(first)


def test_scores_go_from_0_to_100(ask: Ask) -> None:
    """No score is above a hundred, and they fall."""
    scores = [match.score for match in ask("CPAS d'Ixelles", limit=50).matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_an_empty_directory(lexicon: Lexicon) -> None:
    """Nothing is found in nothing, whatever is understood."""
    answer = asker([], lexicon)("psy Ixelles")
    assert answer.outcome == "none"
    assert keys(answer) == {"service:psychologist": False, "place:ixelles": False}


def test_an_empty_lexicon() -> None:
    """Without a lexicon, names, words and places of the directory still lead to it."""
    entries = [
        Entry("s", "1", "Le Phare", communes=("Lyon",), postcodes=("69001",), terms=("écoute",), care_level=None),
        Entry("s", "2", "L'Escale", communes=("Ville-sur-Lys",), languages=("fr",), areas=("France",)),
        Entry("s", "3", "", organisation="Nord", areas=("Lyon",)),
    ]
    ask = asker(entries, Lexicon())
    assert ids(ask("le phar lyon")) == ["1"]
    assert ids(ask("69001")) == ["1"]
    assert ids(ask("ville sur lys")) == ["2"]
    assert ids(ask("écoute")) == ["1"]
    assert ask("mayonnaise").outcome == "none"


def test_a_short_list_is_enough(lexicon: Lexicon) -> None:
    """Of very many candidates, the best and those at the place are held against the conditions."""
    entries = [
        Entry("s", str(number), f"Maison médicale {number}", kind="maison médicale", communes=("Uccle", "Ukkel"))
        for number in range(400)
    ]
    entries.append(Entry("s", "here", "Huisarts", kind="maison médicale", communes=("Jette",)))
    assert ids(asker(entries, lexicon)("maison médicale Jette")) == ["here"]


def test_a_region_leaves_nothing_out(ask: Ask) -> None:
    """The whole region is understood, and known."""
    assert keys(ask("psychologue région bruxelloise"))["place:region-de-bruxelles-capitale"]


def test_postcodes(lexicon: Lexicon) -> None:
    """A postcode is the commune that has only this one, a part of one that has several, or what the directory says."""
    ask = asker([Entry("s", "1", "Ici", postcodes=("4000",))], lexicon)
    parts = ask("1050 1000 4000").understood
    assert [(part.key, part.labels["fr"]) for part in parts] == [
        ("place:ixelles", "Ixelles"),
        ("place:1000", "1000 Bruxelles"),
        ("place:4000", "4000"),
    ]


def test_a_place_without_postcodes_is_bound_by_name() -> None:
    """An area is recognised by its name alone."""
    row = {
        "fr": "Ici",
        "nl": "",
        "en": "",
        "postcodes": "",
        "aliases": "",
        "quarters": "",
        "wide": "",
        "neighbours": "",
    }
    lexicon = Lexicon(places=(place(row), place({**row, "fr": "Là"})))
    ask = asker([Entry("s", "1", "Phare", areas=("Ici",))], lexicon)
    assert ids(ask("phare ici")) == ["1"]
    assert ask("ici").outcome == "none"


def test_what_is_said_twice_is_one_part(ask: Ask) -> None:
    """A level, an age or a language that is repeated, or also an option, is one part."""
    answer = ask("16 ans 16 ans niveau 2 niveau 2 ado arabe", language="ar", level=2, audience="ado")
    assert set(keys(answer)) == {"audience:16", "level:2", "language:ar", "audience:adolescents"}


def test_numbers_that_are_nothing(ask: Ask) -> None:
    """Not every number is an age, a level or a postcode."""
    assert keys(ask("psychologue depuis 3 ans, 250 ans, niveau 9")) == {"service:psychologist": True}


def test_a_place_must_be_sure(ask: Ask) -> None:
    """What only sounds a little like a place is none."""
    assert keys(ask("psychologue ganshaven")) == {"service:psychologist": True}


def test_a_figure_of_speech_within_a_longer_phrase(ask: Ask) -> None:
    """Where the same words also mean what they say, the figure of speech is neither a place nor a need."""
    assert "idiom" not in keys(ask("ik sterf van de kou in deze zaal"))


def test_a_glued_question_is_taken_apart(ask: Ask) -> None:
    """Somebody forgot the spaces."""
    assert keys(ask("psyixelles")) == {"service:psychologist": True, "place:ixelles": True}


def test_a_need_does_not_hide_for_whom(ask: Ask) -> None:
    """A child that drinks is a child all the same; a longer audience is one."""
    assert keys(ask("ado qui boit")) == {"audience:adolescents": True, "need:alcohol": True}
    assert keys(ask("jeunes adultes")) == {"audience:young_adults": True}
