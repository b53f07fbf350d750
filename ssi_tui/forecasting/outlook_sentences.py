"""What simulated curves mean, in sentences that promise nothing."""

from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, GoalResult, Outlook


def band_words(confidence: float) -> str:
    """What the band means: "4 in 5 runs"."""
    part = confidence * 5
    if abs(part - round(part)) < 1e-9:
        return _("{n} in 5 runs").format(n=round(part))
    return _("{n} % of the runs").format(n=format_number(100 * confidence))


LEVEL = 0.5
"""Points: less is "about as today"."""


DIP = 1.0
"""Points below both ends, or above, that make a lowest or highest day worth a word."""


WIDE = 1.05
"""A factor for bands from which on it is worth a word."""


def meaning(outlook: "Outlook", curve: "Curve") -> list[str]:
    """What one curve says, in sentences that promise nothing."""
    said = [_end(outlook, curve), _turn(outlook, curve), _mover(curve)]
    if curve.difference is not None:
        form = _("At the end: {change} points against {letter} ({low} to {high}).")
        said.append(
            form.format(
                letter=outlook.curves[0].letter,
                change=format_number(curve.difference.median[-1], 1, sign=True),
                low=format_number(curve.difference.low[-1], 1, sign=True),
                high=format_number(curve.difference.high[-1], 1, sign=True),
            )
        )
    return [" ".join(part for part in said if part), *(_goal(outlook, g) for g in curve.goals)]


def _end(outlook: "Outlook", curve: "Curve") -> str:
    now, end = curve.total.median[0], curve.total.median[-1]
    if abs(end - now) < LEVEL:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, about as today; "
            "{runs} fall between {low} and {high}."
        )
    elif end > now:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, {change} points above "
            "today; {runs} fall between {low} and {high}."
        )
    else:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, {change} points below "
            "today; {runs} fall between {low} and {high}."
        )
    return form.format(
        day=format_day(outlook.day(outlook.days), outlook.start),
        points=format_number(end, 1),
        change=format_number(abs(end - now), 1),
        runs=band_words(outlook.confidence),
        low=format_number(curve.total.low[-1]),
        high=format_number(curve.total.high[-1]),
    )


def _turn(outlook: "Outlook", curve: "Curve") -> str:
    """The lowest or highest day on the way, where it is not one of the ends."""
    total = curve.total.median
    low, high = min(total), max(total)
    if low < min(total[0], total[-1]) - DIP:
        form, points = _("It is lowest around {day}, at {points}."), low
    elif high > max(total[0], total[-1]) + DIP:
        form, points = _("It is highest around {day}, at {points}."), high
    else:
        return ""
    day = format_day(outlook.day(total.index(points)), outlook.start)
    return form.format(day=day, points=format_number(points, 1))


def _mover(curve: "Curve") -> str:
    """The pillar that moves furthest from where it is today."""

    def way(pillar: Pillar) -> float:
        median = curve.pillars[pillar].median
        return max((points - median[0] for points in median), key=abs)

    pillar = max(Pillar, key=lambda each: abs(way(each)))
    if abs(way(pillar)) < LEVEL:
        return ""
    form = _("{pillar} moves most: {change}.")
    change = format_number(way(pillar), 1, sign=True)
    return form.format(pillar=pillar_name(pillar), change=change)


def _goal(outlook: "Outlook", goal: "GoalResult") -> str:
    name = pillar_name(goal.pillar) if goal.pillar else _("Total")
    if goal.chance is None:
        form = _("Goal {name} {points} by {day}: beyond these weeks, not judged.")
    elif goal.met:
        form = _("Goal met: {name} {points} by {day} in {chance} of 100 runs ({wanted} wanted).")
    else:
        form = _("Goal missed: {name} {points} by {day} in {chance} of 100 runs ({wanted} wanted).")
    return form.format(
        name=name,
        points=format_points(goal.points),
        day=format_day(outlook.day(goal.day), outlook.start),
        chance=format_number(100 * (goal.chance or 0)),
        wanted=format_number(100 * goal.wanted),
    )


def minutes(curve: "Curve") -> str:
    """How long the plan takes, to stand after its name."""
    form = _(" · about {n} minutes a week")
    return form.format(n=format_number(curve.minutes_per_week))


def basis(outlook: "Outlook") -> str:
    """Where the curves start, what is learned, and what kind of number this is."""
    if not outlook.learned_from:
        learned = _("The model's numbers are our starting assumptions.")
    else:
        learned = ngettext(
            "The model has learned from your {n} score; `ssi model` says what.",
            "The model has learned from your {n} scores; `ssi model` says what.",
            outlook.learned_from,
        ).format(n=outlook.learned_from)
    if outlook.stretch >= WIDE:
        form = _("Earlier forecasts for you were off by more than their bands said: these are "
                 "{factor} times as wide.")  # fmt: skip
        learned += " " + form.format(factor=format_number(outlook.stretch, 1))
    reading = outlook.reading
    if reading is None:
        return f"{learned} {estimate()}"
    form = _("Starts from your score of {points} on {day}.")
    day = format_day(reading.day, outlook.start)
    return f"{form.format(points=format_points(reading.total), day=day)} {learned} {estimate()}"


def estimate() -> str:
    """What kind of number all of this is."""
    return _(
        "This is an estimate: LinkedIn does not publish its formula, and the band is only as good "
        "as our assumptions."
    )
