"""The kinds of service of a made-up directory, with what they are called and what people say when they need one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service in two languages. Cells of several values join them by `|`."""

    key: str
    fr: str
    nl: str
    heads_fr: str  # how names begin
    heads_nl: str
    needs_fr: str  # what people ask for, in their own words
    needs_nl: str

    def label(self, language: str) -> str:
        """Return what the directory calls it."""
        return self.nl if language == "nl" else self.fr

    def heads(self, language: str) -> list[str]:
        """Return how names of such services begin."""
        return (self.heads_nl if language == "nl" else self.heads_fr).split("|")

    def needs(self, language: str) -> list[str]:
        """Return what people ask for."""
        return (self.needs_nl if language == "nl" else self.needs_fr).split("|")


KINDS = (
    Kind(
        "psychiatry",
        "psychiatrie ambulatoire",
        "ambulante psychiatrie",
        "Équipe mobile|Hôpital de jour|Consultation psychiatrique",
        "Mobiel team|Dagziekenhuis|Psychiatrische raadpleging",
        "un psychiatre|une équipe mobile psychiatrique|un hôpital de jour en psychiatrie",
        "een psychiater|een mobiel psychiatrisch team|een psychiatrische raadpleging",
    ),
    Kind(
        "grief",
        "accompagnement du deuil",
        "rouwbegeleiding",
        "Espace deuil|Groupe d'entraide|Cellule de soutien",
        "Rouwhuis|Zelfhulpgroep|Steungroep",
        "un groupe de parole après un deuil|du soutien après un décès|un accompagnement du deuil",
        "een praatgroep na een overlijden|rouwbegeleiding|steun bij rouw",
    ),
    Kind(
        "carers",
        "soutien aux aidants proches",
        "mantelzorgondersteuning",
        "Relais des aidants|Répit aidants|Antenne des proches",
        "Mantelzorgpunt|Respijthuis|Steunpunt mantelzorg",
        "du répit pour un aidant proche|quelqu'un qui remplace un aidant proche|un soutien aux aidants proches",
        "respijt voor een mantelzorger|ondersteuning voor mantelzorgers|een mantelzorgpunt",
    ),
    Kind(
        "parents",
        "soutien à la parentalité",
        "opvoedingsondersteuning",
        "Lieu de rencontre enfants et parents|Maison des parents|Espace parentalité",
        "Ontmoetingsplaats voor ouders|Opvoedingswinkel|Ouderhuis",
        "un soutien à la parentalité|des conseils pour élever un enfant|un lieu de rencontre pour parents",
        "opvoedingsondersteuning|raad over opvoeding|een opvoedingswinkel",
    ),
    Kind(
        "mediation",
        "médiation familiale",
        "familiale bemiddeling",
        "Service de médiation|Espace rencontre|Cabinet de médiation",
        "Bemiddelingsdienst|Bezoekruimte|Bemiddelingshuis",
        "une médiation après une séparation|une médiation familiale|un espace rencontre",
        "bemiddeling na een scheiding|familiale bemiddeling|een neutrale bezoekruimte",
    ),
    Kind(
        "clothing",
        "vestiaire social",
        "kledingbank",
        "Vestiaire|Donnerie|Magasin de seconde main",
        "Kledingwinkel|Geefwinkel|Kringwinkel",
        "des vêtements gratuits|un vestiaire social|des habits de seconde main",
        "gratis kleren|een kledingbank|tweedehandse kleding",
    ),
    Kind(
        "washing",
        "bains et douches publics",
        "openbare douches",
        "Bains publics|Douches solidaires|Lavoir social",
        "Badhuis|Douchepunt|Sociaal wassalon",
        "une douche ce soir|une douche publique|des bains et douches publics",
        "een openbare douche|een plek om te douchen|een sociaal wassalon",
    ),
    Kind(
        "energy",
        "tutorat énergie",
        "energiebegeleiding",
        "Guidance énergie|Guichet énergie|Maison de l'énergie",
        "Energieloket|Energiehuis|Energiesnoeiers",
        "de l'aide pour une facture de gaz|un tuteur énergie|des conseils pour l'électricité",
        "hulp met een gasfactuur|energiebegeleiding|advies over elektriciteit",
    ),
    Kind(
        "digital",
        "espace public numérique",
        "openbare computerruimte",
        "Espace numérique|Cybercafé social|Atelier informatique",
        "Digipunt|Computerhuis|Computeratelier",
        "un ordinateur avec internet|un espace public numérique|de l'aide pour une démarche en ligne",
        "een computer met internet|een openbare computerruimte|hulp bij een aanvraag online",
    ),
    Kind(
        "interpreting",
        "interprétariat social",
        "sociaal tolken",
        "Service d'interprétariat|Bureau des interprètes|Relais interculturel",
        "Tolkdienst|Tolkenbureau|Intercultureel punt",
        "un interprète|quelqu'un qui traduit|un service d'interprétariat social",
        "een tolk|iemand die vertaalt|sociaal tolken",
    ),
    Kind(
        "dental",
        "soins dentaires",
        "tandzorg",
        "Cabinet dentaire|Dispensaire dentaire|Clinique dentaire",
        "Tandartspraktijk|Tandartspost|Tandkliniek",
        "un dentiste|des soins dentaires|quelqu'un pour une rage de dents",
        "een tandarts|tandzorg|iemand voor tandpijn",
    ),
    Kind(
        "speech",
        "logopédie",
        "logopedie",
        "Cabinet de logopédie|Centre du langage|Atelier de la parole",
        "Logopediepraktijk|Taalcentrum|Spraakatelier",
        "une logopède|un bilan de langage|des séances de logopédie",
        "een logopedist|een taalonderzoek|logopedie",
    ),
    Kind(
        "palliative",
        "soins palliatifs",
        "palliatieve zorg",
        "Plateforme palliative|Équipe de soutien|Maison de vie",
        "Palliatief netwerk|Ondersteuningsteam|Hospice",
        "des soins palliatifs|un accompagnement en fin de vie|une équipe palliative",
        "palliatieve zorg|begeleiding bij het levenseinde|een palliatief team",
    ),
    Kind(
        "transport",
        "transport adapté",
        "aangepast vervoer",
        "Navette|Centrale de mobilité|Taxi social",
        "Minder mobielen centrale|Pendelbus|Sociale taxi",
        "un transport adapté|quelqu'un qui conduit à l'hôpital|un taxi social",
        "aangepast vervoer|iemand die naar het ziekenhuis rijdt|een sociale taxi",
    ),
    Kind(
        "housing",
        "habitat accompagné",
        "begeleid wonen",
        "Habitat accompagné|Maison communautaire|Initiative d'habitation",
        "Beschut wonen|Gemeenschapshuis|Woonproject",
        "un habitat accompagné|un logement avec un accompagnement|une maison communautaire",
        "begeleid wonen|een woning met begeleiding|een gemeenschapshuis",
    ),
    Kind(
        "street",
        "travail de rue",
        "straathoekwerk",
        "Maraude|Équipe de rue|Accueil de jour",
        "Straathoekwerkers|Straatteam|Inloophuis",
        "un éducateur de rue|un accueil de jour|une équipe de maraude",
        "een straathoekwerker|een inloophuis|een straatteam",
    ),
    Kind(
        "gambling",
        "jeu excessif",
        "gokverslaving",
        "Clinique du jeu|Consultation joueurs|Ligne joueurs",
        "Gokpoli|Spelerspunt|Gokpreventie",
        "de l'aide contre le jeu excessif|quelqu'un qui comprend les joueurs|un soin du jeu excessif",
        "hulp bij gokverslaving|behandeling van gokverslaving|iemand die spelers begrijpt",
    ),
    Kind(
        "eating",
        "troubles alimentaires",
        "eetstoornissen",
        "Clinique de l'anorexie|Réseau boulimie|Table thérapeutique",
        "Eetkliniek|Eetnetwerk|Therapeutische tafel",
        "un traitement de l'anorexie|des soins pour troubles alimentaires|de l'aide pour la boulimie",
        "behandeling van anorexia|hulp bij eetstoornissen|hulp bij boulimie",
    ),
    Kind(
        "autism",
        "autisme",
        "autisme",
        "Centre de ressources autisme|Ferme pédagogique|Service d'accompagnement",
        "Autismecentrum|Zorgboerderij|Begeleidingsdienst",
        "un bilan pour l'autisme|un accompagnement de l'autisme|un centre pour l'autisme",
        "een diagnose van autisme|begeleiding bij autisme|een centrum voor autisme",
    ),
    Kind(
        "dropout",
        "décrochage scolaire",
        "schooluitval",
        "Accrochage scolaire|École des possibles|Atelier relais",
        "Time-outproject|Leerpunt|Brugproject",
        "de l'aide contre le décrochage scolaire|quelqu'un pour raccrocher à l'école|un atelier relais",
        "hulp bij schooluitval|een time-outproject|begeleiding bij schooluitval",
    ),
    Kind(
        "garden",
        "jardin solidaire",
        "samentuin",
        "Potager collectif|Jardin partagé|Ferme urbaine",
        "Samentuin|Volkstuin|Stadsboerderij",
        "un jardin solidaire|un potager collectif|un lieu pour jardiner avec d'autres",
        "een samentuin|een volkstuin|samen tuinieren",
    ),
    Kind(
        "justice",
        "maison de justice",
        "justitiehuis",
        "Maison de justice|Aide aux victimes|Service laïque d'aide aux justiciables",
        "Justitiehuis|Slachtofferhulp|Justitieel welzijnswerk",
        "une aide aux victimes|une maison de justice|quelqu'un après une agression",
        "slachtofferhulp|een justitiehuis|iemand na een overval",
    ),
    Kind(
        "tenants",
        "défense des locataires",
        "huurdersverdediging",
        "Syndicat des locataires|Comptoir du logement|Permanence habitat",
        "Huurderssyndicaat|Woonloket|Woonwinkel",
        "une défense contre un propriétaire|des conseils sur un bail|une défense des locataires",
        "verdediging tegen een huisbaas|advies over een huurcontract|huurdersverdediging",
    ),
    Kind(
        "seniors",
        "rencontres des aînés",
        "seniorenontmoeting",
        "Club des aînés|Café des souvenirs|Pavillon du troisième âge",
        "Seniorenclub|Herinneringscafé|Dorpspunt",
        "un club des aînés|des rencontres contre la solitude|un café des souvenirs",
        "een seniorenclub|ontmoeting tegen eenzaamheid|een herinneringscafé",
    ),
)
