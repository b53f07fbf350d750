"""Every call to the system refused in turn, and files that are missing, old, swapped or foreign.

For the table of ``make torture``: class of fault, tried, lost, unnoticed, crashed.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ssi_tui import disk, settings
from ssi_tui.errors import SsiError
from ssi_tui.model.entries import Action
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.store.doctor import examine, repair
from ssi_tui.store.documents import derived
from ssi_tui.store.file_format import ORIGIN, checked, encode
from ssi_tui.store.profiles import create_profile, list_profiles, rename_profile
from ssi_tui.sync.deletion import delete_profile, finish

DAYS = (date(2026, 9, 3), date(2026, 10, 31), date(2026, 11, 20))
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)
CALLS = (
    "open",
    "read",
    "write",
    "fsync",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "listdir",
    "stat",
)
PAUSE = 0.02
"""Seconds to wait for a lock that nobody gives back."""


class Fault(NamedTuple):
    """What became of one class of faults."""

    name: str
    tried: int = 0
    lost: int = 0
    """Entries or choices that had been acknowledged and are gone."""
    unnoticed: int = 0
    """Successes that were none, and strange files of which nobody said a word."""
    crashed: int = 0
    """Errors that are none of ours, and journals that can't be used afterwards."""

    def plus(self, *, lost: int = 0, unnoticed: bool = False, crashed: bool = False) -> "Fault":
        """One more that was tried."""
        return Fault(
            self.name,
            self.tried + 1,
            self.lost + lost,
            self.unnoticed + unnoticed,
            self.crashed + crashed,
        )


class RefusingOs:
    """In the place of `os` in ssi_tui.disk: call number `fail_at` of all is refused."""

    def __init__(self, fail_at: int, number: int) -> None:
        self.fail_at, self.number, self.calls = fail_at, number, 0

    def count(self) -> None:
        """One more call; OSError if it is the one to be refused."""
        self.calls += 1
        if self.calls - 1 == self.fail_at:
            raise OSError(self.number, os.strerror(self.number))

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in (*CALLS, "fdopen"):
            return real

        def call(*arguments: Any, **named: Any) -> Any:
            self.count()
            return real(*arguments, **named)

        return call


@contextmanager
def refusing(fail_at: int, number: int) -> Iterator[RefusingOs]:
    """The store on a system that refuses one call, `flock` among them."""
    system, lock = RefusingOs(fail_at, number), disk._try_lock

    def try_lock(handle: int) -> bool:
        system.count()
        return lock(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "os", system)
        patch.setattr(disk, "_try_lock", try_lock)
        yield system


def now() -> datetime:
    return datetime(2026, 11, 20, 18)


def tomorrow() -> datetime:
    return datetime(2026, 11, 21, 7)


def at(home: Path) -> Path:
    """Make it the folder of everything from here on."""
    os.environ["SSI_HOME"] = str(home)
    return home


def anna(*, later: bool = False) -> Store:
    """The profile that all of this is done to."""
    folder = settings.profile_folder("anna")
    return Store(folder, now=tomorrow if later else now, lock_seconds=PAUSE)


def prepared(home: Path) -> Path:
    """Two profiles with three months each, a copy, settings."""
    at(home)
    for name in ("Anna", "Ben"):
        profile = create_profile(name)
        store = Store(settings.profile_folder(profile.folder), now=now)
        put(
            store,
            actions=(
                Action(id=100 * n + k + 1, kind="post", day=day, count=1, note=f"{name} {n} {k}")
                for n, day in enumerate(DAYS)
                for k in range(2 + 3 * n)
            ),
        )
        store.back_up()
        store.log("comment", DAYS[1], note=f"{name} since the copy")
    settings.choose(theme="light", profile="anna")
    return home


def notes(store: Store) -> set[str]:
    """What tells one entry from all others."""
    return {each.note for each in store.read().actions}


def state(home: Path) -> Any:
    """All that is there: entries, names, settings, copies."""
    at(home)
    profiles = tuple(each.name for each in list_profiles())
    entries = frozenset(notes(anna())) if (home / "profiles" / "anna").is_dir() else None
    copies = tuple(each.files for each in anna().backups())
    return profiles, entries, settings.load_settings(), copies


def damaged(home: Path) -> None:
    """A month cut in its middle, another moved away, a third swapped in by hand."""
    folder = home / "profiles" / "anna"
    whole = (folder / "2026-11.json").read_bytes()
    (folder / "2026-11.json").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "2026-10.json").unlink()


def imported() -> object:
    """Three months at once, as an import does."""
    rows = (
        Action(id=900 + n, kind="reaction", day=day, count=1, note=f"new {n}")
        for n, day in enumerate(DAYS)
    )
    return put(anna(), actions=rows, change=777)


def first_copy() -> object:
    """Restore the copy of the beginning."""
    store = anna()
    return store.restore("2026-11-20")


