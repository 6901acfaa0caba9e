"""The catalogue: answers lookups from an index in memory that follows the database."""

import asyncio
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from concertbot.domain.database import Database
from concertbot.domain.lookup import Answer, Question, Watch
from concertbot.domain.reach import Reach
from concertbot.features.directory import indexing
from concertbot.features.directory.formats.places import Places, read_places
from concertbot.features.directory.keeping import Keeper
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.index import Index, Ranking
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.terms import Terms
from concertbot.settings import Settings

LOOKS_EVERY = 1.0  # seconds between looks at the database for a newer directory
FEW = 1_000  # changed services that are put beside the rest; with more, the index is made anew
WORTH_KEEPING = 1_000  # services of a directory whose index is kept in a file
WAITS = 2.0  # seconds that the question which finds many changes waits for their index


class Catalogue:
    """Answers lookups. The index is loaded or built at the first one, and follows what imports and people change."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self._index: Index | None = None
        self._revision = -1
        self._looked_at = 0.0
        self._renewing: asyncio.Task[None] | None = None

    async def answer(self, question: Question) -> Answer:
        """Return what fits the question, crisis wording first."""
        ranking = await self.rank(question)
        if isinstance(ranking, Answer):
            return ranking
        async with self.reach.get(Database).read() as session:
            return ranking.answer(await queries.entries_of(session, ranking.keys))

    async def rank(self, question: Question) -> Ranking | Answer:
        """Return the keys of what fits the question, or that it is crisis wording."""
        watch = self.reach.find(Watch)
        language = watch.language(question.text) if watch else None
        if language:
            return Answer("crisis", language=language)
        return (await self._newest()).rank(question)

    async def prepare(self, imports: Mapping[str, int], revision: int) -> None:
        """Keep the index of the directory that an import is about to bring, so that others have it at once."""
        async with self.reach.get(Database).read() as session:
            number = await queries.count_coming(session, imports)
        if number >= WORTH_KEEPING and self.reach.get(Database).shared:
            await indexing.make(self._task(revision, imports))

    def _task(self, revision: int, imports: Mapping[str, int]) -> indexing.Task:
        url = self.reach.get(Database).url.render_as_string(hide_password=False)
        return indexing.Task(url, self._lexicon_at, revision, dict(imports))

    async def _newest(self) -> Index:
        now = time.monotonic()
        if self._index is None:
            self._index, self._revision = await self._made()
        elif now - self._looked_at > LOOKS_EVERY:
            self._looked_at = now
            await self._follow(self._index)
        return self._index

    async def _follow(self, index: Index) -> None:
        """Take up what changed; where much did, an index is loaded or made while this one goes on answering others."""
        async with self.reach.get(Database).read() as session:
            revision = await sources.revision(session)
            if revision == self._revision or (self._renewing and not self._renewing.done()):
                return
            changed = await queries.changed_since(session, self._revision)
            if len(changed) + len(index.changes) <= FEW:
                entries = await queries.entries_of(session, changed)
                self._index, self._revision = index.changed({key: entries.get(key) for key in changed}), revision
                return
        self._renewing = asyncio.create_task(self._renew())
        await asyncio.wait({self._renewing}, timeout=WAITS)

    async def _renew(self) -> None:
        """Load the index that an import kept, else have it made in another process, and load it then."""
        async with self.reach.get(Database).read() as session:
            revision = await sources.revision(session)
        found = await self._loaded(revision)
        if not found and self.reach.get(Database).shared:
            await indexing.make(self._task(revision, {}))
        self._index, self._revision = found or await self._made()

    async def _made(self) -> tuple[Index, int]:
        """Return the index of what is there now, and its revision: loaded if one was kept, else built."""
        async with self.reach.get(Database).read() as session:
            revision = await sources.revision(session)
            found = await self._loaded(revision)
            if not found:
                entries = await queries.entries(session)
        if found:
            return found
        index = await asyncio.to_thread(Index.build, entries, self.lexicon)
        if len(entries) >= WORTH_KEEPING:
            await asyncio.to_thread(self._keeper.save, index, revision)
        return index, revision

    async def _loaded(self, revision: int) -> tuple[Index, int] | None:
        """Return an index that was kept, with the few changes since."""
        kept = await asyncio.to_thread(self._keeper.load, revision, self.lexicon)
        if not kept:
            return None
        index, own = kept
        async with self.reach.get(Database).read() as session:
            changed = await queries.changed_since(session, own)
            if len(changed) > FEW:
                return None
            entries = await queries.entries_of(session, changed)
        return index.changed({key: entries.get(key) for key in changed}) if changed else index, revision

    @property
    def _lexicon_at(self) -> Path:
        return self.reach.get(Settings).config / "lexicon"

    @cached_property
    def _keeper(self) -> Keeper:
        return Keeper(self.reach.get(Database), self._lexicon_at)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that the lookup knows."""
        return load(self._lexicon_at)

    @cached_property
    def terms(self) -> Terms:
        """The directory's words in each language."""
        return Terms(self.lexicon)

    @cached_property
    def places(self) -> Places:
        """What communes are called in each language."""
        return read_places(self._lexicon_at / "communes.csv")
