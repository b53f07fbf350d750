"""One person's journal on disk: every read and every write goes through here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ssi_tui.disk import LOCK_SECONDS
from ssi_tui.model.terms import (
    Rest,
    check_count,
    check_kind,
    check_own_action,
    check_rest,
    check_text,
    without,
)
from ssi_tui.store import documents
from ssi_tui.store.changes import Recorder, fixed
from ssi_tui.store.documents import entry_document, key_of, recount
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.store.tables import JournalFile, new_id

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from ssi_tui.disk import Disk
    from ssi_tui.model.entries import Reading
    from ssi_tui.model.journal import Change, Done, Journal, Score
    from ssi_tui.model.terms import OwnAction, Target
    from ssi_tui.store.backups import Backup, Restored
    from ssi_tui.store.file_format import Content, Edit
    from ssi_tui.store.recovery import Recovered


class StoreFiles(ProfileFiles):
    """The files of a profile, and what they ask; each answer loads what it needs when it comes."""

    def decode(self, data: bytes, path: str, name: str) -> Content:
        from ssi_tui.store import validation  # 1 ms, and only files changed by hand need it

        return validation.decode(data, path, name)

    def _copy(self) -> str:
        from ssi_tui.store import backups  # zipfile: 13 ms, once a day

        return backups.make_daily(self)

    def _finish(self) -> None:
        from ssi_tui.store import journaled_moves

        journaled_moves.finish(self)

    def _finished(
        self, contents: dict[str, Content], wanted: Callable[[str], bool]
    ) -> dict[str, Content]:
        from ssi_tui.store import journaled_moves

        return journaled_moves.view(self, contents, wanted)

    def _written(self) -> None:
        from ssi_tui.store import standing

        standing.keep_status(self)


class Facts:
    """The part of the store that writes profile.json."""

    files: StoreFiles
    """The files themselves, for what brings several machines' together."""
    recorder: Recorder

    @property
    def uncopied(self) -> str:
        """Why the backup before the first write of the day could not be made; empty: it was."""
        return self.files.uncopied

    def set_target(self, target: Target | None, kind: str, *, change: int | None = None) -> Done:
        """Set the target of a kind, or take it away, the one that is there by default as well."""
        check_kind(kind)
        text = documents.NO_TARGET if target is None else str(target)
        head = self.recorder.head("target", kind, "", text)
        document = {"kind": kind, "target": text}
        return self.recorder.fact("targets", kind, document, head, change)

    def set_stock(self, stock: str, count: float | None, *, change: int | None = None) -> Done:
        """Say how many of something lasting there are; ``profile`` is a fraction; None: no more."""
        documents.check_stock(stock, count or 0)
        head = self.recorder.head("stock", stock, "", "none" if count is None else str(count))
        document = None if count is None else {"stock": str(stock), "count": count}
        return self.recorder.fact("stocks", stock, document, head, change)

    def set_fact(self, name: str, value: str, *, change: int | None = None) -> Done:
        """Say how active one is, or which licence one has; an empty value: not said."""
        documents.check_fact(name, value)
        head = self.recorder.head("about", name, "", value or "none")
        document = {"key": name, "value": value}
        return self.recorder.fact("settings", name, document, head, change)

    def set_name(self, name: str, *, change: int | None = None) -> Done:
        """Give the profile the name that people see."""
        check_kind(name)
        head = self.recorder.head("name", "", "", name)
        document = {"key": "name", "value": name}
        return self.recorder.fact("settings", "name", document, head, change)

    def set_own_action(self, action: OwnAction, *, change: int | None = None) -> Done:
        """Add an action of the user's own, or change the one of that name; archived ones stay."""
        check_own_action(action)
        head = self.recorder.head("own", action.name, "", action.pillar)
        return self.recorder.fact("own", action.name, action._asdict(), head, change)

    def skip(
        self, kind: str | None, first: date, last: date, why: str = "", *, change: int | None = None
    ) -> Done:
        """Plan rest from a kind, or from all: no day of it is due, and no streak ends.

        Where a rest of the same kind lies already, the new one takes its days.
        """
        rest = check_rest(Rest(kind or "", first, last, why))
        document = documents.rest_document(rest)
        head = self.recorder.head("skip", rest.kind, first.isoformat(), str(rest.days))

        def edits(file: JournalFile) -> list[Edit]:
            if document in file.documents("rests").values():
                return []
            return [*_cut(file, rest.kind, first, last), ("rests", str(new_id()), document)]

        return self.recorder.facts(head, edits, change)

    def unskip(
        self, kind: str | None, first: date, last: date, *, change: int | None = None
    ) -> Done:
        """Take these days out of the rest from a kind; None: out of every rest."""
        days = check_rest(Rest(kind or "", first, last)).days
        head = self.recorder.head("unskip", kind or "", first.isoformat(), str(days))
        return self.recorder.facts(head, lambda file: _cut(file, kind, first, last), change)


