"""The bot's own lookup, with its words alone and with all that it understands."""

from collections.abc import Iterable

from benchmarks.records import Record
from benchmarks.rivals.rival import Rival
from benchmarks.text import STOP
from concertbot.domain.lookup import Entry, Question
from concertbot.features.directory.lexicon import load
from concertbot.features.directory.rules.index import Index
from concertbot.features.directory.rules.lexicon import Lexicon
from concertbot.settings import ROOT


class Words(Rival):
    """Without a lexicon: the words of the directory alone, and the same small words left out as for the others."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._index = Index.build([entry(one) for one in records], self.lexicon())

    def lexicon(self) -> Lexicon:
        """Return what is known about words."""
        return Lexicon(stop=STOP)

    def find(self, text: str, limit: int) -> list[int]:
        """Return the services that fit best."""
        return answered(self._index, text, limit)


class Understanding(Words):
    """With the lexicon: needs, kinds, audiences, languages and places are understood."""

    def lexicon(self) -> Lexicon:
        """Return what is known about words."""
        return load(ROOT / "config" / "lexicon")


def answered(index: Index, text: str, limit: int) -> list[int]:
    """Return the ids of an answer."""
    return [int(place.key[1]) for place in index.rank(Question(text, limit=limit)).places]


def entry(one: Record) -> Entry:
    """Return the service as the bot knows it."""
    return Entry(
        source="made",
        id=str(one.id),
        name=one.name,
        alternate_names=one.alts,
        description=one.desc,
        kind=one.type_fr,
        terms=(one.type_nl,),
        audiences=tuple(dict.fromkeys((one.aud_fr, one.aud_nl))),
        languages=one.langs,
        communes=tuple(dict.fromkeys((one.commune_fr, one.commune_nl))),
        postcodes=(one.postal,),
    )
