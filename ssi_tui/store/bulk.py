"""Readings, and many entries at once: what a page or an import brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.model.reading import Reading
from ssi_tui.store import month, profile
from ssi_tui.store.month import key_of
from ssi_tui.store.storage import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ssi_tui.model.action import Action
    from ssi_tui.model.change import Change, Done
    from ssi_tui.store.files import ProfileFiles
    from ssi_tui.store.recording import Edit, Edits, Recorder
    from ssi_tui.store.storage import JournalFile


def add_reading(
    recorder: Recorder,
    day: date,
    total: float | None,
    shown: Mapping[str, float | None],
    by: str,
    change: int | None,
) -> Done:
    """Keep a reading in the place of the day's; without a total it is the sum of the pillars."""
    points = [shown.get(pillar) for pillar in Pillar]
    given = [each for each in points if each is not None]
    whole = round(sum(given), 3) if total is None else total
    reading = Reading(id=new_id(), day=day, total=whole, source=by, **shown)  # type: ignore[arg-type]
    document = month.reading_document(reading)

    def edits(file: JournalFile) -> list[Edit]:
        key = key_of(file, "readings", "day", day.isoformat())
        return [("readings", key or str(reading.id), document)]

    return recorder.day(day, "reading", edits, by, "", f"{whole:g}", change)


def add(
    recorder: Recorder,
    actions: Iterable[Action],
    readings: Iterable[Reading],
    by: str,
    change: int | None,
) -> Change | None:
    """Add what is not there yet, one write for each month."""
    months: dict[str, list[Edit]] = {}
    for action in actions:
        edit = ("actions", str(action.id), month.action_document(action))
        months.setdefault(action.day.isoformat()[:7], []).append(edit)
    for reading in readings:
        edit = ("readings", str(reading.id), month.reading_document(reading))
        months.setdefault(reading.day.isoformat()[:7], []).append(edit)
    head = recorder.head("add", "", "", str(sum(map(len, months.values()))), by)

    def missing(wanted: list[Edit]) -> Edits:
        return lambda file: [e for e in wanted if e[1] not in file.rows(e[0]).documents()]

    parts = {name: missing(months[name]) for name in sorted(months)}
    return recorder.months(head, parts, change)


def forget_changes(files: ProfileFiles) -> None:
    """Take the records of changes out of every file; what they changed stays."""
    with files.writing():
        for name in (*files.month_names(), profile.NAME):
            file = files.file(name)
            with file.storage.transaction():
                changes = file.rows("changes")
                for number in tuple(changes.documents()):
                    changes.put(number, None)
