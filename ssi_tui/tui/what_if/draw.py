"""What-if's left side: the scenarios with their figures, or the sliders of a copy; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, row_width, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.rows import filled, in_sight, paragraph
from ssi_tui.tui.what_if.chart import Scene
from ssi_tui.tui.what_if.library import ScenarioItem
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import amount, assumed_minutes
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, GoalResult, Outlook, Slider, Sliders

_DETAIL = 7
"""Rows kept for what is said of the chosen one."""


class Track(NamedTuple):
    """Where a slider stands on the screen."""

    slider: int
    begin: int
    """First cell of its track."""
    cells: int
    """0: no track in this row, only the name."""

    def value(self, x: int, maximum: int) -> int:
        """What a click at a cell means."""
        return round(max(0, min(self.cells - 1, x - self.begin)) / max(1, self.cells - 1) * maximum)


class SideRows(NamedTuple):
    """The rows, and what stands in which."""

    rows: list[Row]
    line_at: Mapping[int, int] = {}
    """Row → scenario, where the list is in sight."""
    tracks: Mapping[int, Track] = {}
    """Row → slider, where the sliders are."""


def side_width(width: int) -> int:
    """Cells for the left side: names and score, then the range, then the minutes."""
    return 46 if width >= 130 else 38 if width >= 104 else 31 if width >= 74 else 20


def draw_side(scene: Scene, width: int, height: int) -> SideRows:
    """The list round the chosen one, and the words under it."""
    needed = _needed(scene, width)
    about = _about_it(scene, width, height)
    items = scene.shelf.items
    more = sum(len(_names(scene, item, width)) - 1 for item in items)
    kept = max(_DETAIL, min(len(needed), height // 2), height - 3 - len(items) - more)
    room = max(3, height - 2 - more - min(len(needed) + len(about) + 1, kept))
    rows: list[Row] = [_head(scene, width)]
    line_at: dict[int, int] = {}
    for number, item in in_sight(items, scene.shelf.at, room):
        lines = _item(scene, item, width, chosen=number == scene.shelf.at)
        line_at |= dict.fromkeys(range(len(rows), len(rows) + len(lines)), number)
        rows += lines
    rows.append([])
    rows += needed[: max(0, height - len(rows))]
    rows += _about_it(scene, width, height - len(rows))
    ends = _pillar_ends(scene, width)
    if len(rows) + 1 + len(ends) < height:
        rows += [[], *ends]
    return SideRows(rows, line_at)


def _pillar_ends(scene: Scene, width: int) -> list[Row]:
    """Each pillar of the chosen one's curve, today and at the end of the weeks."""
    curve = scene.chosen_curve
    if curve is None:
        return []
    rows: list[Row] = []
    for pillar, series in curve.pillars.items():
        now, then = series.median[0], series.median[_place(scene, curve)]
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


def _columns(scene: Scene, width: int) -> FigureColumns:
    score, band = (6, 12) if scene.view.difference else (4, 8)
    return FigureColumns(score, band if width >= 38 else 0, 7 if width >= 46 else 0)


def figures(scene: Scene, width: int) -> list[Row]:
    """A heading, and a row for each curve that is on."""
    return [
        _head(scene, width),
        *(row for _letter, item in scene.shelf.shown for row in _item(scene, item, width)),
    ]


def _head(scene: Scene, width: int) -> Row:
    score, band, minutes = _columns(scene, width)
    title = _("computing…") if scene.busy else _("in {weeks} weeks").format(weeks=scene.view.weeks)
    return [
        (" " + left(title, width - score - band - minutes - 2), "muted"),
        (right(_("± SSI") if scene.view.difference else _("SSI"), score), "muted"),
        (right(_("{percent} %").format(percent=_percent(scene)), band), "muted"),
        (right(_("min/wk"), minutes), "muted"),
    ]


def _percent(scene: Scene) -> str:
    return format_number(scene.confidence * 100)


def _item(scene: Scene, item: ScenarioItem, width: int, *, chosen: bool = False) -> list[Row]:
    """Its letter, name and figures; a name without room for all goes on below."""
    score, band, minutes = _columns(scene, width)
    letter = scene.shelf.letter(item)
    on = item.id in scene.shelf.on
    slot = letter.lower()
    if item.faults:
        badge = (" ✗ ", "bad")
    elif on:
        badge = (f" {letter} ", f"ground@curve-{slot}")
    else:
        badge = (f" {slot or '·'} ", "key-dim")
    curve = scene.curve_of(item)
    look = "strong" if chosen else "text" if on else "muted"
    first, *more = _names(scene, item, width)
    row: Row = [(" ▸" if chosen else "  ", "accent"), badge, (" " + first, look)]
    if curve is not None:
        middle, between = at_end(scene, curve)
        row += [
            (right(middle, score), f"label-{slot}"),
            (right(between, band), look),
            (right(format_number(curve.minutes_per_week), minutes), look),
        ]
    return [row, *([("  ", "text"), (" " * 3, badge[1]), (" " + line, look)] for line in more)]


