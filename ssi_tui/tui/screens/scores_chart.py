"""The readings over time, in total or of one pillar, beside the averages of others; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Plot, Row, draw_curves
from ssi_tui.i18n import N_, _
from ssi_tui.model.reading import Reading
from ssi_tui.words.dates import month_name
from ssi_tui.words.names import pillar_name


class Span(NamedTuple):
    """How far back the chart goes."""

    days: int
    """0: to the first reading."""
    title: str
    """A message id."""


SPANS = (
    Span(84, N_("the last 12 weeks")),
    Span(183, N_("the last 6 months")),
    Span(365, N_("the last 12 months")),
    Span(0, N_("all readings")),
)


def chart(
    readings: Sequence[Reading],
    today: date,
    pillar: Pillar | None,
    span: Span,
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


def plot(readings: Sequence[Reading], today: date, pillar: Pillar | None, span: Span) -> Plot:
    """The readings as points; of the total with the averages of others on the grid."""
    began = readings[0].day
    first = max(began, today - timedelta(days=span.days)) if span.days else began
    return Plot(
        first=min(first, today - timedelta(days=13)),
        last=today,
        today=today,
        month_name=month_name,
        points=[
            (one.day, value)
            for one in readings
            if (value := one.total if pillar is None else one.pillar(pillar)) is not None
        ],
        ranges=_averages(readings) if pillar is None else (),
        ceiling=TOTAL_MAX if pillar is None else PILLAR_MAX,
    )


def _averages(readings: Sequence[Reading]) -> list[tuple[float, str]]:
    found = []
    for field, name in (
        ("industry_average", _("industry")),
        ("network_average", _("network")),
    ):
        values = [value for one in readings if (value := getattr(one, field)) is not None]
        if values:
            found.append((values[-1], name))
    return found
