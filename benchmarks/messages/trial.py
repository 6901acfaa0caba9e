"""One trial: what is said, when each message was handed over, and when it was answered. Needs nothing but Python."""

import argparse
import asyncio
import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

PEOPLE = 4  # in a room
WORD = "benchnote"
ANSWER = "noted"
PATIENCE = 10.0  # seconds, after which nothing more is said: who is slow is measured with fewer messages
LAST = 60  # seconds for the last answers
SETTLING = 0.005


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its number, where it is said, and by whom."""

    number: int
    room: int
    sender: str

    @property
    def words(self) -> str:
        """What is said, after the command's sign."""
        return f"{WORD} {self.number} bring the list along on Thursday"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial."""

    handed: int
    answered: int
    seconds: float  # from the first message handed over to the last reply committed
    out: float  # until the last reply was handed to the platform; the same, for those who have no outbox
    p50: float  # milliseconds from a message to its reply at the platform
    p99: float
    cpu: float  # milliseconds of processor a message, of all threads
    lost: int  # messages that left no effect
    twice: int  # messages that left more than one
    versions: dict[str, str]

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.answered / self.seconds

    @property
    def out_rate(self) -> float:
        """Messages a second until the platform has the replies."""
        return self.answered / self.out


@dataclass
class Trial:
    """Says messages in rooms, in turn, and notes what comes back."""

    rooms: int
    number: int
    feed: str
    path: str  # of the database
    patience: float = PATIENCE  # seconds
    first: int = 0
    handed: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    _until: float = 0.0
    _spent: float = 0.0

    def begin(self, number: int) -> None:
        """Begin anew with so many messages, their numbers going on from the last."""
        self.first += self.number if self.handed else 0
        self.number = number
        self.handed, self.answered = {}, {}
        self._spent = time.process_time()
        self._until = time.perf_counter() + self.patience

    def members(self) -> list[str]:
        """Return everybody who will talk."""
        return [_sender(room, person) for room in range(self.rooms) for person in range(PEOPLE)]

    def said(self, room: int | None = None) -> Iterator[Said]:
        """Say what is said, in all rooms by turns or in one of them, each when the one before was handed over."""
        start, step = (0, 1) if room is None else (room, self.rooms)
        for number in range(self.first + start, self.first + self.number, step):
            now = time.perf_counter()
            if now > self._until:
                return
            turn, where = divmod(number - self.first, self.rooms)
            self.handed[number] = now
            yield Said(number, where, _sender(where, turn % PEOPLE))

    def hear(self, reply: str) -> None:
        """Hear a reply at the platform. One that says something else, such as an apology, is none."""
        word, _, number = reply.partition(" ")
        if word == ANSWER:
            self.answered[int(number)] = time.perf_counter()

    @property
    def done(self) -> bool:
        """Whether everything that was said is answered."""
        return len(self.answered) >= len(self.handed)

    async def all_answered(self) -> None:
        """Wait for the last answers."""
        patient = time.perf_counter() + LAST
        while not self.done and time.perf_counter() < patient:  # noqa: ASYNC110 - no reply pays for a signal
            await asyncio.sleep(SETTLING)

    def outcome(self, *packages: str, committed: float | None = None) -> Outcome:
        """Return what came of it; `committed` is when the last reply was safe, if that was earlier."""
        spent = time.process_time() - self._spent
        began, ended = min(self.handed.values()), max(self.answered.values())
        times = sorted((at - self.handed[number]) * 1000 for number, at in self.answered.items())
        left = effects(self.path)
        return Outcome(
            handed=len(self.handed),
            answered=len(self.answered),
            seconds=(committed or ended) - began,
            out=ended - began,
            p50=times[len(times) // 2],
            p99=times[len(times) * 99 // 100],
            cpu=spent * 1000 / len(times),
            lost=sum(not left[number] for number in self.handed),
            twice=sum(left[number] > 1 for number in self.handed),
            versions={name: version(name) for name in (*packages, "sqlmodel", "sqlalchemy")},
        )


def effects(path: str) -> Counter[int]:
    """Return how often each message left its effect."""
    connection = sqlite3.connect(path)
    try:
        return Counter(number for (number,) in connection.execute("SELECT number FROM bench_note"))
    finally:
        connection.close()


async def feed(trial: Trial, hand: Callable[[Said], Awaitable[object]]) -> None:
    """Hand over everything as the trial wants it: one after the other, or all rooms at once, in order in each."""
    rooms = range(trial.rooms) if trial.feed == "together" else (None,)
    await asyncio.gather(*(_fed(trial, room, hand) for room in rooms))


async def twice(trial: Trial, hand: Callable[[Said], Awaitable[object]], *packages: str) -> Outcome:
    """Feed once to warm up, with a tenth, then once for the outcome."""
    number = trial.number
    trial.begin(number // 10)
    await feed(trial, hand)
    trial.begin(number)
    await feed(trial, hand)
    return trial.outcome(*packages)


async def _fed(trial: Trial, room: int | None, hand: Callable[[Said], Awaitable[object]]) -> None:
    for said in trial.said(room):
        try:
            await hand(said)
        except Exception as error:  # noqa: BLE001 - it stays unanswered, and the next one is said
            print(type(error).__name__, file=sys.stderr)


def asked_for() -> Trial:
    """Return the trial that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", type=int, required=True)
    parser.add_argument("--number", type=int, required=True)
    parser.add_argument("--feed", required=True)
    parser.add_argument("--patience", type=float, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    said = parser.parse_args()
    return Trial(said.rooms, said.number, said.feed, str(said.folder / "bench.sqlite"), said.patience)


def tell(outcome: Outcome) -> None:
    """Print the outcome as the one line that the asker reads."""
    print(json.dumps(asdict(outcome)), flush=True)


def _sender(room: int, person: int) -> str:
    return f"{1000 * (room + 1) + person}"
