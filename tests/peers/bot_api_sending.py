"""The Bot API's methods by which a bot says something, with the server's manners."""

import json
import time
from dataclasses import dataclass
from typing import Any

from peers.bot_api_html import MarkupError, Reader, trimmed
from peers.bot_api_world import Chat, Json, World, entities_of

TEXT, CAPTION, UPLOAD, PHOTO = 4096, 1024, 50 * 2**20, 10 * 2**20
REACTIONS = frozenset("👍👎❤🔥🥰👏😁🤔🤯😱🎉🤩🙏👌🕊🤡👀✍🤝💯")


class RefusedError(Exception):
    """A request that the server refuses."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.parameters = status, parameters


def bad(description: str, **parameters: int) -> RefusedError:
    """Return the refusal of a bad request."""
    return RefusedError(400, f"Bad Request: {description}", **parameters)


@dataclass(frozen=True)
class Upload:
    """A file as it came in a request."""

    name: str
    media_type: str
    content: bytes


def structured(params: Json, name: str) -> Any:
    """Return a parameter that is JSON in itself, or None."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None


def whole(params: Json, name: str) -> int:
    """Return a parameter that is a whole number, 0 when it is not there."""
    try:
        return int(params.get(name) or 0)
    except (TypeError, ValueError):
        raise bad(f"invalid {name} specified") from None


def flag(params: Json, name: str) -> bool:
    """Return a parameter that is true or false."""
    return str(params.get(name, "")).casefold() in {"true", "1"}


