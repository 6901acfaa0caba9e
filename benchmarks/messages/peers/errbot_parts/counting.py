"""errbot's backend: people in rooms, and a transport that only counts."""

from collections.abc import Callable
from typing import Any

from errbot.backends.base import Message, Person, Room
from errbot.core import ErrBot


class Place(Room):  # type: ignore[misc] # it carries no types
    """A room."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


class Somebody(Person):  # type: ignore[misc]
    """A person in a room."""

    def __init__(self, name: str) -> None:
        self.name = name

    person = client = nick = fullname = email = aclattr = property(lambda self: self.name)

    def __str__(self) -> str:
        return str(self.name)


class Counting(ErrBot):  # type: ignore[misc]
    """A backend that hands its replies to whoever listens."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.bot_identifier = Somebody("bot")
        self.heard: Callable[[str], None] = lambda _: None

    mode = property(lambda _: "counting")
    rooms = property(lambda _: [])

    def send_message(self, msg: Any) -> None:
        """Count a reply."""
        super().send_message(msg)
        self.heard(msg.body)

    def build_reply(self, msg: Any, text: str = "", private: bool = False, threaded: bool = False) -> Any:
        """Return a reply to a message."""
        del private, threaded
        reply = self.build_message(text)
        reply.frm, reply.to = self.bot_identifier, msg.to
        return reply

    def build_identifier(self, text: str) -> Somebody:
        """Return somebody by name."""
        return Somebody(text)

    def change_presence(self, status: str = "", message: str = "") -> None:
        """Nobody sees it."""

    def prefix_groupchat_reply(self, message: Any, identifier: Any) -> None:
        """Nobody is named."""

    def query_room(self, room: str) -> Place:
        """Return a room by name."""
        return Place(room)

    def serve_forever(self) -> None:
        """Serve whoever calls; the trial speaks."""

    def hand(self, words: str, sender: str, room: str) -> None:
        """Receive a message."""
        message = Message(words, Somebody(sender), Place(room))
        self.callback_message(message)
