"""Thousands of simulated clients: time, memory and tables of `ssi cohort` on one and two processes.

    python -m tests.benchmarks.cohort_scale 2000          # on a quiet machine: minutes
    python -m tests.benchmarks.cohort_scale 40 --dask     # with two local workers, one killed

Each run is a process of its own.  Ends with 1 where two tables are not the same to the last digit.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ssi_tui.disk import Disk
from ssi_tui.model.entries import Action, Reading
from ssi_tui.store import Store
from ssi_tui.store.batch import put

TODAY = date(2026, 11, 21)
READINGS = 26
"""A week apart: half a year."""
KINDS = ("comment", "post", "reaction", "profile-view", "message", "request-with-note")
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

RUN = """
import json, os, resource, signal, sys, time
from datetime import date
from pathlib import Path
from ssi_tui.workshop.cohort import profiles_in, run_cohort, to_csv
folder, table, workers, dask = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "dask"
if __name__ == "__main__":
    profiles = profiles_in(Path(folder))
    today, began, killed = date.fromisoformat(sys.argv[5]), time.perf_counter(), []
    if dask:
        import distributed
        cluster = distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None,
            worker_dashboard_address=None,
        )
        with distributed.Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        def told(done, all_):
            if done >= all_ // 4 and not killed:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)
        rows = run_cohort(profiles, today=today, scheduler=cluster.scheduler_address, told=told)
        cluster.close()
    else:
        rows = run_cohort(profiles, today=today, workers=workers)
    seconds = time.perf_counter() - began
    Path(table).write_text(to_csv(rows))
    peak = [resource.getrusage(who).ru_maxrss // 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    failed = sum(bool(row.error) for row in rows)
    print(json.dumps({"seconds": seconds, "own": peak[0], "worker": peak[1], "failed": failed}))
"""


class Careless(Disk):
    """Waits for nothing: these files are gone in a minute."""

    def write(self, path: str, data: bytes, *, sync: bool = True) -> tuple[int, int, int]:
        """Not synced."""
        return super().write(path, data, sync=False)

    def sync_folder(self, folder: str) -> None:
        """Not at all."""


class CohortRun(NamedTuple):
    """One way to compute the table."""

    name: str
    seconds: float
    own: int
    """MB at most in the process that asked."""
    worker: int
    """MB at most in one of its workers; 0 where there are none."""
    failed: int
    table: bytes


def make_clients(folder: Path, count: int) -> None:
    """So many invented clients: a score a week for half a year, and what they logged meanwhile."""
    for number in range(count):
        dice = random.Random(number)
        total, actions, readings = dice.uniform(15, 55), [], []
        for back in range(7 * READINGS, 0, -1):
            day = TODAY - timedelta(days=back)
            for place, kind in enumerate(KINDS):
                if dice.random() < 0.25:
                    entry = 10_000_000 * place + 1000 * number + back
                    actions.append(Action(id=entry + 1, kind=kind, day=day, count=1 + back % 3))
            if back % 7 == 0:
                total = min(90.0, max(5.0, total + dice.gauss(0.3, 1.0)))
                readings.append(Reading(id=10**9 + 1000 * number + back, day=day, total=total))
        store = Store(folder / f"client-{number:06d}", disk=Careless())
        put(store, actions=actions, readings=readings)


def measured(folder: Path, name: str, workers: int, place: Path, *, dask: bool) -> CohortRun:
    """Run it in a process of its own, each worker with one thread."""
    script, table = place / "run.py", place / f"{name}.csv"
    script.write_text(RUN)
    words = [str(folder), str(table), str(workers), "dask" if dask else "cores", TODAY.isoformat()]
    done = subprocess.run(
        [sys.executable, str(script), *words],
        env={**os.environ, **SINGLE},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    worker = told["worker"] if workers > 1 else 0
    figures = (told["seconds"], told["own"], worker, told["failed"])
    return CohortRun(name, *figures, table.read_bytes())


def lines(count: int, runs: list[CohortRun]) -> Iterator[str]:
    """The table, and the ratio of the first two."""
    yield "| clients | on | s | ms a client | MB, asking | MB, a worker | failed |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for run in runs:
        each = f"{run.seconds:.1f} | {1000 * run.seconds / count:.1f} | {run.own} | {run.worker}"
        yield f"| {count} | {run.name} | {each} | {run.failed} |"
    yield ""
    yield f"one process / two: {runs[0].seconds / runs[1].seconds:.2f}"


def main() -> int:
    """Make the clients, run, compare, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("clients", type=int, nargs="?", default=40)
    options.add_argument("--dask", action="store_true", help="also two local workers, one killed")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "clients")
        began = time.perf_counter()
        make_clients(folder, asked.clients)
        say(f"made {asked.clients} clients in {time.perf_counter() - began:.0f} s")
        runs = []
        for workers in (1, 2):
            name = f"{workers} process{'es' if workers > 1 else ''}"
            runs.append(measured(folder, name, workers, Path(place), dask=False))
            say(f"{name}: {runs[-1].seconds:.1f} s")
        if asked.dask:
            runs.append(measured(folder, "dask, 2, 1 killed", 2, Path(place), dask=True))
        for line in lines(asked.clients, runs):
            say(line)
        same = all(run.table == runs[0].table for run in runs)
        say("the tables are the same to the last digit" if same else "THE TABLES DIFFER")
    return 0 if same else 1


def say(text: str) -> None:
    """At once: it takes a while."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
