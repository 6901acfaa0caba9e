"""A table that nobody knows gets a draft of a mapping, guessed from its columns and cells."""

import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from concertbot.features.directory.formats.mapping.guessing import guess
from concertbot.features.directory.formats.problems import Problems
from concertbot.features.directory.formats.tables import CsvTable

from .conftest import DUTCH

Read = Callable[..., Any]
Write = Callable[..., Path]

FRENCH = """\
Répertoire des services - janvier 2026;;;;;;;;;;;
;;;;;;;;;;;
Dénomination (FR);Benaming (NL);Rue;N°;CP / Localité;Tél.;Fax;Courriel;Site web;Langues;Personne de contact;Horaires
Maison du Canal;Huis aan het Kanaal;Quai du Canal;12;1080 Molenbeek-Saint-Jean;02/410.00.01;02/410.00.02;\
info@canal.example;www.canal.example;FR/NL;Madame X;Lu-Ve 9h-17h
Planning des Tanneurs;Planning Huidevetters;Rue des Tanneurs;5 bte 2;1000 Bruxelles;02 511 00 00;;;;FR, EN;;9h00-12h00
"""
ENGLISH = """\
name\tfull address\ttelephone\twebsite\tlat\tlng\tnotes
Day Centre\t12 Mill Street, 1050 Ixelles\t0470 12 34 56\thttps://north.example\t50.83\t4.37\tring twice
Day Centre\t14 Mill Street, 1050 Ixelles\t0470 12 34 57\thttps://north.example\t50.84\t4.38\t
Day Centre\t14 Mill Street, 1050 Ixelles\t0470 12 34 57\thttps://north.example\t50.84\t4.38\t
"""
NAMELESS = """\
SSM du Nord,Rue du Nord 68,1210,Saint-Josse,02 218 00 08
SSM du Sud,Rue du Sud 52,1050,Ixelles,02 533 00 70
"""


def columns_of(text: str, header: int | None = None) -> Mapping[str, list[str]]:
    """Return which columns are guessed for what."""
    table = CsvTable("x.csv", text, Problems(), header)
    return guess(table, table.rows()).columns


def test_hospitals_are_read_through_a_draft(data: Path, tmp_path: Path, read: Read) -> None:
    """A draft is written beside the table, and works as it is; what no line names is kept."""
    path = Path(shutil.copy(data / "hospitals" / "brussels_hospitals.csv", tmp_path))
    first = read(path)
    assert (first.services, first.codes) == ([], ["draft-mapping"])
    assert first.told[0].startswith(
        "brussels_hospitals.csv:0:0: I do not know this table, so I wrote down how I would read it: "
        "brussels_hospitals.mapping.toml. Look at its lines, "
    )
    result = read(path)
    assert result.told == []
    assert len(result.services) == 5
    service = next(one for one in result.services if one.id == "1400")
    assert (service.name, service.phones[0].number) == ("ST. ELISABETH", "02/614.20.00")
    assert service.organisation.name == "EUROPAZIEKENHUIZEN - CLINIQUES DE L'EUROPE"
    address = service.places[0].location.addresses[0]
    assert (address.address_1, address.postal_code, address.communes) == ("DE FRELAAN 206", "1180", ("Uccle", "Ukkel"))
    assert service.url == "www.cliniquesdeleurope.be"
    assert dict(service.extra) == {
        "public_private": "private",
        "reference_date": "01/02/20",
        "url (source)": "www.cliniquesdeleurope.be; www.europaziekenhuizen.be",
    }


def test_a_french_table(write: Write, read: Read) -> None:
    """With a title above, two languages, postcodes with communes, and a person who is not shown."""
    path = write("x.csv", FRENCH.encode("cp1252"))
    assert read(path).codes == ["draft-mapping", "windows-1252"]
    draft = tomllib.loads(path.with_name("x.mapping.toml").read_text(encoding="utf-8"))
    assert draft["table"] == {"header": 3}
    assert draft["columns"]["private"] == "Personne de contact"
    first, second = read(path).services
    assert (first.name, first.alternate_names) == ("Maison du Canal", ("Huis aan het Kanaal",))
    assert [one.spoken for one in first.languages] == ["fr", "nl"]
    assert (first.email, first.schedules[0].opening_hours) == ("info@canal.example", "Lu-Ve 9h-17h")
    assert dict(first.extra) == {"Fax": "02/410.00.02"}
    address = second.places[0].location.addresses[0]
    assert (address.address_1, address.postal_code, address.city) == ("Rue des Tanneurs 5 bte 2", "1000", "Bruxelles")
    assert "Madame X" not in repr((first, second))
    assert "Madame X" not in path.with_name("x.mapping.toml").read_text(encoding="utf-8")


