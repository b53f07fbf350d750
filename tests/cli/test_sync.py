"""`ssi sync`: what a person types, and what the app does by itself once told so."""

from pathlib import Path

import pytest

from ssi_tui.settings import load_settings, profile_folder
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Dropbox"
    made.mkdir()
    return made


def at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit down at another machine."""
    monkeypatch.setenv("SSI_HOME", str(home))


def test_two_machines_have_the_same_journal(
    ssi: Ssi, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop = tmp_path / "laptop", tmp_path / "desktop"
    at(laptop, monkeypatch)
    ssi("log", "comment", "3")
    assert ssi("sync", str(folder)).stdout == (
        "Taken in: 0, removed: 0, sent: 1. (0 other machines)\n"
    )
    at(desktop, monkeypatch)
    ssi("log", "post", "-d", "2026-10-30")
    assert answer(ssi("sync", str(folder), "--json"))["taken"] == 1
    assert "comments              3" in ssi("today").stdout
    at(laptop, monkeypatch)
    assert answer(ssi("sync", str(folder), "--json")) == {
        "folder": str(folder), "taken": 1, "removed": 0, "sent": 0, "machines": 1, "unread": [],
        "always": False,
    }  # fmt: skip
    assert ssi("sync", str(folder)).stdout == "Nothing new on either side. (1 other machine)\n"
    exports = []
    for home in (laptop, desktop):
        at(home, monkeypatch)
        exports.append(sorted(ssi("export", "csv").stdout.splitlines()))
    assert exports[0] == exports[1]


def test_the_status_line_hears_of_it(
    ssi: Ssi, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ssi_tui.cli.everyday import status_line

    at(tmp_path / "laptop", monkeypatch)
    ssi("log", "comment", "5")
    ssi("sync", str(folder))
    at(tmp_path / "desktop", monkeypatch)
    ssi("sync", str(folder))
    fields = status_line.read_status(SATURDAY.timestamp())
    assert fields is not None
    assert fields["done"] == "1"


def test_a_folder_is_remembered_when_it_is_asked_for(ssi: Ssi, folder: Path) -> None:
    assert "Which folder?" in ssi("sync", code=2).stderr
    ssi("log", "comment")
    assert "by itself from now on" in ssi("sync", str(folder), "--always").stdout
    assert load_settings().sync == str(folder)
    assert answer(ssi("sync", "--json"))["always"]
    assert ssi("config", "get", "sync").stdout == f"{folder}\n"
    ssi("config", "set", "sync", "off")
    assert (load_settings().sync, ssi("config", "get", "sync").stdout) == ("", "off\n")


def test_a_stick_that_is_not_plugged_in_is_said(ssi: Ssi, tmp_path: Path) -> None:
    ssi("log", "comment")
    assert refusal(ssi("sync", str(tmp_path / "stick"), "--json", code=3))["what"] == "folder"
    assert "no folder is called" in ssi("config", "set", "sync", str(tmp_path / "x"), code=3).stderr


def test_half_a_file_is_named(ssi: Ssi, folder: Path) -> None:
    ssi("log", "comment")
    ssi("sync", str(folder))
    (file,) = folder.rglob("*.2026-11.json")
    file.with_name("other.2026-11.json").write_bytes(file.read_bytes()[:50])
    done = ssi("sync", str(folder))
    assert "other.2026-11.json has not arrived whole" in done.stderr


def test_the_made_up_journal_is_not_exchanged(ssi: Ssi, folder: Path) -> None:
    assert "stays where it is" in ssi("sync", str(folder), "--sample", code=2).stderr
    assert not list(folder.iterdir())
    assert Store(profile_folder()).read().empty
