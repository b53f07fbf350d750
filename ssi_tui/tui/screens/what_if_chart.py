"""What-if's right side: readings, curves and bands over the log, on one date axis; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, ActionKind, Pillar
from ssi_tui.chart import (
    PILLAR_GLYPHS,
    Lane,
    Line,
    Plot,
    Row,
    cell_len,
    draw_curves,
    draw_lanes,
    draw_panels,
    frame_of,
)
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.letters import letters
from ssi_tui.tui.render import plain
from ssi_tui.words.dates import month_name
from ssi_tui.words.names import action_name, pillar_name

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook

LEAST_PAST = 14
"""Days left of today that are always shown."""
_CHART_LEAST = 11
"""Rows that the curves keep before lanes get any."""
_MOST_LANES = 8


class Scene(NamedTuple):
    """All that the chart shows."""

    journal: Journal
    today: date
    outlook: Outlook | None
    curves: tuple[tuple[str, Curve], ...]
    """(letter, curve) of what is on."""
    band: str
    """The letter with the band."""
    weeks: int
    by_pillar: bool = False
    whole_scale: bool = False


def draw(scene: Scene, width: int, height: int) -> list[Row]:
    """Exactly so many cells."""
    if scene.by_pillar:
        panels = [
            (f"{PILLAR_GLYPHS[one]} {pillar_name(one)}", f"pillar-{one}", plot(scene, one))
            for one in Pillar
        ]
        return draw_panels(panels, width, height)
    found = lanes(scene)
    room = min(height - _CHART_LEAST - 1, height // 4, len(found))
    shown = found[: max(0, room)] if height > _CHART_LEAST + 3 else []
    picture = plot(scene, None)
    rows = draw_curves(picture, width, height - len(shown) - bool(shown))
    if shown:
        past = frame_of(picture, width).dates.cell(scene.today) or 0
        titles = (_("your log, day by day"), _("your log"))
        done = next((title for title in titles if cell_len(title) <= past), "")
        plan = _("plan of {letter}").format(letter=scene.band) if scene.band else ""
        rows += draw_lanes(picture, shown, width, done_title=done, plan_title=plan)
    return rows


def plot(scene: Scene, pillar: Pillar | None) -> Plot:
    """The total, or one pillar."""
    ceiling = TOTAL_MAX if pillar is None else PILLAR_MAX
    points = [
        (reading.day, reading.total if pillar is None else value)
        for reading in scene.journal.readings
        if (value := reading.total if pillar is None else reading.pillar(pillar)) is not None
    ]
    lines = []
    for letter, curve in scene.curves:
        series = curve.total if pillar is None else curve.pillars[pillar]
        name = plain(_(curve.name))
        lines.append(
            Line(letter=letter, name=name, median=series.median, low=series.low, high=series.high)
        )
    return Plot(
        first=first_day(scene),
        last=scene.today + timedelta(weeks=scene.weeks),
        today=scene.today,
        month_name=month_name,
        start=scene.outlook.start if scene.outlook else None,
        points=points,
        lines=lines,
        chosen=scene.band or "A",
        confidence=scene.outlook.confidence if scene.outlook else 0.8,
        bounds=(0.0, ceiling) if scene.whole_scale else None,
        ceiling=ceiling,
    )


def first_day(scene: Scene) -> date:
    """As far back as ahead, but not before the journal begins."""
    began = scene.journal.first_day or scene.today
    back = (scene.today - began).days + 2
    return scene.today - timedelta(days=max(LEAST_PAST, min(back, scene.weeks * 7)))


def lanes(scene: Scene) -> list[Lane]:
    """What was done day by day, and what the plan with the band does; the busiest first."""
    first = first_day(scene)
    done = scene.journal.counts(first, scene.today)
    plan = _plan(scene)
    ahead = scene.weeks * 7
    weight: dict[str, float] = {kind: sum(days.values()) for kind, days in done.items()}
    for kind, doses in plan.items():
        if kind == ActionKind.ACTIVE_DAY and kind not in done:
            continue  # follows from the other kinds; nobody plans it
        weight[kind] = weight.get(kind, 0) + sum(doses[:ahead])
    kinds = sorted(weight, key=lambda kind: -weight[kind])[:_MOST_LANES]
    keys = letters(kinds)
    return [
        Lane(
            key=keys.get(kind, ""),
            name=_name(kind),
            done={day: float(count) for day, count in done.get(kind, {}).items()},
            plan=plan.get(kind, ()),
        )
        for kind in kinds
    ]


def _plan(scene: Scene) -> Mapping[str, tuple[float, ...]]:
    """Kind → doses from tomorrow on."""
    curve = next((curve for letter, curve in scene.curves if letter == scene.band), None)
    if curve is None or scene.outlook is None:
        return {}
    past = (scene.today - scene.outlook.start).days
    return {kind: doses[past:] for kind, doses in curve.plan.items()}


def _name(kind: str) -> str:
    name = plain(action_name(kind, 2))
    return name[:1].upper() + name[1:]
