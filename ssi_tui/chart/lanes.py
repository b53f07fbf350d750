"""Actions as rows of blocks below a chart, on the same axis of dates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ssi_tui.chart.canvas import Canvas
from ssi_tui.chart.plot import DateAxis, Frame, Plot, frame_of
from ssi_tui.chart.text import Row, cell_len, left, runs

_KEPT = 64  # lanes: while one plan is turned the others stand still
_PLAN_LEAST = 3  # cells of the plan that no name covers
_LANE_BLOCKS = "▁▂▃▄▅▆▇"  # no full block: rows that touch would run together


@dataclass(frozen=True, kw_only=True, eq=False)
class Lane:
    """One action on the date axis."""

    key: str
    """The letter that logs it, one or two cells."""
    name: str
    """What stands at the right."""
    done: Mapping[date, float] = field(default_factory=dict)
    """How often on each day; days without an entry may be missing."""
    plan: Sequence[float] = ()
    """How often a day from tomorrow on; index 0 is the day after `Plot.today`."""


def draw_lanes(
    plot: Plot, lanes: Sequence[Lane], width: int, *, done_title: str = "", plan_title: str = ""
) -> list[Row]:
    """The lanes one under the other, with a row of titles above when there are any.

    Each row has exactly `width` cells, its columns those of `draw_curves` with the same plot.
    Blocks are means per day where several days share a cell, scaled to the lane's own largest;
    the cell of today shows what was done.  A name that has no room at the right stands over the end
    of the plan, for all lanes from the same cell on.
    """
    parts = frame_of(plot, width)
    dates = parts.dates
    today = dates.cell(plot.today)
    split = today if today is not None else (dates.cells if plot.last < plot.today else 0)
    drawn: list[Row] = []
    if done_title or plan_title:
        titles = Canvas(dates.cells, 1)
        if cell_len(done_title) <= split:
            titles.text(0, 0, done_title, "lane-title")
        if cell_len(plan_title) + split + 2 <= dates.cells:
            titles.text(0, split + 2, plan_title, "lane-title")
        if today is not None:
            titles.text(0, today, "│", "today")
        drawn.append(_framed("", titles.rows()[0], "", parts.left, parts.right))
    now = range(*dates.span(plot.today)) if today is not None else range(split, split)
    behind = _name_room(parts, lanes, now.stop)
    shown = dates.cells - (behind - parts.right)
    for lane in lanes:
        done = _per_cell(dates, tuple(_days_done(dates, lane.done)))
        plan = _per_cell(dates, tuple(_days_planned(dates, plot.today.toordinal() + 1, lane.plan)))
        bars = _bars(dates, (*done[: now.stop], *plan[now.stop :]), today, now)
        drawn.append(_framed(lane.key, _begin(bars, shown), lane.name, parts.left, behind))
    return drawn


def _name_room(parts: Frame, lanes: Sequence[Lane], future: int) -> int:
    """Cells for the names; at least a few of the plan, which begins at a cell, stay in sight."""
    longest = max((cell_len(lane.name) for lane in lanes), default=0) + 2
    spare = parts.dates.cells - future - _PLAN_LEAST
    return parts.right + max(0, min(longest - parts.right, spare)) if parts.right else 0


@lru_cache(maxsize=_KEPT)
def _bars(
    dates: DateAxis, amounts: tuple[float, ...], today: int | None, now: range
) -> tuple[tuple[str, str], ...]:
    """The blocks of one lane."""
    gaps = _gaps(dates)
    chars, styles = [" "] * dates.cells, [""] * dates.cells
    if today is not None:
        chars[today], styles[today] = "│", "today"
    top = max(amounts, default=0.0)
    for cell, amount in enumerate(amounts):
        if amount > 0 and cell not in gaps:
            chars[cell] = _LANE_BLOCKS[
                min(int(amount / top * len(_LANE_BLOCKS)), len(_LANE_BLOCKS) - 1)
            ]
            later = "lane-today" if cell in now else "lane-plan"
            styles[cell] = "lane" if cell < now.start else later
    return tuple(runs(chars, styles))


def _gaps(dates: DateAxis) -> set[int]:
    """Where days are wide their last cells stay blank, so that equal days stay apart."""
    if dates.cells < 3 * dates.days:
        return set()
    shown = [int((cell + 0.5) * dates.days / dates.cells) for cell in range(dates.cells + 1)]
    return {cell for cell in range(dates.cells) if shown[cell] != shown[cell + 1]}


def _begin(bars: Iterable[tuple[str, str]], cells: int) -> Row:
    """The first cells; every block has one."""
    row: Row = []
    for text, style in bars:
        row.append((text[:cells], style))
        cells -= len(row[-1][0])
    return row


def _framed(key: str, middle: Row, name: str, before: int, behind: int) -> Row:
    row = [
        (left(key.rjust(max(before - 2, 0)), before), "lane-key"),
        *middle,
        (left(" " + name, behind), "lane-name"),
    ]
    return [piece for piece in row if piece[0]]


def _days_done(dates: DateAxis, amounts: Mapping[date, float]) -> list[float]:
    daily = [0.0] * dates.days
    for day, amount in amounts.items():
        index = day.toordinal() - dates.first
        if 0 <= index < dates.days:
            daily[index] = amount
    return daily


def _days_planned(dates: DateAxis, first: int, plan: Sequence[float]) -> list[float]:
    """The plan from the day with ordinal `first` on, as one value for each day of the axis."""
    before = first - dates.first
    daily = [0.0] * before + list(plan) if before >= 0 else list(plan[-before:])
    return (daily + [0.0] * (dates.days - len(daily)))[: dates.days]


@lru_cache(maxsize=_KEPT)
def _per_cell(dates: DateAxis, daily: tuple[float, ...]) -> list[float]:
    """Mean a day in each cell; a day that is wider than a cell fills all of its cells."""
    days, cells = dates.days, dates.cells
    if cells >= days:
        return [daily[int((cell + 0.5) * days / cells)] for cell in range(cells)]
    sums = [0.0] * cells
    homes, counts = _homes(days, cells)
    for cell, amount in zip(homes, daily, strict=True):
        sums[cell] += amount
    return [total / count for total, count in zip(sums, counts, strict=True)]


@lru_cache(maxsize=8)
def _homes(days: int, cells: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The cell of each day, and how many days each cell has, 1 for none: alike for all lanes."""
    homes = tuple(int((index + 0.5) * cells / days) for index in range(days))
    counts = [0] * cells
    for cell in homes:
        counts[cell] += 1
    return homes, tuple(count or 1 for count in counts)