@dataclass
class Sending:
    """Sends, edits and deletes."""

    world: World
    flood: bool = False  # whether the limits are enforced
    everywhere: int = 33  # in a second

    async def sendmessage(self, params: Json) -> Json:
        """Send a text."""
        chat = self._chat(params)
        text, entities = self._text(params, "text", "parse_mode", TEXT, "message is too long")
        if not text:
            raise bad("message text is empty")
        return self._sent(chat, params, text=text, entities=entities)

    async def sendphoto(self, params: Json) -> Json:
        """Send a picture."""
        chat, told = self._chat(params, "photos"), self._upload(params, "photo", PHOTO)
        photo = [{**told, "width": 100, "height": 100}]
        return self._sent(chat, params, photo=photo, **self._caption(params))

    async def senddocument(self, params: Json) -> Json:
        """Send a file."""
        chat, told = self._chat(params, "documents"), self._upload(params, "document", UPLOAD)
        kept = self.world.files[told["file_id"]]
        document = {**told, "file_name": kept["name"], "mime_type": kept["media_type"]}
        return self._sent(chat, params, document=document, **self._caption(params))

    async def editmessagetext(self, params: Json) -> Json:
        """Change a text that the bot sent."""
        message = self._own(params, "edit")
        text, entities = self._text(params, "text", "parse_mode", TEXT, "MESSAGE_TOO_LONG")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        if not text:
            raise bad("message text is empty")
        return self._edited(message, params, {"text": text}, {"entities": entities})

    async def editmessagecaption(self, params: Json) -> Json:
        """Change what stands under a file that the bot sent."""
        message = self._own(params, "edit")
        caption = self._caption(params)
        marks = {"caption_entities": caption.get("caption_entities", [])}
        return self._edited(message, params, {"caption": caption.get("caption", "")}, marks)

    async def deletemessage(self, params: Json) -> bool:
        """Delete a message that the bot sent."""
        message = self._own(params, "delete")
        chat = self.world.chats[message["chat"]["id"]]
        chat.deleted.add(message["message_id"])
        self.world.sent.remove(message)
        return True

    async def setmessagereaction(self, params: Json) -> bool:
        """React to a message."""
        chat, number = self._chat(params, counts=False), whole(params, "message_id")
        if number not in chat.messages:
            raise bad("message to react not found")
        wanted = structured(params, "reaction") or []
        if any(one.get("emoji", "").rstrip("\ufe0f") not in REACTIONS for one in wanted):
            raise bad("REACTION_INVALID")
        self.world.reactions[chat.id, number] = wanted
        return True

    # What all of them share

    def _chat(self, params: Json, files: str = "", *, counts: bool = True) -> Chat:
        raw = str(params.get("chat_id", ""))
        number = int(raw) if raw.lstrip("-").isdecimal() else 0
        self._reachable(number)
        chat = self.world.chats.get(number)
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if chat.bot in {"kicked", "left"}:
            kind = "supergroup" if chat.type == "supergroup" else "group"
            raise RefusedError(403, f"Forbidden: bot was kicked from the {kind} chat")
        if files and not chat.files:
            raise bad(f"not enough rights to send {files} to the chat")
        if self.flood and counts:
            self._limit(chat)
        return chat

    def _reachable(self, number: int) -> None:
        """Refuse to write to somebody who cannot be written to."""
        person = self.world.people.get(number)
        if person and person.deactivated:
            raise RefusedError(403, "Forbidden: user is deactivated")
        if person and not person.started:
            raise RefusedError(403, "Forbidden: bot can't initiate conversation with a user")
        if person and person.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")

    def _limit(self, chat: Chat) -> None:
        """Refuse what comes too fast: a short burst is let through, as the real server does."""
        now = time.monotonic()
        minute = [one for one in chat.sent_at if now - one < 60]
        lately = [one for one in minute if now - one < 3]
        everywhere = [one for other in self.world.chats.values() for one in other.sent_at if now - one < 1]
        if len(lately) >= 6:
            raise RefusedError(429, "Too Many Requests: retry after 3", retry_after=3)
        if chat.type != "private" and len(minute) >= 20:
            wait = int(60 - (now - minute[0])) + 1
            raise RefusedError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if len(everywhere) >= self.everywhere:
            raise RefusedError(429, "Too Many Requests: retry after 1", retry_after=1)

    def _text(self, params: Json, name: str, mode: str, limit: int, too_long: str) -> tuple[str, list[Json]]:
        source = str(params.get(name, ""))
        wanted = str(params.get(mode) or "").casefold()
        if wanted not in {"", "html"}:
            raise bad("unsupported parse_mode")
        people = {one.id: one.json() for one in self.world.people.values()}
        try:
            text, entities = source, structured(params, "entities") or []
            if wanted:
                reader = Reader(source, people).read()
                text, entities = reader.text, reader.entities
        except MarkupError as error:
            raise RefusedError(400, str(error)) from None
        text, entities = trimmed(text, entities)
        if len(text) > limit:
            raise bad(too_long)
        return text, entities

    def _caption(self, params: Json) -> Json:
        text, entities = self._text(params, "caption", "parse_mode", CAPTION, "message caption is too long")
        return ({"caption": text} | ({"caption_entities": entities} if entities else {})) if text else {}

    def _upload(self, params: Json, name: str, limit: int) -> Json:
        given = params.get(name)
        if isinstance(given, str) and given.startswith("attach://"):
            given = params.get(given.removeprefix("attach://"))
        if not isinstance(given, Upload):
            if given in self.world.files:
                return dict(self.world.files[given]["told"])
            raise bad("wrong file identifier/HTTP URL specified")
        if not given.content:
            raise bad("file must be non-empty")
        if len(given.content) > UPLOAD:
            raise RefusedError(413, "Request Entity Too Large")
        if len(given.content) > limit:
            raise bad("PHOTO_SAVE_FILE_INVALID")
        if name == "photo" and not given.content.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")):
            raise bad("IMAGE_PROCESS_FAILED")
        return self.world.keep_file(given.content, given.name, given.media_type)

    def _sent(self, chat: Chat, params: Json, **what: Any) -> Json:
        more = {key: value for key, value in what.items() if value}
        if "text" in more:
            taken = {(one["offset"], one["length"]) for one in more.get("entities", [])}
            found = [one for one in entities_of(more["text"]) if (one["offset"], one["length"]) not in taken]
            more["entities"] = sorted([*more.get("entities", []), *found], key=lambda one: one["offset"])
            if not more["entities"]:
                del more["entities"]
        more |= self._place(chat, params) | self._replied(chat, params) | _keyboard(params)
        message = self.world.message(chat, self.world.bot.json(), **more)
        chat.sent_at.append(time.monotonic())
        self.world.sent.append(message)
        message["_quiet"] = flag(params, "disable_notification")
        return message

    def _place(self, chat: Chat, params: Json) -> Json:
        thread = whole(params, "message_thread_id")
        if not thread:
            return {}
        if thread not in chat.topics:
            raise bad("message thread not found")
        if thread in chat.closed_topics:
            raise bad("TOPIC_CLOSED")
        return {"message_thread_id": thread, "is_topic_message": True}

    def _replied(self, chat: Chat, params: Json) -> Json:
        wanted = structured(params, "reply_parameters") or {}
        number = int(wanted.get("message_id") or whole(params, "reply_to_message_id"))
        if not number:
            return {}
        if number not in chat.messages or number in chat.deleted:
            if wanted.get("allow_sending_without_reply"):
                return {}
            raise bad("message to be replied not found")
        return {"reply_to_message": self.world.shallow(chat.messages[number])}

    def _own(self, params: Json, what: str) -> Json:
        chat, number = self._chat(params, counts=False), whole(params, "message_id")
        message = chat.messages.get(number)
        if message is None or number in chat.deleted:
            raise bad(f"message to {what} not found")
        if message.get("from", {}).get("id") != self.world.bot.id:
            raise bad(f"message can't be {what}{'d' if what == 'delete' else 'ed'}")
        return message

    def _edited(self, message: Json, params: Json, words: Json, marks: Json) -> Json:
        keyboard = _keyboard(params)
        ((mark, entities),) = marks.items()
        # What the server marks by itself is no difference.
        own = [one for one in message.get(mark, []) if one["type"] not in {"bot_command", "mention"}]
        same = all(message.get(key, "") == value for key, value in words.items()) and own == entities
        if same and message.get("reply_markup") == keyboard.get("reply_markup"):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        for key in (mark, "reply_markup"):
            message.pop(key, None)
        message |= words | ({mark: entities} if entities else {}) | keyboard | {"edit_date": int(time.time())}
        return message


def _keyboard(params: Json) -> Json:
    markup = structured(params, "reply_markup")
    rows = (markup or {}).get("inline_keyboard") or []
    if not rows:
        return {}
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in (one for row in rows for one in row):
        if not str(button.get("text", "")).strip():
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 0 < len(button["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
            raise bad("BUTTON_URL_INVALID")
        if not {"url", "callback_data"} & button.keys():
            raise bad("BUTTON_TYPE_INVALID")
    return {"reply_markup": {"inline_keyboard": rows}}
