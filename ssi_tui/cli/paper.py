"""How answers are laid out on a terminal or a page without one: its size, and tables."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ssi_tui.chart import (
    PALETTES,
    Depth,
    Row,
    cell_len,
    colour_depth,
    fit,
    ground_is_light,
    to_ansi,
)
from ssi_tui.cli.session import is_terminal

if TYPE_CHECKING:
    from ssi_tui.cli.session import Session

PAGE = (100, 28)
"""Columns and rows where stdout is no terminal."""
NARROWEST, WIDEST = 40, 200


def size() -> tuple[int, int]:
    """Columns and rows to draw in; COLUMNS and LINES come first."""
    if not is_terminal(sys.stdout) and "COLUMNS" not in os.environ:
        return PAGE
    columns, rows = shutil.get_terminal_size(PAGE)
    return min(max(columns, NARROWEST), WIDEST), max(rows, 16)


def coloured(session: "Session", rows: Iterable[Row]) -> list[str]:
    """The rows as text, in the colours that the terminal has and its person wants."""
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
            fit(text, width) if side == "<" else " " * (width - cell_len(text)) + text
            for text, width, side in zip(row, widths, sides, strict=True)
        ]
        line = indent + "  ".join(cells)
        lines.append(line.rstrip() if ragged else line)
    return lines


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A paragraph in lines of at most ``width`` cells."""
    lines, line = [], indent
    for word in text.split():
        if line.strip() and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = indent
        line += word if not line.strip() else f" {word}"
    return [*lines, line] if line.strip() else lines
