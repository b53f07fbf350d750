"""Entries changed after the fact: edited, moved across months, removed, and taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.store import Store
from ssi_tui.store.changes import KEPT
from tests.store.disks import DAY, OCTOBER, plainly


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def logged(store: Store, day: date = DAY, count: int = 2, note: str = "") -> int:
    """The id of a new entry."""
    entry = store.log("post", day, count, note=note).entry
    assert entry is not None
    return entry


def test_what_is_not_given_stays_as_it_is(store: Store) -> None:
    entry = logged(store, note="first")
    done = store.edit(entry, count=5)
    assert done.action is not None
    assert (done.action.count, done.action.note, done.action.day) == (5, "first", DAY)
    assert done.change is not None
    assert (done.change.what, done.change.kind, done.change.amount) == ("edit", "post", "5")
    assert store.edit(entry, note="", kind="comment").journal.day_counts(DAY) == {"comment": 5}
    assert store.read().actions[0].note == ""
    assert store.edit(entry, count=5).change is None
    store.undo(2)
    assert [(a.count, a.note) for a in store.read().actions] == [(2, "first")]


@pytest.mark.parametrize("day", [DAY - timedelta(days=3), OCTOBER, date(2025, 1, 1)])
def test_an_entry_moves_to_any_day_and_one_undo_takes_it_back(store: Store, day: date) -> None:
    entry = logged(store, note="x")
    logged(store, OCTOBER)
    for _ in range(2):
        done = store.edit(entry, day=day, count=3)
        assert done.journal.entries(day)[-1].id == entry
        assert [a.day for a in Store(store.folder).read().actions if a.id == entry] == [day]
        assert len(plainly(store.folder)) == 2
        (back,) = store.undo()
        assert (back.what, back.left) == ("edit", 0)
        assert [a.day for a in Store(store.folder).read().actions if a.id == entry] == [DAY]
        assert len(plainly(store.folder)) == 2
        (again,) = store.redo()
        assert again.left == 0
        assert store.read().count("post", day) >= 3
        store.undo()


def test_an_entry_that_changed_after_its_move_is_not_doubled_by_undoing_the_move(
    store: Store,
) -> None:
    entry = logged(store)
    move = store.edit(entry, day=OCTOBER).change
    store.edit(entry, count=7)
    assert move is not None
    (back,) = store.undo(change=move.id)
    assert back.left == 1
    assert [(a.day, a.count) for a in store.read().actions] == [(OCTOBER, 7)]


def test_a_move_of_which_one_month_has_forgotten_is_not_undone_by_half(store: Store) -> None:
    entry = logged(store)
    move = store.edit(entry, day=OCTOBER).change
    for _ in range(KEPT):
        store.log("comment", OCTOBER)
    assert move is not None
    assert store.undo(change=move.id) == ()
    assert [a.day for a in store.read().actions if a.id == entry] == [OCTOBER]


def test_entries_and_readings_are_removed_in_one_change(store: Store) -> None:
    one, two, three = logged(store), logged(store, OCTOBER), logged(store)
    store.add_reading(DAY, 60)
    reading = store.read().readings[0].id
    made = store.remove([one, two, reading])
    assert made is not None
    assert (made.what, made.kind, made.day, made.amount) == ("remove", "", None, "3")
    assert [a.id for a in store.read().actions] == [three]
    assert store.read().readings == ()
    assert len(store.undo()) == 1
    assert len(store.read().actions) == 3
    alone = store.remove([two])
    assert alone is not None
    assert (alone.kind, alone.day, alone.amount) == ("post", OCTOBER, "2")


def test_an_entry_that_is_not_there_is_said_and_nothing_is_removed(store: Store) -> None:
    entry = logged(store)
    for attempt in (lambda: store.remove([entry, 99]), lambda: store.edit(99, count=1)):
        with pytest.raises(NotFoundError):
            attempt()
    assert len(store.read().actions) == 1


@pytest.mark.parametrize("fields", [{"count": 0}, {"kind": ""}, {"note": "x" * 2001}])
def test_an_edit_that_makes_no_sense_is_refused(store: Store, fields: dict[str, object]) -> None:
    entry = logged(store)
    with pytest.raises(BadValueError):
        store.edit(entry, **fields)  # type: ignore[arg-type]
    assert store.read().count("post", DAY) == 2
