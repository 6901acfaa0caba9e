"""Where to refer somebody: lookups, cards, details, comparisons, in three languages."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from concertbot.domain.services import RETIRED, Service
from talking import Talk

ULYSSE = "Consultations pour personnes exilées – Ulysse SSM"


async def test_a_lookup_gives_cards(talk: Talk) -> None:
    """A card says what, where, for whom, in which languages, at which level, how to reach it, and who verified it."""
    answer = await talk.direct("Karim").asks("!cherche CHU Brugmann clinique du stress")
    first = answer.cards[0]
    assert "Clinique du stress" in str(first.title)
    assert first.number == 1
    for said in ("Bruxelles 1020", "travailleurs", "langues : français", "niveau de soins 3", "02 477 21 11"):
        assert said in answer.text
    assert "brussels · non vérifié" in answer.text


async def test_a_lookup_shows_five_and_offers_the_rest(talk: Talk) -> None:
    """Five cards, then the next ones, which go on counting."""
    karim = talk.direct("Karim")
    first = await karim.asks("!cherche maison médicale")
    assert [card.number for card in first.cards] == [1, 2, 3, 4, 5]
    second = (await karim.presses(first.choice("Suite")))[0]
    assert [card.number for card in second.cards] == [6, 7, 8, 9, 10]
    shown = await karim.asks("!fiche 6")
    assert str(second.cards[0].title).split(" – ", maxsplit=1)[0] in shown.text


async def test_plain_words_to_the_bot_are_a_lookup(talk: Talk) -> None:
    """No command is needed in a direct message."""
    assert "Ulysse" in (await talk.direct("Karim").asks("un psy pour un sans papiers traumatisé")).text


async def test_what_was_understood_can_be_lifted(talk: Talk) -> None:
    """Each understood part is shown, and its choice asks again without it."""
    karim = talk.direct("Karim")
    answer = await karim.asks("planning familial Ixelles")
    assert "Ixelles" in answer.text.split("\n\n")[1]
    assert len(answer.cards) < 5
    lifted = (
        await karim.presses(next(one.id for one in answer.outgoing.reply.choices if "Ixelles" in str(one.label)))
    )[0]
    assert len(lifted.cards) == 5


async def test_options_narrow_a_lookup(talk: Talk) -> None:
    """Options are said in any of the three languages, with quotes around what belongs together."""
    karim = talk.direct("Karim")
    answer = await karim.asks('!cherche maison médicale commune:"Saint-Gilles"')
    assert "Saint-Gilles" in str(answer.cards[0].lines)
    dutch = await talk.direct("Lotte").asks("!zoek huisarts gemeente:Sint-Gillis")
    assert "Sint-Gillis" in dutch.text
    level = await karim.asks("!cherche centre de jour niveau:4 commune:Uccle")
    assert "L'Orée" in level.text


async def test_what_the_directory_cannot_say_is_told(talk: Talk) -> None:
    """A language that nobody is known to speak is told, and the rest is answered."""
    answer = await talk.direct("Karim").asks("!cherche psychologue somali Ixelles")
    assert "Aucun service ne dit parler cette langue" in answer.text
    assert answer.cards


async def test_a_condition_that_no_shown_service_meets_is_told(talk: Talk) -> None:
    """The language is spoken somewhere, but not by those that are shown."""
    karim = talk.direct("Karim")
    turkish = await karim.asks("planning familial en turc à Uccle")
    assert "Aucun des services ci-dessous ne dit parler cette langue (turc)" in turkish.text
    assert "Aucun" not in (await karim.asks("planning familial à Uccle")).text


async def test_nothing_is_said_plainly(talk: Talk) -> None:
    """When nothing fits, no random service is offered."""
    answer = await talk.direct("Karim").asks("!cherche recette de mayonnaise")
    assert "rien trouvé" in answer.text
    assert answer.cards == []


async def test_a_service_in_full(talk: Talk) -> None:
    """By number, by name, by its choice; what is unknown is said."""
    karim = talk.direct("Karim")
    found = await karim.asks("!cherche Ulysse")
    by_number = await karim.asks("!fiche 1")
    by_name = await karim.asks("!fiche ulysse")
    pressed = (await karim.presses(found.choice("Détails 1")))[0]
    assert by_number.text == by_name.text == pressed.text
    for said in ("https://www.ulysse-ssm.be", "3 – ambulatoire spécialisé", "Inconnu : ", "Coût", "Délai"):
        assert said in by_number.text


async def test_a_colleague_may_name_a_number_too(talk: Talk) -> None:
    """In a room numbers name one's own last list, else the room's."""
    await talk.room("ct2", "Karim").asks("!cherche Ulysse")
    assert "ulysse-ssm" in (await talk.room("ct2", "Nadia").asks("!fiche 1")).text
    await talk.room("ct2", "Nadia").asks("!cherche CPAS Uccle")
    assert "ulysse-ssm" in (await talk.room("ct2", "Karim").asks("!fiche 1")).text


async def test_a_number_that_names_nothing_is_told(talk: Talk) -> None:
    """Before a lookup, and beyond its end."""
    karim = talk.direct("Karim")
    assert "encore rien montré" in (await karim.asks("!fiche 1")).text
    await karim.asks("!cherche Ulysse")
    assert "pas de numéro 9" in (await karim.asks("!fiche 9")).text


async def test_services_side_by_side(talk: Talk) -> None:
    """Point by point, unknowns said plainly."""
    karim = talk.direct("Karim")
    found = await karim.asks("!cherche service de santé mentale adultes")
    answer = await karim.asks("!compare 1 et 2")
    points = ("Pour qui", "Accès", "Coût", "Langues", "Délai", "Niveau de soins", "Territoire")
    assert [str(card.title) for card in answer.cards[1:]] == list(points)
    assert "A, B : inconnu" in answer.text
    assert len((await karim.presses(found.choice("Comparer")))[0].cards[0].lines) == 3


async def test_comparing_needs_two_or_three(talk: Talk) -> None:
    """Fewer or more is told with an example."""
    karim = talk.direct("Karim")
    await karim.asks("!cherche maison médicale")
    assert "j'en ai lu 1" in (await karim.asks("!compare 1")).text
    assert "j'en ai lu 4" in (await karim.asks("!compare 1 2 3 4")).text


async def test_the_answer_is_in_the_readers_language(talk: Talk) -> None:
    """Dates, languages and labels too."""
    dutch = await talk.direct("Lotte").asks("!zoek Ulysse")
    for said in ("talen: Frans, Engels", "zorgniveau 3", "niet nagekeken", "Elsene"):
        assert said in dutch.text
    assert "Brussels Hoofdstedelijk Gewest" in (await talk.direct("Lotte").asks("!steekkaart brussels/ssm-ulysse")).text
    english = await talk.direct("Zoé").asks("!find Ulysse")
    for said in ("languages: French, English", "care level 3", "not verified"):
        assert said in english.text


async def test_an_empty_directory_says_so(empty_talk: Talk) -> None:
    """Without a directory there is nothing to find, and no crash."""
    assert "rien trouvé" in (await empty_talk.direct("Karim").asks("!cherche psy")).text


async def test_a_service_as_a_contact(talk: Talk) -> None:
    """The full card offers it; it is a file that is kept until it is sent, with words for who cannot see it."""
    karim = talk.direct("Karim")
    await karim.asks("!cherche Ulysse")
    shown = await karim.asks("!fiche 1")
    pressed = (await karim.presses(shown.choice("Carte de contact")))[0]
    assert f"« {ULYSSE} »" in pressed.text
    (file,) = pressed.outgoing.reply.files
    assert (file.name, file.media_type) == ("consultations-pour-personnes-exilees-ulysse-ssm.vcf", "text/vcard")
    assert file.alt == f"Carte de contact : {ULYSSE}"
    assert file.path.startswith("kept:")
    said = await karim.asks("!carte 1")
    assert said.text == pressed.text
    with pytest.raises(FileNotFoundError):
        await talk.carrier.open_file(file.path)


async def test_a_contact_speaks_the_askers_language(talk: Talk) -> None:
    """Its note too; what is no number is told, and in plain words it is a question like any other."""
    lotte = talk.direct("Lotte")
    await lotte.asks("!zoek Ulysse")
    assert f"contactkaart van ‘{ULYSSE}’" in (await lotte.asks("!contactkaart 1")).text
    assert "ik las ‘Ulysse’" in (await lotte.asks("!contactkaart Ulysse")).text
    plain = await talk.direct("Karim").asks("carte d'identité perdue")
    assert not plain.outgoing.reply.files


async def test_what_left_its_source_is_no_contact(talk: Talk) -> None:
    """Nobody keeps in their telephone what may be gone; who names it gets it with the warning in its note."""
    async with talk.database.write() as session:
        await session.execute(update(Service).where(col(Service.source_id) == "ssm-ulysse").values(status=RETIRED))
    karim = talk.direct("Karim")
    assert (await karim.asks("!fiche brussels/ssm-ulysse")).labels == []
