"""The bench counts what it says that it counts."""

from pathlib import Path

import pytest
from sqlmodel import Session, delete

from benchmarks.messages.entrants import ENTRANTS, TOGETHER, TURN
from benchmarks.messages.measure import trial
from benchmarks.messages.schema import Note, note, open_sync
from benchmarks.messages.trial import ANSWER, Trial


@pytest.mark.parametrize("feed", [TURN, TOGETHER])
def test_every_message_has_its_effect_once(feed: str) -> None:
    """200 messages in 4 rooms: all are answered, and each leaves its effect once."""
    outcome = trial(ENTRANTS[0], 4, 200, feed, patience=100)
    assert (outcome.handed, outcome.answered) == (200, 200)
    assert (outcome.lost, outcome.twice) == (0, 0)


def test_what_is_lost_or_done_twice_is_seen(tmp_path: Path) -> None:
    """A message without an effect is lost, one with two was done twice; an apology is no answer."""
    one = Trial(2, 5, TURN, str(tmp_path / "bench.sqlite"))
    engine = open_sync(one.path, one.members())
    one.begin(5)
    for said in one.said():
        note(engine, said.sender, said.number)
        one.hear(f"{ANSWER} {said.number}" if said.number else "Sorry")
    note(engine, one.members()[0], 3)
    with Session(engine) as session, session.begin():
        session.execute(delete(Note).where(Note.number == 0))  # type: ignore[arg-type]
    engine.dispose()
    outcome = one.outcome()
    assert (outcome.handed, outcome.answered, outcome.lost, outcome.twice) == (5, 4, 1, 1)
