"""Choices as buttons under a message, in rows that fit a phone."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from concertbot.chat.reply import Choice
from concertbot.chat.words import clean

WIDTH = 34  # characters that a row shows on a small phone
LONGEST = 60
MOST, IN_A_ROW = 100, 4
DATA = 64  # bytes


def keyboard(choices: Sequence[Choice], username: str, *, in_group: bool) -> InlineKeyboardMarkup | None:
    """Return the buttons of choices. A private one leads from a group to the direct conversation."""
    offered = choices[:MOST]
    if not offered:
        return None
    labels = [_label(choice, place) for place, choice in enumerate(offered, 1)]
    buttons = [_button(one, label, username if in_group else "") for one, label in zip(offered, labels, strict=True)]
    return InlineKeyboardMarkup([[buttons[place] for place in row] for row in _rows(labels)])


def _button(choice: Choice, label: str, username: str) -> InlineKeyboardButton:
    if not 0 < len(choice.id.encode()) <= DATA:
        raise ValueError("a choice needs a short id")
    if choice.private and username:
        return InlineKeyboardButton(label, url=f"https://t.me/{username}?start={choice.id}")
    return InlineKeyboardButton(label, callback_data=choice.id)


def _label(choice: Choice, place: int) -> str:
    label = " ".join(clean(str(choice.label)).split()) or str(place)
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"


def _rows(labels: Sequence[str]) -> list[list[int]]:
    """Return which labels stand together: all buttons of a row are as wide as its longest label."""
    rows: list[list[int]] = []
    for place, label in enumerate(labels):
        widest = max([len(label), *(len(labels[other]) for other in rows[-1])] if rows else [len(label)])
        if rows and len(rows[-1]) < IN_A_ROW and (widest + 2) * (len(rows[-1]) + 1) <= WIDTH:
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows
