"""Real processes: writers at once, and writers killed in the middle of it."""

import random
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from ssi_tui.store import Store
from tests.store.disks import DAY, OCTOBER, plain_count, plainly

APPENDS = 40
KILLS = 20

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


def writer(folder: Path, name: str, appends: int = APPENDS) -> "subprocess.Popen[str]":
    """A process that logs, and says each number once it is told that the entry is saved."""
    command = [sys.executable, "-c", WRITER, str(folder), str(appends), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, name) for name in ("one", "two")]
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert each.returncode == 0, errors
    notes = sorted(each["note"] for each in plainly(tmp_path))
    assert notes == sorted(f"{name} {n}" for name in ("one", "two") for n in range(APPENDS))
    generations = [head["generation"] for head in plainly(tmp_path, "store")]
    assert sum(generations) == 2 * APPENDS


def test_threads_that_share_a_store_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    seen: list[int] = []

    def write(day_number: int) -> None:
        for _ in range(APPENDS):
            store.log("post", (DAY, OCTOBER)[day_number % 2])
            seen.append(store.read().total("post", OCTOBER, DAY))

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert plain_count(tmp_path) == 4 * APPENDS == max(seen)
    assert min(seen) >= 1
    assert len(store.undo(4 * APPENDS)) == 2 * 50  # both months remember their last 50


def test_killed_at_any_moment_no_acknowledged_entry_is_lost(tmp_path: Path) -> None:
    chance = random.Random(20261120)
    saved = 0
    for attempt in range(KILLS):
        process = writer(tmp_path, f"run {attempt}", 10_000)
        assert process.stdout
        assert process.stdout.readline() == "0\n"
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        rest, _ = process.communicate()
        saved += 1 + rest.count("\n")
        assert saved <= plain_count(tmp_path) <= saved + attempt + 1  # one a kill was not yet said
        assert not Store(tmp_path).read().remarks
    Store(tmp_path).log("post", DAY)
    assert not (tmp_path / ".write.tmp").exists()


@pytest.mark.parametrize("folder", ["new", "deep/er"])
def test_two_processes_can_begin_a_profile_at_the_same_moment(tmp_path: Path, folder: str) -> None:
    writers = [writer(tmp_path / folder, name, 3) for name in ("one", "two")]
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert each.returncode == 0, errors
    assert plain_count(tmp_path / folder) == 6
