"""From a line of input to a message."""

import mimetypes
import re
from datetime import datetime

from concertbot.adapters.console.ids import Ids, Place
from concertbot.adapters.console.input import Input, InputError
from concertbot.chat.message import File, Kind, Message
from concertbot.chat.words import clean

NAME = "concertbot"
MENTION = re.compile(rf"@{NAME}\b[:,]?|^{NAME}\s*[:,]", re.IGNORECASE)


def message_of(line: Input, number: int, ids: Ids, now: datetime) -> Message:
    """Return the message that a line means. Raises InputError."""
    place = _place(line, ids)
    files = (_file(line),) if line.file else ()
    event = ids.take(line, number, place)
    text, mentioned = unmentioned(line.react or line.say or "")
    return Message(
        id=event,
        platform=place.platform,
        sender=place.sender.casefold(),
        sender_name=clean(place.sender).title(),
        at=now,
        room=place.room,
        kind=_kind(line),
        text=text,
        choice=line.press or "",
        refers_to=ids.find(next((one for one in (line.edit, line.delete, line.reply_to) if one is not None), None)),
        thread=ids.find(line.thread),
        files=files,
        mentioned=mentioned or (line.reply_to is not None and ids.is_answer(line.reply_to)),
    )


def unmentioned(text: str) -> tuple[str, bool]:
    """Return the cleaned text without the bot's name, and whether it was there."""
    cleaned = clean(text)
    without, count = MENTION.subn(" ", cleaned, count=1)
    return (without.strip(), True) if count else (cleaned, False)


def _kind(line: Input) -> Kind:
    named = {Kind.PRESS: line.press, Kind.REACT: line.react, Kind.EDIT: line.edit, Kind.DELETE: line.delete}
    return next((kind for kind, value in named.items() if value is not None), Kind.SAY)


def _place(line: Input, ids: Ids) -> Place:
    """Return who speaks where: as the line says, else as the earlier message or the pressed choice tells."""
    earlier = line.edit if line.edit is not None else line.delete
    if earlier is not None:
        known = ids.said(earlier)
        if line.sender is not None and line.sender.casefold() != known.sender.casefold():
            raise InputError("from: only who said it can change it")
        return known
    if line.sender is None:
        raise InputError('from: say who speaks, e.g. "from": "nadia"')
    offer = ids.with_choice(line.press) if line.press else None
    if line.room is None and not line.direct and offer:
        return Place(line.sender, offer.room, offer.platform)
    if line.room is None and not line.direct:
        raise InputError('say where: "room": "ct2" or "direct": true')
    return Place(line.sender, line.room, line.platform)


def _file(line: Input) -> File:
    path = line.file
    if path is None or not path.is_file():
        raise InputError(f"file: there is no file {path}")
    return File(path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream", str(path))
