"""The world behind the Bot API: people, chats, what was said in them, and the updates that tell the bot."""

import asyncio
import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
MARKS = re.compile(r"(?P<bot_command>(?<!\S)/[a-zA-Z0-9_]{1,32}(?:@\w+)?)|(?P<mention>(?<![\w@])@\w{3,32})")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def entities_of(text: str) -> list[Json]:
    """Return the commands and mentions that the server marks in what people write."""
    return [
        {"type": found.lastgroup, "offset": _units(text[: found.start()]), "length": _units(found[0])}
        for found in MARKS.finditer(text)
    ]


@dataclass
class Person:
    """Somebody with an account."""

    id: int
    name: str
    username: str = ""
    is_bot: bool = False
    language: str = "fr"
    started: bool = False  # wrote to the bot
    blocked: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        """Return it as the server tells it."""
        more = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.name, **more, "language_code": self.language}


@dataclass
class Chat:
    """A conversation."""

    id: int
    type: str
    title: str = ""
    person: Person | None = None
    forum: bool = False
    bot: str = "member"  # the bot's status there
    files: bool = True  # whether members may send some
    moved_to: int = 0
    closed_topics: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    messages: dict[int, Json] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    sent_at: list[float] = field(default_factory=list)  # when the bot sent something
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def json(self) -> Json:
        """Return it as the server tells it."""
        if self.person:
            names = {key: value for key, value in self.person.json().items() if key in {"first_name", "username"}}
            return {"id": self.id, "type": "private", **names}
        return {"id": self.id, "type": self.type, "title": self.title, **({"is_forum": True} if self.forum else {})}


@dataclass
class World:
    """Everything that the server knows."""

    bot: Person = field(default_factory=lambda: Person(7001, "Concertbot", "concert_test_bot", is_bot=True))
    token: str = "7001:AAE-test_test_test_test_test_test_te"  # noqa: S105 - it opens nothing but this server
    privacy: bool = True
    revoked: bool = False
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    acknowledged: set[int] = field(default_factory=set)
    allowed: list[str] = field(default_factory=list)
    queries: dict[str, float] = field(default_factory=dict)  # of pressed buttons, when
    answered: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)  # what the bot sent, as it stands now
    reactions: dict[tuple[int, int], list[Json]] = field(default_factory=dict)
    query_life: float = 60.0
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _update_ids: Iterator[int] = field(default_factory=lambda: itertools.count(481_516_230))
    _common: Iterator[int] = field(default_factory=lambda: itertools.count(11))
    _files: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    # Who and where

    def person(self, name: str, **more: Any) -> Person:
        """Return the person of this name; a new one the first time."""
        found = next((one for one in self.people.values() if one.name == name), None)
        if found is None:
            found = self.people[5000 + len(self.people)] = Person(5000 + len(self.people), name, name.lower(), **more)
        return found

    def direct(self, person: Person) -> Chat:
        """Return somebody's direct conversation with the bot."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, "private", person=person, numbers=self._common)
        return self.chats[person.id]

    def group(self, title: str, kind: str = "supergroup", *, forum: bool = False) -> Chat:
        """Return a group, of which the bot is a member."""
        if found := next((one for one in self.chats.values() if one.title == title and not one.moved_to), None):
            return found
        number = -(1_000_000_000_000 + 1000 + len(self.chats)) if kind != "group" else -(1000 + len(self.chats))
        chat = self.chats[number] = Chat(number, kind, title, forum=forum)
        if kind == "group":
            chat.numbers = self._common
        return chat

    # What is said

    def message(self, chat: Chat, sender: Json | None, **what: Any) -> Json:
        """Keep a message and return it."""
        number = next(chat.numbers)
        who = {"from": sender} if sender else {}
        told = {"message_id": number, **who, "chat": chat.json(), "date": int(time.time()), **what}
        chat.messages[number] = told
        return told

    def shallow(self, message: Json) -> Json:
        """Return a message as an answer to it shows it: without what it answers itself."""
        return {key: value for key, value in message.items() if key != "reply_to_message"}

    def keep_file(self, content: bytes, name: str, media_type: str) -> Json:
        """Keep a file, and return how a message tells of it."""
        number = next(self._files)
        file_id = f"file-{number}"
        path = f"documents/file_{number}"
        told = {"file_id": file_id, "file_unique_id": f"u{number}", "file_size": len(content)}
        self.files[file_id] = {"told": told, "path": path, "content": content, "name": name, "media_type": media_type}
        return dict(told)

    # What the bot learns

    async def tell(self, kind: str, what: Json) -> int:
        """Queue an update, unless the bot does not want its kind, and return its number (0: not told)."""
        wanted = self.allowed or None
        if wanted is not None and kind not in wanted:
            return 0
        async with self.news:
            number = next(self._update_ids)
            self.updates.append({"update_id": number, kind: what})
            self.news.notify_all()
        return number

    def hears(self, chat: Chat, message: Json) -> bool:
        """Return whether privacy mode lets the bot hear a message of a group."""
        if chat.type == "private" or not self.privacy or chat.bot == "administrator":
            return True
        text = message.get("text") or message.get("caption") or ""
        marks = message.get("entities") or message.get("caption_entities") or []
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id
        name = f"@{self.bot.username}".casefold()
        service = not text and not {"document", "photo", "voice", "sticker", "location"} & message.keys()
        command = any(one["type"] == "bot_command" and one["offset"] == 0 for one in marks)
        foreign = command and "@" in text.split()[0] and not text.split()[0].casefold().endswith(name)
        return replied or service or name in text.casefold() or (command and not foreign)

    def member(self, person: Json, status: str) -> Json:
        """Return a chat member as the server tells it."""
        if status == "kicked":
            return {"status": status, "user": person, "until_date": 0}
        return {"status": status, "user": person}

    async def status(self, chat: Chat, who: Json, new: str) -> int:
        """Change the bot's status in a chat."""
        old, chat.bot = chat.bot, new
        me = self.bot.json()
        what = {
            "chat": chat.json(),
            "from": who,
            "date": int(time.time()),
            "old_chat_member": self.member(me, old),
            "new_chat_member": self.member(me, new),
        }
        return await self.tell("my_chat_member", what)
