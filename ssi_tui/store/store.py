"""One person's journal on disk: every read and every write goes through here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ssi_tui.model.checks import check_count, check_kind, check_text
from ssi_tui.store import profile
from ssi_tui.store.disk import LOCK_SECONDS, Disk
from ssi_tui.store.facts import Facts
from ssi_tui.store.files import ProfileFiles
from ssi_tui.store.month import entry_document, key_of, recount
from ssi_tui.store.recording import Recorder
from ssi_tui.store.storage import JournalFile, new_id

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from ssi_tui.model.action import Action
    from ssi_tui.model.change import Change, Done
    from ssi_tui.model.journal import Journal
    from ssi_tui.model.reading import Reading
    from ssi_tui.store.backups import Backup, Restored
    from ssi_tui.store.recording import Edit
    from ssi_tui.store.recovery import Recovered


class Store(Facts):
    """The profile in one folder; cheap to make, and touches nothing until it is used.

    Every write is on the disk when the call returns: one file, replaced whole.  A move between
    months and a restore are several, which the next write ends if a program was stopped.  Errors:
    BadValueError, DamagedError, NewerSchemaError, NotSavedError (nothing changed), InDoubtError
    (changed, may not survive a power cut; try again with its `change`), LockedError.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        now: Callable[[], datetime] = datetime.now,
        disk: Disk | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        self._files = ProfileFiles(folder, disk or Disk(), lock_seconds, now)
        self._recorder = Recorder(self._files)

    @property
    def folder(self) -> str:
        """The profile's folder, as an absolute path."""
        return self._files.folder

    @property
    def name(self) -> str:
        """The profile's name as its owner wrote it, or an empty text."""
        return profile.setting(self._files.file(profile.NAME).storage.refresh(), "name")

    # Reading

    def read(self, first: date | None = None, last: date | None = None) -> Journal:
        """The journal from one day to another, both included; only their files are read."""
        return self._files.journal(first, last, self._files.month_names(first, last))

    def latest_reading(self, day: date) -> Reading | None:
        """The newest reading on that day or in the year before: an older one says nothing."""
        oldest = f"{day.year - 1:04}{day.isoformat()[4:7]}"
        for name in reversed(self._files.month_names(last=day)):
            if name >= oldest:
                found = self._files.journal(None, day, [name]).latest_reading(day)
                if found:
                    return found
        return None

    def changes(self, last: int = 20) -> tuple[Change, ...]:
        """The newest changes, newest first, taken back or not."""
        from ssi_tui.store import history

        return history.newest(self._files, last)

    def stamp(self) -> object:
        """Equal to an earlier answer only if nothing was written since: one look at the folder."""
        return self._files.stamp()

    # Writing

    def log(
        self,
        kind: str,
        day: date,
        count: int = 1,
        *,
        note: str = "",
        by: str = "cli",
        change: int | None = None,
    ) -> Done:
        """Add an entry.  `change`: that of an InDoubtError, to try again."""
        check_kind(kind)
        check_count(count)
        check_text("note", note)
        edits = [("actions", str(new_id()), entry_document(kind, day, count, note, by))]
        return self._recorder.day(day, "log", lambda _: edits, by, kind, str(count), change)

    def step(
        self, kind: str, day: date, delta: int, *, by: str = "tui", change: int | None = None
    ) -> Done:
        """Raise or lower the day's count, never below 0: +1 adds an entry, −1 shortens the last."""
        check_kind(kind)
        check_count(abs(delta))

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, by, lambda count: max(0, count + delta))

        return self._recorder.day(day, "step", edits, by, kind, f"{delta:+}", change)

    def set_count(
        self, kind: str, day: date, count: int, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Make the day's count exactly this; writes nothing where it is already."""
        check_kind(kind)
        check_count(count, 0)

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, by, lambda _: count)

        return self._recorder.day(day, "set", edits, by, kind, str(count), change)

    def add_reading(
        self,
        day: date,
        total: float | None = None,
        *,
        by: str = "cli",
        change: int | None = None,
        **shown: float | None,
    ) -> Done:
        """Keep a look at the score page; a second one on the same day replaces the first.

        `shown` are the pillars, ranks and averages of a `Reading`, by the names of its fields.
        """
        from ssi_tui.store import bulk

        return bulk.add_reading(self._recorder, day, total, shown, by, change)

    def set_note(self, day: date, text: str, *, by: str = "cli", change: int | None = None) -> Done:
        """Make this the day's note; an empty text removes it."""
        check_text("note", text)

        def edits(file: JournalFile) -> list[Edit]:
            key = key_of(file, "notes", "day", day.isoformat())
            document = {"day": day.isoformat(), "text": text} if text else None
            return [("notes", key or str(new_id()), document)]

        return self._recorder.day(day, "note", edits, by, "", "", change)

    def add(
        self,
        actions: Iterable[Action],
        readings: Iterable[Reading] = (),
        *,
        by: str = "import",
        change: int | None = None,
    ) -> Change | None:
        """Add the entries and readings whose ids are not there yet, as one change.

        One write for each month; stopped half-way, the same call adds the rest.
        """
        from ssi_tui.store import bulk

        return bulk.add(self._recorder, actions, readings, by, change)

    def edit(
        self,
        entry: int,
        *,
        day: date | None = None,
        kind: str | None = None,
        count: int | None = None,
        note: str | None = None,
        by: str = "cli",
        change: int | None = None,
    ) -> Done:
        """Change what is given of an entry, also its month: NotFoundError if it is not there."""
        from ssi_tui.store import editing

        fields = {"day": day, "kind": kind, "count": count, "note": note}
        given = {name: value for name, value in fields.items() if value is not None}
        return editing.edit(self._recorder, entry, by, change, **given)

    def remove(
        self, ids: Iterable[int], *, by: str = "cli", change: int | None = None
    ) -> Change | None:
        """Take entries or readings out as one change: NotFoundError if one is not there."""
        from ssi_tui.store import editing

        return editing.remove(self._recorder, ids, by, change)

    # Taking back

    def forget_changes(self) -> None:
        """Make all that was done so far final: nothing of it can be taken back any more."""
        from ssi_tui.store import bulk

        bulk.forget_changes(self._files)

    def undo(self, n: int = 1, *, by: str = "cli", change: int | None = None) -> tuple[Change, ...]:
        """Take the newest `n` changes back, whoever made them, or exactly the one named.

        What was changed again since, by hand or by another, stays as it is: `Change.left`.
        """
        from ssi_tui.store import history

        return history.turn(self._files, n, change, by, history.newest_standing)

    def redo(self, n: int = 1, *, by: str = "cli", change: int | None = None) -> tuple[Change, ...]:
        """Do again what was taken back last, if nothing new was done since."""
        from ssi_tui.store import history

        return history.turn(self._files, n, change, by, history.newest_undone)

    # Copies and damage

    def back_up(self) -> Backup | None:
        """Keep a copy of everything now; None where there is nothing yet."""
        from ssi_tui.store import backups

        return backups.make(self._files, "asked")

    def backups(self) -> tuple[Backup, ...]:
        """The copies that are kept, newest first."""
        from ssi_tui.store import backups

        return backups.kept(self._files)

    def restore(self, backup: str) -> Restored:
        """Put a copy in place of everything, and keep a copy of what it replaces."""
        from ssi_tui.store import backups

        return backups.restore(self._files, backup)

    def recover(self, name: str) -> Recovered | None:
        """Write a damaged file anew from the newest copy and all that it still says itself.

        `name`: ``2026-11`` or ``profile``.  None where it is not damaged.
        """
        from ssi_tui.store import recovery

        return recovery.recover(self._files, name)
