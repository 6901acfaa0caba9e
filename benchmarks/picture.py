"""What was measured, as a picture: recall against the median time, a panel a size."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from benchmarks.lookup import Figures, Result
from benchmarks.rivals.all import entrant
from benchmarks.table import Results, machine

# Okabe and Ito's colours, told apart by everybody; the shapes say the same once more.
STYLES = {
    "ours": ("#D55E00", "*", "concertbot"),
    "fuzz": ("#999999", "v", "rapidfuzz"),
    "fts5": ("#0072B2", "s", "SQLite FTS5"),
    "trgm": ("#009E73", "D", "PostgreSQL pg_trgm"),
    "tantivy_": ("#CC79A7", "P", "tantivy"),
    "bm25": ("#E69F00", "o", "bm25s"),
}
WIDTH, HEIGHT = 7.6, 6.4  # inches, of a panel
LETTER, LINE = 4.3, 10.5  # of a label, in points
SIDES = ((9, 0, "left"), (-9, 0, "right"), (0, 12, "center"), (0, -12, "center"))
FURTHER = (1, 2, 3, 4, 5)
FAR = 9  # points, from which on a line leads to the name
RECALLS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998)
BEST = 0.999  # what is drawn for a recall of 1
Box = tuple[float, float, float, float]


def draw(results: Results, path: Path) -> None:
    """Write the picture; the ending of the path says its format."""
    mpl.rcParams |= {"svg.hashsalt": "bench", "svg.fonttype": "path"}  # the same figures make the same file
    figure = Figure(figsize=(WIDTH * len(results), HEIGHT), layout="constrained")
    panels = figure.subplots(1, len(results), squeeze=False)[0]
    for panel, (size, found) in zip(panels, results.items(), strict=True):
        _panel(panel, size, {name: one for name, one in found.items() if isinstance(one, Figures)})
    _frame(figure, [entrant(name).module for found in results.values() for name in measured(found)])
    for panel, found in zip(panels, results.values(), strict=True):
        _label(panel, measured(found))
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def measured(found: Mapping[str, Result]) -> dict[str, Figures]:
    """Return those that have figures."""
    return {name: one for name, one in found.items() if isinstance(one, Figures)}


def _panel(panel: Any, size: int, found: Mapping[str, Figures]) -> None:
    for name, one in found.items():
        colour, shape, _ = STYLES[entrant(name).module]
        panel.scatter(one.p50, _missed(one), s=190 if shape == "*" else 60, c=colour, marker=shape, edgecolors="black")
    panel.set_xscale("log")
    panel.margins(x=0.16, y=0.12)
    panel.grid(visible=True, which="major", alpha=0.3)
    panel.set_title(f"{size:,} services")
    panel.set_xlabel("median time of an answer, ms (logarithmic)")
    panel.set_ylabel("recall@5 (logarithmic in what is missed)")
    panel.set_yscale("log")
    panel.invert_yaxis()
    panel.yaxis.set_major_locator(FixedLocator([1 - recall for recall in RECALLS]))
    panel.yaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{1 - value:g}"))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _frame(figure: Any, modules: list[str]) -> None:
    title = "Finding a service from noisy questions: the upper left corner is best"
    figure.suptitle(f"{title}\none core each, warm, from text to ids; {machine()}", fontsize=12)
    shown = [style for module, style in STYLES.items() if module in modules]
    marks = [mpl.lines.Line2D([], [], color=colour, marker=shape, linestyle="") for colour, shape, _ in shown]
    figure.legend(marks, [label for _, _, label in shown], loc="outside lower center", ncols=len(shown), frameon=False)


def _label(panel: Any, found: Mapping[str, Figures]) -> None:
    """Write each name beside its mark, where it covers no other name or mark."""
    panel.figure.draw_without_rendering()
    marks = {name: panel.transData.transform((one.p50, _missed(one))) for name, one in found.items()}
    scale = panel.figure.dpi / 72
    taken = [(x - 6 * scale, y - 6 * scale, x + 6 * scale, y + 6 * scale) for x, y in marks.values()]
    for name, (x, y) in sorted(marks.items(), key=lambda one: -one[1][1]):
        choices = [(dx * by, dy * by, side) for by in FURTHER for dx, dy, side in _around()]
        boxes = [(_box(x, y, choice, len(name), scale), choice) for choice in choices]
        window = panel.get_window_extent()
        free = [
            (box, choice) for box, choice in boxes if _inside(box, window) and not any(_meet(box, o) for o in taken)
        ]
        box, (dx, dy, side) = (free or boxes)[0]
        taken.append(box)
        line = {"arrowstyle": "-", "color": "#999999", "linewidth": 0.6} if max(abs(dx), abs(dy)) > FAR else None
        panel.annotate(
            name,
            (found[name].p50, _missed(found[name])),
            (dx, dy),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=8,
            fontweight="bold" if entrant(name).ours else "normal",
            arrowprops=line,
        )


def _missed(one: Figures) -> float:
    return 1 - min(one.recall, BEST)


def _around() -> tuple[tuple[float, float, str], ...]:
    return (*SIDES, (9, 11, "left"), (9, -11, "left"), (-9, 11, "right"), (-9, -11, "right"))


def _box(x: float, y: float, at: tuple[float, float, str], letters: int, scale: float) -> Box:
    dx, dy, side = at
    wide = letters * LETTER
    left = {"left": dx, "right": dx - wide, "center": dx - wide / 2}[side]
    return (x + left * scale, y + (dy - LINE / 2) * scale, x + (left + wide) * scale, y + (dy + LINE / 2) * scale)


def _inside(box: Box, window: Any) -> bool:
    return bool(box[0] > window.x0 and box[1] > window.y0 and box[2] < window.x1 and box[3] < window.y1)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