def _names(scene: Scene, item: ScenarioItem, width: int) -> list[str]:
    """The name in its one or two lines, the first as wide as its column."""
    beside = sum(_columns(scene, width)) if scene.curve_of(item) else 0
    room = width - 2 - 3 - 1 - beside - 1
    lines = wrap(plain(item.name), room) or [""]
    return [left(lines[0], room), *([fit(" ".join(lines[1:]), room)] if lines[1:] else [])]


def at_end(scene: Scene, curve: Curve) -> tuple[str, str]:
    """Middle and range at the horizon's end, as text; no range for the first of differences."""
    series, decimals, dash = curve.total, 0, "–"
    if scene.view.difference:
        if curve.difference is None:
            return "0", ""
        series, decimals, dash = curve.difference, 1, "…"  # a dash is lost among minus signs
    place = _place(scene, curve)
    values = (series.median[place], series.low[place], series.high[place])
    middle, low, high = (format_number(one, decimals, sign=scene.view.difference) for one in values)
    return middle, f"{low}{dash}{high}"


def _place(scene: Scene, curve: Curve) -> int:
    """Place of the horizon's end in the series."""
    return min(len(curve.total.median) - 1, scene.outlook.days if scene.outlook else 0)


def _needed(scene: Scene, width: int) -> list[Row]:
    """Figures where the list has no room for them, goals, faults, remarks."""
    item = scene.shelf.chosen
    if item is None:
        return []
    rows: list[Row] = []
    curve = scene.chosen_curve
    if curve is not None:
        rows += _figures(scene, curve, width)
        rows += [_goal(one, scene, width) for one in curve.goals]
    for fault in item.faults:
        rows += paragraph(plain(fault), width, "bad", margin=1)
    for remark in scene.remarks:
        rows += paragraph(remark, width, "warn", margin=1)
    return rows


def _about_it(scene: Scene, width: int, room: int) -> list[Row]:
    """What it is, in as many whole sentences as have room, and where it stands."""
    item = scene.shelf.chosen
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


def _figures(scene: Scene, curve: Curve, width: int) -> list[Row]:
    columns = _columns(scene, width)
    rows: list[Row] = []
    _middle, between = at_end(scene, curve)
    if not columns.band and between:
        text = _("{percent} %: {range}").format(percent=_percent(scene), range=between)
        rows.append([(" " + fit(text, width - 2), "text")])
    if not columns.minutes or effort(curve, assumed=False) != effort(curve):
        rows += paragraph(effort(curve), width, "text", margin=1)
    return rows


def effort(curve: Curve, *, assumed: bool = True) -> str:
    """Minutes a week, and how many of them nobody logged."""
    said = _("{minutes} min a week").format(minutes=format_number(curve.minutes_per_week))
    return said + (assumed_minutes(curve.minutes_per_week, curve.assumed_minutes) * assumed)


def _goal(goal: GoalResult, scene: Scene, width: int) -> Row:
    assert scene.outlook is not None
    mark = "✓ " if goal.met else "✗ "
    text = goal_text(goal, scene.outlook)
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


def meaning(scene: Scene, *, short: bool = False) -> str:
    """What the curves mean, in one sentence; ``short``: the band alone, for narrow windows."""
    if scene.outlook is None or not scene.curves:
        return ""
    share = share_of(scene.outlook.confidence)
    if scene.outlook.member is not None and short:
        text = _("A sample member, not you, until you log.")
    elif scene.outlook.member is not None:
        text = _("A sample member, not you, until you log · {part} in {all} runs fall in the band.")
    elif scene.view.difference and len(scene.curves) > 1:
        text = _("Points above or below {first}, run by run: {part} in {all} fall in the band.")
    elif scene.view.since is None and scene.outlook.reading is None:
        text = _(
            "No score yet: start and pace are assumed · {part} in {all} runs fall in the band."
        )
        if not scene.outlook.pace_assumed:
            text = _(
                "No score yet: the start is estimated · {part} in {all} runs fall in the band."
            )
        text = _("No score yet: the start is an estimate.") if short else text
    elif scene.view.since is None and scene.outlook.pace_assumed:
        text = _("Usual pace assumed, not logged · {part} in {all} runs fall in {letter}’s band.")
        text = _("Usual pace assumed, not logged.") if short else text
    elif scene.view.since is not None:
        text = _("Estimate, had you begun on {day}, by what was known then; dots are real.")
    elif scene.band in scene.curves and short:
        text = _("Estimate: {part} in {all} runs fall in {letter}’s band.")
    elif scene.band in scene.curves:
        text = _(
            "Estimate, if you keep the pace: {part} in {all} runs of the model "
            "fall in {letter}’s band."
        )
    else:
        text = _("An estimate, not a promise: where the score goes if you keep the pace.")
    return text.format(
        part=share.numerator,
        all=share.denominator,
        letter=scene.band,
        first=next(iter(scene.curves)),
        day=format_day(scene.view.since, scene.outlook.start) if scene.view.since else "",
    )


