"""From a person and a date to what can be chosen: paces of each kind, their price and points."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from sim.catalogue.kinds import Catalogue, Kind, Nature
from sim.errors import SimError
from sim.planning.closed_forms import points_at_paces, stock_parts, stock_points
from sim.planning.problem import DAY_STEP, Options
from sim.planning.rules import BEGIN, CHANGE, answered, rise
from sim.population.start import Start, Starts, several
from sim.response.active_days import ACTIVE, seen
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import State
from sim.terms import ActionKind

LADDER = (0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 30, 40, 60)
"""Paces per week that a person can hold in mind."""

FEW_PACES = (0.25, 0.5, 1, 2, 3, 5, 7, 10, 14, 20, 30, 40, 60)
"""Those to rise to: each far enough from the one before to be a change."""

LONG = 15
"""Minutes from which on a thing may be done less than once a week: a like now and then is no
habit, an article a month is."""

USEFUL_PACES = 4
"""Half-paces beyond which one kind has little left to give: 94 % of its points are there."""

LEAST_MINUTES = 0.1
"""What a thing that takes no minutes counts when things are compared: a look and a click."""

SELDOM = 0.2
"""Times a week from which on a thing counts as done already."""

APART = (0.2, 0.05)
"""By so many times a week, and by this part, a new pace differs at least from the usual one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One pace of one kind."""

    kind: int
    """Place on the kind axis."""
    pace: float
    """Per week, in the end."""
    wait: int
    """Days until it is reached."""
    done: float
    """Times until the date."""
    cost: float
    """Minutes beyond the usual ones, and the price of a change."""
    more: int
    """1 where it is more than is done so far."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bundle:
    """Kinds that are chosen together, because they feed the same stock; mostly a single one."""

    kinds: Array
    """(member,) places on the kind axis."""
    paces: Array
    """(option, member) per week."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Menu:
    """Everything that a plan can be made of, for one date."""

    groups: tuple[Bundle, ...]
    going: Array
    """(kind,) per week: what goes on whatever is chosen."""
    options: Options

    def week(self, choice: Sequence[int]) -> Array:
        """(kind,) per week in the end, what goes on included."""
        week = self.going.copy()
        for group, at in zip(self.groups, choice, strict=True):
            week[group.kinds] += group.paces[at]
        return week


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


def plannable(
    model: ResponseModel, start: Start, limits: Mapping[str, tuple[float, float]]
) -> list[Kind]:
    """The kinds that a plan may hold: habits, those with a licence only where there is one."""
    catalogue = model.catalogue
    for name in limits:
        if name not in catalogue or catalogue[name].nature is not Nature.HABIT:
            raise SimError(f"{name} is nothing that can be planned")
    licence = start.assumptions.sales_navigator is True
    return [
        kind for kind in catalogue.of(Nature.HABIT)
        if kind.kind in limits or licence or not kind.sales_navigator
        or start.usual[catalogue.index(kind.kind)] > 0
    ]  # fmt: skip


# ---- paces


def free_rungs(
    model: ResponseModel,
    start: Start,
    limits: Mapping[str, tuple[float, float]],
    days: int,
    per_kind: float,
) -> list[list[Rung]]:
    """Per kind its paces from tomorrow on, whatever was done so far."""
    found = []
    for kind in plannable(model, start, limits):
        minutes = max(kind.minutes, LEAST_MINUTES)
        found.append([
            Rung(
                kind=model.catalogue.index(kind.kind), pace=pace, wait=0, done=pace * days / WEEK,
                cost=pace * minutes + (per_kind if pace > 0 else 0.0), more=0,
            )
            for pace in ladder(kind, limits.get(kind.kind))
        ])  # fmt: skip
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanTime:
    """What the rules need to know of a person's time."""

    days: int
    """Until the date."""
    lead: int
    """Days that go on as usual until the first week begins."""
    cut: bool
    """The minutes do not even allow what is done so far."""


