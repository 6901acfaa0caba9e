"""Crisis wording: what is measured, what must never alarm, and how the model learns."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from concertbot.features.care.learning import LEARNT, checksum, examples, learn, load_model
from concertbot.features.care.library import crisis_watch
from concertbot.features.care.rules.model import Model, buckets, learnt, squashed
from concertbot.features.care.rules.watching import LONGEST, CareWatch
from concertbot.settings import ROOT, SettingsError

FOLDER = ROOT / "config" / "lexicon" / "crisis"
SENTENCES = ROOT / "tests" / "data" / "crisis"
MEASURED = [SENTENCES / "measured.jsonl", SENTENCES / "measured_last.jsonl"]
WATCH = crisis_watch(FOLDER)


def rows(path: Path) -> Iterable[tuple[str, bool]]:
    """Return the sentences of a file, and whether each is crisis wording."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["label"] == "crisis"


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_recall_and_precision(path: Path) -> None:
    """On sentences that nothing was learnt from: recall at least 0.97, precision at least 0.90."""
    judged = [(WATCH.language(text) is not None, crisis) for text, crisis in rows(path)]
    found = sum(alarmed and crisis for alarmed, crisis in judged)
    assert found / sum(crisis for _, crisis in judged) >= 0.97
    assert found / sum(alarmed for alarmed, _ in judged) >= 0.90


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_nothing_is_measured_with_what_was_learnt(path: Path) -> None:
    """No sentence stands on both sides."""
    assert {text.casefold() for text, _ in rows(path)}.isdisjoint(text.casefold() for text, _ in examples(FOLDER))


def test_the_model_is_current() -> None:
    """It was learnt from the examples as they are; `concertbot care learn` makes it so."""
    assert f"examples = {checksum(FOLDER)}\n" in (FOLDER / LEARNT).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je veux mourir", "fr"),
        ("ik wil niet meer leven", "nl"),
        ("I want to end my life", "en"),
        ("Bonjour. On a bien mangé hier. " * 20 + "Là je vais me jeter sous un train. " + "Il fait beau. " * 20, "fr"),
        ("je voudrais une formation, mais là je veux mourir", "fr"),
    ],
)
def test_danger_is_heard(text: str, language: str) -> None:
    """In its language, alone or in the middle of something else."""
    assert WATCH.language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "SUSA",
        "formation prévention du suicide",
        "la ligne 107",
        "je meurs de faim",
        "deadline vrijdag",
        "Bonjour. " * 100,
        "x" * 100_000,
        "mot " * 25_000,
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """Names, topics, idioms, and nothing at all."""
    assert WATCH.language(text) is None


def test_only_patterns_look_at_what_is_far_too_long() -> None:
    """They need no time; danger is heard there too."""
    assert WATCH.language("bla bla. " * LONGEST + "je veux me suicider ce soir") == "fr"


def test_a_model_learns() -> None:
    """From a few examples; the same ones give the same model."""
    lines = [("rouge sang", True), ("vert pomme", False), ("bleu ciel", False), ("rouge feu", True)]
    model = learnt(lines)
    assert model.likelihood("rouge") > 0.5 > model.likelihood("vert")
    assert model.likelihood("…") == 0.0
    assert learnt(lines).weights == model.weights


def test_numbers_are_alike() -> None:
    """Which number it is says nothing."""
    assert buckets("appelle le 112") == buckets("appelle le 107")


@pytest.mark.parametrize("value", [-1e9, -1.0, 0.0, 1.0, 1e9])
def test_the_logistic_function_never_overflows(value: float) -> None:
    """It stays between nought and one."""
    assert 0.0 <= squashed(value) <= 1.0


def test_a_sure_model_overrules_a_pattern() -> None:
    """Only in a short message, and only when it is nearly sure."""
    harmless = CareWatch(WATCH.patterns, Model([0.0] * len(WATCH.model.weights), -9.0))
    assert harmless.language("je veux mourir") is None
    assert harmless.language("je veux mourir. " + "Il fait beau. " * 40) == "fr"


def test_learning_is_kept_and_read(tmp_path: Path) -> None:
    """What is written comes back nearly as it was."""
    (tmp_path / "examples").mkdir()
    lines = [
        json.dumps({"text": text, "label": label}) for text, label in (("rouge", "crisis"), ("vert", "not_crisis"))
    ]
    (tmp_path / "examples" / "fr.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert learn(tmp_path) == 2
    assert load_model(tmp_path).likelihood("rouge") > 0.5


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "a"}', '{"text": "a", "label": "peut-être"}'])
def test_a_wrong_example_is_told(tmp_path: Path, line: str) -> None:
    """With file and line."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "fr.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"fr\.jsonl:1"):
        learn(tmp_path)


@pytest.mark.parametrize("content", [None, "", "examples = 1\nbias = 0.0\nscale = 1.0\nweights = 'AAAA'"])
def test_a_broken_model_is_told(tmp_path: Path, content: str | None) -> None:
    """With what to do."""
    if content is not None:
        (tmp_path / LEARNT).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="concertbot care learn"):
        load_model(tmp_path)
