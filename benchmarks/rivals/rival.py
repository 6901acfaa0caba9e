"""What everybody who is measured can do."""

from abc import ABC, abstractmethod


class Rival(ABC):
    """An index of a directory, made from its services."""

    @abstractmethod
    def find(self, text: str, limit: int) -> list[int]:
        """Return the ids of the services that fit best, at most so many."""

    def stored(self) -> int | None:
        """Return the bytes of the index, where it lives outside of this process."""
        return None

    def close(self) -> None:  # noqa: B027 - most have nothing to end
        """End what was started."""
