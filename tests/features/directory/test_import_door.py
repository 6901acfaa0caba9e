"""`concertbot directory import`, as an operator sees it."""

from pathlib import Path

from typer.testing import Result

import operating
from concertbot.features.directory.formats.problems import EACH


def run(*said: str | Path) -> Result:
    """Say a command line."""
    return operating.run("importing", *said)


def test_an_import_is_summed_up(tmp_path: Path, url: str) -> None:
    """What happened is said on standard output, what is doubtful on standard error."""
    path = tmp_path / "services.csv"
    path.write_text("id,service_name,care_level\na,A,9\n", encoding="utf-8")
    dry = run(path, "--database", url, "--dry-run", "--source", "ours")
    assert dry.exit_code == 0
    assert dry.stdout == (
        "ours (services.csv): 1 added, 0 changed, 0 retired, 0 unchanged\n"
        "new: ours/a\n"
        "Nothing was changed, this was a dry run (errors: 0, warnings: 1).\n"
    )
    done = run(path, "--database", url, "--source", "ours")
    assert done.stdout.endswith("Imported (errors: 0, warnings: 1).\n")
    assert done.stderr == f"{path}:2:3: 9 is no care level, and was left out. Use a number from 0 to 5.\n"


def test_a_refusal_is_an_error(tmp_path: Path, url: str) -> None:
    """Nothing is imported, and the exit status says so; many alike are counted."""
    path = tmp_path / "services.csv"
    path.write_text("id,service_name\n" + "a,\n" * (EACH + 3), encoding="utf-8")
    refused = run(path, "--database", url)
    assert refused.exit_code == 1
    assert refused.stdout == f"Nothing was imported (errors: {EACH + 3}, warnings: 0).\n"
    assert refused.stderr.splitlines()[-1] == f"{path}:0:0: 2 more problems of this kind: repeated-id."


def test_an_unknown_table_is_drafted_first(tmp_path: Path, url: str) -> None:
    """The exit status says that somebody has to look; the same command then imports."""
    path = tmp_path / "list.csv"
    path.write_text("naam;postcode\nHuis;1050\n", encoding="utf-8")
    said = (path, "--database", url, "--source", "ours")
    first = run(*said)
    assert first.exit_code == 2
    assert first.stdout == "Nothing was imported (errors: 1, warnings: 0).\n"
    assert f"{tmp_path}/list.mapping.toml. Look at its lines" in first.stderr
    second = run(*said)
    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout.startswith("ours (services.csv): 1 added, ")


def test_a_mapping_may_stand_anywhere(tmp_path: Path, url: str) -> None:
    """Its name ends in .toml; a mistake in it is an error."""
    path, mapping = tmp_path / "list.csv", tmp_path / "elsewhere.toml"
    path.write_text("a;b\nHuis;1050\n", encoding="utf-8")
    mapping.write_text('[columns]\nname = "a"\npostcode = "b"\n', encoding="utf-8")
    assert run(path, "--mapping", mapping, "--database", url).exit_code == 0
    mapping.write_text('[columns]\nname = "c"\n', encoding="utf-8")
    wrong = run(path, "--mapping", mapping, "--database", url)
    assert wrong.exit_code == 1
    assert wrong.stderr == f'{mapping}:2:1: columns.name: the table has no column "c". Use one of: a, b.\n'
    assert run(path, "--mapping", path, "--database", url).exit_code == 2