def mended() -> object:
    """All that doctor would do."""
    folder = settings.profile_folder("anna")
    return repair(examine(folder, now=now), now=now)


def deleted() -> object:
    """Delete for good; once it is out of sight, what the next start does."""
    there = any(each.folder == "anna" for each in list_profiles())
    return delete_profile("anna", lock_seconds=PAUSE) if there else finish()


OPERATIONS: dict[str, Callable[[], object]] = {
    "log": lambda: anna().log("post", DAYS[2], note="logged"),
    "the day's first log": lambda: anna(later=True).log("post", DAYS[2], note="logged"),
    "undo": lambda: anna().undo(2),
    "import": imported,
    "backup": lambda: anna().back_up(),
    "restore": first_copy,
    "repair": mended,
    "settings": lambda: settings.choose(day_start=4),
    "profile new": lambda: create_profile("Cleo"),
    "profile rename": lambda: rename_profile(_profile(), "Anne"),
    "profile delete": deleted,
    "export": lambda: notes(anna()),
}


def _profile() -> Any:
    return next(each for each in list_profiles() if each.folder == "anna")


def refused_calls(
    folder: Path,
    name: str,
    step: int = 1,
    errors: tuple[int, ...] = ERRORS,
    *,
    until_seen: bool = False,
) -> Fault:
    """Every (`step` 1) call of one operation refused with each of the errors.

    ``until_seen``: no further than to the first call whose refusal costs something.
    """
    operation, fault = OPERATIONS[name], Fault(f"refused: {name}")
    template = prepared(folder / "template")
    if name == "repair":
        damaged(template)
    done = folder / "done"
    shutil.copytree(template, done)
    at(done)
    operation()
    old, new = _told(template), _told(done)
    for number in errors:
        for fail_at in range(0, 2000, step):
            home = at(folder / "now")
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(template, home)
            answer, crashed, succeeded = None, False, False
            with refusing(fail_at, number) as system:
                try:
                    answer = operation()
                    succeeded = True
                except SsiError:
                    pass
                except Exception as error:  # noqa: BLE001 - that is what is looked for
                    crashed = True
                    print(f"{name} {fail_at} {errno.errorcode[number]}: {error!r}")
            fault = _judged(fault, home, operation, (old, new), (succeeded, answer), crashed)
            if until_seen and (fault.lost or fault.unnoticed or fault.crashed):
                return fault
            if system.calls <= fail_at:
                break
    return fault


def _told(home: Path) -> Any:
    try:
        return state(home)
    except SsiError as error:
        return type(error)


def _judged(
    fault: Fault,
    home: Path,
    operation: Callable[[], object],
    ends: tuple[Any, Any],
    outcome: tuple[bool, Any],
    crashed: bool,
) -> Fault:
    (old, new), (succeeded, answer) = ends, outcome
    try:
        after = _told(home)
        name = fault.name.removeprefix("refused: ")
        sides = slice(3 if name not in ("backup", "restore") else 4)  # a daily copy may fail
        unnoticed = succeeded and name != "repair" and after[sides] != new[sides]
        if name == "export" and succeeded:
            unnoticed = answer != old[1]
        if name == "repair":  # what is left is said, and can be done again
            operation()
            after = _told(home)
            lost = 0 if after[1] >= new[1] else len(new[1] - after[1])
            return fault.plus(lost=lost, unnoticed=unnoticed, crashed=crashed)
        lost = _lost(old, new, after)
        if after != new and name not in ("export", "backup", "undo"):
            operation()  # the same again goes through
            crashed |= _lost(new, new, _told(home)) > 0
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        print(f"afterwards, {fault.name}: {error!r}")
        return fault.plus(crashed=True)
    return fault.plus(lost=lost, unnoticed=unnoticed, crashed=crashed)


def _lost(old: Any, new: Any, after: Any) -> int:
    """What is in the old and in the new state, and not in this one."""
    if isinstance(after, type):
        return 1
    entries = (old[1] or frozenset()) & (new[1] or frozenset())
    return (
        len(entries - (after[1] or frozenset()))
        + len({*old[0]} & {*new[0]} - {*after[0]})
        + (after[2] not in (old[2], new[2]))
    )


def versions(folder: Path) -> dict[str, list[bytes]]:
    """Every version that each file of the profile ever had, oldest first."""
    found: dict[str, list[bytes]] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix == ".json" or file.name == ".manifest":
            found.setdefault(file.name, []).append(file.read_bytes())
    return found


Strange = Callable[[Path, str, dict[str, list[bytes]], Path], bool]


def _missing(folder: Path, name: str, _: Any, __: Path) -> bool:
    (folder / name).unlink()
    return True


def _old(folder: Path, name: str, known: dict[str, list[bytes]], _: Path) -> bool:
    if known[name][0] == (folder / name).read_bytes():
        return False
    (folder / name).write_bytes(known[name][0])
    return True


