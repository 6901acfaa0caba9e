"""Text that a spreadsheet would take for a formula, made harmless and brought back.

A CSV file that is meant for spreadsheets is written with one more column, `MARK`, which holds `SIGNED` in every row,
and every other cell, in the first line too, as `neutralised`. A reader that finds the mark leaves that column out and
brings back, with `undone`, the first line and the rows that are signed. Rows that somebody added carry no sign and stay
as they are, and so does every table without the mark.
"""

import re

MARK, SIGNED = "concertbot_csv", "1"
TRIGGER = re.compile("'*[=+\\-@\t\r]")
QUOTED = re.compile("'+[=+\\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
PHONE = r"\+?\(?\d[\d ().\u00a0\u202f/-]*"
PHONES = re.compile(rf"{PHONE}(?:[|;,]\s*{PHONE})*")


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet calculates: with an apostrophe before it, unless it is a number or a phone."""
    harmless = NUMBER.fullmatch(cell) or PHONES.fullmatch(cell)
    return f"'{cell}" if TRIGGER.match(cell) and not harmless else cell


def undone(cell: str) -> str:
    """Return the cell of which `neutralised` made this one."""
    return cell[1:] if QUOTED.match(cell) else cell
