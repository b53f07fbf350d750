"""The cheapest week that reaches a target by a date, and the weeks that lead to it.

By the sources' rules (`sim.planning.rules`) unless they are lifted.  The points of different kinds
add up, so that one pace per kind can be chosen exactly, whatever the curves.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.catalogue.kinds import Catalogue, Nature
from sim.errors import SimError
from sim.planning.choices import (
    SELDOM,
    Menu,
    PlanTime,
    free_rungs,
    menu,
    most_days,
    plannable,
    ruled_rungs,
)
from sim.planning.problem import SHORT, Aim
from sim.planning.rules import KINDS, SLACK, Motive, rise
from sim.planning.search import Limits, cheapest, nearest
from sim.population.start import Start, Starts, several, today
from sim.response.active_days import ACTIVE, minutes_per_week, seen, with_active_days
from sim.response.curves import WEEK, Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import widened
from sim.scenario.cadence import Cadence, Rhythm
from sim.scenario.scenario import Goal, Phase, Scenario
from sim.terms import PILLAR_MAX, TOTAL_MAX, ActionKind, Pillar

TRIES, MOST_TRIES = 5, 8
"""Margins to try: what is missing on the draws tells the next one.  More than five only until one
is enough."""

CLOSE = 0.25
"""Points to spare at which a margin is good enough."""

GAP = 3e-3
"""The part of what a week costs by which a cheaper one may be missed within the rules: some seconds
a week, and half of the time to look for it."""

HOLDS = 3
"""Times that a plan is looked for until no pillar falls."""

SEEN = 2 * SLACK
"""Points that a pillar has to lose before one sees it."""

SAVED, SAVED_MINUTES = 0.25, 30.0
"""The part of what a plan adds, and the minutes a week, that more kinds must save to be named."""

HORIZONS = (2, 4, 8, 13, 26, 39, 52, 78, 104)
"""Weeks to look at for the nearest date; between two of them it is found by halving."""

PER_KIND = 4.0
"""Minutes a week that a kind of action more has to save where no rules hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannerWish:
    """What is to be reached, and within what."""

    days: int
    """Until the date."""
    target: float = 0.0
    """Points in total; 0: only pillars are asked for."""
    floors: Mapping[Pillar, float] = field(default_factory=dict)
    """Points asked for by pillar."""
    minutes: float | None = None
    """The most that a week may take."""
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """The least and most a week of single kinds."""
    sure: float | None = 0.5
    """The part of the draws that has to reach it; None: the expected points have to."""
    stretch: float = 1.0
    """The person's (`sim.backtest`)."""
    free: bool = False
    """Without the sources' rules."""
    kinds: int = KINDS
    """Of which more is done than so far, at most."""
    lead: int = 0
    """Days that go on as usual until the first week begins, fewer than seven."""
    per_kind: float = PER_KIND
    """Without rules: minutes a week that a kind counts beside those it takes."""

    def __post_init__(self) -> None:
        if self.days < 1 or not 0 <= self.target <= TOTAL_MAX:
            raise SimError(f"a target of {self.target} in {self.days} days")
        for pillar, points in self.floors.items():
            if not 0 <= points <= PILLAR_MAX:
                raise SimError(f"a target of {points} for {pillar}")
        if self.sure is not None and not 0 < self.sure < 1:
            raise SimError(f"sure is {self.sure}, not between 0 and 1")
        if self.kinds < 1 or not 0 <= self.lead < WEEK:
            raise SimError(f"{self.kinds} kinds from {self.lead} days on")

    def aim(self, caps: Array, margin: float, held: Array) -> Aim:
        """What expected points have to reach, with a margin; `held`: (pillar,) points to keep."""
        floors = held.copy()
        for pillar, points in self.floors.items():
            floors[PILLARS.index(pillar)] = points + margin / 2  # one pillar spreads half as much
        total = self.target + margin if self.target > 0 else 0.0
        return Aim(total=total, floors=floors, caps=caps)

    def spare(self, scores: Array) -> Array:
        """(draw,) points above what is asked for, below 0 where it is missed, of (draw, pillar)."""
        spare: Array = scores.sum(axis=-1) - self.target
        for pillar, points in self.floors.items():
            spare = np.minimum(spare, scores[..., PILLARS.index(pillar)] - points)
        return widened(spare, self.stretch)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A weekly pace, the weeks that lead to it, and what it comes to."""

    pace: Mapping[str, float]
    """Actions per week of one's own that the plan sets, in the end; active days only beyond those
    on which something else is done."""
    minutes: float
    """Per week, in the end, one's own doing that goes on included."""
    days: int
    """Until the date."""
    total: float
    """Points on the date: the median of the draws, as a forecast shows it."""
    pillars: tuple[float, ...]
    """The same by pillar."""
    target: float
    """Points in total; 0: only pillars were asked for."""
    floors: Mapping[Pillar, float]
    """Points asked for by pillar."""
    sure: float | None
    """The part of the draws that has to reach it; None: the expected points have to."""
    probability: float
    """The part of the draws that does."""
    reached: bool
    """False: the target is out of reach, and this is as near as it gets."""
    stop: tuple[str, ...]
    """Harmful kinds of the usual week; the plan counts on their end."""
    reasons: Mapping[str, Motive] = field(default_factory=dict)
    """Why each of them stands there."""
    kept: Mapping[str, float] = field(default_factory=dict)
    """Per week what goes on as usual beside them: others' doing, and one's own by the rules."""
    usual: Mapping[str, float] = field(default_factory=dict)
    """What the kinds that the plan sets or ends had per week so far."""
    ended: tuple[str, ...] = ()
    """Kinds of one's own that the rules end."""
    lead: int = 0
    """Days as usual until the first week begins."""
    weeks: tuple[Mapping[str, float], ...] = ()
    """The paces of the weeks until all are reached; empty: they are from the first week on."""
    falling: tuple[Pillar, ...] = ()
    """Pillars that nothing within the rules keeps at today's points."""
    free: bool = False
    """Without rules: nothing of one's own goes on but what the plan sets."""
    active: float = 0.0
    """Active days per week that it counts on."""
    going: float = 0.0
    """Points in total on the date where all goes on as so far: the median."""
    roomier: tuple[int, float] | None = None
    """With more kinds, so many, it takes far fewer minutes a week, about so many."""

    def doses(self, catalogue: Catalogue, days: int) -> Array:
        """(day, kind), each week's pace spread evenly over its days."""

        def week(paces: Mapping[str, float]) -> Array:
            whole = {**self.kept, **paces}
            return np.array([whole.get(kind, 0.0) for kind in catalogue.names]) / WEEK

        rows = np.tile(week(self.pace), (days, 1))
        rows[: self.lead] = week({kind: self.usual[kind] for kind in self.usual
                                  if kind not in self.stop})  # fmt: skip
        for at, paces in enumerate(self.weeks):
            first = self.lead + WEEK * at
            rows[first : first + WEEK] = week(paces)
        if self.free:
            rows[:, ACTIVE] = self.active / WEEK
            return rows
        return with_active_days(rows)

    def scenario(self, catalogue: Catalogue, name: str, description: str = "") -> Scenario:
        """The plan as a scenario, from the next day on.

        Without rules it is a pace and nothing else of one's own; by the rules what it does not
        name goes on as usual.
        """
        ends = tuple((kind, Cadence.of_usual(0.0)) for kind in (*self.ended, *self.stop))
        phases = []
        if self.lead:
            stops = tuple((kind, Cadence.of_usual(0.0)) for kind in self.stop)
            phases.append(Phase(days=self.lead, do=stops))
        phases += [Phase(days=WEEK, do=(*_evenly(paces), *ends)) for paces in self.weeks]
        last: Mapping[str, float] = self.pace
        if self.free:
            last, ends = self._free_week(catalogue), self._others(catalogue)
        phases.append(Phase(do=(*_evenly(last), *ends), others=float(not self.free)))
        goals = [(None, self.target)] if self.target > 0 else []
        return Scenario(
            name=name,
            description=description,
            phases=tuple(phases),
            goals=tuple(
                Goal(pillar=pillar, points=points, by=self.days, confidence=self.sure or 0.5)
                for pillar, points in [*goals, *self.floors.items()]
            ),
        )

    def _free_week(self, catalogue: Catalogue) -> dict[str, float]:
        """The pace; active days are left to follow from the others where they do."""
        looks = catalogue.names[ACTIVE]
        paces = {kind: pace for kind, pace in self.pace.items() if kind != looks}
        done = sum(pace * seen(catalogue)[catalogue.index(kind)] for kind, pace in paces.items())
        if 0 < self.active != min(done, WEEK):
            paces[looks] = self.active
        return paces

    def _others(self, catalogue: Catalogue) -> tuple[tuple[str, Cadence], ...]:
        return tuple(
            (kind, Cadence.of_usual(1.0)) for kind in self.kept
            if catalogue[kind].nature is Nature.RECEIVED
        )  # fmt: skip


