"""What the directory opens for long: the lookup."""

from concertbot.domain.lookup import Lookup
from concertbot.domain.reach import Reach
from concertbot.features.directory.catalogue import Catalogue


def opens(reach: Reach) -> None:
    """Open the lookup."""
    reach.put(Lookup, reach.put(Catalogue, Catalogue(reach)))
