"""Messages and replies as JSON, and back."""

from pydantic import TypeAdapter

from concertbot.chat.message import Message
from concertbot.chat.reply import Reply

MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


def dump_message(message: Message) -> str:
    """Return a message as JSON."""
    return MESSAGE.dump_json(message).decode()


def load_message(body: str) -> Message:
    """Return the message of its JSON."""
    return MESSAGE.validate_json(body)


def dump_reply(reply: Reply) -> str:
    """Return a reply as JSON."""
    return REPLY.dump_json(reply).decode()


def load_reply(body: str) -> Reply:
    """Return the reply of its JSON."""
    return REPLY.validate_json(body)
