"""Replies as plain text."""

from concertbot.chat.plain import plain_text
from concertbot.chat.reply import Card, Line, Reply


def test_cards_are_blocks() -> None:
    """A card has its number, its title, and its lines with their labels."""
    card = Card("Ulysse", (Line("Ixelles"), Line("02 123", "Contact")), number=2)
    assert (
        plain_text(Reply(parts=("Trouvé", card), language="fr"))
        == "Trouvé\n\n2. Ulysse\n   Ixelles\n   Contact : 02 123"
    )


def test_nothing_invisible_gets_through() -> None:
    """Data is cleaned on its way out too."""
    assert plain_text(Reply(parts=("a\u202eb\x00c",))) == "abc"
