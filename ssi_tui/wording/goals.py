"""Targets, and how far one has come, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import format_day, weekday_name
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from sim.terms import Pillar
    from ssi_tui.model.progress import Progress
    from ssi_tui.model.terms import Target

RARE = (2, 4)
"""Weeks: a half and a quarter a week read better as once in so many."""


class FoundPlan(Protocol):
    """What `forecasting.WeeklyPlan` knows of itself."""

    @property
    def today(self) -> date: ...
    @property
    def by(self) -> date: ...
    @property
    def target(self) -> float: ...
    @property
    def floors(self) -> Mapping[Pillar, float]: ...
    @property
    def stop(self) -> Mapping[str, float]: ...
    @property
    def total(self) -> float: ...
    @property
    def chance(self) -> float: ...
    @property
    def going(self) -> float: ...
    @property
    def enough_kinds(self) -> int | None: ...
    @property
    def enough_free(self) -> bool: ...
    @property
    def roomier(self) -> tuple[int, float] | None: ...
    @property
    def reached(self) -> bool: ...
    @property
    def likely(self) -> bool: ...
    @property
    def soonest(self) -> date | None: ...
    @property
    def free(self) -> bool: ...
    @property
    def kinds(self) -> int: ...
    @property
    def start_total(self) -> float: ...
    @property
    def ended(self) -> Mapping[str, float]: ...
    @property
    def falling(self) -> Sequence[Pillar]: ...
    @property
    def milestone(self) -> tuple[float, date, Pillar | None] | None: ...


class PlanLine(Protocol):
    """What `forecasting.Step` knows of itself."""

    @property
    def pace(self) -> float: ...
    @property
    def usual(self) -> float | None: ...
    @property
    def assumed(self) -> float: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def rise(self) -> Sequence[float]: ...


SEEN = 0.05
"""Points, or actions a week: less is not seen in a number with one decimal."""


LEAST_MINUTES = 0.5
"""Less is not seen in whole minutes."""


REASONS = {
    "more": N_("more of what you do already"),
    "begin": N_("new: what you do already is not enough, or takes longer"),
    "note": N_("in place of requests without a note: more people say yes"),
    "less": N_("less, because of the minutes"),
    "limit": N_("your own limit"),
}
"""Why a line stands in a plan."""


NEXT_REASONS = {
    "due": N_("due by your target"),
    "usual": N_("you do it anyway"),
    "once": N_("done once, and it stays"),
    "new": N_("new for you"),
}
"""Why something stands among what is best done next, in order."""


class NextLine(Protocol):
    """What `forecasting.NextStep` knows of itself."""

    @property
    def reason(self) -> str: ...
    @property
    def assumed(self) -> float: ...
    @property
    def for_weakest(self) -> bool: ...


def next_words(line: NextLine, *, alone: bool = False) -> str:
    """Why it is named: "you do it anyway; for the weakest pillar"; `alone`: without the pillar."""
    said = _(NEXT_REASONS[line.reason])
    if line.reason == "usual" and line.assumed > 0:
        said = _("assumed so far: {n} a week").format(n=amount(line.assumed))
    pillar = [_("for the weakest pillar")] if line.for_weakest and not alone else []
    return "; ".join([said, *pillar])


def line_words(line: PlanLine) -> str:
    """Why it stands there, what is assumed, and its first weeks: "more of what you do already; week
    by week 5 → 7 → 9"; empty where nothing is to be said."""
    parts = [why_words(line)]
    if line.rise:
        weeks = " → ".join(amount(pace) for pace in (*line.rise, line.pace))  # "0,5, 0,8" is none
        parts.append(_("week by week {paces}").format(paces=weeks))
    return "; ".join(part for part in parts if part)


def why_words(line: PlanLine) -> str:
    """Why it stands there, and what is assumed."""
    parts = [_(REASONS[line.reason])] if line.reason else []
    if line.assumed < SEEN or line.reason == "begin":  # so little is assumed of it that it is new
        return "; ".join(parts)
    said = _("assumed beside it so far: {n} a week")
    if line.usual is None:
        said = _("assumed so far: {n} a week")
        parts = parts if line.reason != "more" else []
    return "; ".join([*parts, said.format(n=amount(line.assumed))])


