"""From a person and a date to what can be chosen: each kind's paces, their minutes and points."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.catalogue.kinds import Catalogue, Kind, Nature
from sim.errors import SimError
from sim.planning.closed_forms import points_at_paces, stock_parts, stock_points
from sim.planning.problem import DAY_STEP, TICKS, Options, lost_points
from sim.population.start import Start, Starts, several
from sim.response.active_days import ACTIVE, seen
from sim.response.curves import WEEK, Array, capped
from sim.response.model import ResponseModel
from sim.response.state import State

LADDER = (0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 30, 40, 60)
"""Paces per week that a person can hold in mind."""


LONG = 15
"""Minutes from which on a thing may be done less than once a week: a like now and then is no
habit, an article a month is."""


USEFUL_PACES = 4
"""Half-paces beyond which one kind has little left to give: 94 % of its points are there."""


def ladder(kind: Kind, limit: tuple[float, float] | None = None) -> list[float]:
    """The paces per week that a kind may have in a plan: any rung within its limits, none included.

    A limit adds no rung, so that it never makes a plan cheaper, but where it leaves none.
    """
    top = min(kind.most, USEFUL_PACES * kind.half_pace)
    low, high = limit or (0.0, top)
    if not 0 <= low <= high < math.inf:
        raise SimError(f"{kind.kind}: limits of {low} to {high} a week")
    rungs = [pace for pace in (0.0, *LADDER) if low <= pace <= min(high, top)]
    if kind.minutes < LONG:
        rungs = [pace for pace in rungs if pace == 0 or pace >= 1]
    return rungs or sorted({low, high})


def most_days(catalogue: Catalogue, limits: Mapping[str, tuple[float, float]]) -> float:
    """Active days a week that a plan may count on, in whole `DAY_STEP`s."""
    name = catalogue.names[ACTIVE]
    most = min(limits.get(name, (0.0, WEEK))[1], WEEK)
    return math.floor(most / DAY_STEP) * DAY_STEP


LEAST_MINUTES = 0.1
"""What a thing that takes no minutes counts when things are compared: a look and a click."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Kinds that are chosen together, because they feed the same stock; mostly a single one."""

    kinds: Array
    """(member,) places on the kind axis."""
    paces: Array
    """(option, member) per week."""
    minutes: Array
    """(option,) per week."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Menu:
    """Everything that a plan can be made of, for one date."""

    groups: tuple[Group, ...]
    received: Array
    """(kind,) per week: others' doing, which goes on."""

    def week(self, choice: Sequence[int]) -> Array:
        """(kind,) per week, others' doing included."""
        week = self.received.copy()
        for group, at in zip(self.groups, choice, strict=True):
            week[group.kinds] += group.paces[at]
        return week

    def minutes(self, choice: Sequence[int]) -> float:
        """Minutes a week."""
        taken = [group.minutes[at] for group, at in zip(self.groups, choice, strict=True)]
        return float(sum(taken))


@dataclass(frozen=True, kw_only=True, eq=False)
class Results:
    """What the options of a menu come to on the date, draw by draw."""

    points: tuple[Array, ...]
    """Per group (draw, option, pillar)."""
    ground: Array
    """(draw, pillar): what is there whatever is chosen, without drift."""
    drift: Array
    """(draw, pillar)."""
    days: tuple[Array, ...]
    """Per group (option,) days a week that are active because of it."""
    absent: Array
    """(draw, step, pillar) points lost where these make 0, `DAY_STEP`, … active days."""
    stretch: float = 1.0
    """What bands and chances are widened by for this person."""

    def active(self, choice: Sequence[int]) -> float:
        """Active days that a choice makes, more than there are in a week or than allowed too."""
        return float(sum(part[at] for part, at in zip(self.days, choice, strict=True)))

    def lost(self, days: Array) -> Array:
        """(choice, draw, pillar) points that are lost with (choice,) active days."""
        return lost_points(self.absent.swapaxes(0, 1), days)

    def scores(self, points: Array) -> Array:
        """(…, draw, pillar) scores of such points, ground included: equation 7."""
        return capped(points.copy(), self.drift)


