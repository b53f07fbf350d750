"""The way of a plan under its table: the scores so far, then the estimate; pure."""

from __future__ import annotations

from datetime import timedelta

from ssi_tui.chart import Line, Plot, Row, draw_curves
from ssi_tui.i18n import _
from ssi_tui.tui.screens.plan_board import Board, dimmed
from ssi_tui.words.dates import month_name

CHART_LEAST = 10
"""Rows from which a curve says more than its figures."""
_PAST = 84
"""Days left of today."""


def draw_way(board: Board, width: int, height: int) -> list[Row]:
    """Exactly so many cells."""
    made = board.made
    assert made is not None
    path = made.path
    line = Line(letter="A", name=_("this plan"), median=path.median, low=path.low, high=path.high)
    points = [(reading.day, reading.total) for reading in board.readings]
    first = max(
        min([day for day, _points in points], default=made.today) - timedelta(days=2),
        made.today - timedelta(days=_PAST),
    )
    picture = Plot(
        first=min(first, made.today - timedelta(days=14)),
        last=made.by,
        today=made.today,
        month_name=month_name,
        start=made.today,
        points=points,
        lines=[line],
        chosen="A",
    )
    return dimmed(draw_curves(picture, width, height), board)
