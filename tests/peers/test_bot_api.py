"""Two client libraries that know the real server judge ours: python-telegram-bot, and aiogram with strict models."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram import exceptions as aiogram_errors
from aiogram import types as seen
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import InputFile, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from peers.bot_api import BotApi, bot_api
from peers.waiting import until

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(60)


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """Serve a Bot API."""
    async with bot_api() as started:
        yield started


@pytest.fixture
async def judge(server: BotApi) -> AsyncIterator[Bot]:
    """Return aiogram's bot on our server."""
    bot = Bot(server.world.token, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    yield bot
    await bot.session.close()


async def everything(server: BotApi) -> None:
    """Let people do all that they can do."""
    people = server.people
    await people.starts("Anna", "abcdefgh")
    await people.says("Anna", "bonjour")
    await people.uploads("Anna", b"notes", "notes.txt", "voilà")
    await people.uploads("Anna", PIXEL, "photo.png", kind="photo")
    await people.uploads("Anna", PIXEL, "voice.ogg", kind="voice")
    await people.invites("Karim", "Bassin", forum=True)
    topic = await people.opens_topic("Karim", "Bassin", "Logement")
    await people.says("Karim", "/aide@concert_test_bot", "Bassin", topic=topic)
    await people.anonymous("Bassin", "/aide")
    await people.as_channel("Bassin", "/aide")
    await people.as_channel("Bassin", "@concert_test_bot nouvelles", automatic=True)
    await people.forwards("Karim", "/aide", "Bassin")
    await people.bot_says("Autre", "/aide", "Bassin")
    await people.invites("Karim", "Petit", "group")
    await people.migrates("Karim", "Petit")
    await people.kicks("Karim", "Petit")
    await people.blocks("Anna")
    await people.unblocks("Anna")


async def test_telegram_ext_works_against_it(server: BotApi) -> None:
    """A whole Application of python-telegram-bot receives, answers and is pressed."""
    os.environ["PTB_TIMEDELTA"] = "1"

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
        await update.effective_message.reply_html("<b>Bonjour</b> &amp; bienvenue", reply_markup=keyboard)  # type: ignore[arg-type]

    async def pressed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("Merci")

    application = (
        Application.builder()
        .token(server.world.token)
        .base_url(f"{server.url}/bot")
        .base_file_url(f"{server.url}/file/bot")
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, answer))
    application.add_handler(CallbackQueryHandler(pressed))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=1)
        said = await server.people.says("Anna", "bonjour")
        await server.taken(said["update"])
        await until(server.sent)
        (sent,) = server.sent()
        assert (sent["text"], sent["entities"][0]["type"]) == ("Bonjour & bienvenue", "bold")
        press = await server.people.presses("Anna", sent["message_id"], "yes")
        await until(lambda: press["query"] in server.world.answered and server.sent()[0]["text"] == "Merci")
        await application.updater.stop()
        await application.stop()


async def test_aiogram_reads_every_update(server: BotApi, judge: Bot) -> None:
    """Strict models read all that the server tells, and a dispatcher runs on it."""
    await everything(server)
    updates = await judge.get_updates(timeout=0)
    numbers = [one.update_id for one in updates]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert len(numbers) > 15
    heard: list[str] = []
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def hear(message: seen.Message) -> None:
        heard.append(message.text or message.content_type)

    polling = asyncio.create_task(dispatcher.start_polling(judge, handle_signals=False, close_bot_session=False))
    await until(lambda: not server.world.updates)
    await dispatcher.stop_polling()
    await polling
    assert "/start abcdefgh" in heard
    assert "migrate_to_chat_id" in heard


