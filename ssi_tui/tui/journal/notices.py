"""What could not be done, or the files have to say of themselves, in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from ssi_tui.chart.text import plain
from ssi_tui.errors import (
    AmbiguousError,
    DamagedError,
    InDoubtError,
    LockedError,
    NewerSchemaError,
    NoLockError,
    NotFoundError,
    NotSavedError,
    SsiError,
)
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.settings import read_settings
from ssi_tui.store.documents import NAME as PROFILE
from ssi_tui.store.profile_files import is_month
from ssi_tui.wording.errors import remark_text, settings_text, worded


def sentence(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def told_error(error: SsiError, *, named: bool = False) -> str:
    """What went wrong, then the key that helps, then what may be cut: the system's own reason.

    ``named``: say which value is wrong, where no form shows it.
    """
    words = worded(error, named=named, short=True)
    said = " · ".join(filter(None, (words.said, _way_on(error))))
    return plain(f"{said}: {words.reason}" if words.reason else said)


def _way_on(error: SsiError) -> str:
    if isinstance(error, NotFoundError | AmbiguousError):
        names = error.nearest if isinstance(error, NotFoundError) else error.candidates
        return _("There is: {names}").format(names=", ".join(names)) if names else ""
    if isinstance(error, NewerSchemaError):
        return _("Update ssi-tui to read it.")
    if isinstance(error, DamagedError):
        journal = is_month(error.file.name) or error.file.stem == PROFILE
        return _("7, then b, leads to what mends it") if journal else ""
    if isinstance(error, InDoubtError):
        return _("the next key tries again")
    if isinstance(error, NoLockError):
        return _("SSI_HOME names a folder that can be locked")
    if isinstance(error, NotSavedError | LockedError):
        return _("it stays here; the next key tries again")
    return ""


class Remarks:
    """What the files have to say about themselves, each thing once."""

    def __init__(self, say: Callable[..., None]) -> None:
        self._say = say
        self._told: set[str] = set()
        self._uncopied = ""
        self.greeting = ""
        """What became of something before the start."""

    def tell_of_backup(self, uncopied: str) -> bool:
        """Say why there is no backup of today, once; whether it was said now."""
        new, self._uncopied = uncopied != self._uncopied, uncopied
        if new and uncopied:
            text = _("Saved. But today’s backup could not be made: {reason}")
            self._say(text.format(reason=uncopied), bad=True)
        return bool(new and uncopied)

    def tell(self, journal: Journal) -> None:
        """Say the first that was not said yet: of the settings, then of the journal's files."""
        problem = read_settings()[1]
        texts = [self.greeting] if self.greeting else []
        texts += [settings_text(problem)] if problem else []
        texts += [remark_text(remark) for remark in journal.remarks]
        new = next((text for text in texts if text not in self._told), "")
        if new:
            self._told.add(new)
            self._say(new, bad=True)
