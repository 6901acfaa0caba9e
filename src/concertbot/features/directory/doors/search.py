"""`concertbot directory search`: lookups from a command line, through the same path as the chat's."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from concertbot.chat.phrasebook import DEFAULT_LANGUAGE
from concertbot.domain.lookup import Answer, Lookup, Question
from concertbot.domain.reach import Opener

name = "search"


def door(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="What is looked for; without it, one a line is read.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many services.")] = 5,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Look services up."""
    queries = iter([query]) if query is not None else (line.rstrip("\r\n") for line in sys.stdin)
    asyncio.run(_search(context.obj, (database, config), queries, limit, as_json=as_json))


async def _search(
    opener: Opener, where: tuple[str | None, Path | None], queries: Iterator[str], limit: int, *, as_json: bool
) -> None:
    async with opener(*where) as reach:
        lookup = reach.get(Lookup)
        for query in queries:
            answer = await lookup.answer(Question(query, limit=limit))
            sys.stdout.write(_as_json(query, answer) if as_json else _as_text(answer))
            sys.stdout.flush()


def _as_json(query: str, answer: Answer) -> str:
    found = {
        "query": query,
        "outcome": answer.outcome,
        "understood": [
            {"key": one.key, "kind": one.kind, "label": one.labels[DEFAULT_LANGUAGE], "answerable": one.answerable}
            for one in answer.understood
        ],
        "total": answer.total,
        "results": [
            {"id": one.entry.id, "source": one.entry.source, "name": one.entry.name, "score": round(one.score, 2)}
            for one in answer.matches
        ],
    }
    return json.dumps(found, ensure_ascii=False) + "\n"


def _as_text(answer: Answer) -> str:
    if not answer.matches:
        return f"{answer.outcome}\n\n"
    lines = [f"{one.score:5.1f}  {one.entry.source}/{one.entry.id}  {one.entry.name}" for one in answer.matches]
    understood = " · ".join(one.labels[DEFAULT_LANGUAGE] for one in answer.understood)
    return "\n".join([*([understood] if understood else []), *lines]) + "\n\n"
