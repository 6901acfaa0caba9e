"""How talking works, whatever the ability: commands, near-misses, forms, choices, languages, edits."""

from concertbot.chat.message import Kind, Message
from talking import Talk


async def test_help_lists_what_ones_role_may_say(talk: Talk) -> None:
    """Help names the role, and the words in the reader's language."""
    answer = await talk.direct("Karim").asks("!aide")
    assert "participant" in answer.text
    assert "!cherche" in answer.text
    dutch = await talk.direct("Lotte").asks("!hulp")
    assert "begeleider" in dutch.text
    assert "!zoek" in dutch.text


async def test_help_explains_one_command_and_offers_to_try_it(talk: Talk) -> None:
    """`aide cherche` shows usage and example; the choice says the example."""
    karim = talk.direct("Karim")
    answer = await karim.asks("aide cherche")
    assert "commune:" in answer.text
    tried = await karim.presses(answer.choice("Essayer"))
    assert "Ixelles" in tried[0].text


async def test_help_for_an_unknown_command_says_so(talk: Talk) -> None:
    """A wrong argument answers with the usage and an example."""
    answer = await talk.direct("Karim").asks("!aide planter")
    assert "planter" in answer.text
    assert "Par exemple : !aide cherche" in answer.text


async def test_a_sentence_that_begins_like_a_command_is_a_lookup(talk: Talk) -> None:
    """Without a prefix, a command word counts only when the rest fits."""
    answer = await talk.direct("Karim").asks("aide alimentaire Saint-Gilles")
    assert "Resto du Cœur" in answer.text


async def test_a_near_miss_offers_what_was_meant(talk: Talk) -> None:
    """An unknown command word is answered with the nearest, ready to press."""
    karim = talk.direct("Karim")
    answer = await karim.asks("!cherhce CPAS Ixelles")
    assert "!cherhce" in answer.text
    found = await karim.presses(answer.choice("!cherche"))
    assert "CPAS d'Ixelles" in found[0].text


async def test_an_unknown_command_points_to_help(talk: Talk) -> None:
    """A word near nothing is told so."""
    answer = await talk.direct("Karim").asks("!xyzzyx")
    assert "!aide" in answer.text


async def test_a_missing_argument_is_asked_for(talk: Talk) -> None:
    """A command without its argument asks; the next words are the answer."""
    karim = talk.direct("Karim")
    question = await karim.asks("!cherche")
    assert "Que cherchez-vous" in question.text
    assert "CPAS d'Ixelles" in (await karim.asks("CPAS Ixelles")).text


async def test_a_form_can_be_left(talk: Talk) -> None:
    """`stop`, its choice, and any command leave the form."""
    karim = talk.direct("Karim")
    await karim.asks("!cherche")
    assert "on arrête là" in (await karim.asks("stop")).text
    assert "rien à arrêter" in (await karim.asks("!stop")).text
    question = await karim.asks("!cherche")
    assert "on arrête là" in (await karim.presses(question.choice("Arrêter")))[0].text
    await karim.asks("!cherche")
    await karim.asks("!aide")
    assert "rien à arrêter" in (await karim.asks("!stop")).text


async def test_a_form_in_a_room_hears_only_who_opened_it(talk: Talk) -> None:
    """In a room the others go on talking."""
    karim = talk.room("ct2", "Karim")
    await karim.asks("!cherche")
    assert await talk.room("ct2", "Nadia").says("on commence à quelle heure ?") == []
    assert "CPAS d'Ixelles" in (await karim.asks("CPAS Ixelles")).text


async def test_a_wrong_answer_in_a_form_is_asked_again(talk: Talk) -> None:
    """What does not parse is explained, and the form stays open."""
    karim = talk.direct("Karim")
    await karim.asks("!langue")
    assert "klingon" in (await karim.asks("klingon")).text
    assert "Nederlands" in (await karim.asks("néerlandais")).text


