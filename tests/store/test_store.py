"""The store: what goes in comes out, from the right file, and plain TinyDB reads it too."""

import json
import os
import stat
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError, LockedError
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.terms import Target
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.store.disks import DAY, OCTOBER, plain_count, plainly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profiles" / "anna"


@pytest.fixture
def store(folder: Path) -> Store:
    return Store(folder, now=lambda: datetime(2026, 11, 20, 18, 30, 1, 999))


def counts(store: Store, day: date = DAY) -> dict[str, int]:
    """The day's counts, read by a handle of its own."""
    return Store(store.folder).read().day_counts(day)


def test_a_store_touches_nothing_until_it_is_used(store: Store, folder: Path) -> None:
    assert store.read().empty
    assert store.changes() == store.undo() == store.redo() == ()
    assert store.latest_reading(DAY) is None
    assert store.name == ""
    assert not [path for path in folder.glob("*") if path.suffix == ".json"]


def test_an_entry_is_on_the_disk_and_in_the_answer(store: Store) -> None:
    store.recorder.by = "tui"
    done = store.log("comment", DAY, 3, note="[b]häi[/b] 😀\n'\"\\")
    assert done.action is not None
    assert done.action == Store(store.folder).read().actions[0]
    assert done.action.note == "[b]häi[/b] 😀\n'\"\\"
    assert (done.action.count, done.action.day, done.action.source) == (3, DAY, "tui")
    assert done.journal.count("comment", DAY) == 3
    assert done.change is not None
    assert (done.change.at, done.change.by) == (datetime(2026, 11, 20, 18, 30, 1), "tui")
    assert (done.change.what, done.change.kind, done.change.amount) == ("log", "comment", "3")
    assert done.change.day == DAY


def test_only_the_owner_can_look_into_a_profile(store: Store, folder: Path) -> None:
    os.umask(0)
    try:
        store.log("post", DAY)
    finally:
        os.umask(0o022)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_each_month_is_a_file_of_its_own_and_plain_tinydb_reads_it(
    store: Store, folder: Path
) -> None:
    store.log("post", OCTOBER)
    store.log("post", OCTOBER + timedelta(days=1), 2)
    store.set_note(DAY, "ein Tag für 😀")
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock",
        ".manifest",
        "2026-10.json",
        "2026-11.json",
    ]
    assert plainly(folder) == [
        {"kind": "post", "day": "2026-10-31", "count": 1},
        {"kind": "post", "day": "2026-11-01", "count": 2},
    ]
    assert plainly(folder, "notes") == [{"day": "2026-11-20", "text": "ein Tag für 😀"}]
    heads = plainly(folder, "store")
    assert [set(head) for head in heads] == [{"schema", "generation", "crc32"}] * 2
    assert heads[1]["generation"] == 2


def test_a_week_across_the_month_boundary_is_in_the_answer(store: Store) -> None:
    store.log("post", OCTOBER)  # a Saturday
    done = store.log("post", OCTOBER + timedelta(days=1))
    monday = OCTOBER - timedelta(days=5)
    assert done.journal.total("post", monday, monday + timedelta(days=6)) == 2


def test_only_the_months_that_are_asked_for_are_read(store: Store, folder: Path) -> None:
    for month in range(1, 12):
        store.log("post", date(2026, month, 15))
    (folder / "2026-03.json").write_bytes(b"")
    journal = store.read(date(2026, 5, 20), DAY)
    assert list(journal.months) == [f"2026-{month:02}" for month in range(5, 12)]
    assert journal.counts() == {"post": {date(2026, month, 15): 1 for month in range(6, 12)}}


def test_a_step_down_shortens_the_last_entries_and_stops_at_none(store: Store) -> None:
    store.log("post", DAY, 2, note="my words")
    store.step("post", DAY, 3)
    assert counts(store) == {"post": 5}
    store.step("post", DAY, -4)
    assert [(each.count, each.note) for each in store.read().actions] == [(1, "my words")]
    store.step("post", DAY, -4)
    assert counts(store) == {}
    assert store.step("post", DAY, -1).change is None


def test_setting_a_count_twice_is_setting_it_once(store: Store, folder: Path) -> None:
    store.log("post", DAY, 2)
    assert store.set_count("post", DAY, 5).journal.count("post", DAY) == 5
    before = (folder / "2026-11.json").read_bytes()
    assert store.set_count("post", DAY, 5).change is None
    assert (folder / "2026-11.json").read_bytes() == before
    store.set_count("post", DAY, 0)
    assert counts(store) == {}


def test_a_second_reading_on_a_day_replaces_the_first_and_can_be_taken_back(store: Store) -> None:
    store.add_reading(DAY, 62)
    store.add_reading(DAY, brand=12.275, people=9.5, insights=20, relationships=20.25)
    (only,) = store.read().readings
    assert (only.total, only.brand) == (62.025, 12.275)
    store.undo()
    (only,) = store.read().readings
    assert (only.total, only.brand) == (62, None)


def test_the_latest_reading_is_found_a_year_back_and_no_further(store: Store) -> None:
    store.add_reading(date(2025, 11, 2), 40)
    for month in range(1, 12):
        store.log("post", date(2026, month, 15))
    found = store.latest_reading(DAY)
    assert found is not None
    assert found.total == 40
    assert store.latest_reading(DAY + timedelta(days=30)) is None


