"""Everybody who is measured, in the order of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of the table. Its module is loaded in its own process, and may be missing."""

    name: str
    module: str
    made: str  # the class
    how: str

    @property
    def ours(self) -> bool:
        """Tell whether it is the bot's own."""
        return self.module == "ours"


ENTRANTS = (
    Entrant("concertbot, words", "ours", "Words", "the index without a lexicon, small words left out"),
    Entrant(
        "concertbot, with understanding", "ours", "Understanding", "the index with `config/lexicon`, as the bot asks it"
    ),
    Entrant(
        "rapidfuzz WRatio",
        "fuzz",
        "WRatio",
        "`process.extract` over all names and other names, folded beforehand",
    ),
    Entrant("rapidfuzz token_set_ratio", "fuzz", "TokenSet", "the same with `token_set_ratio`"),
    Entrant(
        "FTS5 words",
        "fts5",
        "Words",
        "six columns, bm25 with weights, all words then any until five are found, the last word may be a beginning",
    ),
    Entrant(
        "FTS5 words, spelling",
        "fts5",
        "SpelledWords",
        "the same; an unknown word becomes the nearest of the vocabulary, by trigrams and then by rapidfuzz `OSA`",
    ),
    Entrant(
        "FTS5 words, spelling, strict",
        "fts5",
        "StrictWords",
        "the same, but what holds all words is enough, be it one service where five are asked for",
    ),
    Entrant("FTS5 trigrams", "fts5", "Trigrams", "tokenizer `trigram`, any trigram of the question, bm25 with weights"),
    Entrant(
        "FTS5 trigrams, spelling",
        "fts5",
        "SpelledTrigrams",
        "tokenizer `trigram`, all words as parts of others then any, corrected as above",
    ),
    Entrant(
        "pg_trgm GiST",
        "trgm",
        "Gist",
        "PostgreSQL, one text a service, the nearest by `<<->` (word similarity), GiST with `siglen` 256",
    ),
    Entrant("pg_trgm GIN", "trgm", "Gin", "the same by `<%` at a threshold of 0.4, GIN, then `word_similarity`"),
    Entrant(
        "tantivy fields",
        "tantivy_",
        "Fields",
        "six fields with weights; known words by bm25, unknown ones within one or two edits, the last also begun",
    ),
    Entrant(
        "tantivy one field",
        "tantivy_",
        "Together",
        "the same over one field of everything, and the names a second time",
    ),
    Entrant(
        "bm25s trigrams", "bm25", "Trigrams", "character trigrams of all fields, names twice, numba backend, one thread"
    ),
    Entrant("bm25s trigrams, brief", "bm25", "Brief", "the same without descriptions"),
)


def entrant(name: str) -> Entrant:
    """Return the one of that name."""
    return next(one for one in ENTRANTS if one.name == name)
