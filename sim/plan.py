"""The cheapest weekly pace that reaches a target by a date, proven so; and how soon one can.

Exact whatever the curves, because the points of different kinds add up: every kind gets a ladder
of paces, the model says what each rung gives on the date, and one rung per kind is chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.aim import TICKS, Aim
from sim.cadence import Cadence, Rhythm
from sim.catalogue import Catalogue, Nature
from sim.choice import cheapest, nearest
from sim.curves import WEEK, Array
from sim.errors import SimError
from sim.forecast import Start
from sim.moments import Goal
from sim.options import Results, menu
from sim.response import ResponseModel
from sim.scenario import Phase, Scenario
from sim.sure import at_least, chance, scores, surest
from sim.tables import PILLARS
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

HORIZONS = (2, 4, 8, 13, 26, 39, 52, 78, 104)
"""Weeks to look at for the nearest date; between two of them it is found by halving."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A weekly pace and what it comes to."""

    pace: Mapping[str, float]
    """Actions per week of every kind that has a place in the plan, others' doing included."""
    minutes: float
    """Per week."""
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
    assured: float
    """Points in total that so many of the draws have at least; half of them without `sure`."""
    reached: bool
    """False: the target is out of reach, and this is as near as it gets."""
    stop: tuple[str, ...]
    """Harmful kinds of the usual week; the plan counts on their end."""

    def doses(self, catalogue: Catalogue, days: int) -> Array:
        """(day, kind), the pace spread evenly."""
        week = np.array([self.pace.get(kind, 0.0) for kind in catalogue.names])
        return np.tile(week / WEEK, (days, 1))

    def scenario(self, catalogue: Catalogue, name: str, description: str = "") -> Scenario:
        """The plan as a scenario: its pace from the next day on, and nothing else of one's own."""
        do = []
        for kind, pace in self.pace.items():
            received = catalogue[kind].nature is Nature.RECEIVED
            even = Cadence(rhythm=Rhythm.EVENLY, count=pace, days=WEEK)
            do.append((kind, Cadence.of_usual(1.0) if received else even))
        confidence = self.sure or 0.5
        goals = [(None, self.target)] if self.target > 0 else []
        return Scenario(
            name=name,
            description=description,
            phases=(Phase(do=tuple(do), others=0.0),),
            goals=tuple(
                Goal(pillar=pillar, points=points, by=self.days, confidence=confidence)
                for pillar, points in [*goals, *self.floors.items()]
            ),
        )


def plan(
    model: ResponseModel,
    start: Start,
    *,
    days: int,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    sure: float | None = 0.5,
) -> Plan:
    """The cheapest pace from tomorrow on with `target` points, and as many by pillar, on the date.

    So many of the draws as `sure` says reach it; with None the expected points do, which is all
    that is proven.  `minutes` caps the week, `limits` the pace per week of single kinds (least,
    most).  Others' doing goes on as usual, harmful kinds stop.  Out of reach: the pace that comes
    nearest.  SimError when the limits alone take more minutes than there are.
    """
    floors = dict(pillars or {})
    _check(days, target, floors, sure)
    choices, options, drawn = menu(model, start, limits or {}, days)
    aim = _aim(drawn, target, floors)
    most = None if minutes is None else int(minutes * TICKS + 1e-6)
    if sure is None:
        chosen = cheapest(options, aim, most)
        reached = chosen is not None
        if chosen is None:
            chosen = nearest(options, aim, most)
    else:
        chosen, reached = surest(options, drawn, aim, most, sure)
    if chosen is None:
        raise SimError("the limits take more minutes than there are")
    catalogue, week = model.catalogue, choices.week(chosen)
    end = scores(drawn, chosen)
    return Plan(
        pace={catalogue.names[at]: float(week[at]) for at in np.flatnonzero(week)},
        minutes=choices.minutes(chosen),
        days=days,
        total=float(np.median(end.sum(axis=1))),
        pillars=tuple(np.median(end, axis=0).tolist()),
        target=target,
        floors=floors,
        sure=sure,
        probability=chance(drawn, aim, chosen),
        assured=at_least(end.sum(axis=1), sure or 0.5),
        reached=reached,
        stop=tuple(
            kind.kind
            for kind in catalogue.of(Nature.HARM)
            if start.usual[catalogue.index(kind.kind)] > 0
        ),
    )


def soonest(
    model: ResponseModel,
    start: Start,
    *,
    after: int,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
) -> int | None:
    """The fewest days, beyond `after`, in which expected points can get there; None: not in two
    years.

    What fades can put a target out of reach again: looked for is the first time that it is within
    reach, between two of `HORIZONS`.
    """
    floors = dict(pillars or {})
    _check(after, target, floors, None)
    most = None if minutes is None else int(minutes * TICKS + 1e-6)

    def possible(days: int) -> bool:
        _, options, drawn = menu(model, start, limits or {}, days)
        return cheapest(options, _aim(drawn, target, floors), most) is not None

    low = after
    for weeks in HORIZONS:
        high = weeks * WEEK
        if high <= after:
            continue
        if possible(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if possible(middle) else (middle, high)
            return high
        low = high
    return None


def _aim(drawn: Results, target: float, floors: Mapping[Pillar, float]) -> Aim:
    wanted = np.full(len(PILLARS), -np.inf)
    for pillar, points in floors.items():
        wanted[PILLARS.index(pillar)] = points
    # Drift comes on top of what the cap leaves (equation 7).
    caps = PILLAR_MAX + np.minimum(drawn.drift.mean(axis=0), 0.0)
    return Aim(total=target, floors=wanted, caps=caps)


def _check(days: int, target: float, floors: Mapping[Pillar, float], sure: float | None) -> None:
    if days < 1 or not 0 <= target <= TOTAL_MAX:
        raise SimError(f"a target of {target} in {days} days")
    for pillar, points in floors.items():
        if not 0 <= points <= PILLAR_MAX:
            raise SimError(f"a target of {points} for {pillar}")
    if sure is not None and not 0 < sure < 1:
        raise SimError(f"sure is {sure}, not between 0 and 1")
