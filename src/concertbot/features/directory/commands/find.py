"""`cherche`: where to refer somebody."""

from concertbot.chat.arguments import WrongArgumentError, whole, words
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from concertbot.domain.lookup import Lookup, Question
from concertbot.domain.shown import remember
from concertbot.features.directory.results import PAGE, SHOWN, results

LEVELS = range(6)


def level(said: str) -> int:
    """Parse a care level."""
    if said.strip() not in {str(one) for one in LEVELS}:
        raise WrongArgumentError("find-wrong-level", said=said)
    return int(said)


def lifted(said: str) -> frozenset[str]:
    """Parse the keys of the understood parts that are lifted."""
    return frozenset(said.split(","))


async def run(
    ask: Ask,
    query: str,
    page: int = 1,
    without: frozenset[str] = frozenset(),
    level: int | None = None,
    **said: str,
) -> Reply:
    """Look services up and show a page of them."""
    question = Question(query, level=level, without=without, skip=(max(page, 1) - 1) * PAGE, limit=PAGE, **said)
    answer = await ask.reach.get(Lookup).answer(question)
    refs = [f"{match.entry.source}/{match.entry.id}" for match in answer.matches or answer.near]
    await remember(ask.session, ask.account_id, ask.place, SHOWN, refs)
    return results(ask, question, answer)


command = Command(
    name="find",
    run=run,
    free=Parameter("query", words, required=True),
    options=(
        Parameter("commune"),
        Parameter("audience"),
        Parameter("language"),
        Parameter("level", level),
        Parameter("page", whole),
        Parameter("without", lifted),
    ),
)
