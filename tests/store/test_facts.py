"""Planned rest and own actions: kept with the profile, and taken back like any change."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import OwnAction, Rest
from ssi_tui.store import Store
from tests.store.disks import DAY

PODCAST = OwnAction("podcast", "insights", 30, "p")
DAYS = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))
KINDS = st.sampled_from([None, "post", "comment"])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_rest_is_planned_for_one_kind_or_for_all_and_taken_back(store: Store) -> None:
    done = store.skip("post", DAY, DAY + timedelta(days=6), "away")
    assert done.journal.rests == (Rest("post", DAY, DAY + timedelta(days=6), "away"),)
    assert done.change is not None
    assert (done.change.what, done.change.kind, done.change.day) == ("skip", "post", DAY)
    assert done.change.amount == "7"
    assert store.skip("post", DAY, DAY + timedelta(days=6), "away").change is None
    store.skip(None, DAY, DAY)
    journal = Store(store.folder).read()
    assert journal.rest(DAY, "comment") == Rest("", DAY, DAY)
    assert journal.rest(DAY + timedelta(days=1), "comment") is None
    assert journal.rest(DAY + timedelta(days=1), "post") is not None
    store.undo(2)
    assert Store(store.folder).read().rests == ()


@given(st.lists(st.tuples(st.booleans(), KINDS, DAYS, st.integers(0, 9)), max_size=8))
def test_rest_is_that_of_the_days_whatever_was_planned_and_unplanned(
    tmp_path_factory: pytest.TempPathFactory, plans: list[tuple[bool, str | None, date, int]]
) -> None:
    store = Store(tmp_path_factory.mktemp("rest"))
    resting: set[tuple[str, date]] = set()
    for planned, kind, first, length in plans:
        days = {first + timedelta(days=n) for n in range(length + 1)}
        if planned:
            store.skip(kind, first, max(days))
            resting |= {(kind or "", day) for day in days}
        else:
            store.unskip(kind, first, max(days))
            resting = {e for e in resting if e[1] not in days or kind not in (None, e[0])}
    journal = store.read()
    for day in (DAY + timedelta(days=n) for n in range(32)):
        assert (journal.rest(day) is not None) == (("", day) in resting)
        expected = bool({("", day), ("post", day)} & resting)
        assert (journal.rest(day, "post") is not None) == expected


def test_an_own_action_is_added_changed_and_archived(store: Store) -> None:
    done = store.set_own_action(PODCAST)
    assert done.journal.own_actions == {"podcast": PODCAST}
    assert done.change is not None
    assert (done.change.what, done.change.kind, done.change.amount) == (
        "own",
        "podcast",
        "insights",
    )
    archived = PODCAST._replace(archived=True, minutes=None)
    store.set_own_action(archived)
    assert Store(store.folder).read().own_actions == {"podcast": archived}
    store.undo()
    assert Store(store.folder).read().own_actions == {"podcast": PODCAST}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "post"),
        ("pillar", "fame"),
        ("minutes", 0),
        ("minutes", float("nan")),
        ("minutes", 481),
        ("key", "ab"),
        ("key", " "),
    ],
)
def test_an_own_action_that_makes_no_sense_is_refused(
    store: Store, field: str, value: object
) -> None:
    with pytest.raises(BadValueError):
        store.set_own_action(PODCAST._replace(**{field: value}))  # type: ignore[arg-type]
    assert store.changes() == ()


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 366)])
def test_rest_that_ends_before_it_begins_or_never_is_refused(
    store: Store, first: int, last: int
) -> None:
    with pytest.raises(BadValueError):
        store.skip(None, DAY + timedelta(days=first), DAY + timedelta(days=last))
