"""HSDS objects as they came: services, or organisations or locations with their services."""

from collections.abc import AsyncIterator
from typing import Any

from concertbot.features.directory.formats.documents import SERVICE
from concertbot.features.directory.formats.origin import OWN_ID
from concertbot.features.directory.writing.source import Source

Object = dict[str, Any]

TREE = "services"  # under which an object holds its services


async def trees(source: Source) -> AsyncIterator[Object]:
    """Go through the objects of a source; services that came within something are put back into it."""
    root = str(source.origin.layout.get("root", SERVICE))
    owner: Object | None = None
    services: list[Object] = []
    async for document, whole in source.wholes(SERVICE):
        above, service = _apart(root, whole)
        if services and above != owner:
            yield {**(owner or {}), TREE: services}
            services = []
        if above is None:
            known = document.id in {service.get("id"), service.get(OWN_ID)}
            yield service if known else {**service, OWN_ID: document.id}
        else:
            owner = above
            services.append(service)
    if services:
        yield {**(owner or {}), TREE: services}


def _apart(root: str, whole: Object) -> tuple[Object | None, Object]:
    """Return what a service came within, if it did, and the service without it."""
    above = whole.get(root)
    if root == "organization" and isinstance(above, dict):
        return above, {name: value for name, value in whole.items() if name != root}
    places = whole.get("service_at_locations")
    if root == "location" and places and places[-1].keys() == {root}:
        left = {"service_at_locations": places[:-1]} if places[:-1] else {}
        return places[-1][root], {name: value for name, value in whole.items() if value is not places} | left
    return None, whole
