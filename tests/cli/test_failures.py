"""Files that can’t be read or written: exit codes, and a journal that stays as it was."""

import json
import os
from pathlib import Path

import pytest

from ssi_tui.disk import Disk, Lock
from ssi_tui.settings import data_home, settings_file
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, refusal


class FullDisk(Disk):
    """Takes no byte more."""

    def write(self, path: str, data: bytes, *, sync: bool = True) -> tuple[int, int, int]:
        raise OSError(28, os.strerror(28), path)


DAMAGE = [b"", b"\x00" * 300, b"not json", b'{"store":{"1":{"schema":', b"[" * 5000]


@pytest.mark.parametrize("data", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_month_is_said_and_left_as_it_is(ssi: Ssi, store: Store, data: bytes) -> None:
    ssi("log", "comment")
    file = Path(store.folder) / "2026-11.json"
    file.write_bytes(data)
    for arguments in (["today"], ["log", "comment"], ["undo"], ["score"]):
        done = ssi(*arguments, code=5)
        assert done.stdout == ""
        assert "2026-11.json can’t be read" in done.stderr
        assert len(done.stderr.splitlines()) == 2
    assert refusal(ssi("today", "--json", code=5))["type"] == "damaged"
    assert file.read_bytes() == data


def test_damaged_settings_are_said_and_left_as_they_are(ssi: Ssi) -> None:
    file = Path(settings_file())
    file.parent.mkdir(parents=True)
    file.write_text("{")
    for command in (("today",), ("path",), ("log", "comment"), ("doctor",), ("doctor", "--repair")):
        assert ssi(*command).stderr.count("settings.json") == 1
    assert file.read_text() == "{"
    assert "settings.json" in str(json.loads(ssi("path", "--json").stdout)["warnings"])
    ssi("config", "set", "theme", "light")
    assert file.with_name("settings.damaged-1.json").read_text() == "{"
    assert "settings.json" not in ssi("path").stderr


def test_a_setting_of_a_newer_version_keeps_nobody_from_the_rest(ssi: Ssi) -> None:
    file = Path(settings_file())
    file.parent.mkdir(parents=True)
    file.write_text('{"theme": "sunrise", "week_start": "sunday"}')
    assert "sunrise" in ssi("path").stderr
    assert ssi("config", "get", "week_start").stdout == "sunday\n"
    assert ssi("config", "get", "theme").stdout == "dark\n"
    ssi("config", "set", "day_start", "4")
    assert json.loads(file.read_text())["theme"] == "sunrise"


def test_a_newer_journal_asks_for_a_newer_program(ssi: Ssi, store: Store) -> None:
    import zlib

    ssi("log", "comment")
    file = Path(store.folder) / "2026-11.json"
    text = file.read_bytes().replace(b'"schema":    1', b'"schema":    9')
    place = text.index(b'"crc32":"') + 9
    crc = zlib.crc32(text[place + 8 :], zlib.crc32(text[:place]))
    file.write_bytes(text[:place] + b"%08x" % crc + text[place + 8 :])
    assert "newer version" in ssi("today", code=5).stderr
    assert refusal(ssi("log", "post", "--json", code=5))["type"] == "newer-version"


def test_a_full_disk_is_said_and_nothing_is_saved(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3")
    full = Store(store.folder, now=lambda: SATURDAY, disk=FullDisk())
    done = ssi("log", "comment", store=full, code=6)
    assert done.stderr.startswith("ssi: NOT saved: ")
    assert refusal(ssi("log", "comment", "--json", store=full, code=6))["type"] == "not-saved"
    assert store.read().count("comment", SATURDAY.date()) == 3


def test_a_journal_that_another_program_holds_is_said(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3")
    impatient = Store(store.folder, now=lambda: SATURDAY, lock_seconds=0.05)
    with Lock(store.folder, Disk()):
        done = ssi("log", "comment", store=impatient, code=7)
        assert "NOT saved" in done.stderr
        assert refusal(ssi("undo", "--json", store=impatient, code=7))["type"] == "locked"
        assert "3 of 5" in ssi("today", store=impatient).stdout
    assert store.read().count("comment", SATURDAY.date()) == 3


def test_a_bug_is_one_sentence_without_what_the_person_wrote(ssi: Ssi) -> None:
    done = ssi("today", store=object(), code=1)
    assert done.stderr.startswith("ssi: this should not have happened: AttributeError in ")
    assert len(done.stderr.splitlines()) == 2
    assert refusal(ssi("today", "--json", store=object(), code=1))["type"] == "unexpected"


def test_where_no_folder_can_be_made_nothing_is_saved(ssi: Ssi) -> None:
    Path(data_home()).mkdir()
    Path(data_home(), "profiles").write_text("in the way")  # also in root's way, unlike a mode
    assert "NOT saved" in ssi("log", "comment", code=6).stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_saves_nothing(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3")
    Path(store.folder).chmod(0o500)
    try:
        assert "NOT saved" in ssi("log", "comment", code=6).stderr
        assert "3 of 5" in ssi("today").stdout
    finally:
        Path(store.folder).chmod(0o700)
