"""data.inclusion structures and services."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.entries import entry_of

Read = Callable[..., Any]
Write = Callable[..., Path]

HEAD = "source,id,structure_id,nom,description,date_maj"


def test_tables_and_json_give_the_same(data: Path, read: Read) -> None:
    """The same structures and services are equal, whether in CSV or in JSON, in any order."""
    folder = data / "finess"
    table = read(folder / "services.csv", folder / "structures.csv")
    texts = read(folder / "structures.json", folder / "services.json")
    assert table.told == texts.told == []
    assert table.services == texts.services
    entry = entry_of(table.services[0])
    assert (entry.source, entry.id) == ("finess", "finess--010000495-psychiatrie")
    assert entry.organisation == "CENTRE PSYCHOTHERAPIQUE DE L'AIN"
    assert (entry.kind, entry.terms) == ("accompagnement", ("sante mentale", "en presentiel"))
    assert (entry.communes, entry.postcodes, entry.phones) == (("BOURG EN BRESSE",), ("01012",), ("0474522911",))
    assert entry.verified_on is None
    assert table.services[0].last_modified == date(2020, 3, 6)


def test_a_folder_with_both_forms_is_read_once(data: Path, read: Read) -> None:
    """The JSON beside the table of the same name is left out, and that is told."""
    result = read(data / "finess")
    assert len(result.services) == 3
    assert result.codes == ["twin-file", "twin-file"]


def test_the_older_version_is_read(data: Path, read: Read) -> None:
    """Version 0 has other names; a service whose structure is missing is kept, and that is told."""
    result = read(data / "inclusion-v0")
    first, _, alone = result.services
    assert (first.organisation.name, first.places[0].location.addresses[0].city) == ("APIJE - LUNEL", "LUNEL")
    assert first.description.startswith("Méthode d’apprentissage")
    assert first.organisation.identifiers[0].scheme == "FR-SIRET"
    assert alone.organisation is None
    assert alone.fees_description == "Participation Forfaitaire de 300€ avec échéancier."
    assert alone.links[0].label == "prise_rdv"
    assert result.codes == ["missing-structure"]


@pytest.mark.parametrize(
    "cell", ['"[""familles"",""jeunes""]"', '"familles, jeunes"', "familles;jeunes", "familles|jeunes"]
)
def test_lists_come_in_many_forms(cell: str, write: Write, read: Read) -> None:
    """A list is JSON, or joined by a comma, a semicolon or a bar."""
    result = read(write("s.csv", f"{HEAD},publics\nx,a,s,A,,2026-01-01,{cell}\n"))
    assert entry_of(result.services[0]).audiences == ("familles", "jeunes")


def test_a_full_service_is_understood(write: Write, read: Read) -> None:
    """Everything of version 1 that people see has its place; a person's name is left out."""
    one = {
        "source": "x",
        "id": "a",
        "structure_id": "s",
        "nom": "Permanence",
        "frais": "gratuit",
        "frais_precisions": "Sur demande",
        "publics_precisions": "Jeunes",
        "conditions_acces": "Sur rendez-vous",
        "mobilisation_precisions": "Appeler le matin",
        "lien_source": "https://example.org",
        "zone_eligibilite": ["34145"],
        "horaires_accueil": "Mo-Fr 09:00-12:00",
        "commune": "Elsene",
        "code_postal": "1050",
        "code_insee": "21009",
        "contact_nom_prenom": "Anne Dupont",
        "volume_horaire_hebdomadaire": 2.5,
    }
    structure = {"source": "x", "id": "s", "nom": "", "courriel": "info@example.org", "antenne": False}
    result = read(write("s.json", json.dumps([one])), write("t.json", json.dumps([structure])))
    service = result.services[0]
    entry = entry_of(service)
    assert (entry.fees, entry.eligibility, entry.access) == (
        "Sur demande",
        "Jeunes\nSur rendez-vous",
        "Appeler le matin",
    )
    assert (entry.communes, entry.areas, entry.email) == (("Ixelles", "Elsene"), ("34145",), "info@example.org")
    assert service.schedules[0].opening_hours == "Mo-Fr 09:00-12:00"
    assert service.places[0].location.external_identifier == "21009"
    assert service.extra == (("volume_horaire_hebdomadaire", "2.5"),)
    assert service.organisation.extra == (("antenne", "false"),)
    assert "Dupont" not in repr(service)
    assert sorted(result.codes) == ["nameless-structure", "person-left-out", "postcode"]
    assert "the postcode 1050 does not have five digits; it was kept." in " ".join(result.told)


def test_a_service_is_where_its_structure_is(write: Write, read: Read) -> None:
    """Without an address and hours of its own, a service has its structure's."""
    services = write("s.csv", f"{HEAD}\nx,a,t,A,,2026-01-01\n")
    structures = write("t.csv", "source,id,nom,adresse,commune,horaires_accueil\nx,t,T,Rue 1,Lille,Mo 09:00-12:00\n")
    service = read(services, structures).only
    assert service.places[0].location.addresses[0].address_1 == "Rue 1"
    assert service.schedules[0].opening_hours == "Mo 09:00-12:00"
    assert service.organisation.extra == ()


def test_structures_alone_are_no_services(write: Write, read: Read) -> None:
    """The file with the services is asked for."""
    assert read(write("t.csv", "source,id,nom\nx,t,T\n")).codes == ["no-services"]
    assert read(write("s.csv", "structure_id,nom\nt,A\n")).told[0].startswith("s.csv:1:1: the columns id are missing.")
