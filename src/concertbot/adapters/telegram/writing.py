"""Sending one message: as HTML, with its keyboard, and what is done when Telegram takes it only in another form."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import telegram
from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode

from concertbot.adapters.telegram.drawing import Spans, markup, plain, words
from concertbot.adapters.telegram.errors import FloodError, Refusal, RefusedError, asked
from concertbot.adapters.telegram.limits import Pace
from concertbot.adapters.telegram.place import Place
from concertbot.adapters.telegram.steps import Step
from concertbot.chat.reply import Attachment

T = TypeVar("T")
Keyboard = InlineKeyboardMarkup | None
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_PICTURE, MOST_FILE = 10 * 2**20, 50 * 2**20


@dataclass(frozen=True, slots=True)
class Form:
    """How a message is tried."""

    place: Place
    html: bool = True
    picture: bool = True
    file: bool = True

    def after(self, refusal: Refusal) -> "Form | None":
        """Return the form to try after a refusal, None when there is no other."""
        if refusal is Refusal.MARKUP and self.html:
            return replace(self, html=False)
        if refusal is Refusal.THREAD and self.place.thread:
            return replace(self, place=replace(self.place, thread=None))
        if refusal is Refusal.PHOTO and self.picture:
            return replace(self, picture=False)
        if refusal is Refusal.FILE and self.file:
            return replace(self, file=False)
        return None


class Writer:
    """Sends single messages, each at its turn."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot, self._pace = bot, pace

    async def paced(self, chat: str, request: Callable[[], Awaitable[T]]) -> T:
        """Ask at the chat's turn. When Telegram says to wait, the chat waits."""
        await self._pace.turn(chat)
        try:
            return await asked(request())
        except FloodError as flood:
            self._pace.hold(chat, flood.retry_after or 1.0)
            raise

    async def write(self, place: Place, step: Step, content: bytes, keyboard: Keyboard) -> int:
        """Send one message, if need be in a plainer form, and return its number."""
        form = Form(place)
        while True:
            try:
                sent = await self.paced(place.chat, partial(self._request, form, step, content, keyboard))
            except RefusedError as refused:
                plainer = form.after(refused.refusal)
                if plainer is None:
                    raise
                form = plainer
            else:
                return sent.message_id

    def _request(self, form: Form, step: Step, content: bytes, keyboard: Keyboard) -> Awaitable[telegram.Message]:
        where = form.place.arguments(first=step.first) | {"reply_markup": keyboard}
        if step.file is None or not form.file:
            spans = step.spans or words(step.file.name if step.file else "")
            text = text_of(spans, html=form.html)
            return self._bot.send_message(text=text, **mode(html=form.html), link_preview_options=NO_PREVIEW, **where)
        caption = {"caption": text_of(step.spans, html=form.html) or None, **mode(html=form.html)}
        file = InputFile(content, filename=step.file.name or "fichier", attach=False)
        if form.picture and is_picture(step.file, content):
            return self._bot.send_photo(photo=file, **caption, **where)
        return self._bot.send_document(document=file, disable_content_type_detection=True, **caption, **where)

    async def rewrite(self, chat: str, number: int, spans: Spans, keyboard: Keyboard) -> None:
        """Give an earlier message another text. That it is the same already is fine."""
        which: dict[str, Any] = {"chat_id": chat, "message_id": number, "reply_markup": keyboard}
        for html in (True, False):
            try:
                await self._reworded(which, spans, html=html)
            except RefusedError as refused:
                if refused.refusal is Refusal.UNCHANGED:
                    return
                if refused.refusal is not Refusal.MARKUP or not html:
                    raise
            else:
                return

    async def _reworded(self, which: dict[str, Any], spans: Spans, *, html: bool) -> None:
        text, how = text_of(spans, html=html), mode(html=html)
        try:
            await self.paced(
                which["chat_id"],
                lambda: self._bot.edit_message_text(text=text, link_preview_options=NO_PREVIEW, **how, **which),
            )
        except RefusedError as refused:
            if refused.refusal is not Refusal.NO_TEXT:
                raise
            await self.paced(which["chat_id"], lambda: self._bot.edit_message_caption(caption=text, **how, **which))


def text_of(spans: Spans, *, html: bool) -> str:
    """Return the text as it is sent."""
    return markup(spans) if html else plain(spans)


def mode(*, html: bool) -> dict[str, Any]:
    """Return how Telegram has to read the text."""
    return {"parse_mode": ParseMode.HTML} if html else {}


def is_picture(file: Attachment, content: bytes) -> bool:
    """Return whether Telegram shows the file as a picture."""
    return file.media_type in PICTURES and len(content) <= MOST_PICTURE
