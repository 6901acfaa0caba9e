"""An index of which some entries changed, and one that was kept: both answer as one built anew."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest

from asking import Ask, asking
from concertbot.domain.lookup import Entry, Question
from concertbot.features.directory.rules.evaluation import Row
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.saved import arrays_of, index_of

PHARE = Entry("s", "phare", "Le Phare", kind="centre de santé mentale", communes=("Uccle", "Ukkel"))
ESCALE = Entry("s", "escale", "L'Escale", kind="maison médicale", communes=("Jette",), care_level=1)
TWO = (PHARE, ESCALE)


def changed(lexicon: Lexicon, *entries: Entry, gone: Sequence[str] = ()) -> Ask:
    """Return what answers questions once the entries came, and others went."""
    index = Index.build(TWO, lexicon).changed({("s", one): None for one in gone})
    index = index.changed({(entry.source, entry.id): entry for entry in entries})
    left = {entry.id: entry for entry in (*TWO, *entries) if entry.id not in gone}
    return asking(index, list(left.values()))


def first(ask: Ask, text: str) -> str:
    """Return the name of the first answer."""
    return next((match.entry.name for match in ask(text).matches), "")


def test_a_changed_entry_answers_to_what_it_is_called_now(lexicon: Lexicon) -> None:
    """The old name leads nowhere; new words are known, misspelt too."""
    ask = changed(lexicon, replace(PHARE, name="Zorgblinu"))
    assert first(ask, "zorgblinu") == first(ask, "zorgblinou") == first(ask, "zorgbli") == "Zorgblinu"
    assert first(ask, "le phare") == ""
    assert first(ask, "santé mentale Uccle") == "Zorgblinu"
    assert first(ask, "l'escale") == "L'Escale"


def test_a_new_entry_stands_beside_the_others(lexicon: Lexicon) -> None:
    """What fits better comes first, whether it is new or not."""
    other = replace(PHARE, id="new", name="La Vigie", communes=("Jette",))
    ask = changed(lexicon, other)
    assert [match.entry.name for match in ask("santé mentale Jette").matches] == ["La Vigie"]
    assert {match.entry.name for match in ask("santé mentale").matches} == {"La Vigie", "Le Phare"}
    assert ask("santé mentale").total == 2


def test_an_entry_that_is_no_more_is_not_found(lexicon: Lexicon) -> None:
    """It is neither found nor near."""
    answer = changed(lexicon, gone=["phare"])("le phare")
    assert (answer.outcome, answer.near) == ("none", ())


def test_many_changes_are_told(lexicon: Lexicon) -> None:
    """How many entries differ from those that the index was built of is known: with many, one builds anew."""
    assert len(Index.build(TWO, lexicon).changed({("s", "phare"): None}).changed({("s", "other"): None}).changes) == 2


@pytest.fixture(scope="module")
def kept(index: Index, lexicon: Lexicon) -> Index:
    """Return the index of Brussels, written to a file and read again."""
    file = BytesIO()
    np.savez(file, **arrays_of(index))  # type: ignore[arg-type]
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        return index_of({name: arrays[name] for name in arrays.files}, lexicon)


def test_a_kept_index_answers_alike(index: Index, kept: Index, held_out: list[Row]) -> None:
    """Nothing is lost on the way."""
    questions = [Question(row.query, limit=10) for row in held_out]
    assert [kept.rank(one) for one in questions] == [index.rank(one) for one in questions]


def test_a_kept_index_can_change(kept: Index) -> None:
    """What was kept is a base as good as another."""
    ranking = kept.changed({("s", "phare"): PHARE}).rank(Question("le phare"))
    assert ranking.places[0].key == ("s", "phare")


def test_an_entry_without_a_name(lexicon: Lexicon) -> None:
    """What has no word in its name is still found by what it is."""
    assert changed(lexicon, replace(PHARE, name="", id="nameless"), gone=["phare"])("santé mentale Uccle").total == 1
