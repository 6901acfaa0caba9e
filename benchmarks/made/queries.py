"""Questions to a made-up directory as people type them, in nine classes of noise."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from benchmarks.made import asking
from benchmarks.made.kinds import KINDS
from benchmarks.made.noise import hasty, mistyped
from benchmarks.made.right import Ids, Right
from benchmarks.made.words import SMALL
from benchmarks.records import Query, Record
from benchmarks.text import fold

NUMBER = 1000
NAMESAKES = 8  # a name that more services share says too little
SHORTEST_NAME = 6
FITTING = 20  # a part of a name that fits more services says too little
RARE = 500  # a word of a name tells services apart when at most one in this many has it
FEWEST = 20
CUT, LEFT = 3, 4  # of the last word, as many letters may be missing, and must be left
KINDS_BY_KEY = {kind.key: kind for kind in KINDS}
Try = tuple[str, Ids]


def queries(records: Sequence[Record], seed: int, number: int = NUMBER) -> list[Query]:
    """Return questions, the classes in turn, so that the first ones are like all."""
    asker = _Asker(records, random.Random(f"queries {len(records)} {seed}"))  # noqa: S311 - seeded on purpose
    return list(islice(asker.all(), number))


class _Asker:
    def __init__(self, records: Sequence[Record], dice: random.Random) -> None:
        self._records = records
        self._right = Right(records)
        self._dice = dice
        self._rare = max(len(records) // RARE, FEWEST)
        self._classes: dict[str, Callable[[], Try]] = {
            "exact": self._exact,
            "typo": self._typo,
            "accent": self._accent,
            "partial": self._partial,
            "swap": self._swap,
            "acronym": self._acronym,
            "name+commune": self._placed,
            "need": self._need,
            "question": self._question,
        }

    def all(self) -> Iterator[Query]:
        """Yield questions without end. What turns out to say nothing is tried anew."""
        for name, ask in cycle(self._classes.items()):
            asked, right = ask()
            while not right:
                asked, right = ask()
            yield Query(asked, name, right)

    def _pick(self) -> tuple[Record, str]:
        """Return a service with one of its names, mostly the main one."""
        while True:
            one = self._dice.choice(self._records)
            name = self._dice.choice((one.name, one.name, one.name, *one.alts))
            if len(fold(name)) >= SHORTEST_NAME and len(self._right.named(name)) <= NAMESAKES and not name.isupper():
                return one, name

    def _exact(self) -> Try:
        _, name = self._pick()
        return self._dice.choice((name, name.lower())), self._right.named(name)

    def _typo(self) -> Try:
        _, name = self._pick()
        asked = mistyped(self._dice, self._dice.choice((name, name.lower())))
        return asked, self._right.named(name) if fold(asked) != fold(name) else ()

    def _accent(self) -> Try:
        _, name = self._pick()
        asked = hasty(self._dice, name)
        return asked, self._right.named(name) if asked != name.lower() else ()

    def _partial(self) -> Try:
        """Ask for what is special in a name, its last word cut short."""
        _, name = self._pick()
        words = fold(name).split()
        special = [word for word in words if word not in SMALL and self._right.frequency(word) <= self._rare][-2:]
        if not special or len(special[-1]) <= LEFT:
            return "", ()
        plain = [word for word in words if word not in SMALL and word not in special][:1]
        kept = [*self._dice.choice(([], plain)), *special[:-1]]
        last = special[-1][: max(LEFT, len(special[-1]) - self._dice.randint(0, CUT))]
        right = self._right.holding(kept, last)
        return " ".join((*kept, last)), right if len(right) <= FITTING else ()

    def _swap(self) -> Try:
        _, name = self._pick()
        words = [word for word in name.split() if fold(word)]
        cut = self._dice.randrange(len(words))
        return " ".join(words[cut:] + words[:cut]), self._right.named(name) if cut else ()

    def _acronym(self) -> Try:
        one = self._dice.choice(self._records)
        short = next((name for name in one.alts if name.isupper()), "")
        asked = self._dice.choice((short, short.lower(), ".".join(short)))
        return asked, self._right.named(short) if short else ()

    def _placed(self) -> Try:
        one, name = self._pick()
        if fold(one.commune_fr) in fold(name) or fold(one.commune_nl) in fold(name):
            return "", ()
        place = self._dice.choice((one.commune_fr, one.commune_fr, one.commune_nl, one.postal))
        asked = f"{name}{self._dice.choice((' ', ' ', ', '))}{place}"
        return self._noisy(asked), self._right.placed(name, one)

    def _need(self) -> Try:
        one, language = self._dice.choice(self._records), self._dice.choice(("fr", "fr", "nl"))
        kind = KINDS_BY_KEY[one.type]
        dutch = language == "nl"
        sentence = self._dice.choice(asking.NEED_NL if dutch else asking.NEED_FR)
        asked = sentence.format(
            need=self._dice.choice(kind.needs(language)),
            kind=kind.label(language),
            audience=one.aud_nl if dutch else one.aud_fr,
            place=one.commune_nl if dutch else one.commune_fr,
        )
        return self._dice.choice((asked, asked, hasty(self._dice, asked))), self._right.serving(one)

    def _question(self) -> Try:
        _, name = self._pick()
        sentence = self._dice.choice((*asking.ABOUT_FR, *asking.ABOUT_FR, *asking.ABOUT_NL))
        return self._noisy(sentence.format(name)), self._right.named(name)

    def _noisy(self, asked: str) -> str:
        """Return the question, some with an error, some in haste."""
        chance = self._dice.random()
        if chance < 1 / 3:
            return mistyped(self._dice, asked)
        return hasty(self._dice, asked) if chance < 2 / 3 else asked
