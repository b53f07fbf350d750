"""What-if's left side: the scenarios with their figures, and what is to say of the chosen; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.chart.text import cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import _
from ssi_tui.model.entries import Reading
from ssi_tui.tui.shell.rows import Listed, first_shown
from ssi_tui.tui.what_if.library import ScenarioItem, Shelf
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import assumed_minutes
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, GoalResult, Outlook

_DETAIL = 7
"""Rows kept for what is said of the chosen one."""


class Aside(NamedTuple):
    """All that the left side shows."""

    shelf: Shelf
    curves: Mapping[str, Curve]
    """Letter → curve."""
    outlook: Outlook | None
    weeks: int
    busy: bool = False
    remarks: tuple[str, ...] = ()
    difference: bool = False
    """Whether figures are points above or below the first curve."""
    since: date | None = None
    """The first day of every plan, where it lies in the past."""
    band: str = ""
    """The letter with the band."""


def side_width(width: int) -> int:
    """Cells for the left side: names and score, then the range, then the minutes."""
    return 46 if width >= 130 else 38 if width >= 104 else 31 if width >= 74 else 20


def draw_side(aside: Aside, width: int, height: int) -> Listed:
    """The list round the chosen one, and the words under it."""
    needed = _needed(aside, width)
    about = _about_it(aside, width, height)
    items = aside.shelf.items
    more = sum(len(_names(aside, item, width)) - 1 for item in items)
    kept = max(_DETAIL, min(len(needed), height // 2), height - 3 - len(items) - more)
    room = max(3, height - 2 - more - min(len(needed) + len(about) + 1, kept))
    first = first_shown(aside.shelf.at, len(items), room)
    rows: list[Row] = [_head(aside, width)]
    line_at: dict[int, int] = {}
    for number, item in enumerate(items[first : first + room], first):
        lines = _item(aside, item, width, chosen=number == aside.shelf.at)
        line_at |= dict.fromkeys(range(len(rows), len(rows) + len(lines)), number)
        rows += lines
    rows.append([])
    rows += needed[: max(0, height - len(rows))]
    rows += _about_it(aside, width, height - len(rows))
    ends = _pillar_ends(aside, width)
    if len(rows) + 1 + len(ends) < height:
        rows += [[], *ends]
    return Listed(rows, line_at)


def _pillar_ends(aside: Aside, width: int) -> list[Row]:
    """Each pillar of the chosen one's curve, today and at the end of the weeks."""
    item = aside.shelf.chosen
    curve = aside.curves.get(aside.shelf.letter(item)) if item else None
    if curve is None or item is None or item.id not in aside.shelf.on:
        return []
    rows: list[Row] = []
    for pillar, series in curve.pillars.items():
        now, then = series.median[0], series.median[_place(aside, curve)]
        text = f"{format_number(now, 1)} → {format_number(then, 1)}"
        name = left(pillar_name(pillar), width - cell_len(text) - 5)
        glyph = (f" {PILLAR_GLYPHS[pillar]} ", f"pillar-{pillar}")
        rows.append([glyph, (name, "muted"), (text, "text")])
    return rows


class FigureColumns(NamedTuple):
    """Cells for score, range and minutes; 0: not shown."""

    score: int
    band: int
    minutes: int


def _columns(aside: Aside, width: int) -> FigureColumns:
    score, band = (6, 12) if aside.difference else (4, 8)
    return FigureColumns(score, band if width >= 38 else 0, 7 if width >= 46 else 0)


def figures(aside: Aside, width: int) -> list[Row]:
    """A heading, and a row for each curve that is on."""
    return [
        _head(aside, width),
        *(row for _letter, item in aside.shelf.shown for row in _item(aside, item, width)),
    ]


def _head(aside: Aside, width: int) -> Row:
    score, band, minutes = _columns(aside, width)
    share = format_number((aside.outlook.confidence if aside.outlook else 0.8) * 100)
    title = _("computing…") if aside.busy else _("in {weeks} weeks").format(weeks=aside.weeks)
    row: Row = [(" " + left(title, width - score - band - minutes - 2), "muted")]
    row.append((right(_("± SSI") if aside.difference else _("SSI"), score), "muted"))
    if band:
        row.append((right(_("{percent} %").format(percent=share), band), "muted"))
    if minutes:
        row.append((right(_("min/wk"), minutes), "muted"))
    return row


