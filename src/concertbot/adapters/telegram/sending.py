"""From what delivery hands over to what Telegram is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Bot, ReactionTypeEmoji

from concertbot.adapters.telegram.errors import RefusedError
from concertbot.adapters.telegram.ids import chat_of, message_id, number_in
from concertbot.adapters.telegram.keyboard import keyboard
from concertbot.adapters.telegram.limits import Pace
from concertbot.adapters.telegram.place import Place, place_of
from concertbot.adapters.telegram.steps import Step, steps, with_notice
from concertbot.adapters.telegram.writing import MOST_FILE, Writer
from concertbot.chat.phrasebook import Texts
from concertbot.chat.reply import Attachment, Text
from concertbot.domain.port import LostError, Outgoing, SendError

Opener = Callable[[str], Awaitable[bytes]]
MOST_BEGUN = 500


class Sending:
    """Sends, edits, deletes and reacts."""

    def __init__(self, bot: Bot, pace: Pace, texts: Texts, open_file: Opener) -> None:
        self._bot, self._texts, self._open = bot, texts, open_file
        self._writer = Writer(bot, pace)
        self._begun: dict[str, int] = {}  # how many messages of an answer went out before a fault, by its key

    async def send(self, outgoing: Outgoing, username: str) -> str:
        """Do what is asked, and return the id of the message."""
        if outgoing.deletes:
            return await self._delete(outgoing.deletes)
        to_do = steps(outgoing)
        if outgoing.edits:
            return await self._edit(outgoing, to_do, username)
        place = place_of(outgoing)
        if outgoing.reply.reaction and not to_do:
            return await self._react(outgoing, place)
        if not to_do:
            raise SendError("there is nothing to say")
        return await self._all(outgoing, place, to_do, username)

    async def _all(self, outgoing: Outgoing, place: Place, to_do: list[Step], username: str) -> str:
        """Send what an earlier try left over, and return the id of the last message."""
        buttons = keyboard(outgoing.reply.choices, username, in_group=outgoing.room is not None)
        done, number = self._begun.pop(outgoing.key, 0), 0
        left = to_do[done:]
        if outgoing.again:
            left = with_notice(left, self._texts.say(outgoing.language, Text("telegram-again")))
        for step in left:
            try:
                content = await self._content(step.file)
                number = await self._writer.write(place, step, content, buttons if step.last else None)
            except Exception:
                self._remember(outgoing.key, done)
                raise
            done += not step.notice
        return message_id(place.chat, number)

    def _remember(self, key: str, done: int) -> None:
        if done:
            self._begun[key] = done
        while len(self._begun) > MOST_BEGUN:
            del self._begun[next(iter(self._begun))]

    async def _content(self, file: Attachment | None) -> bytes:
        if file is None:
            return b""
        try:
            content = await self._open(file.path)
        except FileNotFoundError:
            content = b""
        if not content:
            raise SendError("the file is not there any more")
        if len(content) > MOST_FILE:
            raise SendError("the file is too large for Telegram")
        return content

    async def _edit(self, outgoing: Outgoing, to_do: list[Step], username: str) -> str:
        chat = chat_of(outgoing.edits)
        number = number_in(chat, outgoing.edits)
        if number is None or len(to_do) != 1 or to_do[0].file:
            raise LostError("one message cannot take this form")
        buttons = keyboard(outgoing.reply.choices, username, in_group=chat.startswith("-"))
        await self._writer.rewrite(chat, number, to_do[0].spans, buttons)
        return outgoing.edits

    async def _delete(self, name: str) -> str:
        chat = chat_of(name)
        number = number_in(chat, name)
        if number is None:
            raise LostError("it is no message")
        await self._writer.paced(chat, lambda: self._bot.delete_message(chat, number))
        return name

    async def _react(self, outgoing: Outgoing, place: Place) -> str:
        """React with an emoji; where Telegram does not take it, say it."""
        emoji, number = outgoing.reply.reaction, place.answers
        if number is not None:
            reaction = [ReactionTypeEmoji(emoji)]
            try:
                await self._writer.paced(
                    place.chat, lambda: self._bot.set_message_reaction(place.chat, number, reaction)
                )
            except RefusedError:
                pass
            else:
                return outgoing.in_reply_to
        said = steps(_as_text(outgoing))
        return await self._all(outgoing, place, said, "")


def _as_text(outgoing: Outgoing) -> Outgoing:
    return replace(outgoing, reply=replace(outgoing.reply, parts=(outgoing.reply.reaction,)))
