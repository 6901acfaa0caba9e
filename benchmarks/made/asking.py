"""How people ask: sentences around a name, and around a need."""

ABOUT_FR = (
    "bonsoir, {} c'est dans quelle rue ?",
    "auriez-vous le téléphone de {} svp",
    "on m'a parlé de {}, c'est encore ouvert ?",
    "à quelle heure ouvre {} ?",
    "dites, {} ça existe toujours ?",
    "je dois joindre {} aujourd'hui, merci",
)
ABOUT_NL = (
    "goeiedag, in welke straat is {} ?",
    "hebt u het telefoonnummer van {} aub",
    "men sprak mij over {}, is dat nog open?",
    "hoe laat gaat {} open?",
    "zeg, bestaat {} nog?",
    "ik moet {} vandaag bereiken, dank u",
)
NEED_FR = (
    "il me faut {need} à {place}, pour {audience}",
    "connaissez-vous {need} pour {audience} près de {place} ?",
    "{kind} {audience} {place}",
    "bonsoir, y a-t-il {kind} pour {audience} à {place} svp",
    "{place} : {kind}, {audience} ?",
)
NEED_NL = (
    "ik heb {need} nodig in {place}, voor {audience}",
    "kent u {need} voor {audience} in de buurt van {place}?",
    "{kind} {audience} {place}",
    "goeiedag, is er {kind} voor {audience} in {place} aub",
    "{place}: {kind}, {audience}?",
)

# Keys beside each other on a Belgian (AZERTY) keyboard.
KEYS = dict(
    zip(
        "azertyuiopqsdfghjklmwxcvbn",
        "zq aes zrd etf ryg tuh yij uok ipl om asw qdx sfc dgv fhb gjn hkn jl km l xq wcs xvd cbf vng bhj".split(),
        strict=True,
    )
)
SOUNDS = (  # written one way for the other
    ("eau", "o"),
    ("ai", "é"),
    ("qu", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ll", "l"),
    ("rr", "r"),
    ("ss", "c"),
    ("ch", "sh"),
    ("y", "i"),
    ("z", "s"),
    ("ou", "oe"),
    ("ee", "e"),
    ("ij", "y"),
)