def ruled_rungs(
    model: ResponseModel,
    start: Start,
    limits: Mapping[str, tuple[float, float]],
    frame: PlanTime,
) -> list[list[Rung]]:
    """Per kind what the rules allow: the usual pace first, and more of it step by step."""
    return [
        _ruled(kind, model.catalogue.index(kind.kind), start, limits.get(kind.kind), frame)
        for kind in plannable(model, start, limits)
    ]


def _ruled(
    kind: Kind, at: int, start: Start, limit: tuple[float, float] | None, frame: PlanTime
) -> list[Rung]:
    usual = float(start.usual[at])
    low, high = limit or (0.0, max(kind.most, usual))
    if not 0 <= low <= high < math.inf and limit is not None:
        raise SimError(f"{kind.kind}: limits of {low} to {high} a week")
    asked = answered(kind.kind, start.assumptions)
    kept = low <= usual <= high and (asked or usual == 0 or low > 0)
    higher = [] if (kind.kind == ActionKind.REQUEST and limit is None) or not asked else [
        pace for pace in ladder(kind, limit)
        if (pace in FEW_PACES or limit) and pace > usual + max(APART[0], APART[1] * usual)
    ]  # fmt: skip
    lower: list[float] = []
    if frame.cut or not kept or (kind.kind == ActionKind.REQUEST and usual > 0):
        lower = [pace for pace in (0.0, *LADDER) if low <= pace < min(usual, high)]
        if kind.kind == ActionKind.REQUEST or not asked:
            lower = lower[:1]
    minutes = max(kind.minutes, LEAST_MINUTES)
    rungs = [_rung(at, usual, 0, usual * frame.days / WEEK)] if kept else []
    rungs += [
        _rung(at, pace, frame.lead, (usual * frame.lead + pace * (frame.days - frame.lead)) / WEEK,
              CHANGE if frame.cut and kept else 0.0)
        for pace in lower
    ]  # fmt: skip
    price = CHANGE if usual >= SELDOM else BEGIN
    for pace in higher:
        weeks = rise(kind, usual, pace)
        wait = frame.lead + WEEK * len(weeks)
        if wait <= frame.days - WEEK:
            done = (usual * frame.lead + pace * (frame.days - wait)) / WEEK + sum(weeks)
            rungs.append(_rung(at, pace, wait, done, (pace - usual) * minutes + price, more=1))
    if not rungs:  # what a limit asks for stands above the rules
        forced = min(max(usual, low), high)
        rungs = [_rung(at, forced, frame.lead, forced * frame.days / WEEK, more=1)]
    return rungs


def _rung(
    kind: int, pace: float, wait: int, done: float, cost: float = 0.0, *, more: int = 0
) -> Rung:
    return Rung(kind=kind, pace=pace, wait=wait, done=done, cost=cost, more=more)


# ---- points


