"""How long a person waits for `ssi`: whole processes, as multiples of bare Python beside them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.measuring import (
    BARE,
    CLICK,
    QUIET_MONTH,
    SSI,
    Commands,
    filled,
    medians,
    with_sample,
)

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

Taken = Callable[[Path, Commands], dict[str, float]]


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Python keeps what it has compiled, as it does after an installation."""
    return str(tmp_path_factory.mktemp("bytecode"))


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a dozen entries a day."""
    return filled(tmp_path_factory.mktemp("ten-years"), 10)


@pytest.fixture
def seconds(bytecode: str) -> Taken:
    """Median seconds of each command by the clock."""

    def measured(home: Path, commands: Commands) -> dict[str, float]:
        taken = medians(home, commands, bytecode)
        return {name: spent.clock for name, spent in taken.items()}

    return measured


@pytest.fixture(params=["empty", "ten years"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home without a journal, and one with ten years."""
    return tmp_path if request.param == "empty" else request.getfixturevalue("ten_years")


def test_logging_and_help_take_at_most_five_times_bare_python(
    seconds: Taken,
    home: Path,
    record_property: Callable[[str, object], None],
) -> None:
    commands = {"bare": BARE, "log": (*SSI, "log", "comment"), "help": (*SSI, "--help")}
    taken = seconds(home, commands)
    times = {name: taken[name] / taken["bare"] for name in ("log", "help")}
    sys.stderr.write(f"\n{home.name}: bare {1000 * taken['bare']:.1f} ms, times {times}\n")
    record_property("times bare Python", times)
    assert max(times.values()) <= TIMES_BARE, times


def test_logging_takes_hardly_longer_than_importing_click_at_thirty_years_too(
    seconds: Taken, ten_years: Path, tmp_path: Path
) -> None:
    times = {}
    for years, home in ((0, tmp_path / "0"), (10, ten_years), (30, filled(tmp_path / "30", 30))):
        log = {
            "log": (*SSI, "log", "comment"),
            "with a day": (*SSI, "log", "comment", "-d", "yesterday"),
        }
        taken = seconds(home, {"click": CLICK, **log})
        times[years] = {name: taken[name] / taken["click"] for name in log}
    sys.stderr.write(f"\ntimes a process that only imports click, by years: {times}\n")
    assert max(found["log"] for found in times.values()) <= TIMES_CLICK, times


def test_a_prompt_hardly_waits_longer_than_for_python_itself(seconds: Taken, home: Path) -> None:
    seconds(home, {"log": (*SSI, "log", "comment")})
    commands = {"bare": BARE, "re": (sys.executable, "-c", "import re"), "status": (*SSI, "status")}
    taken = seconds(home, commands)
    times = {name: taken[name] / taken["bare"] for name in commands}
    sys.stderr.write(f"\n{home.name}: status takes {times} bare Pythons\n")
    assert times["status"] <= TIMES_BARE_STATUS, times


def test_looking_back_does_not_count_ten_years_again(seconds: Taken, ten_years: Path) -> None:
    commands = {"bare": BARE, "week": (*SSI, "week"), "year": (*SSI, "year")}
    taken = seconds(ten_years, commands)
    times = {name: taken[name] / taken["bare"] for name in commands}
    sys.stderr.write(f"\nten years: times {times}\n")
    assert times["week"] <= TIMES_BARE_WEEK, times
    assert times["year"] <= TIMES_BARE_YEAR, times


def test_a_simulation_of_a_fitted_journal_takes_at_most_25_times_bare_python(
    seconds: Taken, tmp_path: Path
) -> None:
    nobody, own_journal = tmp_path / "nobody", with_sample(tmp_path / "fitted")
    member = seconds(nobody, {"bare": BARE, "sim": QUIET_MONTH})
    own = seconds(own_journal, {"bare": BARE, "sim": QUIET_MONTH})
    times = {"member": member["sim"] / member["bare"], "fitted": own["sim"] / own["bare"]}
    sys.stderr.write(f"\nsim takes {times} bare Pythons\n")
    assert times["member"] <= TIMES_BARE_MEMBER, times
    assert times["fitted"] <= TIMES_BARE_FITTED, times


def test_a_simulation_takes_no_longer_than_a_person_waits_without_wondering(
    seconds: Taken, home: Path
) -> None:
    taken = seconds(home, {"sim": QUIET_MONTH})
    sys.stderr.write(f"\n{home.name}: sim {1000 * taken['sim']:.0f} ms\n")
    assert taken["sim"] <= SIM_SECONDS, taken
