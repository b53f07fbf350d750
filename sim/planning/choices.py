"""From a person and a date to what can be chosen: paces of each kind, their price and points."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from sim.catalogue.kinds import Catalogue, Kind, Nature
from sim.errors import SimError
from sim.planning.closed_forms import points_at_paces, stock_parts, stock_points
from sim.planning.problem import DAY_STEP, Options, PlannerWish
from sim.planning.rules import BEGIN, CHANGE, answered, rise
from sim.population.start import Start, Starts, several
from sim.response.active_days import ACTIVE, seen
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import State
from sim.terms import ActionKind

if TYPE_CHECKING:
    from scipy.sparse import csr_array

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
    cost: float = 0.0
    """Minutes beyond the usual ones, and the price of a change."""
    more: int = 0
    """1 where it is more than is done so far."""


def ladder(kind: Kind, limit: tuple[float, float] | None = None) -> list[float]:
    """The paces per week that a kind may have in a plan: any rung within its limits, none included.

    A limit adds no rung, so that it never makes a plan cheaper, but where it leaves none.
    """
    top = min(kind.most, USEFUL_PACES * kind.half_pace)
    low, high = limit or (0.0, top)
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


def _free_rungs(kind: Kind, at: int, wish: PlannerWish) -> list[Rung]:
    """Its paces from tomorrow on, whatever was done so far."""
    minutes = max(kind.minutes, LEAST_MINUTES)
    return [
        Rung(kind=at, pace=pace, wait=0, done=pace * wish.days / WEEK,
             cost=pace * minutes + (wish.per_kind if pace > 0 else 0.0))
        for pace in ladder(kind, wish.limits.get(kind.kind))
    ]  # fmt: skip


def _ruled_rungs(kind: Kind, at: int, start: Start, wish: PlannerWish, *, cut: bool) -> list[Rung]:
    """What the rules allow: the usual pace first, and more of it step by step; less where the
    minutes do not even allow what is done so far (`cut`)."""
    usual, limit = float(start.usual[at]), wish.limits.get(kind.kind)
    low, high = limit or (0.0, max(kind.most, usual))
    asked = answered(kind.kind, start.assumptions)
    bare = kind.kind == ActionKind.REQUEST
    kept = low <= usual <= high and (asked or usual == 0 or low > 0)
    rungs = [Rung(kind=at, pace=usual, wait=0, done=usual * wish.days / WEEK)] if kept else []
    if cut or not kept or (bare and usual > 0):
        lower = [pace for pace in (0.0, *LADDER) if low <= pace < min(usual, high)]
        price = CHANGE if cut and kept else 0.0
        for pace in lower[:1] if bare or not asked else lower:
            done = (usual * wish.lead + pace * (wish.days - wish.lead)) / WEEK
            rungs.append(Rung(kind=at, pace=pace, wait=wish.lead, done=done, cost=price))
    higher = [] if (bare and limit is None) or not asked else [
        pace for pace in ladder(kind, limit)
        if (pace in FEW_PACES or limit) and pace > usual + max(APART[0], APART[1] * usual)
    ]  # fmt: skip
    price, minutes = CHANGE if usual >= SELDOM else BEGIN, max(kind.minutes, LEAST_MINUTES)
    for pace in higher:
        weeks = rise(kind, usual, pace)
        wait = wish.lead + WEEK * len(weeks)
        if wait <= wish.days - WEEK:
            done = (usual * wish.lead + pace * (wish.days - wait)) / WEEK + sum(weeks)
            cost = (pace - usual) * minutes + price
            rungs.append(Rung(kind=at, pace=pace, wait=wait, done=done, cost=cost, more=1))
    if not rungs:  # what a limit asks for stands above the rules
        pace = min(max(usual, low), high)
        rungs = [Rung(kind=at, pace=pace, wait=wish.lead, done=pace * wish.days / WEEK, more=1)]
    return rungs


# ---- points


def options_of(
    model: ResponseModel, starts: Starts, wish: PlannerWish, *, cut: bool = False
) -> Options:
    """What there is to choose from, in expected points; options that cost as much as another and
    give less are left out.

    `cut`: the minutes do not even allow what is done so far.
    """
    catalogue, each = model.catalogue, several(starts)
    start = each[0]  # the log, the stocks and the rates are the same for all
    kinds = plannable(model, start, wish.limits)
    planned = [catalogue.index(kind.kind) for kind in kinds]
    rungs = [
        rung for kind, at in zip(kinds, planned, strict=True)
        for rung in (_free_rungs(kind, at, wish) if wish.free
                     else _ruled_rungs(kind, at, start, wish, cut=cut))
    ]  # fmt: skip
    going = _going(catalogue, start, planned, free=wish.free)
    doses = np.tile(going / WEEK, (wish.days, 1))
    ends = [model.step(one.parameters, one.state, doses, one.assumptions) for one in each]
    both = list(zip(each, ends, strict=True))
    ground = _mean([_ground(model, one, end, planned) for one, end in both])
    flow = _mean([_flow(model, one, rungs, wish.days, wish.lead) for one in each])
    most, absent = most_days(catalogue, wish.limits), None
    if wish.free:  # active days count by the days that the whole week makes
        flow[[rung.kind == ACTIVE for rung in rungs]] = 0.0
        steps = np.arange(0.0, most + DAY_STEP, DAY_STEP)
        looks = np.full(len(steps), ACTIVE)
        present = _mean([points_at_paces(model, one, looks, steps, wish.days) for one in each])
        ground, absent = ground + present[-1], present[-1] - present
    lasting = _mean([stock_points(model, one, end) for one, end in both])
    takes = np.array([kind.minutes for kind in catalogue.kinds])
    groups = _groups(model, start, rungs, planned, ruled=not wish.free)
    uses = _uses(groups, len(rungs))
    values = np.array([(rung.pace, rung.done, rung.cost, rung.more) for rung in rungs])
    on = np.eye(len(catalogue))[[rung.kind for rung in rungs]]
    pace, done = uses @ (on * values[:, :1]), uses @ (on * values[:, 1:2])
    cost, more = (uses @ values[:, 2:]).T
    minutes, days = pace @ takes, np.zeros(len(pace))
    if wish.free:
        days = pace @ seen(catalogue)
    else:  # one looks in anyway where something else is done
        minutes -= takes[ACTIVE] * np.minimum(pace[:, ACTIVE], start.usual[ACTIVE])
    points = uses @ flow + stock_parts(model, start, ends[0], done) @ lasting
    good = np.column_stack([points, np.minimum(days, most), -more, -minutes])
    firsts, kept = np.cumsum([0, *map(len, groups)]), [np.zeros(0, dtype=np.intp)]
    for first, after in pairwise(firsts.tolist()):
        kept.append(first + _worthwhile(cost[first:after], good[first:after]))
    places = np.concatenate(kept)
    return Options(
        firsts=np.cumsum([len(part) for part in kept[:-1]]).tolist(), paces=pace[places],
        cost=cost[places], minutes=minutes[places], more=more[places], points=points[places],
        ground=ground, going=going, days=days[places], absent=absent,
    )  # fmt: skip


def _mean(draws: Sequence[Array]) -> Array:
    """Over the draws of all, which are the first axis."""
    mean: Array = np.concatenate(draws).mean(axis=0)
    return mean


def _going(catalogue: Catalogue, start: Start, planned: Sequence[int], *, free: bool) -> Array:
    """(kind,) per week: others' doing, and by the rules all else that is done and does no harm."""
    natures = [kind.nature for kind in catalogue.kinds]
    goes = [nature is Nature.RECEIVED or (not free and nature is not Nature.HARM)
            for nature in natures]  # fmt: skip
    going = np.where(goes, start.usual, 0.0)
    going[list(planned)] = 0.0
    return going


