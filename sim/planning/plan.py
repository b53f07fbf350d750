"""The cheapest week that reaches a target by a date, and the weeks that lead to it.

By the sources' rules (`sim.planning.rules`) unless they are lifted.  The points of different kinds
add up, so that one pace per kind can be chosen exactly, whatever the curves.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sim.catalogue.kinds import Catalogue, Nature
from sim.errors import SimError
from sim.planning.choices import SELDOM, most_days, options_of
from sim.planning.problem import SHORT, Aim, PlannerWish
from sim.planning.rules import SLACK, TIME, Motive, rise
from sim.planning.search import Limits, cheapest, nearest
from sim.population.start import Start, Starts, several, today
from sim.response.active_days import ACTIVE, minutes_per_week, seen, with_active_days
from sim.response.curves import WEEK, Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import widened
from sim.scenario.cadence import Cadence
from sim.scenario.scenario import Goal, Phase, Scenario
from sim.terms import PILLAR_MAX, ActionKind, Pillar

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
"""The part of what a plan adds, and the minutes a week, that more kinds or a later date must save
to be named."""

LATER = (1.5, 2.0)
"""Times the days until the date: later ones that are looked at, the nearer one first."""

NOTHING = np.full(len(PILLARS), -np.inf)
"""(pillar,) points to keep where none have to be."""

HORIZONS = (2, 4, 8, 13, 26, 39, 52, 78, 104)
"""Weeks to look at for the nearest date, two years at most; between two of them it is found by
halving."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A weekly pace, the weeks that lead to it, and what it comes to."""

    pace: Mapping[str, float]
    """Actions per week of one's own that the plan sets, in the end; active days only beyond those
    on which something else is done."""
    minutes: float
    """Per week, in the end, one's own doing that goes on included."""
    wish: PlannerWish
    """What was asked for."""
    total: float
    """Points on the date: the median of the draws, as a forecast shows it."""
    pillars: tuple[float, ...]
    """The same by pillar."""
    probability: float
    """The part of the draws that has what was asked for."""
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
    weeks: tuple[Mapping[str, float], ...] = ()
    """The paces of the weeks until all are reached; empty: they are from the first week on."""
    falling: tuple[Pillar, ...] = ()
    """Pillars that nothing within the rules keeps at today's points."""
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

        lead = self.wish.lead
        rows = np.tile(week(self.pace), (days, 1))
        rows[:lead] = week({kind: pace for kind, pace in self.usual.items()
                            if kind not in self.stop})  # fmt: skip
        for first, paces in enumerate(self.weeks):
            rows[lead + WEEK * first :][:WEEK] = week(paces)
        if self.wish.free:
            rows[:, ACTIVE] = self.active / WEEK
            return rows
        return with_active_days(rows)

    def scenario(self, catalogue: Catalogue, name: str, description: str = "") -> Scenario:
        """The plan as a scenario, from the next day on.

        Without rules it is a pace and nothing else of one's own; by the rules what it does not
        name goes on as usual.
        """
        wish, last = self.wish, self.pace
        stops = tuple((kind, Cadence.of_usual(0.0)) for kind in self.stop)
        ends = (*((kind, Cadence.of_usual(0.0)) for kind in self.ended), *stops)
        phases = [Phase(days=wish.lead, do=stops)] if wish.lead else []
        phases += [Phase(days=WEEK, do=(*_evenly(paces), *ends)) for paces in self.weeks]
        if wish.free:
            last, ends = self._free_week(catalogue), self._others(catalogue)
        phases.append(Phase(do=(*_evenly(last), *ends), others=float(not wish.free)))
        goals = [(None, wish.target)] if wish.target > 0 else []
        return Scenario(
            name=name,
            description=description,
            phases=tuple(phases),
            goals=tuple(
                Goal(pillar=pillar, points=points, by=wish.days, confidence=wish.sure or 0.5)
                for pillar, points in [*goals, *wish.floors.items()]
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
    return [(kind, Cadence.weekly(pace)) for kind, pace in paces.items() if pace > 0]


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
        self.usual = self.starts[0].usual
        self.usual_of = dict(zip(model.catalogue.names, self.usual.tolist(), strict=True))
        self.scores_now = today(model, self.starts)
        halves = [_half(one.parameters.draws) for one in self.starts]
        if wish.sure is None or len(self.scores_now) < 4:
            halves = [np.ones_like(half) for half in halves]
        self.half = np.concatenate(halves)
        """(draw,) those that a plan is looked for on: enough for that; it is promised on all."""
        some = [_some(one, half) for one, half in zip(self.starts, halves, strict=True)]
        self.minutes_now = self._own_minutes(self.usual)
        cut = wish.minutes is not None and self.minutes_now > wish.minutes
        self.options = options_of(model, some, wish, cut=cut)
        self.limits = Limits(minutes=wish.minutes)
        if not wish.free:
            least = sum(float(part.min()) for part in self.options.groups(self.options.minutes))
            most = max(least, self.minutes_now) + TIME  # one's own limits stand above it
            minutes = most if wish.minutes is None else wish.minutes
            self.limits = Limits(minutes=minutes, kinds=wish.kinds, gap=GAP)
        # Drift comes on top of what the cap leaves (equation 7).
        drift = np.concatenate([
            model.tables(one.parameters).drift(one.state.elapsed + wish.days, 0)[0][:, 0].T
            for one in self.starts
        ])  # fmt: skip
        self.caps: Array = PILLAR_MAX + np.minimum(drift.mean(axis=0), 0.0)
        self.aim = wish.aim(self.caps, 0.0, NOTHING)
        """What the plan was found for, margins included."""

    def plan(self) -> Plan:
        """The answer."""
        made, ends = self._holding()
        wish, usual = self.wish, with_active_days(np.tile(self.usual / WEEK, (self.wish.days, 1)))
        reached = made.reached
        if wish.sure is not None:  # the search has a gap: what comes nearest may be enough
            reached = reached or at_least(wish.spare(ends), wish.sure) > -SHORT
        return replace(
            made,
            reached=reached,
            total=float(np.median(ends.sum(axis=1))),
            pillars=tuple(np.median(ends, axis=0).tolist()),
            probability=self.chance(made),
            falling=tuple(
                pillar for pillar, points in zip(PILLARS, self._lost(ends), strict=True)
                if points > SEEN
            ),
            going=float(np.median(self._scores(usual).sum(axis=1))),
            roomier=self._roomier(made) if reached and not wish.free else None,
        )  # fmt: skip

    def _holding(self) -> tuple[Plan, Array]:
        """The surest plan in which no pillar falls, or else the surest, and the (draw, pillar)
        scores of its date.

        What is expected can be held where the median is not, near a limit: more is held then.
        """
        made, held = None, NOTHING
        if not self.wish.free:
            held = self.scores_now[self.half].mean(axis=0) - SLACK
        for _ in range(HOLDS):
            choice, reached = self._surest(held)
            if choice is None or (made is not None and made.reached and not reached):
                break
            made = self._made(choice, reached=reached)
            ends = self._ends(made)
            lost = self._lost(ends)
            if (lost <= SEEN).all():
                break
            held = held + np.maximum(lost, 0.0)
        if made is None and not self.wish.free:  # what fades already cannot be held
            choice, reached = self._surest(NOTHING)
            if choice is not None:
                made = self._made(choice, reached=reached)
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
        aim = self.wish.aim(self.caps, 0.0, NOTHING)
        return cheapest(self.options, aim, self.limits) is not None

    def minutes_with(self, **other: Any) -> float | None:
        """The minutes a week that it takes with another wish; None: out of reach with it, too."""
        made, _ends = Planner(self.model, self.starts, replace(self.wish, **other))._holding()
        return made.minutes if made.reached else None

    def enough_kinds(self, counts: Sequence[int]) -> int | None:
        """The first of so many kinds, fewest first, with which expected points can get there."""
        aim = self.wish.aim(self.caps, 0.0, NOTHING)

        def reached(kinds: int) -> bool:
            return cheapest(self.options, aim, self.limits._replace(kinds=kinds)) is not None

        # Where the most are not enough, fewer are not.
        return next(filter(reached, counts)) if counts and reached(counts[-1]) else None

    def milestone(self, near: Plan) -> Plan | None:
        """Out of reach, with what comes nearest: the plan for as many whole points as are within
        reach by the date; tenths where no whole point is gained, None where nothing is."""
        wish, ends, sure = self.wish, self._ends(near), self.wish.sure or 0.5

        def first(now: Array, then: Array, asked: float) -> float:
            have = at_least(widened(then, wish.stretch), sure)
            for parts in (1, 10):
                points = math.floor(parts * have + 1e-6) / parts
                if points > float(np.median(now)) + SLACK:
                    break
            return min(points, asked)

        floors = {pillar: first(self.scores_now[:, at], ends[:, at], points)
                  for pillar, points in wish.floors.items()
                  for at in (PILLARS.index(pillar),)}  # fmt: skip
        target = wish.target and first(self.scores_now.sum(axis=1), ends.sum(axis=1), wish.target)
        nearer = replace(wish, target=max(target, 0.0), floors=floors)
        if np.median(nearer.spare(self.scores_now)) > -SLACK:
            return None
        made = Planner(self.model, self.starts, nearer).plan()
        if not made.reached and at_least(nearer.spare(ends), sure) > -SHORT:  # the search has a gap
            made = replace(near, wish=nearer, reached=True,
                           probability=float(np.mean(nearer.spare(ends) > -SHORT)))  # fmt: skip
        return made if made.reached else None

    def chance(self, made: Plan) -> float:
        """The part of the draws that has what is wished for, with this plan."""
        return float(np.mean(self.wish.spare(self._ends(made)) > -SHORT))

    def gentler(self, made: Plan) -> Plan | None:
        """The plan for a date half again or twice as far away, if it takes far fewer minutes."""
        if made.minutes - self.minutes_now < SAVED_MINUTES:
            return None
        for times in LATER:
            weeks = math.ceil(times * self.wish.days / WEEK)
            if weeks <= HORIZONS[-1]:
                wish = replace(self.wish, days=WEEK * weeks)
                later, _ends = Planner(self.model, self.starts, wish)._holding()
                if later.reached and self._saves(made, later.minutes):
                    return later
        return None

    def _saves(self, made: Plan, minutes: float) -> bool:
        """Whether so many minutes a week instead save a good part of what a plan adds."""
        saved = max(SAVED * (made.minutes - self.minutes_now), SAVED_MINUTES)
        return made.minutes - minutes >= saved

    def _roomier(self, made: Plan) -> tuple[int, float] | None:
        """How many minutes two kinds more would come to, where they save a good part."""
        kinds = self.wish.kinds + 2
        if sum(pace > made.usual[kind] for kind, pace in made.pace.items()) < self.wish.kinds:
            return None
        choice = cheapest(self.options, self.aim, self.limits._replace(kinds=kinds))
        if choice is None:
            return None
        minutes = self._own_minutes(self.options.week(choice))
        return (kinds, minutes) if self._saves(made, minutes) else None

    # ---- the search

    def _surest(self, held: Array) -> tuple[list[int] | None, bool]:
        """The choice with which so many of the draws reach the aim, and True; or the nearest."""
        wish, options, limits = self.wish, self.options, self.limits

        def asked(margin: float) -> Aim:
            return wish.aim(self.caps, margin, held)

        if wish.sure is None:
            self.aim = asked(0.0)
            choice = cheapest(options, self.aim, limits)
            return choice or nearest(options, self.aim, limits), choice is not None
        # What the draws lack where nothing is changed.
        first = self._ends(self._made(options.firsts, reached=True))
        expected = np.minimum(first[self.half].mean(axis=0), self.caps)
        margin = float(wish.spare(expected[None])[0]) - at_least(wish.spare(first), wish.sure)
        best, far, lacks = None, None, -math.inf
        low, high = -1.0, math.inf  # not enough, and too much
        for tried in range(1, MOST_TRIES + 1):
            choice, left = cheapest(options, asked(margin), limits), math.inf
            if choice is not None:
                left = self._left(choice)
            elif far is None and best is None:
                far = nearest(options, asked(max(margin, 0.0)), limits)
                lacks = -math.inf if far is None else self._left(far)
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

    def _left(self, choice: Sequence[int]) -> float:
        """Points to spare that so many of the draws have at least, as asked for."""
        ends = self._ends(self._made(choice, reached=True))
        return at_least(self.wish.spare(ends), self.wish.sure or 0.5)

    def _made(self, choice: Sequence[int], *, reached: bool) -> Plan:
        """A choice as a plan, before it is run."""
        wish, catalogue, usual = self.wish, self.model.catalogue, self.usual_of
        week = self.options.week(choice)
        paces = dict(zip(catalogue.names, week.tolist(), strict=True))
        changed = [
            kind for kind in map(str, (habit.kind for habit in catalogue.of(Nature.HABIT)))
            if (wish.free and paces[kind] > 0) or abs(paces[kind] - usual[kind]) > 1e-9
        ]  # fmt: skip
        own = {kind: paces[kind] for kind in changed if paces[kind] > 0}
        stop = tuple(kind.kind for kind in catalogue.of(Nature.HARM) if usual[kind.kind] > 0)
        ended = () if wish.free else tuple(kind for kind in changed if kind not in own)
        active = paces[catalogue.names[ACTIVE]]
        if wish.free:
            active = min(float(week @ seen(catalogue)), most_days(catalogue, wish.limits))
        return Plan(
            pace=own, minutes=self._own_minutes(week), wish=wish, reached=reached, stop=stop,
            reasons=self._reasons(own, ended), ended=ended, active=active,
            kept={kind: pace for kind, pace in paces.items() if pace and kind not in changed},
            usual={kind: usual[kind] for kind in (*own, *ended, *stop)},
            weeks=() if wish.free else self._weeks(own), total=0.0, pillars=(), probability=0.0,
        )  # fmt: skip

    def _weeks(self, own: Mapping[str, float]) -> tuple[Mapping[str, float], ...]:
        """The paces of the weeks until every one of them is reached."""
        rises = {
            kind: rise(self.model.catalogue[kind], self.usual_of[kind], pace)
            if pace > self.usual_of[kind] else ()
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
            usual = self.usual_of[kind]
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


def _half(draws: int) -> Array:
    """(draw,) every second pair of draws, which mirror each other from both ends."""
    place = np.arange(draws)
    half: Array = np.minimum(place, place[::-1]) % 2 == 0
    return half


def _some(start: Start, half: Array) -> Start:
    """Half of the draws."""
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

    def possible(weeks: int) -> bool:
        return Planner(model, starts, replace(wish, days=weeks * WEEK)).possible()

    low = wish.days // WEEK
    for high in HORIZONS:
        if high * WEEK > wish.days and possible(high):
            between = range(low + 1, high)
            return WEEK * (low + 1 + bisect_left(between, True, key=possible))
        low = max(low, high)
    return None
