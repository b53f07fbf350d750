"""Several small charts side by side, such as the four pillars, on one scale."""

from collections.abc import Sequence
from dataclasses import replace

from ssi_tui.chart.cells import Row, fit
from ssi_tui.chart.curves import DAILY, Style, draw_curves
from ssi_tui.chart.plot import Plot, fitted

_GAP = 2
_NARROWEST = 24  # below, small charts stand one under the other
_WIDE = 44  # from here on, all stand in one line


def draw_panels(
    panels: Sequence[tuple[str, str, Plot]], width: int, height: int, *, style: Style = DAILY
) -> list[Row]:
    """Charts of (title, style of the title, plot) in exactly `width` x `height` cells.

    2x2, in one line when very wide, one column when very narrow; all share the value range.
    """
    if not panels or width < 1 or height < 1:
        return [[(" " * max(width, 0), "")] for _ in range(max(height, 0))]
    across = _across(len(panels), width)
    down = -(-len(panels) // across)
    ranges = [fitted(plot) for _, _, plot in panels]
    bounds = min(low for low, _ in ranges), max(high for _, high in ranges)
    wide = max((width - _GAP * (across - 1)) // across, 1)
    high = max(height // down, 1)
    rows: list[Row] = []
    for begin in range(0, len(panels), across):
        blocks = []
        for title, title_style, plot in panels[begin : begin + across]:
            chart = draw_curves(replace(plot, bounds=bounds), wide, high - 1, style=style)
            blocks.append([[(fit(title, wide), title_style)], *chart])
        rows += [_beside([block[row] for block in blocks], wide, width) for row in range(high)]
    rows += [[(" " * width, "")] for _ in range(height - len(rows))]
    return rows[:height]


def _across(count: int, width: int) -> int:
    if width >= count * (_WIDE + _GAP):
        return count
    return 2 if width >= 2 * _NARROWEST + _GAP and count > 1 else 1


def _beside(pieces: Sequence[Row], wide: int, width: int) -> Row:
    row: Row = []
    used = 0
    for piece in pieces:
        if used:
            row.append((" " * _GAP, ""))
            used += _GAP
        row += piece
        used += wide
    if used < width:
        row.append((" " * (width - used), ""))
    return row
