"""What-if's right side: readings, curves and bands over the log, on one date axis; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, ActionKind, Pillar
from ssi_tui.chart.curves import Lane, draw_curves, draw_lanes, draw_panels
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.plot import Line, Plot, frame_of, has_names
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, progress_bar, right, wrap
from ssi_tui.i18n import N_, _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.shell.commands import label, letters
from ssi_tui.tui.shell.rows import solid
from ssi_tui.tui.shell.score_plot import (
    Wanted,
    line_of,
    plan_wanted,
    readings_plot,
)
from ssi_tui.tui.what_if.library import ScenarioItem, Shelf
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook, Series
    from ssi_tui.model.entries import Reading

WEEKS = (12, 26, 52)
"""Horizons to walk through."""
CONFIDENCES = (0.5, 0.8, 0.95)
"""Bands to walk through: parts of the runs inside."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ViewOptions:
    """What the keys of the chart change; each change makes a new one."""

    weeks: int = WEEKS[1]
    """Ahead of today."""
    confidence: float = CONFIDENCES[1]
    """Part of the runs inside the bands."""
    since: date | None = None
    """First day of every plan where one asks "what if I had"; None: they begin tomorrow."""
    by_pillar: bool = False
    """The four pillars instead of the total; never differences of them."""
    difference: bool = False
    """Points above and below the first curve instead of points."""
    whole_scale: bool = False
    """0 to 100 instead of what is fitted to the curves."""

    def ahead(self, by: int) -> ViewOptions:
        """So many horizons further, stopping at the ends."""
        place = WEEKS.index(self.weeks) + by
        return replace(self, weeks=WEEKS[max(0, min(len(WEEKS) - 1, place))])

    def with_next_band(self) -> ViewOptions:
        """The next band, the first one after the last."""
        place = CONFIDENCES.index(self.confidence)
        return replace(self, confidence=CONFIDENCES[(place + 1) % len(CONFIDENCES)])


class Scene(NamedTuple):
    """All that What-if shows."""

    journal: Journal
    today: date
    shelf: Shelf
    curves: Mapping[str, Curve]
    """Letter → curve, of what is on and computed."""
    outlook: Outlook | None
    view: ViewOptions = ViewOptions()
    band: str = ""
    """The letter with the band."""
    busy: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """Part of the runs inside the bands in sight."""
        return self.outlook.confidence if self.outlook else CONFIDENCES[1]

    @property
    def chosen_curve(self) -> Curve | None:
        """Of the scenario under the pointer, while it is on."""
        item = self.shelf.chosen
        return self.curve_of(item) if item else None

    def curve_of(self, item: ScenarioItem) -> Curve | None:
        """None where it is off, or not computed."""
        return self.curves.get(self.shelf.letter(item)) if item.id in self.shelf.on else None


_NAMED = 48
"""Cells from which on the curves have names."""
_UNNAMED = 20
"""Cells for the letter, the points and how they change."""
_BAR_LEAST = 6
"""Cells of a bar beside which names are cut."""


def pillar_table(scene: Scene, width: int, height: int) -> list[Row]:
    """For each pillar where it stands, and below it a bar a curve: where it is at the end."""
    room = height // len(Pillar)
    shown = list(scene.curves.items())[: max(1, room - 1)]
    airy = (len(shown) + 2) * len(Pillar) <= height + 1
    longest = max((cell_len(plain(_(curve.name))) for _letter, curve in shown), default=0)
    name = min(longest + 1, width - _UNNAMED - _BAR_LEAST) if width >= _NAMED else 0
    reading, weeks = scene.journal.latest_reading(), scene.view.weeks
    rows: list[Row] = []
    for pillar in Pillar:
        now = reading.pillar(pillar) if reading else None
        if rows and airy:
            rows.append([])
        rows.append(_head(pillar, now, weeks, width))
        rows += [_bar(letter, curve, pillar, now, weeks, width, name) for letter, curve in shown]
    return rows[:height]


