"""From a person and a date to what can be chosen: each kind's paces, their minutes and points."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.aim import TICKS, Options
from sim.catalogue import Kind, Nature
from sim.curves import WEEK, Array
from sim.errors import SimError
from sim.forecast import Start
from sim.payoff import points_at_paces, stock_parts
from sim.response import ResponseModel
from sim.terms import PILLAR_MAX

LADDER = (0.25, 0.5, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 40, 60)
"""Paces per week that a person can hold in mind."""
USEFUL_PACES = 4
"""Half-paces beyond which one kind has little left to give: 94 % of its points are there."""
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

    def scores(self, points: Array) -> Array:
        """(…, draw, pillar) scores of such points, ground included: equation 7."""
        scores: Array = np.clip(points, 0.0, PILLAR_MAX)
        scores += self.drift
        return np.clip(scores, 0.0, PILLAR_MAX, out=scores)


def ladder(kind: Kind, limit: tuple[float, float] | None = None) -> list[float]:
    """The paces per week that a kind may have in a plan: none, or any rung within its limits."""
    low, high = limit or (0.0, min(kind.most, USEFUL_PACES * kind.half_pace))
    if not 0 <= low <= high < math.inf:
        raise SimError(f"{kind.kind}: limits of {low} to {high} a week")
    rungs = [pace for pace in LADDER if low <= pace <= high]
    return sorted({low, *rungs, high} if limit else {0.0, *rungs})


def menu(
    model: ResponseModel, start: Start, limits: Mapping[str, tuple[float, float]], days: int
) -> tuple[Menu, Options, Results]:
    """What there is to choose from, for the expected points and draw by draw.

    Options are left out where a cheaper one is expected to give as much.
    """
    catalogue = model.catalogue
    ladders = _ladders(model, start, limits)
    received = np.where(
        [kind.nature is Nature.RECEIVED for kind in catalogue.kinds], start.usual, 0.0
    )
    doses = np.tile(received / WEEK, (days, 1))
    end = model.step(start.parameters, start.state, doses, start.assumptions)
    parts = model.contributions(start.parameters, end, start.assumptions)
    ground = parts.base + parts.carried + model.layout.stocks_by_pillar(parts.stocks)
    ground += np.delete(parts.kinds, list(ladders), axis=1).sum(axis=1)

    kinds = np.array([kind for kind, paces in ladders.items() for _ in paces], dtype=np.intp)
    paces = np.array([pace for paces in ladders.values() for pace in paces])
    flow = points_at_paces(model, start, kinds, paces, days)
    groups, ticks, points = [], [], []
    for members in _together(model, start, list(ladders)):
        rungs = np.array(list(product(*(np.flatnonzero(kinds == kind) for kind in members))))
        minutes = np.array([catalogue.kinds[kind].minutes for kind in members])
        cost = _ticks(paces[rungs], minutes)
        done = np.zeros((len(rungs), len(catalogue)))
        done[:, members] = paces[rungs] * (days / WEEK)
        left, lasting = stock_parts(model, start, end, done)
        gain = np.einsum("os,sp->op", left, lasting.mean(axis=0)) + flow.mean(axis=0)[rungs].sum(1)
        kept = _worthwhile(cost, gain)
        rungs = rungs[kept]
        group = Group(kinds=np.array(members), paces=paces[rungs], minutes=paces[rungs] @ minutes)
        groups.append(group)
        ticks.append(cost[kept])
        drawn = np.einsum("os,dsp->dop", left[kept], lasting)
        points.append(drawn + sum(flow[:, rungs[:, at]] for at in range(len(members))))
    return (
        Menu(groups=tuple(groups), received=received),
        Options(
            ticks=ticks,
            points=[part.mean(axis=0) for part in points],
            ground=(ground + parts.drift).mean(axis=0),
        ),
        Results(points=tuple(points), ground=ground, drift=parts.drift),
    )


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


def _worthwhile(ticks: Array, points: Array) -> Array:
    """Places of the options, by ticks, of which no cheaper one gives as much in every pillar."""
    order = np.lexsort((-points.sum(axis=1), ticks))
    moving = np.flatnonzero(np.ptp(points, axis=0) > 0)
    if len(moving) == 1:
        gain = points[order, moving[0]]
        best = np.maximum.accumulate(np.concatenate([[-np.inf], gain[:-1]]))
        return np.asarray(order[gain > best])
    kept: list[int] = []
    for at in order.tolist():
        if not kept or not (points[kept] >= points[at]).all(axis=1).any():
            kept.append(at)
    return np.array(kept)
