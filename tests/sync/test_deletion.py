"""A profile that is deleted leaves nothing, is counted, and is never half there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssi_tui import disk
from ssi_tui.errors import (
    DamagedError,
    LockedError,
    NotSavedError,
    SsiError,
    UnfinishedDeletionError,
)
from ssi_tui.places import DELETING_FOLDER, STATUS_NAME
from ssi_tui.settings import (
    FIRST_PROFILE,
    choose,
    load_settings,
    profile_folder,
    settings_file,
)
from ssi_tui.store import Store
from ssi_tui.store.profiles import Profile, create_profile, list_profiles, set_meeting
from ssi_tui.sync import sync
from ssi_tui.sync.deletion import Gone, delete_profile, finish, held, waiting
from tests.store.disks import DAY
from tests.store.faults import ERRORS, RefusingOs

MARK = b"marked"
"""In every note of the person, and so in whatever was made of one."""
PAUSE = 0.02


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def filled() -> Store:
    """A client with three months, two meetings, copies, what undo keeps, a scenario and a cache."""
    folder = create_profile("Anna").folder
    clock = [datetime(2026, 11, 20, 18)]
    store = Store(profile_folder(folder), now=lambda: clock[0])
    for number, day in enumerate((DAY, DAY - timedelta(days=31), DAY - timedelta(days=62))):
        store.log("post", day, 2, note=f"marked {number}")
        store.set_note(day, "marked")
        store.add_reading(day, 40 + number)
        clock[0] += timedelta(days=1)
    set_meeting(store, DAY, "marked")
    store.back_up()
    store.log("comment", DAY, note="marked, and taken back")
    store.undo()
    Path(store.folder, "scenarios").mkdir()
    Path(store.folder, "scenarios", "own.yaml").write_text("name: marked")
    Path(store.folder, "cache").mkdir(exist_ok=True)
    Path(store.folder, "cache", "fit").write_text("marked")
    choose(profile=folder)
    store.keep_status()
    return store


def traces(home: Path) -> list[str]:
    """Files in which something of the person is left, or which are named after them."""
    files = (path for path in home.rglob("*") if path.is_file())
    return [
        str(path.relative_to(home))
        for path in files
        if MARK in path.read_bytes() or "anna" in str(path.relative_to(home))
    ]


def test_a_deleted_profile_leaves_nothing_and_the_answer_counts_what_went(home: Path) -> None:
    store = filled()
    other = Store(profile_folder(create_profile("Ben").folder))
    other.log("post", DAY)
    files = [path for path in Path(store.folder).rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    assert (home / STATUS_NAME).exists()
    done = delete_profile("anna")
    assert traces(home) == []
    assert (done.held.entries, done.held.readings, done.held.notes) == (3, 3, 4)
    assert done.held.changes >= 11
    assert done.held.backups >= 3
    assert done.gone == Gone(len(files), size)
    assert not (home / STATUS_NAME).exists()
    assert not (home / DELETING_FOLDER).exists()
    assert load_settings().profile == "default"
    assert [each.name for each in list_profiles()] == ["Ben"]
    assert other.read().count("post", DAY) == 1


def test_what_undo_had_kept_is_gone_with_the_backups() -> None:
    store = filled()
    assert any(b"taken back" in path.read_bytes() for path in Path(store.folder).glob("20*.json"))
    delete_profile("anna")
    again = create_profile("Anna")
    fresh = Store(profile_folder(again.folder))
    assert fresh.changes() == fresh.changes(1)
    assert fresh.read().empty
    assert fresh.backups() == ()


def test_a_profile_that_is_deleted_under_an_open_handle_is_not_made_anew(home: Path) -> None:
    create_profile("Anna")
    store = Store(profile_folder("anna"))
    store.log("post", DAY)
    delete_profile("anna")
    with pytest.raises(NotSavedError, match="gone"):
        store.log("post", DAY)
    with pytest.raises(DamagedError, match="gone"):
        store.read()
    assert list_profiles() == ()
    assert traces(home) == []


def test_deleting_waits_for_a_writer() -> None:
    anna = create_profile("Anna")
    store = Store(profile_folder("anna"))
    with store.files.lock, pytest.raises(LockedError):
        delete_profile("anna", lock_seconds=0.05)
    assert list_profiles() == (anna,)


def test_a_damaged_month_is_counted_as_such_and_goes_too(home: Path) -> None:
    store = filled()
    Path(store.folder, "2026-11.json").write_bytes(b"\0marked")
    assert delete_profile("anna").held.unread == 1
    assert traces(home) == []


def test_a_profile_that_was_moved_and_linked_is_removed_where_it_lies(
    home: Path, tmp_path: Path
) -> None:
    store, elsewhere = filled(), tmp_path / "elsewhere"
    shutil.move(store.folder, elsewhere)
    Path(store.folder).symlink_to(elsewhere)
    delete_profile("anna")
    assert not elsewhere.exists()
    assert traces(home) == []


def test_a_link_inside_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    store, precious = filled(), tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_text("mine")
    Path(store.folder, "scenarios", "link").symlink_to(precious)
    delete_profile("anna")
    assert (precious / "file").read_text() == "mine"


def test_this_machines_files_in_a_shared_folder_go_and_those_of_others_are_named(
    tmp_path: Path,
) -> None:
    store, shared, gone = filled(), tmp_path / "shared", tmp_path / "stick"
    for folder in (shared, gone):
        folder.mkdir()
        sync(store, str(folder))
    shutil.rmtree(gone)
    place = shared / "ssi-sync" / "anna"
    mine = len(list(place.glob("*.json")))
    (place / "other.profile.json").write_text("theirs")
    done = delete_profile("anna")
    assert done.shared == mine > 2
    assert [path.name for path in place.iterdir()] == ["other.profile.json"]
    assert {(left.folder, left.files) for left in done.left} == {(str(place), 1), (str(gone), 0)}


class Killed(BaseException):
    """The power is gone; no `except Exception` hears of it."""


class KillingOs(RefusingOs):
    """Ends the program at call number `fail_at`, instead of refusing it."""

    def count(self) -> None:
        self.calls += 1
        if self.calls - 1 == self.fail_at:
            raise Killed


@contextmanager
def system(instead: RefusingOs) -> Iterator[RefusingOs]:
    """That one in the place of `os` in ssi_tui.disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "os", instead)
        yield instead


