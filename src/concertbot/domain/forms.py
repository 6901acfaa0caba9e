"""The open forms: in the database, and mirrored in memory for the screens."""

from contextlib import suppress
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from concertbot.chat.form import Form
from concertbot.chat.message import Message
from concertbot.domain.ask import place_of
from concertbot.domain.database import Database

FORM: TypeAdapter[Form] = TypeAdapter(Form)
CHANGED = "forms"  # where a transaction notes which forms it opened and closed
Key = tuple[str, str]


class OpenForm(SQLModel, table=True):
    """A form that an account has open in a place."""

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("place", "sender"),)
    id: int | None = Field(default=None, primary_key=True)
    place: str
    sender: str
    body: str


class Forms:
    """Opens, finds and closes forms. An account has at most one in a place."""

    def __init__(self) -> None:
        self._open: set[Key] = set()
        self._alone = False  # whether no other process opens forms

    async def refresh(self, database: Database) -> None:
        """Read again which forms are open, where other processes open some too. When that fails, stay as it is."""
        if not database.is_sqlite:
            with suppress(SQLAlchemyError, OSError):
                await self.load(database)

    async def load(self, database: Database) -> None:
        """Read which forms are open."""
        self._alone = database.is_sqlite
        async with database.read() as session:
            rows = (await session.scalars(select(OpenForm))).all()
        self._open = {(row.place, row.sender) for row in rows}

    def awaits(self, message: Message) -> bool:
        """Return whether a form waits for what this account says here."""
        return (place_of(message), message.sender) in self._open

    async def find(self, session: AsyncSession, message: Message) -> Form | None:
        """Return the open form; one that was left lying is closed."""
        if self._alone and not self.awaits(message):
            return None
        row = await self._row(session, message)
        if row is None:
            return None
        form = FORM.validate_json(row.body)
        if form.lapsed(message.at):
            await self.close(session, message)
            return None
        return form

    async def open(self, session: AsyncSession, message: Message, form: Form) -> None:
        """Open a form, or go on with the open one."""
        row = await self._row(session, message)
        row = row or OpenForm(place=place_of(message), sender=message.sender, body="")
        row.body = FORM.dump_json(form).decode()
        session.add(row)
        self._note(session, (row.place, row.sender), is_open=True)

    async def close(self, session: AsyncSession, message: Message) -> bool:
        """Close the open form, and return whether there was one."""
        row = await self._row(session, message)
        self._note(session, (place_of(message), message.sender), is_open=False)
        if row:
            await session.delete(row)
        return row is not None

    async def take_back(self, session: AsyncSession, message: Message) -> None:
        """Close the forms that came from the message which somebody deletes."""
        for row in (await session.scalars(select(OpenForm).where(col(OpenForm.place) == place_of(message)))).all():
            if message.refers_to in FORM.validate_json(row.body).said:
                await self._drop(session, row)

    async def forget(self, session: AsyncSession, now: datetime) -> None:
        """Close the forms that were left lying: they hold what people said."""
        for row in (await session.scalars(select(OpenForm))).all():
            if FORM.validate_json(row.body).lapsed(now):
                await self._drop(session, row)

    async def follow(self, session: AsyncSession, before: str, after: str) -> None:
        """Let the forms of a place go on in another, but for whom one is open there."""
        newer = set(await session.scalars(select(OpenForm.sender).where(col(OpenForm.place) == after)))
        for row in (await session.scalars(select(OpenForm).where(col(OpenForm.place) == before))).all():
            if row.sender in newer:
                await self._drop(session, row)
                continue
            self._note(session, (before, row.sender), is_open=False)
            self._note(session, (after, row.sender), is_open=True)
            row.place = after

    async def _drop(self, session: AsyncSession, row: OpenForm) -> None:
        self._note(session, (row.place, row.sender), is_open=False)
        await session.delete(row)

    def _note(self, session: AsyncSession, key: Key, *, is_open: bool) -> None:
        """Remember a change. What was closed is forgotten only when that is committed: it may be done once more."""
        if is_open:
            self._open.add(key)
        changed: dict[Key, bool] | None = session.info.get(CHANGED)
        if changed is None:
            changed = session.info[CHANGED] = {}
            event.listen(session.sync_session, "after_commit", lambda _: self._committed(changed), once=True)
        changed[key] = is_open

    def _committed(self, changed: dict[Key, bool]) -> None:
        self._open |= {key for key, is_open in changed.items() if is_open}
        self._open -= {key for key, is_open in changed.items() if not is_open}

    async def _row(self, session: AsyncSession, message: Message) -> OpenForm | None:
        query = select(OpenForm).where(col(OpenForm.place) == place_of(message), col(OpenForm.sender) == message.sender)
        return (await session.scalars(query)).one_or_none()
