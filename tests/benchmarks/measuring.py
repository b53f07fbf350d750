"""How long people wait: whole processes beside bare Python, and the app in a pseudo terminal."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from sim.terms import ActionKind
from ssi_tui.exchange import sample
from ssi_tui.model.entries import Action, Reading
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.tui.terminal import Terminal

A_DAY = 12
BARE = (sys.executable, "-c", "pass")
CLICK = (sys.executable, "-c", "import click")
SSI = (str(Path(sys.executable).with_name("ssi")),)
SSI_TUI = (sys.executable, "-c", "from ssi_tui.tui import main; main()")
ROOT = Path(__file__).parents[2]
QUIET_MONTH = (*SSI, "sim", str(ROOT / "scenarios" / "quiet_month.yaml"))
FIRST_FRAME = "first frame"
MINIMAL = (
    *(sys.executable, "-c"),
    f"""
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("{FIRST_FRAME}")
Minimal().run()
""",
)
"""An app with one line of text."""
ROOMS = {
    "2": (" open day ", "less"),
    "3": (" view ", "Total"),
    "4": (" on/off ", "today"),
    "5": (" take over ", "a week"),
    "6": (" rename ", "default"),
    "7": (" open ", "Analytics sheet"),
    "8": (" change ", "Colours"),
}
"""Of each room a hint of its keys and a text of its picture."""
WARM_UP = 2

Commands = Mapping[str, Sequence[str]]


class Spent(NamedTuple):
    """Medians of one command, in seconds."""

    clock: float
    processor: float
    """Of the program and the system; what lies between the two was waited for."""


def filled(home: Path, years: int) -> Path:
    """The home, with a dozen entries a day and a score a week for so many years."""
    kinds, today = tuple(ActionKind), date.today()
    put(
        Store(home / "profiles" / "default"),
        actions=(
            Action(
                id=1 + day * A_DAY + number,
                kind=kinds[(day + number) % len(kinds)],
                day=today - timedelta(days=day),
                count=1 + number % 3,
            )
            for day in range(365 * years)
            for number in range(A_DAY)
        ),
        readings=(
            Reading(
                id=1_000_000 + week,
                day=today - timedelta(days=7 * week + 1),
                total=44.0 + 3 * (week % 3),
                brand=12.0 + week % 3,
                people=9.0 + week % 3,
                insights=8.0 + week % 3,
                relationships=15.0,
            )
            for week in range(52 * years)
        ),
    )
    return home


def with_sample(home: Path) -> Path:
    """The home, with the made-up journal in it, and scores enough for a fit of its own."""
    made = sample.journal(date.today())
    (newest,) = made.readings[-1:]
    more = [replace(newest, id=newest.id + ago, day=newest.day - timedelta(ago)) for ago in (2, 4)]
    store = Store(home / "profiles" / "default")
    put(store, actions=made.actions, readings=[*made.readings, *more])
    return home


def env(home: Path, bytecode: str) -> dict[str, str]:
    """A process as after an installation, with that home."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "SSI_HOME": str(home), "PYTHONPYCACHEPREFIX": bytecode}


def run(home: Path, command: Sequence[str], bytecode: str) -> Spent:
    """One run of a command with that home."""
    began = perf_counter()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=env(home, bytecode), **silent)
    _, status, used = os.wait4(process.pid, 0)
    clock = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return Spent(clock, used.ru_utime + used.ru_stime)


def medians(home: Path, commands: Commands, bytecode: str, rounds: int = 20) -> dict[str, Spent]:
    """Of each command, taken in turn so that all meet the same weather."""
    taken: dict[str, list[Spent]] = {name: [] for name in commands}
    for round_ in range(-WARM_UP, rounds):
        for name, command in commands.items():
            spent = run(home, command, bytecode)
            if round_ >= 0:
                taken[name].append(spent)
    return {
        name: Spent(median(each.clock for each in spent), median(each.processor for each in spent))
        for name, spent in taken.items()
    }


def starts(homes: Mapping[str, Path], bytecode: str, rounds: int) -> dict[str, float]:
    """Median seconds to the first full Today of each home, and of an app with one line of text."""
    nobody = next(iter(homes.values()))
    programs = {name: (SSI_TUI, home, " quit ") for name, home in homes.items()}
    programs["minimal"] = (MINIMAL, nobody, FIRST_FRAME)
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for round_ in range(-1, rounds):
        for name, (command, home, last) in programs.items():
            with Terminal(command, env(home, bytecode)) as terminal:
                terminal.wait_for(last)
                if round_ >= 0:
                    taken[name].append(perf_counter() - terminal.began)
    return {name: median(spent) for name, spent in taken.items()}


def keys(app: Terminal, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds until the first byte after a key on Today, and until "saved" has been said."""
    seen, saved = [], []
    for _ in range(rounds):
        for key, said in (("c", "u takes it back"), ("u", "Taken back")):
            app.settle(0.1)
            began = perf_counter()
            app.type(key)
            while not app.written:
                app.read(1)
            seen.append(perf_counter() - began)
            app.wait_for(said[:6])
            saved.append(perf_counter() - began)
    return seen, saved


def first_entries(home: Path, bytecode: str, rounds: int) -> dict[str, list[float]]:
    """Room -> seconds to its picture, of an app that had nothing else to do for a while.

    Each start enters another room first.
    """
    opened: dict[str, list[float]] = {key: [] for key in ROOMS}
    rooms = list(ROOMS)
    for start in range(rounds):
        with Terminal(SSI_TUI, env(home, bytecode), 140, 40) as terminal:
            terminal.wait_for(" quit ", "Next:", seconds=60)
            terminal.settle(3.0)
            first = start % len(rooms)
            for key in (*rooms[first:], *rooms[:first]):
                began = perf_counter()
                terminal.type(key)
                terminal.wait_for(*ROOMS[key], seconds=60)
                opened[key].append(perf_counter() - began)
                terminal.settle(0.5)
                terminal.type("1")
                terminal.wait_for("Comments", " note ")
                terminal.settle(0.3)
    return opened


def p95(taken: Sequence[float]) -> float:
    """What all but one of twenty stay below."""
    return sorted(taken)[int(len(taken) * 0.95)]