async def test_aiogram_reads_every_answer(server: BotApi, judge: Bot) -> None:
    """Strict models read what each method returns."""
    anna = (await server.people.starts("Anna"))["message"]["chat"]["id"]
    assert (await judge.get_me()).username == "concert_test_bot"
    sent = await judge.send_message(anna, "<a href='https://a.example'>x</a> <b>y</b>", parse_mode="HTML")
    assert sent.html_text == '<a href="https://a.example">x</a> <b>y</b>'
    await judge.edit_message_text("z", chat_id=anna, message_id=sent.message_id)
    with pytest.raises(aiogram_errors.TelegramBadRequest, match="message is not modified"):
        await judge.edit_message_text("z", chat_id=anna, message_id=sent.message_id)
    photo = await judge.send_photo(anna, seen.BufferedInputFile(PIXEL, "a.png"), caption="là")
    assert photo.photo
    document = await judge.send_document(anna, seen.BufferedInputFile(b"a;b", "a.csv"))
    assert document.document
    downloaded = await judge.download(document.document.file_id)
    assert downloaded
    assert downloaded.read() == b"a;b"
    await judge.set_message_reaction(anna, sent.message_id, [seen.ReactionTypeEmoji(emoji="👍")])
    await judge.set_my_commands([seen.BotCommand(command="aide", description="aide")], language_code="fr")
    assert [one.command for one in await judge.get_my_commands(language_code="fr")] == ["aide"]
    assert (await judge.get_webhook_info()).pending_update_count == 1
    assert (await judge.get_chat(anna)).type == "private"
    await judge.delete_message(anna, sent.message_id)
    with pytest.raises(aiogram_errors.TelegramBadRequest, match="message to delete not found"):
        await judge.delete_message(anna, sent.message_id)


async def test_its_limits_are_enforced_when_wanted(server: BotApi, judge: Bot) -> None:
    """A chat, a group and all together: who sends too fast is told for how long to wait."""
    server.sending.flood = True
    anna = (await server.people.starts("Anna"))["message"]["chat"]["id"]
    await server.people.invites("Anna", "Bassin")
    room = server.world.group("Bassin")
    for _ in range(6):
        await judge.send_message(anna, "x")
    with pytest.raises(aiogram_errors.TelegramRetryAfter):
        await judge.send_message(anna, "x")
    room.sent_at += [time.monotonic() - 30] * 20
    with pytest.raises(aiogram_errors.TelegramRetryAfter) as later:
        await judge.send_message(room.id, "x")
    assert 29 <= later.value.retry_after <= 31
    room.sent_at[:] = [time.monotonic() - 0.5] * 33
    other = (await server.people.starts("Karim"))["message"]["chat"]["id"]
    with pytest.raises(aiogram_errors.TelegramRetryAfter):
        await judge.send_message(other, "x")


async def test_it_is_a_process_of_its_own(server: BotApi) -> None:
    """For tests that kill the bot: it prints where it listens."""
    path = os.pathsep.join(sys.path)
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "peers.bot_api", env=os.environ | {"PYTHONPATH": path}, stdout=asyncio.subprocess.PIPE
    )
    assert started.stdout
    try:
        told = json.loads(await started.stdout.readline())
        assert told["token"] == server.world.token
        async with aiohttp.ClientSession(told["url"]) as session:
            assert (await session.get(f"/bot{told['token']}/getMe")).status == 200
    finally:
        started.terminate()
        await started.wait()


