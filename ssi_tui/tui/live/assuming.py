"""The assumptions that a room may doubt, one a row, and the steps of their change; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Doubts, Present

HALF_LIVES = (3, 5, 7, 10, 14, 21, 31, 45, 60, 90, 120, 180, 365)
"""Days."""
TIMES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
PACES = TIMES[1:]
CEILINGS = (40, 50, 60, 70, 80, 90, 100)
"""Points; the last is none."""
MOST_KINDS = 3
"""Actions whose worth has a row: what a slide is about, and what a small screen has room for."""


class Assumption(NamedTuple):
    """One row."""

    name: str
    """``half_life``, ``half_pace``, ``ceiling`` or a kind of action."""
    said: str
    ours: str
    yours: str
    """Empty where it is as ours."""


def assumptions(doubts: Doubts, present: Present, kinds: Sequence[str]) -> list[Assumption]:
    """The rows, with ours and what the room says."""
    worth = dict(doubts.worth)
    days = _("{n} days")
    rows = [
        Assumption(
            "half_life",
            _("half-life: half is gone after"),
            days.format(n=format_number(present.half_life)),
            days.format(n=format_number(doubts.half_life)) if doubts.half_life else "",
        ),
        Assumption("half_pace", *_half_pace(doubts, present, kinds)),
    ]
    for kind in kinds[:MOST_KINDS]:
        points = present.points.get(kind, 0.0)
        times = worth.get(kind, 1.0)
        said = _("{action} are worth at most").format(action=action_name(kind, 2))
        rows.append(
            Assumption(kind, said, _points(points), _points(points * times) if times != 1 else "")
        )
    ceiling = _("{n} points")
    none = _("none below 100")
    rows.append(
        Assumption(
            "ceiling",
            _("ceiling without a licence"),
            none,
            ceiling.format(n=format_number(doubts.ceiling)) if doubts.ceiling < 100 else "",
        )
    )
    return rows


def _half_pace(doubts: Doubts, present: Present, kinds: Sequence[str]) -> tuple[str, str, str]:
    """Said of the first action, because "times ours" says nothing to a room."""
    kind = next((kind for kind in kinds if kind in present.half_pace), "")
    if not kind:
        times = _times(doubts.half_pace) if doubts.half_pace != 1 else ""
        return _("half-pace of all actions, times ours"), "1", times
    said = _("half-pace: {action}").format(action=action_name(kind, 2))
    ours = present.half_pace[kind]
    week = _("{pace} a week")
    yours = week.format(pace=_short(ours * doubts.half_pace)) if doubts.half_pace != 1 else ""
    return said, week.format(pace=_short(ours)), yours


def _short(value: float) -> str:
    return format_number(value, 0 if value >= 10 or value == int(value) else 1)


def _times(value: float) -> str:
    """Without zeros at its end."""
    return format_number(value, next(n for n in (0, 1, 2) if n == 2 or value == round(value, n)))


def _points(value: float) -> str:
    return _("{n} points").format(n=format_number(value, 1))


def stepped(doubts: Doubts, name: str, by: int, present: Present) -> Doubts:
    """One assumption a step further, on round numbers; ours is one of the steps."""
    if name == "half_life":
        ours = present.half_life
        days = _next(sorted({*HALF_LIVES, ours}), doubts.half_life or ours, by)
        return replace(doubts, half_life=None if days == ours else days)
    if name == "half_pace":
        return replace(doubts, half_pace=_next(PACES, doubts.half_pace, by))
    if name == "ceiling":
        return replace(doubts, ceiling=float(_next(CEILINGS, doubts.ceiling, by)))
    return doubts.with_worth(name, _next(TIMES, dict(doubts.worth).get(name, 1.0), by))


def _next(scale: Sequence[float], value: float, by: int) -> float:
    if by > 0:
        return next((step for step in scale if step > value + 1e-9), scale[-1])
    return next((step for step in reversed(scale) if step < value - 1e-9), scale[0])


def said_doubts(doubts: Doubts) -> str:
    """What is assumed otherwise, in a line: "half-life 60 days · comments × 2"."""
    parts = []
    if doubts.half_life:
        parts.append(_("half-life {n} days").format(n=format_number(doubts.half_life)))
    if doubts.half_pace != 1:
        parts.append(_("half-pace × {n}").format(n=_times(doubts.half_pace)))
    parts += [
        _("{action} × {n}").format(action=action_name(kind, 2), n=_times(times))
        for kind, times in doubts.worth
    ]
    if doubts.ceiling < 100:
        parts.append(_("ceiling {n}").format(n=format_number(doubts.ceiling)))
    return " · ".join(parts)
