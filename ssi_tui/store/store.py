"""One person's journal on disk: every read and every write goes through here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssi_tui.model.change import Change, Done
from ssi_tui.model.checks import check_count, check_kind, check_text
from ssi_tui.store import month, profile
from ssi_tui.store.disk import LOCK_SECONDS, Disk
from ssi_tui.store.files import ProfileFiles
from ssi_tui.store.month import entry_document, key_of, recount
from ssi_tui.store.recording import change_from, record
from ssi_tui.store.storage import JournalFile, new_id

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from ssi_tui.model.action import Action
    from ssi_tui.model.journal import Journal
    from ssi_tui.model.reading import Reading
    from ssi_tui.model.target import Target
    from ssi_tui.store.recording import Edit, Edits


class Store:
    """The profile in one folder; cheap to make, and touches nothing until it is used.

    Every write is one file, replaced whole, and is on the disk when the call returns.  Errors:
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
        self._now = now
        self._files = ProfileFiles(folder, disk or Disk(), lock_seconds)

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
        return self._day(day, "log", lambda _: edits, by, kind, str(count), change)

    def step(
        self, kind: str, day: date, delta: int, *, by: str = "tui", change: int | None = None
    ) -> Done:
        """Raise or lower the day's count, never below 0: +1 adds an entry, −1 shortens the last."""
        check_kind(kind)
        check_count(abs(delta))

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, by, lambda count: max(0, count + delta))

        return self._day(day, "step", edits, by, kind, f"{delta:+}", change)

    def set_count(
        self, kind: str, day: date, count: int, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Make the day's count exactly this; writes nothing where it is already."""
        check_kind(kind)
        check_count(count, 0)

        def edits(file: JournalFile) -> list[Edit]:
            return recount(file, kind, day, by, lambda _: count)

        return self._day(day, "set", edits, by, kind, str(count), change)

    def add_reading(
        self,
        day: date,
        total: float | None = None,
        *,
        brand: float | None = None,
        people: float | None = None,
        insights: float | None = None,
        relationships: float | None = None,
        industry_rank: int | None = None,
        network_rank: int | None = None,
        by: str = "cli",
        change: int | None = None,
    ) -> Done:
        """Keep a look at the score page; a second one on the same day replaces the first."""
        from ssi_tui.model.reading import Reading

        pillars = (brand, people, insights, relationships)
        given = [points for points in pillars if points is not None]
        reading = Reading(
            id=new_id(),
            day=day,
            total=round(sum(given), 3) if total is None else total,
            brand=brand,
            people=people,
            insights=insights,
            relationships=relationships,
            industry_rank=industry_rank,
            network_rank=network_rank,
            source=by,
        )
        document = month.reading_document(reading)

        def edits(file: JournalFile) -> list[Edit]:
            key = key_of(file, "readings", "day", day.isoformat())
            return [("readings", key or str(reading.id), document)]

        return self._day(day, "reading", edits, by, "", f"{reading.total:g}", change)

    def set_note(self, day: date, text: str, *, by: str = "cli", change: int | None = None) -> Done:
        """Make this the day's note; an empty text removes it."""
        check_text("note", text)

        def edits(file: JournalFile) -> list[Edit]:
            key = key_of(file, "notes", "day", day.isoformat())
            document = {"day": day.isoformat(), "text": text} if text else None
            return [("notes", key or str(new_id()), document)]

        return self._day(day, "note", edits, by, "", "", change)

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
        months: dict[str, list[Edit]] = {}
        for action in actions:
            edit = ("actions", str(action.id), month.action_document(action))
            months.setdefault(action.day.isoformat()[:7], []).append(edit)
        for reading in readings:
            edit = ("readings", str(reading.id), month.reading_document(reading))
            months.setdefault(reading.day.isoformat()[:7], []).append(edit)
        number, made = change or new_id(), None
        head = self._head("add", "", "", str(sum(map(len, months.values()))), by)
        with self._files.lock:
            order = self._files.next_order()
            for name in sorted(months):

                def edits(file: JournalFile, wanted: list[Edit] = months[name]) -> list[Edit]:
                    return [e for e in wanted if e[1] not in file.rows(e[0]).documents()]

                made = record(self._files, name, head, edits, change=number, order=order) or made
        return made and change_from(*made)

    def set_target(
        self, target: Target | None, kind: str, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Set the target of a kind, or take it away, the one that is there by default as well."""
        check_kind(kind)
        text = profile.NO_TARGET if target is None else str(target)
        return self._fact("targets", "kind", kind, "target", text, by, change)

    def set_stock(
        self, stock: str, count: float, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Say how many of something lasting there are; ``profile`` is a fraction."""
        profile.check_stock(stock, count)
        return self._fact("stocks", "stock", str(stock), "count", count, by, change)

    def set_name(self, name: str, *, by: str = "cli", change: int | None = None) -> Done:
        """Give the profile the name that people see."""
        check_kind(name)
        return self._fact("settings", "key", "name", "value", name, by, change)

    # Taking back

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

    # How

    def _head(self, what: str, kind: str, day: str, amount: str, by: str) -> dict[str, str]:
        at = self._now().replace(microsecond=0, tzinfo=None).isoformat()
        return {"at": at, "by": by, "what": what, "kind": kind, "day": day, "amount": amount}

    def _day(
        self,
        day: date,
        what: str,
        edits: Edits,
        by: str,
        kind: str,
        amount: str,
        change: int | None,
    ) -> Done:
        """Write to the file of the day's month."""
        head = self._head(what, kind, day.isoformat(), amount, by)
        made = record(self._files, day.isoformat()[:7], head, edits, change=change)
        docs = made[1]["docs"] if made else ()
        added = [int(key) for table, key, was, _ in docs if table == "actions" and was is None]
        return Done(
            made and change_from(*made), added[0] if added else None, self._files.around(day)
        )

    def _fact(
        self, table: str, key: str, name: str, field: str, value: Any, by: str, change: int | None
    ) -> Done:
        """Put one document of profile.json in place, known by its field `key`."""

        def edits(file: JournalFile) -> list[Edit]:
            known = key_of(file, table, key, name)
            return [(table, known or str(new_id()), {key: name, field: value})]

        kind, what = ("", name) if table == "settings" else (name, key)
        what = "target" if table == "targets" else what
        head = self._head(what, kind, "", str(value), by)
        made = record(self._files, profile.NAME, head, edits, change=change)
        journal = self._files.around(self._now().date())
        return Done(made and change_from(*made), None, journal)
