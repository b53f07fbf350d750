"""Plans for people: the cheapest week that reaches a score, and what is best done next."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypedDict

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Catalogue, Effect, Feed, Nature
from sim.planning import advice, plan
from sim.planning.problem import PlannerWish
from sim.planning.rules import KINDS as KINDS
from sim.planning.rules import ROLES as ROLES
from sim.planning.rules import Motive as Motive
from sim.planning.rules import Role as Role
from sim.population.start import today as scores_today
from sim.response.active_days import minutes_per_week
from sim.response.curves import WEEK
from sim.scenario.files import dump as dump
from sim.scenario.scenario import Scenario
from sim.terms import ActionKind, Member, Pillar
from ssi_tui.exchange.calendar import PRESENCE, events, rounded_up, to_ics
from ssi_tui.forecasting.outlook import TOTAL_ONLY, Curve, ModelRemark, Series
from ssi_tui.forecasting.simulator import Simulator
from ssi_tui.forecasting.starting_point import Beginning
from ssi_tui.i18n import _
from ssi_tui.model.entries import Reading
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.terms import Target
from ssi_tui.wording.actions import ACTIONS
from ssi_tui.wording.goals import goal_by, goal_in_words

EVEN = 0.5
"""Part of the draws: the median reaches what so many of them do."""

KINDS_MOST = 12
"""Kinds of action that one may change at most, and still know what one does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One kind of action in the plan's week."""

    kind: str
    pace: float
    """Per week; a quarter is once in four weeks."""
    minutes: float
    """Per week."""
    usual: float | None
    """What the last weeks had, per week; None: nobody logged it."""
    pillars: tuple[Pillar, ...]
    """Those that it pays into, the most first."""
    assumed: float = 0.0
    """What is assumed to be done of it that nobody logged, per week."""
    reason: Motive | None = None
    """Why it stands there; None: without rules, because nothing is cheaper."""
    rise: tuple[float, ...] = ()
    """The paces of the weeks before it is reached, the first week first."""


class Milestone(NamedTuple):
    """What comes first where a goal is out of reach, and what the week is for."""

    points: float
    day: date
    """The first on which they are there."""
    pillar: Pillar | None = None
    """None: of the total."""
    chance: float = EVEN
    """Part of the people who keep to it that has them on the date."""

    @property
    def goal(self) -> tuple[float, dict[Pillar, float]]:
        """Points in total, 0 where it is a pillar's, and by pillar."""
        return (self.points, {}) if self.pillar is None else (0.0, {self.pillar: self.points})

    @property
    def words(self) -> str:
        """ "52 points"."""
        return goal_in_words(*self.goal)


