"""Every profile of a folder fitted and simulated: one row each, on all cores or on a cluster."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from ssi_tui.errors import NotFoundError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number
from ssi_tui.workshop.pages import STYLE, page, tag

WEEKS = 12
SCHEMA = 1
RETRIES = 3
"""Times that a row is asked for again where its worker died."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortRow:
    """What one profile comes to; empty figures where there is no score, or where it failed."""

    profile: str
    """The folder's name."""
    readings: int = 0
    entries: int = 0
    last_reading: str = ""
    """ISO date."""
    total: float | None = None
    """Points of the newest reading."""
    low: float | None = None
    median: float | None = None
    high: float | None = None
    """Points after the weeks, if all goes on as usual; eight of ten runs between low and high."""
    change: float | None = None
    """Median minus the newest reading."""
    weakest: str = ""
    """Pillar with the fewest points of its median."""
    error: str = ""
    """Why there are no figures: data, no prose."""


COLUMNS = tuple(field.name for field in fields(CohortRow))


def profiles_in(folder: Path) -> tuple[Path, ...]:
    """The profiles of a folder, by name: NotFoundError where there is no such folder."""
    try:
        inside = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError("folder", str(folder)) from error
    return tuple(path for path in inside if path.is_dir() and _holds_journal(path))


def _holds_journal(path: Path) -> bool:
    return (path / "profile.json").exists() or any(
        path.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].json")
    )


def row_of(path: str, today: str, weeks: int) -> dict[str, Any]:
    """One profile's row as plain values; never raises for what is wrong with the profile.

    It is what travels between processes and machines: figures in, a row out, no fit.
    """
    profile = Path(path).name
    try:
        return asdict(_summary(Path(path), date.fromisoformat(today), weeks))
    except (SsiError, OSError, ArithmeticError, ValueError) as error:
        return asdict(CohortRow(profile=profile, error=f"{type(error).__name__}: {error}"))


def _summary(path: Path, today: date, weeks: int) -> CohortRow:
    from sim.terms import Pillar
    from ssi_tui.forecasting import Simulator, as_now  # numpy and scipy: only in a worker
    from ssi_tui.store import Store

    journal = Store(str(path)).read(last=today)
    known = journal.readings
    damaged = [remark.file for remark in journal.remarks if remark.code == "damaged"]
    row: dict[str, Any] = {
        "profile": path.name,
        "readings": len(known),
        "entries": len(journal.actions),
        "error": f"damaged: {', '.join(damaged)}" if damaged else "",
    }
    if known and not damaged:
        outlook = Simulator(journal, today=today).outlook([as_now("as usual", "")], days=7 * weeks)
        curve = outlook.curves[0]
        ends = {pillar: curve.pillars[pillar].median[-1] for pillar in Pillar}
        row |= {
            "last_reading": known[-1].day.isoformat(),
            "total": known[-1].total,
            "low": curve.total.low[-1],
            "median": curve.total.median[-1],
            "high": curve.total.high[-1],
            "change": curve.total.median[-1] - known[-1].total,
        }
        if any(reading.brand is not None for reading in known):
            row["weakest"] = min(ends, key=lambda pillar: ends[pillar]).value
    return CohortRow(**row)


class CohortProgress:
    """Rows that are done, kept line by line beside the table, so that a killed run goes on."""

    def __init__(self, file: Path, *, today: date, weeks: int) -> None:
        self._file = file
        self._key = {"schema": SCHEMA, "today": today.isoformat(), "weeks": weeks}

    def done(self, profiles: Sequence[Path]) -> dict[str, CohortRow]:
        """Profile → row, for those whose files have not changed since; others are done again."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        stamps = {path.name: stamp(path) for path in profiles}
        rows: dict[str, CohortRow] = {}
        for line in lines:
            try:
                kept = json.loads(line)
                if kept["key"] == self._key and stamps.get(kept["row"]["profile"]) == kept["stamp"]:
                    rows[kept["row"]["profile"]] = CohortRow(**kept["row"])
            except (ValueError, KeyError, TypeError):
                continue  # the last line of a run that was killed while writing it
        return rows

    def keep(self, path: Path, row: CohortRow) -> None:
        line = json.dumps({"key": self._key, "stamp": stamp(path), "row": asdict(row)})
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def forget(self) -> None:
        """All is in the table now."""
        self._file.unlink(missing_ok=True)


def stamp(path: Path) -> list[int]:
    """Tells one state of a profile from another: files, bytes and the newest change in ns."""
    stats = [file.stat() for file in path.glob("*.json")]
    return [
        len(stats),
        sum(stat.st_size for stat in stats),
        max((stat.st_mtime_ns for stat in stats), default=0),
    ]


def run_cohort(
    profiles: Sequence[Path],
    *,
    today: date,
    weeks: int = WEEKS,
    workers: int | None = None,
    scheduler: str = "",
    progress: CohortProgress | None = None,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[CohortRow, ...]:
    """The rows in the order of the profiles, the same however many computed them.

    Args:
        workers: processes; None for one a core.
        scheduler: address of a Dask scheduler whose workers see the same folder; then they work.
        told: hears of rows done and rows in all.
    """
    rows = progress.done(profiles) if progress else {}
    told(len(rows), len(profiles))
    left = {str(path.resolve()): path for path in profiles if path.name not in rows}
    jobs = [(path, today.isoformat(), weeks) for path in left]
    for path, values in _on_dask(scheduler, jobs) if scheduler else _on_cores(workers, jobs):
        row = CohortRow(**values)
        rows[row.profile] = row
        if progress:
            progress.keep(left[path], row)
        told(len(rows), len(profiles))
    return tuple(rows[path.name] for path in profiles)


Job = tuple[str, str, int]


def _on_cores(workers: int | None, jobs: Sequence[Job]) -> Iterator[tuple[str, dict[str, Any]]]:
    count = min(workers or _cores(), len(jobs))
    if count <= 1:
        for job in jobs:
            yield job[0], row_of(*job)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    left, tries = list(jobs), 0
    while left:
        missing = dict.fromkeys(left)
        try:
            # spawned, not forked: a fork copies locks that threads of ours may hold
            with ProcessPoolExecutor(count, get_context("spawn"), initializer=_one_thread) as pool:
                futures = {pool.submit(row_of, *job): job for job in left}
                for future in as_completed(futures):
                    values = future.result()
                    missing.pop(futures[future])
                    yield futures[future][0], values
        except BrokenProcessPool:
            tries += 1
            if tries > RETRIES:
                for job in missing:
                    yield job[0], {"profile": Path(job[0]).name, "error": "worker died"}
                return
        left = list(missing)


def _one_thread() -> None:
    """On small machines two threads of the linear algebra took 50 times as long as one."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows, macOS
        return os.cpu_count() or 1


