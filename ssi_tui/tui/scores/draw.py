"""Scores as rows of text: heading, pillars with bars, others’ averages, the readings; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.plot import Plot
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, progress_bar, right, row_width, wrap
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.entries import BENCHMARKS, Reading
from ssi_tui.tui.scores.answers import ScoreAnswer, learned_rows, sentences, where_rows, why_rows
from ssi_tui.tui.shell.commands import Hint, key_name
from ssi_tui.tui.shell.rows import Listed, in_sight, keyed, paragraph, pointed, scrolled, solid
from ssi_tui.tui.shell.score_plot import readings_plot
from ssi_tui.wording.actions import pillar_long_name, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import ScorePart


class ChartSpan(NamedTuple):
    """How far back the chart goes."""

    days: int
    """0: to the first reading."""
    title: str
    """A message id."""


SPANS = (
    ChartSpan(84, N_("the last 12 weeks")),
    ChartSpan(183, N_("the last 6 months")),
    ChartSpan(365, N_("the last 12 months")),
    ChartSpan(0, N_("all readings")),
)


def chart(
    readings: Sequence[Reading],
    today: date,
    pillar: Pillar | None,
    span: ChartSpan,
    width: int,
    height: int,
) -> list[Row]:
    """A title and the plot, in exactly so many cells."""
    name = _("SSI") if pillar is None else pillar_name(pillar)
    glyph = f"{PILLAR_GLYPHS[pillar]} " if pillar else ""
    title: Row = [(f"  {glyph}", f"pillar-{pillar}" if pillar else "muted")]
    title.append((f"{name}, {_(span.title)}", "muted"))
    drawn = draw_curves(plot(readings, today, pillar, span), width - 3, height - 1)
    return [title, *([("  ", "text"), *row] for row in drawn)]


def plot(readings: Sequence[Reading], today: date, pillar: Pillar | None, span: ChartSpan) -> Plot:
    """The readings of a span, which has two weeks at least."""
    first = readings[0].day
    if span.days:
        first = max(first, today - timedelta(days=span.days))
    return readings_plot(readings, min(first, today - timedelta(days=13)), today, pillar=pillar)


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


class ScoreView(NamedTuple):
    """What the score and the list of readings show."""

    readings: Sequence[Reading]
    """By day; at least one."""
    today: date
    at: int
    """The chosen reading."""
    pillar: Pillar | None = None
    """The chosen row; None is the total."""
    span: ChartSpan = SPANS[0]
    top: int = 0
    """First row in sight of what is learned."""

    @property
    def newest(self) -> Reading:
        """The one that the score is told from."""
        return self.readings[-1]


def points_of(reading: Reading, pillar: Pillar | None) -> float | None:
    """The total, or a pillar where it was read."""
    return reading.total if pillar is None else reading.pillar(pillar)


def before(readings: Sequence[Reading]) -> Reading | None:
    """What the last one is compared with: a week older, else the one just before."""
    *others, last = readings
    older = [one for one in others if one.day <= last.day - _WEEK_BACK] or others
    return older[-1] if older else None


def score_rows(view: ScoreView, width: int, height: int) -> Listed:
    """Total and pillars with bars, the averages of others, and the chosen one's chart."""
    names = [_("Total"), *(pillar_name(pillar) for pillar in Pillar)]
    name = min(max(cell_len(text) for text in names), max(8, width // 4))
    rows: list[Row] = []
    for pillar, text in zip(CHOICES, names, strict=True):
        rows.append(_pillar_row(view, pillar, text, name, width))
    at = {place: place for place in range(len(rows))}
    others = others_words(view)
    drawn = view.pillar is None and height - len(rows) - 2 >= _CHART_LEAST  # said in the chart
    if others and not drawn and height >= len(rows) + 2:
        rows += [[], *([("    " + line, "muted")] for line in wrap(others, width - 5)[:2])]
    room = height - len(rows) - 2
    if room >= _CHART_LEAST:
        rows += [[], *chart(view.readings, view.today, view.pillar, view.span, width, room + 1)]
    return Listed(rows[:height], at)


def _pillar_row(view: ScoreView, pillar: Pillar | None, text: str, name: int, width: int) -> Row:
    """Mark, name, points, bar, change."""
    on = pillar is view.pillar
    glyph = PILLAR_GLYPHS[pillar] if pillar else " "
    style = f"pillar-{pillar}" if pillar else "bar"
    value, full = points_of(view.newest, pillar), TOTAL_MAX if pillar is None else PILLAR_MAX
    row: Row = [("  ▸ " if on else "    ", "accent"), (glyph + " ", style)]
    row.append((left(text, name), "strong" if on else "text"))
    if value is None:
        return [*row, (right("–", 7), "muted")]
    row.append((right(format_number(value, 1), 7), "number"))
    row.append((left(f" / {format_number(full)}", 6), "muted"))
    old = before(view.readings)
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
            *solid(progress_bar(value, full, room, style=style), style, low=True),
        ]
    return [*row, ("  " + change, "muted")]


def others_words(view: ScoreView) -> str:
    """Ranks and averages that LinkedIn showed last; lower ranks are better."""
    known = [
        one for one in view.readings if any(getattr(one, name) is not None for name in BENCHMARKS)
    ]
    if not known:
        return ""
    reading = known[-1]
    parts = [
        _compared(_("industry"), reading.industry_rank, reading.industry_average),
        _compared(_("network"), reading.network_rank, reading.network_average),
    ]
    said = " · ".join(part for part in parts if part)
    if reading.day == view.newest.day:
        return said
    return said + " · " + _("as of {day}").format(day=format_day(reading.day, view.today))


def _compared(whom: str, rank: int | None, average: float | None) -> str:
    mean = "" if average is None else format_points(round(average, 1))
    if rank is None:
        return _("{whom}: average {mean}").format(whom=whom, mean=mean) if mean else ""
    if not mean:
        return _("{whom}: top {rank} %").format(whom=whom, rank=rank)
    return _("{whom}: top {rank} %, average {mean}").format(whom=whom, rank=rank, mean=mean)


def reading_rows(view: ScoreView, width: int, height: int) -> Listed:
    """The readings, newest first, round the chosen one."""
    days = [format_day(one.day, view.today) for one in view.readings]
    day = max(cell_len(text) for text in days)
    ranks = any(one.industry_rank or one.network_rank for one in view.readings)
    names = [f"{PILLAR_GLYPHS[pillar]} {pillar_name(pillar)}" for pillar in Pillar]
    sizes = [max(6, cell_len(name) + 2) for name in names]
    if width < 4 + day + 7 + 7 + sum(sizes) + 2 + 20 * ranks:
        names, sizes = list(PILLAR_GLYPHS.values()), [5 if ranks else 6] * len(Pillar)
    if width < 4 + day + 7 + 7 + sum(sizes) + 2:
        sizes = []
    all_of_them = ngettext("{n} reading", "{n} readings", len(view.readings))
    head: Row = [("  " + left(all_of_them.format(n=len(view.readings)), day + 2), "muted")]
    head.append((right(_("SSI"), 7) + right("±", 7), "muted"))
    for pillar, name, size in zip(Pillar, names, sizes, strict=False):
        head.append((right(name, size), f"pillar-{pillar}"))
    captions = (_("industry"), _("network"))
    rank = max(8, *(cell_len(text) + 1 for text in captions)) if ranks else 0
    if width < row_width(head) + 2 * rank:
        rank = 0
    head += [(right(text, rank), "muted") for text in captions if rank]
    rows, at = [head], {}
    places = range(len(view.readings))[::-1]
    for _line, place in in_sight(places, places.index(view.at), max(1, height - 1)):
        at[len(rows)] = place
        rows.append(_reading_row(view, place, days[place], day, sizes, rank))
    return Listed(rows, at)


def _reading_row(
    view: ScoreView, place: int, text: str, day: int, sizes: Sequence[int], width: int
) -> Row:
    """``sizes``: of the pillars’ columns, ``width``: of the ranks’; none where there is no room."""
    reading, on = view.readings[place], place == view.at
    change = reading.total - view.readings[place - 1].total if place else None
    row = pointed(left(text, day), on=on)
    row.append((right(format_number(reading.total, 1), 7), "number"))
    moved = "" if change is None else format_number(change, 1, sign=True)
    row.append((right(moved, 7), "muted"))
    for pillar, size in zip(Pillar, sizes, strict=False):
        value = reading.pillar(pillar)
        row.append((right("–" if value is None else format_number(value, 1), size), "text"))
    if width:
        for rank in (reading.industry_rank, reading.network_rank):
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
    rows = [*paragraph(text, width, "text"), [], *keyed(ways, width), []]
    rows += paragraph(_("The score is the sum of four pillars, 25 points each:"), width, "text")
    names = max(cell_len(pillar_name(pillar)) for pillar in Pillar) + 2
    for pillar in Pillar:
        about = fit(pillar_long_name(pillar), width - names - 8)
        glyph = (f"    {PILLAR_GLYPHS[pillar]}   ", f"pillar-{pillar}")
        rows.append([glyph, (left(pillar_name(pillar), names), "text"), (about, "muted")])
    return rows


def heading(view: ScoreView | None, width: int) -> Row:
    """The newest score, when it was read, and how it changed."""
    if view is None:
        return [("  " + fit(_("No score yet"), width - 3), "strong")]
    newest = view.newest
    row: Row = [("  SSI ", "muted"), (format_points(round(newest.total, 1)), "number")]
    parts = [_("as LinkedIn showed it on {day}").format(day=format_day(newest.day, view.today))]
    old = before(view.readings)
    change = newest.total - old.total if old else 0.0
    if old:
        parts.append(change_words(change, (newest.day - old.day).days))
    while parts and row_width(row) + sum(cell_len(part) + 3 for part in parts) > width:
        parts.pop(0)
    for part in parts:
        rising = part is parts[-1] and change > 0
        row.append(("   " + part, "accent" if rising else "muted"))
    return row


def change_words(change: float, days: int) -> str:
    """ "▲ 2.1 in 7 days": the sign is a shape too."""
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    form = ngettext("{sign} {change} in {days} day", "{sign} {change} in {days} days", days)
    return form.format(sign=sign, change=format_number(abs(change), 1), days=days)


def strip(active: str, shown: Sequence[str], width: int) -> Row:
    """The views by name; the one that the keys belong to stands out."""
    row: Row = [(" ", "text")]
    for name, title in VIEWS.items():
        style = "tab-on" if name == active else "text" if name in shown else "muted"
        row.append((f" {_(title)} ", style))
    if row_width(row) <= width:
        return row
    place = [*VIEWS].index(active) + 1
    return [(f"  {_(VIEWS[active])} ", "strong"), (f" {place}/{len(VIEWS)}", "muted")]


def view_at(x: int, width: int) -> str | None:
    """The view whose name stands in a cell of the strip; None where names have no room."""
    end, clicked = 1, None
    for name, title in VIEWS.items():
        end += cell_len(_(title)) + 2
        clicked = clicked or (name if 1 <= x < end else None)
    return clicked if end <= width else None


def hints_of(active: str, hints: Sequence[Hint]) -> list[Hint]:
    """The keys that mean something in a view; ``active`` is empty where there is no score yet."""
    if not active:
        return [hint for hint in hints if hint.word == _("score")]
    absent = {SCORE: {_("reading")}, READINGS: {_("weeks")}, LEARNED: {_("weeks"), _("reading")}}
    without = absent.get(active, {_("weeks"), _("choose")})
    shown = [hint for hint in hints if hint.word not in without]
    if active == READINGS:
        shown += [Hint(key_name("enter"), _("edit"), 2), Hint(key_name("delete"), _("remove"), 3)]
    if active == WHY:
        shown.append(Hint("+ -", _("further back"), 3))
    return shown


MOST_ROWS = 200
"""More than the model has numbers for."""


def pane(view: ScoreView, name: str, told: ScoreAnswer | None, width: int, height: int) -> Listed:
    """The rows; ``told`` is None as long as the model computes."""
    if name == SCORE:
        return score_rows(view, width, height)
    if name == READINGS:
        return reading_rows(view, width, height)
    if told is None:
        return Listed([[("  " + _("computing…"), "muted")]], {})
    if told.refused:
        return Listed(paragraph(told.refused, width, "bad"), {})
    rows: list[Row] = []
    if told.health:
        rows = scrolled(learned_rows(told.health, width), view.top, height)
    elif name == WHY:
        rows = why_rows(told.moved, view.today, width, height)
    elif told.explained:
        rows = where_rows(told.explained, view.today, width, height)
    return Listed(rows, {})


def lines(view: ScoreView, told: Sequence[ScoreAnswer], today: date) -> Iterator[str]:
    """The newest score, then what the model has said so far, then the readings."""
    newest = view.newest
    points, day = format_points(round(newest.total, 1)), format_day(newest.day, today)
    yield _("SSI {points}, as LinkedIn showed it on {day}.").format(points=points, day=day)
    for pillar in Pillar:
        value = newest.pillar(pillar)
        if value is not None:
            yield _("{pillar}: {points} of {most}.").format(
                pillar=pillar_name(pillar),
                points=format_number(value, 1),
                most=format_number(PILLAR_MAX),
            )
    others = others_words(view)
    if others:
        yield others + "."
    for answer in told:
        yield from _told(answer, today)
    yield ""
    yield _("Readings, newest first:")
    for reading in reversed(view.readings):
        yield _reading(reading, today)


def _reading(reading: Reading, today: date) -> str:
    values = [(pillar, reading.pillar(pillar)) for pillar in Pillar]
    parts = [
        f"{pillar_name(pillar)} {format_number(value, 1)}"
        for pillar, value in values
        if value is not None
    ]
    head = f"{format_day(reading.day, today)}: {format_number(reading.total, 1)}"
    return f"{head} ({', '.join(parts)})." if parts else f"{head}."


def _told(told: ScoreAnswer, today: date) -> Iterator[str]:
    if told.explained:
        from ssi_tui.forecasting.attribution import explained_title

        yield ""
        yield explained_title(told.explained, today) + ":"
        yield from _parts(told.explained.parts)
    if told.moved:
        from ssi_tui.forecasting.attribution import moved_doubt, moved_title

        yield ""
        yield moved_title(told.moved, today) + "."
        if moved_doubt(told.moved):
            yield moved_doubt(told.moved)
        yield from _parts(told.moved.parts, sign=True)
    if told.health:
        yield ""
        yield from sentences(told.health)


def _parts(parts: Sequence[ScorePart], *, sign: bool = False) -> Iterator[str]:
    from ssi_tui.forecasting.attribution import learned_words, part_label

    for part in parts:
        tag = learned_words(part)
        said = f"{plain(part_label(part))}: {format_number(part.total, 1, sign=sign)}"
        yield f"{said} ({tag})." if tag else f"{said}."
