"""Trials on real files and real processes: short ones in the tests, long ones in `make torture`."""

import random
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ssi_tui.errors import DamagedError, SsiError
from ssi_tui.store import Store
from ssi_tui.store.doctor import examine
from ssi_tui.store.recovery import rebuilt
from ssi_tui.store.validation import decode
from tests.store.disks import DAY, plain_count, plainly

WRITER = """
import sys
from datetime import date, timedelta
from ssi_tui.store import Store
store = Store(sys.argv[1])
for number in range(int(sys.argv[2])):
    day = date(2026, 10, 31) + timedelta(days=number % 2)  # across the month boundary
    store.log("post", day, note=f"{sys.argv[3]} {number}")
    print(number, flush=True)
"""
DYING = """
import os, signal, sys
from datetime import date
from ssi_tui import disk
from ssi_tui.store import Store

class Deadly:
    calls = ("open", "write", "fsync", "replace", "unlink", "mkdir", "close", "stat")
    def __init__(self, last, after):
        self.left, self.after = last, after
    def __getattr__(self, name):
        real = getattr(os, name)
        if name not in self.calls:
            return real
        def call(*arguments):
            self.left -= 1
            if self.left < 0 and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments)
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return call

def life(last, after):
    disk.os = Deadly(last, after)
    store = Store(sys.argv[1])
    for day in (date(2026, 10, 31), date(2026, 11, 1)):
        store.log("post", day)
        os.write(1, b"+")
    entry = store.log("comment", day).entry
    store.edit(entry, day=date(2026, 10, 1))
    os._exit(0)

for after in (False, True):
    for last in range(0, 999, int(sys.argv[2])):
        child = os.fork()
        if child == 0:
            life(last, after)
        if os.waitpid(child, 0)[1] == 0:
            break
        os.write(1, b"x")
"""
FULL = """
import resource, sys
from datetime import date
from ssi_tui.errors import NotSavedError
from ssi_tui.store import Store
store, saved = Store(sys.argv[1]), 0
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    while True:
        store.log("post", date(2026, 11, 20), note="x" * 50)
        saved += 1
except NotSavedError as error:
    assert error.file.name == "2026-11.json", error
    assert store.read().count("post", date(2026, 11, 20)) == saved
    print(saved)
"""


class Trial(NamedTuple):
    """What one kind of accident did."""

    name: str
    tried: int
    saved: int
    """Acknowledged entries."""
    lost: int
    """Those of them that were not there afterwards."""
    damaged: int = 0
    noticed: int = 0


