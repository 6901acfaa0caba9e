"""What was measured of messages, as a picture: bars, a panel for each number of rooms."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.messages.entrants import ENTRANTS, TURN
from benchmarks.messages.measure import Line, Measured, Results
from benchmarks.messages.table import in_words

# Okabe and Ito's colours, as in the other picture; the names say the same.
COLOURS = {
    "concertbot": "#D55E00",
    "python-telegram-bot": "#0072B2",
    "aiogram": "#009E73",
    "opsdroid": "#CC79A7",
    "errbot": "#E69F00",
}
WIDTH, LINE, HEAD = 5.4, 0.36, 1.5  # inches
ROOM = 1.2  # for the figure behind the longest bar


def draw(results: Results, path: Path) -> None:
    """Write the picture."""
    mpl.rcParams |= {"svg.hashsalt": "bench", "svg.fonttype": "path"}  # the same figures make the same file
    panels, most = results.measured, max(len(found) for found in results.measured.values())
    figure = Figure(figsize=(WIDTH * len(panels), HEAD + LINE * most), layout="constrained")
    for panel, (rooms, found) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels.items(), strict=True):
        _panel(panel, rooms, found)
    figure.suptitle(f"From receipt to committed reply, one read and one write each: longer is better\n{results.where}")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _panel(panel: Any, rooms: int, found: Mapping[Line, Measured]) -> None:
    lines = [(one, feed) for one in ENTRANTS for feed in one.feeds if (one.name, feed) in found]
    for place, (one, feed) in enumerate(lines):
        rate = found[one.name, feed].rate
        panel.barh(place, rate, color=COLOURS[one.name], edgecolor="black", hatch="" if feed == TURN else "//")
        panel.annotate(f" {rate:,.0f}", (rate, place), va="center")
    panel.set_yticks(range(len(lines)), [f"{one.name}\n{one.feeds[feed]}" for one, feed in lines], fontsize=8)
    panel.invert_yaxis()
    panel.set_xlim(0, ROOM * max(one.rate for one in found.values()))
    panel.set_title(in_words(rooms))
    panel.set_xlabel("messages a second")
