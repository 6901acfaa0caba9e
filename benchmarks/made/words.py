"""Words of which names, places and descriptions of a made-up directory are put together. No list is from elsewhere."""

AUDIENCES = (  # French, Dutch
    ("nourrissons", "zuigelingen"),
    ("écoliers", "schoolkinderen"),
    ("ados", "tieners"),
    ("étudiants", "studenten"),
    ("jeunes mères", "jonge moeders"),
    ("pères", "vaders"),
    ("couples", "koppels"),
    ("seniors", "senioren"),
    ("travailleurs", "werknemers"),
    ("chômeurs", "werklozen"),
    ("personnes sourdes", "dove personen"),
    ("personnes aveugles", "blinde personen"),
    ("sans-papiers", "mensen zonder papieren"),
    ("détenus", "gedetineerden"),
    ("tout le monde", "iedereen"),
)

# Places: beginnings that both languages share, and endings that each says its own way.
STEMS = (
    "Arde Bavi Berlo Brumi Calo Corni Damo Dervi Elbi Falmi Ferno Galmi Gorbe Hamri Hervo Ivri Jalo Kerbi Lasne Lombi"
    " Malvo Mirbe Nalin Nervi Obri Orlan Palmi Perwi Quare Ramil Rosca Salmo Serni Tarmi Tubi Urbi Valko Vesdi Wanzo"
    " Warmi Ypre Zelli"
).split()
BETWEEN = ("", "", "ber", "co", "dra", "fin", "gi", "lo", "mar", "ne", "ro", "sal", "ti", "vu")
ENDINGS = (  # French, Dutch
    ("mont", "berg"),
    ("pont", "brugge"),
    ("bois", "bos"),
    ("court", "hof"),
    ("champs", "veld"),
    ("val", "dal"),
    ("fontaine", "bron"),
    ("château", "burcht"),
    ("prés", "meers"),
    ("eau", "water"),
)
ALIKE = ("ain", "ange", "elle", "eux", "gem", "gies", "ingen", "lez", "nies", "ogne", "oux", "rode", "té", "zée")
PATRONS = (
    ("Sainte-Aldegonde", "Sint-Aldegondis"),
    ("Saint-Bavon", "Sint-Baafs"),
    ("Sainte-Begge", "Sint-Begga"),
    ("Saint-Ghislain", "Sint-Gislenus"),
    ("Sainte-Gudule", "Sint-Goedele"),
    ("Saint-Quirin", "Sint-Kwinten"),
    ("Saint-Trond", "Sint-Truien"),
    ("Sainte-Walburge", "Sint-Walburga"),
)
WATERS = ("Amblève", "Demer", "Dyle", "Gette", "Haine", "Honnelle", "Lesse", "Mehaigne", "Semois", "Viroin")

