"""Real processes: writers at once, and writers killed in the middle of it."""

from pathlib import Path
from threading import Thread

import pytest

from ssi_tui.store import Store
from tests.store import trials
from tests.store.disks import DAY, OCTOBER, plain_count

APPENDS = 40


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    assert trials.writers(tmp_path, 2, APPENDS).lost == 0


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
    assert trials.kills(tmp_path, 8).lost == 0


def test_killed_at_any_call_to_the_system_no_acknowledged_entry_is_lost(tmp_path: Path) -> None:
    trial = trials.kills_at_calls(tmp_path, step=9)
    assert trial.tried > 10
    assert trial.lost == 0


@pytest.mark.parametrize("folder", ["new", "deep/er"])
def test_two_processes_can_begin_a_profile_at_the_same_moment(tmp_path: Path, folder: str) -> None:
    assert trials.writers(tmp_path / folder, 2, 3) == ("writers at once", 2, 6, 0, 0, 0)
