"""The whole journal as one file, JSON or CSV, and the copies that are kept of it."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ssi_tui.errors import DamagedError, NotFoundError, NotSavedError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.change import Change
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from ssi_tui.store.backups import Backup
from ssi_tui.tui.dialogs.picker import Choice
from ssi_tui.words.dates import format_day

ENDINGS = (".json", ".csv")
NOW = "now"
"""The choice to keep a copy now, among the copies to restore."""


class CopyError(SsiError):
    """A copy can't be made or put in place: nothing was changed.  Its text says why."""


class BackUp(NamedTuple):
    """Keep a copy of everything now."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        if store.back_up() is None:
            raise CopyError(_("There is nothing to keep a copy of yet."))
        return ()

    def hope(self, journal: Journal) -> Journal:
        """Nothing changes."""
        return journal

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        return _("A copy of everything is kept.")


class Restore:
    """Put a copy in place of everything."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup
        self.left: tuple[str, ...] = ()
        """Files that are damaged in the copy; those in use stayed."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        try:
            self.left = store.restore(self.backup.id).left
        except (DamagedError, NotFoundError) as error:
            raise CopyError(_("That copy is damaged; nothing was changed.")) from error
        return ()

    def hope(self, journal: Journal) -> Journal:
        """Known only when it is done."""
        return journal

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        text = _("Restored: {day}. What it replaced is kept among the backups.")
        if self.left:
            text = _("Restored: {day}, but for what is damaged in it: {files}.")
        return text.format(day=moment(self.backup), files=", ".join(self.left))


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
    _write_whole(path, data)
    number = len(content.actions)
    text = ngettext("Wrote {n} entry to {file}", "Wrote {n} entries to {file}", number)
    return text.format(n=number, file=path)


def export_name(today: date) -> str:
    """Where an export goes unless one says otherwise."""
    return f"~/ssi-tui-{today.isoformat()}.json"


def copies(found: tuple[Backup, ...], today: date) -> list[Choice]:
    """The copies as choices, and the one to be made."""
    reasons = {
        "daily": _("before the first entry of that day"),
        "asked": _("asked for"),
        "restore": _("before another copy was put in place"),
    }
    choices = [Choice(NOW, _("Keep a copy now"))]
    for backup in found:
        text = ngettext("{n} file", "{n} files", backup.files)
        hint = reasons.get(backup.why, "") if backup.files else _("this copy is damaged")
        choices.append(Choice(backup.id, moment(backup, today), hint, text.format(n=backup.files)))
    return choices


def moment(backup: Backup, today: date | None = None) -> str:
    """Day and time at which a copy was made."""
    return f"{format_day(backup.at.date(), today)}, {backup.at:%H:%M}"


def _write_whole(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise NotSavedError(path, error.strerror or str(error)) from error
