"""Several machines, one journal: nothing lost, nothing doubled, the same on all in the end."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.errors import DamagedError, NotFoundError
from ssi_tui.model.terms import Target
from ssi_tui.sync import sync
from ssi_tui.sync.entries import (
    FOLDER_NAME,
    Versioned,
    all_merged,
    joined,
    knows,
    merged,
    text_of,
)
from tests.sync.machines import FIRST, Machine, carry, day, settle

NOON = datetime(2026, 11, 20, 12)
Pair = tuple[Machine, Machine]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two machines with one folder between them, at once in both places."""
    one, two = (Machine(tmp_path / name, lambda: NOON) for name in ("one", "two"))
    shutil.rmtree(two.shared)
    two.shared = one.shared
    return one, two


# Two people's day


def test_what_one_machine_logs_the_other_has_too(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST, 3, note="[b]at the fair")
    one.store.set_target(Target.parse("post", "2/week"), "post")
    two.store.log("post", day(20))
    two.store.add_reading(day(20), 61.5)
    assert (one.sync().sent, two.sync().taken, one.sync().taken) == (2, 2, 2)
    assert one.contents() == two.contents()
    assert two.store.read().count("comment", FIRST) == 3
    assert one.store.read().latest_reading().total == 61.5  # type: ignore[union-attr]
    assert one.store.read().targets["post"].amount == 2


def test_a_second_sync_finds_nothing_to_do(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST)
    for machine in (one, two, one, two):
        last = machine.sync()
    assert (last.sent, last.taken, last.removed, last.machines) == (0, 0, 0, 1)
    files = [(file, file.stat().st_mtime_ns) for file in sorted(one.shared.rglob("*.json"))]
    one.sync()
    assert files == [(file, file.stat().st_mtime_ns) for file in sorted(one.shared.rglob("*.json"))]


def test_a_deletion_and_a_change_go_on_and_a_move_to_another_month(pair: Pair) -> None:
    one, two = pair
    gone, changed, moved = (one.store.log("post", FIRST).entry or 0 for _ in range(3))
    one.sync()
    two.sync()
    two.store.remove([gone])
    two.store.edit(changed, count=7)
    two.store.edit(moved, day=day(30))
    two.sync()
    assert (one.sync().removed, len(one.ids())) == (1, 2)
    assert one.store.read().count("post", FIRST) == 7
    assert one.store.read().count("post", day(30)) == 1


def test_the_only_entry_of_a_month_moves_to_another(pair: Pair) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    one.sync()
    two.sync()
    two.store.edit(entry, day=day(30))
    two.sync()
    assert (one.sync().sent, one.ids()) == (0, [entry])
    assert one.store.read().count("post", day(30)) == 1


def test_the_last_of_many_changes_counts_though_only_another_month_arrived(pair: Pair) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    for count in (7, 8, 9):
        one.store.edit(entry, count=count)
        one.sync()
    two.sync()
    one.sync()
    two.store.log("comment", day(40))
    two.sync()
    one.store.edit(entry, count=1)
    one.sync()
    two.sync()
    assert two.store.read().count("post", FIRST) == one.store.read().count("post", FIRST) == 1


def test_an_entry_that_one_changed_and_the_other_deleted_stays(pair: Pair) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    one.sync()
    two.sync()
    one.store.remove([entry])
    two.store.edit(entry, note="a good one")
    one.sync()
    two.sync()
    one.sync()
    assert [action.note for action in one.store.read().actions] == ["a good one"]
    assert one.contents() == two.contents()


def test_one_reading_and_one_note_a_day_whoever_noted_them(pair: Pair) -> None:
    one, two = pair
    for machine, total in ((one, 60), (two, 61)):
        machine.store.add_reading(FIRST, total)
        machine.store.set_note(FIRST, f"seen {total}")
        machine.store.skip(None, day(3), day(9), "holiday")
    for machine in (one, two, one):
        machine.sync()
    assert one.contents() == two.contents()
    journal = one.store.read()
    assert (len(journal.readings), len(journal.notes), len(journal.rests)) == (1, 1, 1)


