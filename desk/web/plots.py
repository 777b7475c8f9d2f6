"""Plots as SVG, drawn by matplotlib on the server; the browser sets their text, so that Arabic is shaped right.

The colours are told apart without colour vision (after Okabe and Ito, Color Universal Design, 2008), and every second
one has a pattern besides, for print.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.agreement import Drift, Pair
from store.overview import Age, Group, Month

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {
    "true": ("#0072b2", ""),
    "partly_true": ("#56b4e9", "////"),
    "missing_context": ("#f0e442", ""),
    "misleading": ("#e69f00", "\\\\\\\\"),
    "false": ("#b23c00", ""),
    "unproven": ("#b8b8b8", "...."),
    "not_checkable": ("#6e6e6e", ""),
    "new": ("#b8b8b8", ""),
    "assigned": ("#56b4e9", "////"),
    "in_review": ("#0072b2", ""),
    "second_review": ("#e69f00", "\\\\\\\\"),
}
LINES = (
    ("#0072b2", "-", "o"), ("#b23c00", "--", "s"), ("#009e73", "-.", "^"), ("#cc79a7", ":", "D"), ("#6e6e6e", "-", "v"),
    ("#e69f00", "--", "x"),
)  # fmt: skip
MOST_LINES = len(LINES)
LONGEST_NAME = 34
_FONTS = "'Noto Sans Arabic', 'Noto Sans', 'Segoe UI', Tahoma, 'DejaVu Sans'"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "claimdesk",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "hatch.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
}
# The settings of matplotlib belong to the whole process.
_DRAWING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Look:
    """For whom a plot is drawn: ``label`` gives the words of a key such as ``verdict.true``."""

    rtl: bool
    label: Callable[[str], str]


def months(found: Sequence[Month], verdicts: Sequence[str], look: Look) -> bytes:
    """Claims a month, and under them the verdicts settled in it."""

    def draw(figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, sharex=True)
        names = [month.month for month in found]
        top.bar(names, [month.claims for month in found], color="#8a8a8a")
        top.set_title(look.label("overview.claims"))
        _stacked(bottom, names, [month.verdicts for month in found], verdicts, "verdict", look)
        bottom.set_title(look.label("overview.verdicts"))
        every = -(-len(names) // 12) or 1
        bottom.set_xticks(range(0, len(names), every), names[::every], rotation=45, ha="right")
        for axes in (top, bottom):
            _whole_numbers(axes.yaxis)
        _mirror(bottom, look)
        _turn(top, look)
        _legend(figure, bottom, look)

    return _svg(draw, (9.0, 6.2))


def groups(found: Sequence[Group], verdicts: Sequence[str], look: Look) -> bytes:
    """The settled verdicts on the claims of each outlet or speaker."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        names = [_short(group.name) for group in found]
        _stacked(axes, names, [group.verdicts for group in found], verdicts, "verdict", look, across=True)
        axes.invert_yaxis()
        _whole_numbers(axes.xaxis)
        _mirror(axes, look)
        _legend(figure, axes, look)

    return _svg(draw, (9.0, 1.6 + 0.36 * max(len(found), 3)))


def ages(found: Sequence[Age], statuses: Sequence[str], look: Look) -> bytes:
    """How long open claims have waited."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        names = [f"{age.since}–{age.until}" if age.until else f"≥ {age.since}" for age in found]
        _stacked(axes, names, [age.statuses for age in found], statuses, "status", look)
        axes.set_xlabel(look.label("overview.days"))
        _whole_numbers(axes.yaxis)
        _mirror(axes, look)
        _legend(figure, axes, look)

    return _svg(draw, (9.0, 4.0))


def pairs(found: Sequence[Pair], look: Look) -> bytes:
    """Cohen's kappa of each pair of reviewers."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        known = [pair for pair in found if pair.kappa is not None]
        places = range(len(known))
        axes.hlines(list(places), 0, [pair.kappa or 0.0 for pair in known], color="#8a8a8a")
        axes.plot([pair.kappa or 0.0 for pair in known], list(places), "o", color="#0072b2")
        axes.set_yticks(list(places), [_short(f"{pair.one} – {pair.other}") for pair in known])
        axes.set_xlim(min([-0.1, *(pair.kappa or 0.0 for pair in known)]) - 0.05, 1.05)
        axes.axvline(0, color="#555555", linewidth=0.8)
        axes.invert_yaxis()
        axes.set_xlabel(look.label("overview.kappa"))
        _mirror(axes, look)

    return _svg(draw, (9.0, 1.4 + 0.36 * max(len(found), 2)))


