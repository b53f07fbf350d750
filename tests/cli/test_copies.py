"""`ssi backup` and `ssi doctor`: copies, damage, and the way back."""

import re
from datetime import timedelta
from pathlib import Path

from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer

TODAY = SATURDAY.date()


def test_a_copy_is_made_listed_and_put_in_place(ssi: Ssi, store: Store) -> None:
    assert ssi("backup").stdout == "Nothing to copy yet.\n"
    assert "No copy yet" in ssi("backup", "list").stdout
    ssi("log", "comment", "3")
    made = answer(ssi("backup", "--json"))["backup"]["id"]
    assert made.startswith("2026-11-21")
    assert made in ssi("backup", "list").stdout
    ssi("log", "comment", "4")
    assert "--yes" in ssi("backup", "restore", made, code=2).stderr
    assert store.read().count("comment", TODAY) == 7
    said = ssi("backup", "restore", made, "-y").stdout
    assert said.startswith(f"The journal is that of the copy {made} now.\n")
    assert store.read().count("comment", TODAY) == 3
    replaced = said.split("`ssi backup restore ")[1].split("`")[0]
    ssi("backup", "restore", replaced, "-y")
    assert store.read().count("comment", TODAY) == 7


def test_a_copy_that_is_not_there_is_said(ssi: Ssi) -> None:
    ssi("log", "comment")
    assert "no backup" in ssi("backup", "restore", "2020-01-01", "-y", code=3).stderr


def test_a_damaged_file_names_the_way_back_and_the_way_works(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3", "-d", "-1")
    tomorrow = SATURDAY + timedelta(days=1)
    ssi("log", "comment", "2", now=tomorrow)
    file = Path(store.folder) / "2026-11.json"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "`ssi doctor --repair`" in ssi("today", code=5).stderr
    said = ssi("doctor", code=5).stdout
    assert said.startswith("2026-11.json is damaged: ")
    assert "would bring it back" in said
    assert file.read_bytes() == whole[: len(whole) // 2]
    done = ssi("doctor", "--repair").stdout
    assert done.startswith("Mended: 2026-11.json is damaged")
    assert done.endswith(f"All is well in {store.folder}.\n")
    assert store.read().count("comment", TODAY - timedelta(days=1)) == 3


def test_a_healthy_journal_is_well(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment")
    assert ssi("doctor").stdout == f"All is well in {store.folder}.\n"
    data = answer(ssi("doctor", "--json"))
    assert (data["found"], data["left"], data["folder"]) == ([], [], store.folder)


def test_what_a_synced_folder_left_is_merged_only_when_told(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3")
    other = Path(store.folder) / "2026-11 (conflicted copy).json"
    other.write_bytes((Path(store.folder) / "2026-11.json").read_bytes())
    other.chmod(0o600)
    ssi("log", "post")
    data = answer(ssi("doctor", "--json", code=5))
    assert [(each["code"], each["fix"]) for each in data["left"]] == [("conflict", "merge")]
    assert other.exists()
    assert "All is well" in ssi("doctor", "--repair").stdout
    assert not other.exists()
    assert store.read().count("post", TODAY) == 1


def test_every_finding_and_every_fix_has_words() -> None:
    from ssi_tui.store import doctor
    from ssi_tui.wording import files

    assert set(files.FIXES) == set(doctor.FIXES)
    said = Path(doctor.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Finding\("([\w-]+)"', said))
    assert codes <= set(doctor.CODES) == set(files.FINDINGS)
