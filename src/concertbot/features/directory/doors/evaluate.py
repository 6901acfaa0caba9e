"""`concertbot directory evaluate`: how good lookups are, over questions whose right answers are known."""

import asyncio
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from concertbot.domain.lookup import Question
from concertbot.domain.reach import Opener
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.rules.evaluation import DEPTH, Figures, Given, Report, Row, evaluate
from concertbot.features.directory.rules.index import Ranking
from concertbot.settings import SettingsError

name = "evaluate"
EXPECTED = ("results", "none", "crisis", "none_soft", "results_or_crisis")
LABELS = {"crisis": "crisis", "not_crisis": "none_soft"}  # of sentences, where only the crisis answer counts


def door(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="One question a line: query, lang, kind, expect, relevant, best.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False,
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Measure the lookup on questions whose right answers are known, or on sentences that are crisis wording or not."""
    rows = list(_rows(file))
    report = asyncio.run(_evaluate(context.obj, (database, config), rows))
    sys.stdout.write(json.dumps(_told(report), ensure_ascii=False) + "\n" if as_json else _table(report))


def _rows(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _row(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                wanted = '{"query", "lang", "kind", "expect", "relevant", "best"} or {"text", "lang", "label"}'
                raise SettingsError(f"{file}:{number}: {error}: a line wants {wanted}.") from None


def _row(said: Mapping[str, Any]) -> Row:
    if "text" in said:
        return Row(said["text"], said["lang"], said.get("category", "sentence"), LABELS[said["label"]])  # type: ignore[arg-type]
    if said["expect"] not in EXPECTED:
        raise ValueError(f"expect is {said['expect']!r}")
    relevant = tuple(said.get("relevant", ()))
    return Row(said["query"], said["lang"], said["kind"], said["expect"], relevant, tuple(said.get("best", relevant)))


async def _evaluate(opener: Opener, where: tuple[str | None, Path | None], rows: list[Row]) -> Report:
    async with opener(*where) as reach:
        catalogue = reach.get(Catalogue)
        await catalogue.rank(Question(""))  # so that no question waits for the index
        given = []
        for row in track(rows, "Asking", transient=True, disable=not sys.stderr.isatty()):
            began = time.perf_counter()
            answer = await catalogue.rank(Question(row.query, limit=DEPTH))
            took = time.perf_counter() - began
            ids = tuple(one.key[1] for one in answer.places) if isinstance(answer, Ranking) else ()
            given.append(Given(answer.outcome, ids, took))
    return evaluate(rows, given)


def _told(report: Report) -> dict[str, Any]:
    return {
        "all": _figures(report.total),
        "by_kind": {kind: _figures(one) for kind, one in report.by_kind.items()},
        "by_language": {language: _figures(one) for language, one in report.by_language.items()},
        "latency_ms": {"p50": round(report.p50_ms, 3), "p99": round(report.p99_ms, 3)},
    }


def _figures(one: Figures) -> dict[str, Any]:
    return {
        "questions": one.questions,
        "hit@1": one.hit_1,
        "hit@5": one.hit_5,
        "mrr@10": one.mrr_10,
        "best@1": one.best_1,
        "abstention": {"right": one.abstention_right, "wrong": one.abstention_wrong},
        "crisis": {"recall": one.crisis_recall, "precision": one.crisis_precision},
    }


def _table(report: Report) -> str:
    head = f"{'':20}{'n':>6}{'hit@1':>8}{'hit@5':>8}{'mrr@10':>8}{'abst+':>8}{'abst-':>8}{'recall':>8}{'precis.':>8}\n"
    named = [("all", report.total), *report.by_kind.items(), *report.by_language.items()]
    rows = "".join(_line(key, one) for key, one in named)
    return f"{head}{rows}p50 {report.p50_ms:.2f} ms, p99 {report.p99_ms:.2f} ms\n"


def _line(key: str, one: Figures) -> str:
    shares = (one.hit_1, one.hit_5, one.mrr_10, one.abstention_right, one.abstention_wrong)
    cells = "".join(
        f"{'–' if share is None else format(share, '.3f'):>8}"
        for share in (*shares, one.crisis_recall, one.crisis_precision)
    )
    return f"{key:20}{one.questions:>6}{cells}\n"