def _on_dask(address: str, jobs: Sequence[Job]) -> Iterator[tuple[str, dict[str, Any]]]:
    from distributed import Client, as_completed  # 400 ms, and only where it is asked for

    with Client(address, timeout="10s") as client:  # type: ignore[no-untyped-call]
        futures = {client.submit(row_of, *job, pure=False, retries=RETRIES): job for job in jobs}
        for future in as_completed(list(futures)):  # type: ignore[no-untyped-call]
            job = futures[future]
            yield job[0], future.result()
            future.release()


def to_csv(rows: Iterable[CohortRow]) -> str:
    """The table; figures as Python writes them, so that equal rows are equal to the last digit."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cell, asdict(row).values()) for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """A folder's name may begin like a formula: a spreadsheet must not run it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


BANDS = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90)
LISTED = 50
"""Rows of those who fall most, and of those that could not be read."""
WIDE = (
    STYLE
    + """
main { max-width: 60rem; } table { border-collapse: collapse; margin: .6rem 0; }
th, td { text-align: right; padding: .15rem 1rem .15rem 0; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 1px solid; }
.bar { display: inline-block; height: .8rem; background: var(--accent); }
"""
)


def cohort_page(rows: Sequence[CohortRow], *, today: date, weeks: int) -> str:
    """Markup of the whole page."""
    known = [row for row in rows if row.total is not None and row.median is not None]
    failed = [row for row in rows if row.error]
    falling = sorted(known, key=lambda row: row.change or 0)[:LISTED]
    title = _("Cohort of {day}").format(day=format_day(today))
    profiles = ngettext("{n} profile", "{n} profiles", len(rows)).format(n=len(rows))
    said = _("{profiles}: {known} with a score, {failed} could not be read.")
    counts = said.format(profiles=profiles, known=len(known), failed=len(failed))
    body = [tag("h1", title), tag("p", counts)]
    if known:
        body += [tag("h2", _("Scores now")), _histogram([row.total or 0 for row in known])]
        said = _("In {weeks} weeks, if all goes on as usual").format(weeks=weeks)
        body += [tag("h2", said), _histogram([row.median or 0 for row in known])]
        if weakest := Counter(row.weakest for row in known if row.weakest).most_common():
            said = ", ".join(f"{pillar_name(name)} {n}" for name, n in weakest)
            body += [tag("h2", _("Weakest pillar")), tag("p", said)]
        body += [tag("h2", _("Who needs a word: falling most, first")), _table(falling)]
    if failed:
        body.append(tag("h2", _("Could not be read")))
        body += [tag("p", f"{row.profile}: {row.error}") for row in failed[:LISTED]]
    note = _(
        "Estimates of an independent model, not LinkedIn’s figures; eight of ten runs lie in the "
        "brackets."
    )
    if not all(row.entries for row in falling):
        note += " " + _("≈: nothing was logged, and “as usual” is an assumed pace.")
    body.append(tag("p", note, class_="quiet"))
    return page(title, "\n".join(body), style=WIDE)


def _histogram(totals: Sequence[float]) -> str:
    counts = Counter(min(int(total // 10) * 10, BANDS[-1]) for total in totals)
    lines = []
    for low in BANDS:
        width = 24 * counts[low] / max(counts.values())
        bar = f'<span class="bar" style="width:{width:.2f}rem"></span>' if counts[low] else ""
        cells = tag("td", f"{low}–{low + 10}") + tag("td", counts[low])
        lines.append(f'<tr>{cells}<td style="text-align:left">{bar}</td></tr>')
    return f"<table>{''.join(lines)}</table>"


def _table(rows: Sequence[CohortRow]) -> str:
    head = ("", _("Now"), _("Then"), _("Change"), _("Readings"))
    lines = [f"<tr>{''.join(tag('th', text) for text in head)}</tr>"]
    for row in rows:
        low, high = format_number(row.low or 0), format_number(row.high or 0)
        mark = "" if row.entries else "≈"
        cells = (
            row.profile,
            format_number(row.total or 0, 1),
            f"{mark}{format_number(row.median or 0, 1)} ({low}–{high})",
            format_number(row.change or 0, 1, sign=True),
            row.readings,
        )
        lines.append(f"<tr>{''.join(tag('td', cell) for cell in cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