def minutes_so_far(logged: float | None, assumed: float) -> str:
    """What a week took so far, with what nobody logged called assumed: "49 so far, 12 assumed";
    empty where it is nothing."""
    shown = assumed >= LEAST_MINUTES
    if logged is None:
        return _("{assumed} assumed so far").format(assumed=format_number(assumed)) if shown else ""
    form = _("{usual} so far and {assumed} assumed") if shown else _("{usual} so far")
    return form.format(usual=format_number(logged), assumed=format_number(assumed))


def assumed_minutes(minutes: float, assumed: float) -> str:
    """What of a pace's minutes nobody logged: ", assumed" or ", 4 assumed" to stand after them."""
    if assumed < LEAST_MINUTES:
        return ""
    if round(assumed) >= round(minutes):
        return _(", assumed")
    return _(", {n} assumed").format(n=format_number(assumed))


def goal_in_words(total: float, floors: Mapping[Pillar, float]) -> str:
    """ "70 points, Insights 12"."""
    wanted = [pillar_goal(pillar, points) for pillar, points in floors.items()]
    if total:
        wanted.insert(0, _("{points} points").format(points=format_points(total)))
    return ", ".join(wanted)


def pillar_goal(pillar: Pillar, points: float) -> str:
    """ "Insights 12"."""
    return f"{pillar_name(pillar)} {format_points(points)}"


def goal_by(total: float, floors: Mapping[Pillar, float], by: date, today: date) -> str:
    """What is to be reached, and by when."""
    goal = goal_in_words(total, floors)
    return _("{goal} by {day}").format(goal=goal, day=format_day(by, today))


def plan_title(plan: FoundPlan) -> str:
    """The same of a plan."""
    return goal_by(plan.target, plan.floors, plan.by, plan.today)


def pace_words(pace: float) -> str:
    """ "7", or "1 in 2 weeks"."""
    for weeks in RARE:
        if pace < 1 and pace * weeks == 1:
            return _("1 in {n} weeks").format(n=weeks)
    return amount(pace)


def amount(pace: float) -> str:
    """ "7", "2.5"."""
    rounded = round(pace, 1)
    return format_number(rounded, 0 if rounded == int(rounded) else 1)


def role_wanted(low: float, high: float, about: str) -> str:
    """What a role's source says, whole: a plan aims at the lower end."""
    form = _("One source wants {low} points for {role}.")
    if high != low:
        form = _("One source wants {low} to {high} points for {role}.")
    return form.format(low=format_points(low), high=format_points(high), role=about)


def plan_meaning(plan: FoundPlan, *, options: bool = False) -> Iterator[str]:
    """In sentences that promise nothing; with the shell's `options` that they speak of."""
    day, chance = format_day(plan.by, plan.today), format_number(100 * plan.chance)
    fields = {"day": day, "points": format_number(plan.total, 1), "chance": chance}
    if plan.reached:
        form = _(
            "If you keep to this, the estimate for {day} is {points}; of 100 people who do, "
            "{chance} reach what you asked for."
        )
        if plan.free:
            form = _(
                "If you keep this pace, the estimate for {day} is {points}; of 100 people who "
                "do, {chance} reach what you asked for. No shorter week with as few kinds of "
                "action was found."
            )
        yield form.format(**fields)
        if plan.roomier:
            kinds, minutes = plan.roomier
            form = _("With more of {n} kinds of action about {minutes} minutes a week would do.")
            said = form.format(n=kinds, minutes=format_number(minutes))
            yield _optioned(said, f"--kinds {kinds}", shown=options)
    elif plan.likely:
        form = _(
            "{goal} cannot be made as sure as that: this is as near as it gets. If you keep this "
            "pace, the estimate for {day} is {points}; of 100 people who do, {chance} reach it."
        )
        yield form.format(goal=plan_title(plan), **fields)
    else:
        form = _(
            "{goal} is out of reach: this is as near as it gets. If you keep this pace, the "
            "estimate for {day} is {points}."
        )
        yield form.format(goal=plan_title(plan), **fields)
        yield from _milestone(plan)
        yield from _within(plan, options=options)
        if plan.soonest is None:
            yield _("With these minutes and limits the estimate does not get there in two years.")
        else:
            form = _("The estimate can get there around {day} at the soonest.")
            yield form.format(day=format_day(plan.soonest, plan.today))
    yield from plan_beside(plan)
    if plan.stop:
        yield _("What costs points stops: the plan counts on it.")
    yield _("This is an estimate: LinkedIn does not publish its formula.")