# Names: a thing, and what is said of it.
THINGS_FR = (
    "abeille abri aiguillage allumette amarre ancre aquarelle arbalète ardoise aube auvent balançoire balise barque"
    " bâtisse beffroi berceau boussole braise brindille cadran caravelle carillon cerf-volant chêne cigogne clairière"
    " clé coquelicot corde cordée courant crépuscule dune échelle éclaircie écluse encrier envol épi équinoxe étincelle"
    " falaise fanal farandole fenêtre feuillage flambeau fougère galet girouette glycine gouvernail grange halte hamac"
    " hirondelle horloge île jonquille lanterne lavande levain lierre luciole marelle marée marguerite mésange mosaïque"
    " moulin nacelle nénuphar noyau ombrelle orée ourson palette papillon passerelle pergola perron phare pirogue"
    " plume poterne prairie primevère racine radeau refuge rive roseau rosée sablier sarment sentier sève sillon"
    " tamaris tilleul toiture tremplin tuile vague vallon verger vigie voilier zéphyr"
).split()
SAID_FR = (
    "aux oiseaux|bleu nuit|d'argent|d'en face|d'Orient|de la colline|de la dernière chance|de la gare|de l'aurore"
    "|de l'étang|de l'hiver|de mai|de papier|de verre|des artisans|des brumes|des deux rives|des faubourgs|des lilas"
    "|des possibles|des quatre saisons|des remparts|des voisins|doré|du bout du monde|du canal|du carrefour|du Midi"
    "|du Nord|du parc|du petit jour|du quai|du village|en fête|enchanté|ouvert|pour tous|qui chante|rouge|sans nom"
    "|sous la pluie|tranquille|vagabond|vert"
).split("|")
THINGS_NL = (
    "Anker Baken Berk Boei Boomgaard Brem Brug Dageraad Dijk Distel Draad Duin Egel Eik Fakkel Gaard Golf Haard Haven"
    " Hazelaar Heide Horizon Iep Kade Kapstok Klaproos Klimop Kompas Kornoelje Kraanvogel Kruispunt Kwartel Ladder"
    " Lantaarn Leeuwerik Linde Loods Luifel Merel Mozaïek Nachtegaal Oase Oever Pijler Populier Regenboog Reiger"
    " Rietveld Roerdomp Schakel Sleutel Springplank Sterrenbos Stroom Tandem Toren Trampoline Uitkijk Vlieger Vuurtoren"
    " Waterlelie Weegschaal Wilg Wingerd Zandloper Zeilboot Zonnewijzer Zwaluw"
).split()
SAID_NL = (
    "aan de kaai|aan het kanaal|aan zee|achter de hoek|bij de molen|in de wijk|in het groen|na de regen|om de hoek"
    "|op de heuvel|op wielen|over de brug|van de buren|van het Zuiden|voor allen|voor morgen|zonder grenzen"
).split("|")
ROOMS_FR = ("Atelier", "Cercle", "Comité", "Comptoir", "Coopérative", "Foyer", "Pavillon", "Relais", "Réseau", "Villa")
ROOMS_NL = ("Atelier", "Coöperatie", "Comité", "Gasthuis", "Kring", "Netwerk", "Paviljoen", "Werkgroep", "Wijkhuis")
STARTS = "Al Bra Cor Da El Fa Gui Hé Iso Ju Ka Lé Mo Na Oph Per Ra Sé Thé Ul Va Wé Xa Yo Zé".split()
MIDDLES = "ba cy di fé ga lan li mé mo na no phi ra ri ssa ta the va xi".split()
ENDS = "bel dis ga line lis mar mine nor phe quin ra ria rive ro sis thée tris val via xane".split()

# Descriptions.
TASKS_FR = (
    "accueille accompagne chaque jour|écoute et oriente|propose un accompagnement|organise des ateliers"
    "|reçoit en toute discrétion|soutient et informe|anime des groupes|répond aux questions|assure une permanence"
).split("|")
FURTHER_FR = (
    "le premier entretien est gratuit|sur rendez-vous ou en visite libre|les proches sont les bienvenus"
    "|une équipe de bénévoles aide aux démarches|un travailleur social passe chaque semaine|en partenariat avec l'école"
    "|des activités ont lieu en soirée|une participation est demandée selon les revenus|accès facile en fauteuil"
    "|l'équipe parle plusieurs langues|un suivi de plusieurs mois est possible|fermé pendant les congés"
    "|en lien avec le médecin de famille|une salle de jeux attend les petits|les repas sont pris en commun"
    "|la liste d'attente est courte|des sorties culturelles complètent le programme|les animaux sont admis"
).split("|")
TASKS_NL = (
    "begeleidt van dag tot dag|luistert en wijst de weg|biedt begeleiding|organiseert workshops|ontvangt in alle rust"
    "|steunt en informeert|begeleidt groepen|beantwoordt vragen|houdt zitdag"
).split("|")
FURTHER_NL = (
    "het eerste gesprek is gratis|op afspraak of vrij bezoek|naasten zijn welkom|vrijwilligers helpen met papieren"
    "|een maatschappelijk assistent komt elke week langs|samen met de school|er zijn avondactiviteiten"
    "|een bijdrage volgens inkomen|vlot bereikbaar met een rolstoel|het team spreekt meerdere talen"
    "|langdurige opvolging kan|gesloten tijdens de vakantie|in overleg met de huisarts|de wachtlijst is kort"
    "|een speelhoek wacht op de kleintjes|maaltijden worden samen genomen|dieren mogen mee"
).split("|")
LANGUAGES = ("ar", "de", "en", "es", "it", "pl", "pt", "ro", "ru", "tr", "uk", "LSFB")

SMALL = frozenset(
    "a au aux d de des du en et l la le les pour qui sans sous sur aan achter bij de het in na om op over t van voor"
    " zonder".split()
)
