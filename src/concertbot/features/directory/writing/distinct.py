"""Keeps the ids of several sources apart in one export."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from concertbot.chat.words import clean
from concertbot.features.directory.formats.origin import OWN_ID
from concertbot.features.directory.writing.hsds_rows import table_under
from concertbot.features.directory.writing.hsds_spec import POINTERS

ID, SERVICE_UUID = "id", "service_uuid"
POINTING = frozenset({ID, *POINTERS, "link_id", "resource_id", "parent_id", "parent_organization_id"})
ENTITIES = frozenset({"services", "organizations", "locations"})  # say what their id was


class Distinct:
    """Gives what has an id of an earlier source another one, always the same, and says beside it what it was."""

    def __init__(self) -> None:
        self._source = ""
        self._taken: set[int] = set()  # hashes of the ids of earlier sources
        self._own: set[int] = set()

    def begin(self, source: str) -> None:
        """Take the ids that were seen for those of an earlier source."""
        self._source = source
        self._taken |= self._own
        self._own.clear()

    def of(self, table: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row, or an object with what is nested in it."""
        names = {name: clean(name).lower() for name in body}
        pointing = {SERVICE_UUID} if SERVICE_UUID in names.values() else POINTING  # an id map holds ids of the source
        found = {
            name: self._id(value) if names[name] in pointing else self._nested(name, value)
            for name, value in body.items()
        }
        said = next((name for name in body if names[name] == ID and ID in pointing), "")
        if said:
            self._own.add(hash(str(body[said])))
        if said and table in ENTITIES and found[said] != body[said]:
            found.setdefault(OWN_ID, body[said])
        return found

    def _nested(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._nested(name, one) for one in value]
        return self.of(table_under(name), value) if isinstance(value, dict) else value

    def _id(self, said: Any) -> Any:
        if said in ("", None) or hash(str(said)) not in self._taken:
            return said
        return str(uuid5(NAMESPACE_URL, f"urn:concertbot:{self._source}:again:{said}"))