def _milestone(plan: FoundPlan) -> Iterator[str]:
    """What comes first where a goal is out of reach."""
    if plan.milestone:
        points, day, pillar = plan.milestone
        floors = {} if pillar is None else {pillar: points}
        goal = goal_in_words(0.0 if floors else points, floors)
        form = _("The next milestone: {goal} around {day}.")
        yield form.format(goal=goal, day=format_day(day, plan.today))
    elif plan.total < plan.start_total + SEEN:
        yield _("Nothing within these limits raises the estimate.")
        if plan.going < plan.total - SEEN:
            form = _("If all goes on as so far, the estimate is {points}.")
            yield form.format(points=format_number(plan.going, 1))


def _optioned(sentence: str, option: str, *, shown: bool) -> str:
    return f"{sentence.removesuffix('.')} ({option})." if shown else sentence


def _within(plan: FoundPlan, *, options: bool) -> Iterator[str]:
    """Within what a goal is out of reach, and what would bring it within reach."""
    if plan.free:
        return
    yield ngettext(
        "That is by the sources' rules and with more of at most {n} kind of action.",
        "That is by the sources' rules and with more of at most {n} kinds of action.",
        plan.kinds,
    ).format(n=plan.kinds)
    if plan.enough_kinds:
        form = _("With more of {n} kinds the estimate can get there.")
        said = form.format(n=plan.enough_kinds)
        yield _optioned(said, f"--kinds {plan.enough_kinds}", shown=options)
    elif plan.enough_free:
        said = _("Without the rules the estimate can get there.")
        yield _optioned(said, "--free", shown=options)
    else:
        yield _("With more kinds, or without the rules, it does not get there either.")


def plan_beside(plan: FoundPlan) -> Iterator[str]:
    """What goes on, what ends and what falls."""
    if plan.free:
        return
    ended = [action_name(kind, 2) for kind in plan.ended]
    if ended:
        form = _("Left out: {actions}; answers are unlikely, or minutes are missing.")
        yield form.format(actions=", ".join(ended))
    yield _("Everything else goes on as so far.")
    falling = ", ".join(pillar_name(pillar) for pillar in plan.falling)
    if falling:
        yield _("Nothing within these limits holds {pillars}.").format(pillars=falling)


def target_in_words(target: Target) -> str:
    """ "3 a week", "at most 2 a day", "Mon, Wed, Fri"."""
    if target.weekdays:
        return ", ".join(weekday_name(day) for day in target.weekdays)
    if target.days == 1:
        form = _("at most {n} a day") if target.at_most else _("{n} a day")
    elif target.rolling:
        form = (
            _("at most {n} in any {days} days") if target.at_most else _("{n} in any {days} days")
        )
    else:
        form = _("at most {n} a week") if target.at_most else _("{n} a week")
    return form.format(n=target.amount, days=target.days)


def standing(row: Progress, *, today: bool = True) -> str:
    """ "5 of 5 this week"; ``today=False`` speaks of another day."""
    target = row.target
    if target.rolling:
        form = _("{done} of {goal} in {days} days")
        limit = _("{done} of at most {goal} in {days} days")
    elif target.days == 1:
        form = _("{done} of {goal} today") if today else _("{done} of {goal} that day")
        limit = _("{done} of at most {goal} a day")
    else:
        form = _("{done} of {goal} this week") if today else _("{done} of {goal} that week")
        limit = _("{done} of at most {goal} a week")
    return (limit if target.at_most else form).format(
        done=row.done, goal=row.goal, days=target.days
    )
