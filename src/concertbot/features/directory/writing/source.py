"""What an export reads: a source with its documents, and with its services as records."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from concertbot.features.directory.formats.documents import Document
from concertbot.features.directory.records import OrganisationRecord, ServiceRecord

FLAT, INCLUSION, HSDS = "flat", "inclusion", "hsds"  # families


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a source as a whole."""

    name: str
    layout: Mapping[str, Any] = field(default_factory=dict)
    day: date = date.min  # when it was imported

    @property
    def family(self) -> str:
        """What kind of directory it came as."""
        return str(self.layout.get("family", FLAT))

    @property
    def is_table(self) -> bool:
        """Whether its values are cells."""
        return str(self.layout.get("shape", "csv")) == "csv"

    @property
    def is_mapped(self) -> bool:
        """Whether it came as a table of somebody's own."""
        return bool(self.layout.get("mapping"))

    def columns(self, table: str) -> list[str]:
        """Return the columns of one of its tables, in order."""
        return list((self.layout.get("tables") or {}).get(table, ()))


class Source(Protocol):
    """A source that can be gone through, more than once. Corrections that people accepted stand in it."""

    @property
    def origin(self) -> Origin:
        """What is known of it as a whole."""

    def documents(self, kind: str | None = None) -> AsyncIterator[Document]:
        """Go through what was imported, in its order."""

    def wholes(self, kind: str) -> AsyncIterator[tuple[Document, dict[str, Any]]]:
        """Go through what was imported of a kind, with the objects in place for which a reference stands."""

    def services(self) -> AsyncIterator[ServiceRecord]:
        """Go through the services as records."""

    def organisations(self) -> AsyncIterator[OrganisationRecord]:
        """Go through the organisations as records, each once."""