def drift(found: Sequence[Drift], look: Look) -> bytes:
    """How much harsher than the others each reviewer was, month by month; the busiest reviewers only."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        months_known = sorted({entry.month for entry in found if entry.severity is not None})
        for name, (colour, dash, mark) in zip(busiest(found), LINES, strict=False):
            own = {entry.month: entry.severity for entry in found if entry.reviewer == name}
            values = [own.get(month) for month in months_known]
            heights = [float("nan") if value is None else value for value in values]
            axes.plot(range(len(months_known)), heights, dash, marker=mark, color=colour, label=_short(name))
        axes.axhline(0, color="#555555", linewidth=0.8)
        every = -(-len(months_known) // 12) or 1
        axes.set_xticks(range(0, len(months_known), every), months_known[::every], rotation=45, ha="right")
        axes.set_ylabel(look.label("overview.severity"))
        _mirror(axes, look)
        _legend(figure, axes, look)

    return _svg(draw, (9.0, 4.4))


def busiest(found: Sequence[Drift]) -> list[str]:
    """The reviewers with the most comparisons, as many as a plot can show."""
    sums: dict[str, int] = {}
    for entry in found:
        sums[entry.reviewer] = sums.get(entry.reviewer, 0) + entry.comparisons
    return sorted(sums, key=lambda name: (-sums[name], name))[:MOST_LINES]


def _stacked(
    axes: Axes, names: Sequence[str], counts: Sequence[Mapping[str, int]], kinds: Sequence[str], group: str, look: Look,
    *, across: bool = False,
) -> None:  # fmt: skip
    places, ends = list(range(len(names))), [0] * len(names)
    for kind in kinds:
        values = [count.get(kind, 0) for count in counts]
        if not any(values):
            continue
        colour, hatch = COLOURS[kind]
        how: dict[str, Any] = {
            "color": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.5,
            "label": look.label(f"{group}.{kind}"),
        }  # fmt: skip
        if across:
            axes.barh(places, values, left=ends, **how)
        else:
            axes.bar(places, values, bottom=ends, **how)
        ends = [end + value for end, value in zip(ends, values, strict=True)]
    if across:
        axes.set_yticks(places, list(names))
    else:
        axes.set_xticks(places, list(names))


def _mirror(axes: Axes, look: Look) -> None:
    """Reading from the right: the first bar, and the axis of heights, are on the right."""
    if look.rtl:
        axes.invert_xaxis()
    _turn(axes, look)


def _turn(axes: Axes, look: Look) -> None:
    if look.rtl:
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
        axes.spines["right"].set_visible(True)
        axes.spines["left"].set_visible(False)


def _legend(figure: Figure, axes: Axes, look: Look) -> None:
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        if look.rtl:
            handles, labels = handles[::-1], labels[::-1]
        figure.legend(handles, labels, loc="outside lower center", ncols=min(4, len(handles)), frameon=False)


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1] + "…"


def _svg(draw: Callable[[Figure], None], size: tuple[float, float]) -> bytes:
    with _DRAWING:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        with mpl.rc_context(_STYLE):
            figure = Figure(figsize=size, layout="constrained")
            FigureCanvasSVG(figure)
            draw(figure)
            held = io.StringIO()
            figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return held.getvalue().replace("'DejaVu Sans'", _FONTS).encode("utf-8", "replace")
