"""What delivery forgets: every night, what no choice, edit or repetition can need any more."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, update
from sqlmodel import col

from concertbot.chat.reply import Reply
from concertbot.delivery.setting_aside import let_lapse
from concertbot.delivery.tables import UNSENT, Inbox, Outbox, State
from concertbot.domain.abilities import Moment
from concertbot.domain.due import Due, plan
from concertbot.domain.files import KeptFile
from concertbot.domain.forms import Forms

KIND = "retention"
KEPT = timedelta(days=30)
AT_NIGHT = time(3, 30)


async def forget(moment: Moment, due: Due) -> tuple[Reply, ...]:
    """Delete finished rows that are older than thirty days, and plan the next night.

    What could not be sent for so long, or is not worth it any more, goes; so do forms that were left lying, and the
    words of what was set aside and nobody decided about.
    """
    before = moment.now - KEPT
    await let_lapse(moment.session, moment.now)
    await moment.reach.get(Forms).forget(moment.session, moment.now)
    unsent = col(Outbox.state).in_(UNSENT), or_(col(Outbox.until) <= moment.now, col(Outbox.at) < before)
    await moment.session.execute(update(Outbox).where(*unsent).values(state=State.EXPIRED, body=""))
    await moment.session.execute(delete(KeptFile).where(col(KeptFile.at) < before))
    for table in (Inbox, Outbox):
        unfinished = col(table.state).in_([State.NEW, State.SENDING])
        await moment.session.execute(delete(table).where(col(table.at) < before, ~unfinished))
    await plan(moment.session, KIND, next_night(moment.now, due.zone), due.zone)
    return ()


def next_night(now: datetime, zone: str) -> datetime:
    """Return the wall time of the coming night's hour."""
    here = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    tonight = datetime.combine(here.date(), AT_NIGHT)
    return tonight if here < tonight else tonight + timedelta(days=1)
