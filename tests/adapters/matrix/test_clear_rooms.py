"""Talking to the bot in rooms without encryption: by prefix, mention, reply, in threads, in a direct conversation."""

from peers.matrix_bot import Bot, People


async def test_a_lookup_in_a_room_by_prefix(bot: Bot, people: People) -> None:
    """The answer is a notice that rings nobody, and replies to the question."""
    anna = await people.plain("anna")
    room = await anna.makes_room(bot.user)
    await anna.sees_membership(room, bot.user, "join")
    answer = await anna.asks(room, "!cherche psy ado Ixelles")
    content = answer["content"]
    assert answer["sender"] == bot.user
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert "Ixelles" in content["body"]
    assert "<strong>" in content["formatted_body"]
