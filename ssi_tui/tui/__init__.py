"""The app ``ssi-tui``: rooms over one journal, drawn with Textual."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the app; always ends in SystemExit with the code of `ssi_tui.errors`."""
    from ssi_tui.tui.launch import launch

    sys.exit(launch(sys.argv[1:] if arguments is None else arguments))
