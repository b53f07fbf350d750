"""Scores as rows of text: heading, pillars with bars, others’ averages, the readings; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row, progress_bar
from ssi_tui.i18n import N_, _
from ssi_tui.model.reading import BENCHMARKS, Reading
from ssi_tui.tui.render import first_shown, keyed, left, paragraph, right, row_width, wrap
from ssi_tui.tui.screens.scores_chart import SPANS, Span, chart
from ssi_tui.tui.screens.today_rows import solid
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points

SCORE, READINGS, WHERE, WHY, LEARNED = "score", "readings", "where", "why", "learned"
VIEWS = {
    SCORE: N_("Score"),
    READINGS: N_("Readings"),
    WHERE: N_("Where from"),
    WHY: N_("Why it moved"),
    LEARNED: N_("What is learned"),
}
PAIRS = ((SCORE, READINGS), (WHERE, WHY), (LEARNED,))
"""What stands side by side where there is room."""
WIDE = 124
"""Cells from which on there is."""
CHOICES: tuple[Pillar | None, ...] = (None, *Pillar)
"""None is the total."""
_WEEK_BACK = timedelta(days=7)
_CHART_LEAST = 5


def views_in_sight(active: str, width: int) -> tuple[str, ...]:
    """The one that the keys belong to, with its neighbour where there is room."""
    if width < WIDE:
        return (active,)
    return next(pair for pair in PAIRS if active in pair)


def view_beside(active: str, by: int) -> str:
    """So many views on; after the last comes the first."""
    names = [*VIEWS]
    return names[(names.index(active) + by) % len(names)]


class View(NamedTuple):
    """What the score and the list of readings show."""

    readings: Sequence[Reading]
    """By day; at least one."""
    today: date
    at: int
    """The chosen reading."""
    pillar: Pillar | None = None
    """The chosen row; None is the total."""
    span: Span = SPANS[0]
    top: int = 0
    """First row in sight of what is learned."""

    @property
    def newest(self) -> Reading:
        """The one that the score is told from."""
        return self.readings[-1]


class Listed(NamedTuple):
    """Rows, and which choice or reading stands in which."""

    rows: list[Row]
    at: dict[int, int]


def points_of(reading: Reading, pillar: Pillar | None) -> float | None:
    """The total, or a pillar where it was read."""
    return reading.total if pillar is None else reading.pillar(pillar)


def before(readings: Sequence[Reading], at: int) -> Reading | None:
    """The newest reading that is a week older, else the one just before."""
    if at < 1:
        return None
    older = [one for one in readings[:at] if one.day <= readings[at].day - _WEEK_BACK]
    return older[-1] if older else readings[at - 1]


def score_rows(view: View, width: int, height: int) -> Listed:
    """Total and pillars with bars, the averages of others, and the chosen one's chart."""
    names = [_("Total"), *(pillar_name(pillar) for pillar in Pillar)]
    name = min(max(cell_len(text) for text in names), max(8, width // 4))
    rows: list[Row] = []
    for pillar, text in zip(CHOICES, names, strict=True):
        rows.append(_pillar_row(view, pillar, text, name, width))
    at = {place: place for place in range(len(rows))}
    others = others_words(view)
    if others and height >= len(rows) + 2:
        rows += [[], *([("    " + line, "muted")] for line in wrap(others, width - 5)[:2])]
    room = height - len(rows) - 2
    if room >= _CHART_LEAST:
        rows += [[], *chart(view.readings, view.today, view.pillar, view.span, width, room + 1)]
    return Listed(rows[:height], at)


def _pillar_row(view: View, pillar: Pillar | None, text: str, name: int, width: int) -> Row:
    """Mark, name, points, bar, change."""
    on = pillar is view.pillar
    glyph = PILLAR_GLYPHS[pillar] if pillar else " "
    style = f"pillar-{pillar}" if pillar else "bar"
    value, most = points_of(view.newest, pillar), TOTAL_MAX if pillar is None else PILLAR_MAX
    row: Row = [("  ▸ " if on else "    ", "accent"), (glyph + " ", style)]
    row.append((left(text, name), "strong" if on else "text"))
    if value is None:
        return [*row, (right("–", 7), "muted")]
    row.append((right(format_number(value, 1), 7), "number"))
    row.append((left(f" / {format_number(most)}", 6), "muted"))
    old = before(view.readings, len(view.readings) - 1)
    was = points_of(old, pillar) if old else None
    change = ""
    if old and was is not None:
        moved = format_number(value - was, 1, sign=True)
        days = (view.newest.day - old.day).days
        change = _("{change} in {days} d").format(change=moved, days=days)
        left_over = width - row_width(row) - 3
        change = next((one for one in (change, moved) if cell_len(one) <= left_over), "")
    room = min(50, width - row_width(row) - cell_len(change) - 4)
    if room >= 5:
        row += [
            (" ", "text"),
            *solid(progress_bar(value, most, room, style=style), style, low=True),
        ]
    return [*row, ("  " + change, "muted")]


def others_words(view: View) -> str:
    """Ranks and averages that LinkedIn showed last; lower ranks are better."""
    found = next(
        (
            one
            for one in reversed(view.readings)
            if any(getattr(one, name) is not None for name in BENCHMARKS)
        ),
        None,
    )
    if found is None:
        return ""
    parts = [
        _compared(_("industry"), found.industry_rank, found.industry_average),
        _compared(_("network"), found.network_rank, found.network_average),
    ]
    said = " · ".join(part for part in parts if part)
    if found.day == view.newest.day:
        return said
    return said + " · " + _("as of {day}").format(day=format_day(found.day, view.today))


def _compared(whom: str, rank: int | None, average: float | None) -> str:
    mean = "" if average is None else format_points(round(average, 1))
    if rank is None:
        return _("{whom}: average {mean}").format(whom=whom, mean=mean) if mean else ""
    if not mean:
        return _("{whom}: top {rank} %").format(whom=whom, rank=rank)
    return _("{whom}: top {rank} %, average {mean}").format(whom=whom, rank=rank, mean=mean)


def reading_rows(view: View, width: int, height: int) -> Listed:
    """The readings, newest first, round the chosen one."""
    days = [format_day(one.day, view.today) for one in view.readings]
    day = max(cell_len(text) for text in days)
    ranks = any(one.industry_rank or one.network_rank for one in view.readings)
    names = [f"{PILLAR_GLYPHS[pillar]} {pillar_name(pillar)}" for pillar in Pillar]
    sizes = [max(6, cell_len(name) + 2) for name in names]
    if width < 4 + day + 7 + 7 + sum(sizes) + 2 + 20 * ranks:
        names, sizes = list(PILLAR_GLYPHS.values()), [6] * len(Pillar)
    if width < 4 + day + 7 + 7 + sum(sizes) + 2:
        sizes = []
    head: Row = [("    " + left("", day), "muted"), (right(_("SSI"), 7), "muted")]
    head.append((right("±", 7), "muted"))
    for pillar, name, size in zip(Pillar, names, sizes, strict=False):
        head.append((right(name, size), f"pillar-{pillar}"))
    captions = (_("industry"), _("network"))
    rank = max(10, *(cell_len(text) + 1 for text in captions)) if ranks else 0
    if width < row_width(head) + 2 * rank:
        rank = 0
    head += [(right(text, rank), "muted") for text in captions if rank]
    rows, at = [head], {}
    count, room = len(view.readings), max(1, height - 1)
    top = first_shown(count - 1 - view.at, count, room)
    for place in range(count - 1 - top, max(-1, count - 1 - top - room), -1):
        at[len(rows)] = place
        rows.append(_reading_row(view, place, days[place], day, sizes, rank))
    return Listed(rows, at)


def _reading_row(
    view: View, place: int, text: str, day: int, sizes: Sequence[int], width: int
) -> Row:
    """``sizes``: of the pillars’ columns, ``width``: of the ranks’; none where there is no room."""
    one, on = view.readings[place], place == view.at
    change = one.total - view.readings[place - 1].total if place else None
    row: Row = [("  ▸ " if on else "    ", "accent")]
    row.append((left(text, day), "strong" if on else "text"))
    row.append((right(format_number(one.total, 1), 7), "number"))
    moved = "" if change is None else format_number(change, 1, sign=True)
    row.append((right(moved, 7), "muted"))
    for pillar, size in zip(Pillar, sizes, strict=False):
        value = one.pillar(pillar)
        row.append((right("–" if value is None else format_number(value, 1), size), "text"))
    if width:
        for rank in (one.industry_rank, one.network_rank):
            said = "" if rank is None else _("{percent} %").format(percent=rank)
            row.append((right(said, width), "muted"))
    return row


def empty_rows(width: int) -> list[Row]:
    """The first step, with its key."""
    ways = [
        ("s", _("type in the SSI that LinkedIn shows you (linkedin.com/sales/ssi)")),
        ("p", _("paste a score page")),
    ]
    text = _("Here your score stands beside what moved it, from the first reading on.")
    return [*paragraph(text, width, "text"), [], *keyed(ways, width)]
