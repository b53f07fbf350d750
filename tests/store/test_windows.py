"""What Windows and macOS do otherwise, run here with stand-ins for the system's calls."""

import fcntl
import importlib.util
import os
import shlex
import sys
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from ssi_tui import disk
from ssi_tui.errors import LockedError, NotSavedError
from ssi_tui.store import Store, doctor
from ssi_tui.store.doctor import examine

DAY = date(2026, 11, 20)


class WindowsOs:
    """`os` as Windows has it: no file that is being read is replaced, no folder opened."""

    name = "nt"

    def __init__(self) -> None:
        self.held = 0
        """How often a name is refused still, because a reader holds it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: str, flags: int, *more: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied", path)
        return os.open(path, flags, *more)

    def replace(self, source: str, target: str) -> None:
        if self.held:
            self.held -= 1
            raise PermissionError(13, "Access is denied", target)
        Path(source).replace(target)


def locking(number: int, mode: int, size: int) -> None:
    """`msvcrt.locking`: refuses with PermissionError where another handle has the byte."""
    assert (mode, size) == (2, 1)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PermissionError(13, "Permission denied") from error


def windows_disk(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is made where `sys.platform` says win32."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        spec = importlib.util.spec_from_file_location("disk_of_windows", disk.__file__)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> WindowsOs:
    system = WindowsOs()
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(disk, "_try_lock", windows_disk(monkeypatch)._try_lock)
    monkeypatch.setattr(disk, "os", system)
    monkeypatch.setattr(doctor, "os", system)
    return system


@pytest.mark.usefixtures("windows")
def test_a_journal_lives_on_windows(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.log("comment", DAY, 3)
    copy = store.back_up()
    assert copy
    store.log("post", DAY)
    store.undo()
    assert store.read().day_counts(DAY) == {"comment": 3}
    store.log("post", date(2026, 10, 1))
    store.restore(copy.id)
    assert store.read().counts() == {"comment": {DAY: 3}}
    (tmp_path / "2026-11.json").chmod(0o644)  # rights are others there
    assert [each.code for each in examine(tmp_path)] == []


@pytest.mark.parametrize("held", [1, 4])
def test_a_file_that_somebody_reads_is_replaced_a_moment_later(
    tmp_path: Path, windows: WindowsOs, held: int
) -> None:
    store = Store(tmp_path)
    store.log("comment", DAY)
    windows.held = held
    store.log("comment", DAY)
    assert windows.held == 0
    assert store.read().count("comment", DAY) == 2


def test_a_file_that_is_never_let_go_is_said_and_nothing_is_lost(
    tmp_path: Path, windows: WindowsOs
) -> None:
    store = Store(tmp_path)
    store.log("comment", DAY)
    windows.held = 99
    with pytest.raises(NotSavedError):
        store.log("comment", DAY)
    windows.held = 0
    assert Store(tmp_path).read().count("comment", DAY) == 1


@pytest.mark.usefixtures("windows")
def test_one_writer_at_a_time_on_windows(tmp_path: Path) -> None:
    one, two = Store(tmp_path, lock_seconds=0.1), Store(tmp_path, lock_seconds=0.1)
    one.log("comment", DAY)
    with one.files.writing(), pytest.raises(LockedError):
        two.log("post", DAY)
    two.log("post", DAY)
    assert one.read().day_counts(DAY) == {"comment": 1, "post": 1}


@pytest.mark.parametrize(
    ("platform", "words"), [("darwin", ["open", "-t"]), ("win32", ["notepad"])]
)
def test_a_scenario_is_opened_with_what_the_system_has(
    monkeypatch: pytest.MonkeyPatch, platform: str, words: list[str]
) -> None:
    from ssi_tui.tui.what_if.copies import editor

    monkeypatch.setattr(sys, "platform", platform)
    assert editor({}) == words
    assert editor({"EDITOR": "vi -n"}) == ["vi", "-n"]


def test_the_line_that_starts_a_visitors_app_is_quoted_as_the_system_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("textual_serve")
    from ssi_tui.workshop.browser import command_for

    assert shlex.split(command_for(["a b"], own_home=False))[-1] == "a b"
    monkeypatch.setattr(sys, "platform", "win32")
    assert command_for(["a b"], own_home=False).endswith('"a b"')
