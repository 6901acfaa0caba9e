"""What a directory is made of: the source's own objects, kept word for word. All else is derived from them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from concertbot.features.directory.records import ServiceRecord

SERVICE, ORGANISATION, REST = "service", "organisation", "rest"
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
FAST = 1  # how hard a body is compressed: most of the gain at a tenth of the price


@dataclass(frozen=True, slots=True)
class Document:
    """One object of a source, in the source's own terms, its keys in the source's order.

    `kind` is "service", "organisation", "location", another kind of object that services share, or "rest": a row that
    belongs to nothing, `{"table": …, "row": …}`. Objects of an HSDS package stand nested in the one that they belong to
    alone, under the names that HSDS gives them in JSON.
    """

    kind: str
    source: str
    id: str  # as in the source
    body: Mapping[str, Any]
    record: ServiceRecord | None = None  # what it says of a service; none of what was kept


def packed(body: Mapping[str, Any]) -> bytes:
    """Return a body as it is kept."""
    return zlib.compress(_text(body), FAST)


def unpacked(content: bytes) -> dict[str, Any]:
    """Return a body that was kept."""
    body: dict[str, Any] = json.loads(zlib.decompress(content))
    return body


def digest_of(body: Mapping[str, Any], entry: str) -> str:
    """Return a short text that differs when an object differs, or what is derived from it and from others."""
    return blake2b(_text(body) + entry.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _text(body: Mapping[str, Any]) -> bytes:
    return ENCODER.encode(body).encode(errors="surrogatepass")
