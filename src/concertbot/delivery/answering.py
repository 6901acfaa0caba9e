"""From an Ask to what is said: a choice, an open form, a command, something overheard, plain words, a near-miss."""

from dataclasses import replace

from concertbot.chat.arguments import WrongArgumentError
from concertbot.chat.message import LARGEST_FILE, Kind, Message
from concertbot.chat.reply import Choice, Reply, Text, say
from concertbot.chat.router import Called, Overheard, Plain, Unknown, route
from concertbot.chat.words import fold
from concertbot.delivery import choices, outbox
from concertbot.delivery.calling import Caller
from concertbot.delivery.tables import StoredChoice
from concertbot.domain.abilities import Abilities
from concertbot.domain.ask import Ask
from concertbot.domain.events import MessageDeleted

TOO_LONG = 4000  # characters; nobody asks that much on a phone, and everybody would have to scroll past the answer
STOP = "stop"
Replies = tuple[Reply, ...]


class Answering:
    """Finds who answers an ask, in the order in which a person would expect it."""

    def __init__(self, abilities: Abilities, caller: Caller) -> None:
        self.abilities, self.caller = abilities, caller

    async def answer(self, ask: Ask) -> Replies:
        """Return what is said to an ask."""
        match ask.message.kind:
            case Kind.DELETE:
                return await self._deleted(ask)
            case Kind.PRESS:
                return await self._pressed(ask, await choices.by_id(ask.session, ask.message))
            case Kind.REACT:
                found = await choices.by_number(ask.session, ask.message)
                return await self._pressed(ask, found) if found else ()
            case Kind.SAY | Kind.EDIT:
                return await self._said(ask)
            case _:
                return ()

    async def _deleted(self, ask: Ask) -> Replies:
        """Take back what was answered; abilities do so with what they made of it."""
        message = ask.message
        await outbox.withdraw(ask.session, message.platform, message.refers_to, ask.now)
        concertation = ask.concertation.id if ask.concertation else None
        await self.caller.forms.take_back(ask.session, message)
        ask.tell(MessageDeleted(concertation, message.platform, message.refers_to))
        return ()

    async def _pressed(self, ask: Ask, choice: StoredChoice | None) -> Replies:
        if choice is None:
            return (say("choice-closed"),)
        if choice.only and choice.only != str(ask.account_id):
            return (say("choice-not-yours"),)
        if choice.discreet and ask.message.exposed:
            return (say("choice-exposed", number=choice.position),)
        if choice.private and not ask.message.direct:
            return (_led_away(choice),)
        message = replace(ask.message, kind=Kind.SAY, text=choice.says)
        return await self._routed(replace(ask, message=message))

    async def _said(self, ask: Ask) -> Replies:
        if len(ask.message.text) > TOO_LONG:
            return (say("too-long", limit=TOO_LONG),) if self._addressed(ask.message) else ()
        form = await self._form(ask)
        if form is not None:
            return form
        choice = await choices.by_number(ask.session, ask.message)
        return await self._pressed(ask, choice) if choice else await self._routed(ask)

    async def _form(self, ask: Ask) -> Replies | None:
        """Answer the open form with the message; a command leaves it."""
        form = await self.caller.forms.find(ask.session, ask.message)
        if form is None:
            return None
        called = route(ask.message, self.caller.book)
        if isinstance(called, Called) and (called.prefixed or called.command.name == STOP):
            if called.command.name != STOP:
                await self.caller.forms.close(ask.session, ask.message)
            return None
        if not ask.message.text:
            return None
        await self.caller.forms.close(ask.session, ask.message)
        command = self.caller.book.commands[form.command]
        answers = {**form.answers, form.asking: ask.message.text}
        try:
            return await self.caller.run(ask, command, answers, form.said)
        except WrongArgumentError as error:
            await self.caller.forms.open(ask.session, ask.message, form)
            return (self.caller.wrong(ask, command, error),)

    async def _routed(self, ask: Ask) -> Replies:
        match route(ask.message, self.caller.book):
            case Called() as called:
                return await self._called(ask, called)
            case Unknown() as unknown:
                return (self._near_miss(ask, unknown),)
            case Plain(text):
                return await self._plain(ask, text)
            case Overheard():
                return await self._heard(ask, addressed=False)

    async def _called(self, ask: Ask, called: Called) -> Replies:
        try:
            return await self.caller.call(ask, called.command, called.rest)
        except WrongArgumentError as error:
            if called.prefixed:
                return (self.caller.wrong(ask, called.command, error),)
            # Without a prefix it was only a sentence that begins like a command.
            return await self._plain(ask, ask.message.text)

    async def _plain(self, ask: Ask, text: str) -> Replies:
        if ask.message.files:
            had = all(file.path for file in ask.message.files)
            return (say("file-unused") if had else say("file-too-large", limit=LARGEST_FILE),)
        book = self.caller.book
        if not any(char.isalnum() for char in text):
            return (say("nothing-said", help=ask.sign + book.word("help", ask.language)),)
        if fold(text).strip(" !.?,") in book.greetings:
            return (say("greeting", help=ask.sign + book.word("help", ask.language)),)
        return await self._heard(ask, addressed=True)

    async def _heard(self, ask: Ask, *, addressed: bool) -> Replies:
        for hear in self.abilities.hears:
            reply = await hear(ask, addressed)
            if reply:
                return (reply,)
        return ()

    def _near_miss(self, ask: Ask, unknown: Unknown) -> Reply:
        sign, book = ask.sign, self.caller.book
        values = {"said": sign + unknown.word, "help": sign + book.word("help", ask.language)}
        offered = tuple(
            Choice(f"{sign}{word} {unknown.rest}".strip(), f"!{word} {unknown.rest}") for word in unknown.near
        )
        return Reply(parts=(Text("unknown-near" if offered else "unknown-command", values),), choices=offered)

    @staticmethod
    def _addressed(message: Message) -> bool:
        return message.direct or message.mentioned or message.text.startswith(("!", "/"))


def _led_away(choice: StoredChoice) -> Reply:
    """Say that a choice is made in private, and lead there: a number or a reaction in the room cannot."""
    there = Choice(Text("private-open"), choice.says, only=choice.only, private=True)
    return Reply(parts=(Text("choice-private"),), choices=(there,))
