"""Where to write everything to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ssi_tui.disk import write_whole
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.store import Store
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile

ENDINGS = (".json", ".csv")


def export(store: Store, path: Path) -> str:
    """Write everything to the file, which is replaced as a whole; answers what was written."""
    from ssi_tui.exchange.export import BOM, to_csv, to_json
    from ssi_tui.exchange.merge import of_journal

    content = of_journal(store.read())
    if path.suffix.casefold() == ".csv":
        data = (BOM + to_csv(content)).encode()
    else:
        data = to_json(content)
    write_whole(path, data)
    number = len(content.actions)
    text = ngettext("Wrote {n} entry to {file}", "Wrote {n} entries to {file}", number)
    return text.format(n=number, file=path)


def export_name(today: date) -> str:
    """Where an export goes unless one says otherwise."""
    return f"~/ssi-tui-{today.isoformat()}.json"


def export_page(store: Store, today: date) -> WriteFile:
    """Asks for a place for the whole journal."""
    about = _(
        "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
        ".json for another journal, .csv for a spreadsheet. Import takes both back."
    )
    job = FileJob(
        endings=ENDINGS,
        write=lambda path: export(store, path),
        naming=N_("A name that ends in .json or .csv, please."),
    )
    return WriteFile(_("Export everything"), about, export_name(today), job)
