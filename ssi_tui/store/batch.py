"""What another copy of a journal has, put in place as one change that one undo takes back."""

from __future__ import annotations

from operator import itemgetter
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

    Document = dict[str, Any]


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
    rows: dict[str, list[Edit]] = {}

    def row(day: date, table: str, key: str, document: Document | None) -> None:
        rows.setdefault(day.isoformat()[:7], []).append((table, key, document))

    for number, day in (moved or {}).items():
        row(day, "actions", str(number), None)
    for action in actions:
        row(action.day, "actions", str(action.id), documents.action_document(action))
    for reading in readings:
        row(reading.day, "readings", str(reading.id), documents.reading_document(reading))
    for day, text in (notes or {}).items():
        row(day, "notes", "", {"day": day.isoformat(), "text": text})
    of_profile = _of_profile(targets or {}, stocks or {}, facts or {}, rests, own_actions, plan)
    for table, document in of_profile:
        rows.setdefault(documents.NAME, []).append((table, "", document))
    many = sum(document is not None for edits in rows.values() for *_, document in edits)
    head = {**store.recorder.head(what, "", "", str(many)), "by": by}
    losing = {day.isoformat()[:7] for day in (moved or {}).values()}  # last: stopped, none is gone
    parts = {name: _edits(rows[name]) for name in sorted(rows, key=lambda n: (n in losing, n))}
    from ssi_tui.store.undo import half_of

    with store.files.writing():
        change = change or half_of(store.files, what, by, parts)
        return store.recorder.months(head, parts, change)


def _of_profile(
    targets: Mapping[str, str],
    stocks: Mapping[str, float],
    facts: Mapping[str, str],
    rests: Iterable[Rest],
    own_actions: Iterable[OwnAction],
    plan: str | None,
) -> Iterator[tuple[str, Document]]:
    """Table and document of what belongs to no month."""
    for kind, target in targets.items():
        yield "targets", {"kind": kind, "target": target}
    for stock, count in stocks.items():
        documents.check_stock(stock, count)
        yield "stocks", {"stock": str(stock), "count": count}
    for name, said in facts.items():
        documents.check_fact(name, said)
        yield "settings", {"key": name, "value": said}
    for rest in rests:
        yield "rests", documents.rest_document(rest)
    for own in own_actions:
        yield "own", own._asdict()
    if plan is not None:
        yield "settings", {"key": documents.PLAN, "value": plan}


def _edits(rows: list[Edit]) -> Edits:
    def edits(file: JournalFile) -> list[Edit]:
        return [
            (table, _key(file, table, document) or key or str(new_id()), document)
            for table, key, document in rows
        ]

    return edits


def _key(file: JournalFile, table: str, document: Any) -> str | None:
    """The id of the document that stands there already."""
    if table in documents.ONE_EACH:
        return key_of(file, table, document[documents.ONE_EACH[table]])
    if table == "rests":
        same, known = itemgetter("kind", "first", "last"), file.documents(table).items()
        return next((key for key, rest in known if same(rest) == same(document)), None)
    return None
