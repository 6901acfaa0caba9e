"""What people at a terminal read."""

import io

from concertbot.adapters.console.plain import Plain
from concertbot.adapters.console.seat import Seat
from concertbot.chat.reply import Attachment, Choice, Reply
from concertbot.domain.port import Outgoing


async def drawn(seat: Seat, reply: Reply) -> str:
    """Return how a reply is written to somebody."""
    out = io.StringIO()
    await Plain(seat, out).send(Outgoing("b1", "console", reply, "fr", person=seat.sender))
    return out.getvalue()


async def test_choices_have_numbers() -> None:
    """One whose word stands in the text has none: a number that is typed there is an answer."""
    seat = Seat("anna")
    stop = Choice("Arrêter", "!stop", worded=True, id="c2")
    assert "Arrêter" not in await drawn(seat, Reply(parts=("Quel service ?",), choices=(stop,)))
    assert seat.says("1").say == "1"
    text = await drawn(seat, Reply(parts=("Voici",), choices=(Choice("Suite", "!find", id="c1"), stop)))
    assert text == "Voici\n\n[1] Suite\n\n"
    assert seat.says("1").press == "c1"


async def test_a_file_is_named_with_where_it_is() -> None:
    """By its alternative text, else by its name."""
    files = (Attachment("a.vcf", "text/vcard", "/x/a.vcf", "Carte"), Attachment("b.csv", "text/csv", "/x/b.csv"))
    assert await drawn(Seat("anna"), Reply(files=files)) == "Carte\n  /x/a.vcf\nb.csv\n  /x/b.csv\n\n"
