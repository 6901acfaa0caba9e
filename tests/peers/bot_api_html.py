"""HTML as the Bot API reads it: strictly, into text and entities whose offsets count UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))*)\s*>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
PERSON = re.compile(r"tg://user\?id=(\d+)")


class MarkupError(Exception):
    """What the server says about markup that it cannot read."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Bad Request: can't parse entities: {what}")


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Reader:
    """Reads one text."""

    source: str
    people: dict[int, dict[str, Any]] = field(default_factory=dict)  # whom `tg://user` may name
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    _open: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def read(self) -> "Reader":
        """Read it. Raises MarkupError."""
        place = 0
        while place < len(self.source):
            place = self._step(place)
        if self._open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return self

    def _step(self, place: int) -> int:
        char = self.source[place]
        if char == "&" and (found := REFERENCE.match(self.source, place)):
            self.text += _char(found)
            return found.end()
        if char != "<":
            self.text += char
            return place + 1
        found = TAG.match(self.source, place)
        if not found:
            raise MarkupError(f"Unsupported start tag at byte offset {len(self.source[:place].encode())}")
        (self._close if found[1] else self._begin)(found[2].lower(), found[3], place)
        return found.end()

    def _begin(self, name: str, attributes: str, place: int) -> None:
        if name not in KINDS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {len(self.source[:place].encode())}')
        entity: dict[str, Any] = {"type": KINDS[name], "offset": units(self.text), "length": 0}
        if name == "a":
            values = {key: next((one for one in rest if one), "") for key, *rest in ATTRIBUTE.findall(attributes)}
            self._link(entity, REFERENCE.sub(_char, values.get("href", "")))
        self._open.append((name, entity))

    def _link(self, entity: dict[str, Any], href: str) -> None:
        person = PERSON.fullmatch(href)
        if person:
            entity |= {"type": "text_mention", "user": self.people.get(int(person[1]))}
        elif href.startswith(("http://", "https://", "tg://")):
            entity["url"] = href
        else:
            entity["type"] = ""  # the server passes over an address that is none

    def _close(self, name: str, _attributes: str, place: int) -> None:
        if not self._open:
            raise MarkupError(f"Unexpected end tag at byte offset {len(self.source[:place].encode())}")
        expected, entity = self._open.pop()
        if expected != name:
            at = len(self.source[:place].encode())
            raise MarkupError(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"')
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"] and entity["type"] and ("user" not in entity or entity["user"]):
            self.entities.append(entity)


def _char(found: re.Match[str]) -> str:
    if found[3]:
        return NAMED[found[3]]
    code = int(found[1]) if found[1] else int(found[2], 16)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return found[0]
    return chr(code)


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without the space around it, and the entities that stay, where they now are."""
    text = text.replace("\r", "")
    text = "".join(" " if char < " " and char != "\n" else char for char in text).rstrip()
    lead = len(text) - len(text.lstrip())
    shift, text = units(text[:lead]), text[lead:]
    end, kept = units(text), []
    for one in entities:
        start, stop = max(one["offset"] - shift, 0), min(one["offset"] + one["length"] - shift, end)
        if stop > start:
            kept.append(one | {"offset": start, "length": stop - start})
    return text, sorted(kept, key=lambda one: (one["offset"], -one["length"]))
