"""What people do, so that the bot hears of it: the control that tests hold."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers.bot_api_world import ANONYMOUS, CHANNEL, TELEGRAM, Chat, Json, Person, World, entities_of


@dataclass
class People:
    """Everybody around the bot. A place is the title of a group; none is the direct conversation."""

    world: World

    def place(self, name: str, title: str = "") -> Chat:
        """Return the conversation that is meant."""
        person = self.world.person(name)
        if not title:
            return self.world.direct(person)
        return self.world.group(title)

    async def starts(self, name: str, payload: str = "") -> Json:
        """Press Start, perhaps by a deep link."""
        person = self.world.person(name)
        person.blocked = False
        return await self.says(name, f"/start {payload}".strip())

    async def says(self, name: str, text: str, title: str = "", **more: Any) -> Json:
        """Say something; `reply_to` and `topic` are message numbers, `more` goes into the message."""
        person = self.world.person(name)
        if not title:
            person.started = True
        return await self.posts(self.place(name, title), person.json(), text=text, **more)

    async def posts(self, chat: Chat, sender: Json, *, told: str = "message", **what: Any) -> Json:
        """Put a message into a chat, and tell the bot if it may hear it."""
        reply_to, topic = what.pop("reply_to", 0), what.pop("topic", 0)
        for words, marks in (("text", "entities"), ("caption", "caption_entities")):
            if what.get(words) and (found := entities_of(what[words])):
                what[marks] = found
        if reply_to:
            what["reply_to_message"] = self.world.shallow(chat.messages[reply_to])
        if topic:
            what |= {"message_thread_id": topic, "is_topic_message": True}
            what.setdefault("reply_to_message", self.world.shallow(chat.messages[topic]))
        message = self.world.message(chat, sender, **what)
        update = await self.world.tell(told, message) if self.world.hears(chat, message) else 0
        return {"message": message, "update": update}

    async def sends(self, name: str, path: str, text: str = "", title: str = "", kind: str = "document") -> Json:
        """Send a file of this machine."""
        content = await asyncio.to_thread(Path(path).read_bytes)
        return await self.uploads(name, content, Path(path).name, text, title, kind)

    async def uploads(
        self, name: str, content: bytes, file_name: str, text: str = "", title: str = "", kind: str = "document"
    ) -> Json:
        """Send a file: a document, a photo or a voice message."""
        person = self.world.person(name)
        person.started = person.started or not title
        told = self.world.keep_file(content, file_name, "text/plain")
        what: Json = {"document": {**told, "file_name": file_name, "mime_type": "text/plain"}}
        if kind == "photo":
            small = self.world.keep_file(content[:10], file_name, "image/jpeg")
            what = {"photo": [{**small, "width": 90, "height": 90}, {**told, "width": 800, "height": 800}]}
        elif kind == "voice":
            what = {"voice": {**told, "duration": 3, "mime_type": "audio/ogg"}}
        return await self.posts(self.place(name, title), person.json(), caption=text, **what)

    async def edits(self, name: str, number: int, text: str, title: str = "") -> Json:
        """Change an earlier message."""
        chat = self.place(name, title)
        message = chat.messages[number] | {"text": text, "edit_date": int(time.time())}
        message.pop("entities", None)
        if found := entities_of(text):
            message["entities"] = found
        chat.messages[number] = message
        update = await self.world.tell("edited_message", message) if self.world.hears(chat, message) else 0
        return {"message": message, "update": update}

    async def presses(self, name: str, number: int, data: str, title: str = "", *, old: bool = False) -> Json:
        """Press a button under a message."""
        chat, person = self.place(name, title), self.world.person(name)
        message = self.world.shallow(chat.messages[number])
        if old:
            message = {"chat": chat.json(), "message_id": number, "date": 0}
        query = str(4_000_000_000 + len(self.world.queries))
        self.world.queries[query] = time.monotonic()
        what = {"id": query, "from": person.json(), "message": message, "chat_instance": str(chat.id), "data": data}
        return {"query": query, "update": await self.world.tell("callback_query", what)}

    async def blocks(self, name: str) -> Json:
        """Block the bot."""
        person = self.world.person(name)
        person.blocked = True
        return {"update": await self.world.status(self.world.direct(person), person.json(), "kicked")}

    async def unblocks(self, name: str) -> Json:
        """Let the bot write again."""
        person = self.world.person(name)
        person.blocked = False
        return {"update": await self.world.status(self.world.direct(person), person.json(), "member")}

    async def invites(self, name: str, title: str, kind: str = "supergroup", *, forum: bool = False) -> Json:
        """Bring the bot into a group."""
        chat, person = self.world.group(title, kind, forum=forum), self.world.person(name)
        chat.bot = "left"
        update = await self.world.status(chat, person.json(), "member")
        await self.posts(chat, person.json(), new_chat_members=[self.world.bot.json()])
        return {"chat": chat.id, "update": update}

    async def kicks(self, name: str, title: str) -> Json:
        """Put the bot out of a group."""
        chat = self.world.group(title)
        return {"update": await self.world.status(chat, self.world.person(name).json(), "kicked")}

    async def opens_topic(self, name: str, title: str, topic: str) -> int:
        """Begin a topic in a forum, and return its number."""
        chat = self.world.group(title, forum=True)
        made = await self.posts(
            chat, self.world.person(name).json(), forum_topic_created={"name": topic, "icon_color": 7322096}
        )
        number = int(made["message"]["message_id"])
        made["message"] |= {"message_thread_id": number, "is_topic_message": True}
        chat.topics.add(number)
        return number

    async def migrates(self, name: str, title: str) -> Json:
        """Make a supergroup of a group."""
        old = self.world.group(title, "group")
        old.moved_to = -(1_000_000_000_000 + 900_000 + len(self.world.chats))
        new = self.world.chats[old.moved_to] = Chat(old.moved_to, "supergroup", title)
        sender = self.world.person(name).json()
        await self.posts(old, sender, migrate_to_chat_id=new.id)
        last = await self.posts(new, ANONYMOUS, sender_chat=new.json(), migrate_from_chat_id=old.id)
        return {"old": old.id, "new": new.id, "update": last["update"]}

    # Those who are no persons, and what is no message to the bot

    async def anonymous(self, title: str, text: str, **more: Any) -> Json:
        """Speak as the group itself, which its anonymous admins do."""
        chat = self.world.group(title)
        return await self.posts(chat, ANONYMOUS, text=text, sender_chat=chat.json(), **more)

    async def as_channel(self, title: str, text: str, *, automatic: bool = False) -> Json:
        """Speak as a channel; what a linked channel posts comes by itself."""
        channel = {"id": -1002000000099, "type": "channel", "title": "Nouvelles"}
        more: Json = {"is_automatic_forward": True} if automatic else {}
        sender = TELEGRAM if automatic else CHANNEL
        return await self.posts(self.world.group(title), sender, text=text, sender_chat=channel, **more)

    async def forwards(self, name: str, text: str, title: str = "") -> Json:
        """Forward what somebody else said."""
        origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "Quelqu'un"}
        return await self.says(name, text, title, forward_origin=origin)

    async def bot_says(self, name: str, text: str, title: str, **more: Any) -> Json:
        """Another bot says something in a group."""
        found = self.world.person(name)
        other = Person(found.id, name, f"{name.lower()}_bot", is_bot=True)
        self.world.people[found.id] = other
        return await self.posts(self.world.group(title), other.json(), text=text, **more)