def menu(
    model: ResponseModel,
    starts: Starts,
    rungs: Sequence[Sequence[Rung]],
    limits: Mapping[str, tuple[float, float]],
    days: int,
    *,
    free: bool,
    lead: int = 0,
) -> Menu:
    """What there is to choose from, in expected points; options that cost as much as another and
    give less are left out."""
    catalogue, each = model.catalogue, several(starts)
    start = each[0]  # the log, the stocks and the rates are the same for all
    every = [rung for ladder_ in rungs for rung in ladder_]
    going = _going(catalogue, start, [ladder_[0].kind for ladder_ in rungs], free=free)
    doses = np.tile(going / WEEK, (days, 1))
    ends = [model.step(one.parameters, one.state, doses, one.assumptions) for one in each]
    grounds = [_ground(model, one, end, rungs) for one, end in zip(each, ends, strict=True)]
    ground = np.concatenate(grounds).mean(axis=0)
    flow = np.concatenate([_flow(model, one, every, days, lead) for one in each]).mean(axis=0)
    most, absent, present = most_days(catalogue, limits), None, None
    if free:  # active days count by the days that the whole week makes
        flow[[rung.kind == ACTIVE for rung in every]] = 0.0
        steps = np.arange(0.0, most + DAY_STEP, DAY_STEP)
        looks = np.full(len(steps), ACTIVE)
        present = np.concatenate([points_at_paces(model, one, looks, steps, days) for one in each])
        present = present.mean(axis=0)
        ground, absent = ground + present[-1], present[-1] - present
    lasting = np.concatenate(
        [stock_points(model, one, end) for one, end in zip(each, ends, strict=True)]
    ).mean(axis=0)
    table = _Table(model=model, start=start, end=ends[0], rungs=every, flow=flow, lasting=lasting)
    made = [
        table.group(members, marks=seen(catalogue) if free else None, most=most, ruled=not free)
        for members in _together(model, start, [ladder_[0].kind for ladder_ in rungs])
    ]
    groups, cost, points, minutes, kinds, active = zip(*made, strict=True)
    return Menu(
        groups=groups,
        going=going,
        options=Options(
            cost=cost, points=points, ground=ground, minutes=minutes, kinds=kinds,
            days=active if free else None, absent=absent,
        ),
    )  # fmt: skip


def _going(catalogue: Catalogue, start: Start, planned: Sequence[int], *, free: bool) -> Array:
    """(kind,) per week: others' doing, and by the rules all else that is done and does no harm."""
    natures = [kind.nature for kind in catalogue.kinds]
    goes = [nature is Nature.RECEIVED or (not free and nature is not Nature.HARM)
            for nature in natures]  # fmt: skip
    going = np.where(goes, start.usual, 0.0)
    going[list(planned)] = 0.0
    return going


def _ground(
    model: ResponseModel, start: Start, end: State, rungs: Sequence[Sequence[Rung]]
) -> Array:
    """(draw, pillar) points on the date without the kinds that are planned, drift included."""
    parts = model.contributions(start.parameters, end, start.assumptions)
    ground = parts.base + parts.carried + model.layout.stocks_by_pillar(parts.stocks)
    planned = [ladder_[0].kind for ladder_ in rungs]
    whole: Array = ground + np.delete(parts.kinds, planned, axis=1).sum(axis=1) + parts.drift
    return whole


def _flow(model: ResponseModel, start: Start, rungs: Sequence[Rung], days: int, lead: int) -> Array:
    """(draw, rung, pillar) points on the date, stocks apart; until a pace is reached its kind goes
    on as usual and then rises."""
    points = np.zeros((start.parameters.draws, len(rungs), len(model.layout.groups_of)))
    kinds, paces = np.array([rung.kind for rung in rungs]), np.array([r.pace for r in rungs])
    waits = np.array([rung.wait for rung in rungs])
    going, now = start, 0
    for wait in sorted(set(waits.tolist())):
        going, now = _risen(model, going, now, wait, lead, rungs), wait
        some = np.flatnonzero(waits == wait)
        points[:, some] = points_at_paces(model, going, kinds[some], paces[some], days - wait)
    return points


