"""The log tells what happened and where, and never what somebody said or a token."""

import asyncio
import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog

from concertbot.logs import configure

SECRET = "I told the bot about my brother, 123456:token"  # noqa: S105 - neither is real
LIBRARIES = ("nio.client", "telegram.ext", "httpx", "apscheduler.executors", "sqlalchemy.engine", "uvicorn.error")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give the log back as it was."""
    root = logging.getLogger()
    before = root.handlers, root.level
    yield
    logging.captureWarnings(False)
    root.handlers, root.level = before
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """Return what was written since the last look, which must be JSON, one object a line."""
    written = capsys.readouterr()
    assert written.out == ""
    return [json.loads(line) for line in written.err.splitlines()]


def fail() -> None:
    """Fail, with words that are nobody's business."""
    held: dict[str, str] = {}
    try:
        held[SECRET]
    except KeyError as error:
        raise ValueError(f"cannot parse {SECRET}") from error


def test_a_line_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    """With its level, its time and its keys; lines below the level are not written."""
    configure("info", "json")
    structlog.get_logger().debug("hidden")
    structlog.get_logger().info("link", platform="matrix", why="é")
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["platform"], line["why"]) == ("link", "info", "matrix", "é")
    assert line["timestamp"].endswith("Z")


def test_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Is one line of keys and values, exceptions too."""
    configure()
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("a message fails", inbox=7)
    written = capsys.readouterr().err
    assert "inbox=7" in written
    assert 'failure="ValueError from KeyError"' in written
    assert len(written.splitlines()) == 1
    assert "brother" not in written


def test_an_exception_tells_kind_and_place_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither its text, nor that of what it came from, nor local variables."""
    configure("info", "json")
    try:
        fail()
    except ValueError as error:
        structlog.get_logger().exception("told as it is caught")
        structlog.get_logger().error("told by hand", exc_info=error)
    both = lines(capsys)
    assert [line["failure"] for line in both] == ["ValueError from KeyError"] * 2
    assert all("test_logs.py:" in line["frames"] and " fail" in line["frames"] for line in both)
    assert "brother" not in json.dumps(both)


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_never_speaks_in_its_own_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only that it warns, from where, and the kind of the exception; below a warning, nothing."""
    configure("debug", "json")
    library = logging.getLogger(name)
    for one in (library, logging.getLogger(name.partition(".")[0])):
        one.setLevel(logging.NOTSET)  # an adapter may have silenced it altogether
    library.debug("body %s", SECRET)
    library.info("HTTP Request: POST %s", SECRET)
    library.warning("cannot parse %s", SECRET, extra={"body": SECRET})
    try:
        fail()
    except ValueError:
        library.exception(SECRET)
    warning, error = lines(capsys)
    assert (warning["logger"], warning["level"]) == (name, "warning")
    assert warning["at"].partition(":")[0].endswith("test_logs.py")
    assert error["failure"] == "ValueError from KeyError"
    assert "brother" not in json.dumps([warning, error])


def test_a_quiet_log_quiets_libraries_too(capsys: pytest.CaptureFixture[str]) -> None:
    """At the level of errors no warning is written."""
    configure("error", "json")
    logging.getLogger("nio").warning("anything")
    assert lines(capsys) == []


def test_what_python_itself_reports(capsys: pytest.CaptureFixture[str]) -> None:
    """Forgotten tasks and warnings come the same way."""
    configure("info", "json")

    async def forget() -> None:
        asyncio.get_running_loop().call_exception_handler({"message": SECRET, "exception": ValueError(SECRET)})

    asyncio.run(forget())
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(SECRET, stacklevel=1)
    told = lines(capsys)
    assert {line["logger"] for line in told} == {"asyncio", "py.warnings"}
    assert "brother" not in json.dumps(told)


def test_no_object_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that is no plain value is told by its kind."""
    configure("info", "json")
    structlog.get_logger().info("odd", value=ValueError(SECRET))
    assert lines(capsys)[0]["value"] == "ValueError"