def menu(
    model: ResponseModel,
    starts: Starts,
    limits: Mapping[str, tuple[float, float]],
    days: int,
    stretch: float = 1.0,
    per_kind: float = 0.0,
) -> tuple[Menu, Options, Results]:
    """What there is to choose from, for the expected points and draw by draw.

    Options are left out where a cheaper one is expected to give as much.  `per_kind` is what each
    kind that is done costs, in minutes a week, beside the minutes that it takes.
    """
    catalogue, each = model.catalogue, several(starts)
    start = each[0]  # the log, the stocks and the rates are the same for all
    ladders = _ladders(model, start, limits)
    received = np.where(
        [kind.nature is Nature.RECEIVED for kind in catalogue.kinds], start.usual, 0.0
    )
    doses = np.tile(received / WEEK, (days, 1))
    ends = [model.step(one.parameters, one.state, doses, one.assumptions) for one in each]
    grounds = [_ground(model, one, end, list(ladders)) for one, end in zip(each, ends, strict=True)]
    ground, drift = (np.concatenate(part) for part in zip(*grounds, strict=True))

    kinds = np.array([kind for kind, paces in ladders.items() for _ in paces], dtype=np.intp)
    paces = np.array([pace for paces in ladders.values() for pace in paces])
    flow = np.concatenate([points_at_paces(model, one, kinds, paces, days) for one in each])
    flow[:, kinds == ACTIVE] = 0.0  # they count by the days that the whole week makes
    most, marks = most_days(catalogue, limits), seen(catalogue)
    steps = np.arange(0.0, most + DAY_STEP, DAY_STEP)
    looks = np.full(len(steps), ACTIVE)
    present = np.concatenate([points_at_paces(model, one, looks, steps, days) for one in each])
    ground, absent = ground + present[:, -1], present[:, -1:] - present
    expected = flow.mean(axis=0)
    lasting = np.concatenate(
        [stock_points(model, one, end) for one, end in zip(each, ends, strict=True)]
    )
    groups, ticks, points, active = [], [], [], []
    for members in _together(model, start, list(ladders)):
        rungs = np.array(list(product(*(np.flatnonzero(kinds == kind) for kind in members))))
        minutes = np.array([catalogue.kinds[kind].minutes for kind in members])
        cost = _ticks(paces[rungs], minutes)
        cost += round(per_kind * TICKS) * (paces[rungs] > 0).sum(axis=1)
        done = np.zeros((len(rungs), len(catalogue)))
        done[:, members] = paces[rungs] * (days / WEEK)
        left = stock_parts(model, start, ends[0], done)
        fed = np.flatnonzero(left.any(axis=0))
        gain = expected[rungs].sum(axis=1) + left[:, fed] @ lasting.mean(axis=0)[fed]
        made = paces[rungs] @ marks[members]
        kept = _worthwhile(cost, gain, np.minimum(made, most))
        active.append(made[kept])
        rungs = rungs[kept]
        group = Group(kinds=np.array(members), paces=paces[rungs], minutes=paces[rungs] @ minutes)
        groups.append(group)
        ticks.append(cost[kept])
        drawn = flow[:, rungs].sum(axis=2)
        points.append(drawn + left[kept][:, fed] @ lasting[:, fed] if len(fed) else drawn)
    return (
        Menu(groups=tuple(groups), received=received),
        Options(
            ticks=ticks,
            points=[part.mean(axis=0) for part in points],
            ground=(ground + drift).mean(axis=0),
            days=active,
            absent=absent.mean(axis=0),
        ),
        Results(
            points=tuple(points),
            ground=ground,
            drift=drift,
            days=tuple(active),
            absent=absent,
            stretch=stretch,
        ),
    )


def _ground(
    model: ResponseModel, start: Start, end: State, planned: list[int]
) -> tuple[Array, Array]:
    """(draw, pillar) points on the date without the kinds that are planned, and drift."""
    parts = model.contributions(start.parameters, end, start.assumptions)
    ground = parts.base + parts.carried + model.layout.stocks_by_pillar(parts.stocks)
    ground += np.delete(parts.kinds, planned, axis=1).sum(axis=1)
    return ground, model.drift(start.parameters, end)


def _ladders(
    model: ResponseModel, start: Start, limits: Mapping[str, tuple[float, float]]
) -> dict[int, list[float]]:
    """Paces per place on the kind axis, for everything that may be planned."""
    catalogue = model.catalogue
    for name in limits:
        if name not in catalogue or catalogue[name].nature is not Nature.HABIT:
            raise SimError(f"{name} is nothing that can be planned")
    licence = start.assumptions.sales_navigator is True
    return {
        catalogue.index(kind.kind): ladder(kind, limits.get(kind.kind))
        for kind in catalogue.of(Nature.HABIT)
        if kind.kind in limits or licence or not kind.sales_navigator
    }


def _together(model: ResponseModel, start: Start, kinds: Sequence[int]) -> list[list[int]]:
    """The kinds in groups: those that feed one stock cannot be chosen one by one."""
    groups = [{kind} for kind in kinds]
    for stock in range(len(model.catalogue.stocks)):
        feeding = {k for k, fed, amount in model.layout.feeding(start.assumptions)
                   if fed == stock and amount > 0}  # fmt: skip
        joined = [group for group in groups if group & feeding]
        if len(joined) > 1:
            groups = [group for group in groups if not group & feeding]
            groups.append(set().union(*joined))
    return [sorted(group) for group in groups]


def _ticks(paces: Array, minutes: Array) -> Array:
    """(option,) whole ticks of (option, member) paces; up, so that no limit is passed."""
    ticks = paces @ np.maximum(minutes, LEAST_MINUTES) * TICKS
    rounded: Array = np.ceil(ticks - 1e-6).astype(np.int64)
    return rounded


def _worthwhile(ticks: Array, points: Array, days: Array) -> Array:
    """Places of the options, by ticks, of which no cheaper one gives as much in every pillar and
    makes as many days active."""
    order = np.lexsort((-days, -points.sum(axis=1), ticks))
    moving = np.flatnonzero(np.ptp(points, axis=0) > 0)
    if len(moving) == 1:
        gain, active = points[order, moving[0]], days[order]
        good = np.zeros(len(order), dtype=bool)
        for level in np.unique(active).tolist():
            counted = np.where(active >= level, gain, -np.inf)
            best = np.maximum.accumulate(np.concatenate([[-np.inf], counted[:-1]]))
            good |= (active == level) & (gain > best)
        return np.asarray(order[good])
    each = np.column_stack([points, days])
    kept: list[int] = []
    for at in order.tolist():
        if not kept or not (each[kept] >= each[at]).all(axis=1).any():
            kept.append(at)
    return np.array(kept)
