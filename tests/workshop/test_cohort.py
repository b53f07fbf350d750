"""A folder of profiles: the same rows however they are computed, and none is ever dropped."""

import json
import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.errors import NotFoundError
from ssi_tui.model.entries import Action, Reading
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.workshop.cohort import (
    COLUMNS,
    RETRIES,
    CohortProgress,
    CohortRow,
    cohort_page,
    profiles_in,
    row_of,
    run_cohort,
    to_csv,
)
from tests.benchmarks.cohort_scale import CohortRun, lines, make_clients
from tests.cli.conftest import Ssi, answer
from tests.cli.conftest import ssi as ssi

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six people with three scores each, one of whom never had any."""
    home = tmp_path_factory.mktemp("clients")
    for number in range(6):
        store = Store(str(home / f"client-{number}"))
        actions = [
            Action(id=100 * number + ahead + 1, kind="comment", day=day_of(ahead), count=2)
            for ahead in range(0, 42, 3)
        ]
        readings = [
            Reading(
                id=10_000 + 100 * number + week, day=day_of(7 * week), total=30.0 + number + week
            )
            for week in range(3)
        ]
        put(store, actions=actions, readings=readings if number else ())
    return home


def day_of(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_the_rows_are_the_same_to_the_last_digit_on_one_core_and_on_two(folder: Path) -> None:
    profiles = profiles_in(folder)
    alone = to_csv(run_cohort(profiles, today=TODAY, workers=1))
    assert alone == to_csv(run_cohort(profiles, today=TODAY, workers=2))
    header, *rows = alone.splitlines()
    assert header == ",".join(COLUMNS)
    assert [row.partition(",")[0] for row in rows] == [f"client-{n}" for n in range(6)]


def test_somebody_without_a_score_has_a_row_without_figures(folder: Path) -> None:
    row = run_cohort(profiles_in(folder)[:1], today=TODAY, workers=1)[0]
    assert (row.entries, row.readings, row.total, row.median, row.error) == (14, 0, None, None, "")


def test_a_broken_profile_is_named_while_the_rest_go_on(folder: Path, tmp_path: Path) -> None:
    for profile in profiles_in(folder)[:3]:
        for file in profile.glob("*.json"):
            target = tmp_path / profile.name / file.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    (tmp_path / "client-1" / "2026-11.json").write_text("{")
    rows = run_cohort(profiles_in(tmp_path), today=TODAY, workers=1)
    assert [bool(row.error) for row in rows] == [False, True, False]
    assert rows[1].median is None
    assert "2026-11.json" in rows[1].error


def test_a_run_that_was_killed_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    profiles = profiles_in(folder)
    progress = CohortProgress(tmp_path / "progress", today=TODAY, weeks=12)
    run_cohort(profiles[:4], today=TODAY, workers=1, progress=progress)
    kept = (tmp_path / "progress").read_text()
    (tmp_path / "progress").write_text(kept[:-20])  # the last line was being written
    assert len(progress.done(profiles)) == 3
    told: list[int] = []
    rows = run_cohort(
        profiles,
        today=TODAY,
        workers=1,
        progress=progress,
        told=lambda done, _all: told.append(done),
    )
    assert told[0] == 3
    assert to_csv(rows) == to_csv(run_cohort(profiles, today=TODAY, workers=1))


def test_what_changed_since_or_was_for_other_weeks_is_done_again(
    folder: Path, tmp_path: Path
) -> None:
    profiles = profiles_in(folder)[:2]
    progress = CohortProgress(tmp_path / "progress", today=TODAY, weeks=12)
    run_cohort(profiles, today=TODAY, workers=1, progress=progress)
    assert CohortProgress(tmp_path / "progress", today=TODAY, weeks=4).done(profiles) == {}
    newest = max(profiles[0].glob("*.json"))
    os.utime(newest, ns=(1, newest.stat().st_mtime_ns + 1_000_000_000))
    assert set(progress.done(profiles)) == {profiles[1].name}


def test_the_script_for_large_groups_makes_clients_with_half_a_year_each(tmp_path: Path) -> None:
    make_clients(tmp_path, 2)
    rows = run_cohort(profiles_in(tmp_path), today=TODAY, workers=1)
    assert [(row.readings, bool(row.entries), row.error) for row in rows] == [(26, True, "")] * 2
    run = CohortRun("1 process", 2.0, 90, 0, 0, b"")
    assert list(lines(2, [run, run._replace(seconds=1.0)]))[-1].endswith("2.00")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        profiles_in(tmp_path / "nothing")


def test_the_page_says_how_many_and_escapes_every_word(folder: Path, tmp_path: Path) -> None:
    rows = run_cohort(profiles_in(folder), today=TODAY, workers=1)
    row = row_of(str(tmp_path / "<script>"), TODAY.isoformat(), 12)
    assert row["profile"] == "<script>"
    from dataclasses import replace

    page = cohort_page([*rows, replace(rows[1], profile="<script>")], today=TODAY, weeks=12)
    assert "7 profiles: 6 with a score" in page
    assert "<script" not in page
    assert "≈" not in page
    unlogged = cohort_page([rows[0], replace(rows[1], entries=0)], today=TODAY, weeks=12)
    assert unlogged.count("≈") == 2  # the figure, and what it means


@pytest.mark.parametrize("deaths", [1, RETRIES + 1])
def test_a_worker_that_dies_is_replaced_and_what_it_had_is_done_or_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, deaths: int
) -> None:
    left = [deaths]

    class Pool(ThreadPoolExecutor):
        """Threads in place of processes; whoever gets the third profile dies, so many times."""

        def __init__(self, workers: int, _context: object, initializer: object) -> None:
            super().__init__(workers)

        def submit(self, work: Any, *job: Any, **_more: Any) -> Future[Any]:
            if job[0].endswith("2") and left[0]:
                left[0] -= 1
                return super().submit(self.die)
            row = CohortRow(profile=Path(job[0]).name, total=9.0, low=8.0, median=9.0, high=10.0)
            return super().submit(asdict, row)

        def die(self) -> None:
            raise BrokenProcessPool

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    rows = run_cohort(profiles_in(folder), today=TODAY, workers=2)
    assert [row.profile for row in rows] == [f"client-{number}" for number in range(6)]
    lost = [row.profile for row in rows if row.error == "worker died"]
    assert ("client-2" in lost) is (deaths > RETRIES)
    page = cohort_page(rows, today=TODAY, weeks=12)
    assert ("Could not be read" in page) is bool(lost)
    assert ("client-2: worker died" in page) is bool(lost)


def test_dask_gives_the_same_table_even_if_a_worker_dies_on_the_way(folder: Path) -> None:
    distributed = pytest.importorskip("distributed")
    profiles = profiles_in(folder)
    alone = to_csv(run_cohort(profiles, today=TODAY, workers=1))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))
        killed: list[int] = []

        def kill_once(done: int, _all: int) -> None:
            if done == 2 and not killed:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        rows = run_cohort(
            profiles, today=TODAY, scheduler=cluster.scheduler_address, told=kill_once
        )
    assert killed
    assert to_csv(rows) == alone


def test_the_command_writes_table_and_page_and_says_how_many(
    ssi: Ssi, folder: Path, tmp_path: Path
) -> None:
    table, page = tmp_path / "out.csv", tmp_path / "out.html"
    done = ssi("cohort", str(folder), "-o", str(table), "--html", str(page), "--workers", "1")
    assert done.stdout == f"Wrote 6 rows to {table}\n"
    assert len(table.read_text().splitlines()) == 7
    assert "Content-Security-Policy" in page.read_text()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    data = answer(ssi("cohort", str(folder), "-o", str(table), "--workers", "1", "--json"))
    assert (data["rows"], data["failed"]) == (6, 0)


def test_a_folder_without_profiles_is_refused_and_nothing_is_written(
    ssi: Ssi, tmp_path: Path
) -> None:
    ssi("cohort", str(tmp_path), "-o", str(tmp_path / "out.csv"), code=2)
    ssi("cohort", str(tmp_path / "nothing"), "-o", str(tmp_path / "out.csv"), code=3)
    assert not (tmp_path / "out.csv").exists()


def test_a_profile_named_like_a_formula_is_no_formula_in_the_table() -> None:
    row = row_of("/nowhere/=1+1", TODAY.isoformat(), 12)
    from ssi_tui.workshop.cohort import CohortRow

    assert "'=1+1" in to_csv([CohortRow(**json.loads(json.dumps(row)))])