def _evenly(paces: Mapping[str, float]) -> list[tuple[str, Cadence]]:
    return [
        (kind, Cadence(rhythm=Rhythm.EVENLY, count=pace, days=WEEK))
        for kind, pace in paces.items() if pace > 0
    ]  # fmt: skip


def plan(  # named, most of them optional
    model: ResponseModel,
    starts: Starts,
    *,
    days: int,
    pillars: Mapping[Pillar, float] | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    **wish: object,
) -> Plan:
    """The cheapest week with which so many points are there on the date; see `PlannerWish`.

    Cheapest is what takes the fewest minutes beyond the usual ones and changes least; without rules
    what takes the fewest minutes and kinds.  It is looked for on every second draw and promised on
    all.  Out of reach: the week that comes nearest.
    SimError when the limits alone take more minutes than there are.
    """
    asked = PlannerWish(days=days, floors=pillars or {}, limits=limits or {}, **wish)  # type: ignore[arg-type]
    return Planner(model, starts, asked).plan()


class Planner:
    """One person and one wish."""

    def __init__(self, model: ResponseModel, starts: Starts, wish: PlannerWish) -> None:
        self.model, self.wish = model, wish
        self.starts = several(starts)
        count = sum(one.parameters.draws for one in self.starts)
        self.halved = wish.sure is not None and count >= 4
        self.half = np.concatenate([_half(one.parameters.draws) for one in self.starts])
        """(draw,) those that a plan is looked for on."""
        self.usual = self.starts[0].usual
        self.scores_now = today(model, self.starts)
        self.aim = wish.aim(np.full(len(PILLARS), PILLAR_MAX), 0.0, np.full(len(PILLARS), -np.inf))
        """What the plan was found for, margins included."""

    def plan(self) -> Plan:
        """The answer."""
        self._affordable()
        choices = self._menu()
        made, ends = self._holding(choices)
        lost = self._lost(ends)
        falling = tuple(
            pillar for pillar, points in zip(PILLARS, lost, strict=True) if points > SEEN
        )
        usual = with_active_days(np.tile(self.usual / WEEK, (self.wish.days, 1)))
        total, sure, reached = ends.sum(axis=1), self.wish.sure or 0.5, made.reached
        if self.wish.sure is not None:  # the search has a gap: what comes nearest may be enough
            reached = reached or at_least(self.wish.spare(ends), sure) > -SHORT
        return replace(
            made,
            reached=reached,
            total=float(np.median(total)),
            pillars=tuple(np.median(ends, axis=0).tolist()),
            probability=float(np.mean(self.wish.spare(ends) > -SHORT)),
            falling=falling,
            going=float(np.median(self._scores(usual).sum(axis=1))),
            roomier=self._roomier(choices, made) if reached and not self.wish.free else None,
        )

    def _holding(self, choices: Menu) -> tuple[Plan, Array]:
        """The surest plan in which no pillar falls, or else the surest, and the (draw, pillar)
        scores of its date.

        What is expected can be held where the median is not, near a limit: more is held then.
        """
        free, made = self.wish.free, None
        nothing = np.full(len(PILLARS), -np.inf)
        held = nothing if free else self._searched(self.scores_now).mean(axis=0) - SLACK
        for _ in range(HOLDS):
            choice, reached = self._surest(choices, held)
            if choice is None or (made is not None and made.reached and not reached):
                break
            made = self._made(choices, choice, reached=reached)
            ends = self._ends(made)
            lost = self._lost(ends)
            if (lost <= SEEN).all():
                break
            held = held + np.maximum(lost, 0.0)
        if made is None and not free:  # what fades already cannot be held
            choice, reached = self._surest(choices, nothing)
            if choice is not None:
                made = self._made(choices, choice, reached=reached)
                ends = self._ends(made)
        if made is None:
            raise SimError("the limits take more minutes than there are")
        return made, ends

    def _lost(self, ends: Array) -> Array:
        """(pillar,) points by which each is below today's where nobody asks for that."""
        lost: Array = np.median(self.scores_now, axis=0) - np.median(ends, axis=0)
        asked = [self.wish.free or pillar in self.wish.floors for pillar in PILLARS]
        return np.where(asked, 0.0, lost)

    def possible(self) -> bool:
        """Whether expected points can get there."""
        return self.enough_kinds((self.wish.kinds,)) is not None

    def enough_kinds(self, counts: Sequence[int]) -> int | None:
        """The first of so many kinds, fewest first, with which expected points can get there."""
        choices, limits = self._menu(), self._limits()
        aim = self.wish.aim(self._caps(), 0.0, np.full(len(PILLARS), -np.inf))

        def reached(kinds: int) -> bool:
            return cheapest(choices.options, aim, limits._replace(kinds=kinds)) is not None

        if not counts or not reached(counts[-1]):
            return None
        return next((kinds for kinds in counts[:-1] if reached(kinds)), counts[-1])

    def _roomier(self, choices: Menu, made: Plan) -> tuple[int, float] | None:
        """How many minutes two kinds more would save, where that is a good part of what the plan
        takes beyond the usual minutes."""
        kinds = self.wish.kinds + 2
        if sum(pace > made.usual[kind] for kind, pace in made.pace.items()) < self.wish.kinds:
            return None
        choice = cheapest(choices.options, self.aim, self._limits()._replace(kinds=kinds))
        if choice is None:
            return None
        minutes = self._own_minutes(choices.week(choice))
        enough = max(SAVED * (made.minutes - self._own_minutes(self.usual)), SAVED_MINUTES)
        return (kinds, minutes) if made.minutes - minutes >= enough else None

    # ---- the draws

    def _searched(self, draws: Array) -> Array:
        """Every second one: enough to look for a plan on; it is promised on all."""
        return draws[self.half] if self.halved else draws

    def _caps(self) -> Array:
        # Drift comes on top of what the cap leaves (equation 7).
        drift = np.concatenate([
            self.model.tables(one.parameters).drift(one.state.elapsed + self.wish.days, 0)[:, 0].T
            for one in self.starts
        ])  # fmt: skip
        return np.asarray(PILLAR_MAX + np.minimum(drift.mean(axis=0), 0.0))

    # ---- the search

    def _menu(self) -> Menu:
        wish = self.wish
        some = [_some(one) for one in self.starts] if self.halved else list(self.starts)
        if wish.free:
            rungs = free_rungs(self.model, some[0], wish.limits, wish.days, wish.per_kind)
        else:
            cut = wish.minutes is not None and self._own_minutes(self.usual) > wish.minutes
            frame = PlanTime(days=wish.days, lead=min(wish.lead, wish.days - 1), cut=cut)
            rungs = ruled_rungs(self.model, some[0], wish.limits, frame)
        return menu(self.model, some, rungs, wish.limits, wish.days, free=wish.free, lead=wish.lead)

    def _limits(self) -> Limits:
        if self.wish.free:
            return Limits(minutes=self.wish.minutes)
        return Limits(minutes=self.wish.minutes, kinds=self.wish.kinds, gap=GAP)

    def _surest(self, choices: Menu, held: Array) -> tuple[list[int] | None, bool]:
        """The choice with which so many of the draws reach the aim, and True; or the nearest."""
        wish, caps, limits, options = self.wish, self._caps(), self._limits(), choices.options

        def asked(margin: float) -> Aim:
            return wish.aim(caps, margin, held)

        if wish.sure is None:
            self.aim = asked(0.0)
            choice = cheapest(options, self.aim, limits)
            return choice or nearest(options, self.aim, limits), choice is not None
        # What the draws lack where nothing is changed.
        first = self._ends(self._made(choices, [0] * len(choices.groups), reached=True))
        expected = np.minimum(self._searched(first).mean(axis=0), caps)
        margin = float(wish.spare(expected[None])[0]) - at_least(wish.spare(first), wish.sure)
        best, far, lacks = None, None, -math.inf
        low, high = -1.0, math.inf  # not enough, and too much
        for tried in range(1, MOST_TRIES + 1):
            choice, left = cheapest(options, asked(margin), limits), math.inf
            if choice is not None:
                left = self._left(choices, choice)
            elif far is None and best is None:
                far = nearest(options, asked(max(margin, 0.0)), limits)
                lacks = -math.inf if far is None else self._left(choices, far)
                if far is None or lacks < -2 * CLOSE:  # it comes nearest but for what is not seen
                    return far, False
            if -SHORT < left < math.inf:
                best, self.aim = choice, asked(margin)
            if best and (-SHORT < left <= CLOSE or tried >= TRIES):
                break
            low, high = (low, margin) if left > -SHORT else (margin, high)
            margin += (CLOSE / 2 - left) * (1 if wish.target > 0 else 2)  # half of it: `aim`
            if not low < margin < high:
                margin = (low + high) / 2
            if high - low < CLOSE / 10:
                break
        if best or far:
            return best or far, best is not None or lacks > -SHORT
        return nearest(options, asked(max(margin, 0.0)), limits), False

    def _left(self, choices: Menu, choice: Sequence[int]) -> float:
        """Points to spare that so many of the draws have at least, as asked for."""
        ends = self._ends(self._made(choices, choice, reached=True))
        return at_least(self.wish.spare(ends), self.wish.sure or 0.5)

    def _made(self, choices: Menu, choice: Sequence[int], *, reached: bool) -> Plan:
        """A choice as a plan, before it is run."""
        wish, catalogue = self.wish, self.model.catalogue
        week, names = choices.week(choice), self.model.catalogue.names
        planned = {int(kind) for group in choices.groups for kind in group.kinds}
        changed = {
            at for at in planned
            if (wish.free and week[at] > 0) or abs(week[at] - self.usual[at]) > 1e-9
        }  # fmt: skip
        own = {names[at]: float(week[at]) for at in sorted(changed) if week[at] > 0}
        stop = [
            kind.kind for kind in catalogue.of(Nature.HARM)
            if self.usual[catalogue.index(kind.kind)] > 0
        ]  # fmt: skip
        ended = () if wish.free else [
            names[at] for at in sorted(changed) if week[at] == 0 and self.usual[at] > 0
        ]  # fmt: skip
        weeks = () if wish.free else self._weeks(own)
        active = float(week[ACTIVE])
        if wish.free:
            active = min(float(week @ seen(catalogue)), most_days(catalogue, wish.limits))
        going = {names[at]: float(week[at]) for at in np.flatnonzero(week) if at not in changed}
        so_far = (*own, *ended, *stop)
        return Plan(
            pace=own, reasons=self._reasons(own, ended), kept=going,
            usual={kind: float(self.usual[catalogue.index(kind)]) for kind in so_far},
            ended=tuple(ended), lead=0 if wish.free else wish.lead, weeks=weeks,
            minutes=self._own_minutes(week), days=wish.days, total=0.0, pillars=(),
            target=wish.target, floors=wish.floors, sure=wish.sure, probability=0.0,
            reached=reached, falling=(), stop=tuple(stop), free=wish.free, active=active,
        )  # fmt: skip

    def _weeks(self, own: Mapping[str, float]) -> tuple[Mapping[str, float], ...]:
        """The paces of the weeks until every one of them is reached."""
        catalogue = self.model.catalogue
        rises = {
            kind: rise(catalogue[kind], float(self.usual[catalogue.index(kind)]), pace)
            if pace > self.usual[catalogue.index(kind)] else ()
            for kind, pace in own.items()
        }  # fmt: skip
        return tuple(
            {kind: part[week] if week < len(part) else own[kind] for kind, part in rises.items()}
            for week in range(max(map(len, rises.values()), default=0))
        )

    def _reasons(self, own: Mapping[str, float], ended: Sequence[str]) -> dict[str, Motive]:
        reasons, request = {}, self.model.catalogue.index(ActionKind.REQUEST)
        # What nobody logged is no habit that one could put something in the place of.
        replaced = ActionKind.REQUEST in ended and self.starts[0].logged[request] >= SELDOM
        for kind, pace in own.items():
            usual = float(self.usual[self.model.catalogue.index(kind)])
            if kind in self.wish.limits and self.wish.limits[kind][0] > 0:
                reasons[kind] = Motive.LIMIT
            elif kind == ActionKind.REQUEST_WITH_NOTE and replaced:
                reasons[kind] = Motive.NOTE
            elif pace < usual:
                reasons[kind] = Motive.LESS
            else:
                reasons[kind] = Motive.MORE if usual >= SELDOM else Motive.BEGIN
        return reasons

    # ---- what it comes to

    def _ends(self, made: Plan) -> Array:
        """(draw, pillar) scores on the date."""
        return self._scores(made.doses(self.model.catalogue, self.wish.days))

    def _scores(self, doses: Array) -> Array:
        """(draw, pillar) scores after (day, kind) actions."""
        ends = []
        for one in self.starts:
            state = self.model.step(one.parameters, one.state, doses, one.assumptions)
            ends.append(
                self.model.simulate(one.parameters, state, doses[:0], one.assumptions).pillars[:, 0]
            )
        return np.concatenate(ends)

    def _own_minutes(self, week: Array) -> float:
        """Minutes a week of one's habits."""
        natures = [kind.nature for kind in self.model.catalogue.kinds]
        own = np.where([nature is Nature.HABIT for nature in natures], week, 0.0)
        if self.wish.free:  # looks are those on days on which nothing else is done
            return float(own @ np.array([kind.minutes for kind in self.model.catalogue.kinds]))
        return minutes_per_week(own[None] / WEEK, self.model.catalogue)

    def _affordable(self) -> None:
        catalogue = self.model.catalogue
        plannable(self.model, self.starts[0], self.wish.limits)
        least = sum(catalogue[kind].minutes * low for kind, (low, _) in self.wish.limits.items())
        if self.wish.minutes is not None and least > self.wish.minutes + 1e-9:
            raise SimError("the limits take more minutes than there are")


