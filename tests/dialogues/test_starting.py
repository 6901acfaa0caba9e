"""Opening the direct conversation, and who speaks for a group."""

from talking import Talk


async def test_the_bot_welcomes(talk: Talk) -> None:
    """Pressing Start says what the bot is, how to go on, and where help is in distress."""
    answer = await talk.direct("Zoé", "telegram").asks("/start")
    assert "Je suis un programme" in answer.text
    assert "/aide" in answer.text
    assert "/urgence" in answer.text


async def test_the_bot_speaks_the_language_of_the_app(talk: Talk) -> None:
    """Until somebody chooses one."""
    assert "Ik ben een programma" in (await talk.direct("Zoé", "telegram").asks("/start", language="nl")).text
    assert "Je suis un programme" in (await talk.direct("Kim", "telegram").asks("/start", language="tr")).text


async def test_who_speaks_for_a_group_may_read(talk: Talk) -> None:
    """A post as a channel finds services, but is no person and changes nothing."""
    channel = talk.room("ct2", "-100200")
    answer = await channel.asks("!cherche CPAS Ixelles", anonymous=True)
    assert "CPAS d'Ixelles" in answer.text
    assert "demande le rôle" in (await channel.asks("!langue nl", anonymous=True)).text
    assert "CPAS d'Ixelles" in (await channel.presses(answer.choice("Détails")))[0].text
