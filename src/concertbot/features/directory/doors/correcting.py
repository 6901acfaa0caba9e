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
from concertbot.features.directory.correcting import (
    WITHDRAWN,
    InactiveServiceError,
    NothingToWithdrawError,
    Shown,
    UnknownServiceError,
    correct,
)
from concertbot.features.directory.store.corrections import FIELDS

name = "correct"
SEVERAL = "phones"  # the field that holds several values, apart by `|`
NOTHING = "-"  # says that there is nothing; an empty value takes a correction back
REQUIRED = "name"  # the field that never holds nothing


def door(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SOURCE/ID", help="The service.")],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help=f"What is so: {', '.join(FIELDS)}.")],
    database: Annotated[str | None, typer.Option(metavar="URL", help="Instead of the settings'.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None,
) -> None:
    """Correct what a source says of a service. The correction outlives imports.

    FIELD=- says that there is nothing, FIELD= withdraws the correction.
    """
    source, _, source_id = service.partition("/")
    said = dict(map(_field, fields))
    try:
        shown = asyncio.run(_correct(context.obj, (database, config), (source, source_id), said))
    except UnknownServiceError:
        message = f"there is no service {service}. Look it up with: concertbot directory search NAME"
        raise typer.BadParameter(message, param_hint="SOURCE/ID") from None
    except InactiveServiceError as inactive:
        message = f"{service} is {inactive}, and no lookup finds it. Only an active service can be corrected."
        raise typer.BadParameter(message, param_hint="SOURCE/ID") from None
    except NothingToWithdrawError as field:
        raise typer.BadParameter(_nothing_to_withdraw(str(field)), param_hint="FIELD=VALUE") from None
    sys.stdout.writelines(_line(field, *shown[field], withdrawn=said[field] is WITHDRAWN) for field in said)


def _field(said: str) -> tuple[str, Any]:
    field, sign, value = said.partition("=")
    if not sign or field not in FIELDS:
        unknown = f"there is no field {clean(field)}" if sign else f"“{clean(said)}” is no FIELD=VALUE"
        message = f"{unknown}. Fields are {', '.join(FIELDS)}; for example phones='02 123 45 67'."
        raise typer.BadParameter(message, param_hint="FIELD=VALUE")
    text = clean(value)
    if text == NOTHING and field == REQUIRED:
        message = f"a service is never without a {field}. Write what it is called: {field}='…'."
        raise typer.BadParameter(message, param_hint="FIELD=VALUE")
    found = "" if text == NOTHING else text
    parts: Sequence[str] = [part.strip() for part in found.split("|")]
    return field, WITHDRAWN if not text else [part for part in parts if part] if field == SEVERAL else found


def _nothing_to_withdraw(field: str) -> str:
    if field == REQUIRED:
        instead = f"A service is never without a {field}; write what it is called: {field}='…'."
    else:
        instead = f"To say that there is nothing, write {field}={NOTHING}"
    return f"{field} was not corrected, so there is nothing to withdraw. {instead}"


def _line(field: str, before: Any, now: Any, *, withdrawn: bool) -> str:
    why = " (the correction is withdrawn, and what the source says counts again)" if withdrawn else ""
    return f"{field}: {_shown(before)} → {_shown(now)}{why}\n"


def _shown(value: Any) -> str:
    return " | ".join(value if isinstance(value, list | tuple) else [str(value)]) or "nothing"


async def _correct(
    opener: Opener, where: tuple[str | None, Path | None], key: tuple[str, str], fields: Mapping[str, Any]
) -> Mapping[str, Shown]:
    async with opener(*where) as reach, reach.get(Database).write() as session:
        return await correct(session, key, fields, reach.get(Clock).now())
