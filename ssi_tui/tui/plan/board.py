"""What Plan's room shows: the question, and the answer as far as it is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.model.entries import Reading
from ssi_tui.tui.plan.question import (
    AIM,
    BY,
    KINDS,
    MINUTES,
    POINTS,
    RULES,
    TOTAL,
    PlanWish,
    RoleAim,
)
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan


class PlanBoard(NamedTuple):
    """All that the room shows while a plan is looked for."""

    wanted: PlanWish
    at: str
    """The chosen control, or the kind of action."""
    today: date
    made: WeeklyPlan | None
    """The answer to this wish, or to the one before while it is computed."""
    roles: Sequence[RoleAim] = ()
    busy: bool = False
    refused: str = ""
    """Why there is no plan."""
    remarks: Sequence[str] = ()
    readings: Sequence[Reading] = ()


def kinds_of(board: PlanBoard) -> tuple[str, ...]:
    """The actions of the table, those that are limited away at the end."""
    steps = [step.kind for step in board.made.steps] if board.made else []
    return tuple(dict.fromkeys([*steps, *board.wanted.limits]))


def value_of(board: PlanBoard, what: str) -> str:
    """What a control stands at."""
    wanted = board.wanted
    if what == AIM:
        return aim_name(wanted.aim, board.roles)
    if what == POINTS:
        return f"≥ {format_points(wanted.points)}"
    if what == BY:
        return format_day(wanted.by(board.today), board.today)
    if what == MINUTES:
        if wanted.minutes is None:
            return _("no limit")
        return _("≤ {n} a week").format(n=wanted.minutes)
    if what == KINDS:
        return _("any") if wanted.free else f"≤ {wanted.kinds}"
    if what == RULES:
        return _("none: cheapest") if wanted.free else _("kept")
    return _("{percent} %").format(percent=wanted.sure)


def aim_name(aim: str, roles: Sequence[RoleAim]) -> str:
    """Total, a pillar, or what a role is about."""
    if aim == TOTAL:
        return _("total")
    role = next((role for role in roles if role.id == aim), None)
    return role.about if role else pillar_name(aim)


def dimmed(rows: list[Row], board: PlanBoard) -> list[Row]:
    """An answer to an older wish is grey."""
    if not board.busy:
        return rows
    return [[(text, "muted") for text, _style in row] for row in rows]
