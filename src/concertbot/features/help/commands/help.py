"""`aide`: what somebody can say here."""

from concertbot.chat.access import Role, allowed
from concertbot.chat.arguments import WrongArgumentError
from concertbot.chat.book import Book
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Card, Choice, Line, Reply, Text
from concertbot.domain.ask import Ask


async def run(ask: Ask, about: str = "") -> Reply:
    """Explain one command, or list those of the asker's role."""
    return _explained(ask, about) if about else _listed(ask)


def _listed(ask: Ask) -> Reply:
    book = ask.reach.get(Book)
    mine = [one for one in book.commands.values() if allowed(one.role, ask.role) and not one.hidden]
    lines = tuple(Line(Text(f"{one.name}.summary"), ask.sign + book.word(one, ask.language)) for one in mine)
    role = Text(f"role-{ask.role.name.lower()}")
    hint = Text(
        "help-hint", {"help": ask.sign + book.word("help", ask.language), "about": book.word(mine[0], ask.language)}
    )
    return Reply(parts=(Text("help-plain"), Card(Text("help-title", {"role": role}), lines), hint))


def _explained(ask: Ask, about: str) -> Reply:
    book = ask.reach.get(Book)
    command = book.find(about.lstrip("!/ "))
    if command is None or command.hidden:
        raise WrongArgumentError("help-unknown", said=about)
    example = Text(f"{command.name}.example")
    lines = (
        Line(Text(f"{command.name}.usage"), Text("help-usage")),
        Line(example, Text("help-example")),
        Line(Text(f"role-{command.role.name.lower()}"), Text("help-role")),
    )
    title = ask.sign + book.word(command, ask.language)
    parts = (Card(title, (Line(Text(f"{command.name}.summary")), *lines)),)
    said = ask.reach.get(Book).texts.say(ask.language, example)
    return Reply(parts=parts, choices=(Choice(Text("help-try", {"example": example}), "!" + said),))


command = Command(name="help", run=run, role=Role.NOBODY, free=Parameter("about"))