def _item(aside: Aside, item: ScenarioItem, width: int, *, chosen: bool = False) -> list[Row]:
    """Its letter, name and figures; a name without room for all goes on below."""
    score, band, minutes = _columns(aside, width)
    letter = aside.shelf.letter(item)
    on = item.id in aside.shelf.on
    slot = letter.lower()
    if item.faults:
        badge = (" ✗ ", "bad")
    elif on:
        badge = (f" {letter} ", f"ground@curve-{slot}")
    else:
        badge = (f" {slot or '·'} ", "key-dim")
    curve = aside.curves.get(letter) if on else None
    look = "strong" if chosen else "text" if on else "muted"
    first, *more = _names(aside, item, width)
    row: Row = [(" ▸" if chosen else "  ", "accent"), badge, (" " + first, look)]
    if curve is not None:
        middle, low, high = at_end(aside, curve)
        row.append((right(middle, score), f"label-{slot}"))
        if band:
            row.append((right(between(aside, low, high), band), look))
        if minutes:
            row.append((right(format_number(curve.minutes_per_week), minutes), look))
    return [row, *([("  ", "text"), (" " * 3, badge[1]), (" " + line, look)] for line in more)]


def _names(aside: Aside, item: ScenarioItem, width: int) -> list[str]:
    """The name in its one or two lines, the first as wide as its column."""
    drawn = item.id in aside.shelf.on and aside.shelf.letter(item) in aside.curves
    room = width - 2 - 3 - 1 - (sum(_columns(aside, width)) + 1 if drawn else 1)
    lines = wrap(plain(item.name), room) or [""]
    return [left(lines[0], room), *([fit(" ".join(lines[1:]), room)] if lines[1:] else [])]


def at_end(aside: Aside, curve: Curve) -> tuple[str, str, str]:
    """Middle, low and high at the horizon's end, as text; no range for the first of differences."""
    series, decimals = curve.total, 0
    if aside.difference:
        if curve.difference is None:
            return "0", "", ""
        series, decimals = curve.difference, 1
    place = _place(aside, curve)
    values = (series.median[place], series.low[place], series.high[place])
    middle, low, high = (format_number(one, decimals, sign=aside.difference) for one in values)
    return middle, low, high


def between(aside: Aside, low: str, high: str) -> str:
    """A range; a dash would be lost among minus signs."""
    return f"{low}{'…' if aside.difference else '–'}{high}" if low else ""


def _place(aside: Aside, curve: Curve) -> int:
    """Place of the horizon's end in the series."""
    return min(len(curve.total.median) - 1, aside.outlook.days if aside.outlook else 0)


def _needed(aside: Aside, width: int) -> list[Row]:
    """Figures where the list has no room for them, goals, faults, remarks."""
    item = aside.shelf.chosen
    if item is None:
        return []
    rows: list[Row] = []
    curve = aside.curves.get(aside.shelf.letter(item)) if item.id in aside.shelf.on else None
    if curve is not None:
        rows += _figures(aside, curve, width)
        rows += [_goal(one, aside, width) for one in curve.goals]
    for fault in item.faults:
        rows += [[(" " + line, "bad")] for line in wrap(plain(fault), width - 2)]
    for remark in aside.remarks:
        rows += [[(" " + line, "warn")] for line in wrap(remark, width - 2)]
    return rows


def _about_it(aside: Aside, width: int, room: int) -> list[Row]:
    """What it is, in as many whole sentences as have room, and where it stands."""
    item = aside.shelf.chosen
    if item is None or room < 1:
        return []
    told = plain(item.description)
    while len(wrap(told, width - 2)) > room and (end := told.rstrip().rfind(". ")) > 0:
        told = told[: end + 1]
    lines = wrap(told, width - 2)
    if len(lines) > room:
        lines[room - 1 :] = [fit(lines[room - 1], width - 3).rstrip("….") + "…"]
    rows: list[Row] = [[(" " + line, "muted")] for line in lines]
    path = [[(" " + line, "muted")] for line in _where(item, width - 2)] if item.path else []
    return [*rows, [], *path] if path and len(rows) + 1 + len(path) <= room else rows


