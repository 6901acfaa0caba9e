"""The lookup side by side: everybody answers the same noisy questions, in turns."""

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.child import Built, Given, Missing, serve
from benchmarks.records import Query
from benchmarks.rivals.all import ENTRANTS, Entrant

TURN = 25  # questions that one answers before it is the next one's turn
FEWEST = 100
PATIENCE = 30_000  # milliseconds of answering, after which the slow ones get no further questions
PATIENT_WITH_BUILD = 1200  # seconds
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one entrant."""

    recall: float
    by_class: Mapping[str, float]
    p50: float
    p99: float
    seconds: float
    megabytes: float
    asked: int
    answers: float  # services in an answer, on average


Result = Figures | Missing


class _Run:
    def __init__(self, entrant: Entrant, pipe: Connection, built: Built) -> None:
        self.entrant = entrant
        self._pipe = pipe
        self._built = built
        self._given: list[Given] = []
        self._spent = 0.0

    def ask(self, queries: Sequence[Query]) -> None:
        """Have some questions answered, unless it has become too slow to wait for."""
        if self._spent < PATIENCE or len(self._given) < FEWEST:
            self._pipe.send([query.q for query in queries])
            given = self._pipe.recv()
            self._given += given
            self._spent += sum(one.milliseconds for one in given)

    def figures(self, queries: Sequence[Query]) -> Figures:
        """Return what came of it."""
        marks: dict[str, list[bool]] = {}
        for query, one in zip(queries, self._given, strict=False):
            marks.setdefault(query.cls, []).append(not set(query.rel).isdisjoint(one.ids))
        every = [mark for found in marks.values() for mark in found]
        times = sorted(one.milliseconds for one in self._given)
        return Figures(
            recall=sum(every) / len(every),
            by_class={name: sum(found) / len(found) for name, found in marks.items()},
            p50=times[len(times) // 2],
            p99=times[len(times) * 99 // 100],
            seconds=self._built.seconds,
            megabytes=self._built.megabytes,
            asked=len(every),
            answers=sum(len(one.ids) for one in self._given) / len(every),
        )


def measure(records: Path, queries: Sequence[Query]) -> dict[str, Result]:
    """Return the figures by name, after a line on each."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    results: dict[str, Result] = {}
    with ExitStack() as stack:
        runs = []
        for entrant in ENTRANTS:
            pipe, built = stack.enter_context(_started(entrant, records))
            if isinstance(built, Missing):
                results[entrant.name] = built
            else:
                runs.append(_Run(entrant, pipe, built))
            print(f"  {entrant.name:32} {_told(built)}", flush=True)
        for start in range(0, len(queries), TURN):
            for run in runs:
                run.ask(queries[start : start + TURN])
        results |= {run.entrant.name: run.figures(queries) for run in runs}
    return {entrant.name: results[entrant.name] for entrant in ENTRANTS}


@contextmanager
def _started(entrant: Entrant, records: Path) -> Iterator[tuple[Connection, Built | Missing]]:
    context = multiprocessing.get_context("spawn")
    pipe, end = context.Pipe()
    process = context.Process(target=serve, args=(end, entrant, records), daemon=False)
    process.start()
    end.close()
    try:
        yield pipe, _built(pipe)
    finally:
        pipe.close()
        process.join()


def _built(pipe: Connection) -> Built | Missing:
    try:
        built: Built | Missing = pipe.recv() if pipe.poll(PATIENT_WITH_BUILD) else Missing("it took too long to build")
    except EOFError:
        return Missing("its process ended while it built")
    return built


def _told(built: Built | Missing) -> str:
    if isinstance(built, Missing):
        return f"not measured: {built.why}"
    return f"built in {built.seconds:6.2f} s   {built.megabytes:6.0f} MB"
