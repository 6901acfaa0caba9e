"""The directory's command lines, as an operator and other programs use them."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from concertbot.settings import ROOT
from databases import Databases, on_a_server, on_files
from processes.console import PATIENCE, Console

SOON = 5  # seconds
SERVICES = ROOT / "config" / "demo" / "directory" / "services.csv"


async def concertbot(*arguments: str, said: str = "", **environment: str) -> tuple[int, str, str]:
    """Run a command line, and return its exit status and what it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "concertbot",
        *arguments,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, **environment},
    )
    out, errors = await asyncio.wait_for(process.communicate(said.encode()), PATIENCE)
    return process.returncode or 0, out.decode(), errors.decode()


async def bring(url: str) -> None:
    """Import the Brussels directory."""
    told = await concertbot("directory", "import", str(SERVICES), "--source", "brussels", "--database", url)
    assert told[0] == 0, told


@pytest.fixture
def url(databases: Databases) -> str:
    """Return a database with the Brussels directory in it. Only where it matters, it is one of each engine."""
    return databases.filled(bring)


@on_files
async def test_one_query(url: str) -> None:
    """With a query, one object."""
    status, out, _ = await concertbot("directory", "search", "CPAS Ixelles", "--json", "--database", url)
    found = json.loads(out)
    assert status == 0
    assert found["query"] == "CPAS Ixelles"
    assert found["outcome"] == "results"
    assert {one["kind"] for one in found["understood"]} == {"place", "service"}
    assert found["results"][0]["id"] == "cpas-1050"
    assert set(found["results"][0]) == {"id", "source", "name", "score"}


@on_files
async def test_a_query_a_line(url: str) -> None:
    """Without one, a query a line and an object a line, in the same order, whatever a line holds."""
    queries = ["OCMW Elsene", "voetbaluitslagen", "je veux mourir", "", "%_* <b>\u202e", "Ulysse"]
    said = "\n".join(queries) + "\n"
    status, out, errors = await concertbot("directory", "search", "--json", "--database", url, said=said)
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0, errors
    assert [one["query"] for one in found] == queries
    assert [one["outcome"] for one in found] == ["results", "none", "crisis", "none", "none", "results"]
    assert [one["results"] for one in found[1:5]] == [[], [], [], []]


@on_files
async def test_every_process_gives_the_same_answers(url: str) -> None:
    """Nothing depends on the order in which Python happens to keep a set."""
    rows = (ROOT / "tests" / "data" / "lookup" / "heldout.jsonl").read_text(encoding="utf-8").splitlines()
    said = "\n".join(json.loads(row)["query"] for row in rows)
    search = ("directory", "search", "--json", "--database", url)
    one, other = [await concertbot(*search, said=said, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert one[0] == 0
    assert one[1] == other[1]


async def test_searching_goes_on_beside_a_running_bot(url: str) -> None:
    """Reading command lines need no lock, and a running bot follows an import."""
    bot = await Console.start("--database", url)
    question = {"from": "karim", "direct": True, "say": "CPAS Ixelles"}
    assert "CPAS d'Ixelles" in (await bot.send(question))[0]["text"]
    assert (await concertbot("directory", "search", "Ulysse", "--json", "--database", url))[0] == 0
    imported = await concertbot("directory", "import", str(SERVICES), "--source", "again", "--database", url)
    assert imported[0] == 0, imported
    await asyncio.sleep(1.1)
    assert "again" in (await bot.send(question))[0]["text"]
    assert (await bot.end())[0] == 0


@on_a_server
async def test_every_bot_follows_soon(url: str, tmp_path: Path) -> None:
    """Several work on one database: what another process changed is answered everywhere within five seconds."""
    path = tmp_path / "services.csv"
    path.write_text("id,service_name\nphare,Le Phare des Brumes\n", encoding="utf-8")
    bots = [await Console.start("--database", url) for _ in range(2)]
    question = {"from": "karim", "direct": True, "say": "Phare des Brumes"}
    for bot in bots:
        await bot.send(question)
    imported = await concertbot("directory", "import", str(path), "--source", "ours", "--database", url)
    assert imported[0] == 0, imported
    async with asyncio.timeout(SOON):
        for bot in bots:
            while "Le Phare des Brumes" not in (await bot.send(question))[0]["text"]:
                continue
    for bot in bots:
        assert (await bot.end())[0] == 0


@on_files
async def test_evaluating(url: str, tmp_path: Path) -> None:
    """The measures of a file of queries whose answers are known."""
    rows = [
        {"query": "CPAS Ixelles", "lang": "fr", "kind": "exact_name", "expect": "results", "relevant": ["cpas-1050"]},
        {"query": "voetbaluitslagen", "lang": "nl", "kind": "out_of_scope", "expect": "none", "relevant": []},
        {"query": "je veux mourir", "lang": "fr", "kind": "crisis", "expect": "crisis", "relevant": []},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps({**row, "best": row["relevant"]}) for row in rows), encoding="utf-8")
    status, out, errors = await concertbot("directory", "evaluate", str(file), "--json", "--database", url)
    assert status == 0, errors
    measured = json.loads(out)
    assert measured["all"]["hit@5"] == 1.0
    assert measured["all"]["crisis"]["recall"] == 1.0
    assert (await concertbot("directory", "evaluate", str(file), "--database", url))[0] == 0


@on_files
async def test_a_file_that_cannot_be_evaluated_is_told(url: str, tmp_path: Path) -> None:
    """File and line, and what is expected."""
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "a"}\n', encoding="utf-8")
    status, _, errors = await concertbot("directory", "evaluate", str(file), "--database", url)
    assert status == 2
    assert "queries.jsonl:1" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--database", "nonsense"), "database: "),
        (("--config", "/no/such/folder"), "concertbot.toml"),
    ],
)
async def test_an_operators_mistake_is_one_clear_line(arguments: tuple[str, str], told: str) -> None:
    """The setting's name and what to do, never a traceback."""
    status, _, errors = await concertbot("directory", "search", "psy", *arguments)
    assert status == 2
    assert told in errors
    assert "Traceback" not in errors
