"""Calling a command: rights first, then arguments, then the form for what is missing, then the command itself."""

from collections.abc import Mapping
from typing import Any

from concertbot.chat.access import allowed
from concertbot.chat.arguments import WrongArgumentError, split
from concertbot.chat.book import Book
from concertbot.chat.command import Command
from concertbot.chat.form import Form, missing
from concertbot.chat.message import Kind, Message
from concertbot.chat.reply import Choice, Reply, Text, say
from concertbot.domain.ask import Ask
from concertbot.domain.forms import Forms


class Caller:
    """Calls commands."""

    def __init__(self, book: Book, forms: Forms) -> None:
        self.book, self.forms = book, forms

    async def call(self, ask: Ask, command: Command, rest: str) -> tuple[Reply, ...]:
        """Run a command with the words that follow it. Raises WrongArgumentError."""
        refusal = self._refusal(ask, command)
        if refusal:
            return (refusal,)
        said = split(rest, self.book.option_words(command))
        answers = dict(said.options)
        if command.free and said.free:
            answers[command.free.name] = said.free
        elif said.free:
            raise WrongArgumentError("wrong-extra", said=said.free)
        return await self.run(ask, command, answers)

    async def run(
        self, ask: Ask, command: Command, answers: Mapping[str, str], said: tuple[str, ...] = ()
    ) -> tuple[Reply, ...]:
        """Run a command with its unparsed arguments by name, or ask for what is missing.

        `said` are the ids of the earlier messages that the arguments came from.
        """
        lacking = missing(command, answers)
        if lacking:
            form = Form(command.name, lacking.name, answers, ask.now, (*said, said_in(ask.message)))
            await self.forms.open(ask.session, ask.message, form)
            return (self._question(ask, command, lacking.name),)
        replies = await command.run(ask, **_parsed(command, answers))
        return replies if isinstance(replies, tuple) else (replies,)

    def wrong(self, ask: Ask, command: Command, error: WrongArgumentError) -> Reply:
        """Return what to say about a wrong argument: why, how it is said, and an example."""
        sign = ask.sign
        return Reply(
            parts=(
                error.why,
                Text("wrong-usage", {"prefix": sign, "usage": Text(f"{command.name}.usage")}),
                Text("wrong-example", {"prefix": sign, "example": Text(f"{command.name}.example")}),
            )
        )

    def _refusal(self, ask: Ask, command: Command) -> Reply | None:
        if not allowed(command.role, ask.role):
            return say("not-allowed", role=Text(f"role-{command.role.name.lower()}"))
        if command.direct_only and not ask.message.direct:
            return say("direct-only")
        return None

    def _question(self, ask: Ask, command: Command, parameter: str) -> Reply:
        word = self.book.word("stop", ask.language)
        # A number that is said to a form is its answer: "which service?" — "1".
        leave = Choice(Text("form-leave"), "!stop", worded=True)
        question = Text(f"{command.name}.ask-{parameter}")
        hint = Text("form-hint", {"stop": ask.sign + word})
        return Reply(parts=(question, hint), choices=(leave,))


def said_in(message: Message) -> str:
    """Return the id under which people know what was said: of an edit, that of the message it changes."""
    return message.refers_to if message.kind is Kind.EDIT else message.id


def _parsed(command: Command, answers: Mapping[str, str]) -> dict[str, Any]:
    parameters = {one.name: one for one in (*((command.free,) if command.free else ()), *command.options)}
    return {name: parameters[name].parse(said) for name, said in answers.items()}
