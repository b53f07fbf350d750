"""Measures what people wait for, and puts it into the table of docs/speed.md: three minutes.

`python -m tests.benchmarks` on a machine that does nothing else; `--print` leaves the page alone.
"""

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from textwrap import fill
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks import measuring
from tests.benchmarks.measuring import BARE, CLICK, QUIET_MONTH, SSI, Spent, medians, p95
from tests.tui.terminal import Terminal

PAGE = measuring.ROOT / "docs" / "speed.md"
HEAD = "| a person waits for | before | to reach | reached |\n| --- | --- | --- | --- |\n"
STARTS, KEYS, ENTRIES, SIMULATIONS = 12, 15, 9, 12
BUSY = 0.7
"""Programs that wait for a processor, on average of a minute: the machine is not quiet."""


class Row(NamedTuple):
    """One line of the table."""

    what: str
    before: str
    bound: float
    unit: str
    values: list[float]
    """All of them have to stay within the bound."""
    aside: str = ""

    def __str__(self) -> str:
        digits = 0 if self.unit == "ms" else 2 if self.bound < 3 else 1
        values = " / ".join(f"{value:.{digits}f}" for value in self.values)
        reached = f"{values} {self.unit}" + (f" ({self.aside})" if self.aside else "")
        reached = f"**{reached}**" if max(self.values) <= self.bound else reached
        return f"| {self.what} | {self.before} | ≤ {self.bound:g} {self.unit} | {reached} |"


def commands(homes: Mapping[str, Path], bytecode: str) -> Iterator[Row]:
    """Whole processes of `ssi`."""
    calls = {
        "bare": BARE,
        "click": CLICK,
        "log": (*SSI, "log", "comment"),
        "help": (*SSI, "--help"),
    }
    logs = {years: medians(homes[years], calls, bytecode) for years in ("empty", "10", "30")}
    clock = [each["log"].clock / each["click"].clock for each in logs.values()]
    work = [each["log"].processor / each["click"].processor for each in logs.values()]
    aside = "processor time " + " / ".join(f"{ratio:.2f}" for ratio in work)
    yield Row(
        "`ssi log comment` at 0 / 10 / 30 years, beside a process that only imports click",
        "1.1–1.25 ×", 1.1, "×", clock, aside,
    )  # fmt: skip
    yield _times("`ssi --help`", "", 5, [_ratio(each, "help") for each in logs.values()])
    ten = {"bare": BARE, **{name: (*SSI, name) for name in ("status", "week", "year")}}
    spent = medians(homes["10"], ten, bytecode)
    yield _times(
        "`ssi status`, most of it what pip writes as `ssi`", "", 1.8, [_ratio(spent, "status")]
    )
    yield _times("`ssi week`, 10 years", "8.5 ×", 5, [_ratio(spent, "week")])
    yield _times("`ssi year`, 10 years", "54 ×", 8, [_ratio(spent, "year")])
    simulations = {"bare": BARE, "sim": QUIET_MONTH}
    for who, home, before, bound in (
        ("somebody without a journal", "nobody", "22 ×", 20),
        ("a journal with a fit of its own", "sample", "20 ×", 25),
    ):
        spent = medians(homes[home], simulations, bytecode, SIMULATIONS)
        yield _times(f"`ssi sim quiet_month`, {who}", before, bound, [_ratio(spent, "sim")])


def _ratio(spent: Mapping[str, Spent], name: str) -> float:
    return spent[name].clock / spent["bare"].clock


def _times(what: str, before: str, bound: float, ratios: list[float]) -> Row:
    return Row(f"{what}, beside bare Python", before, bound, "×", ratios)


def app(homes: Mapping[str, Path], bytecode: str) -> Iterator[Row]:
    """The app in a terminal."""
    wanted = {name: homes[name] for name in ("empty", "sample", "10")}
    taken = measuring.starts(wanted, bytecode, STARTS)
    yield Row(
        "start to the first full Today at 0 years / sample / 10, beside an app of one line",
        "", 1.6, "×", [taken[name] / taken["minimal"] for name in wanted],
    )  # fmt: skip
    seen, saved = [], []
    for home in (homes["sample"], homes["10"]):
        with Terminal(measuring.SSI_TUI, measuring.env(home, bytecode), 140, 40) as terminal:
            terminal.wait_for(" quit ")
            terminal.settle(5.0)
            for all_of_them, taken_here in zip(
                (seen, saved), measuring.keys(terminal, KEYS), strict=True
            ):
                all_of_them.append(taken_here)
    yield _ms("a key on Today until it is seen, sample / 10 years", "", 30, map(median, seen))
    yield _ms(
        "a key on Today until it is saved and said so, sample / 10 years, p95",
        "193 ms",
        60,
        map(p95, saved),
    )
    rooms = measuring.first_entries(homes["10"], bytecode, ENTRIES)
    yield Row(
        "a room entered for the first time at 10 years, median of the slowest of seven",
        "58–251 ms", 50, "ms", [1000 * max(median(each) for each in rooms.values())],
        f"p95 of all {1000 * p95([*chain(*rooms.values())]):.0f} ms",
    )  # fmt: skip


def _ms(what: str, before: str, bound: float, seconds: Iterable[float]) -> Row:
    return Row(what, before, bound, "ms", [1000 * each for each in seconds])


def written(page: str, rows: Iterable[object], said: str) -> str:
    """The page with these rows for its own, and the line below them."""
    start = page.index(HEAD)
    end = page.index("\n\n", page.index("\nMeasured", start))
    table = HEAD + "".join(f"{row}\n" for row in rows)
    return f"{page[:start]}{table}\n{said}{page[end:]}"


def _ahead() -> str:
    """Said where other programs had to wait: `chrt -f 10` sees to that on a busy machine."""
    if not hasattr(os, "sched_getscheduler") or os.sched_getscheduler(0) == os.SCHED_OTHER:
        return ""
    return ", ahead of all other programs"


def main() -> None:
    """Measure, print and write."""
    began, load = perf_counter(), os.getloadavg()[0]
    page = PAGE.read_text(encoding="utf-8")
    written(page, (), "")  # a page without its table is noticed before the three minutes
    if load > BUSY and not _ahead():
        sys.stderr.write(
            f"The machine is busy (load {load:.1f}): the clock's figures are too high.\n"
        )
    with TemporaryDirectory() as folder:
        bytecode = str(Path(folder, "bytecode"))
        homes = {name: Path(folder, name) for name in ("empty", "nobody", "sample", "10", "30")}
        measuring.with_sample(homes["sample"])
        for years in ("10", "30"):
            measuring.filled(homes[years], int(years))
        rows = []
        for row in chain(commands(homes, bytecode), app(homes, bytecode)):
            print(row, flush=True)
            rows.append(row)
        bare = medians(homes["nobody"], {"bare": BARE}, bytecode)["bare"].clock
    said = (
        f"Measured on {date.today():%-d %B %Y} with Python {platform.python_version()} on "
        f"{os.cpu_count()} processors at load {load:.1f}{_ahead()}; bare Python took "
        f"{1000 * bare:.1f} ms."
    )
    print(f"{said} All of it took {perf_counter() - began:.0f} s.")
    if "--print" not in sys.argv:
        PAGE.write_text(written(page, rows, fill(said, 100)), encoding="utf-8")


if __name__ == "__main__":
    main()
