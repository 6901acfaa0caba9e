"""One table with a service a row."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.parts import AUDIENCE, KIND

Read = Callable[..., Any]
Write = Callable[..., Path]


def test_a_row_is_a_service(data: Path, read: Read) -> None:
    """Every column of the Brussels table is understood, and what has no field is kept."""
    entries = {one.id: one for one in read(data / "brussels").services}
    service = entries["cpas-1050"]
    entry = entry_of(service)
    assert (service.source, service.name) == ("brussels", "Service social du CPAS d'Ixelles")
    assert entry.alternate_names == ("CPAS Ixelles", "OCMW Elsene", "Centre public d'action sociale")
    assert (entry.kind, entry.care_level, entry.eligibility) == ("CPAS", 1, "Habiter la commune")
    assert entry.audiences == ("habitants de la commune", "personnes précarisées")
    assert (entry.communes, entry.postcodes, entry.areas) == (("Ixelles", "Elsene"), ("1050",), ("Ixelles",))
    assert (entry.languages, entry.verified_on) == (("fr", "nl"), None)
    assert dict(service.extra) == {"confidence": "haute", "source_note": "mémoire"}
    assert [one.link_type for one in service.attributes] == [KIND, AUDIENCE, AUDIENCE]
    assert entry_of(entries["ssm-ulysse"]).languages == ("fr", "en", "interprètes")
    assert entry_of(entries["ha-sourds"]).languages == ("LSFB", "fr")


def test_services_of_one_organisation_share_it(write: Write, read: Read) -> None:
    """The organisation is known by its name, however that is written."""
    path = write("o.csv", "id,service_name,organization_name\na,A,Le Foyer\nb,B,LE FOYER\nc,C,\n")
    first, second, third = read(path).services
    assert first.organisation is second.organisation
    assert third.organisation is None


def test_an_id_and_a_name_are_enough(write: Write, read: Read) -> None:
    """Other columns may be missing; the folder gives the source its name."""
    service = read(write("Le Foyer/x.csv", "id,service_name\na,Accueil\n")).only
    assert (service.source, service.id, service.name, service.places) == ("Le Foyer", "a", "Accueil", ())


def test_the_source_is_named_by_the_operator_then_the_row(write: Write, read: Read) -> None:
    """The operator's word wins over the column, and the column over the folder."""
    path = write("x.csv", "id,service_name,source\na,A,iriscare\n")
    assert read(path).only.source == "iriscare"
    assert read(path, source="ours").only.source == "ours"


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid,service_name\na,Été\n",
        "id;service_name\r\na;Été\r\n",
        "ID\tService_Name\na\tÉté\n",
        "id,service_name\ra,Été\r",
        'id,service_name\n\n,\na,"Été"',
        "\u200bid,service_name,,\na, \u202eÉté\u202c ,,\n",
    ],
)
def test_tables_are_read_leniently(content: str, write: Write, read: Read) -> None:
    """A byte order mark, other separators and line ends, empty lines and invisible characters do no harm."""
    assert read(write("x.csv", content)).only.name == "Été"


def test_windows_text_is_read_with_a_warning(write: Write, read: Read) -> None:
    """What is not UTF-8 is read as Windows-1252."""
    result = read(write("x.csv", "id,service_name\na,Équipe d’appui\n".encode("cp1252")))
    assert result.services[0].name == "Équipe d’appui"
    assert result.codes == ["windows-1252"]


def test_cells_are_only_text(write: Write, read: Read) -> None:
    """Formulas, markup and placeholders stay what they are."""
    service = read(write("x.csv", 'id,service_name,description\na,=1+1,"<b>{0} %s\n@room</b>"\n')).only
    assert (service.name, service.description) == ("=1+1", "<b>{0} %s\n@room</b>")


def test_only_a_date_verifies(write: Write, read: Read) -> None:
    """A date in either column counts; a yes without one is warned about."""
    rows = "a,A,no,\nb,B,2026-02-01,\nc,C,oui,01/03/2026\nd,D,yes,\n"
    result = read(write("x.csv", f"id,service_name,verified,verified_on\n{rows}"))
    assert [one.verified_on for one in result.services] == [None, date(2026, 2, 1), date(2026, 3, 1), None]
    assert result.told == [
        "x.csv:5:3: it is said to be verified, but not when, so it counts as not verified. Give the date."
    ]


def test_doubtful_values_are_left_out_and_told(write: Write, read: Read) -> None:
    """A value that cannot be is told with its line and column, and the service is kept."""
    head = "id,service_name,care_level,status,latitude,last_modified"
    result = read(write("x.csv", f'{head}\na,"A\nB",7,open,north,soon\n'))
    assert [one.split(": ")[0] for one in result.told] == ["x.csv:2:3", "x.csv:2:4", "x.csv:2:6"]
    assert sorted(result.codes) == ["unknown-status", "wrong-date", "wrong-level"]
    assert (result.services[0].name, result.services[0].care_level) == ("A B", None)


def test_a_commune_in_one_language_is_given_in_both(write: Write, read: Read) -> None:
    """The lexicon knows the other name where name and postcode agree; a namesake elsewhere stays alone."""
    rows = "a,A,,Elsene,1050\nb,B,Saint-Gilles,,1060\nc,C,Saint-Gilles,,30800\n"
    services = read(write("x.csv", f"id,service_name,commune_fr,commune_nl,postal_code\n{rows}")).services
    communes = [entry_of(one).communes for one in services]
    assert communes == [("Ixelles", "Elsene"), ("Saint-Gilles", "Sint-Gillis"), ("Saint-Gilles",)]
