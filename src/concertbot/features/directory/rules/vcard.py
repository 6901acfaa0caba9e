"""A contact as a vCard file, which phones and address books take in.

Version 3.0: some address books still refuse 4.0. Escaping and folding are those of both (RFC 6350, 3.2 to 3.4).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

MEDIA_TYPE = "text/vcard"
LONGEST = 75  # octets of a line, its end aside
ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
TYPES = {
    "fax": "WORK,FAX",
    "cell": "WORK,CELL",
    "mobile": "WORK,CELL",
    "text": "WORK,CELL",
    "sms": "WORK,CELL",
    "video": "WORK,VIDEO",
    "pager": "WORK,PAGER",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number, and what it is for in a directory's words."""

    number: str
    kind: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where post and people go."""

    street: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What an address book can keep of a service. Empty means unknown."""

    uuid: str
    name: str
    organisation: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    url: str = ""
    addresses: tuple[PostalAddress, ...] = ()
    note: str = ""
    changed: date | None = None


def vcard(contact: Contact) -> bytes:
    """Return the file of a contact."""
    return "".join(_folded(line) + "\r\n" for line in _lines(contact)).encode()


def _lines(contact: Contact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:urn:uuid:{_escaped(contact.uuid)}")
    # A service has no given name. Without a family name some phones show the organisation instead of the service.
    yield from (f"FN:{_escaped(contact.name)}", f"N:{_escaped(contact.name)};;;;")
    yield from _property("ORG", contact.organisation)
    for number in contact.numbers:
        dialled = " x".join(part for part in (number.number, number.extension) if part)
        yield f"TEL;TYPE={TYPES.get(number.kind.casefold(), 'WORK,VOICE')}:{_escaped(dialled)}"
    yield from _property("EMAIL;TYPE=INTERNET,WORK", contact.email)
    yield from (f"ADR;TYPE=WORK:{_address(address)}" for address in contact.addresses)
    if contact.url:
        yield f"URL:{''.join(contact.url.split())}"  # an address is no text: nothing in it is escaped
    yield from _property("NOTE", contact.note)
    if contact.changed:
        yield f"REV:{contact.changed.isoformat()}"
    yield "END:VCARD"


def _property(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{_escaped(value)}"


def _address(address: PostalAddress) -> str:
    """Return the seven components; the post-office box and what further stands in an address are left empty."""
    components = ("", "", address.street, address.town, address.region, address.postcode, address.country)
    return ";".join(map(_escaped, components))


def _escaped(text: str) -> str:
    return CONTROL.sub(" ", LINE_END.sub("\n", text)).translate(ESCAPED)


def _folded(line: str) -> str:
    """Return a line as several of at most 75 octets, never cut within a character."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: Iterable[str]) -> Iterator[str]:
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LONGEST:
            yield piece
            piece, octets = "", 1  # the blank that begins a continuation
        piece, octets = piece + character, octets + size
    yield piece
