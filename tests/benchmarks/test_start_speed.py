"""How long a person waits for `ssi`: whole processes, as multiples of bare Python beside them."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from sim.terms import ActionKind
from ssi_tui.exchange import sample
from ssi_tui.model.entries import Action
from ssi_tui.store import Store

ROUNDS = 20
TIMES_BARE = 5.0
TIMES_CLICK = 1.1
"""`ssi log` beside a process that only imports click: the plain call does without it."""
TIMES_BARE_STATUS = 1.8
"""A prompt asks every second; what pip writes as `ssi` imports `re`, and that alone is 1.5."""
TIMES_BARE_WEEK, TIMES_BARE_YEAR = 5.0, 8.0
"""At ten years; a process that only imports click takes 3.7 to 4.2: they do without it."""
SIM_SECONDS = 0.6
TIMES_BARE_MEMBER, TIMES_BARE_FITTED = 20.0, 25.0
"""`ssi sim quiet_month` for a member, and for a journal whose fit is kept: numpy alone is 9."""
YEARS, A_DAY = 10, 12
BARE = (sys.executable, "-c", "pass")
SSI = (str(Path(sys.executable).with_name("ssi")),)
ROOT = Path(__file__).parents[2]
QUIET_MONTH = str(ROOT / "scenarios" / "quiet_month.yaml")


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Python keeps what it has compiled, as it does after an installation."""
    return str(tmp_path_factory.mktemp("bytecode"))


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a dozen entries a day."""
    return filled(tmp_path_factory.mktemp("ten-years"), YEARS)


def filled(home: Path, years: int) -> Path:
    """The home, with so many years in it."""
    kinds = tuple(ActionKind)
    today = date.today()
    Store(home / "profiles" / "default").add(
        Action(
            id=1 + day * A_DAY + number,
            kind=kinds[(day + number) % len(kinds)],
            day=today - timedelta(days=day),
            count=1 + number % 3,
        )
        for day in range(365 * years)
        for number in range(A_DAY)
    )
    return home


@pytest.fixture
def seconds(bytecode: str) -> Callable[[Path, tuple[str, ...]], float]:
    """How long one command takes with that home."""

    def run(home: Path, command: tuple[str, ...]) -> float:
        env = {**os.environ, "SSI_HOME": str(home), "PYTHONPYCACHEPREFIX": bytecode}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        began = perf_counter()
        subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
        return perf_counter() - began

    return run


def medians(
    seconds: Callable[[Path, tuple[str, ...]], float],
    home: Path,
    commands: dict[str, tuple[str, ...]],
) -> dict[str, float]:
    """Median seconds of each command, taken in turn so that all meet the same weather."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(-2, ROUNDS):
        for name, command in commands.items():
            spent = seconds(home, command)
            if round_ >= 0:
                taken[name].append(spent)
    return {name: median(spent) for name, spent in taken.items()}


@pytest.fixture(params=["empty", "ten years"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home without a journal, and one with ten years."""
    return tmp_path if request.param == "empty" else request.getfixturevalue("ten_years")


def test_logging_and_help_take_at_most_five_times_bare_python(
    seconds: Callable[[Path, tuple[str, ...]], float],
    home: Path,
    record_property: Callable[[str, object], None],
) -> None:
    commands = {"bare": BARE, "log": (*SSI, "log", "comment"), "help": (*SSI, "--help")}
    taken = medians(seconds, home, commands)
    times = {name: taken[name] / taken["bare"] for name in ("log", "help")}
    sys.stderr.write(f"\n{home.name}: bare {1000 * taken['bare']:.1f} ms, times {times}\n")
    record_property("times bare Python", times)
    assert max(times.values()) <= TIMES_BARE, times


def test_logging_takes_hardly_longer_than_importing_click_at_thirty_years_too(
    seconds: Callable[[Path, tuple[str, ...]], float], ten_years: Path, tmp_path: Path
) -> None:
    times = {}
    for years, home in ((0, tmp_path / "0"), (10, ten_years), (30, filled(tmp_path / "30", 30))):
        log = {
            "log": (*SSI, "log", "comment"),
            "with a day": (*SSI, "log", "comment", "-d", "yesterday"),
        }
        taken = medians(seconds, home, {"click": (sys.executable, "-c", "import click"), **log})
        times[years] = {name: taken[name] / taken["click"] for name in log}
    sys.stderr.write(f"\ntimes a process that only imports click, by years: {times}\n")
    assert max(found["log"] for found in times.values()) <= TIMES_CLICK, times


def test_a_prompt_hardly_waits_longer_than_for_python_itself(
    seconds: Callable[[Path, tuple[str, ...]], float], home: Path
) -> None:
    seconds(home, (*SSI, "log", "comment"))
    commands = {"bare": BARE, "re": (sys.executable, "-c", "import re"), "status": (*SSI, "status")}
    taken = medians(seconds, home, commands)
    times = {name: taken[name] / taken["bare"] for name in commands}
    sys.stderr.write(f"\n{home.name}: status takes {times} bare Pythons\n")
    assert times["status"] <= TIMES_BARE_STATUS, times


def test_looking_back_does_not_count_ten_years_again(
    seconds: Callable[[Path, tuple[str, ...]], float], ten_years: Path
) -> None:
    commands = {"bare": BARE, "week": (*SSI, "week"), "year": (*SSI, "year")}
    taken = medians(seconds, ten_years, commands)
    times = {name: taken[name] / taken["bare"] for name in commands}
    sys.stderr.write(f"\nten years: times {times}\n")
    assert times["week"] <= TIMES_BARE_WEEK, times
    assert times["year"] <= TIMES_BARE_YEAR, times


def test_a_simulation_of_a_fitted_journal_takes_at_most_25_times_bare_python(
    seconds: Callable[[Path, tuple[str, ...]], float], tmp_path: Path
) -> None:
    fitted, nobody = tmp_path / "fitted", tmp_path / "nobody"
    made = sample.journal(date.today())
    (newest,) = made.readings[-1:]
    more = [replace(newest, id=newest.id + ago, day=newest.day - timedelta(ago)) for ago in (2, 4)]
    store = Store(fitted / "profiles" / "default")
    store.add(made.actions, [*made.readings, *more])
    command = (*SSI, "sim", QUIET_MONTH)
    member = medians(seconds, nobody, {"bare": BARE, "sim": command})
    own = medians(seconds, fitted, {"bare": BARE, "sim": command})
    times = {"member": member["sim"] / member["bare"], "fitted": own["sim"] / own["bare"]}
    sys.stderr.write(f"\nsim takes {times} bare Pythons\n")
    assert times["member"] <= TIMES_BARE_MEMBER, times
    assert times["fitted"] <= TIMES_BARE_FITTED, times


def test_a_simulation_takes_no_longer_than_a_person_waits_without_wondering(
    seconds: Callable[[Path, tuple[str, ...]], float], home: Path
) -> None:
    command = (*SSI, "sim", QUIET_MONTH)
    taken = medians(seconds, home, {"sim": command})
    sys.stderr.write(f"\n{home.name}: sim {1000 * taken['sim']:.0f} ms\n")
    assert taken["sim"] <= SIM_SECONDS, taken
