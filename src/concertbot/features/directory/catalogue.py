"""The catalogue: answers lookups from an index in memory that follows the database."""

import time
from collections.abc import Mapping
from functools import cached_property

from concertbot.domain.database import Database
from concertbot.domain.lookup import Answer, Entry, Question, Watch
from concertbot.domain.reach import Reach
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.features.directory.rules.segment import Key
from concertbot.features.directory.store import queries, sources
from concertbot.features.directory.terms import Terms
from concertbot.settings import Settings

LOOKS_EVERY = 1.0  # seconds between looks at the database for a newer directory


class Catalogue:
    """Answers lookups. The index is built at the first one, and anew when an import changed the directory."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self._index: Index | None = None
        self._entries: Mapping[Key, Entry] = {}
        self._revision = -1
        self._looked_at = 0.0

    async def answer(self, question: Question) -> Answer:
        """Return what fits the question, crisis wording first."""
        watch = self.reach.find(Watch)
        language = watch.language(question.text) if watch else None
        if language:
            return Answer("crisis", language=language)
        return (await self._newest()).rank(question).answer(self._entries)

    async def _newest(self) -> Index:
        now = time.monotonic()
        if self._index is None or now - self._looked_at > LOOKS_EVERY:
            self._looked_at = now
            async with self.reach.get(Database).read() as session:
                revision = await sources.revision(session)
                if self._index is None or revision != self._revision:
                    entries = await queries.entries(session)
                    self._index = Index.build(entries, self.lexicon)
                    self._entries = {(entry.source, entry.id): entry for entry in entries}
                    self._revision = revision
        return self._index

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that the lookup knows."""
        return load(self.reach.get(Settings).config / "lexicon")

    @cached_property
    def terms(self) -> Terms:
        """The directory's words in each language."""
        return Terms(self.lexicon)
