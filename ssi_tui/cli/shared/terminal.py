"""What a terminal is, how wide, and what may be printed on it."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

from ssi_tui.chart import cell_len

if TYPE_CHECKING:
    from typing import TextIO


def is_terminal(stream: "TextIO | None") -> bool:
    """Whether a person sits at the stream; a closed one is None."""
    return stream is not None and stream.isatty()


def shown(text: str) -> str:
    """A person's own text, safe on a terminal: control characters written out, nothing obeyed."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _JOINERS else _escape(char) for char in text
    )


_JOINERS = "\u200d\u00a0\u202f\u3000"
"""Harmless though not printable to Python: they hold emoji and words together."""


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


PAGE = (100, 28)
"""Columns and rows where stdout is no terminal."""


NARROWEST, WIDEST = 40, 200


def size() -> tuple[int, int]:
    """Columns and rows to draw in; COLUMNS and LINES come first."""
    if not is_terminal(sys.stdout) and "COLUMNS" not in os.environ:
        return PAGE
    columns, rows = shutil.get_terminal_size(PAGE)
    return min(max(columns, NARROWEST), WIDEST), max(rows, 16)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A paragraph in lines of at most ``width`` cells."""
    lines, line = [], indent
    for word in text.split():
        if line.strip() and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = indent
        line += word if not line.strip() else f" {word}"
    return [*lines, line] if line.strip() else lines
