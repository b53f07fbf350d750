"""Disks that refuse: nothing half-written, nothing lost, and the truth about what is saved."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.errors import DamagedError, InDoubtError, NoLockError, NotSavedError, SsiError
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.store import trials
from tests.store.disks import DAY, OCTOBER, FailingDisk, plain_count

WRITES: dict[str, Callable[[Store], object]] = {
    "log": lambda store: store.log("post", DAY),
    "a new month": lambda store: store.log("post", OCTOBER),
    "undo": lambda store: store.undo(),
    "target": lambda store: store.set_target(None, "post"),
}


def state(store: Store) -> object:
    journal = store.read()
    return journal.counts(), list(journal.targets)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_an_error_at_any_call_of_a_write_leaves_the_old_or_the_new_state(
    tmp_path: Path, write: Callable[[Store], object], after: bool
) -> None:
    for fail_at in range(20):
        disk = FailingDisk()
        disk.after = after
        store = Store(tmp_path / str(fail_at), disk=disk)
        store.log("post", DAY, 3)
        old = state(store)
        disk.fail_at = len(disk.calls) + fail_at
        refused: NotSavedError | None = None
        try:
            write(store)
        except NotSavedError as error:
            refused = error
        fresh = state(Store(store.folder))
        assert state(store) == fresh
        if refused is None:
            assert fresh != old
            if len(disk.calls) <= disk.fail_at:  # every call was tried
                break
            continue  # the manifest, which the next write makes good
        assert refused.exit_code == 6
        if isinstance(refused, InDoubtError):
            assert disk.calls[-1] == "sync_folder"
            assert refused.change
            assert fresh != old
        elif not (after and "replace" in disk.calls[-2:]):  # a rename that lies about itself
            assert fresh == old
        assert not Path(store.folder, ".write.tmp").exists()
        before = plain_count(store.folder)
        store.log("post", DAY)
        assert plain_count(store.folder) == before + 1 == store.read().total("post", OCTOBER, DAY)
    else:
        pytest.fail("a write of more than 20 calls")


@pytest.mark.parametrize("kind", ["log", "step", "set", "note", "add", "undo", "redo", "target"])
def test_trying_again_after_doubt_counts_nothing_twice(tmp_path: Path, kind: str) -> None:
    from ssi_tui.model.entries import Action

    disk = FailingDisk()
    store = Store(tmp_path, disk=disk)
    store.log("post", DAY, 3)
    store.log("post", DAY, 3)
    if kind == "redo":
        store.undo()
    old = state(store)
    many = [Action(id=n, kind="post", day=day, count=1) for n, day in enumerate((OCTOBER, DAY))]
    attempts: dict[str, Callable[[int | None], object]] = {
        "log": lambda change: store.log("post", DAY, change=change),
        "step": lambda change: store.step("post", DAY, -1, change=change),
        "set": lambda change: store.set_count("post", DAY, 1, change=change),
        "note": lambda change: store.set_note(DAY, "x", change=change),
        "add": lambda change: put(store, actions=many, change=change),
        "undo": lambda change: store.undo(change=change),
        "redo": lambda change: store.redo(change=change),
        "target": lambda change: store.set_target(None, "post", change=change),
    }
    last = disk.calls.count("sync_folder")
    disk.fail_at = len(disk.calls) + 4  # write and replace twice, sync_folder
    with pytest.raises(InDoubtError) as doubt:
        attempts[kind](None)
    assert disk.calls.count("sync_folder") == last + 1
    expected = None if kind == "add" else state(store)
    assert attempts[kind](doubt.value.change)
    assert disk.calls.count("sync_folder") > last + 1  # confirmed by the disk this time
    if expected:
        assert state(store) == expected
    if kind == "add":
        assert store.read().total("post", OCTOBER, DAY) == 8
    if kind not in ("undo", "redo"):
        assert len(store.changes()) == 3
        store.undo()
        assert state(store) == old


def test_a_file_is_synced_before_it_is_renamed_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.log("post", DAY)
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def spied_fsync(number: int) -> None:
        calls.append(f"fsync {Path(f'/proc/self/fd/{number}').resolve().name}")
        fsync(number)

    def spied_replace(source: str, target: str) -> None:
        calls.append(f"replace {Path(source).name} {Path(target).name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spied_fsync)
    monkeypatch.setattr(os, "replace", spied_replace)
    store.read()
    assert calls == []
    for write, name in zip(WRITES.values(), ("11", "10", "10", "profile"), strict=True):
        calls.clear()
        write(store)
        file = f"{name}.json" if name == "profile" else f"2026-{name}.json"
        assert calls == [
            "fsync .write.tmp",
            f"replace .write.tmp {file}",
            "replace .manifest.tmp .manifest",
            f"fsync {tmp_path.name}",
        ]


def test_new_folders_are_synced_into_their_parents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def spied(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").resolve().name)
        fsync(number)

    monkeypatch.setattr(os, "fsync", spied)
    Store(tmp_path / "profiles" / "anna").log("post", DAY)
    assert synced == [tmp_path.name, "profiles", ".write.tmp", "anna"]


def test_a_full_disk_keeps_every_entry_that_was_acknowledged(tmp_path: Path) -> None:
    trial = trials.full_disk(tmp_path, range(6000, 6001))
    assert 5 < trial.saved < 100
    assert trial.lost == 0


def test_a_folder_that_cannot_be_written_is_read_and_refuses_entries(tmp_path: Path) -> None:
    folder = tmp_path / "anna"
    Store(folder).log("post", DAY)
    before = (folder / "2026-11.json").read_bytes()
    code = f"""
import os, sys
from datetime import date
from ssi_tui.errors import NotSavedError
from ssi_tui.store import Store
store = Store({str(folder)!r}, lock_seconds=1)
Store.log  # every module is loaded while root may still read them
import ssi_tui.store.changes, ssi_tui.model.entries, pathlib
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
assert store.read().count("post", date(2026, 11, 20)) == 1
for write in (lambda: store.log("post", date(2026, 11, 20)), store.undo):
    try:
        write()
    except NotSavedError as error:
        print(error.exit_code)
"""
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.getuid() and path != Path(path.root):
            path.chmod(path.stat().st_mode | 0o111)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    finally:
        folder.chmod(0o700)
    assert done.stdout.split() == ["6", "6"], done.stderr
    assert (folder / "2026-11.json").read_bytes() == before


@pytest.mark.parametrize("place", ["", "anna"])
def test_a_file_where_the_folder_should_be_is_said_and_kept(tmp_path: Path, place: str) -> None:
    (tmp_path / "profiles").write_text("mine")
    store = Store(tmp_path / "profiles" / place)
    with pytest.raises(NotSavedError):
        store.log("post", DAY)
    with pytest.raises(SsiError):
        store.read()
    assert (tmp_path / "profiles").read_text() == "mine"


def test_a_lock_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(NotSavedError):
        Store(tmp_path).log("post", DAY)
    with pytest.raises(NotSavedError):
        Store(tmp_path).undo()
    (tmp_path / "2026-11.json").write_bytes(b"")
    with pytest.raises(DamagedError):
        Store(tmp_path).read()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks otherwise")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_folder_that_has_no_locks_is_not_written_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import fcntl

    store = Store(tmp_path)
    store.log("post", DAY)

    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(NoLockError) as error:
        store.log("post", DAY)
    assert (error.value.file, error.value.exit_code) == (tmp_path, 6)
    assert store.read().count("post", DAY) == 1
