"""A plan, for people and as data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row
from ssi_tui.cli.paper import coloured, size, table, wrapped
from ssi_tui.i18n import _
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name, pillar_name
from ssi_tui.words.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.cli.session import Session
    from ssi_tui.forecasting import Role, WeeklyPlan

DECIMALS = 3
"""As many as LinkedIn's page has."""
RARE = (2, 4)
"""Weeks: a half and a quarter a week read better as once in so many."""


def plan_title(made: "WeeklyPlan") -> str:
    """What is to be reached, and by when."""
    wanted = [pillar_goal(pillar, points) for pillar, points in made.floors.items()]
    if made.target:
        wanted.insert(0, _("{points} points").format(points=format_points(made.target)))
    return _("{goal} by {day}").format(goal=", ".join(wanted), day=format_day(made.by, made.today))


def pillar_goal(pillar: Pillar, points: float) -> str:
    """ "Insights 12"."""
    return f"{pillar_name(pillar)} {format_points(points)}"


def plan_lines(session: "Session", made: "WeeklyPlan", role: "Role | None") -> list[str]:
    """The week in a table, what it reaches in another, and what that means."""
    width, _height = size()
    title: Row = [(plan_title(made), "title"), (_minutes(made), "muted")]
    lines = [*coloured(session, [title]), "", *_week(session, made), "", *_reach(made), ""]
    for sentence in (*_wanted(role), *_meaning(made)):
        lines += wrapped(sentence, width)
    return lines


def _week(session: "Session", made: "WeeklyPlan") -> list[str]:
    """What to do, what it pays into, and what there was; harmful things at the end."""
    rows = [[_("Action"), _("a week"), _("so far"), _("minutes")]]
    for step in made.steps:
        name = action_name(step.kind, 2)
        minutes = format_number(step.minutes, 0 if step.minutes >= 1 or not step.minutes else 1)
        rows.append([name, pace_words(step.pace), _amount(step.usual), minutes])
    for kind, usual in made.stop.items():
        rows.append([action_name(kind, 2), _("stop"), _amount(usual), ""])
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


def pace_words(pace: float) -> str:
    """ "7", or "1 in 2 weeks"."""
    for weeks in RARE:
        if pace < 1 and pace * weeks == 1:
            return _("1 in {n} weeks").format(n=weeks)
    return _amount(pace)


def _amount(pace: float) -> str:
    rounded = round(pace, 1)
    return format_number(rounded, 0 if rounded == int(rounded) else 1)


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
        low, high = format_points(wanted.low), format_points(wanted.high)
        form = _("One source wants {low} points for {role}.")
        if high != low:
            form = _("One source wants {low} to {high} points for {role}.")
        yield form.format(low=low, high=high, role=_(wanted.about))


def _meaning(made: "WeeklyPlan") -> Iterator[str]:
    """In sentences that promise nothing."""
    day, chance = format_day(made.by, made.today), format_number(100 * made.chance)
    fields = {"day": day, "points": format_number(made.total, 1), "chance": chance}
    if made.reached:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}; {chance} of 100 runs "
            "reach what you asked for. No cheaper week was found."
        )
        yield form.format(**fields)
    elif made.likely:
        form = _(
            "{goal} cannot be made as sure as that: this is as near as it gets. If you keep this "
            "pace, the estimate for {day} is {points}; {chance} of 100 runs reach it."
        )
        yield form.format(goal=plan_title(made), **fields)
    else:
        form = _(
            "{goal} is out of reach: this is as near as it gets. If you keep this pace, the "
            "estimate for {day} is {points}."
        )
        yield form.format(goal=plan_title(made), **fields)
        if made.soonest is None:
            yield _("With these minutes and limits the estimate does not get there in two years.")
        else:
            form = _("The estimate can get there around {day} at the soonest.")
            yield form.format(day=format_day(made.soonest, made.today))
    if made.stop:
        yield _("What costs points stops: the plan counts on it.")
    yield _("This is an estimate: LinkedIn does not publish its formula.")


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
