"""`cherche`: where to refer somebody."""

from concertbot.chat.access import Role
from concertbot.chat.arguments import WrongArgumentError, whole, words
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from concertbot.domain.lookup import Answer, Lookup, Question
from concertbot.domain.shown import recall, remember
from concertbot.features.directory.results import PAGE, SHOWN, reference, results

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
    await _number(ask, question, answer)
    return results(ask, question, answer)


async def _number(ask: Ask, question: Question, answer: Answer) -> None:
    """Keep what the shown numbers name; a further page goes on counting."""
    earlier = await recall(ask.session, ask.account_id, ask.place, SHOWN) if question.skip else []
    shown = [reference(match) for match in answer.matches or answer.near]
    await remember(ask.session, ask.account_id, ask.place, SHOWN, [*earlier[: question.skip], *shown])


command = Command(
    name="find",
    role=Role.NOBODY,
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