def process(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """A Python process with the store."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(child: "subprocess.Popen[str]") -> str:
    """All that a process says, if it ends well."""
    out, errors = child.communicate(timeout=600)
    assert child.returncode == 0, errors
    return out


def kills(folder: Path, times: int) -> Trial:
    """Writers killed at random moments."""
    chance, saved, lost = random.Random(20261120), 0, 0
    for attempt in range(times):
        with process(WRITER, folder, 10_000, f"run {attempt}") as child:
            assert child.stdout
            assert child.stdout.readline() == "0\n"
            time.sleep(chance.uniform(0, 0.03))
            child.kill()
            rest = child.stdout.read()  # communicate() forgets what readline read ahead
        saved += 1 + rest.count("\n")
        lost = max(lost, saved - plain_count(folder))
        assert plain_count(folder) <= saved + attempt + 1  # one a kill was not yet said
        assert not Store(folder).read().remarks
    Store(folder).log("post", DAY)
    assert not (folder / ".write.tmp").exists()
    return Trial("killed at random", times, saved, lost)


def kills_at_calls(folder: Path, step: int = 1) -> Trial:
    """A writer killed before and after each (`step` 1) of its calls to the system."""
    out = said(process(DYING, folder, step))
    saved, killed = out.count("+"), out.count("x")
    store = Store(folder)
    store.log("reaction", DAY)  # finishes a move that was cut off
    counts = store.read().counts()
    assert [f.code for f in examine(folder) if f.code not in ("leftover", "unfinished")] == []
    ids = [each.id for each in store.read().actions]
    assert len(set(ids)) == len(ids)
    return Trial("killed at each call", killed, saved, max(0, saved - sum(counts["post"].values())))


def writers(folder: Path, many: int, appends: int) -> Trial:
    """Processes that write at once."""
    children = [process(WRITER, folder, appends, name) for name in range(many)]
    for child in children:
        said(child)
    notes = [each["note"] for each in plainly(folder)]
    wanted = {f"{name} {number}" for name in range(many) for number in range(appends)}
    assert sum(head["generation"] for head in plainly(folder, "store")) == many * appends
    return Trial("writers at once", many, many * appends, len(wanted - set(notes)))


def full_disk(folder: Path, sizes: range) -> Trial:
    """File systems that take no more than so many bytes."""
    saved = lost = 0
    for size in sizes:
        place = folder / str(size)
        kept = int(said(process(FULL, place, size)))
        saved, lost = saved + kept, lost + kept - plain_count(place)
        assert sorted(path.name for path in place.iterdir()) == [
            ".lock",
            ".manifest",
            "2026-11.json",
        ]
        Store(place).log("post", DAY)
    return Trial("full disk", len(sizes), saved, lost)


def small_file(folder: Path) -> Path:
    """A month with a little of everything."""
    store = Store(folder, now=lambda: datetime(2026, 11, 20, 9))
    store.log("post", DAY, 2, note="Café")
    store.log("comment", DAY, 7)
    store.add_reading(DAY, 61.5)
    store.set_note(DAY, "x")
    return folder / "2026-11.json"


def flips(folder: Path, bits: tuple[int, ...], *, cut: bool = True) -> Trial:
    """Every bit of a small file flipped, and the file cut at every length: noticed, rescued.

    Lost: entries that were not rescued, though another copy of them stood in the file.
    """
    file = small_file(folder)
    whole = file.read_bytes()
    name, before = "2026-11", decode(whole, "", "2026-11").tables()
    harmed = [_flipped(whole, place, bit) for place in range(len(whole)) for bit in bits]
    noticed = lost = 0
    for data in harmed + [whole[:size] for size in range(len(whole) - 1) if cut]:
        file.write_bytes(data)
        try:
            noticed += bool(Store(folder).read().remarks)
        except DamagedError:
            noticed += 1
            after = rebuilt(data, name, {})
            if len(data) == len(whole):
                lost += len(before["actions"].keys() - after.get("actions", {}).keys())
            copied = rebuilt(data, name, before)
            assert all(copied[table].keys() >= before[table].keys() for table in before)
    file.write_bytes(whole)
    tried = len(harmed) + (len(whole) - 1 if cut else 0)
    return Trial("flipped and cut", tried, 2 * len(harmed), lost, tried, noticed)


def _flipped(data: bytes, place: int, bit: int) -> bytes:
    flipped = bytearray(data)
    flipped[place] ^= 1 << bit
    return bytes(flipped)


def recovered_on_disk(folder: Path, step: int) -> Trial:
    """The whole way for some of them: damaged, said, recovered by one call, nothing gone."""
    file = small_file(folder)
    whole, store = file.read_bytes(), Store(folder)
    expected, lost, damaged = store.read().counts(), 0, 0
    for place in range(0, len(whole), step):
        file.write_bytes(_flipped(whole, place, 4))
        try:
            Store(folder).read()
            continue
        except DamagedError:
            damaged += 1
        try:
            assert Store(folder).recover("2026-11")
        except SsiError:
            lost += 2
            continue
        lost += 2 * (Store(folder).read().counts().keys() != expected.keys())
        Store(folder).log("post", date(2026, 11, 1))
    tried = len(range(0, len(whole), step))
    return Trial("recovered by one call", tried, 2 * tried, lost, damaged, damaged)