def _swapped(folder: Path, name: str, known: dict[str, list[bytes]], _: Path) -> bool:
    months = [each for each in known if each.startswith("20")]
    if name not in months:
        return False
    other = months[months.index(name) - 1]
    shutil.rmtree(folder / "backups")  # nothing but the files themselves has the rows
    one, two = (folder / name).read_bytes(), (folder / other).read_bytes()
    (folder / name).write_bytes(two)
    (folder / other).write_bytes(one)
    return True


def _foreign(folder: Path, name: str, _: Any, other: Path) -> bool:
    shutil.copy(other / name, folder / name)
    return True


def _plain_foreign(folder: Path, name: str, _: Any, other: Path) -> bool:
    """As files were that did not say yet whose they are."""
    if name == ".manifest":
        return False
    content = checked((other / name).read_bytes())
    assert content
    tables = {each: rows for each, rows in content.tables().items() if each != ORIGIN}
    counts = {} if name == "profile.json" else derived(tables)
    (folder / name).write_bytes(encode(counts | tables, content.generation + 9))
    return True


STRANGE: dict[str, Strange] = {
    "missing files": _missing,
    "old files": _old,
    "swapped files": _swapped,
    "foreign files": _foreign,
    "foreign files of old": _plain_foreign,
}


def strange_files(folder: Path, name: str) -> Fault:
    """Each file of a profile replaced in one way, then read, written to or not, and repaired."""
    fault, change = Fault(name), STRANGE[name]
    template = prepared(folder / "template")
    profile = template / "profiles" / "anna"
    history = versions(profile)
    store = anna()
    for number, day in enumerate(DAYS):  # the copy has these too
        store.log("message", day, note=f"later {number}")
    store.set_name("Anna the second")
    ben = Store(template / "profiles" / "ben", now=now)
    for day in DAYS * 3:
        ben.log("post", day, note="Ben again")
    for number in range(4):
        ben.set_name(f"Ben {number}")
    store.back_up()
    whole = notes(store)
    for file in sorted(history):
        for written in (False, True):
            home = at(folder / "now")
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(template, home)
            place = home / "profiles" / "anna"
            if not change(place, file, history, home / "profiles" / "ben"):
                continue
            fault = _looked_at(fault, place, file, whole, written=written)
    return fault


def _looked_at(fault: Fault, place: Path, file: str, whole: set[str], *, written: bool) -> Fault:
    handle, wanted = Store(place, now=now), whole
    try:
        if written:
            for day in DAYS:
                try:
                    handle.log("reaction", day, note=f"while strange {day}")
                    wanted = wanted | {f"while strange {day}"}
                except SsiError:
                    pass
        found = examine(place, now=now)
        noticed = any(each.file == file for each in found) or file == ".manifest"
        try:
            remarked = any(each.file == file for each in handle.read().remarks)
        except SsiError as error:
            remarked = Path(getattr(error, "file", "")).suffix == ".json"
        repair(found, now=now)
        left = [each for each in examine(place, now=now) if each.code != "open"]
        after = notes(Store(place, now=now))
        if file == ".manifest":
            remarked = True  # of itself it is worth nothing; the order goes on:
            handle.log("post", DAYS[0], note="newest")
            assert handle.undo()[0].what == "log", "undo"
            assert notes(handle) == after
        if left:
            print(f"{fault.name} {file} {written}: left {left}")
        told_apart = fault.name != "foreign files of old"  # noticed, and nothing is thrown away
        strangers = told_apart and any(note.startswith("Ben") for note in after)
        return fault.plus(
            lost=len(wanted - after),
            unnoticed=strangers or not (noticed and remarked),
            crashed=bool(left),
        )
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        print(f"{fault.name} {file} {written}: {error!r}")
        return fault.plus(crashed=True)


def clocks(folder: Path, writes: int = 60) -> Fault:
    """A clock that runs ahead and comes back, and file times set back: undo takes the newest."""
    fault = Fault("clock ahead and back")
    for number, (ahead, set_back) in enumerate((a, s) for a in (5, 400, -900) for s in (0, 1)):
        clock, wanted = [now()], []
        store = Store(folder / str(number), now=lambda: clock[0])  # noqa: B023
        for write in range(writes):
            clock[0] = now() + timedelta(days=ahead * (write % 3 == 1))
            day = (*DAYS, clock[0].date())[write % 4]
            wanted.append(f"{write}")
            store.log("post", day, note=wanted[-1])
            for file in (folder / str(number)).glob("20*.json") if set_back else ():
                os.utime(file, (write % 7, write % 5))
        for _ in range(writes // 2):
            store.undo()
            wanted.pop()
            after = notes(Store(folder / str(number)))
            fault = fault.plus(lost=len({*wanted} - after), unnoticed=after != {*wanted})
    return fault
