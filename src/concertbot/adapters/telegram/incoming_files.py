"""Files that people send, fetched when the bot is spoken to and when they are not too large."""

import asyncio

import structlog
import telegram
from telegram import Audio, Bot, Document, PhotoSize, Video, VideoNote, Voice

from concertbot.adapters.telegram.errors import asked
from concertbot.chat.message import LARGEST_FILE, File, Message
from concertbot.chat.router import addressed
from concertbot.chat.words import clean
from concertbot.domain.port import InDoubtError, Post, SendError

log = structlog.get_logger()
MOST = LARGEST_FILE * 2**20  # bytes; Telegram lets a bot fetch no more
LONGEST = 30.0  # seconds: what others say waits meanwhile
Medium = Document | PhotoSize | Voice | Audio | Video | VideoNote


async def files_of(message: telegram.Message, said: Message, bot: Bot, post: Post) -> tuple[File, ...]:
    """Return the files of a message; one that was not fetched has no path."""
    medium = _medium(message)
    if medium is None:
        return ()
    content = await _fetched(medium, bot) if addressed(said) else b""
    path = await post.keep_file(content) if content else ""
    return (File(_name(medium), _media_type(medium), path),)


def _medium(message: telegram.Message) -> Medium | None:
    picture = message.photo[-1] if message.photo else None
    return message.document or picture or message.voice or message.audio or message.video or message.video_note


async def _fetched(medium: Medium, bot: Bot) -> bytes:
    if (medium.file_size or 0) > MOST:
        return b""
    try:
        async with asyncio.timeout(LONGEST):
            file = await asked(bot.get_file(medium.file_id))
            content = bytes(await asked(file.download_as_bytearray()))
    except (SendError, InDoubtError, TimeoutError) as error:
        log.warning("file not fetched", kind=type(error).__name__)
        return b""
    return content if len(content) <= MOST else b""


def _name(medium: Medium) -> str:
    kinds = {PhotoSize: "photo.jpg", Voice: "voice.ogg", VideoNote: "video.mp4", Video: "video.mp4"}
    return clean(getattr(medium, "file_name", None) or "") or kinds.get(type(medium), "file")


def _media_type(medium: Medium) -> str:
    if isinstance(medium, PhotoSize):
        return "image/jpeg"
    return clean(getattr(medium, "mime_type", None) or "") or "application/octet-stream"
