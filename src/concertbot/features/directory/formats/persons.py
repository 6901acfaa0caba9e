"""Natural persons are shown to nobody: which mailboxes belong to a function, and which to somebody."""

import re
from collections.abc import Mapping
from typing import Any

from concertbot.chat.words import fold

# Words by which a mailbox shows that it is shared, in French, Dutch and English.
SHARED = re.compile(
    r"""(?<![a-z])(
        accueil | admin(istrati(e|on))? | aide | asbl | bureau | centr(e|um) | client | contact | coordination
      | crisis | dienst | direct(ie|ion) | e?mail | equipe | hello | help | hulp | info(rmation)? | inschrijving
      | inscription | intake | office | onthaal | permanence | post | reception | redaction | rdv | secretariaa?t
      | service | sociaa?l | support | team | vzw | welcome | zorg
    )(?![a-z])""",
    re.VERBOSE,
)

# What sources call that which may be a natural person: HSDS and data.inclusion.
PERSONS = frozenset({"contacts", "contact", "attention", "updated_by", "assurer_email", "contact_nom_prenom"})


def without_persons(value: Any) -> Any:
    """Return a value of a source without what may be a person in it, however deep."""
    if isinstance(value, Mapping):
        return {name: without_persons(one) for name, one in value.items() if name.lower() not in PERSONS}
    return [without_persons(one) for one in value] if isinstance(value, list) else value


def shared_mailbox(email: str) -> bool:
    """Return whether an e-mail address says that it belongs to a function and not to a person."""
    return SHARED.search(fold(email).split("@")[0]) is not None
