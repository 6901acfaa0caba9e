"""The Bot API's methods by which a bot learns, and those about the bot itself."""

import asyncio
import re
import time
from dataclasses import dataclass, field

from peers.bot_api_sending import RefusedError, bad, flag, structured, whole
from peers.bot_api_world import Json, World

DOWNLOAD = 20 * 2**20
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@dataclass
class Receiving:
    """Answers what is asked of the server."""

    world: World
    poll: int = 0  # the number of the latest getUpdates
    waiting: int = 0  # how many of them wait
    asked: int = 0  # the offset of the latest one
    last_error: str = ""
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def getme(self, _params: Json) -> Json:
        """Tell who the bot is."""
        me = {key: value for key, value in self.world.bot.json().items() if key != "language_code"}
        abilities = {"can_join_groups": True, "can_read_all_group_messages": not self.world.privacy}
        more = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app")
        return me | abilities | dict.fromkeys(more, False)

    async def getupdates(self, params: Json) -> list[Json]:
        """Tell what is new; wait for it when there is nothing."""
        if self.world.webhook.get("url"):
            what = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise RefusedError(409, f"Conflict: {what}")
        if (allowed := structured(params, "allowed_updates")) is not None:
            self.world.allowed = allowed
        self._acknowledge(whole(params, "offset"))
        limit = min(max(whole(params, "limit") or 100, 1), 100)
        self.poll += 1
        mine, until = self.poll, time.monotonic() + min(max(whole(params, "timeout"), 0), 50)
        async with self.world.news:
            self.world.news.notify_all()  # an older poll that waits is terminated
            while True:
                if mine != self.poll:
                    what = "terminated by other getUpdates request; make sure that only one bot instance is running"
                    raise RefusedError(409, f"Conflict: {what}")
                if self.world.updates or time.monotonic() >= until:
                    return self.world.updates[:limit]
                await self._wait(until)

    async def setwebhook(self, params: Json) -> bool:
        """Set the address at which the bot is called."""
        url = str(params.get("url") or "")
        if not url:
            return await self.deletewebhook(params)
        if not url.startswith("https://") and "127.0.0.1" not in url:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = str(params.get("secret_token") or "")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        if (allowed := structured(params, "allowed_updates")) is not None:
            self.world.allowed = allowed
        self.world.webhook = {"url": url, "secret": secret, "max": whole(params, "max_connections") or 40}
        async with self.world.news:
            self.world.news.notify_all()
        return True

    async def deletewebhook(self, params: Json) -> bool:
        """Go back to getUpdates."""
        self.world.webhook = {}
        if flag(params, "drop_pending_updates"):
            self.world.updates.clear()
        return True

    async def getwebhookinfo(self, _params: Json) -> Json:
        """Tell how it stands with the webhook."""
        hook = self.world.webhook
        told: Json = {
            "url": hook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.updates),
        }
        if hook:
            told |= {"max_connections": hook["max"]}
        if hook and self.last_error:
            told |= {"last_error_date": int(time.time()), "last_error_message": self.last_error}
        return told | ({"allowed_updates": self.world.allowed} if self.world.allowed else {})

    async def answercallbackquery(self, params: Json) -> bool:
        """Let a pressed button stop spinning."""
        query = str(params.get("callback_query_id"))
        pressed = self.world.queries.get(query)
        if pressed is None or time.monotonic() - pressed > self.world.query_life:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(str(params.get("text") or "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.world.answered[query] = params
        return True

    async def setmycommands(self, params: Json) -> bool:
        """Set what the menu shows."""
        commands = structured(params, "commands") or []
        if len(commands) > 100:
            raise bad("too many commands specified")
        for one in commands:
            if not COMMAND.fullmatch(one["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(one["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.world.commands[_scope(params)] = commands
        return True

    async def getmycommands(self, params: Json) -> list[Json]:
        """Tell what the menu shows."""
        return self.world.commands.get(_scope(params), [])

    async def deletemycommands(self, params: Json) -> bool:
        """Empty the menu."""
        self.world.commands.pop(_scope(params), None)
        return True

    async def getfile(self, params: Json) -> Json:
        """Tell where a file can be fetched."""
        kept = self.world.files.get(str(params.get("file_id")))
        if kept is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if kept["told"]["file_size"] > DOWNLOAD:
            raise bad("file is too big")
        return dict(kept["told"]) | {"file_path": kept["path"]}

    async def getchat(self, params: Json) -> Json:
        """Tell about a conversation."""
        chat = self.world.chats.get(whole(params, "chat_id"))
        if chat is None:
            raise bad("chat not found")
        gifts = dict.fromkeys(GIFTS, False)
        more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return chat.json() | more

    async def sendchataction(self, _params: Json) -> bool:
        """Show that the bot types."""
        return True

    def _acknowledge(self, offset: int) -> None:
        """Forget the updates below the offset; a negative one keeps the last of them."""
        self.asked = offset
        updates = self.world.updates
        gone = (
            [one for one in updates if one["update_id"] < offset] if offset > 0 else updates[:offset] if offset else []
        )
        for one in gone:
            updates.remove(one)
            self.world.acknowledged.add(one["update_id"])

    async def _wait(self, until: float) -> None:
        self.waiting += 1
        try:
            await asyncio.wait_for(self.world.news.wait(), max(until - time.monotonic(), 0.001))
        except TimeoutError:
            pass
        finally:
            self.waiting -= 1


def _scope(params: Json) -> tuple[str, str]:
    scope = structured(params, "scope") or {"type": "default"}
    return scope["type"], str(params.get("language_code") or "")