def _risen(
    model: ResponseModel, start: Start, now: int, wait: int, lead: int, rungs: Sequence[Rung]
) -> Start:
    """The person some days later, with every planned kind on its way up."""
    if wait == now:
        return start
    doses = np.tile(start.usual / WEEK, (wait - now, 1))
    for kind in {rung.kind for rung in rungs if rung.wait > lead}:
        top = max(rung.pace for rung in rungs if rung.kind == kind)
        weeks = rise(model.catalogue.kinds[kind], float(start.usual[kind]), top)
        for day in range(max(now, lead), wait):
            week = (day - lead) // WEEK
            doses[day - now, kind] = (weeks[week] if week < len(weeks) else top) / WEEK
    state = model.step(start.parameters, start.state, doses, start.assumptions)
    return replace(start, state=state)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Table:
    """The rungs with what they give, to be put together into groups."""

    model: ResponseModel
    start: Start
    end: State
    rungs: Sequence[Rung]
    flow: Array
    lasting: Array

    def group(
        self, members: Sequence[int], *, marks: Array | None, most: float, ruled: bool
    ) -> tuple[Bundle, Array, Array, Array, Array, Array]:
        """Kinds that are chosen together: paces, cost, points, minutes, kinds of which more is
        done, and days that are active because of it."""
        places = [
            [at for at, rung in enumerate(self.rungs) if rung.kind == kind] for kind in members
        ]
        chosen = np.array(list(product(*places)))
        paces = np.array([rung.pace for rung in self.rungs])[chosen]
        if ruled:
            fair = _noted(self.model.catalogue, members, paces)
            chosen, paces = chosen[fair], paces[fair]
        cost = np.array([rung.cost for rung in self.rungs])[chosen].sum(axis=1)
        more = np.array([rung.more for rung in self.rungs])[chosen].sum(axis=1)
        each = np.array([self.model.catalogue.kinds[kind].minutes for kind in members])
        minutes = paces @ each
        if ruled and list(members) == [ACTIVE]:  # one looks in anyway where something else is done
            minutes = np.maximum(minutes - each * self.start.usual[ACTIVE], 0.0)
        done = np.zeros((len(chosen), len(self.model.catalogue)))
        done[:, members] = np.array([rung.done for rung in self.rungs])[chosen]
        left = stock_parts(self.model, self.start, self.end, done)
        points = self.flow[chosen].sum(axis=1) + left @ self.lasting
        days = paces @ marks[members] if marks is not None else np.zeros(len(chosen))
        kept = _worthwhile(cost, np.column_stack([points, np.minimum(days, most), -more, -minutes]))
        group = Bundle(kinds=np.array(members), paces=paces[kept])
        return group, cost[kept], points[kept], minutes[kept], more[kept], days[kept]


def _noted(catalogue: Catalogue, members: Sequence[int], paces: Array) -> Array:
    """(option,) whether no more requests are without a note than with one."""
    names = [catalogue.names[kind] for kind in members]
    if ActionKind.REQUEST not in names or ActionKind.REQUEST_WITH_NOTE not in names:
        return np.ones(len(paces), dtype=bool)
    plain, noted = names.index(ActionKind.REQUEST), names.index(ActionKind.REQUEST_WITH_NOTE)
    fair: Array = paces[:, plain] <= paces[:, noted] + 1e-9
    return fair if fair.any() else np.ones(len(paces), dtype=bool)


def _together(model: ResponseModel, start: Start, kinds: Sequence[int]) -> list[list[int]]:
    """The kinds in groups: those that feed one stock cannot be chosen one by one."""
    groups = [{kind} for kind in kinds]
    requests = {
        at for at, name in enumerate(model.catalogue.names)
        if name in (ActionKind.REQUEST, ActionKind.REQUEST_WITH_NOTE)
    }  # fmt: skip
    fed = [
        {k for k, to, amount in model.layout.feeding(start.assumptions) if to == stock and amount}
        for stock in range(len(model.catalogue.stocks))
    ]
    for feeding in (requests, *fed):
        joined = [group for group in groups if group & feeding]
        if len(joined) > 1:
            groups = [group for group in groups if not group & feeding]
            groups.append(set().union(*joined))
    return [sorted(group) for group in groups]


def _worthwhile(cost: Array, good: Array) -> Array:
    """Places of the options, by cost, of which no cheaper one is as good in all (option, part)."""
    order = np.lexsort((-good.sum(axis=1), cost))
    kept: list[int] = []
    for at in order.tolist():
        if not kept or not (good[kept] >= good[at] - 1e-12).all(axis=1).any():
            kept.append(at)
    return np.array(kept)