def test_a_dutch_table(write: Write, read: Read) -> None:
    """Each column is found by its name."""
    path = write("x.csv", DUTCH)
    read(path)
    first, second = read(path).services
    location = first.places[0].location
    assert (first.name, first.wait_time, first.fees_description) == ("CGG Zenne", "3 maanden", "€ 11 per gesprek")
    assert (location.latitude, location.longitude) == (50.8521, 4.3497)
    assert location.addresses[0].address_1 == "Lakensestraat 76"
    assert first.attributes[0].term.name == "volwassenen"
    assert (second.phones[0].number, second.email) == ("+32 2 486 45 00", "")


def test_an_english_table(write: Write, read: Read) -> None:
    """Without ids, and with a row twice; a whole address is taken apart."""
    path = write("x.csv", ENGLISH)
    read(path)
    result = read(path)
    assert [one.places[0].location.addresses[0].address_1 for one in result.services] == [
        "12 Mill Street",
        "14 Mill Street",
    ]
    assert result.services[0].places[0].location.addresses[0].communes == ("Ixelles", "Elsene")
    assert dict(result.services[0].extra) == {"notes": "ring twice"}
    assert result.told == [
        "x.csv:4:1: the same service stands in line 3 already, so this row was left out. Nothing to do."
    ]
    ids = [one.id for one in result.services]
    assert ids[0].startswith("day-centre-")
    assert len(set(ids)) == 2


def test_a_table_without_names_of_columns(write: Write, read: Read) -> None:
    """Its cells say what they are."""
    path = write("x.csv", NAMELESS)
    read(path)
    service = read(path).services[0]
    address = service.places[0].location.addresses[0]
    assert (service.name, service.phones[0].number) == ("SSM du Nord", "02 218 00 08")
    assert (address.address_1, address.postal_code, address.city) == ("Rue du Nord 68", "1210", "Saint-Josse")


def test_ids_stay_when_rows_move(write: Write, read: Read) -> None:
    """They are made of what a service is called and where it is."""
    path = write("x.csv", DUTCH)
    read(path)
    before = {one.name: one.id for one in read(path).services}
    head, *rows = DUTCH.splitlines()
    write("x.csv", "\n".join([head, *reversed(rows)]).replace("gratis", "€ 5") + "\n")
    assert {one.name: one.id for one in read(path).services} == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Id,Nom,Tel\n1,A b,107\n1,C d,02 555 55 55\n", {"id": ["Id"], "name": ["Nom"], "phone": ["Tel"]}),
        ("Service;Institution\nUnité A;CHU Nord\n", {"name": ["Service"], "organisation": ["Institution"]}),
        ("Institution;Année\nCHU Nord;2020\n", {"name": ["Institution"]}),
        ("name_en,name_fr,name_nl\na,b,c\n", {"name": ["name_fr", "name_nl", "name_en"]}),
        (
            "Naam,Commune_NL,Commune_FR\na,Elsene,Ixelles\n",
            {"commune_fr": ["Commune_FR"], "commune_nl": ["Commune_NL"]},
        ),
        ("naam,adres,nr,bus\na,Nieuwstraat,1,b\n", {"address": ["adres", "nr", "bus"]}),
        ("nom,N°,type de voie,voie\na,1,RUE,HAUTE\n", {"address": ["N°", "type de voie", "voie"]}),
        ("name:fr,name,addr:street,addr:housenumber\na,b,c,1\n", {"name": ["name", "name:fr"], "url": None}),
        ("Nom officiel NL,Nom officiel FR\na,b\n", {"name": ["Nom officiel FR", "Nom officiel NL"]}),
        ("rs,commune,ligne\nCH A,451,01440 VIRIAT\n", {"name": ["rs"], "commune_fr": None, "locality": ["ligne"]}),
        ("Hoofdorganisatie,Naam\nCAW,Onthaal\n", {"name": ["Naam"], "organisation": ["Hoofdorganisatie"]}),
        ("nom,N° BCE,capacité\na,0400.000.001,12\n", {"name": ["nom"]}),
        ("nom,contact\na,info@x.example\n", {"email": ["contact"]}),
        ("nom,site\na,www.x.example\n", {"url": ["site"]}),
        ("nom,lundi,mardi\na,9h-12h,fermé\n", {"hours": ["lundi", "mardi"]}),
        ("nom,année\na,2019\nb,2020\n", {"name": ["nom"]}),
        ("nom,x,y\na,4.35,50.84\n", {"latitude": ["y"], "longitude": ["x"]}),
        ("nom,GeoPoint\na,POINT (4.35 50.84)\n", {"coordinates": ["GeoPoint"]}),
        ("nom,Statut\na,Fermé\n", {"name": ["nom"], "status": ["Statut"]}),
        ("nom,statut\na,asbl\n", {"name": ["nom"]}),
        ("nom,actif,verifie\na,oui,non\n", {"name": ["nom"]}),
    ],
)
def test_columns_are_guessed(text: str, expected: Mapping[str, list[str]]) -> None:
    """By their names, unless their cells show otherwise."""
    found = columns_of(text)
    assert {name: found.get(name) for name in expected} == expected
    if len(expected) == 1 and "name" in expected:
        assert found == expected
