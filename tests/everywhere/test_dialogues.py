"""The same dialogues in every place: what works in one works in all."""

from pathlib import Path

import pytest

from everywhere.seats import Seat

pytestmark = pytest.mark.asyncio(loop_scope="session")
ULYSSE = "ulysse-ssm.be"


async def test_a_lookup(seat: Seat) -> None:
    """By a command and in plain words, with cards and what can be done next."""
    by_command = await seat.asks("!cherche CPAS Ixelles")
    plain = await seat.asks("CPAS Ixelles")
    assert "CPAS d'Ixelles" in by_command.text
    assert plain.text == by_command.text
    assert plain.choices == by_command.choices
    assert plain.choices[0] == "Détails 1"


async def test_a_form(seat: Seat) -> None:
    """What is missing is asked, and answered by a reply."""
    question = await seat.asks("!cherche")
    assert "Que cherchez-vous" in question.text
    assert f"{seat.sign}stop" in question.text
    assert "CPAS d'Ixelles" in (await seat.replies(question, "CPAS Ixelles")).text


async def test_a_form_is_left(seat: Seat) -> None:
    """By the word, and by a button where there are some; then there is nothing to stop any more."""
    await seat.asks("!cherche")
    assert "on arrête" in (await seat.asks("!stop")).text
    question = await seat.asks("!cherche")
    left = await (seat.ways[0](question, "Arrêter") if question.choices else seat.asks("!stop"))
    assert "on arrête" in left.text
    assert "rien à arrêter" in (await seat.asks("!stop")).text


async def test_a_number_answers_a_form(seat: Seat) -> None:
    """It names a service, and never takes a choice of the question."""
    await seat.asks("!cherche Ulysse")
    question = await seat.asks("!fiche")
    assert ULYSSE in (await seat.replies(question, "1")).text


async def test_a_choice_in_each_way(seat: Seat) -> None:
    """Pressed, by its number, by a reaction: whatever the place has, it says the same."""
    found = await seat.asks("!cherche Ulysse")
    said = [(await way(found, "Détails 1")).text for way in seat.ways]
    assert ULYSSE in said[0]
    assert said == [said[0]] * len(said)


async def test_a_file_out(seat: Seat) -> None:
    """A contact card, from the full card of a service, arrives whole."""
    await seat.asks("!cherche Ulysse")
    shown = await seat.asks("!fiche 1")
    card = await seat.ways[0](shown, "Carte de contact")
    assert "vos contacts" in card.text
    name, content = await seat.opens(card)
    assert name.endswith("ulysse-ssm.vcf")
    assert content.startswith(b"BEGIN:VCARD\r\n")
    assert content.endswith(b"END:VCARD\r\n")
    assert ULYSSE.encode() in content


async def test_a_file_in(seat: Seat, tmp_path: Path) -> None:
    """It is taken, and told that nothing here wants it."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"entre nous")
    assert "rien en faire" in (await seat.sends(path)).text


async def test_the_crisis_answer(seat: Seat) -> None:
    """Said to the bot anywhere, help comes first; so does the word for it."""
    assert "0800 32 123" in (await seat.asks("j'ai envie de mourir")).text
    assert "0800 32 123" in (await seat.asks("!urgence")).text


async def test_languages(seat: Seat) -> None:
    """A word speaks its language, and so do the choices that it offered; a chosen language stays."""
    found = await seat.asks("!zoek Ulysse")
    assert "talen: Frans" in found.text
    for way in seat.ways:
        assert "Talen: Frans" in (await way(found, "Details 1")).text
    assert "languages: French" in (await seat.asks("!find Ulysse")).text
    assert "Nederlands" in (await seat.asks("!langue nl")).text
    assert "talen: Frans" in (await seat.asks("Ulysse")).text


async def test_an_edited_question(seat: Seat) -> None:
    """Its answer is edited, not given twice."""
    first = await seat.asks("!cherche CPAS Ixelles")
    second = await seat.edits("!cherche CPAS Uccle")
    assert second.id == first.id
    assert "CPAS d'Uccle" in second.text
    assert "CPAS d'Ixelles" not in second.text


async def test_a_near_miss(seat: Seat) -> None:
    """A misspelt word is asked back, and one gesture says it right."""
    missed = await seat.asks("!cherhce CPAS Ixelles")
    assert f"{seat.sign}cherhce" in missed.text
    assert "CPAS d'Ixelles" in (await seat.ways[-1](missed, f"{seat.sign}cherche")).text