def _where(item: ScenarioItem, width: int) -> list[str]:
    """The end of the file's path: it tells files apart, and it fits."""
    path = Path(item.path)
    if item.shipped:
        return wrap(_("{file}, came with the program").format(file=path.name), width)
    text = plain(str(Path(*path.parts[-3:])))
    while cell_len(text) > width > 1:
        text = "…" + text[2:]
    return [text]


def _figures(aside: Aside, curve: Curve, width: int) -> list[Row]:
    columns = _columns(aside, width)
    rows: list[Row] = []
    _middle, low, high = at_end(aside, curve)
    if not columns.band and low:
        text = _("{percent} %: {range}").format(
            percent=format_number((aside.outlook.confidence if aside.outlook else 0.8) * 100),
            range=between(aside, low, high),
        )
        rows.append([(" " + fit(text, width - 2), "text")])
    if not columns.minutes or effort(curve, assumed=False) != effort(curve):
        rows += [[(" " + line, "text")] for line in wrap(effort(curve), width - 2)]
    return rows


def effort(curve: Curve, *, assumed: bool = True) -> str:
    """Minutes a week, and how many of them nobody logged."""
    said = _("{minutes} min a week").format(minutes=format_number(curve.minutes_per_week))
    return said + (assumed_minutes(curve.minutes_per_week, curve.assumed_minutes) * assumed)


def _goal(goal: GoalResult, aside: Aside, width: int) -> Row:
    assert aside.outlook is not None
    mark = "✓ " if goal.met else "✗ "
    text = goal_text(goal, aside.outlook)
    return [(" " + mark + fit(text, width - 4), "accent" if goal.met else "warn")]


def goal_text(goal: GoalResult, outlook: Outlook) -> str:
    """A goal, and how likely it is."""
    name = _("SSI") if goal.pillar is None else pillar_name(Pillar(goal.pillar))
    chance = "?" if goal.chance is None else format_number(goal.chance * 100)
    return _("{what} ≥ {points} by {day}: {chance} %").format(
        what=name,
        points=format_number(goal.points),
        day=format_day(outlook.day(goal.day), outlook.start),
        chance=chance,
    )


_MOST_LINES = 14
"""Of the table: every week, every second or every fourth."""


def share_of(confidence: float) -> Fraction:
    """4 in 5, 1 in 2, 19 in 20."""
    return Fraction(confidence).limit_denominator(20)


def meaning(aside: Aside, *, short: bool = False) -> str:
    """What the curves mean, in one sentence; ``short``: the band alone, for narrow windows."""
    if aside.outlook is None or not aside.curves:
        return ""
    share = share_of(aside.outlook.confidence)
    if aside.outlook.member is not None and short:
        text = _("A sample member, not you, until you log.")
    elif aside.outlook.member is not None:
        text = _("A sample member, not you, until you log · {part} in {all} runs fall in the band.")
    elif aside.difference and len(aside.curves) > 1:
        text = _("Points above or below {first}, run by run: {part} in {all} fall in the band.")
    elif aside.since is None and aside.outlook.reading is None:
        text = _(
            "No score yet: start and pace are assumed · {part} in {all} runs fall in the band."
        )
        if not aside.outlook.pace_assumed:
            text = _(
                "No score yet: the start is estimated · {part} in {all} runs fall in the band."
            )
        text = _("No score yet: the start is an estimate.") if short else text
    elif aside.since is None and aside.outlook.pace_assumed:
        text = _("Usual pace assumed, not logged · {part} in {all} runs fall in {letter}’s band.")
        text = _("Usual pace assumed, not logged.") if short else text
    elif aside.since is not None:
        text = _("Estimate, had you begun on {day}, by what was known then; dots are real.")
    elif aside.band in aside.curves and short:
        text = _("Estimate: {part} in {all} runs fall in {letter}’s band.")
    elif aside.band in aside.curves:
        text = _(
            "Estimate, if you keep the pace: {part} in {all} runs of the model "
            "fall in {letter}’s band."
        )
    else:
        text = _("An estimate, not a promise: where the score goes if you keep the pace.")
    return text.format(
        part=share.numerator,
        all=share.denominator,
        letter=aside.band,
        first=next(iter(aside.curves)),
        day=format_day(aside.since, aside.outlook.start) if aside.since else "",
    )


