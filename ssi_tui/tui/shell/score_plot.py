"""The readings and what LinkedIn says of others as parts of a chart, alike wherever one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.plot import Average, Line, Plot
from ssi_tui.i18n import _
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Series


def reading_points(
    readings: Sequence[Reading], pillar: Pillar | None = None
) -> list[tuple[date, float]]:
    """The totals, or the points of one pillar where they were read."""
    return [
        (one.day, value)
        for one in readings
        if (value := one.total if pillar is None else one.pillar(pillar)) is not None
    ]


def line_of(letter: str, name: str, series: Series) -> Line:
    """A curve with its band."""
    return Line(letter=letter, name=name, median=series.median, low=series.low, high=series.high)


def averages_of(readings: Sequence[Reading]) -> list[Average]:
    """The industry's and the network's averages by day, named with one's own newest rank."""
    averages = []
    for field, rank_field, whom in (
        ("industry_average", "industry_rank", _("industry")),
        ("network_average", "network_rank", _("network")),
    ):
        points = [
            (one.day, value) for one in readings if (value := getattr(one, field)) is not None
        ]
        if not points:
            continue
        mean = format_points(round(points[-1][1], 1))
        names = [f"{whom} {mean}"]
        ranks = [rank for one in readings if (rank := getattr(one, rank_field)) is not None]
        if ranks:
            names.insert(0, _("{whom} {mean}, you: top {rank} %"))
            names[0] = names[0].format(whom=whom, mean=mean, rank=ranks[-1])
        averages.append(Average(points, names))
    return averages


def readings_plot(
    readings: Sequence[Reading],
    first: date,
    today: date,
    *,
    last: date | None = None,
    pillar: Pillar | None = None,
) -> Plot:
    """The readings as points; of the total with the averages of others.  ``last``: else today."""
    return Plot(
        first=first,
        last=last or today,
        today=today,
        points=reading_points(readings, pillar),
        averages=averages_of(readings) if pillar is None else (),
        ceiling=TOTAL_MAX if pillar is None else PILLAR_MAX,
    )


class Wanted(NamedTuple):
    """A score to reach."""

    points: float
    name: str


def plan_wanted(journal: Journal, pillar: Pillar | None, today: date) -> Wanted | None:
    """What the plan that was taken over is to reach."""
    plan = KeptPlan.read(journal.plan)
    points = 0.0
    if plan is not None:
        points = plan.total if pillar is None else plan.floors.get(pillar, 0.0)
    if plan is None or not points:
        return None
    return Wanted(points, _("your plan, {day}").format(day=format_day(plan.last, today)))
