"""Whatever people say, what goes out is HTML that Telegram takes, in messages that are not too long."""

import random

import pytest

from concertbot.adapters.telegram.drawing import Span, drawn, length, markup, plain
from concertbot.adapters.telegram.keyboard import keyboard
from concertbot.adapters.telegram.splitting import messages
from concertbot.adapters.telegram.steps import steps
from concertbot.chat.reply import Attachment, Card, Choice, Line, Part, Reply
from concertbot.domain.port import Mention, Outgoing
from peers.bot_api_html import Reader, trimmed

NASTY = [
    *("<b>", "</b>", "<", ">", "&", "&amp;", "&lt;b&gt;", '"', "'", "<a href='tg://user?id=1'>", "&#x202e;", "</a>"),
    *("\x00", "\x07", "\ud83d", "\udc00", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028", "\u00a0"),
    *("👩\u200d👩\u200d👧", "🏳️\u200d🌈", "e\u0301\u0301\u0301\u0301\u0301", "שלום", "مرحبا", "日本語", "𝒳", "é", "œ"),
    *("\n", "\n\n", "\t", "  ", " ", "@anna", "/aide", "a", "mot", "\\", "`", "_*[]()~", "&#0;", "&#60;", "{ $x }"),
    *("<!--", "x" * 700, "mot " * 300, "https://a.example/?a=1&b=<c>"),
]
ROUNDS = 4000


def outgoing(*parts: Part, **more: object) -> Outgoing:
    """Return something to say."""
    return Outgoing("b1", "telegram", Reply(parts=parts, language="fr"), "fr", person="1", **more)  # type: ignore[arg-type]


def some(chance: random.Random, most: int = 12) -> str:
    """Return a text that nobody should write."""
    return "".join(chance.choices(NASTY, k=chance.randint(0, most)))


def some_part(chance: random.Random) -> Part:
    """Return a sentence or a card."""
    if chance.random() < 0.5:
        return some(chance)
    lines = tuple(Line(some(chance, 4), some(chance, 2)) for _ in range(chance.randint(0, 5)))
    link = chance.choice(
        ["", "https://a.example/?q=<&\"'", "javascript:alert(1)", "http://[", "https://x y", "ftp://a"]
    )
    return Card(some(chance, 4), lines, chance.choice([None, 1]), link)


def test_no_text_ever_breaks_the_markup() -> None:
    """Some thousand replies of the worst texts: the server reads them, and reads what was meant."""
    chance = random.Random(4096)  # noqa: S311 - a seed, so that a failure comes again
    cut = 0
    for _ in range(ROUNDS):
        said = outgoing(
            *(some_part(chance) for _ in range(chance.randint(0, 6))), mentions=(Mention("5", some(chance)),)
        )
        paragraphs = drawn(said)
        parts = messages(paragraphs, 4096)
        cut += len(parts) > 1
        for spans in parts:
            reader = Reader(markup(spans)).read()
            assert reader.text == plain(spans)
            assert 0 < length(spans) <= 4096
            assert trimmed(reader.text, reader.entities)[0]
            reader.text.encode("utf-8")
            for entity in reader.entities:
                assert entity.get("url", "http").startswith("http")
        whole = "".join(plain(spans) for spans in paragraphs)
        assert "".join("".join(map(plain, parts)).split()) == "".join(whole.split())
    assert cut > 100


def test_a_card_is_a_bold_title_and_lines() -> None:
    """The title leads to the service's own page, when that is on the web."""
    card = Card(
        "Centre <&>", (Line("rue A & B", "Adresse"), Line("02 000")), number=2, link="https://a.example/?a=1&b=2"
    )
    (spans,) = drawn(outgoing(card))
    link = "https://a.example/?a=1&amp;b=2"
    assert markup(spans) == f'<b><a href="{link}">2. Centre &lt;&amp;&gt;</a></b>\nAdresse : rue A &amp; B\n02 000'
    (other,) = drawn(outgoing(Card("Centre", link="javascript:x")))
    assert markup(other) == "<b>Centre</b>"


def test_nobody_is_rung_by_what_somebody_typed() -> None:
    """A name in a text is no mention; an e-mail address stays one."""
    assert drawn(outgoing("@anna"))[0] == (Span("@\u2060anna"),)
    assert drawn(outgoing("info@cpas.example"))[0] == (Span("info@cpas.example"),)


def test_it_splits_at_paragraphs() -> None:
    """As few messages as the order allows; a paragraph that is too long for one splits at lines, then at words."""
    three = [(Span(letter * 2000),) for letter in "abc"]
    assert [length(part) for part in messages(three, 4096)] == [4002, 2000]
    words = (Span("mot " * 2000, bold=True),)
    parts = messages([words], 4096)
    assert [part[0].text[-3:] for part in parts] == ["mot", "mot "[-3:]]
    assert all(span.bold for part in parts for span in part)
    lines = (Span("\n".join(["x" * 90] * 100)),)
    assert all(set(map(len, plain(part).split("\n"))) == {90} for part in messages([lines], 4096))
    assert [length(part) for part in messages([(Span("x" * 10_000),)], 4096)] == [4096, 4096, 1808]


@pytest.mark.parametrize(
    ("said", "alt", "expected"),
    [
        ("court", "une carte", [("court\n\nune carte", True)]),
        ("x" * 1024, "", [("x" * 1024, True)]),
        ("x" * 1020, "une carte", [("x" * 1020, False), ("une carte", True)]),
        ("x" * 5000, "", [("x" * 4096, False), ("x" * 904, False), ("", True)]),
        ("", "y" * 1500, [("y" * 1500, False), ("", True)]),
        ("", "", [("", True)]),
    ],
)
def test_a_caption_is_short(said: str, alt: str, expected: list[tuple[str, bool]]) -> None:
    """What does not fit under a file goes before it."""
    reply = Reply(parts=(said,), files=(Attachment("a.png", "image/png", "p", alt),))
    found = steps(Outgoing("b1", "telegram", reply, "fr", person="1"))
    assert [(plain(step.spans), step.file is not None) for step in found] == expected


def test_buttons_fit_a_phone() -> None:
    """Short labels share a row; long ones are cut; a private choice leads to the direct conversation."""
    labels = ["1", "2", "3", "4", "5", "Centre de guidance", "Oui", "Non", "x" * 80, ""]
    made = keyboard([Choice(label, "!x", id=f"abcdefg{n}") for n, label in enumerate(labels)], "bot", in_group=True)
    assert made
    rows = [[button.text for button in row] for row in made.inline_keyboard]
    assert rows == [["1", "2", "3", "4"], ["5"], ["Centre de guidance"], ["Oui", "Non"], ["x" * 59 + "…"], ["10"]]
    private = [Choice("En privé", "!x", private=True, id="abcdefgh")]
    in_group, alone = keyboard(private, "bot", in_group=True), keyboard(private, "bot", in_group=False)
    assert in_group
    assert alone
    assert in_group.inline_keyboard[0][0].url == "https://t.me/bot?start=abcdefgh"
    assert alone.inline_keyboard[0][0].callback_data == "abcdefgh"
    with pytest.raises(ValueError, match="short id"):
        keyboard([Choice("x", "!x", id="é" * 33)], "bot", in_group=False)
