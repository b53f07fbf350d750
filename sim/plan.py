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
from sim.choice import cheapest
from sim.curves import WEEK, Array
from sim.errors import SimError
from sim.forecast import Starts, several
from sim.ladder import most_days
from sim.moments import Goal
from sim.options import Menu, Results, menu
from sim.presence import ACTIVE, seen
from sim.response import ResponseModel
from sim.scenario import Phase, Scenario
from sim.sure import at_least, chance, scores, surest
from sim.tables import PILLARS
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from sim.trajectory import widened

HORIZONS = (2, 4, 8, 13, 26, 39, 52, 78, 104)
"""Weeks to look at for the nearest date; between two of them it is found by halving."""
PER_KIND = 4.0
"""Minutes a week that a kind of action more has to save: it is one more habit to keep in mind."""

USUAL_KINDS = 10
"""Of a plan, to know how far to look for one of few kinds where minutes are limited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A weekly pace and what it comes to."""

    pace: Mapping[str, float]
    """Actions per week of every kind that has a place in the plan, others' doing included; active
    days only beyond those on which something else is done."""
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
    active: float = 0.0
    """Active days per week that it counts on: one for every action, as far as there are days."""

    def doses(self, catalogue: Catalogue, days: int) -> Array:
        """(day, kind), the pace spread evenly."""
        week = np.array([self.pace.get(kind, 0.0) for kind in catalogue.names])
        week[ACTIVE] = self.active
        return np.tile(week / WEEK, (days, 1))

    def scenario(self, catalogue: Catalogue, name: str, description: str = "") -> Scenario:
        """The plan as a scenario: its pace from the next day on, and nothing else of one's own.

        Active days are left to follow from the others (`sim.presence`) where they do.
        """
        do, looks = [], catalogue.names[ACTIVE]
        paces = {kind: pace for kind, pace in self.pace.items() if kind != looks}
        marks = dict(zip(catalogue.names, seen(catalogue).tolist(), strict=True))
        done = sum(pace * marks[kind] for kind, pace in paces.items())
        if 0 < self.active != min(done, WEEK):
            paces[looks] = self.active
        for kind, pace in paces.items():
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
    starts: Starts,
    *,
    days: int,
    target: float = 0.0,
    pillars: Mapping[Pillar, float] | None = None,
    minutes: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    sure: float | None = 0.5,
    stretch: float = 1.0,
    per_kind: float = PER_KIND,
) -> Plan:
    """The cheapest pace from tomorrow on with `target` points, and as many by pillar, on the date.

    Cheapest is what takes the fewest minutes a week, where each kind of action counts `per_kind`
    minutes more; with 0 minutes alone count, as they do where `minutes` would not be enough else.

    So many of the draws as `sure` says reach it; with None the expected points do, which is all
    that is proven.  `minutes` caps the week, `limits` the pace per week of single kinds (least,
    most); `stretch` is the person's (`sim.backtest`).  Others' doing goes on as usual, harmful
    kinds stop.  Out of reach: the pace that comes nearest.  SimError when the limits alone take
    more minutes than there are.
    """
    floors = dict(pillars or {})
    _check(days, target, floors, sure)
    most = None if minutes is None else int(minutes * TICKS + 1e-6)

    def found(
        each: float, most: int | None, *, near: bool
    ) -> tuple[Menu, Results, Aim, list[int] | None, bool]:
        choices, options, drawn = menu(model, starts, limits or {}, days, stretch, each)
        aim = _aim(drawn, target, floors)
        return choices, drawn, aim, *surest(options, drawn, aim, most, sure, near=near)

    room = None if most is None else most + int(USUAL_KINDS * per_kind * TICKS)
    choices, drawn, aim, chosen, reached = found(per_kind, room, near=most is None)
    if minutes is not None and (chosen is None or choices.minutes(chosen) > minutes):
        choices, drawn, aim, chosen, reached = found(0.0, most, near=True)
    if chosen is None:
        raise SimError("the limits take more minutes than there are")
    catalogue, week = model.catalogue, choices.week(chosen)
    usual = several(starts)[0].usual
    active = min(float(week @ seen(catalogue)), most_days(catalogue, limits or {}))
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
        assured=at_least(widened(end.sum(axis=1), stretch), sure or 0.5),
        reached=reached,
        stop=tuple(
            kind.kind for kind in catalogue.of(Nature.HARM) if usual[catalogue.index(kind.kind)] > 0
        ),
        active=active,
    )


def soonest(
    model: ResponseModel,
    starts: Starts,
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
        _, options, drawn = menu(model, starts, limits or {}, days)
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
