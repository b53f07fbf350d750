"""What another copy of a journal has, put in place as one change that one undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssi_tui.store import documents
from ssi_tui.store.documents import key_of
from ssi_tui.store.tables import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ssi_tui.model.entries import Action, Reading
    from ssi_tui.model.journal import Change
    from ssi_tui.model.terms import OwnAction, Rest
    from ssi_tui.store.changes import Edits
    from ssi_tui.store.file_format import Edit
    from ssi_tui.store.store import Store
    from ssi_tui.store.tables import JournalFile

    Row = tuple[str, tuple[str, ...], str, dict[str, Any] | None]
    """Table, the fields that say which document it is (none: its id), id, and the document."""


def put(  # noqa: PLR0913  # named: what a profile can hold
    store: Store,
    *,
    actions: Iterable[Action] = (),
    moved: Mapping[int, date] | None = None,
    readings: Iterable[Reading] = (),
    notes: Mapping[date, str] | None = None,
    targets: Mapping[str, str] | None = None,
    stocks: Mapping[str, float] | None = None,
    facts: Mapping[str, str] | None = None,
    rests: Iterable[Rest] = (),
    own_actions: Iterable[OwnAction] = (),
    plan: str | None = None,
    what: str = "add",
    by: str = "import",
    change: int | None = None,
) -> Change | None:
    """Put these values in place of those that the profile has; None where all are there already.

    Entries are known by their ids, everything else by its day or name.  `moved`: the old day of
    entries that go to another month.  `what`: what the change is called.  One write for each month;
    stopped half-way, the same call puts the rest.
    """
    rows: dict[str, list[Row]] = {}

    def row(name: str, table: str, fields: tuple[str, ...], key: str, document: Any) -> None:
        rows.setdefault(name, []).append((table, fields, key, document))

    for number, day in (moved or {}).items():
        row(day.isoformat()[:7], "actions", (), str(number), None)
    for action in actions:
        document = documents.action_document(action)
        row(document["day"][:7], "actions", (), str(action.id), document)
    for reading in readings:
        document = documents.reading_document(reading)
        row(document["day"][:7], "readings", ("day",), str(reading.id), document)
    for day, text in (notes or {}).items():
        document = {"day": day.isoformat(), "text": text}
        row(document["day"][:7], "notes", ("day",), "", document)
    of_profile = _of_profile(targets or {}, stocks or {}, facts or {}, rests, own_actions, plan)
    for table, fields, document in of_profile:
        row(documents.NAME, table, fields, "", document)
    many = sum(document is not None for each in rows.values() for *_, document in each)
    head = store._recorder.head(what, "", "", str(many), by)
    losing = {day.isoformat()[:7] for day in (moved or {}).values()}  # last: stopped, none is gone
    parts = {name: _edits(rows[name]) for name in sorted(rows, key=lambda n: (n in losing, n))}
    from ssi_tui.store.undo import half_of

    with store._files.writing():
        change = change or half_of(store._files, what, by, parts)
        return store._recorder.months(head, parts, change)


def _of_profile(
    targets: Mapping[str, str],
    stocks: Mapping[str, float],
    facts: Mapping[str, str],
    rests: Iterable[Rest],
    own_actions: Iterable[OwnAction],
    plan: str | None,
) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """Table, fields and document of what belongs to no month."""
    for kind, target in targets.items():
        yield "targets", ("kind",), {"kind": kind, "target": target}
    for stock, count in stocks.items():
        documents.check_stock(stock, count)
        yield "stocks", ("stock",), {"stock": str(stock), "count": count}
    for name, said in facts.items():
        documents.check_fact(name, said)
        yield "settings", ("key",), {"key": name, "value": said}
    for rest in rests:
        yield "rests", ("kind", "first", "last"), documents.rest_document(rest)
    for own in own_actions:
        yield "own", ("name",), own._asdict()
    if plan is not None:
        yield "settings", ("key",), {"key": documents.PLAN, "value": plan}


def _edits(rows: list[Row]) -> Edits:
    def edits(file: JournalFile) -> list[Edit]:
        return [
            (table, _key(file, table, fields, document) or key or str(new_id()), document)
            for table, fields, key, document in rows
        ]

    return edits


def _key(file: JournalFile, table: str, fields: tuple[str, ...], document: Any) -> str | None:
    """The id of the document that stands there already."""
    if not fields:
        return None
    if len(fields) == 1:
        return key_of(file, table, fields[0], document[fields[0]])
    known = file.rows(table).documents().items()
    return next((k for k, doc in known if all(doc[f] == document[f] for f in fields)), None)
