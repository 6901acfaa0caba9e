"""The house keeps its measures: files and functions stay small, every command is complete, every text is there."""

import ast
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from concertbot.bootstrap import find_commands, find_texts
from concertbot.chat.book import Book
from concertbot.chat.phrasebook import LANGUAGES
from concertbot.chat.words import fold
from concertbot.commands_page import page
from concertbot.settings import ROOT, Section, Settings

SOURCE = ROOT / "src" / "concertbot"
FILES = sorted(SOURCE.rglob("*.py"))
ROOMS = [path for path in FILES if path.name != "__init__.py"]
KEY = re.compile(r"^(-?[a-zA-Z][\w-]*)\s*=|^\s+\.([a-zA-Z][\w-]*)\s*=", re.MULTILINE)
TEXT_FOLDERS = sorted({path.parent for path in SOURCE.rglob("*.ftl")})
LINK = re.compile(r"\]\((?![a-z]+:)([^)\s]+)\)")
PAGES = [path for path in sorted(ROOT.rglob("*.md")) if not str(path.relative_to(ROOT)).startswith(".")]
COMMANDS = {command.name: command for command in find_commands()}


def lines_of(path: Path) -> int:
    """Return the length of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[Path, ast.AST]]:
    """Return every node of a kind in the source."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield path, node


def functions() -> list[tuple[str, int]]:
    """Return each function with the number of its lines, docstring aside."""
    found = []
    for path, node in nodes((ast.FunctionDef, ast.AsyncFunctionDef)):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        body = node.body[1:] if ast.get_docstring(node) else node.body
        length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
        found.append((f"{path.relative_to(SOURCE)}:{node.name}", length))
    return found


def test_files_are_short() -> None:
    """The median file has at most 100 lines, the 90th percentile 200, none over 300."""
    lengths = {path: lines_of(path) for path in ROOMS}
    assert statistics.median(lengths.values()) <= 100
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 200
    assert [path for path, length in lengths.items() if length > 300] == []


def test_functions_are_short() -> None:
    """The median function has at most 8 lines, none over 40."""
    lengths = functions()
    assert statistics.median(length for _, length in lengths) <= 8
    assert [name for name, length in lengths if length > 40] == []


def test_nothing_is_global() -> None:
    """Nothing says `global`."""
    assert [path for path, _ in nodes(ast.Global)] == []


def test_imports_stand_at_the_top() -> None:
    """No function imports."""
    imports = (ast.Import, ast.ImportFrom)
    found = [
        path
        for path, function in nodes((ast.FunctionDef, ast.AsyncFunctionDef))
        if any(isinstance(inner, imports) for inner in ast.walk(function))
    ]
    assert found == []


def test_packages_only_explain_themselves() -> None:
    """Every `__init__.py` is a docstring and nothing else."""
    for path in FILES:
        if path.name == "__init__.py":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1, path
            assert isinstance(body[0], ast.Expr), path


@pytest.mark.parametrize("folder", TEXT_FOLDERS, ids=lambda folder: str(folder.relative_to(SOURCE)))
def test_texts_have_the_same_keys(folder: Path) -> None:
    """The three text files of a folder say the same things, in the same order."""
    keys = {language: KEY.findall((folder / f"{language}.ftl").read_text(encoding="utf-8")) for language in LANGUAGES}
    assert keys["nl"] == keys["fr"]
    assert keys["en"] == keys["fr"]


def test_no_key_is_said_twice() -> None:
    """No two folders define the same text."""
    counted = Counter(
        key
        for folder in TEXT_FOLDERS
        for key, attribute in KEY.findall((folder / "fr.ftl").read_text(encoding="utf-8"))
        if key
    )
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_explained(name: str) -> None:
    """Every command has its word, summary, usage and example, its questions and its options in three languages."""
    texts, command = find_texts(), COMMANDS[name]
    keys = [name, f"{name}.summary", f"{name}.usage", f"{name}.example"]
    parameters = [*((command.free,) if command.free else ()), *command.options]
    keys += [f"{name}.ask-{one.name}" for one in parameters if one.required]
    keys += [f"{name}.option-{one.name}" for one in command.options]
    assert [key for key in keys if not texts.has(key)] == []


def test_command_words_clash_with_no_other() -> None:
    """No word, in any language, means two commands; every word is plain ASCII, as Telegram wants."""
    texts = find_texts()
    meaning: dict[str, str] = {}
    for name in COMMANDS:
        for language in LANGUAGES:
            for word in texts.words(name, language):
                assert re.fullmatch(r"[a-z]{2,32}", word), word
                assert meaning.setdefault(fold(word), name) == name, word


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_tried(name: str) -> None:
    """Some dialogue says each command, by one of its words."""
    texts = find_texts()
    words = {word for language in LANGUAGES for word in texts.words(name, language)}
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "dialogues").glob("*.py"))
    assert re.search(rf"[\"'][!/](?:{'|'.join(words)})\b", said), f"no dialogue says {name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_understood(language: str) -> None:
    """The example of each command begins with a word of that command."""
    texts = find_texts()
    book = Book(COMMANDS.values(), texts)
    for name, command in COMMANDS.items():
        example = book.example(name, language)
        assert book.find(example.split()[0]) is command, example


def test_the_command_page_is_current() -> None:
    """docs/commands.md is what the code says; `./run docs` writes it anew."""
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == page(COMMANDS.values(), find_texts())


def test_every_setting_is_documented() -> None:
    """Each setting stands in config/concertbot.toml, with its meaning, and in the operator's guide."""
    file = (ROOT / "config" / "concertbot.toml").read_text(encoding="utf-8")
    guide = (ROOT / "docs" / "operator" / "settings.md").read_text(encoding="utf-8")
    for name in settings():
        assert re.search(rf"(?m)^# .+\n(?:# )?{name.rpartition('.')[2]} = ", file), name
        assert f"`{name}`" in guide, name


def settings() -> list[str]:
    """Return the name of each setting, those of a section as `section.name`."""
    found: list[str] = []
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            found += [f"{name}.{inner}" for inner in section.model_fields]
        elif name != "config":
            found.append(name)
    return found


def test_locks_hold_no_address() -> None:
    """No lock names a registry."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link of a page leads to a file that is there, and to a heading in it."""
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    """Return what links to the headings of a page are called."""
    titles = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
