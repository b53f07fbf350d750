"""Streaks and the newest score: counted once, kept, and always as the whole journal has them."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import DamagedError
from ssi_tui.model.progress import streak
from ssi_tui.model.terms import Target
from ssi_tui.store import Store

FIRST = date(2025, 9, 1)
KINDS = ("comment", "post")
GOALS = ("1/week", "3/week", "daily", "mon,thu", "2/10d", "<=3/week", "<=1/day", "none")
CACHE = Path("cache", "standing.json")

days = st.integers(0, 450).map(lambda ahead: FIRST + timedelta(days=ahead))
steps = st.one_of(
    st.tuples(st.just("log"), st.sampled_from(KINDS), days, st.integers(1, 4)),
    st.tuples(st.just("run"), st.sampled_from(KINDS), days, st.integers(2, 30)),
    st.tuples(st.just("target"), st.sampled_from(KINDS), st.sampled_from(GOALS)),
    st.tuples(st.just("rest"), st.sampled_from(("", *KINDS)), days, st.integers(1, 40)),
    st.tuples(st.just("reading"), days, st.integers(1, 99)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("ask"), days),
)


def do(store: Store, step: tuple[object, ...]) -> None:
    match step:
        case ("log", str(kind), date() as day, int(count)):
            store.log(kind, day, count)
        case ("run", str(kind), date() as day, int(weeks)):  # long streaks are rare by chance
            for week in range(weeks):
                store.set_count(kind, day + timedelta(days=7 * week), 3)
        case ("target", str(kind), str(goal)):
            store.set_target(None if goal == "none" else Target.parse(kind, goal), kind)
        case ("rest", str(kind), date() as day, int(length)):
            store.skip(kind, day, day + timedelta(days=length - 1))
        case ("reading", date() as day, int(total)):
            store.add_reading(day, total)
        case _:
            store.undo()


def as_counted(store: Store, day: date, week_start: str) -> tuple[dict[str, int], object]:
    """The same by one walk over everything."""
    whole = store.read(None, day)
    reading = whole.latest_reading(day)
    streaks = {k: streak(whole, t, day, week_start).weeks for k, t in whole.targets.items()}
    return streaks, reading and (reading.day, reading.total)


@given(st.lists(steps, min_size=3, max_size=12), days, st.sampled_from(("monday", "sunday")))
def test_streaks_are_those_of_the_whole_journal_whatever_was_kept(
    history: list[tuple[object, ...]], last: date, week_start: str
) -> None:
    with TemporaryDirectory() as folder:
        for step in (*history, ("ask", last), ("ask", last + timedelta(days=40))):
            store = Store(folder)
            if step[0] != "ask":
                do(store, step)
                continue
            day = step[1]
            assert isinstance(day, date)
            assert store.standing(day, week_start) == as_counted(Store(folder), day, week_start)


def _years(folder: Path) -> Store:
    """Two years of one post a week."""
    store = Store(folder, now=lambda: datetime(2026, 11, 20, 9))
    for week in range(104):
        store.log("post", date(2026, 11, 20) - timedelta(days=7 * week))
    return store


def test_years_are_not_read_again_for_a_streak_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = _years(tmp_path).read().last_day
    assert day is not None
    assert Store(tmp_path).standing(day)[0]["post"] == 104
    later = Store(tmp_path)
    read: list[str] = []
    whole = later.files.disk.read
    monkeypatch.setattr(
        later.files.disk, "read", lambda path: (read.append(Path(path).name), whole(path))[1]
    )
    assert later.standing(day + timedelta(days=7))[0]["post"] == 104
    months = [name for name in read if name.startswith("20")]
    assert months == ["2026-09.json", "2026-10.json", "2026-11.json"]


def test_the_newest_score_and_the_first_day_are_found_without_a_look_at_all_months(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _years(tmp_path).add_reading(date(2026, 10, 20), 61)
    later = Store(tmp_path)
    read: list[str] = []
    whole = later.files.disk.read
    monkeypatch.setattr(
        later.files.disk, "read", lambda path: (read.append(Path(path).name), whole(path))[1]
    )
    reading = later.latest_reading(date(2026, 11, 20))
    assert reading is not None
    assert (reading.total, later.first_day()) == (61, date(2024, 11, 29))
    months = sorted(name for name in read if name.startswith("20"))
    assert months == ["2024-11.json", "2026-10.json", "2026-11.json"]


def test_an_entry_put_right_years_ago_ends_the_streak_there(tmp_path: Path) -> None:
    store = _years(tmp_path)
    day = date(2026, 11, 20)
    assert store.standing(day)[0]["post"] == 104
    store.set_count("post", day - timedelta(days=7 * 50), 0)
    assert Store(tmp_path).standing(day)[0]["post"] == 50


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{", b'{"format":1}', b"\xff\xfe", b"[" * 9000])
def test_a_cache_that_is_none_is_counted_anew(tmp_path: Path, rubbish: bytes) -> None:
    store = _years(tmp_path)
    store.standing(date(2026, 11, 20))
    (tmp_path / CACHE).write_bytes(rubbish)
    assert store.standing(date(2026, 11, 20))[0]["post"] == 104


def test_a_cache_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    store = _years(tmp_path)
    store.standing(date(2026, 11, 20))
    kept = json.loads((tmp_path / CACHE).read_bytes())
    kept["weeks"]["post"] = 900
    kept["key"] = "00000000"
    (tmp_path / CACHE).write_text(json.dumps(kept))
    assert store.standing(date(2026, 11, 20))[0]["post"] == 104


def test_a_month_that_cannot_be_read_is_no_month_without_entries(tmp_path: Path) -> None:
    store = _years(tmp_path)
    store.standing(date(2026, 11, 20))
    (tmp_path / "2025-12.json").write_bytes(b"")
    with pytest.raises(DamagedError):
        Store(tmp_path).standing(date(2026, 11, 20))


def test_a_question_makes_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "nobody"
    assert Store(folder).standing(date(2026, 11, 20))[1] is None
    assert not folder.exists()


def test_a_month_changed_by_hand_is_noticed_also_after_a_write_has_moved_the_boundary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSI_HOME", str(tmp_path))
    folder = tmp_path / "profiles" / "default"
    store = _years(folder)
    assert store.standing(date(2026, 11, 20))[0]["post"] == 104
    (folder / "2025-12.json").unlink()  # by hand: the manifest still has its line
    later = Store(folder, now=lambda: datetime(2026, 12, 4, 9))
    for week in (1, 2):  # the write keeps the status, and the status what lies before
        later.log("post", date(2026, 11, 20) + timedelta(days=7 * week))
    day = date(2026, 12, 4)
    assert json.loads((folder / CACHE).read_bytes())["before"] == "2026-10-26"
    assert Store(folder).standing(day)[0]["post"] == as_counted(later, day, "monday")[0]["post"]
    assert as_counted(later, day, "monday")[0]["post"] < 60
