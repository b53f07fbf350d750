"""The doctor: finds what is wrong, changes nothing, and mends only what it is told to."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ssi_tui.model.entries import Action
from ssi_tui.model.terms import Target
from ssi_tui.store import Store, journaled_moves
from ssi_tui.store.batch import put
from ssi_tui.store.doctor import Finding, base_of, examine, repair
from ssi_tui.store.file_format import SCHEMA, encode
from tests.store.disks import DAY, OCTOBER, plain_count, retyped

HOUR = 3600


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.log("post", DAY, 2)
    store.log("post", OCTOBER)
    store.set_target(Target.parse("post", "daily"), "post")
    return store


def found(store: Store) -> list[tuple[str, str, str]]:
    """Code, file and proposed fix of each finding."""
    before = contents(store)
    findings = [(each.code, each.file, each.fix) for each in examine(store.folder)]
    assert contents(store) == before
    return findings


def contents(store: Store) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in Path(store.folder).rglob("*") if path.is_file()
    }


def aged(path: Path) -> None:
    os.utime(path, (time.time() - HOUR,) * 2)


def mended(store: Store) -> tuple[Finding, ...]:
    """Mend everything that can be; afterwards there is nothing left to mend."""
    done = tuple(each.finding for each in repair(examine(store.folder)))
    assert found(store) == []
    return done


def test_a_profile_that_is_well_or_not_there_has_no_findings(store: Store, tmp_path: Path) -> None:
    assert found(store) == []
    assert examine(tmp_path / "nobody") == ()


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"garbage"])
def test_a_damaged_file_is_found_and_recovered(store: Store, data: bytes) -> None:
    store.back_up()
    Path(store.folder, "2026-11.json").write_bytes(data)
    assert found(store) == [("damaged", "2026-11.json", "recover")]
    mended(store)
    assert store.read().count("post", DAY) == 2


def test_an_impossible_value_is_found_even_where_the_checksum_fits(store: Store) -> None:
    bad = {"actions": {"5": {"kind": "post", "day": "2026-11-20", "count": -3}}}
    tables = {"actions": {}, "readings": {}, "notes": {}, "changes": {}} | bad
    Path(store.folder, "2026-11.json").write_bytes(encode(tables, 3))
    ((code, file, _),) = found(store)
    assert (code, file) == ("damaged", "2026-11.json")
    mended(store)
    assert store.read().counts() == {"post": {OCTOBER: 1}}


def test_a_file_edited_by_hand_is_found_and_gets_a_checksum_that_fits(store: Store) -> None:
    file = Path(store.folder, "2026-11.json")
    retyped(file, lambda text: text.replace('"count":2', '"count":5', 1))
    assert found(store) == [("edited", "2026-11.json", "rewrite")]
    mended(store)
    assert store.read().count("post", DAY) == 5
    assert store.read().remarks == ()


def test_counts_that_do_not_fit_the_entries_are_found(store: Store) -> None:
    tables = store.files.content("2026-11").tables()
    wrong = {"counts": {"1": {"post": {"2026-11-20": 99}}}} | tables
    Path(store.folder, "2026-11.json").write_bytes(encode(wrong, 9))
    assert found(store) == [("counts", "2026-11.json", "rewrite")]
    mended(store)
    assert store.read().count("post", DAY) == 2


def test_a_newer_file_is_named_and_nothing_is_done_to_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssi_tui.store.file_format.SCHEMA", SCHEMA + 1)
    data = encode({"actions": {}}, 7)
    monkeypatch.undo()
    file = Path(store.folder, "2026-11.json")
    file.write_bytes(data)
    assert found(store) == [("newer", "2026-11.json", "")]
    assert repair(examine(store.folder)) == ()
    assert file.read_bytes() == data


def test_an_entry_that_stands_in_two_months_stays_in_the_one_that_spoke_last(store: Store) -> None:
    entry = store.read().actions[0].id
    october = Path(store.folder, "2026-10.json")
    before = october.read_bytes()
    store.edit(entry, day=DAY, count=9)
    october.write_bytes(before)  # another machine's version came back
    assert ("doubled", "2026-10.json", "drop") in found(store)
    mended(store)
    assert [(a.day, a.count) for a in store.read().actions if a.id == entry] == [(DAY, 9)]
    assert store.undo()[0].what == "repair"


def test_what_a_stopped_program_left_is_found_once_it_is_old(store: Store) -> None:
    for name in (".write.tmp", ".ready-2026-11.json"):
        path = Path(store.folder, name)
        path.write_bytes(b"{")
        assert found(store) == []
        aged(path)
        assert found(store) == [("leftover", name, "remove")]
        mended(store)
        assert not path.exists()


def test_a_move_that_was_stopped_half_way_counts_once_and_is_finished(store: Store) -> None:
    entry = store.read().actions[0].id
    october = Path(store.folder, "2026-10.json")
    before = october.read_bytes()
    made = store.edit(entry, day=DAY).change
    october.write_bytes(before)
    assert made is not None
    plan = {"what": "move", "key": str(entry), "from": "2026-10", "to": "2026-11"}
    journaled_moves.begin(
        store.files, plan | {"change": made.id, "head": _head(store), "order": 10**19}
    )
    for first, last in ((None, None), (OCTOBER, OCTOBER), (DAY, DAY)):
        days = [a.day for a in Store(store.folder).read(first, last).actions if a.id == entry]
        assert days == ([] if last == OCTOBER else [DAY])
    aged(Path(store.folder, ".pending.json"))
    assert ("unfinished", ".pending.json", "finish") in found(store)
    mended(store)
    assert plain_count(store.folder) == 3


def _head(store: Store) -> dict[str, str]:
    return store.recorder.head("edit", "post", "2026-11-20", "1")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rights")
def test_files_that_others_can_read_are_found_and_closed(store: Store) -> None:
    Path(store.folder, "2026-11.json").chmod(0o644)
    Path(store.folder).chmod(0o755)
    assert found(store) == [("open", "", "close"), ("open", "2026-11.json", "close")]
    mended(store)
    assert Path(store.folder).stat().st_mode & 0o777 == 0o700


def test_a_damaged_copy_and_a_missing_one_are_said(store: Store) -> None:
    for name in ("2026-10.json", "profile.json"):
        aged(Path(store.folder, name))
        os.utime(Path(store.folder, name), (time.time() - 100 * 24 * HOUR,) * 2)
    assert found(store) == [("no-copy", "", "copy")]
    mended(store)
    (copy,) = Path(store.folder, "backups").iterdir()
    copy.write_bytes(copy.read_bytes()[:-60])
    assert found(store) == [("damaged-copy", f"backups/{copy.name}", "")]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("2026-11 (conflicted copy 2026-11-21).json", "2026-11"),
        ("2026-11 (Anna's conflicted copy 2026-11-21 101010).json", "2026-11"),
        ("2026-11.sync-conflict-20261121-101010-ABCDEFG.json", "2026-11"),
        ("2026-11 2.json", "2026-11"),
        ("2026-11 (1).json", "2026-11"),
        ("2026-11-DESKTOP.json", "2026-11"),
        ("profile (Case Conflict).json", "profile"),
        ("profile.sync-conflict-20261121.json", "profile"),
        ("2026-11.json", ""),
        ("2026-13 2.json", ""),
        ("2026-11.json.bak", ""),
        ("notes.json", ""),
    ],
)
def test_names_that_synced_folders_give_are_known(name: str, base: str) -> None:
    assert base_of(name) == base


Change = Callable[[Store], object]


@pytest.mark.parametrize("name", ["2026-11 2.json", "2026-11.sync-conflict-1.json"])
def test_two_machines_that_wrote_apart_are_merged_entry_by_entry(store: Store, name: str) -> None:
    file = Path(store.folder, "2026-11.json")
    common = store.read(DAY, DAY).actions[0].id
    gone = store.log("reaction", DAY).entry
    assert gone is not None
    there = Store(shutil.copytree(store.folder, f"{store.folder} of another"))
    there.log("comment", DAY)
    there.edit(common, count=7)
    there.set_note(DAY, "far away")
    there.add_reading(DAY, 60)
    theirs = Path(there.folder, "2026-11.json").read_bytes()
    here = Store(store.folder)
    here.log("message", DAY)  # here
    here.remove([gone])
    here.set_note(DAY, "here")
    here.add_reading(DAY, 61)
    (file.parent / name).write_bytes(theirs)

    assert found(store) == [("conflict", name, "merge")]
    mended(store)
    journal = Store(store.folder).read()
    assert journal.day_counts(DAY) == {"post": 7, "comment": 1, "message": 1}
    assert journal.note(DAY) == "here\nfar away"
    assert [each.total for each in journal.readings] == [60]  # the greater order
    assert Path(store.folder, "aside", name).read_bytes() == theirs
    assert store.undo()[0].what == "merge"
    assert store.read().day_counts(DAY) == {"post": 2, "message": 1}


def test_a_conflict_copy_without_its_file_or_in_pieces_gives_what_it_has(store: Store) -> None:
    file = Path(store.folder, "2026-11.json")
    whole = file.read_bytes()
    file.unlink()
    copy = file.with_name("2026-11 2.json")
    copy.write_bytes(whole[: whole.index(b'"changes"')])
    mended(store)
    assert store.read().count("post", DAY) == 2


def test_facts_of_two_machines_stand_once(store: Store) -> None:
    file = Path(store.folder, "profile.json")
    other = Store(shutil.copytree(store.folder, f"{store.folder} of another"))
    other.set_target(Target.parse("post", "3/week"), "post")
    other.set_target(Target.parse("comment", "daily"), "comment")
    theirs = Path(other.folder, "profile.json").read_bytes()
    file.with_name("profile (1).json").write_bytes(theirs)
    mended(store)
    targets = store.read().targets
    assert (str(targets["post"]), str(targets["comment"])) == ("3/week", "daily")


def test_only_what_is_told_is_mended(store: Store) -> None:
    Path(store.folder, "2026-10.json").write_bytes(b"")
    Path(store.folder, "2026-11.json").write_bytes(b"")
    one, two = examine(store.folder)
    assert repair([two])[0].finding == two
    assert examine(store.folder) == (one,)


def test_ten_years_are_examined_in_a_moment(tmp_path: Path) -> None:
    store = Store(tmp_path, now=lambda: datetime(2026, 11, 20))
    days = [date(2026, 11, 20) - timedelta(days=30 * n) for n in range(120)]
    put(
        store,
        actions=(Action(id=n + 1, kind="post", day=day, count=1) for n, day in enumerate(days)),
    )
    began = time.perf_counter()
    assert examine(tmp_path) == ()
    assert time.perf_counter() - began < 5