def test_each_machine_takes_back_what_was_done_on_it(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST, 2)
    two.store.log("post", FIRST, 1)
    changes = one.store.changes(), two.store.changes()
    for machine in (one, two, one):
        machine.sync()
    assert (one.store.changes(), two.store.changes()) == changes
    assert [change.kind for change in one.store.undo()] == ["comment"]
    one.sync()
    two.sync()
    assert two.store.read().day_counts(FIRST) == {"post": 1}
    one.store.redo()
    one.sync()
    two.sync()
    assert two.store.read().day_counts(FIRST) == {"post": 1, "comment": 2}


def test_undo_leaves_what_another_machine_has_changed_since(pair: Pair) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    one.sync()
    two.sync()
    two.store.edit(entry, count=5)
    two.sync()
    one.sync()
    assert [change.left for change in one.store.undo()] == [1]
    assert one.store.read().count("post", FIRST) == 5


# What goes wrong


def test_a_conflict_copy_is_taken_in_and_a_half_file_is_named_and_passed_over(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST)
    one.sync()
    (file,) = one.shared.rglob("*.2026-10.json")
    copy = file.with_name(f"{file.stem}.sync-conflict-20261120-101112-ABCDEFG.json")
    file.rename(copy)
    file.with_name("half.2026-10.json").write_bytes(copy.read_bytes()[:-20])
    file.with_name("~.2026-10.json").write_text("not yet")
    done = two.sync()
    assert (done.taken, done.unread) == (1, ("half.2026-10.json",))
    assert two.store.read().count("comment", FIRST) == 1


@pytest.mark.parametrize(
    "fault",
    [
        '{"count":1,"day":"2026-10-20","kind":"comment"}|{"count":-1,"day":"2026-10-20","kind":"x"}',
        '"2026-10-20"|"2026-13-40"',
        '[{"|[{"",',
        ":1}|:0}",
        '"actions:|"../../etc:',
    ],
)
def test_what_makes_no_sense_is_never_written_into_a_journal(pair: Pair, fault: str) -> None:
    import zlib

    one, two = pair
    one.store.log("comment", FIRST)
    one.sync()
    (file,) = one.shared.rglob("*.2026-10.json")
    head, _, body = file.read_text().partition("\n")
    old, new = fault.split("|", 1)
    bad = body.removesuffix("}\n").replace(old, new)
    assert bad != body.removesuffix("}\n")
    crc = f"{zlib.crc32(bad.encode()):08x}"
    whole = json.loads(head.replace('"entries":', '"entries":0}'))
    file.write_text(head.replace(whole["crc32"], crc) + "\n" + bad + "}\n")
    done = two.sync()
    assert (done.taken, done.unread) == (0, (file.name,))
    assert two.ids() == []


def test_a_flipped_bit_is_noticed(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST, 3)
    one.sync()
    (file,) = one.shared.rglob("*.2026-10.json")
    file.write_bytes(file.read_bytes().replace(b'"count":3', b'"count":2'))
    assert two.sync().unread == (file.name,)
    assert two.ids() == []


