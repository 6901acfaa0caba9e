"""What a mapping can name: the fields, how several columns make one of them, and what columns are called for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from concertbot.chat.words import fold

FIRST, LINE, TEXT, LIST, DAYS = "first", "line", "text", "list", "days"
LISTS = "|;\n"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a mapping."""

    column: str  # of services.csv
    called: str  # what columns are called for it, folded and separated by commas; in French, Dutch, English
    several: str = FIRST  # what becomes of several columns
    separators: str = ""  # between the values of one cell
    only: bool = False  # whether its cells show by themselves that they are of this kind


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "id": Field(
            "id", "identifiant, identifier, code, ref, reference, uid, uuid, numero, nr, no, id service, nofinesset"
        ),
        "name": Field(
            "service_name",
            "nom, nom du service, nom service, nom complet, nom usuel, denomination, intitule, libelle, service, "
            "site, nom du site, campus, antenne, naam, naam dienst, naam van de dienst, dienst, benaming, volledige "
            "naam, vestiging, afdeling, voorziening, naam voorziening, titel, name, service, title, facility, "
            "programme, nom du lieu, lieu, nom etablissement, nom de l etablissement, offre, aanbod",
            several="name",
        ),
        "alternate_names": Field(
            "alternate_name",
            "sigle, acronyme, abreviation, autre nom, autres noms, nom court, afkorting, andere naam, acroniem, "
            "korte naam, acronym, abbreviation, alias, other names, short name",
            LIST,
            LISTS,
        ),
        "organisation": Field(
            "organization_name",
            "organisation, organisme, organization, structure, rs, nom structure, etablissement, institution, "
            "hopital, gestionnaire, hoofdorganisatie, pouvoir organisateur, association, asbl, raison sociale, "
            "reseau, organisatie, instelling, ziekenhuis, inrichtende macht, beheerder, vzw, vereniging, provider, "
            "hospital, agency, operator, owner",
        ),
        "description": Field(
            "description",
            "presentation, presentation resume, presentation detail, resume, mission, missions, objet, activites, "
            "offre de service, beschrijving, omschrijving, toelichting, opdracht, activiteiten, summary, about, "
            "activities",
            TEXT,
        ),
        "kind": Field(
            "service_type",
            "type, types, type de service, categorie, categories, secteur, nature, thematique, thematiques, "
            "typologie, discipline, genre, type d etablissement, soort, type dienst, aard, sector, thema, category, "
            "kind, theme, topic, specialite, specialisme, domaine, libcategetab, healthcare, amenity",
            LIST,
            LISTS,
        ),
        "audiences": Field(
            "audiences",
            "public, publics, public cible, public vise, beneficiaires, profils, patientele, doelgroep, "
            "doelgroepen, doelpubliek, publiek, audience, target group, target audience, clients, population, age, "
            "ages, leeftijd",
            LIST,
            "|;,\n",
        ),
        "languages": Field(
            "languages",
            "langue, langues, langues parlees, taal, talen, gesproken talen, language, languages, spoken languages",
            LIST,
            "|;,/\n",
            only=True,
        ),
        "commune_fr": Field(
            "commune_fr", "commune, ville, localite, city, town, municipality, locality, cite", only=True
        ),
        "commune_nl": Field("commune_nl", "gemeente, stad, plaats, woonplaats, plaatsnaam", only=True),
        "locality": Field(
            "postal_code",
            "ligneacheminement, cp localite, cp ville, cp commune, code postal et localite, code postal et commune, "
            "postcode en gemeente, postcode gemeente, postcode plaats, cp et localite, lieu postal",
            only=True,
        ),
        "postcode": Field(
            "postal_code", "code postal, cp, postcode, post code, postal code, zip, zip code, zipcode", only=True
        ),
        "address": Field(
            "address",
            "adresse, adresse complete, adresse postale, adres, volledig adres, rue, voie, straat, straatnaam, "
            "street, address 1, street address, adr, complement adresse, lieu de consultation",
            LINE,
        ),
        "coordinates": Field(
            "latitude",
            "coordonnees, coordonnees gps, gps, geo point, geo point 2d, geopoint, geolocalisation, geometry, geo, "
            "coordinaten, coordinates, location, position, wkt, lat lon, latlng",
            only=True,
        ),
        "latitude": Field("latitude", "lat, y, breedtegraad, latitude y, coord y", only=True),
        "longitude": Field("longitude", "lon, lng, long, x, lengtegraad, longitude x, coord x", only=True),
        "phone": Field(
            "phone",
            "telephone, telephones, tel, numero de telephone, gsm, portable, mobile, ligne, permanence "
            "telephonique, telefoon, telefoonnummer, telefoonnr, phone number, phones, contact, tel 1, tel 2",
            LIST,
            "|;,\n",
            only=True,
        ),
        "email": Field(
            "email",
            "mail, e mail, courriel, adresse mail, adresse e mail, adresse electronique, mailadres, e mailadres, "
            "emailadres, email address, contact",
            separators="|;, \n",
            only=True,
        ),
        "url": Field(
            "url",
            "site, site web, site internet, siteweb, web, lien, page web, adresse web, website, webadres, webstek, "
            "webpagina, link, homepage, web site, uri, internet",
            separators="|;, \n",
            only=True,
        ),
        "hours": Field(
            "opening_hours",
            "horaire, horaires, heures d ouverture, horaires d ouverture, horaires accueil, horaires ouverture, "
            "heures, bereikbaarheid, openingsuren, openingstijden, uren, openingsuur, hours, opening times, "
            "schedule, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, maandag, dinsdag, woensdag, "
            "donderdag, vrijdag, zaterdag, zondag, monday, tuesday, wednesday, thursday, friday, saturday, sunday",
            DAYS,
        ),
        "fees": Field(
            "fees",
            "tarif, tarifs, prix, cout, couts, frais, honoraires, tarification, tarief, tarieven, prijs, prijzen, "
            "kostprijs, kosten, kost, betalingsvoorwaarden, fee, price, prices, cost, costs, rates",
            TEXT,
        ),
        "wait_time": Field(
            "wait_time",
            "delai, delais, delai d attente, attente, liste d attente, temps d attente, wachttijd, wachtlijst, "
            "wachttijden, waiting time, waiting list, wait",
            TEXT,
        ),
        "eligibility": Field(
            "eligibility_description",
            "conditions, conditions d acces, conditions d admission, criteres, criteres d admission, criteres d "
            "inclusion, acces, voorwaarden, toelatingsvoorwaarden, criteria, toegang, eligibility",
            TEXT,
        ),
        "application": Field(
            "application_process",
            "modalites, modalites d inscription, procedure, inscription, prise de rendez vous, prise rdv, demande, "
            "comment s inscrire, aanmelding, aanmeldingsprocedure, verwijzing, inschrijving, referral, how to "
            "apply, admission, intake, modes mobilisation",
            TEXT,
        ),
        "area_served": Field(
            "area_served",
            "zone, zones, territoire, zone desservie, zone couverte, zone d action, secteur geographique, bassin, "
            "couverture, werkingsgebied, regio, zorgregio, werkgebied, area, region, catchment, catchment area, "
            "coverage, rayon d action",
            LIST,
            LISTS,
        ),
        "care_level": Field("care_level", "niveau, niveau de soins, zorgniveau, niveau van zorg, level", only=True),
        "verified_on": Field(
            "verified_on",
            "verifie, verifie le, date de verification, valide le, geverifieerd, geverifieerd op, gecontroleerd op, "
            "nagekeken op, verified, checked on, date verified, last verified",
            only=True,
        ),
        "last_modified": Field(
            "last_modified",
            "mise a jour, date de mise a jour, derniere mise a jour, maj, date maj, modifie le, bijgewerkt, "
            "bijgewerkt op, laatste wijziging, laatst gewijzigd, updated, last update, last updated, date modified, "
            "modified",
            only=True,
        ),
        "status": Field("status", "statut, etat, toestand", only=True),
        "source": Field("source", ""),
    }
)
COLUMNS = frozenset(field.column for field in FIELDS.values()) | {"verified", "confidence", "source_note"}
# The house number, the box and the kind of street, in columns beside the street.
HOUSE = re.compile(
    r"((addr|adresse?|de|la|maison|rue|voie)\ )*"
    r"(boite|box|bte|bus(nr|nummer)?|house\ ?number|huis(nr|nummer)|n|no|nr|num(ero|ber|mer|voie)?|typ(e\ de\ |)voie)"
    r"(\ (de|la|maison|rue|voie))*"
)
LANGUAGES = ("fr", "nl", "en", "de")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def heading(name: str) -> tuple[str, str]:
    """Return a column's name as folded words, and the language that it ends or begins with."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(CAMEL.sub(" ", name))).split()
    for language in LANGUAGES:
        if len(words) > 1 and language in (words[0], words[-1]):
            kept = words[1:] if words[0] == language else words[:-1]
            return " ".join(kept), language
    return " ".join(words), ""
