"""An import that is killed between two months: said, completed by itself, taken back whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.disk import Disk
from ssi_tui.model.entries import Action
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.doctor import examine, repair

MONTHS = range(1, 9)


class Killed(BaseException):
    """The process is no more."""


class Dying(Disk):
    """Lets so many months be put in place."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def replace(self, source: Any, target: Any) -> None:
        super().replace(source, target)
        if str(target).endswith(".json"):
            self.left -= 1
            if self.left == 0:
                raise Killed


def entries(first: int = 1, count: int = 2) -> list[Action]:
    """One in each month."""
    return [Action(id=first + n, kind="comment", day=date(2026, n, 5), count=count) for n in MONTHS]


def killed(folder: Path, after: int) -> Store:
    """A journal whose import was stopped after so many months."""
    Store(folder).log("post", date(2026, 3, 1))
    with pytest.raises(Killed):
        put(Store(folder, disk=Dying(after)), actions=entries())
    return Store(folder)


def total(store: Store) -> int:
    return sum(store.read().counts().get("comment", {}).values())


@pytest.mark.parametrize("after", [1, 4, 7])
def test_the_same_import_again_adds_the_rest_and_one_undo_takes_back_both(
    tmp_path: Path, after: int
) -> None:
    store = killed(tmp_path, after)
    assert total(store) == 2 * after
    (half,) = examine(tmp_path)
    assert (half.code, half.fix, len(half.detail.split(", "))) == ("half", "settle", 8 - after)
    there = {action.id for action in store.read().actions}
    put(store, actions=[action for action in entries() if action.id not in there])
    assert total(store) == 16
    assert examine(tmp_path) == ()
    assert len(store.changes(9)) == 2
    store.undo()
    assert total(store) == 0
    assert store.read().counts()["post"]
    store.redo()
    assert total(store) == 16


def test_a_half_can_be_taken_back_or_taken_as_it_is(tmp_path: Path) -> None:
    store = killed(tmp_path, 3)
    repair(examine(tmp_path))
    assert examine(tmp_path) == ()
    assert total(store) == 6
    Store(tmp_path).undo()
    assert total(Store(tmp_path)) == 0


def test_another_import_does_not_go_into_the_half_that_it_would_alter(tmp_path: Path) -> None:
    store = killed(tmp_path, 3)
    put(store, actions=entries(first=100, count=5))
    assert total(store) == 6 + 40
    store.undo()
    assert total(store) == 6


def test_an_import_that_has_nothing_to_do_in_a_month_is_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, actions=entries()[:2])
    put(store, actions=entries())
    assert examine(tmp_path) == ()
    store.log("post", date(2026, 5, 5))
    assert examine(tmp_path) == ()
