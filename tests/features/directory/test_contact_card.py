"""From a service to what an address book keeps of it."""

import re
from dataclasses import replace

import pytest

from concertbot.bootstrap import find_texts
from concertbot.chat.reply import Phrase
from concertbot.domain.services import RETIRED
from concertbot.features.directory.contact_card import contact, file_name
from concertbot.features.directory.parts import Address, Phone, Schedule
from concertbot.features.directory.records import LocationRecord, OrganisationRecord, ServiceAtLocation, ServiceRecord
from concertbot.features.directory.rules.vcard import Number, PostalAddress, vcard

TEXTS = find_texts()
HOUSE = LocationRecord(
    source="s",
    uuid="u1",
    addresses=(Address(address_1="Rue Haute 1", address_2="bte 2", city="Ixelles", postal_code="1050"), Address()),
    phones=(Phone(number="02 1", type="fax"), Phone(number="02 2")),
)
SERVICE = ServiceRecord(
    source="s",
    uuid="u2",
    name="Le Phare",
    organisation=OrganisationRecord(source="s", uuid="u3", name="Asbl Vigie", email="a@example.org"),
    description="Écoute.",
    alert="Complet jusqu'en mai.",
    phones=(Phone(number="02 2", extension="12"),),
    schedules=(Schedule(description="lundi 9 h"), Schedule(opening_hours="Tu 09:00-12:00"), Schedule()),
    places=(ServiceAtLocation(location=HOUSE), ServiceAtLocation(location=HOUSE)),
)


def french(phrase: Phrase) -> str:
    """Say a phrase in French."""
    return TEXTS.say("fr", phrase)


def test_what_lacks_is_taken_from_its_places_and_organisation() -> None:
    """Each number and address once, as the cards in the chat show them."""
    made = contact(SERVICE, french, "fr")
    assert made.name == "Le Phare – Asbl Vigie"
    assert made.numbers == (Number("02 2", "", "12"), Number("02 1", "fax"))
    assert made.addresses == (PostalAddress("Rue Haute 1, bte 2", "Ixelles", postcode="1050"),)
    assert made.email == "a@example.org"


def test_the_note_tells_what_to_know_before_one_calls() -> None:
    """And where the entry comes from; of what left its source it warns first."""
    note = contact(SERVICE, french, "fr").note.split("\n")
    assert note == [
        "Écoute.",
        "Attention : Complet jusqu'en mai.",
        "Horaires : lundi 9 h · Tu 09:00-12:00",
        "Source : s · non vérifié",
    ]
    retired = contact(replace(SERVICE, status=RETIRED), french, "fr").note
    assert retired.startswith("Ce service ne figure plus dans sa source")
    dutch = contact(SERVICE, lambda phrase: TEXTS.say("nl", phrase), "nl").note
    assert "Let op: Complet" in dutch


@pytest.mark.parametrize(
    ("name", "file"),
    [("Équipe mobile / Uccle", "equipe-mobile-uccle.vcf"), ("مركز", "contact.vcf"), ("x" * 200, "x" * 60 + ".vcf")],
)
def test_a_file_has_a_name_that_every_system_takes(name: str, file: str) -> None:
    """Plain letters, not too many."""
    assert file_name(replace(SERVICE, name=name, organisation=None)) == file


def test_the_file_holds_it() -> None:
    """From the record to the octets."""
    lines = re.sub(rb"\r\n ", b"", vcard(contact(SERVICE, french, "fr"))).decode().split("\r\n")
    assert "TEL;TYPE=WORK,FAX:02 1" in lines
    assert "UID:urn:uuid:u2" in lines
