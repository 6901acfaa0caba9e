"""What `concertbot check` says about Telegram. It never asks for news: that would stop a running bot."""

import re
from collections.abc import Iterator

from telegram import User, WebhookInfo

from concertbot.adapters.telegram.client import Client
from concertbot.adapters.telegram.errors import DeniedError, asked
from concertbot.adapters.telegram.standing import DENIED
from concertbot.adapters.telegram.timing import Timing
from concertbot.adapters.telegram.webhook import address
from concertbot.domain.port import Finding, InDoubtError, SendError
from concertbot.settings import Settings, TelegramSettings

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
MISSING = "There is no token. Ask @BotFather for one (/newbot) and put it into telegram.token or telegram.token_file."
UNLIKELY = "This does not look like a token (123456:ABC…). Copy it from @BotFather (/mybots, API Token)."
PRIVATE = "Privacy mode is on: in groups the bot hears commands, mentions and replies, which is all it needs."
PUBLIC = (
    "Privacy mode is off: the bot is sent everything that is said in its groups. It needs commands, mentions and"
    " replies only: turn it on with @BotFather (/setprivacy)."
)
CLOSED = "The bot cannot be added to groups. Allow it with @BotFather (/setjoingroups)."


async def findings(settings: Settings, timing: Timing) -> list[Finding]:
    """Look at the settings and at what Telegram says."""
    telegram = settings.telegram
    found = list(_of_webhook(settings))
    token = telegram.token.get_secret_value()
    if not TOKEN.fullmatch(token):
        return [Finding("telegram.token", fine=False, what=UNLIKELY if token else MISSING), *found]
    client = Client(telegram, timing)
    await client.open()
    try:
        return [*(await _asked(client, telegram)), *found]
    finally:
        await client.close()


def _of_webhook(settings: Settings) -> Iterator[Finding]:
    telegram = settings.telegram
    if not telegram.webhook:
        return
    if not telegram.webhook.startswith("https://"):
        yield Finding("telegram.webhook", fine=False, what="Telegram calls https addresses only.")
    if not SECRET.fullmatch(telegram.webhook_secret.get_secret_value()):
        what = "A webhook needs a secret of 1 to 256 letters, digits, _ and -, so that nobody else can call it."
        yield Finding("telegram.webhook_secret", fine=False, what=what)
    if not settings.web.listen:
        what = "A webhook needs the web application: give web.listen, and let the reverse proxy lead there."
        yield Finding("web.listen", fine=False, what=what)


async def _asked(client: Client, settings: TelegramSettings) -> list[Finding]:
    try:
        me = await client.introduce()
        info = await asked(client.bot.get_webhook_info())
    except DeniedError:
        return [Finding("telegram.token", fine=False, what=DENIED)]
    except (SendError, InDoubtError):
        what = "Telegram does not answer. Look whether this machine reaches the address, and whether it is right."
        return [Finding("telegram.server", fine=False, what=what)]
    return [*_of_account(me), *_of_news(info, settings)]


def _of_account(me: User) -> Iterator[Finding]:
    yield Finding("telegram.token", fine=True, what=f"Telegram knows the bot as @{me.username}.")
    if not me.can_join_groups:
        yield Finding("telegram.token", fine=False, what=CLOSED)
    yield Finding("telegram.token", fine=True, what=PUBLIC if me.can_read_all_group_messages else PRIVATE)


def _of_news(info: WebhookInfo, settings: TelegramSettings) -> Iterator[Finding]:
    wanted = address(settings)
    if info.url and info.url != wanted:
        what = "Telegram calls this bot at another address. The bot changes that when it starts."
        yield Finding("telegram.webhook", fine=True, what=what)
    elif wanted and info.pending_update_count and info.last_error_date:
        what = f"{info.pending_update_count} updates wait, for Telegram cannot call the bot: look at the reverse proxy."
        yield Finding("telegram.webhook", fine=False, what=what)
    elif wanted:
        what = "Telegram calls the bot there." if info.url else "The bot sets the webhook when it starts."
        yield Finding("telegram.webhook", fine=True, what=what)
