"""The whole journal as one file, JSON or CSV."""

from datetime import date
from pathlib import Path

from ssi_tui.exchange.whole import write_whole
from ssi_tui.i18n import ngettext
from ssi_tui.store import Store

ENDINGS = (".json", ".csv")


def export(store: Store, path: Path) -> str:
    """Write everything to the file, which is replaced as a whole; answers what was written."""
    from ssi_tui.exchange.json_text import to_json
    from ssi_tui.exchange.portable import of_journal
    from ssi_tui.exchange.tables import BOM, to_csv

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
