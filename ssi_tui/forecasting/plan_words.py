"""What a plan and advice come to, in sentences that both front ends show."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import amount
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting.planning import NextStep, Step, WeeklyPlan

SEEN = 0.05
"""Points, or actions a week: less is not seen in a number with one decimal."""

NOTICED = 1.0
"""Points: less is no loss to speak of."""

_REASONS = {
    "more": N_("more of what you do already"),
    "begin": N_("new: what you do already is not enough, or takes longer"),
    "note": N_("in place of requests without a note: more people say yes"),
    "less": N_("less, because of the minutes"),
    "limit": N_("your own limit"),
}
"""Why a line stands in a plan."""

_NEXT_REASONS = {
    "due": N_("due by your target"),
    "usual": N_("you do it anyway"),
    "once": N_("done once, and it stays"),
    "new": N_("new for you"),
}
"""Why something stands among what is best done next, in order."""


def next_words(line: NextStep, *, alone: bool = False) -> str:
    """Why it is named: "you do it anyway; for the weakest pillar"; `alone`: without the pillar."""
    said = _(_NEXT_REASONS[line.reason])
    if line.reason == "usual" and line.assumed > 0:
        said = _("assumed so far: {n} a week").format(n=amount(line.assumed))
    pillar = [_("for the weakest pillar")] if line.for_weakest and not alone else []
    return "; ".join([said, *pillar])


def line_words(line: Step) -> str:
    """Why it stands there, what is assumed, and its first weeks: "more of what you do already; week
    by week 5 → 7 → 9"; empty where nothing is to be said."""
    parts = [why_words(line)]
    if line.rise:
        weeks = " → ".join(amount(pace) for pace in (*line.rise, line.pace))  # "0,5, 0,8" is none
        parts.append(_("week by week {paces}").format(paces=weeks))
    return "; ".join(part for part in parts if part)


def why_words(line: Step) -> str:
    """Why it stands there, and what is assumed."""
    parts = [_(_REASONS[line.reason])] if line.reason else []
    if line.assumed < SEEN or line.reason == "begin":  # so little is assumed of it that it is new
        return "; ".join(parts)
    said = _("assumed beside it so far: {n} a week")
    if line.usual is None:
        said = _("assumed so far: {n} a week")
        parts = parts if line.reason != "more" else []
    return "; ".join([*parts, said.format(n=amount(line.assumed))])


def plan_meaning(plan: WeeklyPlan, *, options: bool = False) -> Iterator[str]:
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
        yield from _without(plan)
        if plan.later:
            by, minutes = plan.later
            form = _("By {day} instead, about {minutes} minutes a week would do.")
            said = form.format(day=format_day(by, plan.today), minutes=format_number(minutes))
            yield _optioned(said, f"--by {by.isoformat()}", shown=options)
        if plan.roomier and not (plan.later and plan.later.minutes < plan.roomier[1] + 0.5):
            kinds, minutes = plan.roomier
            form = _("With more of {n} kinds of action about {minutes} minutes a week would do.")
            said = form.format(n=kinds, minutes=format_number(minutes))
            yield _optioned(said, f"--kinds {kinds}", shown=options)
    elif plan.likely:
        form = _(
            "{goal} cannot be made as sure as that: this is as near as it gets. If you keep this "
            "pace, the estimate for {day} is {points}; of 100 people who do, {chance} reach it."
        )
        yield form.format(goal=plan.title, **fields)
    else:
        form = _(
            "{goal} is out of reach: this is as near as it gets. If you keep this pace, the "
            "estimate for {day} is {points}."
        )
        if plan.milestone:
            form = _(
                "{goal} is out of reach, so this week is for what comes first: {first}. Of 100 "
                "people who keep to it, {chance} reach that."
            )
            fields["chance"] = format_number(100 * plan.milestone.chance)
            fields["first"] = plan.milestone.words
        yield form.format(goal=plan.asked, **fields)
        yield from _without(plan)
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


def _without(plan: WeeklyPlan) -> Iterator[str]:
    """Where it leads if all goes on as so far and the score falls, or no plan raises it."""
    gains = plan.reached or plan.milestone or plan.total > plan.start_total + SEEN
    if not gains:
        yield _("Nothing within these limits raises the estimate.")
    if plan.going < min(plan.total - SEEN, plan.start_total - (NOTICED if gains else 0.0)):
        form = _("If all goes on as so far, the estimate is {points}.")
        yield form.format(points=format_number(plan.going, 1))


def _optioned(sentence: str, option: str, *, shown: bool) -> str:
    return f"{sentence.removesuffix('.')} ({option})." if shown else sentence


def _within(plan: WeeklyPlan, *, options: bool) -> Iterator[str]:
    """Within what a goal is out of reach, and what would bring it within reach."""
    if plan.free:
        return
    form = ngettext(
        "That is by the sources’ rules and with more of at most {n} kind of action.",
        "That is by the sources’ rules and with more of at most {n} kinds of action.",
        plan.kinds,
    )
    if plan.most_minutes is not None:
        form = ngettext(
            "The sources’ rules allow more of {n} kind of action and {minutes} minutes a week.",
            "The sources’ rules allow more of {n} kinds of action and {minutes} minutes a week.",
            plan.kinds,
        )
    yield form.format(n=plan.kinds, minutes=format_number(plan.most_minutes or 0.0))
    if plan.enough_minutes:
        minutes = 10 * ceil(plan.enough_minutes / 10)
        form = _("With about {minutes} minutes a week the estimate can get there.")
        said = form.format(minutes=format_number(minutes))
        yield _optioned(said, f"--minutes {minutes}", shown=options)
    elif plan.enough_kinds:
        form = _("With more of {n} kinds the estimate can get there.")
        said = form.format(n=plan.enough_kinds)
        yield _optioned(said, f"--kinds {plan.enough_kinds}", shown=options)
    elif plan.free_minutes is not None:
        form = _("Without the rules it would take about {minutes} minutes a week.")
        said = form.format(minutes=format_number(plan.free_minutes))
        yield _optioned(said, "--free", shown=options)
    else:
        yield _("With more minutes or kinds, or without the rules, it does not get there either.")


def plan_beside(plan: WeeklyPlan) -> Iterator[str]:
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
