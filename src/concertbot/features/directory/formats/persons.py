"""Natural persons are shown to nobody: which mailboxes belong to a function, and which to somebody."""

import re

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


def shared_mailbox(email: str) -> bool:
    """Return whether an e-mail address says that it belongs to a function and not to a person."""
    return SHARED.search(fold(email).split("@")[0]) is not None
