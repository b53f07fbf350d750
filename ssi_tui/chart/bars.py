"""Small drawings in a line of text: progress bars and sparklines."""

from collections.abc import Sequence

from ssi_tui.chart.text import Row

_LEFT = " ▏▎▍▌▋▊▉█"


_BLOCKS = "▁▂▃▄▅▆▇█"


REST = "░"
"""The part of a bar that is left: another shape, where a terminal shows no colour."""


def progress_bar(done: float, goal: float, width: int, *, style: str = "bar") -> Row:
    """A bar in exactly `width` cells, to an eighth of a cell; never quite full before the goal.

    A goal of 0 or less is met by anything.  What is left is shaded, which shows without colour.
    """
    if width < 1:
        return []
    share = 1.0 if goal <= 0 else min(max(done / goal, 0.0), 1.0)
    eighths = int(share * width * 8 + 1e-9)
    if share < 1:
        eighths = min(max(eighths, 1 if done > 0 else 0), width * 8 - 1)
    whole, part = divmod(eighths, 8)
    row: Row = [("█" * whole, f"{style}-done" if share >= 1 else style)]
    if part:
        row.append((_LEFT[part], f"{style}@bar-rest"))
    row.append((REST * (width - whole - bool(part)), "bar-rest@bar-rest"))
    return [piece for piece in row if piece[0]]


def sparkline(values: Sequence[float], width: int, *, top: float | None = None) -> Row:
    """The last `width` values as blocks in exactly `width` cells; `top` is the full height."""
    if width < 1:
        return []
    shown = [max(value, 0.0) for value in values[-width:]]
    full = max(shown, default=0.0) if top is None else top
    blocks = "".join(
        _BLOCKS[min(int(value / full * 8), 7)] if value > 0 and full > 0 else " " for value in shown
    )
    return [(blocks.rjust(width), "spark")]