class LaterPlan(NamedTuple):
    """A gentler date."""

    by: date
    minutes: float
    """That it would take per week, about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeeklyPlan:
    """The cheapest week, and what it comes to if it is kept."""

    today: date
    by: date
    steps: tuple[Step, ...]
    """The longest first; no active days where these make enough of them."""
    stop: Mapping[str, float]
    """Harmful kinds, with how many a week there were; the plan counts on their end."""
    minutes: float
    """Per week, what goes on as so far included."""
    usual_minutes: float | None
    """What one's own doing took in the last weeks, per week; None: nothing is logged."""
    start_total: float
    """Points today: the median, as everything below."""
    start_pillars: Mapping[Pillar, float]
    total: float
    """Points on the date."""
    path: Series
    """Points in total day by day, from today to the date."""
    pillars: Mapping[Pillar, float]
    target: float
    """Points asked for in total; 0: none."""
    floors: Mapping[Pillar, float]
    """Points asked for by pillar."""
    sure: float
    """Part of the people who keep to it that should reach it, 0 to 1."""
    chance: float
    """Part of the people who keep to it that does."""
    reached: bool
    """False: out of reach, and this is the week of the milestone, or as near as it gets."""
    soonest: date | None
    """Out of reach at even chances: the first date on which expected points can get there, within
    two years."""
    member: Member | None
    """Whose start it is, where it is not the journal's."""
    reading: Reading | None
    """The score that it starts from."""
    remarks: tuple[ModelRemark, ...]
    raw: plan.Plan
    """The plan as the simulation knows it."""
    catalogue: Catalogue
    """The kinds that it may hold."""
    free: bool = False
    """Without the sources' rules."""
    kinds: int = KINDS
    """Of which more may be done than so far."""
    first: date | None = None
    """The Monday on which the first week begins; None: tomorrow."""
    ended: Mapping[str, float] = field(default_factory=dict)
    """What the rules end, with how many a week there were."""
    falling: tuple[Pillar, ...] = ()
    """Pillars that nothing keeps at today's points."""
    milestone: Milestone | None = None
    """Out of reach: what comes first."""
    going: float = 0.0
    """Points in total on the date where all goes on as so far."""
    most_minutes: float | None = None
    """The most that a week may take by the rules; None: where one says it, or without rules."""
    enough_minutes: float | None = None
    """Out of reach: with about so many minutes a week the estimate can get there."""
    enough_kinds: int | None = None
    """Out of reach: with so many kinds the estimate can get there."""
    free_minutes: float | None = None
    """Out of reach with any number of kinds: what it would take a week without the rules."""
    roomier: tuple[int, float] | None = None
    """With more kinds, so many, it takes far fewer minutes a week, about so many."""
    later: LaterPlan | None = None
    """A later date for which far fewer minutes a week are enough."""
    assumed_minutes: float = 0.0
    """What is assumed to be done beside it, which nobody logged, takes per week."""

    @property
    def title(self) -> str:
        """What it is to reach, and by when: what comes first where the goal is out of reach."""
        total, floors = self.milestone.goal if self.milestone else (self.target, self.floors)
        return goal_by(total, floors, self.by, self.today)

    @property
    def asked(self) -> str:
        """The goal, and by when."""
        return goal_by(self.target, self.floors, self.by, self.today)

    @property
    def likely(self) -> bool:
        """Whether at least an even chance is there, though perhaps not the one asked for."""
        return self.chance >= EVEN


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep(advice.NextAction):
    """One more of one kind, today; of a bare total the weakest pillar is anybody's guess."""

    assumed: float = 0.0
    """What is assumed to be done of it that nobody logged, per week; its reason then."""

    @property
    def once(self) -> bool:
        """Whether it is profile work, done and finished."""
        return self.nature is Nature.ONCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What is best done next, today."""

    steps: tuple[NextStep, ...]
    """What is due first, then what is done anyway, then what is new; in each the most points per
    minute first."""
    weakest: Pillar
    """The pillar with the fewest points."""
    weakest_points: float
    """Its median."""
    days: int
    """Over which a step is judged."""
    member: Member | None
    """As in `WeeklyPlan`."""
    remarks: tuple[ModelRemark, ...]
    split_known: bool
    """Whether the score tells its pillars."""


def plannable(simulator: Simulator | None = None) -> tuple[str, ...]:
    """What a plan can hold: one's own doing, week after week; active days follow from it."""
    kinds = (simulator.model.catalogue if simulator else CATALOGUE).of(Nature.HABIT)
    names = (str(kind.kind) for kind in kinds if kind.most > 0)
    return tuple(name for name in names if name != ActionKind.ACTIVE_DAY)


def weekly_plan(  # noqa: PLR0913  # named, most of them optional
    simulator: Simulator,
    *,
    today: date,
    by: date,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    sure: float = EVEN,
    member: Member | None = None,
    free: bool = False,
    kinds: int = KINDS,
) -> WeeklyPlan:
    """The cheapest week that reaches `target` points, and as many by pillar, step by step from next
    Monday on; with `free` from tomorrow on, whatever the sources say (`sim.planning.rules`).

    `kinds` is of how many more may be done than so far.  `member` is whose start the simulator
    takes without a journal.  Raises SimError where the limits alone take more minutes than there
    are.
    """
    begin = simulator.beginning(today, member or Member.ORDINARY)
    days = (by - today).days
    lead = 0 if free else until_monday(today, days)
    wish = PlannerWish(
        days=days, target=target, floors=pillars or {}, minutes=minutes, limits=limits or {},
        sure=sure, stretch=simulator.stretch if begin.known else 1.0, free=free, kinds=kinds,
        lead=lead,
    )  # fmt: skip
    return _weekly(simulator, begin, wish, today)