async def test_its_refusals_are_those_of_the_real_one(server: BotApi, judge: Bot) -> None:
    """Aiogram turns each refusal into the exception that it has for it."""
    anna = (await server.people.starts("Anna"))["message"]["chat"]["id"]
    server.world.person("Never")
    never = server.world.person("Never").id
    with pytest.raises(aiogram_errors.TelegramForbiddenError, match="can't initiate"):
        await judge.send_message(never, "x")
    await server.people.blocks("Anna")
    with pytest.raises(aiogram_errors.TelegramForbiddenError, match="blocked by the user"):
        await judge.send_message(anna, "x")
    await server.people.invites("Anna", "Petit", "group")
    old = server.world.group("Petit").id
    moved = await server.people.migrates("Anna", "Petit")
    with pytest.raises(aiogram_errors.TelegramMigrateToChat) as told:
        await judge.send_message(old, "x")
    assert told.value.migrate_to_chat_id == moved["new"]
    server.faults.plan("flood", retry_after=7)
    with pytest.raises(aiogram_errors.TelegramRetryAfter) as later:
        await judge.send_message(moved["new"], "x")
    assert later.value.retry_after == 7
    for wrong in ("<b>x", "<x>y</x>", "a < b", "<b><i>x</b></i>", "</b>", "<b"):
        with pytest.raises(aiogram_errors.TelegramBadRequest, match="can't parse entities"):
            await judge.send_message(moved["new"], wrong, parse_mode="HTML")
    with pytest.raises(aiogram_errors.TelegramBadRequest, match="message is too long"):
        await judge.send_message(moved["new"], "é" * 4097)
    assert await judge.send_message(moved["new"], "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(aiogram_errors.TelegramBadRequest, match="query is too old"):
        await judge.answer_callback_query("1")
    server.world.revoked = True
    with pytest.raises(aiogram_errors.TelegramUnauthorizedError):
        await judge.get_me()


async def test_updates_come_again_until_acknowledged(server: BotApi, judge: Bot) -> None:
    """The offset acknowledges what is below it; a negative one keeps the last; what is not wanted does not come."""
    for number in range(5):
        await server.people.says("Anna", str(number))
    first = await judge.get_updates(timeout=0, limit=2)
    assert [one.update_id for one in await judge.get_updates(timeout=0, limit=2)] == [one.update_id for one in first]
    rest = await judge.get_updates(first[1].update_id + 1, timeout=0)
    assert [one.message.text for one in rest if one.message] == ["2", "3", "4"]
    last = await judge.get_updates(-1, timeout=0, allowed_updates=["callback_query"])
    assert [one.message.text for one in last if one.message] == ["4"]
    await server.people.says("Anna", "not wanted")
    assert len(await judge.get_updates(timeout=0)) == 1


async def test_the_older_poll_is_terminated(server: BotApi, judge: Bot) -> None:
    """Two processes that ask for updates, and one that asks while a webhook is set, are told 409."""
    older = asyncio.create_task(judge.get_updates(timeout=5))
    await until(lambda: server.receiving.waiting)
    newer = asyncio.create_task(judge.get_updates(timeout=5))
    with pytest.raises(aiogram_errors.TelegramConflictError, match="terminated by other getUpdates"):
        await older
    await judge.set_webhook("https://bot.example/telegram")
    with pytest.raises(aiogram_errors.TelegramConflictError, match="webhook is active"):
        await judge.get_updates(timeout=0)
    newer.cancel()


async def test_privacy_mode_hides_talk(server: BotApi) -> None:
    """The bot hears commands, mentions and replies in a group, and nothing else."""
    await server.people.invites("Anna", "Bassin")
    chat = server.world.group("Bassin")
    said = await server.sending.sendmessage({"chat_id": str(chat.id), "text": "bonjour"})
    heard = [
        bool((await server.people.says("Anna", text, "Bassin", **more))["update"])
        for text, more in [
            ("on commence ?", {}),
            ("/aide", {}),
            ("/aide@concert_test_bot", {}),
            ("/aide@other_bot", {}),
            ("bonjour @Concert_Test_Bot", {}),
            ("oui", {"reply_to": said["message_id"]}),
        ]
    ]
    assert heard == [False, True, True, False, True, True]


async def test_uploads_have_their_limits(server: BotApi) -> None:
    """The server's own limits hold: a file that is empty, and a picture that is none."""
    anna = str((await server.people.starts("Anna"))["message"]["chat"]["id"])
    application = Application.builder().token(server.world.token).base_url(f"{server.url}/bot").build()
    async with application:
        with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
            await application.bot.send_photo(anna, InputFile(b"no picture", "a.png"))
        with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
            await application.bot.send_document(anna, InputFile(b"x", "a.txt"), caption="x" * 1025)


async def test_it_takes_orders_over_http(server: BotApi) -> None:
    """A test of a bot in another process plays people by HTTP."""
    async with aiohttp.ClientSession(server.url) as session:
        answer = await session.post("/control/says", json={"name": "Anna", "text": "bonjour"})
        assert (await answer.json())["message"]["text"] == "bonjour"
        await session.post("/control/plan", json={"kind": "502", "times": 2})
        state = await (await session.post("/control/state", json={})).json()
        assert state["pending"] == 1
        assert (await session.post(f"/bot{server.world.token}/getMe")).status == 502