def _head(pillar: Pillar, now: float | None, weeks: int, width: int) -> Row:
    """The name whole; of the words beside it what has room."""
    name = f" {PILLAR_GLYPHS[pillar]} {pillar_name(pillar)} "
    said = [_("in {weeks} weeks").format(weeks=weeks)]
    if now is not None:
        said.insert(0, _("now {points}").format(points=format_number(now, 1)))
    while len(said) > 1 and cell_len(name) + cell_len(", ".join(said)) > width:
        said.pop()
    room = max(0, width - cell_len(name))
    return [(name, f"pillar-{pillar}"), (right(fit(", ".join(said), room), room), "muted")]


def _bar(
    letter: str, curve: Curve, pillar: Pillar, now: float | None, weeks: int, width: int, name: int
) -> Row:
    series = curve.pillars[pillar].median
    value = series[min(len(series) - 1, weeks * 7 + curve.start - 1)]
    style = f"curve-{letter.lower()}"
    row: Row = [(f"   {letter} ", f"label-{letter.lower()}")]
    if name:
        row.append((left(fit(plain(_(curve.name)), name - 1), name), "text"))
    bar = max(4, width - _UNNAMED - name)
    row += solid(progress_bar(value, PILLAR_MAX, bar, style=style), style, low=True)
    row.append((right(format_number(value, 1), 6), "number"))
    moved = "" if now is None else format_number(value - now, 1, sign=True)
    row.append((right(moved, 7), "muted"))
    return row


LEAST_PAST = 14
"""Days left of today that are always shown."""
_CHART_LEAST = 11
"""Rows that the curves keep before lanes get any."""
_MOST_LANES = 8
_SAID = 2
"""Rows for what differs, where the figures have no room beside the lanes."""
_PANELS_WIDE, _PANELS_HIGH = 64, 24
"""Cells from which on four charts can be read; below, the pillars stand in a table."""
_GLUED = "\N{NO-BREAK SPACE}"
"""Keeps the parts of a figure on one row."""
_LEAST_CHANGE = 0.05
"""Times a week: what differs by less says the same figure twice."""
_AVERAGES_LEAST = 80
"""Cells from which on others' averages are no thicket beside the curves."""
LEAST_DIFFERENCE = 4.0
"""Points that an axis of differences spans at least: smaller ones are no news."""
RANGES = ((30.0, N_("now and then")), (50.0, N_("active")), (80.0, N_("intensive")))
"""Where the scores of members who are so present begin (document 001)."""


