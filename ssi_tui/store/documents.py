"""A month as it lies on the disk, answering as the journal asks: values are made when wanted."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import (
    FACT_CHOICES,
    UNSAID,
    OwnAction,
    Rest,
    Target,
    check_own_action,
    check_rest,
    default_targets,
)
from ssi_tui.store.file_format import COUNTS, EMPTY, Rows
from ssi_tui.store.tables import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssi_tui.model.entries import Action, Reading
    from ssi_tui.model.journal import Score
    from ssi_tui.store.file_format import Content, Edit, Tables
    from ssi_tui.store.tables import JournalFile

    Document = Mapping[str, Any]
    Counts = dict[str, dict[str, int]]

NAME = "profile"
"""The file's name without its ending."""
REVISIONS = "revisions"
"""Of each document that was edited or removed: when last, as an order, and in which table."""
TABLES = ("actions", "readings", "notes", "changes", REVISIONS)
"""What a month's file holds."""
PROFILE_TABLES = ("targets", "stocks", "rests", "own", "settings", "changes", REVISIONS)
NO_TARGET = "none"
"""Stands where a target that is there by default was taken away."""
PLAN = "plan"
"""Key of the plan that was taken over, among the profile's own settings."""
STOCK_MAX = 1_000_000
ONE_EACH = {
    **dict.fromkeys(("readings", "notes"), "day"),
    "targets": "kind",
    "stocks": "stock",
    "own": "name",
    "settings": "key",
}
"""Tables with one document for each value of a field, whatever the ids."""


def fact(content: Content, name: str) -> str:
    """What the user has said of themselves; empty where it is nothing that can be said."""
    said = setting(content, name)
    return said if said in (*FACT_CHOICES[name], UNSAID) else ""


def check_fact(name: str, value: str) -> None:
    """Refuse what is no answer: BadValueError."""
    if name not in FACT_CHOICES:
        raise BadValueError("fact", name, f"one of {', '.join(FACT_CHOICES)}")
    if value not in ("", UNSAID, *FACT_CHOICES[name]):
        raise BadValueError(name, value, f"one of {', '.join(FACT_CHOICES[name])}")


def targets(content: Content) -> dict[str, Target]:
    """The targets: the gentle ones, unless the profile says otherwise."""
    goals = default_targets()
    for document in content.table("targets").values():
        if document["target"] == NO_TARGET:
            goals.pop(document["kind"], None)
        else:
            goals[document["kind"]] = Target.parse(document["kind"], document["target"])
    return goals


def stocks(content: Content) -> dict[str, float]:
    """Stock -> how many."""
    return {row["stock"]: row["count"] for row in content.table("stocks").values()}


def rests(content: Content) -> tuple[Rest, ...]:
    """Planned rest, by first day."""
    planned = [rest_from(document) for document in content.table("rests").values()]
    return tuple(sorted(planned, key=lambda rest: rest.first))


def rest_from(document: Mapping[str, Any]) -> Rest:
    """The rest that a document describes: BadValueError where it makes no sense."""
    first, last = (date.fromisoformat(document[field]) for field in ("first", "last"))
    return check_rest(Rest(document["kind"], first, last, document["why"]))


def rest_document(rest: Rest) -> dict[str, Any]:
    """The document of a rest."""
    days = {"first": rest.first.isoformat(), "last": rest.last.isoformat()}
    return {"kind": rest.kind, **days, "why": rest.why}


def own_actions(content: Content) -> dict[str, OwnAction]:
    """Kind -> the user's own action."""
    rows = content.table("own").values()
    return {row["name"]: own_action_from(row) for row in rows}


def own_action_from(document: Mapping[str, Any]) -> OwnAction:
    """The own action that a document describes: BadValueError where it makes no sense."""
    return check_own_action(OwnAction(**document))


def setting(content: Content, key: str) -> str:
    """One of the profile's own settings, or an empty text."""
    rows = content.table("settings").values()
    return next((row["value"] for row in rows if row["key"] == key), "")


def check_stock(stock: str, count: float) -> None:
    """Refuse an unknown stock or a count out of bounds: BadValueError."""
    from sim.terms import Stock

    if stock not in list(Stock):
        raise BadValueError("stock", stock, f"one of {', '.join(Stock)}")
    maximum = 1 if stock == Stock.PROFILE else STOCK_MAX
    if isinstance(count, bool) or not 0 <= count <= maximum:
        raise BadValueError(stock, count, f"from 0 to {maximum}")