def test_a_folder_that_is_not_there_is_said_and_not_made(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        sync(pair[0].store, str(tmp_path / "stick"))
    assert not (tmp_path / "stick").exists()


def test_a_journal_that_cannot_be_read_is_not_exchanged(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST)
    one.store.log("comment", day(20))
    one.sync()
    two.sync()
    month = one.folder / "2026-10.json"
    month.write_bytes(month.read_bytes()[:-30])
    with pytest.raises(DamagedError):
        one.sync()
    two.sync()
    assert len(two.ids()) == 2


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("fault", ["gone", "older"])
def test_a_month_that_is_gone_or_older_deletes_nothing_and_comes_back(
    pair: Pair, fault: str, alone: bool
) -> None:
    one, two = pair
    one.store.log("comment", FIRST)
    month = one.folder / "2026-10.json"
    older = month.read_bytes()
    one.store.log("post", FIRST)
    one.sync()
    if not alone:
        two.sync()
    if fault == "gone":
        month.unlink()
    else:
        month.write_bytes(older)
    one.sync()
    two.sync()
    assert len(two.ids()) == len(one.ids()) == 2


def test_a_copy_that_is_brought_back_takes_nothing_from_the_others(pair: Pair) -> None:
    one, two = pair
    one.store.log("comment", FIRST)
    backup = one.store.back_up()
    assert backup is not None
    one.store.log("post", FIRST)
    one.sync()
    two.sync()
    one.store.restore(backup.id)
    for _ in range(30):  # more writes than the restored file is behind
        one.store.log("message", FIRST)
    one.sync()
    two.sync()
    assert two.store.read().day_counts(FIRST) == {"comment": 1, "post": 1, "message": 30}
    assert one.contents() == two.contents()


def test_a_journal_that_was_copied_to_another_machine_takes_a_name_of_its_own(
    pair: Pair, tmp_path: Path
) -> None:
    one, _ = pair
    one.store.log("comment", FIRST)
    one.sync()
    three = Machine(tmp_path / "three", lambda: NOON)
    shutil.copytree(one.folder, three.folder)
    three.shared = one.shared
    assert three.name != one.name
    three.store.log("post", FIRST)
    one.store.log("message", FIRST)
    for machine in (one, three, one):
        machine.sync()
    assert one.contents() == three.contents()
    assert len(one.ids()) == 3


@pytest.mark.parametrize("after", range(12))
def test_what_a_stopped_sync_had_written_is_no_change_of_this_machine(
    pair: Pair, after: int
) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    one.sync()
    two.sync()
    one.store.edit(entry, count=5)
    one.sync()
    two.sync_killed(after)
    one.store.edit(entry, count=2)
    one.sync()
    two.sync()
    assert two.store.read().count("post", FIRST) == 2
    one.sync()
    assert one.contents() == two.contents()


@pytest.mark.parametrize("after", range(12))
def test_what_a_stopped_sync_had_not_published_is_published_by_the_next(
    pair: Pair, after: int
) -> None:
    one, two = pair
    entry = one.store.log("post", FIRST).entry or 0
    one.store.remove([entry])
    one.sync()  # a month without entries is published
    one.store.log("comment", FIRST)
    one.store.set_target(Target.parse("post", "2/week"), "post")
    one.sync_killed(after)
    one.sync()
    two.sync()
    assert one.contents() == two.contents()
    assert len(two.ids()) == 1


def test_only_what_has_changed_is_looked_at(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = pair
    for ahead in range(0, 200, 20):
        one.store.log("post", day(ahead))
    for machine in (one, two, one, two, one):
        machine.sync()
    one.store.log("post", day(3))
    read: list[str] = []
    whole = one.disk.read
    monkeypatch.setattr(
        one.disk, "read", lambda path: (read.append(Path(path).name), whole(path))[1]
    )
    one.sync()
    assert {name for name in read if name.startswith("20")} == {"2026-10.json"}


def test_what_somebody_tidied_away_in_the_folder_is_put_there_again(pair: Pair) -> None:
    one, two = pair
    one.store.log("post", FIRST)
    one.sync()
    shutil.rmtree(one.shared / FOLDER_NAME)
    one.sync()
    two.sync()
    assert one.contents() == two.contents()
    assert len(two.ids()) == 1


def test_before_the_first_exchange_a_backup_is_made(pair: Pair) -> None:
    one, _ = pair
    one.store.log("comment", FIRST)
    before = len(one.store.backups())
    one.sync()
    assert len(one.store.backups()) == before + 1
    one.sync()
    assert len(one.store.backups()) == before + 1


# Histories

people = st.integers(0, 2)
days = st.integers(0, 40)
kinds = st.sampled_from(("comment", "post"))
steps = st.one_of(
    st.tuples(st.just("log"), people, kinds, days),
    st.tuples(st.just("edit"), people, st.integers(0, 9), st.integers(1, 5), days),
    st.tuples(st.just("remove"), people, st.integers(0, 9)),
    st.tuples(st.just("note"), people, days, st.sampled_from(("", "a", "b"))),
    st.tuples(st.just("reading"), people, days, st.integers(1, 99)),
    st.tuples(st.just("target"), people, kinds, st.sampled_from(("daily", "3/week"))),
    st.tuples(st.just("rest"), people, days, st.integers(1, 9)),
    st.tuples(st.just("undo"), people),
    st.tuples(st.just("redo"), people),
    st.tuples(st.just("sync"), people),
    st.tuples(st.just("sync"), people),
    st.tuples(st.just("kill"), people, st.integers(0, 12)),
    st.tuples(st.just("carry"), people, people, st.sampled_from((None, None, 40, 300))),
    st.tuples(st.just("carry"), people, people, st.none()),
)


class Told:
    """What was done, kept apart from the machines: which entries have to be there in the end."""

    def __init__(self) -> None:
        self.added: set[int] = set()
        self.deleted: set[int] = set()
        self.touched: set[int] = set()
        """Changed, or brought back, by anybody at any time."""

    def own(self, before: set[int], after: set[int]) -> None:
        """After a step of a person: what has come and gone."""
        self.touched |= (after - before) & self.added
        self.added |= after - before
        self.deleted |= before - after


def play(step: tuple[object, ...], machines: list[Machine], told: Told) -> None:
    what, who, *rest = step
    machine = machines[int(who) % len(machines)]  # type: ignore[call-overload]
    if what == "sync":
        machine.sync()
    elif what == "kill":
        machine.sync_killed(rest[0])  # type: ignore[arg-type]
    elif what == "carry":
        target = machines[rest[0] % len(machines)]  # type: ignore[operator]
        if target is not machine:
            carry(machine, target, rest[1])  # type: ignore[arg-type]
    else:
        before = set(machine.ids())
        write(what, machine, rest, told)  # type: ignore[arg-type]
        told.own(before, set(machine.ids()))


def write(what: str, machine: Machine, rest: list, told: Told) -> None:  # type: ignore[type-arg]
    store, ids = machine.store, sorted(set(machine.ids()))
    match what, rest:
        case "log", [kind, ahead]:
            store.log(kind, day(ahead))
        case "edit", [number, count, ahead] if ids:
            told.touched.add(ids[number % len(ids)])
            store.edit(ids[number % len(ids)], count=count, day=day(ahead))
        case "remove", [number] if ids:
            store.remove([ids[number % len(ids)]])
        case "note", [ahead, text]:
            store.set_note(day(ahead), text)
        case "reading", [ahead, total]:
            store.add_reading(day(ahead), total)
        case "target", [kind, goal]:
            store.set_target(Target.parse(kind, goal), kind)
        case "rest", [ahead, length]:
            store.skip(None, day(ahead), day(ahead) + timedelta(days=length))
        case "undo", []:
            told.touched |= set(ids)
            store.undo()
        case "redo", []:
            told.touched |= set(ids)
            store.redo()


def clocks(skew: int) -> Callable[[], datetime]:
    """A clock that is hours or years off."""
    return lambda: NOON + timedelta(hours=skew)


@settings(max_examples=max(100, settings().max_examples))
@given(
    st.lists(steps, min_size=4, max_size=30),
    st.sampled_from((2, 3)),
    st.lists(st.sampled_from((0, -30_000, 9_000, 13)), min_size=3, max_size=3),
)
def test_whatever_happens_all_agree_in_the_end_and_nothing_is_lost(
    history: list[tuple[object, ...]], number: int, skews: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        made = zip(range(number), skews, strict=False)
        machines = [Machine(Path(folder, str(n)), clocks(skew)) for n, skew in made]
        told = Told()
        for step in history:
            play(step, machines, told)
        settle(machines)
        contents = machines[0].contents()
        assert all(machine.contents() == contents for machine in machines)
        for machine in machines:
            ids = machine.ids()
            assert len(ids) == len(set(ids)), "doubled"
            assert told.added - told.deleted <= set(ids), "lost"
            assert not (told.deleted - told.touched) & set(ids), "came back"
            assert not [r for r in machine.store.read().remarks if r.code == "damaged"]


# The rules themselves

versions = st.builds(
    lambda version, document: Versioned(version=version, document=document),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1),
    st.sampled_from((None, {"count": 1}, {"count": 2}, {"count": 2, "note": "x"})),
)


@given(versions, versions)
def test_it_does_not_matter_who_asks_whom(one: Versioned, other: Versioned) -> None:
    there, back = merged(one, other), merged(other, one)
    assert (dict(there.version), text_of(there.document)) == (
        dict(back.version),
        text_of(back.document),
    )
    assert knows(there.version, one.version)
    assert knows(there.version, other.version)


@given(st.lists(versions, min_size=1, max_size=5), st.randoms())
def test_several_give_one_answer_in_whichever_order_they_come(
    entries: list[Versioned], random: object
) -> None:
    shuffled = entries[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_merged(entries) == all_merged(shuffled)


def test_versions_are_joined_by_the_greater_number_of_each() -> None:
    assert joined({"a": 1, "b": 5}, {"a": 3, "c": 1}) == {"a": 3, "b": 5, "c": 1}
