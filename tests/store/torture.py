"""The long proofs of the store, and a table of what they found; run with ``make torture``."""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.store import faults, scenes, trials
from tests.store.faults import Fault
from tests.store.mutants import GUARDS, MUTANTS, caught, guarded
from tests.store.test_two_handles import TwoHandles
from tests.store.trials import Trial

KILLS = 200
EXAMPLES, STEPS = 400, 50
BITS = tuple(range(8))


def power_cuts(_: Path) -> Trial:
    """Every power cut in every kind of write."""
    disks = sum(scenes.cut(name) for name in scenes.SCENES)
    return Trial("power cut", disks, disks, 0)


def refused_calls(_: Path) -> Trial:
    """Every call of every kind of write refused, before or after its effect."""
    injected = sum(scenes.faults(name) for name in scenes.SCENES)
    return Trial("refused call", injected, injected, 0)


def two_handles(_: Path) -> Trial:
    """Any calls in any order on two handles, against a plain dict."""
    chosen = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(TwoHandles, settings=chosen)  # type: ignore[no-untyped-call]
    return Trial("two handles, random calls", EXAMPLES, EXAMPLES * STEPS, 0)


TRIALS: tuple[Callable[[Path], Trial], ...] = (
    power_cuts,
    refused_calls,
    lambda folder: trials.kills(folder, KILLS),
    trials.kills_at_calls,
    lambda folder: trials.writers(folder, 4, 250),
    two_handles,
    lambda folder: trials.full_disk(folder, range(4000, 14_000, 500)),
    lambda folder: trials.flips(folder, BITS),
    lambda folder: trials.recovered_on_disk(folder, 1),
)


FAULTS: tuple[Callable[[Path], Fault], ...] = (
    *(partial(faults.refused_calls, name=name) for name in faults.OPERATIONS),
    *(partial(faults.strange_files, name=name) for name in faults.STRANGE),
    faults.clocks,
)


def main() -> int:
    """Run all of it; 0 if nothing was lost, all damage noticed and every mutant caught."""
    bad = 0
    print(f"{'':28}{'trials':>9}{'saved':>9}{'lost':>7}{'noticed':>18}{'seconds':>10}")
    for trial in TRIALS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            name, tried, saved, lost, damaged, noticed = trial(Path(folder) / "anna")
        seen = f"{noticed} of {damaged}" if damaged else ""
        taken = time.perf_counter() - began
        print(f"{name:28}{tried:9}{saved:9}{lost:7}{seen:>18}{taken:10.1f}", flush=True)
        bad += lost + damaged - noticed
    print(f"\n{'':28}{'tried':>9}{'lost':>9}{'unnoticed':>11}{'crashed':>9}{'seconds':>10}")
    for fault_trial in FAULTS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            fault = fault_trial(Path(folder))
        taken = time.perf_counter() - began
        figures = f"{fault.tried:9}{fault.lost:9}{fault.unnoticed:11}{fault.crashed:9}"
        print(f"{fault.name:28}{figures}{taken:10.1f}", flush=True)
        bad += fault.lost + fault.unnoticed + fault.crashed
    print()
    dead = 0
    for name in MUTANTS:
        with tempfile.TemporaryDirectory() as folder:
            why = caught(name, Path(folder))
        dead += bool(why)
        print(f"mutant: {name:28}{'caught: ' + why[:90] if why else 'LIVES'}", flush=True)
    for name in GUARDS:
        with tempfile.TemporaryDirectory() as folder:
            why = guarded(name, Path(folder))
        dead += bool(why)
        print(f"mutant: {name:28}{'caught: ' + why if why else 'LIVES'}", flush=True)
    many = len(MUTANTS) + len(GUARDS)
    print(f"{dead} of {many} mutants caught")
    return int(bool(bad) or dead < many)


if __name__ == "__main__":
    sys.exit(main())
