"""What just happened, or could not, in one sentence; pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

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
from ssi_tui.model.journal import Change, Journal
from ssi_tui.model.progress import progress
from ssi_tui.settings import read_settings
from ssi_tui.store.documents import NAME as PROFILE
from ssi_tui.store.profile_files import is_month
from ssi_tui.tui.journal.writes import (
    LogStep,
    SaysItself,
    SetCount,
    SetNote,
    SetReading,
    Undo,
    Write,
)
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import remark_text, settings_text, worded
from ssi_tui.wording.goals import standing
from ssi_tui.wording.numbers import format_points


def sentence(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def told(
    write: Write, changes: tuple[Change, ...], journal: Journal, today: date, week_start: str
) -> str:
    """What a write did, and how to take it back."""
    if isinstance(write, Undo):
        return _told_undo(write, changes, today)
    if isinstance(write, SaysItself):
        return write.told(changes)
    back = _("u takes it back")
    if isinstance(write, LogStep | SetCount):
        count = journal.count(write.kind, write.day)
        name = plain(action_name(write.kind, count))
        parts = [f"{count} {name}, {_day(write.day, today)}"]
        target = journal.targets.get(write.kind)
        if target and target.days != 1:
            row = progress(journal, target, write.day, week_start)
            parts.append(standing(row, today=write.day == today))
    elif isinstance(write, SetReading):
        score = format_points(round(write.reading.total, 1))
        parts = [_("SSI {score}, {day}").format(score=score, day=_day(write.reading.day, today))]
    elif isinstance(write, SetNote):
        parts = [_("Note of {day} kept").format(day=format_day(write.day, today))]
    else:
        return ""
    return " · ".join([*parts, back])


def _told_undo(write: Undo, changes: tuple[Change, ...], today: date) -> str:
    if not changes:
        return _("Nothing to do again.") if write.again else _("Nothing to take back.")
    change = changes[0]
    thing = plain(action_name(change.kind, 2)) if change.kind else _thing(change.what)
    text = f"{change.amount} {thing}" if change.what in ("log", "step") else thing
    if change.day:
        text += f", {_day(change.day, today)}"
    if change.left:
        return _("Taken back in part: {what}; some of it had changed since.").format(what=text)
    if write.again:
        return _("Done again: {what}").format(what=text)
    return _("Taken back: {what} · U does it again").format(what=text)


def _thing(word: str) -> str:
    names = {
        "reading": _("score"),
        "note": _("note"),
        "target": _("target"),
        "add": _("import"),
        "plan": _("plan"),
        "own": _("own action"),
        "skip": _("planned rest"),
        "unskip": _("no rest"),
        "remove": _("removal"),
        "about": _("what you say of yourself"),
        "stock": _("what you say of yourself"),
    }
    return names.get(word, word)


def _day(day: date, today: date) -> str:
    return _("today") if day == today else format_day(day, today)


def told_error(error: SsiError, *, named: bool = False) -> str:
    """What went wrong, then the key that helps, then what may be cut: the system's own reason.

    ``named``: say which value is wrong, where no form shows it.
    """
    words = worded(error, named=named, short=True)
    parts = [words.said]
    if way := _way_on(error):
        parts.append(way)
    said = " · ".join(parts)
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
