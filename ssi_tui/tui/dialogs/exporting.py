"""Where to write everything to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ssi_tui.i18n import N_, _
from ssi_tui.store import Store
from ssi_tui.tui.dialogs.writing import Writing
from ssi_tui.tui.files.exports import ENDINGS, export, export_name


class Exporting(Writing):
    """The whole journal as a file."""

    ENDINGS = ENDINGS
    NAMING = N_("A name that ends in .json or .csv, please.")

    def __init__(self, store: Store, today: date) -> None:
        about = _(
            "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
            ".json for another journal, .csv for a spreadsheet. Import takes both back."
        )
        super().__init__(_("Export everything"), about, export_name(today))
        self.store = store

    def write(self, path: Path) -> str:
        """All of it."""
        return export(self.store, path)