def _weekly(simulator: Simulator, begin: Beginning, wish: PlannerWish, today: date) -> WeeklyPlan:
    """The plan in a person's terms: dates, what was logged so far, what comes first."""
    model, catalogue = simulator.model, simulator.model.catalogue
    planner = plan.Planner(model, begin.starts, wish)
    raw = planner.plan()
    chance, reached, going = raw.probability, raw.reached, raw.going
    far = not reached and chance < EVEN
    first = planner.milestone(raw) if far else None
    if first is not None:
        raw, chance = first, planner.chance(first)
    curve = simulator.outlook([raw.scenario(catalogue, "plan")], days=wish.days).curves[0]
    scores = scores_today(model, begin.starts)
    gentler = planner.gentler(raw) if reached and not wish.free else None
    usual = dict(zip(catalogue.names, begin.logged.tolist(), strict=True))
    apart = [kind.nature is not Nature.HABIT for kind in catalogue.kinds]
    own = np.where(apart, 0.0, begin.logged) / WEEK
    whole = np.where(apart, 0.0, begin.usual) / WEEK
    logged = minutes_per_week(own[None], catalogue)
    return WeeklyPlan(
        today=today,
        by=today + timedelta(days=wish.days),
        steps=_steps(raw, usual, catalogue),
        stop={kind: usual[kind] for kind in raw.stop},
        minutes=raw.minutes,
        usual_minutes=logged if own.any() else None,
        assumed_minutes=max(minutes_per_week(whole[None], catalogue) - logged, 0.0),
        start_total=float(np.median(scores.sum(axis=1))),
        start_pillars=dict(zip(Pillar, np.median(scores, axis=0).tolist(), strict=True)),
        total=raw.total,
        path=curve.total,
        pillars=dict(zip(Pillar, raw.pillars, strict=True)),
        target=wish.target,
        floors=wish.floors,
        sure=wish.sure or EVEN,
        chance=chance,
        reached=reached,
        soonest=_soonest(simulator, begin, wish, today) if far else None,
        member=begin.member,
        reading=begin.known.reading if begin.known else None,
        remarks=begin.remarks,
        raw=raw,
        catalogue=catalogue,
        free=wish.free,
        kinds=wish.kinds,
        first=None if wish.free else today + timedelta(days=wish.lead + 1),
        ended={kind: usual[kind] for kind in raw.ended if usual[kind] > 0},
        falling=raw.falling,
        milestone=_milestone(curve, today, wish, first) if first else None,
        going=going,
        most_minutes=planner.limits.minutes if wish.minutes is None else None,
        roomier=raw.roomier if reached else None,
        later=LaterPlan(today + timedelta(days=gentler.wish.days), gentler.minutes)
        if gentler
        else None,
        **(_enough(planner) if far else {}),
    )


class Enough(TypedDict, total=False):
    """What would bring a goal within reach, as in `WeeklyPlan`."""

    enough_minutes: float | None
    enough_kinds: int | None
    free_minutes: float | None


def _enough(planner: plan.Planner) -> Enough:
    wish, bound = planner.wish, planner.limits.minutes is not None
    minutes = planner.minutes_with(minutes=math.inf) if bound else None
    if wish.free:
        return Enough(enough_minutes=minutes)
    kinds = planner.enough_kinds(range(wish.kinds + 1, KINDS_MOST + 1))
    without = planner.minutes_with(free=True, lead=0) if kinds is None else None
    return Enough(enough_minutes=minutes, enough_kinds=kinds, free_minutes=without)


def _soonest(simulator: Simulator, begin: Beginning, wish: PlannerWish, today: date) -> date | None:
    days = plan.soonest(simulator.model, begin.starts, wish)
    return None if days is None else today + timedelta(days=days)


def until_monday(today: date, days: int) -> int:
    """Days from tomorrow on that go on as usual, so that the first week begins on a Monday; none
    where that would leave less than a week."""
    lead = -(today + timedelta(days=1)).weekday() % WEEK
    return lead if days - lead >= 2 * WEEK else 0


def _milestone(curve: Curve, today: date, wish: PlannerWish, first: plan.Plan) -> Milestone:
    """The first part of the goal that the week leaves for later, and the first day on which it has
    what comes first."""
    pillar: Pillar | None = None
    points, path = first.wish.target, curve.total
    if points == wish.target:
        pillar = next(one for one, asked in wish.floors.items() if first.wish.floors[one] < asked)
        points, path = first.wish.floors[pillar], curve.pillars[pillar]
    days = [day for day, median in enumerate(path.median) if median >= points - 1e-9]
    day = today + timedelta(days=days[0] if days else wish.days)
    return Milestone(points, day, pillar, first.probability)


def as_scenario(weekly: WeeklyPlan, name: str, description: str) -> Scenario:
    """The plan as a scenario, to be simulated and written to a file."""
    return weekly.raw.scenario(weekly.catalogue, name, description)


def advise(simulator: Simulator, *, today: date, member: Member | None = None) -> Advice:
    """What one more of each kind would bring, from the evening of today on."""
    begin = simulator.beginning(today, member or Member.ORDINARY)
    actions = advice.next_actions(simulator.model, begin.starts, due=simulator.due(today))
    scores = scores_today(simulator.model, begin.starts)
    weakest = int(scores.mean(axis=0).argmin())
    names = simulator.model.catalogue.names
    logged = dict(zip(names, begin.logged.tolist(), strict=True))
    usual = dict(zip(names, begin.usual.tolist(), strict=True))
    split_known = all(remark.code != TOTAL_ONLY for remark in begin.remarks)
    return Advice(
        steps=tuple(
            NextStep(
                **asdict(replace(action, for_weakest=action.for_weakest and split_known)),
                assumed=0.0 if logged[action.kind] > 0 else usual[action.kind],
            )
            for action in actions
        ),
        weakest=tuple(Pillar)[weakest],
        weakest_points=float(np.median(scores[:, weakest])),
        days=advice.HORIZON,
        member=begin.member,
        remarks=begin.remarks,
        split_known=split_known,
    )


