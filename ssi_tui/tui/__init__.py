"""The app ``ssi-tui``: rooms over one journal, drawn with Textual."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the app; always ends in SystemExit with the code of `ssi_tui.errors`."""
    from ssi_tui.tui.launch import launch

    code = launch(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the terminal is gone; what is still held would end Python with 120
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)
