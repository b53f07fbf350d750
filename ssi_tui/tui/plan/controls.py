"""Plan's left half: the question's controls, and what the plan comes to in figures; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.chart.text import cell_len, fit, left, row_width, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.plan.question import (
    AIM,
    BY,
    CONTROLS,
    KINDS,
    MINUTES,
    MINUTES_SHOWN,
    POINTS,
    RULES,
    SURE,
    SURES,
    TAKE,
    PlanBoard,
    PlanWish,
    dimmed,
    value_of,
)
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import minutes_so_far
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan


_TRACKS = ((22, (POINTS, BY, MINUTES, SURE)), (18, (POINTS, BY)))
"""Rows from which on so many controls have a line for their track."""


_WEEKS_SHOWN = 52
"""The length of the date's track."""


def draw_controls(board: PlanBoard, width: int, height: int) -> tuple[list[Row], dict[int, str]]:
    """The rows of the question, and row → the control that stands there."""
    tracks = next((shown for least, shown in _TRACKS if height >= least), ())
    rows: list[Row] = []
    at: dict[int, str] = {}
    for control in CONTROLS:
        if control == TAKE and tracks:
            rows.append([])
        at[len(rows)] = control
        rows.append(_control(board, control, width))
        if control in tracks:
            at[len(rows)] = control
            rows.append(_track(board, control, width))
    left_over = height - len(rows)
    return [*rows, *_estimate(board, width, left_over)], at


def _control(board: PlanBoard, control: str, width: int) -> Row:
    on = control == board.at
    mark = (" ▸ " if on else "   ", "accent")
    if control == TAKE:
        style = "muted" if board.plan is None or board.refused else "strong" if on else "accent"
        whole, short = _("take it over as targets"), _("take over")
        return [mark, (fit(whole if cell_len(whole) <= width - 3 else short, width - 3), style)]
    names = {
        AIM: _("Goal"),
        POINTS: _("Points"),
        BY: _("By"),
        MINUTES: _("Minutes"),
        SURE: _("Sure"),
        KINDS: _("Kinds"),
        RULES: _("Rules"),
    }
    value = value_of(board, control)
    room = width - 3 - cell_len(value) - 1
    return [
        mark,
        (left(names[control], max(0, room)), "strong" if on else "muted"),
        (" " if room >= 0 else "", "text"),
        (fit(value, width - 4 if room < 0 else cell_len(value)), "number" if on else "text"),
    ]


def _track(board: PlanBoard, control: str, width: int) -> Row:
    cells = width - 4
    part = part_of(board.wanted, control)
    knob = min(cells - 1, round(part * (cells - 1)))
    on = control == board.at
    return [
        ("   ", "text"),
        ("━" * knob, "accent" if on else "muted"),
        ("●" if on else "○", "accent" if on else "text"),
        ("─" * (cells - knob - 1), "axis"),
    ]


def part_of(wanted: PlanWish, control: str) -> float:
    """How far along its track a control stands, 0 to 1."""
    if control == POINTS:
        return wanted.points / wanted.most
    if control == BY:
        return min(1.0, wanted.days / 7 / _WEEKS_SHOWN)
    if control == MINUTES:
        return 1.0 if wanted.minutes is None else min(1.0, wanted.minutes / MINUTES_SHOWN)
    return SURES.index(wanted.sure) / (len(SURES) - 1) if wanted.sure in SURES else 0.5


def _estimate(board: PlanBoard, width: int, height: int) -> list[Row]:
    """What the plan comes to, in figures."""
    plan = board.plan
    if plan is None or height < 2:
        return []
    end = -1
    day = format_day(plan.by, plan.today)
    band = _("80 %: {low}–{high}").format(
        low=format_number(plan.path.low[end]), high=format_number(plan.path.high[end])
    )
    runs = _("{chance} of 100 who keep to it reach it").format(
        chance=format_number(100 * plan.chance)
    )
    effort = _("{n} min a week").format(n=format_number(plan.minutes))
    if so_far := minutes_so_far(plan.usual_minutes, plan.assumed_minutes):
        effort += f", {so_far}"
    head = _("Estimate, {day}").format(day=day)
    lines: list[Row] = [[(fit(head, width - 3), "muted")]]
    score: Row = [("SSI ", "muted"), (format_number(plan.total, 1), "number")]
    if row_width(score) + 2 + cell_len(band) <= width - 3:
        lines.append([*score, (f"  {band}", "text")])
    else:
        lines += [score, [(fit(band, width - 3), "text")]]
    lines += [[(line, "text")] for text in (runs, effort) for line in wrap(text, width - 3)]
    if height >= len(lines) + 1 + len(Pillar):
        lines += [_pillar(plan, pillar, width - 3) for pillar in Pillar]
    shown = [[("   ", "text"), *line] for line in lines]
    spare = height - len(shown)
    shown = [[], *shown] if spare > 0 else shown
    return dimmed(shown[:height], board)


def _pillar(plan: WeeklyPlan, pillar: Pillar, width: int) -> Row:
    begin, end = plan.start_pillars[pillar], plan.pillars[pillar]
    figures = f"{format_number(begin, 1)} → {format_number(end, 1)}"
    return [
        (PILLAR_GLYPHS[pillar] + " ", f"pillar-{pillar.value}"),
        (left(pillar_name(pillar), width - 2 - cell_len(figures) - 1), "muted"),
        (" " + figures, "text"),
    ]
