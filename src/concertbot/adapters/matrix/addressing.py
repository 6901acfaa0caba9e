"""What of a message's words is for the bot: without quotation and without the bot's name."""

import re

from concertbot.adapters.matrix.wire import Json

QUOTED = re.compile(r"\A(?:> .*\n)+\n?")


def unquoted(body: str) -> str:
    """Return an answer without the quotation that older clients put before it."""
    return QUOTED.sub("", body, count=1)


def unmentioned(body: str, content: Json, me: str, name: str) -> tuple[str, bool]:
    """Return the words without the bot's name, and whether the message names it."""
    rung = me in _rung(content)
    words = "|".join(re.escape(one) for one in sorted({me, f"@{name}", name, _local(me)}, key=len, reverse=True))
    if rung:
        without, count = re.subn(rf"\s*(?<!\w)(?:{words})(?!\w)\s*[:,]?\s*", " ", body, count=1, flags=re.IGNORECASE)
        return (without.strip() if count else body.strip()), True
    called = re.match(rf"\s*(?:{re.escape(me)}(?!\w)\s*[:,]?|(?:{words})\s*[:,])\s*", body, re.IGNORECASE)
    return (body[called.end() :].strip(), True) if called else (body.strip(), False)


def _rung(content: Json) -> list[str]:
    mentions = content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, dict) else None
    return users if isinstance(users, list) else []


def _local(me: str) -> str:
    return me.partition(":")[0]
