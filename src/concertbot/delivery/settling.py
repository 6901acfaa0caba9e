"""What comes of a sending: done, later, elsewhere, held, given up, or in doubt."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from concertbot.chat.clock import Clock
from concertbot.chat.reply import Choice, Reply, Text
from concertbot.delivery import outbox
from concertbot.delivery.claiming import Claimed
from concertbot.delivery.failing import ATTEMPTS
from concertbot.delivery.holding import NotHeldError
from concertbot.delivery.moving import move
from concertbot.delivery.tables import Outbox, State
from concertbot.delivery.wire import load_reply
from concertbot.domain import files
from concertbot.domain.forms import Forms
from concertbot.domain.people import Account, Person, find_account
from concertbot.domain.port import InDoubtError, LostError, MovedError, SendError, UnreachableError

SOON = 0.5  # seconds; nothing is tried again sooner
ASK_AFTER = 1.0  # seconds before it is found out whether a message arrived
IN_DOUBT = (State.UNSURE, State.DOUBTFUL)
log = structlog.get_logger()
# The platform's id; NEW: an earlier try surely did not arrive; or what came in between.
Outcome = str | State | Exception


class Settling:
    """Keeps what came of sendings."""

    def __init__(self, clock: Clock, forms: Forms) -> None:
        self.clock, self.forms = clock, forms

    async def settle(self, session: AsyncSession, claimed: Claimed, outcome: Outcome) -> None:
        """Keep what came of a sending."""
        row = await session.get_one(Outbox, claimed.row.id)
        ours = row.state == State.SENDING and row.again == claimed.row.again
        match outcome:
            case str() if not isinstance(outcome, State):  # whatever others believe of it, it arrived
                await _done(session, row, outcome)
            case _ if not ours:
                _late(row, claimed, outcome)
            case State():
                row.state = outcome
            case Exception():
                await self._refused(session, row, outcome, unsure=claimed.unsure)

    async def _refused(self, session: AsyncSession, row: Outbox, error: Exception, *, unsure: bool) -> None:
        match error:
            case MovedError(address=address):
                await move(session, self.forms, row.platform, row.room or "", address)
                row.state = State.NEW
            case UnreachableError():
                await self._unreachable(session, row)
            case LostError():
                await _lost(session, row)
            case SendError(retry_after=seconds) if seconds is not None:
                self._later(row, seconds, State.UNSURE if unsure else State.NEW)
            case InDoubtError():
                self._in_doubt(row, found_out=unsure, harmless=await _may_be_done_twice(session, row))
            case NotHeldError():
                row.state = State.UNSURE if unsure else State.NEW
            case SendError():
                _give_up(row, "refused")
            case _:
                self._failed(row, error, unsure=unsure)

    def _later(self, row: Outbox, seconds: float, state: State) -> None:
        row.state, row.not_before = state, self.clock.now() + timedelta(seconds=max(seconds, SOON))

    def _in_doubt(self, row: Outbox, *, found_out: bool, harmless: bool) -> None:
        """Find out whether it arrived; where nobody can tell, send again only what does no harm, or must ring.

        What must ring comes until it surely came, each time after twice as long: one copy too many is the lesser evil.
        """
        if not found_out:
            self._later(row, ASK_AFTER, State.UNSURE)
        elif harmless:
            row.state = State.NEW
        elif row.notify:
            self._once_more(row)
        else:
            row.state, row.body = State.DOUBTFUL, ""
            log.warning("nobody knows whether a message arrived", outbox=row.id, platform=row.platform)

    def _once_more(self, row: Outbox) -> None:
        if row.again and row.first_try:
            self._later(row, (self.clock.now() - row.first_try).total_seconds(), State.NEW)
        row.state, row.again = State.NEW, True

    async def _unreachable(self, session: AsyncSession, row: Outbox) -> None:
        if row.person is None:
            _give_up(row, "unreachable")
            return
        row.state = State.HELD
        account = await find_account(session, row.platform, row.person)
        if account:
            account.reachable = False
            if not account.offered and not row.in_reply_to and account.seen_in:
                account.offered = True
                await _offer(session, account, self.clock.now())

    def _failed(self, row: Outbox, error: Exception, *, unsure: bool) -> None:
        """Count a failure of our own; what may have gone out is not sent again for it."""
        row.attempts, row.error = row.attempts + 1, type(error).__name__
        if row.attempts < ATTEMPTS:
            self._later(row, float(row.attempts), State.UNSURE if unsure else State.NEW)
        elif unsure:
            row.state, row.body = State.DOUBTFUL, ""
        else:
            row.state = State.ASIDE
            log.error("a message was set aside", outbox=row.id, platform=row.platform, kind=row.error)


async def _done(session: AsyncSession, row: Outbox, message_id: str) -> None:
    paths = [file.path for file in load_reply(row.body).files] if row.body else []
    row.state, row.message_id, row.body = State.DONE, message_id, ""
    card = await session.get(Outbox, row.edits_id) if row.edits_id else None
    if card and card.message_id:
        # People know an edited message by the id that it always had.
        row.message_id = card.message_id
    elif card:
        # There was nothing to edit any more: what was sent instead is edited from now on.
        card.message_id = message_id
    await files.forget(session, *paths)


async def _may_be_done_twice(session: AsyncSession, row: Outbox) -> bool:
    """Return whether a message edits or deletes another: an edit of what never was known to arrive is a new message."""
    card = await session.get(Outbox, row.edits_id) if row.edits_id else None
    return bool(row.deletes_id or (card and card.message_id))


async def _lost(session: AsyncSession, row: Outbox) -> None:
    if row.deletes_id:
        row.state, row.body = State.DONE, ""
        return
    row.state = State.NEW
    await session.execute(update(Outbox).where(col(Outbox.id) == row.edits_id).values(message_id=""))


def _late(row: Outbox, claimed: Claimed, outcome: Outcome) -> None:
    """Keep what came of a sending that another process was left in doubt about, as far as it helps them."""
    surely_not = isinstance(outcome, NotHeldError) or (isinstance(outcome, SendError) and outcome.retry_after)
    if surely_not and not claimed.unsure and row.again == claimed.row.again and row.state in IN_DOUBT:
        row.state, row.body = State.NEW, claimed.row.body


def _give_up(row: Outbox, why: str) -> None:
    log.warning("a message was not sent", outbox=row.id, platform=row.platform, why=why)
    row.state, row.body, row.error = State.FAILED, "", why


async def _offer(session: AsyncSession, account: Account, now: datetime) -> None:
    """Say in the room, once and without its content, that something waits for somebody in private."""
    person = await session.get_one(Person, account.person_id)
    reply = Reply(
        parts=(Text("private-waiting", {"name": person.name}),),
        choices=(Choice(Text("private-open"), "!start", private=True, only=str(account.id)),),
        mentions=(str(account.id),),
        notify=True,
    )
    await outbox.put_in_room(session, reply, (account.platform, account.seen_in), now)
