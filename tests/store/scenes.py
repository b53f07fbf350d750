"""Writes to be interrupted: each starts from the same journal, and says what must be there after.

`cut` and `faults` go through every power cut and every refused call of one write, `watched` looks
on at every call, and `interleaved` lets another writer in at the worst moment.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ssi_tui.disk import Disk
from ssi_tui.errors import DamagedError, InDoubtError, LockedError, NotSavedError, SsiError
from ssi_tui.model.entries import Action
from ssi_tui.model.terms import OwnAction, Target
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.store.disks import DAY, OCTOBER
from tests.store.simulated import ROOT, Held, SimulatedOs, running

FOLDER = f"{ROOT}/anna"
MINE, OTHER = 5, 6
"""Ids of entries in October and in November."""
MOVED = date(2026, 11, 2)

Write = Callable[[Store], object]
SCENES: dict[str, Write] = {
    "log": lambda store: store.log("post", DAY),
    "a new month": lambda store: store.log("post", date(2026, 12, 1)),
    "step": lambda store: store.step("post", DAY, -1),
    "set": lambda store: store.set_count("comment", OCTOBER, 7),
    "reading": lambda store: store.add_reading(DAY, 61),
    "note": lambda store: store.set_note(DAY, "x"),
    "target": lambda store: store.set_target(Target.parse("post", "daily"), "post"),
    "rest": lambda store: store.skip(None, OCTOBER, DAY, "holiday"),
    "own action": lambda store: store.set_own_action(OwnAction("podcast", "insights")),
    "edit": lambda store: store.edit(MINE, count=9, note="better"),
    "move": lambda store: store.edit(MINE, day=MOVED),
    "undo of a move": lambda store: store.undo(),
    "redo of a move": lambda store: store.redo(),
    "remove": lambda store: store.remove([MINE]),
    "restore": lambda store: store.restore(store.backups()[0].id),
    "the day's first write": lambda store: store.log("post", DAY),
}


def now() -> datetime:
    return datetime(2026, 11, 20, 18, 30)


def tomorrow() -> datetime:
    return datetime(2026, 11, 21, 7)


def prepared(name: str) -> Held:
    """The journal that a scene starts from, all of it on the disk."""
    with running(SimulatedOs()) as system:
        store = Store(FOLDER, now=now)
        entries = ((MINE, OCTOBER), (OTHER, DAY))
        put(store, actions=(Action(id=key, kind="post", day=day, count=2) for key, day in entries))
        if name == "restore":
            store.back_up()
        store.log("comment", DAY)
        store.log("post", date(2026, 9, 1), 3)
        if name in ("undo of a move", "redo of a move"):
            store.edit(MINE, day=MOVED)
        if name == "redo of a move":
            store.undo()
        return system.held()


def store_of(name: str) -> Store:
    """The handle that a scene's write is made with; only one scene meets a new day."""
    store = Store(FOLDER, now=tomorrow if name == "the day's first write" else now)
    if name != "the day's first write":
        store.files._copied = now().date().isoformat()
    return store


def seen(store: Store) -> Any:
    """All that a journal says."""
    journal = store.read()
    entries = sorted((each.id, each.kind, each.day, each.count) for each in journal.actions)
    readings = [(each.day, each.total) for each in journal.readings]
    targets = {kind: str(target) for kind, target in journal.targets.items()}
    facts = (targets, journal.stocks, journal.rests, sorted(journal.own_actions))
    counts = {kind: dict(days) for kind, days in journal.counts().items()}
    return entries, counts, readings, journal.notes, facts


def found(held: Held, *, settle: bool = False) -> Any:
    """What a program finds that starts on this disk; the reason where it can't be read."""
    with running(SimulatedOs(held)):
        store = Store(FOLDER, now=now)
        try:
            if settle:
                with store.files.writing():
                    pass
            return seen(store)
        except DamagedError as error:
            return f"{error.file.name}: {error.reason}"


