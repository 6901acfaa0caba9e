"""Natural persons are not kept: which addresses belong to a function, and which to somebody."""

import re

from concertbot.chat.words import fold

# Words by which a mailbox shows that it is shared, in French, Dutch and English.
SHARED = frozenset(
    ["accueil", "admin", "administration", "aide", "asbl", "bureau", "centre", "centrum", "client", "contact", "coordination", "crisis", "dienst", "direction", "directie", "email", "equipe", "hello", "help", "hulp", "info", "information", "inschrijving", "inscription", "intake", "mail", "office", "onthaal", "permanence", "post", "reception", "redaction", "rdv", "secretariaat", "secretariat", "service", "sociaal", "social", "support", "team", "vzw", "welcome", "zorg"]
)


def shared_mailbox(email: str) -> bool:
    """Return whether an e-mail address says that it belongs to a function and not to a person."""
    local = fold(email).split("@")[0]
    return any(word in SHARED for word in re.split("[^a-z]+", local))