def test_targets_stocks_and_the_name_belong_to_the_profile(store: Store, folder: Path) -> None:
    store.set_target(Target.parse("post", "<=2/day"), "post")
    store.set_target(None, "comment")
    store.set_stock("network", 512)
    store.set_stock("profile", 0.5)
    store.set_name("Zoë van Dam")
    journal = Store(folder).read()
    assert str(journal.targets["post"]) == "<=2/day"
    assert "comment" not in journal.targets
    assert "message" in journal.targets
    assert journal.stocks == {"network": 512, "profile": 0.5}
    assert store.name == "Zoë van Dam"
    assert not list(folder.glob("20*"))
    store.undo(5)
    assert "comment" in store.read().targets


def test_a_rolling_target_sees_all_its_days_in_the_answer(store: Store) -> None:
    store.set_target(Target.parse("post", "9/40d"), "post")
    store.log("post", DAY - timedelta(days=39))
    done = store.log("post", DAY)
    assert done.journal.total("post", DAY - timedelta(days=39), DAY) == 2


def test_many_entries_are_one_change_and_adding_them_again_adds_nothing(store: Store) -> None:
    days = [DAY - timedelta(days=10 * n) for n in range(12)]
    actions = [Action(id=n + 1, kind="post", day=day, count=1) for n, day in enumerate(days)]
    readings = [Reading(id=1, day=DAY, total=60), Reading(id=2, day=OCTOBER, total=55)]
    made = put(store, actions=actions, readings=readings)
    assert made is not None
    assert (made.what, made.amount) == ("add", "14")
    assert put(store, actions=actions[::-1], readings=readings) is None
    assert sorted(store.read().actions, key=lambda a: a.id) == actions
    assert store.read().readings == (readings[1], readings[0])
    assert [change.what for change in store.undo()] == ["add"]
    assert store.read().empty
    assert len(store.redo()) == 1
    assert len(store.read().actions) == 12


def test_what_another_handle_wrote_is_seen_at_once(store: Store, folder: Path) -> None:
    other = Store(folder)
    for number in range(1, 8):
        (store if number % 2 else other).log("post", DAY)
        assert store.read().count("post", DAY) == other.read().count("post", DAY) == number


def test_the_stamp_is_another_after_every_write_and_the_same_without(
    store: Store, folder: Path
) -> None:
    other, seen = Store(folder), [store.stamp()]
    for _ in range(5):
        other.log("post", DAY)
        assert store.stamp() != seen[-1]
        seen.append(store.stamp())
    long_ago = 10**18
    os.utime(folder, ns=(long_ago, long_ago))
    assert store.stamp() == store.stamp()


def test_two_writes_in_one_tick_of_the_clock_are_two_stamps(store: Store, folder: Path) -> None:
    store.log("post", DAY)
    os.utime(folder)
    seen, tick = store.stamp(), folder.stat().st_mtime_ns
    Store(folder).log("post", DAY)
    os.utime(folder, ns=(tick, tick))
    time.sleep(0.03)
    assert store.stamp() != seen


@pytest.mark.parametrize(
    "refused",
    [
        lambda store: store.log("post", DAY, 0),
        lambda store: store.log("post", DAY, -1),
        lambda store: store.log("post", DAY, 1.5),
        lambda store: store.log("post", DAY, True),
        lambda store: store.log("post", DAY, 10**9),
        lambda store: store.log("", DAY),
        lambda store: store.log("a\x00b", DAY),
        lambda store: store.log("post", DAY, note="\ud800"),
        lambda store: store.log("post", DAY, note="x" * 2001),
        lambda store: store.set_note(DAY, "\udcff"),
        lambda store: store.set_count("post", DAY, -1),
        lambda store: store.step("post", DAY, 0),
        lambda store: store.add_reading(DAY, float("nan")),
        lambda store: store.add_reading(DAY, float("inf")),
        lambda store: store.add_reading(DAY, 60, brand=26, people=1, insights=1, relationships=1),
        lambda store: store.add_reading(DAY, 60, brand=20),
        lambda store: store.add_reading(DAY),
        lambda store: store.set_stock("network", float("nan")),
        lambda store: store.set_stock("network", -1),
        lambda store: store.set_stock("profile", 1.5),
        lambda store: store.set_stock("friends", 1),
        lambda store: store.set_name("a\nb"),
    ],
)
def test_what_makes_no_sense_is_refused_before_it_comes_near_a_file(
    store: Store, folder: Path, refused: Callable[[Store], object]
) -> None:
    with pytest.raises(BadValueError):
        refused(store)
    assert not folder.exists()


@given(note=st.text(max_size=40), kind=st.text(min_size=1, max_size=20))
def test_every_text_that_is_accepted_comes_back_letter_by_letter(
    tmp_path_factory: pytest.TempPathFactory, note: str, kind: str
) -> None:
    store = Store(tmp_path_factory.mktemp("text"))
    try:
        store.log(kind, DAY, note=note)
    except BadValueError:
        return
    (entry,) = Store(store.folder).read().actions
    assert (entry.kind, entry.note) == (kind, note)
    assert [json.dumps(each) for each in plainly(store.folder)]


def test_who_waits_too_long_for_the_lock_is_told(store: Store, folder: Path) -> None:
    impatient = Store(folder, lock_seconds=0.05)
    with store.files.lock, pytest.raises(LockedError) as locked:
        impatient.log("post", DAY)
    assert (locked.value.exit_code, locked.value.seconds) == (7, 0.05)
    assert impatient.log("post", DAY).change
    assert plain_count(folder) == 1


def test_a_reader_does_not_wait_for_a_writer(store: Store, folder: Path) -> None:
    store.log("post", DAY)
    reader = Store(folder, lock_seconds=0)
    with store.files.lock:
        assert reader.read().count("post", DAY) == 1
        assert len(reader.changes()) == 1