def entries_of(state: Any) -> dict[int, Any]:
    """Id -> entry."""
    return {} if isinstance(state, str) else {each[0]: each for each in state[0]}


def cut(name: str) -> int:
    """Every power cut in one write: how many disks were looked at.

    AssertionError where what is found is neither the old journal nor the new one, or where an
    acknowledged write is not the new one.
    """
    write, before = SCENES[name], prepared(name)
    during: set[Held] = set()
    with running(SimulatedOs(before)) as system:
        store = store_of(name)
        system.watch = lambda: during.update(system.power_cuts())
        write(store)
        system.watch = lambda: None
        after, acknowledged = system.held(), set(system.power_cuts())
    old, new = found(before), found(after)
    assert old != new or name == "the day's first write"
    settle = name == "restore"  # until the next write a reader may see some months of each
    for held in during | {before}:
        state = found(held, settle=settle)
        assert state in (old, new), (name, state)
    for held in acknowledged:
        assert found(held) == new, (name, "acknowledged, and gone after a power cut")
    return len(during | acknowledged)


def faults(name: str) -> int:
    """Every refused call of one write: how many were injected."""
    write, before = SCENES[name], prepared(name)
    known = cache(found)  # many faults leave the same disk
    old, injected = known(before), 0
    for after in (False, True):
        for fail_at in range(500):
            with running(SimulatedOs(before)) as system:
                store = store_of(name)
                seen(store)
                system.calls, system.fail_at, system.after = 0, fail_at, after
                refused: SsiError | None = None
                answer = None
                try:
                    answer = write(store)
                except (NotSavedError, DamagedError) as error:
                    refused = error
                calls, system.fail_at = system.calls, None
                held = system.held()
                settle = name == "restore"
                fresh = known(held, settle=settle)
                with running(system):
                    if settle:
                        with suppress(SsiError), store.files.writing():
                            pass
                    assert seen(store) == fresh, (name, fail_at, "memory is not the disk")
                assert not isinstance(fresh, str), (name, fail_at, fresh)
                if refused is None:
                    assert answer is not None
                elif not isinstance(refused, InDoubtError) and not after and name != "restore":
                    assert fresh == old, (name, fail_at, "refused, and yet changed")
                store.log("comment", DAY)
                next_one = known(system.held())
                assert entries_of(fresh).items() <= entries_of(next_one).items(), (name, fail_at)
                cuts = {known(each) == next_one for each in system.power_cuts()}
                assert cuts == {True}, (name, fail_at, "the next entry is not on the disk")
            if calls <= fail_at:
                break
            injected += 1
        else:
            raise AssertionError(f"{name}: more than 500 calls")
    return injected


def watched(name: str) -> int:
    """A reader with the same handle at every call of a write: it sees what is on the disk."""
    looked = 0
    with running(SimulatedOs(prepared(name))) as system:
        store = store_of(name)
        seen(store)

        def look() -> None:
            nonlocal looked
            system.watch, held = (lambda: None), system.held()
            assert seen(store) == found(held), (name, "memory is ahead of the disk")
            looked += 1
            system.watch = look

        system.watch = look
        SCENES[name](store)
    return looked


class Interrupted(Disk):
    """A real disk whose first write lets another writer in."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile: Callable[[], None] | None = meanwhile

    def write(self, path: str, data: bytes, *, sync: bool = True) -> Any:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return super().write(path, data, sync=sync)


def interleaved(folder: Path) -> None:
    """Two writers, one in the middle of the other: who is told that it is saved finds it there."""
    saved = {"comment": 1}
    Store(folder).log("post", DAY)

    def meanwhile() -> None:
        with suppress(LockedError):
            Store(folder, lock_seconds=0).log("message", DAY)
            saved["message"] = 1

    Store(folder, disk=Interrupted(meanwhile)).log("comment", DAY)
    assert Store(folder).read().day_counts(DAY) == {"post": 1, **saved}, "a writer was overwritten"
