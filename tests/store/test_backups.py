"""Copies: one a day, kept for a week and a year, and put back in one call that can be undone."""

import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ssi_tui.errors import DamagedError, NotFoundError
from ssi_tui.store import Store
from ssi_tui.store.backups import DAYS_KEPT, MONTHS_KEPT
from tests.store.disks import DAY, OCTOBER, FailingDisk, plain_count

START = datetime(2026, 1, 5, 9)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path, now=clock)


def ids(store: Store) -> list[str]:
    return [backup.id for backup in store.backups()]


def test_the_first_write_of_a_day_keeps_a_copy_of_what_was_there(
    store: Store, clock: Clock
) -> None:
    store.log("post", DAY)
    store.log("post", DAY)
    assert ids(store) == []  # there was nothing to copy before the first write of all
    clock.at += timedelta(days=1)
    for handle in (store, Store(store.folder, now=clock)):
        handle.log("post", OCTOBER)
    (backup,) = store.backups()
    assert (backup.id, backup.at, backup.why, backup.files) == ("2026-01-06", clock.at, "daily", 1)
    with zipfile.ZipFile(Path(store.folder, "backups", "2026-01-06.zip")) as archive:
        assert archive.namelist() == ["2026-11.json", ".manifest"]
        assert archive.testzip() is None
    store.restore(backup.id)
    assert plain_count(store.folder) == 2


def test_seven_days_and_twelve_months_are_kept(store: Store, clock: Clock) -> None:
    store.log("post", DAY)
    for _ in range(500):
        clock.at += timedelta(days=1)
        store.back_up()
    kept = ids(store)
    last = clock.at.date()
    assert kept[:DAYS_KEPT] == [(last - timedelta(days=n)).isoformat() for n in range(DAYS_KEPT)]
    months = kept[DAYS_KEPT:]
    assert len(kept) in (DAYS_KEPT + MONTHS_KEPT, DAYS_KEPT + MONTHS_KEPT - 1)
    assert all(each.endswith("-01") for each in months)
    assert len({each[:7] for each in kept}) == MONTHS_KEPT


def test_a_restore_is_undone_by_restoring_what_it_replaced(store: Store) -> None:
    store.log("post", OCTOBER, 2)
    kept = store.back_up()
    assert kept is not None
    store.log("post", DAY, 3)
    store.skip(None, DAY, DAY)
    done = store.restore(kept.id)
    assert (done.backup, done.left) == (kept.id, ())
    assert done.replaced is not None
    assert (done.replaced.id, done.replaced.why) == (f"{kept.id}-2", "restore")
    assert store.read().counts() == Store(store.folder).read().counts() == {"post": {OCTOBER: 2}}
    assert store.read().rests == ()
    assert [change.what for change in store.changes()] == ["log"]
    store.restore(done.replaced.id)
    assert store.read().counts() == {"post": {OCTOBER: 2, DAY: 3}}
    assert len(store.undo(3)) == 3


def test_copies_made_on_the_same_day_are_numbered_and_listed_newest_first(store: Store) -> None:
    assert store.back_up() is None
    store.log("post", DAY)
    for _ in range(11):
        store.back_up()
    assert ids(store)[:2] == ["2026-01-05-11", "2026-01-05-10"]
    assert ids(store)[-1] == "2026-01-05"


def test_a_damaged_file_never_pushes_the_last_good_copy_of_it_out(
    store: Store, clock: Clock
) -> None:
    store.log("post", DAY)
    store.back_up()
    Path(store.folder, "2026-11.json").write_bytes(b"")
    for _ in range(40):
        clock.at += timedelta(days=1)
        store.back_up()
    assert len(ids(store)) == 41
    newest = store.restore(ids(store)[0])
    assert newest.left == ("2026-11",)
    store.restore("2026-01-05")
    assert store.read().count("post", DAY) == 1


def test_a_copy_that_is_unknown_or_damaged_changes_nothing(store: Store) -> None:
    store.log("post", DAY)
    kept = store.back_up()
    assert kept is not None
    with pytest.raises(NotFoundError) as missing:
        store.restore("../2026-01-05")
    assert missing.value.nearest == (kept.id,)
    path = Path(store.folder, "backups", f"{kept.id}.zip")
    whole = path.read_bytes()
    for data in (b"", whole[:-30], whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]):
        path.write_bytes(data)
        with pytest.raises(DamagedError):
            store.restore(kept.id)
        assert len(store.backups()) == 1
    assert store.read().count("post", DAY) == 1


def test_a_copy_that_cannot_be_made_keeps_nobody_from_logging(tmp_path: Path, clock: Clock) -> None:
    disk = FailingDisk()
    store = Store(tmp_path, now=clock, disk=disk)
    store.log("post", DAY)
    clock.at += timedelta(days=1)
    disk.fail_at = len(disk.calls) + 1  # the folder of the copies
    store.log("post", DAY)
    assert plain_count(tmp_path) == 2
    assert ids(store) == []


def test_copies_are_for_their_owner_alone(store: Store) -> None:
    store.log("post", DAY)
    store.back_up()
    folder = Path(store.folder, "backups")
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]
    assert [path.stat().st_nlink for path in folder.iterdir()] == [1]