def _ground(model: ResponseModel, start: Start, end: State, planned: Sequence[int]) -> Array:
    """(draw, pillar) points on the date without the kinds that are planned, drift included."""
    parts = model.contributions(start.parameters, end, start.assumptions)
    ground = parts.base + parts.carried + model.layout.stocks_by_pillar(parts.stocks)
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


def _groups(
    model: ResponseModel,
    start: Start,
    rungs: Sequence[Rung],
    planned: Sequence[int],
    *,
    ruled: bool,
) -> list[Array]:
    """Per group of kinds the places of the (option, member) rungs that can be chosen together;
    kinds that feed one stock cannot be chosen one by one."""
    names = model.catalogue.names
    plain, noted = names.index(ActionKind.REQUEST), names.index(ActionKind.REQUEST_WITH_NOTE)
    fed = [
        {k for k, to, amount in model.layout.feeding(start.assumptions) if to == stock and amount}
        for stock in range(len(model.catalogue.stocks))
    ]
    groups = [{kind} for kind in planned]
    for feeding in ({plain, noted}, *fed):
        joined = [group for group in groups if group & feeding]
        if len(joined) > 1:
            groups = [group for group in groups if not group & feeding]
            groups.append(set().union(*joined))
    found = []
    for members in map(sorted, groups):
        chosen = list(product(*([at for at, rung in enumerate(rungs) if rung.kind == kind]
                                for kind in members)))  # fmt: skip
        if ruled and plain in members and noted in members:
            one, other = members.index(plain), members.index(noted)
            fair = [at for at in chosen if rungs[at[one]].pace <= rungs[at[other]].pace + 1e-9]
            chosen = fair or chosen
        found.append(np.array(chosen))
    return found


def _uses(groups: Sequence[Array], rungs: int) -> "csr_array":
    """(option, rung) 1 where an option has a rung."""
    from scipy.sparse import csr_array  # comes with scipy.optimize, for which plans pay anyway

    places = np.concatenate([chosen.ravel() for chosen in groups])
    widths = np.repeat([chosen.shape[1] for chosen in groups], [len(chosen) for chosen in groups])
    ends = np.cumsum([0, *widths.tolist()])
    return csr_array((np.ones(len(places)), places, ends), shape=(len(widths), rungs))


def _worthwhile(cost: Array, good: Array) -> Array:
    """Places of the options, by cost, of which no cheaper one is as good in all (option, part)."""
    order = np.lexsort((-good.sum(axis=1), cost))
    kept: list[int] = []
    for at in order.tolist():
        if not kept or not (good[kept] >= good[at] - 1e-12).all(axis=1).any():
            kept.append(at)
    return np.array(kept)
