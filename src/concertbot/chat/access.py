"""Who may say what."""

from enum import IntEnum


class Role(IntEnum):
    """Roles in a concertation, each with the rights of those below it."""

    NOBODY = -1  # speaks for a group or a channel: may read what anybody may, nothing else
    PARTICIPANT = 0
    FACILITATOR = 1
    COORDINATOR = 2
    ADMIN = 3


def allowed(needed: Role, held: Role) -> bool:
    """Return whether the role that somebody holds is enough."""
    return held >= needed
