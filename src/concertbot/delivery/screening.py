"""Step nought: screens see each message before anything is written, and answer past the outbox."""

import asyncio
from dataclasses import replace
from hashlib import sha256

import structlog

from concertbot.chat.localise import localise
from concertbot.chat.message import Message
from concertbot.chat.phrasebook import DEFAULT_LANGUAGE, Texts
from concertbot.chat.reply import Reply
from concertbot.chat.router import addressed
from concertbot.delivery.wire import dump_reply
from concertbot.domain.abilities import Abilities
from concertbot.domain.forms import Forms
from concertbot.domain.port import InDoubtError, MovedError, Outgoing, Platform, SendError, UnreachableError

PAUSES = (0.5, 1.0, 2.0)  # seconds between tries
log = structlog.get_logger()


class Screening:
    """Shows messages to the screens."""

    def __init__(self, abilities: Abilities, forms: Forms, platform: Platform) -> None:
        self.abilities, self.forms, self.platform = abilities, forms, platform

    async def answered(self, message: Message) -> bool:
        """Return whether a screen answered the message; then nothing of it may be kept but its id."""
        for_bot = addressed(message) or self.forms.awaits(message)
        for screen in self.abilities.screens:
            reply = screen(message, for_bot)
            if reply:
                await self._send(direct_answer(message, reply, self.abilities.texts))
                return True
        return False

    async def _send(self, answer: Outgoing) -> None:
        """Send at once. What did not go out is not done: raises SendError, and the platform gives the message again.

        It may go out twice then, but never not at all; only where the platform surely takes none, nothing can be done.
        """
        fault: SendError | InDoubtError = SendError("not tried")
        for pause in PAUSES:
            try:
                await self.platform.send(answer)
            except MovedError as moved:
                answer, fault = replace(answer, room=moved.address), moved
            except (SendError, InDoubtError) as error:
                fault = error
                if isinstance(error, UnreachableError):
                    break
                await asyncio.sleep(pause)
            else:
                return
        if isinstance(fault, InDoubtError) or fault.retry_after is not None:
            raise SendError("an answer past the outbox does not go out", retry_after=PAUSES[-1])
        log.error("an answer past the outbox is refused", platform=answer.platform, kind=type(fault).__name__)


def _key(message: Message, reply: Reply) -> str:
    """Return the same key each time a message is answered so, be it by another process."""
    answered = f"{message.platform}\0{message.id}\0{dump_reply(reply)}"
    return f"s{sha256(answered.encode()).hexdigest()[:16]}"


def direct_answer(message: Message, reply: Reply, texts: Texts) -> Outgoing:
    """Return the answer to a message, to be sent without the outbox."""
    language = reply.language or DEFAULT_LANGUAGE
    return Outgoing(
        key=_key(message, reply),
        platform=message.platform,
        room=message.room,
        person=message.sender if message.direct else None,
        reply=localise(reply, texts, language),
        language=language,
        in_reply_to=message.id,
        thread=message.thread,
    )