def draw(scene: Scene, width: int, height: int) -> list[Row]:
    """Exactly so many cells."""
    if scene.view.by_pillar and (width < _PANELS_WIDE or height < _PANELS_HIGH):
        return pillar_table(scene, width, height)
    if scene.view.by_pillar:
        panels = [
            (
                f"{PILLAR_GLYPHS[one]} {pillar_name(one)}",
                f"pillar-{one}",
                _lettered(plot(scene, one)),
            )
            for one in Pillar
        ]
        return draw_panels(panels, width, height)
    lanes, changes, against = lanes_shown(scene)
    room = min(height - _CHART_LEAST - 1, height // 4, len(lanes) + (_SAID if against else 0))
    picture = plot(scene, None)
    if not has_names(picture, width):
        picture = _lettered(picture)
    if width < _AVERAGES_LEAST:
        picture = replace(picture, averages=())
    said: list[Row] = []
    if room > 0 and lanes:
        named = lanes
        if against:
            named = [replace(lane, name=f"{changes[lane.name]} {lane.name}") for lane in lanes]
        lane_room = max(cell_len(lane.name) for lane in named) + 2
        wider = replace(picture, lane_room=lane_room)
        if frame_of(wider, width).right >= lane_room:
            lanes, picture = named, wider
        elif against:  # figures are no figures where they are cut
            said = _said(scene, changes, against, width)[: max(1, room - 1)]
    shown = lanes[: max(0, room - len(said))] if height > _CHART_LEAST + 3 else []
    rows = draw_curves(picture, width, height - len(shown) - (1 + len(said) if shown else 0))
    if shown:
        past = frame_of(picture, width).dates.cell(scene.today) or 0
        titles = (_("your log, day by day"), _("your log"))
        done = next((title for title in titles if cell_len(title) <= past), "")
        plan = _("plan of {letter}").format(letter=scene.band) if scene.band else ""
        if against and not said:
            plan = _("{letter} against {first}, a week").format(letter=scene.band, first=against)
        rows += [*said, *draw_lanes(picture, shown, width, done_title=done, plan_title=plan)]
    return rows


def _said(scene: Scene, changes: Mapping[str, str], first: str, width: int) -> list[Row]:
    """What differs from the first curve, in a sentence of figures; whole parts go at its end."""
    minutes = [format_number(scene.curves[one].minutes_per_week) for one in (first, scene.band)]
    parts = [f"{name} {change}" for name, change in changes.items()]
    time = _("{before} → {after} min").format(before=minutes[0], after=minutes[1])
    head = _("{letter} against {first}, a week").format(letter=scene.band, first=first) + ": "
    while True:
        whole = ", ".join(one.replace(" ", _GLUED) for one in [*parts, time])
        lines = [line.replace(_GLUED, " ") for line in wrap(head + whole, width - 2)]
        if len(lines) <= _SAID or len(parts) <= 1:
            return [[(" " + fit(line, width - 2), "text")] for line in lines[:_SAID]]
        parts.pop()


def plot(scene: Scene, pillar: Pillar | None) -> Plot:
    """The total or the differences from the first curve, or one pillar."""
    if scene.view.difference and pillar is None:
        return _differences(scene)
    ceiling = TOTAL_MAX if pillar is None else PILLAR_MAX
    goal = wanted(scene, pillar)
    return replace(
        _window(scene, scene.journal.readings, pillar),
        lines=[
            _line(letter, curve, curve.total if pillar is None else curve.pillars[pillar])
            for letter, curve in scene.curves.items()
        ],
        chosen=scene.band or "A",
        target=goal.points if goal else None,
        target_name=goal.name if goal else "",
        ranges=() if pillar else tuple((value, _(name)) for value, name in RANGES),
        bounds=(0.0, ceiling) if scene.view.whole_scale else None,
    )


def _line(letter: str, curve: Curve, series: Series | None) -> Line:
    """``series``: None is the first curve where others are measured by it."""
    name = plain(_(curve.name))
    if series is None:
        return Line(letter=letter, name=name, median=(0.0,) * len(curve.total.median))
    return line_of(letter, name, series)


def _lettered(whole: Plot) -> Plot:
    """With the curves' letters alone: the list beside has the names."""
    return replace(whole, lines=[replace(line, name="") for line in whole.lines])


def _window(scene: Scene, readings: Sequence[Reading] = (), pillar: Pillar | None = None) -> Plot:
    """The days that all pictures of a scene show, with the readings and nothing else in them."""
    last = scene.today + timedelta(weeks=scene.view.weeks)
    return replace(
        readings_plot(readings, first_day(scene), scene.today, last=last, pillar=pillar),
        start=scene.outlook.start if scene.outlook else None,
        confidence=scene.confidence,
    )


def _differences(scene: Scene) -> Plot:
    """Points above and below the first curve, with the band of the paired runs."""
    return replace(
        _window(scene),
        lines=[_line(letter, curve, curve.difference) for letter, curve in scene.curves.items()],
        chosen=scene.band,
        baseline=0.0,
        floor=-TOTAL_MAX,
        least=LEAST_DIFFERENCE,
        bounds=(-TOTAL_MAX / 4, TOTAL_MAX / 4) if scene.view.whole_scale else None,
        number=lambda value: format_number(value, 1, sign=True) if value else "0",
        between="…",
    )


def wanted(scene: Scene, pillar: Pillar | None) -> Wanted | None:
    """The goal of the curve with the band, else of another one, else of the plan taken over.

    Of several goals that are not yet likely the lowest comes first.
    """
    ordered = sorted(scene.curves.items(), key=lambda pair: pair[0] != scene.band)
    for letter, curve in ordered:
        goals = [goal for goal in curve.goals if goal.pillar == pillar]
        if goals and scene.outlook:
            goal = min(
                goals, key=lambda goal: (goal.met, -goal.points if goal.met else goal.points)
            )
            day = format_day(scene.outlook.day(goal.day), scene.today)
            return Wanted(goal.points, _("goal of {letter}, {day}").format(letter=letter, day=day))
    return plan_wanted(scene.journal, pillar, scene.today)


def first_day(scene: Scene) -> date:
    """As far back as ahead, but not before the journal begins; never after the curves do."""
    began = scene.journal.first_day or scene.today
    back = (scene.today - began).days + 2
    longest = scene.view.weeks * (
        1 if scene.view.difference else 7
    )  # no readings among differences
    back = max(LEAST_PAST, min(back, longest))
    since = (scene.today - scene.outlook.start).days if scene.outlook else 0
    return scene.today - timedelta(days=max(back, since + bool(since) * 7))


def lanes(scene: Scene, among: Collection[str] | None = None) -> list[Lane]:
    """What was done day by day, and what the plan with the band does; the busiest first.

    ``among``: the kinds that are wanted; None: all.
    """
    first = first_day(scene)
    done = _done(scene.journal, first, scene.today)
    plan = _plan(scene)
    ahead = scene.view.weeks * 7
    weight: dict[str, float] = {kind: sum(days.values()) for kind, days in done.items()}
    for kind, doses in plan.items():
        if kind == ActionKind.ACTIVE_DAY and kind not in done:
            continue  # follows from the other kinds; nobody plans it
        weight[kind] = weight.get(kind, 0) + sum(doses[:ahead])
    kinds = [kind for kind in weight if among is None or kind in among]
    kinds = sorted(kinds, key=lambda kind: -weight[kind])[:_MOST_LANES]
    keys = letters(kinds)
    return [
        Lane(
            key=keys.get(kind, ""),
            name=label(kind),
            done={day: float(count) for day, count in done.get(kind, {}).items()},
            plan=plan.get(kind, ()),
        )
        for kind in kinds
    ]


@lru_cache(maxsize=4)
def _done(journal: Journal, first: date, last: date) -> Mapping[str, Mapping[date, int]]:
    """What was logged: it stands still while a slider is dragged."""
    return journal.counts(first, last)


def lanes_shown(scene: Scene) -> tuple[list[Lane], Mapping[str, str], str]:
    """The lanes, how each changes, and the letter of the curve that they are measured by; of
    another curve only what differs from the first, with both paces: name → "1.5 → 2", the part
    that changes most first."""
    first = next(iter(scene.curves), "")
    if scene.band in ("", first):
        return lanes(scene), {}, ""
    mine, others = (_paces(scene, letter) for letter in (scene.band, first))
    pairs = {kind: (others.get(kind, 0.0), mine.get(kind, 0.0)) for kind in {**others, **mine}}
    changed = [
        kind
        for kind, (before, after) in pairs.items()
        if abs(after - before) >= _LEAST_CHANGE and kind != ActionKind.ACTIVE_DAY
    ]
    if not changed:
        return lanes(scene), {}, ""
    changed.sort(key=lambda kind: -abs(pairs[kind][1] - pairs[kind][0]) / max(pairs[kind]))
    changes = {label(kind): " → ".join(map(_times, pairs[kind])) for kind in changed}
    return lanes(scene, changed), changes, first


def _times(pace: float) -> str:
    """Times a week; a decimal only where it says something."""
    tenths = round(pace, 1)
    return format_number(tenths, 0 if tenths == int(tenths) else 1)


def _paces(scene: Scene, letter: str) -> Mapping[str, float]:
    """Kind → times a week, over the weeks in sight."""
    ahead = scene.view.weeks * 7
    plan = _plan(scene, letter)
    return {
        kind: 7 * sum(doses[:ahead]) / max(1, len(doses[:ahead])) for kind, doses in plan.items()
    }


def _plan(scene: Scene, wanted: str = "") -> Mapping[str, tuple[float, ...]]:
    """Kind → doses from tomorrow on, of the curve with the band unless another is wanted."""
    curve = scene.curves.get(wanted or scene.band)
    if curve is None or scene.outlook is None:
        return {}
    past = (scene.today - scene.outlook.start).days
    return {kind: doses[past:] for kind, doses in curve.plan.items()}
