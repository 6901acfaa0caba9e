"""Long messages in several events: at paragraph ends, then at line ends, and only then within a line."""

from html import escape

from concertbot.adapters.matrix.html import Block, Line

# An event may hold 65,536 bytes; encryption adds a third, and JSON escapes some characters.
BYTES = 30_000
CHARACTERS = 2_000  # of one line; at most six bytes each in HTML and four in the plain words


def split(several: list[Block]) -> list[list[Block]]:
    """Return the blocks of each event."""
    events: list[list[Block]] = [[]]
    left = BYTES
    for block in (part for whole in several for part in _fitting(whole)):
        size = _size(block)
        if size > left and events[-1]:
            events.append([])
            left = BYTES
        events[-1].append(block)
        left -= size
    return events


def _fitting(block: Block) -> list[Block]:
    """Return a block as it is, or cut between its lines where it does not fit into one event."""
    pieces: list[list[Line]] = [[]]
    left = BYTES
    for line in (part for whole in block for part in _cut(whole)):
        if line.size > left and pieces[-1]:
            pieces.append([])
            left = BYTES
        pieces[-1].append(line)
        left -= line.size
    return [tuple(piece) for piece in pieces if piece]


def _cut(line: Line) -> list[Line]:
    if len(line.plain) <= CHARACTERS:
        return [line]
    parts = [line.plain[start : start + CHARACTERS] for start in range(0, len(line.plain), CHARACTERS)]
    return [Line(part, escape(part)) for part in parts]


def _size(block: Block) -> int:
    return sum(line.size for line in block) + len("<p></p>\n\n")