def meaning_within(scene: Scene, width: int) -> str:
    """The whole of it where that fits, else the short form."""
    whole = meaning(scene)
    return whole if cell_len(whole) <= width else meaning(scene, short=True)


def sentences(scene: Scene) -> Iterator[str]:
    """The whole picture: the score, each curve, what it means, and week after week."""
    outlook, reading = scene.outlook, scene.journal.latest_reading()
    if reading is not None:
        text = _("The newest score is {points}, of {day}.")
        yield text.format(points=format_points(reading.total), day=format_day(reading.day))
    if outlook is None or not scene.curves:
        yield _("No scenario is on: no curve is shown.")
        return
    for letter, curve in scene.curves.items():
        yield " ".join(_about(letter, curve, scene, outlook))
    yield meaning(scene)
    yield from _no_change(outlook)
    yield from scene.remarks
    yield ""
    step = 7 * next(one for one in (1, 2, 4, 8) if outlook.days // (7 * one) <= _MOST_LINES * one)
    for place in range(0, outlook.days + 1, step):
        values = ", ".join(
            f"{letter} {_value(curve, scene, place)}"
            for letter, curve in scene.curves.items()
            if place < len(curve.total.median)
        )
        text = _("{day}: {values}")
        yield text.format(day=format_day(outlook.day(place), outlook.start), values=values)


def _about(letter: str, curve: Curve, scene: Scene, outlook: Outlook) -> Iterator[str]:
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
            first=next(iter(scene.curves)),
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


def _value(curve: Curve, scene: Scene, place: int) -> str:
    if scene.view.difference and curve.difference is not None:
        return format_number(curve.difference.median[place], 1, sign=True)
    return format_number(curve.total.median[place])


# The sliders

_BEFORE = 3
"""Cells left of names and tracks."""


def draw_sliders(scene: Scene, sliders: Sliders, at: int, width: int, height: int) -> SideRows:
    """Name, sliders, figures: as airy as the height allows; round the chosen where it is short.

    ``at``: the slider that the keys turn.
    """
    count = len(sliders.rows)
    foot = _foot(scene, sliders, width, height - 1 - count * 2)
    room = height - 1 - len(foot)
    lines = next((lines for lines in (3, 2) if room >= count * lines), 1)
    needed = count * lines + (lines == 1)  # the chosen one's track
    rows = _heading(scene, width, 2 if room > needed else 1)
    tracks: dict[int, Track] = {}
    fits = room // lines if lines > 1 else room - 1
    for number, slider in in_sight(sliders.rows, at, max(fits, 1)):
        chosen = number == at
        tracks[len(rows)] = Track(number, 0, 0)
        rows.append(_named(slider, width, chosen=chosen))
        if lines > 1 or chosen:
            track = Track(number, _BEFORE, width - _BEFORE - 1)
            tracks[len(rows)] = track
            rows.append([(" " * _BEFORE, ""), *_track(slider, track.cells, chosen=chosen)])
        if lines == 3:
            rows.append([])
    return SideRows([*filled(rows, height - len(foot)), *foot][:height], tracks=tracks)


def slider_name(name: str) -> str:
    """What a slider turns."""
    special = {
        "pause": _("Weeks of pause first"),
        "accepted": _("Requests accepted"),
        "profile": _("Profile sections"),
    }
    if name in special:
        return special[name]
    return label(name)


def value_text(slider: Slider) -> str:
    """Where it stands."""
    number = amount(slider.value)
    if slider.name == "accepted":
        return _("{percent} %").format(percent=format_number(slider.value))
    if slider.name == "profile":
        return f"{number} / {slider.most}"
    return number


ASSUMED = "≈"
"""Before a value that nobody logged or told."""


def slider_sentences(sliders: Sliders) -> list[str]:
    """Where each of them stands, and where it stood."""
    said = []
    for slider in sliders.rows:
        text = _("{name}: {value}")
        if slider.turned:
            text = _("{name}: {value}, at first {begin}")
        values = [value_text(one) for one in (slider, replace(slider, value=slider.begin))]
        if slider.name in sliders.kinds:
            values = [_("{n} a week").format(n=value) for value in values]
        name, (value, begin) = slider_name(slider.name), values
        text = text.format(name=name, value=value, begin=begin)
        said.append(text + _(", assumed") if slider.assumed else text)
    return said


def _heading(scene: Scene, width: int, lines: int) -> list[Row]:
    """Whose sliders, and what their numbers count, in so many rows."""
    item = scene.shelf.chosen
    letter = scene.shelf.letter(item) if item else ""
    row: Row = [("  ", "")]
    if letter:
        row.append((f" {letter} ", f"ground@curve-{letter.lower()}"))
    indent, unit = row_width(row), _("a week")
    room = width - indent - cell_len(unit) - 3
    name = plain(item.name) if item else ""
    first, *more = (wrap(name, room) if lines > 1 else []) or [name]
    if lines == 1 and room < cell_len(name) <= width - indent - 2:  # each slider shows its number
        return [[*row, (" " + name, "strong")]]
    row += [(" " + left(first, room), "strong"), (right(unit, cell_len(unit) + 1), "muted")]
    below = fit(" ".join(more), width - indent - 2)
    return [row, *([[(" " * indent + " " + below, "strong")]] if lines > 1 else [])]


def _named(slider: Slider, width: int, *, chosen: bool) -> Row:
    value = (ASSUMED if slider.assumed else "") + value_text(slider)
    room = width - _BEFORE - len(value) - 2
    look = "strong" if chosen else "text" if slider.turned else "muted"
    mark = "•" if slider.turned else " "
    return [
        (" ▸ " if chosen else "   ", "accent"),
        (left(slider_name(slider.name), room), look),
        (mark, "accent"),
        (value, "number" if chosen or slider.turned else look),
    ]


def _track(slider: Slider, cells: int, *, chosen: bool) -> Row:
    """A line with a knob; a stroke stands where it was at first."""

    def cell(value: float) -> int:
        return round(min(value / max(slider.most, 1), 1.0) * (cells - 1))

    knob, begin = cell(slider.value), cell(slider.begin)
    colour = "accent" if chosen else "lane"
    row: Row = [("━" * knob, colour), ("●" if chosen else "○", "strong" if chosen else colour)]
    if begin > knob and slider.turned:
        return [
            *row,
            ("─" * (begin - knob - 1), "axis"),
            ("┼", "muted"),
            ("─" * (cells - begin - 1), "axis"),
        ]
    if begin < knob and slider.turned:
        row = [("━" * begin, colour), ("┿", colour), ("━" * (knob - begin - 1), colour), row[1]]
    return [*row, ("─" * (cells - knob - 1), "axis")]


def _foot(scene: Scene, sliders: Sliders, width: int, room: int) -> list[Row]:
    """What it comes to: every curve where there is room, else this one, else nothing."""
    rows = figures(scene, width)
    if len(rows) + 1 <= room and len(rows) > 1:
        return [[], *rows]
    curve = scene.chosen_curve
    if curve is None or scene.outlook is None or room < 2:
        return []
    middle, band = at_end(scene, curve)
    texts = [_("{points} in {weeks} weeks").format(points=middle, weeks=scene.view.weeks)]
    if band:
        text = f"{texts[0]} ({band})"
        texts = [text] if cell_len(text) <= width - 2 else [*texts, band]
    minutes = effort(curve)
    if cell_len(minutes) > width - 2 and minutes != effort(curve, assumed=False):
        minutes = ASSUMED + effort(curve, assumed=False)
    texts.append(minutes)
    if any(slider.assumed for slider in sliders.rows):
        texts.insert(0, f"{ASSUMED} " + _("assumed, not logged"))
    shown: list[Row] = [[(" " + fit(text, width - 2), "text")] for text in texts[:room]]
    return [[], *shown] if room > len(shown) else shown


def as_sentences(scene: Scene, sliders: Sliders | None) -> list[str]:
    """The picture, after the sliders where they are in sight."""
    before = [] if sliders is None else [*slider_sentences(sliders), ""]
    return [*before, *sentences(scene)]
