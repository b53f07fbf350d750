"""Missing, old, swapped and foreign files are noticed, and what a copy has of them comes back."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest

from ssi_tui.errors import DamagedError, SsiError
from ssi_tui.model.entries import Action
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.doctor import examine, repair
from ssi_tui.store.manifest import FileLine, Manifest, decode
from tests.store.disks import DAY, OCTOBER

NEXT = datetime(2026, 11, 21, 9)


def now() -> datetime:
    return datetime(2026, 11, 20, 9)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """October with 5 entries, November with 8, and a copy of nearly all."""
    store = Store(tmp_path / "anna", now=now)
    for number in range(13):
        store.log("post", OCTOBER if number < 5 else DAY, note=f"entry {number}")
    store.set_name("Anna")
    store.back_up()
    store.log("comment", DAY)
    return store


def codes(store: Store) -> dict[str, str]:
    return {each.file: each.code for each in examine(store.folder, now=now)}


def remarks(store: Store) -> dict[str, str]:
    return {each.file: each.code for each in Store(store.folder).read().remarks}


def file_of(store: Store, name: str) -> Path:
    return Path(store.folder, name)


def posts(store: Store) -> tuple[int, int]:
    journal = Store(store.folder).read()
    return journal.count("post", OCTOBER), journal.count("post", DAY)


def test_a_manifest_reads_as_it_was_written_and_one_flipped_byte_makes_it_none() -> None:
    manifest = Manifest("0123456789ab", "ba9876543210", 0)
    manifest = manifest.put("profile", FileLine(3, "89abcdef", 2**62), 2**62)
    manifest = manifest.put("2026-11", FileLine(1, "00000001", 5)).put(
        "profile", FileLine(4, "1" * 8, 6, 7)
    )
    data = manifest.encode()
    assert decode(data) == manifest
    assert manifest.names() == ["profile", "2026-11"]
    assert manifest.line("profile") == FileLine(4, "1" * 8, 6, 7)
    assert manifest.line("2026-10") is None
    for place in range(len(data)):
        assert decode(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]) is None
        assert decode(data[:place]) is None


@pytest.mark.parametrize("name", ["2026-10.json", "2026-11.json", "profile.json"])
def test_a_file_that_is_gone_is_noticed_and_comes_back_from_the_copy(
    store: Store, name: str
) -> None:
    file_of(store, name).unlink()
    assert remarks(store) == codes(store) == {name: "missing"}
    store.log("message", OCTOBER)  # and goes on being noticed when it is written to
    store.log("message", DAY)
    store.set_stock("network", 3)
    assert set(remarks(store)) == set(codes(store)) == {name}
    (done,) = repair(examine(store.folder, now=now), now=now)
    assert done.rows.brought_back > 0
    assert remarks(store) == codes(store) == {}
    assert posts(store) == (5, 8)
    assert Store(store.folder).name == "Anna"
    assert Store(store.folder).read().count("message", DAY) == 1


def test_a_file_put_back_from_an_older_day_is_noticed_and_brought_up_to_the_copy(
    store: Store,
) -> None:
    file = file_of(store, "2026-11.json")
    for _ in range(3):
        old = file.read_bytes()
        store.log("post", DAY)
    store.back_up()
    file.write_bytes(old)
    assert remarks(store) == codes(store) == {"2026-11.json": "old"}
    store.log("reaction", DAY)
    store.log("reaction", DAY)
    assert remarks(store) == codes(store) == {"2026-11.json": "old"}
    repair(examine(store.folder, now=now), now=now)
    assert remarks(store) == codes(store) == {}
    assert posts(store) == (5, 11)
    assert Store(store.folder).read().count("reaction", DAY) == 2


def test_a_lost_file_of_which_no_copy_is_left_is_said_once_and_then_gone_on_without(
    store: Store,
) -> None:
    shutil.rmtree(file_of(store, "backups"))
    file_of(store, "2026-10.json").unlink()
    (finding,) = [each for each in examine(store.folder, now=now) if each.code == "missing"]
    assert finding.fix == "accept"
    repair([finding], now=now)
    assert remarks(store) == {}
    assert posts(store) == (0, 8)


def test_a_file_of_another_profile_is_not_read_as_ones_own(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "ben", now=now)
    for _ in range(40):
        other.log("post", DAY)
    theirs = file_of(other, "2026-11.json").read_bytes()
    file_of(store, "2026-11.json").write_bytes(theirs)
    for attempt in (Store(store.folder).read, lambda: Store(store.folder).log("post", DAY)):
        with pytest.raises(DamagedError, match="another profile"):
            attempt()
    assert codes(store) == {"2026-11.json": "foreign"}
    (done,) = repair(examine(store.folder, now=now), now=now)
    assert (done.rows.kept, done.rows.set_aside >= 40) == (0, True)
    assert posts(store) == (5, 8)
    assert theirs in [path.read_bytes() for path in file_of(store, "aside").iterdir()]


@pytest.mark.parametrize("old_format", [False, True])
def test_rows_of_swapped_months_move_home_and_are_counted(store: Store, old_format: bool) -> None:
    october, november = (file_of(store, name) for name in ("2026-10.json", "2026-11.json"))
    shutil.rmtree(file_of(store, "backups"))
    before = sorted(each.note for each in store.read().actions)
    first, second = october.read_bytes(), november.read_bytes()
    if old_format:
        first, second = (_without_origin(data) for data in (first, second))
        file_of(store, ".manifest").unlink()
    october.write_bytes(second)
    november.write_bytes(first)
    found = examine(store.folder, now=now)
    assert {each.code for each in found if each.file != ".manifest"} == {"astray"}
    done = repair(found, now=now)
    assert codes(store) == {}
    assert posts(store) == (5, 8)
    assert sorted(each.note for each in Store(store.folder).read().actions) == before
    rows = [each.rows for each in done if each.finding.file != ".manifest"]
    assert sorted(each.moved for each in rows) == [5, 9]
    assert {(each.kept, each.set_aside) for each in rows} == {(0, 0)}
    assert store.undo()[0].kind == "comment"  # changes went with their rows
    assert Store(store.folder).read().count("comment", DAY) == 0


def _without_origin(data: bytes) -> bytes:
    from ssi_tui.store.documents import derived
    from ssi_tui.store.file_format import EMPTY, ORIGIN, checked, encode

    content = checked(data)
    assert content
    tables = {name: rows for name, rows in content.tables().items() if name != ORIGIN}
    return encode(derived(tables, EMPTY) | tables, content.generation)


def test_rows_that_a_hand_put_into_another_month_move_home(store: Store) -> None:
    file = file_of(store, "2026-11.json")
    text = file.read_text()
    assert '"day":"2026-11-20","count":1,"note":"entry 7"' in text
    row = '"day":"2026-11-20","count":1,"note":"entry 7"'
    file.write_text(text.replace(row, row.replace("11-20", "10-02")))
    assert codes(store) == {"2026-11.json": "astray"}
    (done,) = repair(examine(store.folder, now=now), now=now)
    assert done.rows[:3] == (8, 1, 0)
    assert codes(store) == {}
    assert Store(store.folder).read().count("post", date(2026, 10, 2)) == 1
    assert posts(store) == (5, 7)


def test_an_old_journal_is_taken_in_once_and_its_order_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path, now=now)
    for day in (OCTOBER, DAY, OCTOBER, DAY):
        store.log("post", day)
    for name in ("2026-10.json", "2026-11.json"):
        data = _without_origin(file_of(store, name).read_bytes())
        file_of(store, name).write_bytes(data)
    file_of(store, ".manifest").unlink()
    file_of(store, ".lock").write_bytes(b"")
    again = Store(tmp_path, now=now)
    assert again.read().remarks == ()
    assert codes(again) == {}
    again.log("comment", OCTOBER)
    assert [each.kind for each in again.changes()] == ["comment", *["post"] * 4]
    assert codes(again) == {}


@pytest.mark.parametrize("set_back", [False, True])
def test_order_comes_from_the_counter_whatever_clock_and_files_say(
    tmp_path: Path, set_back: bool
) -> None:
    clock = [datetime(2026, 11, 20, 9)]
    store = Store(tmp_path, now=lambda: clock[0])
    chance, wanted = random.Random(3), []
    for number in range(60):
        clock[0] = chance.choice(
            [datetime(2026, 11, 20), datetime(2027, 11, 25), datetime(2020, 1, 1)]
        )
        day = chance.choice([OCTOBER, DAY, date(2027, 11, 25)])
        wanted.append(f"note {number}")
        Store(tmp_path, now=lambda: clock[0]).log("post", day, note=wanted[-1])
        if set_back:
            for file in tmp_path.glob("20*.json"):
                os.utime(file, (5, chance.randrange(10**9)))
    for _ in range(40):
        Store(tmp_path, now=lambda: clock[0]).undo()
        wanted.pop()
        assert sorted(each.note for each in Store(tmp_path).read().actions) == sorted(wanted)
    for number in range(20, 30):
        store.redo()
        wanted.append(f"note {number}")
        assert sorted(each.note for each in Store(tmp_path).read().actions) == sorted(wanted)


@pytest.mark.parametrize("what", ["gone", "old", "cut"])
def test_a_manifest_that_is_lost_or_put_back_costs_no_order(store: Store, what: str) -> None:
    manifest = file_of(store, ".manifest")
    old = manifest.read_bytes()
    for _ in range(3):
        store.log("reaction", DAY)
    if what == "gone":
        manifest.unlink()
    else:
        manifest.write_bytes(old if what == "old" else old[:50])
    again = Store(store.folder, now=now)
    again.log("message", OCTOBER)
    assert [each.kind for each in again.undo(2)] == ["message", "reaction"]
    assert codes(store) == {}


def test_an_import_over_two_months_is_taken_back_whole_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path, now=now)
    days = (OCTOBER, DAY, OCTOBER, DAY)
    put(
        store,
        actions=(Action(id=n + 1, kind="post", day=day, count=1) for n, day in enumerate(days)),
    )
    for _ in range(50):
        store.log("comment", DAY)
    assert len(store.undo(50)) == 50
    back = store.undo()
    assert posts(store) == ((0, 0) if back else (2, 2))


def test_an_import_of_many_months_comes_back_in_one_piece_after_a_kill_in_its_undo(
    tmp_path: Path,
) -> None:
    from tests.store.disks import FailingDisk

    days = (OCTOBER, DAY, date(2026, 9, 1))
    for fail_at in range(60):
        disk = FailingDisk()
        store = Store(tmp_path / str(fail_at), disk=disk, now=now)
        put(
            store,
            actions=(Action(id=n + 1, kind="post", day=day, count=1) for n, day in enumerate(days)),
        )
        disk.fail_at = len(disk.calls) + fail_at
        with suppress(SsiError):
            store.undo()
        done = len(disk.calls) <= disk.fail_at
        again = Store(store.folder, now=now)
        again.set_note(DAY, "the next write ends what was begun")
        assert len(again.read().actions) in (0, 3)
        if done:
            break
    else:
        pytest.fail("more than 60 calls")


@pytest.mark.parametrize("ahead", [5, 400])
def test_copies_dated_ahead_push_out_no_copy_that_was_just_made(tmp_path: Path, ahead: int) -> None:
    from datetime import timedelta

    clock = [datetime(2026, 11, 1, 9)]
    store = Store(tmp_path, now=lambda: clock[0])
    store.log("post", DAY)
    for _ in range(9):
        clock[0] += timedelta(days=1)
        store.log("post", DAY)
    clock[0] += timedelta(days=ahead)
    for _ in range(8):
        clock[0] += timedelta(days=1)
        store.log("post", DAY)
    clock[0] = datetime(2026, 11, 14, 9)
    for _ in range(9):
        clock[0] += timedelta(days=1)
        Store(tmp_path, now=lambda: clock[0]).log("post", DAY)
        assert store.backups()[0].at == clock[0]
    assert [each.at.day for each in store.backups()][:7] == [23, 22, 21, 20, 19, 18, 17]


REFUSED: dict[str, Callable[[Store], object]] = {
    "backup": lambda store: store.back_up(),
    "restore": lambda store: store.restore(store.backups()[0].id),
    "export": lambda store: store.read(),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_not_taken_for_what_is_not_there(store: Store, what: str) -> None:
    file = file_of(store, "2026-10.json")
    whole = file.read_bytes()
    file.rename(file.with_suffix(".kept"))
    file.mkdir(0o700)  # as unreadable to root as to anyone
    copies = store.backups()
    with pytest.raises(DamagedError) as refused:
        REFUSED[what](Store(store.folder, now=now))
    assert refused.value.file == file
    assert store.backups() == copies
    file.rmdir()
    file.with_suffix(".kept").rename(file)
    assert file.read_bytes() == whole
    assert posts(store) == (5, 8)


def test_a_day_without_a_whole_copy_pushes_none_out_and_is_said(store: Store) -> None:
    file = file_of(store, "2026-10.json")
    file.unlink()
    file.mkdir(0o700)
    later = Store(store.folder, now=lambda: NEXT)
    later.log("post", DAY)
    assert later.uncopied
    assert [each.id for each in store.backups()] == ["2026-11-20"]


def test_a_file_that_cannot_be_read_is_set_aside_and_comes_from_the_copy(store: Store) -> None:
    file = file_of(store, "2026-10.json")
    file.unlink()
    file.mkdir(0o700)
    assert codes(store) == {"2026-10.json": "unreadable"}
    repair(examine(store.folder, now=now), now=now)
    assert codes(store) == {}
    assert posts(store) == (5, 8)
    assert file_of(store, "aside/2026-10.json").is_dir()


@pytest.mark.parametrize(
    "plan",
    [
        b'{"what":"restore","put":[],"drop":["../../mine"]}',
        b'{"what":"restore","put":["/etc/x"],"drop":[]}',
        b'{"what":"restore","put":[]}',
        b'{"what":"move","from":"2026-10","to":"2026-11"}',
        b'{"what":"move","from":"../x","to":"2026-11","key":"1","change":1,"turn":[1,2,true,"cli"]}',
        b'{"what":"move","from":"2026-10","to":"2026-11","key":"../1","change":1,"order":1,"head":'
        b'{"at":"","by":"","what":"","kind":"","day":"","amount":""}}',
        b'{"what":"move","from":"2026-10","to":"2026-11","key":"1","change":1,"order":1,"head":'
        b'{"at":1,"by":"","what":"","kind":"","day":"","amount":""}}',
        b'{"what":"turn","parts":["2026-10"],"turn":[1]}',
        b'{"what":"turn","parts":["2026-10"],"turn":["1",2,true,"cli"]}',
        b'{"what":"turn","parts":["2026-10"],"turn":[1,2,"yes","cli"]}',
        b'{"what":"turn","parts":["2026-10"]}',
        b'{"what":"sing"}',
        b"[]",
        b"",
        b"{",
    ],
)
def test_a_plan_that_is_none_of_ours_stops_nothing_and_touches_nothing(
    store: Store, tmp_path: Path, plan: bytes
) -> None:
    (tmp_path / "mine.json").write_text("mine")
    file_of(store, ".pending.json").write_bytes(plan)
    assert codes(store)[".pending.json"] == "damaged"
    store.log("post", OCTOBER)
    assert posts(store) == (6, 8)
    assert (tmp_path / "mine.json").read_text() == "mine"
    assert file_of(store, "aside/1.pending.json").read_bytes() == plan
    assert codes(store) == {}
    file_of(store, ".pending.json").write_bytes(plan)
    store.log("post", OCTOBER)
    assert file_of(store, "aside/2.pending.json").read_bytes() == plan


def test_a_restore_that_was_stopped_is_read_whole(store: Store) -> None:
    from tests.store.disks import FailingDisk

    for _ in range(2):
        store.log("post", OCTOBER)
        store.log("post", DAY)
    new, old = (7, 10), (5, 8)
    copy = store.backups()[-1].id
    seen = set()
    for fail_at in range(80):
        place = shutil.copytree(store.folder, f"{store.folder}-{fail_at}")
        disk = FailingDisk()
        disk.fail_at = fail_at
        stopped = Store(place, disk=disk, now=now)
        with suppress(SsiError):
            stopped.restore(copy)
        seen.add(posts(stopped))
        if len(disk.calls) <= fail_at:
            break
    assert seen == {new, old}


@pytest.mark.parametrize("field", ["profile", "file", "generation"])
def test_a_flipped_bit_where_a_file_says_whose_it_is_costs_no_row(store: Store, field: str) -> None:
    shutil.rmtree(file_of(store, "backups"))
    file = file_of(store, "2026-11.json")
    data = bytearray(file.read_bytes())
    place = data.rindex(b'"%s":' % field.encode()) + len(field) + 6
    data[place] ^= 1
    file.write_bytes(bytes(data))
    assert examine(store.folder, now=now)
    repair(examine(store.folder, now=now), now=now)
    assert codes(store) == {}
    assert posts(store) == (5, 8)