def _half(draws: int) -> Array:
    """(draw,) every second pair of draws, which mirror each other from both ends."""
    place = np.arange(draws)
    half: Array = np.minimum(place, place[::-1]) % 2 == 0
    return half


def _some(start: Start) -> Start:
    """Half of the draws."""
    half = _half(start.parameters.draws)
    state = replace(start.state, activity=start.state.activity[half])
    return replace(start, parameters=start.parameters.some(half), state=state)


def at_least(values: Array, sure: float) -> float:
    """What more than so many of the values are not below: at even chances the median, too."""
    falling = np.sort(values)[::-1]
    return float(falling[int(sure * len(falling) + 1e-9)])


def soonest(model: ResponseModel, starts: Starts, wish: PlannerWish) -> int | None:
    """The fewest days, beyond the wish's, in which expected points can get there, to a week; None:
    not in two years.

    What fades can put a target out of reach again: looked for is the first time that it is within
    reach, between two of `HORIZONS`.
    """

    def possible(days: int) -> bool:
        return Planner(model, starts, replace(wish, days=days)).possible()

    after = wish.days
    low = after // WEEK
    for high in HORIZONS:
        if high * WEEK <= after:
            continue
        if possible(high * WEEK):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if possible(middle * WEEK) else (middle, high)
            return high * WEEK
        low = high
    return None
