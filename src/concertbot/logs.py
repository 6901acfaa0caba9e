"""The log: on standard error, without bodies, names or tokens.

Whatever a library or an exception says may hold one of these, so only their kind and place are told, never their words.
"""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor

FRAMES = 12  # the innermost of an exception
log = structlog.get_logger()


def configure(level: str = "warning", form: str = "text") -> None:
    """Write log lines to standard error: as `key=value`, or with the form `json` as one object a line."""
    own = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_failure,
            _renderer(form),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(own),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    root = logging.getLogger()
    root.handlers = [Libraries()]
    root.setLevel(max(own, logging.WARNING))
    logging.captureWarnings(True)


class Libraries(logging.Handler):
    """Has what libraries log written as our own, without their words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write that a library said something, and where."""
        said = {"logger": record.name, "at": f"{_short(record.pathname)}:{record.lineno}"}
        log.log(record.levelno, "a library reports", exc_info=record.exc_info, **said)


def tell_failure(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Put an exception's kind and place instead of the exception."""
    given = event.pop("exc_info", None)
    if isinstance(given, tuple):
        given = given[1]
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error:
        event["failure"] = " from ".join(type(one).__name__ for one in _chain(error))
        event["frames"] = " < ".join(reversed(list(_frames(error.__traceback__))))
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Return the exception and those it came from."""
    one: BaseException | None = error
    while one:
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace:
        code = trace.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-FRAMES:]


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def _renderer(form: str) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=lambda value: type(value).__name__)
    return structlog.processors.LogfmtRenderer()