def attempts(template: Path, home: Path) -> Iterator[int]:
    """The number of the call that fails, with everything as it was before each."""
    for fail_at in range(2000):
        shutil.rmtree(home)
        shutil.copytree(template, home, symlinks=True)
        yield fail_at


def whole() -> bool:
    """Whether the profile is there with all that was in it."""
    found = held(profile_folder("anna"))
    return (found.entries, found.readings, found.notes) == (3, 3, 4) and found.backups >= 3


def test_a_deletion_killed_at_any_call_is_finished_by_the_next_start(
    home: Path, tmp_path: Path
) -> None:
    filled()
    template = tmp_path / "template"
    shutil.copytree(home, template)
    finished = kept = 0
    for fail_at in attempts(template, home):
        with system(KillingOs(fail_at, 0)) as at, suppress(Killed):
            delete_profile("anna", lock_seconds=PAUSE)
        if [each.folder for each in list_profiles()] == ["anna"]:
            assert whole(), fail_at
            assert finish() == ()
            kept += 1
        else:
            there = len(waiting())
            done = finish()
            assert len(done) == there
            assert all(folder == "anna" for folder, _gone in done)
            assert traces(home) == [], fail_at
            assert load_settings().profile == "default"
            assert finish() == ()
            finished += 1
        if at.calls <= fail_at:
            break
    assert kept > 10
    assert finished > 20


@pytest.mark.parametrize("number", ERRORS)
def test_a_disk_that_refuses_any_call_is_said_and_the_rest_goes_later(
    home: Path, tmp_path: Path, number: int
) -> None:
    filled()
    template = tmp_path / "template"
    shutil.copytree(home, template)
    unfinished = 0
    for fail_at in attempts(template, home):
        with system(RefusingOs(fail_at, number)) as at:
            error: SsiError | None = None
            try:
                delete_profile("anna", lock_seconds=PAUSE)
            except SsiError as refused:
                error = refused
        if [each.folder for each in list_profiles()] == ["anna"]:
            assert error is not None, fail_at
            assert not isinstance(error, UnfinishedDeletionError)
            assert whole(), fail_at
        elif error is None:
            assert traces(home) == [], fail_at
        else:
            assert isinstance(error, UnfinishedDeletionError), (fail_at, error)
            unfinished += 1
            finish()
            assert traces(home) == [], fail_at
            assert load_settings().profile == "default"
        if at.calls <= fail_at:
            break
    assert unfinished > 20


DELETE = "import sys; from ssi_tui.sync.deletion import delete_profile as d; d('anna')"


def test_real_processes_that_are_killed_leave_nothing_half(home: Path, tmp_path: Path) -> None:
    filled()
    for number in range(400):
        Path(profile_folder("anna"), "scenarios", f"{number}.yaml").write_text("name: marked")
    template = tmp_path / "template"
    shutil.copytree(home, template)
    for attempt in range(6):
        shutil.rmtree(home)
        shutil.copytree(template, home)
        child = subprocess.Popen([sys.executable, "-c", DELETE], env=dict(os.environ))
        try:
            child.wait(0.1 + 0.02 * attempt)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        finish()
        assert traces(home) == [] or whole()


def test_two_of_one_folder_can_wait_and_both_are_removed(home: Path) -> None:
    for _ in range(2):
        store = filled()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(disk.Disk, "remove", _refused)
            with pytest.raises(UnfinishedDeletionError):
                delete_profile(Path(store.folder).name)
    assert [Path(place).name for place in waiting()] == ["anna", "anna~2"]
    assert [folder for folder, _gone in finish()] == ["anna", "anna"]
    assert traces(home) == []


def test_a_new_profile_of_the_same_name_stays_in_use_when_the_old_one_is_finished() -> None:
    filled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk.Disk, "remove", _refused)
        with pytest.raises(UnfinishedDeletionError):
            delete_profile("anna")
    again = create_profile("Anna")
    choose(profile=again.folder)
    finish()
    assert list_profiles() == (Profile("anna", "Anna"),)
    assert load_settings().profile == "anna"


def _refused(*_: Any) -> None:
    raise OSError(13, "Permission denied")


def test_settings_that_cannot_be_read_are_not_taken_for_settings_that_name_another() -> None:
    create_profile("Anna")
    choose(profile="anna")
    file = Path(settings_file())
    said = file.read_bytes()
    file.unlink()
    file.mkdir()  # the system refuses to read it
    with pytest.raises(UnfinishedDeletionError):
        delete_profile("anna")
    file.rmdir()
    file.write_bytes(said)
    finish()
    assert load_settings().profile == FIRST_PROFILE
