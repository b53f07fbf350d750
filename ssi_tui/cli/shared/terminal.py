"""What a terminal is, and how large."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def is_terminal(stream: "TextIO | None") -> bool:
    """Whether a person sits at the stream; a closed one is None."""
    return stream is not None and stream.isatty()


PAGE = (100, 28)
"""Columns and rows where stdout is no terminal."""


NARROWEST, WIDEST = 40, 200


def size() -> tuple[int, int]:
    """Columns and rows to draw in; COLUMNS and LINES come first."""
    if not is_terminal(sys.stdout) and "COLUMNS" not in os.environ:
        return PAGE
    import shutil  # with lzma and bz2: 2 ms, and an entry asks for no size

    columns, rows = shutil.get_terminal_size(PAGE)
    return min(max(columns, NARROWEST), WIDEST), max(rows, 16)