async def test_language_is_chosen_by_the_reader(talk: Talk) -> None:
    """`langue nl` makes the bot answer in Dutch, everywhere."""
    karim = talk.direct("Karim")
    assert "Nederlands" in (await karim.asks("!langue nl")).text
    assert "!zoek" in (await karim.asks("!aide")).text
    assert "!zoek" in (await talk.room("ct2", "Karim").asks("!aide")).text


async def test_a_newcomer_is_answered_in_the_rooms_language(talk: Talk) -> None:
    """Without a language of their own, the room's decides, then the command word's."""
    assert "deelnemer" in (await talk.room("overleg", "Zoé").asks("!aide")).text
    assert "participant" in (await talk.room("ct2", "Zoé").asks("!hulp")).text
    assert "deelnemer" in (await talk.direct("Zoé").asks("!hulp")).text


async def test_a_choice_by_number_and_by_reaction(talk: Talk) -> None:
    """A number and a keycap say what the choice says."""
    karim = talk.direct("Karim")
    found = await karim.asks("CPAS Ixelles")
    assert "CPAS d'Ixelles" in (await karim.asks("1")).text
    assert "CPAS d'Ixelles" in (await karim.reacts("1️⃣", to=found.outgoing.key))[0].text


async def test_a_choice_belongs_to_its_place(talk: Talk) -> None:
    """A choice of another place, or an invented one, is closed."""
    found = await talk.direct("Karim").asks("CPAS Ixelles")
    stolen = await talk.direct("Nadia").presses(found.choice("Détails 1"))
    assert "fermé" in stolen[0].text
    invented = await talk.direct("Nadia").presses("nothing")
    assert "fermé" in invented[0].text


async def test_an_edited_question_edits_its_answer(talk: Talk) -> None:
    """Changing the words changes the bot's message."""
    karim = talk.room("ct2", "Karim")
    first = await karim.asks("!cherche CPAS Ixelles")
    second = await karim.edits(talk.last_id, "!cherche CPAS Uccle")
    assert second[0].outgoing.edits == first.outgoing.key
    assert "CPAS d'Uccle" in second[0].text


async def test_what_was_answered_to_a_deleted_message_goes(talk: Talk) -> None:
    """The answer shows what was asked: it is taken back, and nothing is said about it."""
    karim = talk.direct("Karim")
    answer = await karim.asks("CPAS Ixelles")
    (taken_back,) = await karim.deletes(talk.last_id)
    assert taken_back.outgoing.deletes == answer.outgoing.key
    assert taken_back.text == ""


async def test_talk_in_a_room_is_not_for_the_bot(talk: Talk) -> None:
    """Without a prefix or a mention the bot keeps out of it."""
    nadia = talk.room("ct2", "Nadia")
    for text in ("bonjour tout le monde", "cherche psy à Ixelles", "2", "/r/brussels", "« !aide »", "CPAS Ixelles ?"):
        assert await nadia.says(text) == []


async def test_a_mention_is_a_lookup(talk: Talk) -> None:
    """Naming the bot in a room makes plain words a lookup."""
    answer = await talk.room("ct2", "Nadia").asks("CPAS Ixelles", mentioned=True)
    assert "CPAS d'Ixelles" in answer.text


async def test_a_message_that_comes_twice_is_answered_once(talk: Talk) -> None:
    """The inbox passes over what it has."""
    karim = talk.direct("Karim")
    assert len(await karim.says("CPAS Ixelles", id="same")) == 1
    assert await karim.says("CPAS Ixelles", id="same") == []


async def test_several_messages_are_answered_in_order(talk: Talk) -> None:
    """A batch keeps its order."""
    now = talk.carrier.intake.clock.now()
    batch = [
        Message(id=f"b{n}", platform="console", sender="karim", sender_name="Karim", at=now, kind=Kind.SAY, text=text)
        for n, text in enumerate(("!aide", "!stop"))
    ]
    answers = await talk.take(*batch)
    assert [answer.outgoing.in_reply_to for answer in answers] == ["b0", "b1"]


async def test_on_telegram_commands_begin_with_a_slash(talk: Talk) -> None:
    """The sign before a word is the platform's."""
    answer = await talk.direct("Karim", platform="telegram").asks("/aide@concertbot")
    assert "/cherche" in answer.text
