"""The copies that are kept of the journal: one made now, or one put in place."""

from datetime import date
from typing import NamedTuple

from ssi_tui.errors import DamagedError, NotFoundError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.change import Change
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from ssi_tui.store.backups import Backup
from ssi_tui.tui.dialogs.picker import Choice
from ssi_tui.words.dates import format_day

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
