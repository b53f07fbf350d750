"""How answers are laid out on a terminal or a page without one: its size, and tables."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ssi_tui.chart import cell_len, left, right
from ssi_tui.cli.shared.terminal import is_terminal

if TYPE_CHECKING:
    from ssi_tui.chart import Row
    from ssi_tui.cli.shared.session import Session


def coloured(session: "Session", rows: Iterable["Row"]) -> list[str]:
    """The rows as text, in the colours that the terminal has and its person wants."""
    from ssi_tui.chart import PALETTES, Depth, colour_depth, ground_is_light, to_ansi  # 3 ms

    depth = Depth.NONE
    if not session.no_color:
        depth = colour_depth(os.environ, is_terminal=is_terminal(sys.stdout))
    theme = session.settings.theme
    if theme == "dark" and ground_is_light(os.environ):
        theme = "light"
    return to_ansi(rows, PALETTES[theme], depth)


def table(
    rows: Sequence[Sequence[str]], sides: str, *, indent: str = "", ragged: bool = True
) -> list[str]:
    """The rows with their columns in line; ``sides`` has < or > for each column."""
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(sides))]
    lines = []
    for row in rows:
        cells = [
            left(text, width) if side == "<" else right(text, width)
            for text, width, side in zip(row, widths, sides, strict=True)
        ]
        line = indent + "  ".join(cells)
        lines.append(line.rstrip() if ragged else line)
    return lines
