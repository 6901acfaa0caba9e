"""A process that builds one index and answers questions from it, on one core."""

import ctypes
import gc
import importlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.records import Record, read_records
from benchmarks.rivals.all import Entrant
from benchmarks.rivals.rival import Rival

FEW = 50  # services for a first index, which pays for what is loaded or compiled once
WARMING = 20
MEGABYTE = 1e6
PAGE = 5


@dataclass(frozen=True, slots=True)
class Built:
    """What an index cost."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Missing:
    """Why somebody cannot be measured."""

    why: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with the time that it took."""

    ids: tuple[int, ...]
    milliseconds: float


def serve(pipe: Connection, entrant: Entrant, path: Path) -> None:
    """Say what the index cost, then answer lists of questions until there are no more."""
    settle_on_one_core()
    try:
        made = getattr(importlib.import_module(f"benchmarks.rivals.{entrant.module}"), entrant.made)
        with closing(made(islice(read_records(path), FEW))):
            pass
    except Exception as error:  # noqa: BLE001 - whatever is missing, the others are measured
        pipe.send(Missing(f"{type(error).__name__}: {error}"))
        return
    reading = _seconds_of_reading(path)
    before = resident()
    began = time.perf_counter()
    rival: Rival = made(read_records(path))
    took = time.perf_counter() - began - reading
    with closing(rival):
        built = Built(took, (rival.stored() or resident() - before) / MEGABYTE)
        gc.freeze()
        for name in _names(path):
            rival.find(name, PAGE)
        pipe.send(built)  # only now, so that nobody else builds while this one warms up
        with suppress(EOFError):  # that is how the asker leaves
            while True:
                pipe.send([_answered(rival, text) for text in pipe.recv()])


def settle_on_one_core() -> None:
    """Stay on one core where the system can say so, together with all that is started from here."""
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def resident() -> int:
    """Return the bytes of memory that this process holds, after it gave back what it can."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def _seconds_of_reading(path: Path) -> float:
    began = time.perf_counter()
    for _ in read_records(path):
        pass
    return time.perf_counter() - began


def _answered(rival: Rival, text: str) -> Given:
    began = time.perf_counter()
    ids = rival.find(text, PAGE)
    return Given(tuple(ids), (time.perf_counter() - began) * 1000)


def _names(path: Path) -> Iterator[str]:
    every: Iterator[Record] = islice(read_records(path), 0, None, 97)
    return (one.name for one in islice(every, WARMING))
