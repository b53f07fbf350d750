"""Planned rest on the disk: stretches of days in profile.json, cut where they are worked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.model.rest import Rest, check_rest, without
from ssi_tui.store import profile
from ssi_tui.store.storage import new_id

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.change import Done
    from ssi_tui.store.recording import Edit, Recorder
    from ssi_tui.store.storage import JournalFile


def skip(
    recorder: Recorder, kind: str, first: date, last: date, why: str, by: str, change: int | None
) -> Done:
    """Plan a rest; where another of the same kind lies already, the new one takes its days."""
    rest = check_rest(Rest(kind, first, last, why))
    document = profile.rest_document(rest)
    head = recorder.head("skip", kind, first.isoformat(), str(rest.days), by)

    def edits(file: JournalFile) -> list[Edit]:
        if document in file.rows("rests").documents().values():
            return []
        return [*_cut(file, kind, first, last), ("rests", str(new_id()), document)]

    return recorder.facts(head, edits, change)


def unskip(
    recorder: Recorder, kind: str | None, first: date, last: date, by: str, change: int | None
) -> Done:
    """Take days out of the rests of a kind, or out of all."""
    days = check_rest(Rest(kind or "", first, last)).days
    head = recorder.head("unskip", kind or "", first.isoformat(), str(days), by)
    return recorder.facts(head, lambda file: _cut(file, kind, first, last), change)


def _cut(file: JournalFile, kind: str | None, first: date, last: date) -> list[Edit]:
    edits: list[Edit] = []
    for key, document in file.rows("rests").documents().items():
        rest = profile.rest_from(document)
        left = list(without([rest], first, last)) if kind in (None, rest.kind) else [rest]
        if left != [rest]:
            edits.append(("rests", key, None))
            edits += [("rests", str(new_id()), profile.rest_document(each)) for each in left]
    return edits
