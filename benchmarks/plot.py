"""The picture of a comparison: how far from the bound, and how the worst-off person fares."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.contest import ENTRANTS
from benchmarks.summary import Row

# Told apart by shape as well as by colour.
_MARKS = {
    "eventnet": ("o", "#0b6e4f"),
    "greedy": ("s", "#d17a00"),
    "blossom": ("^", "#3b6fb6"),
    "naive": ("D", "#a4458b"),
    "visits": ("P", "#6b6b6b"),
}
_LEAST_GAP = 1e-3
"""Percent; a smaller gap is drawn here."""
_INK, _LINE = "#222222", "#d8d8d8"


def draw(rows: Mapping[str, Sequence[Row]], path: Path) -> None:
    """Write the picture as SVG, its words as text."""
    import matplotlib as mpl  # noqa: PLC0415 - only where it is installed

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    plain = {
        "svg.fonttype": "none",
        "svg.hashsalt": "eventnet",
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
        "font.size": 10,
        "text.color": _INK,
        "axes.edgecolor": _LINE,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
    }
    with plt.rc_context(plain):
        figure, (gaps, worst) = plt.subplots(
            1, 2, sharey=True, figsize=(9.6, 1.6 + 0.62 * len(rows))
        )
        for at, family in enumerate(rows):
            least = min((missing for row in rows[family] for missing in row.missing), default=0)
            for lane, row in enumerate(rows[family]):
                height = at + 0.13 * (lane - (len(rows[family]) - 1) / 2)
                shown = zip(row.shares, row.worst, row.missing, strict=True)
                for share, served, missing in shown:
                    style = _style(row.entrant, hollow=missing > least)
                    gaps.plot(max(_LEAST_GAP, 100 * (1 - share)), height, **style)
                    worst.plot(100 * served, height, **style)
        gaps.set_xscale("log")
        gaps.set_xlim(_LEAST_GAP / 1.5, 150)
        gaps.minorticks_off()
        gaps.set_xticks(
            [0.001, 0.01, 0.1, 1, 10, 100], ["≤ 0.001", "0.01", "0.1", "1", "10", "100"]
        )
        gaps.set_xlabel("below the proven bound, % (left is better)")
        worst.set_xlim(-3, 103)
        worst.set_xlabel("worst-off person, % of their best (right is better)")
        gaps.set_yticks(range(len(rows)), list(rows))
        gaps.set_ylim(len(rows) - 0.5, -0.5)
        for axes in (gaps, worst):
            axes.grid(axis="x", color=_LINE, linewidth=0.8)
            axes.set_axisbelow(True)
            axes.tick_params(length=0)
            for edge in range(1, len(rows)):
                axes.axhline(edge - 0.5, color=_LINE, linewidth=0.8)
            for side in ("top", "right"):
                axes.spines[side].set_visible(False)
        entrants = dict.fromkeys(row.entrant for family in rows.values() for row in family)
        figure.legend(
            [plt.Line2D([], [], **_style(name)) for name in entrants],
            [ENTRANTS[name] for name in entrants],
            loc="upper center",
            ncols=len(entrants),
            frameon=False,
            handletextpad=0.2,
        )
        figure.tight_layout(rect=(0, 0, 1, 0.93))
        figure.savefig(
            path, format="svg", facecolor="white", metadata=dict.fromkeys(("Creator", "Date"))
        )
        plt.close(figure)


def _style(entrant: str, *, hollow: bool = False) -> dict[str, Any]:
    """Return how an entrant is drawn; hollow where it misses more to the floors than need be."""
    mark, colour = _MARKS[entrant]
    inside = "white" if hollow else colour
    return {
        "marker": mark,
        "color": colour,
        "markerfacecolor": inside,
        "linestyle": "none",
        "markersize": 6,
    }