class StoredMonth:
    """The month that a file describes; counts itself and makes its values only once."""

    def __init__(self, content: Content) -> None:
        self._content = content

    @cached_property
    def counts(self) -> Counts:
        """Kind -> ISO day -> how many."""
        kept = self._content.table(COUNTS).get("1")
        return count(self._content.table("actions")) if kept is None else kept

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """In the order of writing."""
        rows = self._content.table("actions").items()
        return tuple(action_from(int(key), row) for key, row in rows)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """In the order of days."""
        rows = self._content.table("readings").items()
        readings = (reading_from(int(key), row) for key, row in rows)
        return tuple(sorted(readings, key=lambda reading: reading.day))

    @property
    def scores(self) -> tuple[Score, ...]:
        """Day and total of each reading, in the order of days."""
        rows = self._content.table("readings").values()
        unsorted = [(date.fromisoformat(row["day"]), row["total"]) for row in rows]
        return tuple(sorted(unsorted, key=lambda score: score[0]))

    @cached_property
    def notes(self) -> Mapping[date, str]:
        """One text a day at most."""
        rows = self._content.table("notes").values()
        return {date.fromisoformat(row["day"]): row["text"] for row in rows}


def count(actions: Mapping[str, Document]) -> Counts:
    """Kind -> ISO day -> how many."""
    counts: Counts = {}
    for document in actions.values():
        days, day = counts.setdefault(document["kind"], {}), document["day"]
        days[day] = days.get(day, 0) + document["count"]
    return counts


def derived(tables: Tables, before: Content = EMPTY) -> Tables:
    """What a month's file says of itself, to be read instead of its entries.

    `before`: the file as it was; what has changed since is counted and no more.
    """
    actions, known = tables["actions"], before.table(COUNTS).get("1")
    if known is None or not isinstance(actions, Rows):
        return {COUNTS: {"1": count(actions)}}
    counts = dict(known)
    for images in actions.puts:
        for sign, row in zip((-1, 1), images, strict=True):
            if row is None:
                continue
            kind, day = row["kind"], row["day"]
            days = dict(counts.get(kind, ()))
            days[day] = days.get(day, 0) + sign * row["count"]
            counts[kind] = {each: n for each, n in days.items() if n}
    counts = {kind: days for kind, days in counts.items() if days}
    return {COUNTS: {"1": counts}}


def action_from(number: int, document: Document) -> Action:
    """The entry that a document describes."""
    from ssi_tui.model.entries import Action

    return Action(**{**document, "id": number, "day": date.fromisoformat(document["day"])})


def action_document(action: Action) -> dict[str, Any]:
    """The document of an entry; what is usual is left out."""
    return entry_document(action.kind, action.day, action.count, action.note, action.source)


def reading_from(number: int, document: Document) -> Reading:
    """The reading that a document describes."""
    from ssi_tui.model.entries import Reading

    return Reading(**{**document, "id": number, "day": date.fromisoformat(document["day"])})


def reading_document(reading: Reading) -> dict[str, Any]:
    """The document of a reading; what was not shown or is usual is left out."""
    from ssi_tui.model.entries import BENCHMARKS

    fields = ("brand", "people", "insights", "relationships", *BENCHMARKS)
    document = {"day": reading.day.isoformat(), "total": reading.total}
    shown = {field: getattr(reading, field) for field in fields}
    document |= {field: value for field, value in shown.items() if value is not None}
    return document | ({} if reading.source == "cli" else {"source": reading.source})


def entry_document(kind: str, day: date, count: int, note: str, by: str) -> dict[str, Any]:
    """The document of an entry; what is usual is left out."""
    document: dict[str, Any] = {"kind": kind, "day": day.isoformat(), "count": count}
    if note:
        document["note"] = note
    if by != "cli":
        document["source"] = by
    return document


def key_of(file: JournalFile, table: str, value: str) -> str | None:
    """The id of the document for that value, of a table that has one for each."""
    rows, field = file.documents(table).items(), ONE_EACH[table]
    return next((key for key, document in rows if document[field] == value), None)


def recount(
    file: JournalFile, kind: str, day: date, by: str, wanted: Callable[[int], int]
) -> list[Edit]:
    """What makes the day's count the wanted one: a new entry, or the last ones shortened."""
    text = day.isoformat()
    rows = file.documents("actions").items()
    entries = [(k, doc) for k, doc in rows if doc["day"] == text and doc["kind"] == kind]
    count = sum(document["count"] for _, document in entries)
    change = wanted(count) - count
    if change > 0:
        return [("actions", str(new_id()), entry_document(kind, day, change, "", by))]
    edits: list[Edit] = []
    entries.sort(key=lambda entry: "note" not in entry[1])  # entries with the user's words go last
    while change < 0:
        key, document = entries.pop()
        taken = min(-change, document["count"])
        rest = document["count"] - taken
        edits.append(("actions", key, {**document, "count": rest} if rest else None))
        change += taken
    return edits
