"""Undo and redo: shared by both front ends, across files, and never at another's cost."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.model.journal import Change
from ssi_tui.model.terms import Target
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.changes import KEPT
from tests.store.disks import DAY, OCTOBER, retyped


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def what(changes: tuple[Change, ...]) -> list[str]:
    return [f"{each.what} {each.kind}".strip() for each in changes]


def everything(store: Store) -> object:
    """The journal as a handle that was never used before sees it."""
    journal = Store(store.folder).read()
    targets = {kind: str(target) for kind, target in journal.targets.items()}
    return journal.counts(), journal.readings, journal.notes, targets, journal.stocks


def test_changes_are_taken_back_newest_first_across_files_and_front_ends(store: Store) -> None:
    other = Store(store.folder)
    states = [everything(store)]
    for change in (
        lambda: store.log("post", DAY, 2),
        lambda: Store(other.folder, now=other.files.now, by="tui").log("post", OCTOBER),
        lambda: store.set_target(Target.parse("post", "daily"), "post"),
        lambda: other.step("post", DAY, -1),
        lambda: store.set_note(OCTOBER, "last day"),
        lambda: other.add_reading(DAY, 61),
        lambda: store.set_count("post", DAY, 7),
        lambda: store.set_stock("network", 300),
    ):
        change()
        states.append(everything(store))
    assert len(store.changes()) == 8
    for turn, state in enumerate(reversed(states[:-1])):
        assert len((store, other)[turn % 2].undo()) == 1
        assert everything(store) == state
    assert store.undo() == ()
    for turn, state in enumerate(states[1:]):
        assert len((other, store)[turn % 2].redo()) == 1
        assert everything(store) == state
    assert store.redo() == ()


def test_several_can_be_taken_back_at_once_and_the_answer_names_them(store: Store) -> None:
    store.log("post", DAY)
    store.log("comment", OCTOBER)
    store.set_note(DAY, "x")
    back = Store(store.folder, now=store.files.now, by="tui").undo(2)
    assert what(back) == ["note", "log comment"]
    assert [(each.undone, each.undone_by, each.left) for each in back] == [(True, "tui", 0)] * 2
    assert [each.undone for each in store.changes()] == [True, True, False]
    assert what(store.redo(9)) == ["log comment", "note"]
    assert what(store.undo(99)) == ["note", "log comment", "log post"]


def test_a_new_change_ends_what_could_be_done_again(store: Store) -> None:
    store.log("post", OCTOBER)
    store.undo()
    store.log("comment", DAY)
    assert store.redo() == ()
    store.undo()
    assert what(store.redo()) == ["log comment"]
    assert store.redo() == ()
    assert store.read().counts() == {"comment": {DAY: 1}}


def test_a_change_of_several_months_is_taken_back_in_all_of_them(store: Store) -> None:
    from ssi_tui.model.entries import Action

    days = [OCTOBER, DAY, DAY - timedelta(days=90)]
    store.log("comment", DAY)
    put(store, actions=[Action(id=n, kind="post", day=day, count=1) for n, day in enumerate(days)])
    assert len(store.changes()) == 2
    (back,) = store.undo()
    assert (back.what, back.left) == ("add", 0)
    assert store.read().counts() == {"comment": {DAY: 1}}
    store.redo()
    assert store.read().total("post", days[2], DAY) == 3


def test_a_change_taken_back_in_one_file_only_is_taken_back_in_the_rest(store: Store) -> None:
    from ssi_tui.model.entries import Action

    put(
        store,
        actions=[Action(id=n, kind="post", day=d, count=1) for n, d in enumerate((OCTOBER, DAY))],
    )
    october = Path(store.folder, "2026-10.json")
    before = october.read_bytes()
    store.undo()
    october.write_bytes(before)  # as if the power had failed between the two files
    assert store.read().counts() == {"post": {OCTOBER: 1}}
    assert what(store.undo()) == ["add"]
    assert store.read().counts() == {}
    assert store.undo() == ()


def test_what_was_changed_by_hand_since_stays_as_it_is(store: Store) -> None:
    store.log("post", DAY, 2)
    store.log("comment", DAY, 2)
    changed = '"kind":"post","day":"2026-11-20","count":9}'

    def edit(text: str) -> str:
        return text.replace('"kind":"post","day":"2026-11-20","count":2}', changed, 1)

    retyped(Path(store.folder, "2026-11.json"), edit)
    back = store.undo(2)
    assert [(each.kind, each.left) for each in back] == [("comment", 0), ("post", 1)]
    assert store.read().counts() == {"post": {DAY: 9}}


def test_an_old_change_can_be_taken_back_by_itself(store: Store) -> None:
    first = store.log("post", DAY).change
    store.log("comment", DAY)
    assert first is not None
    assert what(store.undo(change=first.id)) == ["log post"]
    assert store.read().day_counts(DAY) == {"comment": 1}
    assert what(store.undo(change=first.id)) == ["log post"]
    assert store.read().day_counts(DAY) == {"comment": 1}
    assert store.undo(change=12345) == ()


def test_a_file_remembers_its_last_changes_and_forgets_no_entry(store: Store) -> None:
    for _ in range(KEPT + 5):
        store.log("post", DAY)
    assert len(store.changes(999)) == KEPT
    assert len(store.undo(999)) == KEPT
    assert store.read().count("post", DAY) == 5


def test_taking_back_nothing_writes_nothing(store: Store) -> None:
    store.log("post", DAY)
    file = Path(store.folder, "2026-11.json")
    before = file.read_bytes()
    assert store.undo(0) == store.redo() == ()
    assert store.changes(0) == ()
    assert file.read_bytes() == before
