"""`concertbot directory correct`: keeps what people know better than the source, until the source says so too."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from concertbot.chat.clock import Clock
from concertbot.chat.words import clean
from concertbot.domain.database import Database
from concertbot.domain.reach import Opener
from concertbot.features.directory.correcting import UnknownServiceError, correct
from concertbot.features.directory.store.corrections import FIELDS

name = "correct"
SEVERAL = "phones"  # the field that holds several values, apart by `|`


def door(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SOURCE/ID", help="The service.")],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help=f"What is so: {', '.join(FIELDS)}.")],
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Correct what a source says of a service. The correction outlives imports."""
    source, _, source_id = service.partition("/")
    said = dict(map(_field, fields))
    try:
        before = asyncio.run(_correct(context.obj, (database, config), (source, source_id), said))
    except UnknownServiceError:
        message = f"there is no service {service}. Look it up with: concertbot directory search NAME"
        raise typer.BadParameter(message, param_hint="SOURCE/ID") from None
    sys.stdout.writelines(f"{field}: {_shown(before[field])} → {_shown(value)}\n" for field, value in said.items())


def _field(said: str) -> tuple[str, Any]:
    field, sign, value = said.partition("=")
    if not sign or field not in FIELDS:
        message = (
            f"“{clean(said)}” is no FIELD=VALUE. Fields are {', '.join(FIELDS)}; for example phones='02 123 45 67'."
        )
        raise typer.BadParameter(message, param_hint="FIELD=VALUE")
    parts: Sequence[str] = [part.strip() for part in clean(value).split("|")]
    return field, [part for part in parts if part] if field == SEVERAL else clean(value)


def _shown(value: Any) -> str:
    return " | ".join(value) if isinstance(value, list | tuple) else str(value)


async def _correct(
    opener: Opener, where: tuple[str | None, Path | None], key: tuple[str, str], fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    async with opener(*where) as reach, reach.get(Database).write() as session:
        return await correct(session, key, fields, reach.get(Clock).now())