def _steps(raw: plan.Plan, usual: Mapping[str, float], catalogue: Catalogue) -> tuple[Step, ...]:
    """One's own part of the plan: what others do goes on, and is nothing to be done."""
    steps = []
    for name, pace in raw.pace.items():
        kind = catalogue[name]
        if kind.nature is Nature.RECEIVED:
            continue
        effects = sorted(kind.effects, key=lambda effect: -abs(effect.points))
        paid: list[Effect | Feed] = [*effects, *kind.feeds]
        step = Step(
            kind=name,
            pace=pace,
            minutes=pace * kind.minutes,
            usual=usual[name] or None,
            pillars=tuple(dict.fromkeys(part.pillar for part in paid)),
            assumed=raw.usual.get(name, 0.0) - usual[name],
            reason=None if raw.wish.free else _reason(raw, name, usual),
            rise=tuple(week[name] for week in raw.weeks if week[name] < pace),
        )
        steps.append(step)
    return tuple(sorted(steps, key=lambda step: (-step.minutes, -step.pace)))


def _reason(raw: plan.Plan, name: str, usual: Mapping[str, float]) -> Motive | None:
    """Why it stands there; a stand-in's requests are none that one could replace."""
    motive = raw.reasons.get(name)
    replaced = usual[ActionKind.REQUEST] > 0
    return Motive.BEGIN if motive is Motive.NOTE and not replaced else motive


NONE = "none"
"""No target."""


def new_targets(weekly: WeeklyPlan) -> dict[str, str]:
    """Kind → target: the plan's, none for what it ends, 0 for what stops; without rules none for
    everything of LinkedIn's beside it."""
    targets = dict.fromkeys(ACTIONS if weekly.free else weekly.ended, NONE)
    for step in weekly.steps:
        count, weeks = rounded_up(step.pace)
        targets[step.kind] = f"{count}/week" if weeks == 1 else f"{count}/{7 * weeks}d"
    return targets | dict.fromkeys(weekly.stop, "<=0/week")


def changed_targets(weekly: WeeklyPlan, now: Mapping[str, Target]) -> dict[str, str]:
    """Those of them that are another than now."""
    before = {kind: str(target) for kind, target in now.items()}
    return {
        kind: text for kind, text in new_targets(weekly).items() if before.get(kind, NONE) != text
    }


def kept_plan(weekly: WeeklyPlan) -> KeptPlan:
    """What is remembered of it, from tomorrow on."""
    days = (weekly.by - weekly.today).days
    ends = [*range(WEEK, days, WEEK), days]
    return KeptPlan(
        first=weekly.today + timedelta(days=1),
        last=weekly.by,
        total=weekly.raw.wish.target,
        floors={pillar.value: points for pillar, points in weekly.raw.wish.floors.items()},
        scores=tuple(weekly.path.median[end] for end in ends),
        begins=weekly.first,
        rise={step.kind: whole_steps(step) for step in weekly.steps if step.rise},
    )


def whole_steps(step: Step) -> tuple[int, ...]:
    """What each week of the rise has in whole times, then the target that it comes to."""
    return (*(max(1, int(pace)) for pace in step.rise), rounded_up(step.pace)[0])


def scenario_text(weekly: WeeklyPlan) -> str:
    """The plan as a scenario file."""
    form = _("The cheapest week found on {day} for this: about {n} minutes.")
    about = form.format(day=weekly.today.isoformat(), n=round(weekly.minutes))
    return dump(as_scenario(weekly, weekly.title, about))


def calendar_text(weekly: WeeklyPlan, now: datetime) -> str:
    """The plan as a calendar, .ics: each week of the rise, then the pace that it comes to."""
    minutes = {PRESENCE: 0.0, **{step.kind: step.minutes / step.pace for step in weekly.steps}}
    first, entries = weekly.first or weekly.today + timedelta(days=1), []
    for week in range(max((len(step.rise) for step in weekly.steps), default=0)):
        pace = {
            step.kind: float(whole_steps(step)[week]) if week < len(step.rise) else step.pace
            for step in weekly.steps
        }
        last = first + timedelta(days=WEEK - 1)
        entries += [event._replace(last=last) for event in events(pace, minutes, first)
                    if event.every == 1]  # fmt: skip
        first += timedelta(days=WEEK)
    whole = {step.kind: step.pace for step in weekly.steps}
    entries += events(whole, minutes, first)
    return to_ics(tuple(entries), last=weekly.by, stamp=now.astimezone())
