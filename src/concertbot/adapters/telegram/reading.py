"""From what Telegram tells to what somebody said. What no person says to anybody is not handed over."""

import re
from datetime import datetime

import telegram
from telegram import Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update, User

from concertbot.adapters.telegram.addressing import heard, payload_of
from concertbot.adapters.telegram.ids import message_id
from concertbot.chat.message import Kind, Message
from concertbot.chat.words import clean

PLATFORM = "telegram"
GROUPS = (Chat.GROUP, Chat.SUPERGROUP)
# Buttons are of the bot, but what a press carries is only what somebody's program says.
OURS = re.compile(r"[\w-]{1,64}", re.ASCII)
UNKNOWN = "-"
GONE = (ChatMember.LEFT, ChatMember.BANNED)


def read(update: Update, me: User, now: datetime) -> Message | None:
    """Return what an update tells, None when it is nothing for the bot."""
    if update.callback_query:
        return _pressed(update.callback_query, now)
    if update.my_chat_member:
        return _membership(update.my_chat_member, f"u{update.update_id}")
    if update.message:
        return _moved(update.message) or _said(update.message, me)
    if update.edited_message:
        return _edited(update.edited_message, me, f"u{update.update_id}")
    return None


def _pressed(query: telegram.CallbackQuery, now: datetime) -> Message | None:
    under = query.message
    if under is None or not query.data:
        return None
    thread = _thread(under) if isinstance(under, telegram.Message) else ""
    return Message(
        id=query.id,
        platform=PLATFORM,
        sender=str(query.from_user.id),
        sender_name=_name(query.from_user),
        language=_language(query.from_user),
        at=now,
        room=_room(under.chat),
        kind=Kind.PRESS,
        choice=query.data if OURS.fullmatch(query.data) else UNKNOWN,
        refers_to=message_id(under.chat.id, under.message_id),
        thread=thread,
    )


def _membership(change: ChatMemberUpdated, name: str) -> Message | None:
    gone = _gone(change.new_chat_member)
    if _gone(change.old_chat_member) == gone and change.chat.type in GROUPS:
        return None
    kinds = {True: (Kind.LEAVE, Kind.CLOSE), False: (Kind.ENTER, Kind.OPEN)}
    if change.chat.type not in (*GROUPS, Chat.PRIVATE):
        return None
    return Message(
        id=name,
        platform=PLATFORM,
        sender=str(change.from_user.id),
        sender_name=_name(change.from_user),
        language=_language(change.from_user),
        at=change.date,
        room=_room(change.chat),
        kind=kinds[gone][change.chat.type == Chat.PRIVATE],
    )


def _gone(member: ChatMember) -> bool:
    return member.status in GONE or (isinstance(member, ChatMemberRestricted) and not member.is_member)


def _moved(message: telegram.Message) -> Message | None:
    """Return that a group became a supergroup: both the old and the new one tell of it."""
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    if old == new:
        return None
    return Message(
        id=message_id(message.chat.id, message.message_id),
        platform=PLATFORM,
        sender=str(old),
        sender_name="",
        at=message.date,
        room=str(old),
        kind=Kind.MOVE,
        text=str(new),
        anonymous=True,
    )


def _said(message: telegram.Message, me: User) -> Message | None:
    said = None if _from_nobody(message) else heard(message.text or message.caption or "", me.username or "")
    direct = message.chat.type == Chat.PRIVATE
    if said is None or not (said.text or said.mentioned or (direct and message.effective_attachment)):
        return None
    replied = _replied(message)
    payload = payload_of(said.text) if direct else ""
    return Message(
        id=message_id(message.chat.id, message.message_id),
        platform=PLATFORM,
        sender=_sender(message),
        sender_name=_sender_name(message),
        language=_sender_language(message),
        at=message.date,
        room=_room(message.chat),
        kind=Kind.PRESS if payload else Kind.SAY,
        text="" if payload else said.text,
        choice=payload,
        refers_to=message_id(message.chat.id, replied.message_id) if replied else "",
        thread=_thread(message),
        mentioned=said.mentioned or _is(replied, me),
        anonymous=message.sender_chat is not None,
    )


def _edited(message: telegram.Message, me: User, name: str) -> Message | None:
    said = None if _from_nobody(message) else heard(message.text or message.caption or "", me.username or "")
    if said is None or not said.text:
        return None
    return Message(
        id=name,
        platform=PLATFORM,
        sender=_sender(message),
        sender_name=_sender_name(message),
        language=_sender_language(message),
        at=message.edit_date or message.date,
        room=_room(message.chat),
        kind=Kind.EDIT,
        text=said.text,
        refers_to=message_id(message.chat.id, message.message_id),
        thread=_thread(message),
        mentioned=said.mentioned or _is(_replied(message), me),
        anonymous=message.sender_chat is not None,
    )


def _from_nobody(message: telegram.Message) -> bool:
    """Return whether no one here said it: forwards, other bots, what comes by itself from a channel."""
    another = message.is_automatic_forward or message.forward_origin or message.via_bot
    robot = message.sender_chat is None and (message.from_user is None or message.from_user.is_bot)
    return bool(another) or robot or message.chat.type not in (*GROUPS, Chat.PRIVATE)


def _sender(message: telegram.Message) -> str:
    return str(message.chat.id if message.sender_chat or not message.from_user else message.from_user.id)


def _sender_name(message: telegram.Message) -> str:
    return "" if message.sender_chat or not message.from_user else _name(message.from_user)


def _name(person: User) -> str:
    """Return how somebody calls themselves, without what could not be kept or shown."""
    return clean(person.full_name).replace("\n", " ")


def _sender_language(message: telegram.Message) -> str:
    return "" if message.sender_chat or not message.from_user else _language(message.from_user)


def _language(person: User) -> str:
    """Return the language of somebody's app: `nl` of `nl-be`."""
    return (person.language_code or "").partition("-")[0].casefold()


def _room(chat: Chat) -> str | None:
    return None if chat.type == Chat.PRIVATE else str(chat.id)


def _thread(message: telegram.Message) -> str:
    """Return the topic. In a group without topics the same field only counts replies."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def _replied(message: telegram.Message) -> telegram.Message | None:
    """Return the message that this one answers; in a topic, all that is no answer seems to answer its beginning."""
    replied = message.reply_to_message
    begins = replied and (replied.forum_topic_created or replied.message_id == message.message_thread_id)
    return None if begins else replied


def _is(replied: telegram.Message | None, me: User) -> bool:
    return replied is not None and replied.from_user is not None and replied.from_user.id == me.id
