"""Where a message goes, as Telegram's methods take it."""

from dataclasses import dataclass
from typing import Any

from telegram import ReplyParameters

from concertbot.adapters.telegram.ids import number_in
from concertbot.domain.port import Outgoing, SendError


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and, in a forum, a topic of it."""

    chat: str
    thread: int | None
    answers: int | None
    quiet: bool

    def arguments(self, *, first: bool) -> dict[str, Any]:
        """Return what every sending method takes. Only the first message of an answer points to what it answers."""
        answers = ReplyParameters(self.answers, allow_sending_without_reply=True) if first and self.answers else None
        return {
            "chat_id": self.chat,
            "message_thread_id": self.thread,
            "reply_parameters": answers,
            "disable_notification": self.quiet,
        }


def place_of(outgoing: Outgoing) -> Place:
    """Return where it goes. In a group only what must ring rings; whoever writes directly waits for the answer."""
    chat = outgoing.room or outgoing.person
    if not chat:
        raise SendError("it has no address")
    return Place(
        chat=chat,
        thread=int(outgoing.thread) if outgoing.thread.isdecimal() else None,
        answers=number_in(chat, outgoing.in_reply_to),
        quiet=outgoing.room is not None and not outgoing.reply.notify,
    )