def _cut(file: JournalFile, kind: str | None, first: date, last: date) -> list[Edit]:
    edits: list[Edit] = []
    for key, document in file.documents("rests").items():
        rest = documents.rest_from(document)
        left = list(without([rest], first, last)) if kind in (None, rest.kind) else [rest]
        if left != [rest]:
            edits.append(("rests", key, None))
            edits += [("rests", str(new_id()), documents.rest_document(each)) for each in left]
    return edits


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
        must_exist: bool = False,
        by: str = "cli",
    ) -> None:
        """`by`: what writes, as the changes say it: ``cli``, ``tui`` or ``import``."""
        self.files = StoreFiles(folder, now=now, disk=disk, lock_seconds=lock_seconds)
        self.files.lock.must_exist = must_exist
        self.recorder = Recorder(self.files, by)

    @property
    def folder(self) -> str:
        """The profile's folder, as an absolute path."""
        return self.files.folder

    @property
    def name(self) -> str:
        """The profile's name as its owner wrote it, or an empty text."""
        return documents.setting(self.files.content(documents.NAME), "name")

    # Reading

    def read(self, first: date | None = None, last: date | None = None) -> Journal:
        """The journal from one day to another, both included; only their files are read."""
        return self.files.journal(first, last, self.files.month_names(first, last))

    def latest_reading(self, day: date) -> Reading | None:
        """The newest reading on that day or in the year before: an older one says nothing."""
        oldest = f"{day.year - 1:04}{day.isoformat()[4:7]}"
        for name in reversed(self.files.month_names(last=day)):
            if name >= oldest:
                reading = self._month(name).latest_reading(day)
                if reading:
                    return reading
        return None

    def _month(self, name: str) -> Journal:
        """One month, and not a look at all the others."""
        first = date.fromisoformat(f"{name}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self.files.journal(first, last, [name])

    def first_day(self) -> date | None:
        """The first day with an entry, a reading or a note; only the oldest months are read."""
        for name in self.files.month_names():
            first = self._month(name).first_day
            if first is not None:
                return first
        return None

    def standing(
        self, day: date, week_start: str = "monday"
    ) -> tuple[dict[str, int], Score | None]:
        """Kind -> weeks in a row of its target, and the newest score; years are not read for it."""
        from ssi_tui.store import standing

        return standing.standing(self.files, day, week_start)

    def keep_status(self) -> None:
        """Bring what `ssi status` reads up to date, if this is the profile in use.

        Every write does; this is for what else can change it: the settings, other programs.
        """
        from ssi_tui.store import standing

        standing.keep_status(self.files, look=True)

    def entries_ahead(self, day: date) -> int:
        """How many entries and readings lie after a day: a clock ran ahead when they were made."""
        first = day + timedelta(days=1)
        names = self.files.month_names(first)
        journal = self.files.journal(first, None, names, tolerant=True)
        # What the months count themselves is quicker than their entries, and mostly none
        entries = journal.actions if journal.totals(first, date.max) else ()
        return len(entries) + len(journal.readings)

    def changes(self, last: int = 20) -> tuple[Change, ...]:
        """The newest changes, newest first, taken back or not."""
        from ssi_tui.store import undo

        return undo.newest(self.files, last)

    def stamp(self) -> object:
        """Equal to an earlier answer only if nothing was written since: one look at the folder."""
        return self.files.stamp()

    # Writing

    def log(
        self, kind: str, day: date, count: int = 1, *, note: str = "", change: int | None = None
    ) -> Done:
        """Add an entry.  `change`: that of an InDoubtError, to try again."""
        check_kind(kind)
        check_count(count)
        check_text("note", note)
        edits = [
            ("actions", str(new_id()), entry_document(kind, day, count, note, self.recorder.by))
        ]
        return self.recorder.day(day, "log", fixed(edits), kind, str(count), change)

    def step(self, kind: str, day: date, delta: int, *, change: int | None = None) -> Done:
        """Raise or lower the day's count, never below 0: +1 adds an entry, −1 shortens the last."""
        check_kind(kind)
        check_count(abs(delta))

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, self.recorder.by, lambda count: max(0, count + delta))

        return self.recorder.day(day, "step", edits, kind, f"{delta:+}", change)

    def set_count(self, kind: str, day: date, count: int, *, change: int | None = None) -> Done:
        """Make the day's count exactly this; writes nothing where it is already."""
        check_kind(kind)
        check_count(count, 0)

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, self.recorder.by, lambda _: count)

        return self.recorder.day(day, "set", edits, kind, str(count), change)

    def add_reading(
        self,
        day: date,
        total: float | None = None,
        *,
        change: int | None = None,
        **shown: float | None,
    ) -> Done:
        """Keep a look at the score page; a second one on the same day replaces the first.

        `shown` are the pillars, ranks and averages of a `Reading`, by the names of its fields;
        without a total it is the sum of the pillars.
        """
        from sim.terms import Pillar  # 4 ms with the values it makes, and an entry needs neither
        from ssi_tui.model.entries import Reading

        points = [shown.get(pillar) for pillar in Pillar]
        whole = round(sum(filter(None, points)), 3) if total is None else total
        by = self.recorder.by
        reading = Reading(id=new_id(), day=day, total=whole, source=by, **shown)  # type: ignore[arg-type]
        document = documents.reading_document(reading)

        def edits(file: JournalFile) -> list[Edit]:
            key = key_of(file, "readings", day.isoformat())
            return [("readings", key or str(reading.id), document)]

        return self.recorder.day(day, "reading", edits, "", f"{whole:g}", change)

    def set_note(self, day: date, text: str, *, change: int | None = None) -> Done:
        """Make this the day's note; an empty text removes it."""
        check_text("note", text)

        def edits(file: JournalFile) -> list[Edit]:
            key = key_of(file, "notes", day.isoformat())
            document = {"day": day.isoformat(), "text": text} if text else None
            return [("notes", key or str(new_id()), document)]

        return self.recorder.day(day, "note", edits, "", "", change)

    def edit(
        self,
        entry: int,
        *,
        day: date | None = None,
        kind: str | None = None,
        count: int | None = None,
        note: str | None = None,
        change: int | None = None,
    ) -> Done:
        """Change what is given of an entry, also its month: NotFoundError if it is not there."""
        from ssi_tui.store import journaled_moves

        fields = {"day": day, "kind": kind, "count": count, "note": note}
        given = {name: value for name, value in fields.items() if value is not None}
        return journaled_moves.edit(self.recorder, entry, change, **given)

    def remove(self, ids: Iterable[int], *, change: int | None = None) -> Change | None:
        """Take entries or readings out as one change: NotFoundError if one is not there."""
        from ssi_tui.store import journaled_moves

        return journaled_moves.remove(self.recorder, ids, change)

    # Taking back

    def forget_changes(self) -> None:
        """Make all that was done so far final: nothing of it can be taken back any more."""
        with self.files.writing():
            for name in (*self.files.month_names(), documents.NAME):
                file = self.files.file(name)
                with file.storage.transaction():
                    changes = file.rows("changes")
                    for number in tuple(changes.documents()):
                        changes.put(number, None)

    def undo(self, n: int = 1, *, change: int | None = None) -> tuple[Change, ...]:
        """Take the newest `n` changes back, whoever made them, or exactly the one named.

        What was changed again since, by hand or by another, stays as it is: `Change.left`.
        """
        from ssi_tui.store import undo

        return undo.turn(self.recorder, n, change, undo.newest_standing)

    def redo(self, n: int = 1, *, change: int | None = None) -> tuple[Change, ...]:
        """Do again what was taken back last, if nothing new was done since."""
        from ssi_tui.store import undo

        return undo.turn(self.recorder, n, change, undo.newest_undone)

    # Copies and damage

    def back_up(self) -> Backup | None:
        """Keep a copy of everything now; None where there is nothing yet."""
        from ssi_tui.store import backups

        return backups.make(self.files, "asked")

    def copy_ahead(self) -> None:
        """Keep the day's copy now, so that the first write does not wait for it (ten years: 0.1 s
        and more)."""
        self.files.copy_daily()

    def backups(self) -> tuple[Backup, ...]:
        """The copies that are kept, newest first."""
        from ssi_tui.store import backups

        return backups.kept(self.files)

    def restore(self, backup: str) -> Restored:
        """Put a copy in place of everything, and keep a copy of what it replaces."""
        from ssi_tui.store import backups

        return backups.restore(self.files, backup)

    def recover(self, name: str) -> Recovered | None:
        """Write a damaged file anew from the newest copy and all that it still says itself.

        `name`: ``2026-11`` or ``profile``.  None where it is not damaged.
        """
        from ssi_tui.store import recovery

        return recovery.recover(self.files, name)
