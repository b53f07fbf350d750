"""A plan, for people and as data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.cli.paper import coloured, size, table, wrapped
from ssi_tui.i18n import _
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name, pillar_name
from ssi_tui.words.numbers import format_number
from ssi_tui.words.plans import amount, pace_words, plan_meaning, plan_title, role_wanted

if TYPE_CHECKING:
    from ssi_tui.cli.session import Session
    from ssi_tui.forecasting import Role, WeeklyPlan

DECIMALS = 3
"""As many as LinkedIn's page has."""


def plan_lines(session: "Session", made: "WeeklyPlan", role: "Role | None") -> list[str]:
    """The week in a table, what it reaches in another, and what that means."""
    width, _height = size()
    title: Row = [(plan_title(made), "title"), (_minutes(made), "muted")]
    lines = [*coloured(session, [title]), "", *_week(session, made), "", *_reach(made), ""]
    for sentence in (*_wanted(role), *plan_meaning(made)):
        lines += wrapped(sentence, width)
    return lines


def _week(session: "Session", made: "WeeklyPlan") -> list[str]:
    """What to do, what it pays into, and what there was; harmful things at the end."""
    rows = [[_("Action"), _("a week"), _("so far"), _("minutes")]]
    for step in made.steps:
        name = action_name(step.kind, 2)
        minutes = format_number(step.minutes, 0 if step.minutes >= 1 or not step.minutes else 1)
        rows.append([name, pace_words(step.pace), amount(step.usual), minutes])
    for kind, usual in made.stop.items():
        rows.append([action_name(kind, 2), _("stop"), amount(usual), ""])
    if len(rows) == 1:
        return [_("Nothing has to be done for it.")]
    lines = table(rows, "<>>>", ragged=False)
    marks: list[Row] = [[]]
    marks += [
        [(PILLAR_GLYPHS[pillar], f"pillar-{pillar.value}") for pillar in step.pillars]
        for step in made.steps
    ]
    marks += [[] for _kind in made.stop]
    drawn = coloured(session, marks)
    return [f"{line}  {mark}".rstrip() for line, mark in zip(lines, drawn, strict=True)]


def _reach(made: "WeeklyPlan") -> list[str]:
    """Points today and on the date, in total and by pillar."""
    head = ["", _("Total"), *(f"{PILLAR_GLYPHS[p]} {pillar_name(p)}" for p in Pillar)]
    now = [_("today"), format_number(made.start_total, 1)]
    now += [format_number(made.start_pillars[pillar], 1) for pillar in Pillar]
    then = [format_day(made.by, made.today), format_number(made.total, 1)]
    then += [format_number(made.pillars[pillar], 1) for pillar in Pillar]
    return table([head, now, then], "<>>>>>")


def _wanted(role: "Role | None") -> Iterator[str]:
    """What the role's source says, whole: a plan aims at the lower end."""
    if role is not None:
        from ssi_tui.forecasting import ROLES

        wanted = ROLES[role]
        yield role_wanted(wanted.low, wanted.high, _(wanted.about))


def _minutes(made: "WeeklyPlan") -> str:
    form = _(" · about {n} minutes a week, {usual} so far")
    return form.format(n=format_number(made.minutes), usual=format_number(made.usual_minutes))


def plan_data(made: "WeeklyPlan", role: "Role | None") -> dict[str, object]:
    """All that a plan says, as plain values."""
    reading = made.reading
    return {
        "start": made.today.isoformat(),
        "by": made.by.isoformat(),
        "target": made.target or None,
        "role": role and role.value,
        "pillar_targets": {pillar.value: points for pillar, points in made.floors.items()},
        "sure": made.sure,
        "reached": made.reached,
        "soonest": made.soonest and made.soonest.isoformat(),
        "minutes_per_week": round(made.minutes, DECIMALS),
        "usual_minutes_per_week": round(made.usual_minutes, DECIMALS),
        "actions": [
            {
                "action": step.kind,
                "per_week": step.pace,
                "minutes": round(step.minutes, DECIMALS),
                "usual": round(step.usual, DECIMALS),
                "pillars": [pillar.value for pillar in step.pillars],
            }
            for step in made.steps
        ],
        "stop": list(made.stop),
        "today": _points(made.start_total, made.start_pillars),
        "estimate": _points(made.total, made.pillars),
        "chance": round(made.chance, DECIMALS),
        "member": made.member and made.member.value,
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
    }


def plan_records(made: "WeeklyPlan") -> Iterator[tuple[object, ...]]:
    """Action, how many a week, minutes a week; 0 a week for what stops."""
    for step in made.steps:
        yield (step.kind, f"{step.pace:g}", f"{step.minutes:g}")
    for kind in made.stop:
        yield (kind, "0", "0")


def _points(total: float, pillars: object) -> dict[str, float]:
    assert isinstance(pillars, dict)
    each = {pillar.value: round(pillars[pillar], DECIMALS) for pillar in Pillar}
    return {"total": round(total, DECIMALS), **each}