def meaning_within(aside: Aside, width: int) -> str:
    """The whole of it where that fits, else the short form."""
    whole = meaning(aside)
    return whole if cell_len(whole) <= width else meaning(aside, short=True)


def sentences(aside: Aside, reading: Reading | None) -> Iterator[str]:
    """The whole picture: the score, each curve, what it means, and week after week."""
    outlook = aside.outlook
    if reading is not None:
        text = _("The newest score is {points}, of {day}.")
        yield text.format(points=format_points(reading.total), day=format_day(reading.day))
    if outlook is None or not aside.curves:
        yield _("No scenario is on: no curve is shown.")
        return
    for letter, curve in aside.curves.items():
        yield " ".join(_about(letter, curve, aside, outlook))
    yield meaning(aside)
    yield from _no_change(outlook)
    yield from aside.remarks
    yield ""
    step = 7 * next(one for one in (1, 2, 4, 8) if outlook.days // (7 * one) <= _MOST_LINES * one)
    for place in range(0, outlook.days + 1, step):
        values = ", ".join(
            f"{letter} {_value(curve, aside, place)}"
            for letter, curve in aside.curves.items()
            if place < len(curve.total.median)
        )
        text = _("{day}: {values}")
        yield text.format(day=format_day(outlook.day(place), outlook.start), values=values)


def _about(letter: str, curve: Curve, aside: Aside, outlook: Outlook) -> Iterator[str]:
    """One curve."""
    place = min(outlook.days, len(curve.total.median) - 1)
    share, total = share_of(outlook.confidence), curve.total
    text = _(
        "{letter}, {name}: {points} on {day}; {part} in {all} runs lie between {low} and {high}; "
        "{minutes} minutes a week."
    )
    said = text.format(
        letter=letter,
        name=plain(_(curve.name)),
        points=format_number(total.median[place]),
        day=format_day(outlook.day(place), outlook.start),
        part=share.numerator,
        all=share.denominator,
        low=format_number(total.low[place]),
        high=format_number(total.high[place]),
        minutes=format_number(curve.minutes_per_week),
    )
    untold = assumed_minutes(curve.minutes_per_week, curve.assumed_minutes)
    yield f"{said.removesuffix('.')}{untold}."
    parts = ", ".join(
        f"{pillar_name(pillar)} {format_number(curve.pillars[pillar].median[place], 1)}"
        for pillar in Pillar
    )
    yield f"{parts}."
    if curve.difference is not None:
        text = _("Against {first}: {points} points ({low} to {high}).")
        gap = curve.difference
        yield text.format(
            first=next(iter(aside.curves)),
            points=format_number(gap.median[place], 1, sign=True),
            low=format_number(gap.low[place], 1, sign=True),
            high=format_number(gap.high[place], 1, sign=True),
        )
    for goal in curve.goals:
        yield goal_text(goal, outlook) + "."


def _no_change(outlook: Outlook) -> Iterator[str]:
    """What one would say without any model."""
    if outlook.no_change is None:
        return
    share = share_of(outlook.confidence)
    text = _(
        "By “no change” it stays at {points}, in {part} in {all} cases between {low} and {high}."
    )
    yield text.format(
        points=format_number(outlook.no_change.median[-1]),
        part=share.numerator,
        all=share.denominator,
        low=format_number(outlook.no_change.low[-1]),
        high=format_number(outlook.no_change.high[-1]),
    )


def _value(curve: Curve, aside: Aside, place: int) -> str:
    if aside.difference and curve.difference is not None:
        return format_number(curve.difference.median[place], 1, sign=True)
    return format_number(curve.total.median[place])
