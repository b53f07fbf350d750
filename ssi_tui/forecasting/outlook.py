"""What a simulation says: values that both front ends draw, and sentences that promise nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sim.errors import Problem, RefusedError, SimError
from sim.inference.blend import Weights
from sim.terms import Member, Pillar
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.entries import Reading
from ssi_tui.wording.actions import member_name, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import assumed_minutes
from ssi_tui.wording.numbers import format_number, format_points


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """A band day by day, in points; place 0 is the outlook's first day."""

    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalResult:
    """Whether a scenario's goal is met."""

    pillar: Pillar | None
    """None is the total."""
    points: float
    day: int
    """Place in the series at which it is due."""
    wanted: float
    """Chance that was asked for, 0 to 1."""
    chance: float | None
    """Part of the draws that reach it; None where the day lies beyond the horizon."""

    @property
    def met(self) -> bool:
        """Whether enough draws reach it."""
        return self.chance is not None and self.chance >= self.wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """One scenario, simulated."""

    letter: str
    """``A``, ``B``, … in the order in which the scenarios were given."""
    name: str
    description: str
    start: int
    """Place in the series of the plan's first day: what lies before is the same for all."""
    total: Series
    pillars: Mapping[Pillar, Series]
    plan: Mapping[str, tuple[float, ...]]
    """Kind -> actions on each day after the outlook's first; only kinds that are ever done."""
    minutes_per_week: float
    """Mean over the plan."""
    goals: tuple[GoalResult, ...]
    difference: Series | None
    """Total against the first curve's, draw by draw; None for the first curve."""
    assumed_minutes: float = 0.0
    """The part of the minutes a week that goes on as usual and that nobody logged."""


TOTAL_ONLY = "total-only"
"""The remark that no score had pillars."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelRemark:
    """Something that one should know about how the curves came about: data for a sentence."""

    code: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """Curves side by side, on one axis of days."""

    start: date
    """The day whose evening the curves start from."""
    days: int
    """How many days the curves go on."""
    curves: tuple[Curve, ...]
    member: Member | None
    """Whose start and usual pace it is, where it is not the journal's."""
    reading: Reading | None
    """The reading that the curves pass through."""
    confidence: float
    """Part of the draws inside the bands, 0 to 1."""
    remarks: tuple[ModelRemark, ...]
    learned_from: int = 0
    """Readings that the model has learned from; 0: all of it is our starting assumption."""
    stretch: float = 1.0
    """What the bands are widened by, because earlier forecasts for this person were off."""
    weights: Weights | None = None
    """What they are made of: the model, "no change" and the line of the last scores."""
    no_change: Series | None = None
    """The total if nothing changes, with a band by the person's own changes; None without a
    score."""

    def __hash__(self) -> int:  # of all curves it would take longer than to draw them
        return hash((self.start, self.days, self.reading))

    @property
    def pace_assumed(self) -> bool:
        """Whether the usual pace is assumed, because hardly anything is logged."""
        return any(remark.code.startswith("no-pace") for remark in self.remarks)

    def day(self, place: int) -> date:
        """The date of a place in the series."""
        return self.start + timedelta(days=place)

    @property
    def weeks(self) -> tuple[int, ...]:
        """The places of whole weeks, the first day and the last among them."""
        places = [*range(0, self.days + 1, 7)]
        return tuple(places if places[-1] == self.days else [*places, self.days])


_SENTENCES = {
    "no-reading": N_("No score is in the journal yet: the curves start from an estimate."),
    "old-reading": N_("The newest score in the journal is {days} days old."),
    "short-journal": N_(
        "The journal covers {days} days: until it has four weeks, the days before it are assumed."
    ),
    "no-pace": N_(
        "The last four weeks of the journal hold less than a week’s log: “usual” is assumed, a "
        "pace that holds your score."
    ),
    "no-pace-told": N_(
        "Not a week of log is in the journal: “usual” is assumed, the pace of somebody as active "
        "as you say you are."
    ),
    "no-pace-no-reading": N_(
        "Neither a score nor a week’s log is in the journal: “usual” is assumed, the pace of an "
        "ordinary member."
    ),
    "member": N_("Start and usual pace are those of the member “{member}”, not yours."),
    "fit-failed": N_(
        "The scores could not be brought together with the log: the curves start from the newest "
        "score, and all the rest is our starting assumption."
    ),
    TOTAL_ONLY: N_("Only the total is known: how it splits over the pillars is assumed."),
    "doubted": N_("{names}: with assumptions of its own in place of the model’s."),
    "own": N_("What {names} gives is a guess: LinkedIn does not say that it counts."),
}


def remark_text(remark: ModelRemark) -> str:
    """The remark in the user's language."""
    values = dict(remark.values)
    member = values.get("member")
    if isinstance(member, str):
        values["member"] = member_name(Member(member))
    return _(_SENTENCES[remark.code]).format_map(values)


def problem_text(problem: Problem) -> str:
    """What is wrong at one place of a scenario file, in the user's language."""
    text = _(problem.message).format_map(dict(problem.fields))
    return f"{problem.path}: {text}" if problem.path else text


def refused_text(error: SimError) -> str:
    """Why a plan can't be simulated, in the user's language where it is the plan's own fault."""
    if isinstance(error, RefusedError):
        return _(error.message).format_map(dict(error.fields))
    return str(error)


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


def meaning(outlook: Outlook, curve: Curve) -> list[str]:
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


def _end(outlook: Outlook, curve: Curve) -> str:
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


def _turn(outlook: Outlook, curve: Curve) -> str:
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


def _mover(curve: Curve) -> str:
    """The pillar that moves furthest from where it is today."""

    def way(pillar: Pillar) -> float:
        median = curve.pillars[pillar].median
        return max((points - median[0] for points in median), key=abs)

    pillar = max(Pillar, key=lambda pillar: abs(way(pillar)))
    if abs(way(pillar)) < LEVEL:
        return ""
    form = _("{pillar} moves most: {change}.")
    change = format_number(way(pillar), 1, sign=True)
    return form.format(pillar=pillar_name(pillar), change=change)


def _goal(outlook: Outlook, goal: GoalResult) -> str:
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


def minutes(curve: Curve) -> str:
    """How long the plan takes, to stand after its name."""
    said = _(" · about {n} minutes a week").format(n=format_number(curve.minutes_per_week))
    return said + assumed_minutes(curve.minutes_per_week, curve.assumed_minutes)


def basis(outlook: Outlook) -> str:
    """Where the curves start, what is learned, and what kind of number this is."""
    if not outlook.learned_from:
        learned = _("The model’s numbers are our starting assumptions.")
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
