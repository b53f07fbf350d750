"""Simulated people: those who follow the model's own law, and worlds where another law holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.inference.observations import Evidence
from sim.population.members import MEMBERS
from sim.population.prior import DRIFT_DAYS, draw
from sim.response.curves import WEEK, WINDOW_DAYS, Array, weekly_pace
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Memory, Observed, Parameters, State
from sim.terms import PILLAR_MAX, Member, Stock

MODEL = ResponseModel()
LAYOUT = MODEL.layout
AHEAD = 182
"""Days after the last reading that are told: half a year of weekly readings is held back."""
STOP = 28
"""Days of nothing of which the cost is told."""
BEFORE = 200
"""Days of life before the journal begins, which make what is carried in."""
SHARED = 0.3
"""Part of the drift's variance that the pillars share, and `WANDERED` what a level gains by
wandering in one relaxation time: near to what the model assumes, and not the same."""
WANDERED = 0.35


class World(StrEnum):
    """The law by which scores come about, and what reaches the journal."""

    OWN = "own law"
    WINDOW = "90-day window"
    SUM = "90-day sum with caps"
    WEEKLY = "weekly bands, 3 days late"
    RANK = "rank in a drifting crowd"
    SATURATION = "saturating growth"
    LATE = "remember, then saturate"
    DEAF = "hardly answers"
    BURSTS = "bursts"
    HALF = "half unlogged"
    OVER = "over-logged"
    TOTALS = "whole totals only"
    IRREGULAR = "irregular readings"
    NOTHING = "nothing logged"
    STEPS = "stands still, then steps"
    SLOW = "remembers for a year"


UNSEEN = (World.STEPS, World.SLOW)
"""Laws that no number of the model was chosen by: to look at in the end, and not to tune."""
FOREIGN = tuple(world for world in World if world not in (World.OWN, World.NOTHING, *UNSEEN))


@dataclass(frozen=True, kw_only=True, eq=False)
class Person:
    """Somebody's journal, and what came after it."""

    evidence: Evidence
    later: Array
    """(day, kind) what they then did, as far as it is logged."""
    shown: Array
    """(week, pillar) what LinkedIn showed every seven days after the last reading."""
    stop: float
    """Points of the total that four weeks without anything cost against going on, noise apart."""
    known: Array
    """(week,) by how much the total would have moved, noise and drift apart: who knows the law and
    the person could have said so much."""
    truth: Parameters
    """Who they are: one draw."""
    usual: Array
    """(kind,) per week in the last four weeks, as a journal would have it that is as long."""
    with_doses: Callable[[Array], Array]
    """What is shown on the date to somebody who logs these (day, kind) actions from now on, up to
    the date: (pillar,); a whole number of weeks.  What is not logged goes on as it did."""


def person(world: World, readings: int, seed: int) -> Person:
    """One life; the same seed gives the same person."""
    random = np.random.default_rng([seed, readings, list(World).index(world)])
    one = MEMBERS[random.choice([Member.OCCASIONAL, Member.ACTIVE])]  # who keeps a journal
    days = _reading_days(world, readings, random)
    last = int(days[-1])
    truth = _one(draw(draws=64, seed=seed), int(random.integers(64)))
    if world is World.WINDOW:
        truth = replace(truth, memory=Memory.WINDOW)
    if world is World.SLOW:
        truth = replace(truth, half_life=3.0 * truth.half_life)
    if world is World.DEAF:
        truth = replace(truth, gain=0.1 * truth.gain, base=truth.base + 5.0)
    doses = _doses(np.array(one.week(CATALOGUE)), BEFORE + last + 1 + AHEAD, random)
    if world is World.BURSTS:
        doses *= np.repeat(random.random(len(doses) // 10 + 1) < 0.3, 10)[: len(doses), None]
    counts = {stock: count * random.lognormal(0, 0.2) for stock, count in one.stocks.items()}
    counts = {stock: min(count, 1.0) if count <= 1 else count for stock, count in counts.items()}
    begin = before_all(truth, counts)
    told = one.assumptions
    score = _LAWS.get(world, _own)
    now = BEFORE + last + 1
    clean = score(truth, begin, doses, told)
    stopped = doses[: now + STOP].copy()
    stopped[now:] = 0.0
    stop = float((clean[now + STOP] - score(truth, begin, stopped, told)[-1]).sum())

    seen = clip(clean + _drift(len(clean), random))
    seen = clip(seen + random.normal(0, _noise(random), seen.shape))
    seen = np.round(_stepped(seen) if world is World.STEPS else seen, 3)
    logged = doses.copy()
    if world is World.HALF:
        logged = random.binomial(doses.astype(int), 0.5).astype(float)
    if world is World.OVER:
        logged += random.poisson(0.6 * doses)
    if world is World.NOTHING:
        logged[:] = 0.0
    journal = logged[BEFORE:now]
    state = MODEL.step(truth, begin, doses[:now], told)
    stocks = {row.stock: float(state.stocks[at]) for at, row in enumerate(CATALOGUE.stocks)}

    def with_doses(planned: Array) -> Array:
        last_day = now + len(planned)
        really = doses[:last_day].copy()
        really[now:] = np.maximum(really[now:] + planned - logged[now:last_day], 0.0)
        moved = score(truth, begin, really, told)[-1] - clean[last_day]
        return clip(seen[last_day] + moved)

    return Person(
        evidence=Evidence(
            doses=journal,
            readings=[
                (last - day, _observed(seen[BEFORE + 1 + day], total=world is World.TOTALS))
                for day in days.tolist()
            ],
            stocks=stocks,
            assumptions=told,
        ),
        later=logged[now:],
        shown=seen[now + WEEK :: WEEK],
        stop=stop,
        known=(clean[now + WEEK :: WEEK] - clean[now]).sum(axis=1),
        truth=truth,
        usual=logged[now - STOP : now].mean(axis=0) * WEEK,
        with_doses=with_doses,
    )


def before_all(people: Parameters, stocks: Mapping[Stock, float]) -> State:
    """The evening before anybody's first day: nothing was ever done."""
    return replace(MODEL.steady(people, np.zeros(len(CATALOGUE)), stocks), age=0.0)


def clip(points: Array) -> Array:
    """Within a pillar's limits."""
    return np.clip(points, 0.0, PILLAR_MAX)


def _one(people: Parameters, at: int) -> Parameters:
    """One draw, without drift."""
    arrays = {
        field.name: getattr(people, field.name)[at : at + 1]
        for field in fields(people)
        if isinstance(getattr(people, field.name), np.ndarray)
    }
    return replace(people, **{**arrays, "drift": np.zeros((1, len(LAYOUT.groups_of)))})


def _reading_days(world: World, readings: int, random: np.random.Generator) -> Array:
    """Weekly, give or take a day; or whenever it came to mind."""
    if world is World.IRREGULAR:
        gaps = np.clip(np.rint(random.gamma(0.7, 10.0, readings)), 1, 45)
    else:
        gaps = WEEK + random.integers(-1, 2, readings)
    days: Array = np.cumsum(gaps).astype(int)
    return days


def _doses(week: Array, days: int, random: np.random.Generator) -> Array:
    """(day, kind) of a life in phases: campaigns and quiet months, holidays, quiet weekends."""
    lengths = random.integers(14, 64, days // 14 + 1)
    level = np.repeat(np.exp(random.normal(0, 0.8, len(lengths))), lengths)[:days]
    kind = np.exp(random.normal(0, 0.6, len(week)))
    turns = np.exp(np.repeat(random.normal(0, 0.6, (days // 42 + 1, len(week))), 42, axis=0)[:days])
    away = np.repeat(random.random(days // WEEK + 1) < 0.08, WEEK)[:days]
    day = np.where(np.arange(days) % WEEK >= 5, 0.4, 1.24)
    pace = week / WEEK * kind * turns * (level * day * ~away)[:, None]
    active = CATALOGUE.index("active-day")
    doses = random.poisson(np.minimum(pace, 40)).astype(float)
    doses[:, active] = np.minimum(doses[:, active], 1.0)
    return doses


def _drift(days: int, random: np.random.Generator) -> Array:
    """(day, pillar) what moves scores for reasons that nobody logs (equation 8)."""
    spread = np.exp(random.normal(np.log(0.6), 0.5))
    left = np.exp(-1.0 / DRIFT_DAYS)
    shape = (2, days, len(LAYOUT.groups_of))
    steps = np.sqrt(1 - SHARED) * random.normal(size=shape)
    steps += np.sqrt(SHARED) * random.normal(size=(2, days, 1))
    path = np.empty(shape[1:])
    now = steps[0, 0]
    for day in range(days):
        now = left * now + np.sqrt(1 - left**2) * steps[0, day]
        path[day] = now
    wandered = np.sqrt(WANDERED / DRIFT_DAYS) * steps[1].cumsum(axis=0)
    return (path + wandered) * spread


STEP = 0.7
"""Points that a pillar must have moved before it is shown anew."""


def _stepped(seen: Array) -> Array:
    """(day, pillar) what is shown where a pillar stands still until it has moved far enough."""
    shown = seen.copy()
    for day in range(1, len(seen)):
        moved = np.abs(seen[day] - shown[day - 1]) >= STEP
        shown[day] = np.where(moved, seen[day], shown[day - 1])
    return shown


def _noise(random: np.random.Generator) -> float:
    return float(np.exp(random.normal(np.log(0.2), 0.3)))


def _observed(pillars: Array, *, total: bool) -> Observed:
    if total:
        return Observed(total=float(np.round(pillars.sum())))
    return Observed(total=float(np.round(pillars.sum(), 3)), pillars=pillars.tolist())


# ---- laws: (day, pillar) scores on the evenings of days 0 to T, noise and drift apart


def _own(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    return MODEL.simulate(truth, begin, doses, told).pillars[0]


def _parts(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> tuple[Array, Array]:
    """(day, pillar) what lasts, and (day, effect) signed points at an endless pace."""
    still = replace(truth, gain=np.zeros_like(truth.gain))
    lasting = MODEL.simulate(still, begin, doses, told).pillars[0]
    return lasting, LAYOUT.sign * truth.gain[0]


def _pace(doses: Array, told: Assumptions) -> Array:
    """(day, effect) trailing week of the part that counts, days 1 to T."""
    pace = weekly_pace(np.vstack([np.zeros((WEEK - 1, doses.shape[1])), doses]))
    return pace[:, LAYOUT.kind] * LAYOUT.shares(told)


def _half_lives(truth: Parameters) -> Array:
    multiples = np.array([CATALOGUE.kinds[kind].memory for kind in LAYOUT.kind.tolist()])
    return truth.half_life[0, LAYOUT.pillar] * multiples


def _by_pillar(effects: Array) -> Array:
    pillars = [effects[:, LAYOUT.pillar == p].sum(axis=1) for p in range(len(LAYOUT.groups_of))]
    return np.stack(pillars, axis=1)


def _late(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    """The pace is remembered, and what is remembered saturates."""
    lasting, points = _parts(truth, begin, doses, told)
    pace, left = _pace(doses, told), 0.5 ** (1 / _half_lives(truth))
    kept, earned = np.zeros(pace.shape[1]), np.zeros((len(pace) + 1, pace.shape[1]))
    half = truth.half_pace[0, LAYOUT.kind]
    for day, now in enumerate(pace):
        kept = left * kept + (1 - left) * now
        earned[day + 1] = points * (1 - 0.5 ** (kept / half))
    return np.clip(lasting + _by_pillar(earned), 0.0, PILLAR_MAX)


def _saturating(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    """Points grow by what is done, more slowly the more there are, and decay."""
    lasting, points = _parts(truth, begin, doses, told)
    half = truth.half_pace[0, LAYOUT.kind]
    drive = _by_pillar(points * (1 - 0.5 ** (_pace(doses, told) / half)))
    rate = np.log(2) / truth.half_life[0]
    earned = np.zeros((len(drive) + 1, drive.shape[1]))
    for day, now in enumerate(drive):
        room = 1 - earned[day] / PILLAR_MAX
        earned[day + 1] = earned[day] + rate * (1.3 * now * room - earned[day])
    return np.clip(lasting + earned, 0.0, PILLAR_MAX)


def _summed(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    """What was done in the last 90 days earns in proportion, up to a cap per kind."""
    lasting, points = _parts(truth, begin, doses, told)
    done = np.vstack([np.zeros((WINDOW_DAYS, doses.shape[1])), doses])[:, LAYOUT.kind]
    summed = np.cumsum(done * LAYOUT.shares(told), axis=0)
    pace = (summed[WINDOW_DAYS:] - summed[:-WINDOW_DAYS]) / WINDOW_DAYS * WEEK
    earned = np.zeros((len(doses) + 1, len(points)))
    earned[1:] = points * np.minimum(pace / (2.2 * truth.half_pace[0, LAYOUT.kind]), 1.0)
    return np.clip(lasting + _by_pillar(earned), 0.0, PILLAR_MAX)


LAG = 3
BANDS = 5


def _weekly(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    """Counted once a week in a few bands, shown three days later, and remembered."""
    lasting, points = _parts(truth, begin, doses, told)
    part = 1 - 0.5 ** (_pace(doses, told) / truth.half_pace[0, LAYOUT.kind])
    part = np.round(part * BANDS) / BANDS
    left = 0.5 ** (WEEK / _half_lives(truth))
    kept, earned = np.zeros(part.shape[1]), np.zeros((len(part) + 1, part.shape[1]))
    for day in range(len(part)):
        if day % WEEK == LAG and day >= LAG:
            kept = left * kept + (1 - left) * part[day - LAG]
        earned[day + 1] = points * kept
    return np.clip(lasting + _by_pillar(earned), 0.0, PILLAR_MAX)


def _ranked(truth: Parameters, begin: State, doses: Array, told: Assumptions) -> Array:
    """A place among others, who become more active, or less, over the months."""
    points = MODEL.simulate(truth, begin, doses, told).pillars[0]
    random = np.random.default_rng(abs(int(truth.half_life[0, 0] * 1e6)))
    crowd = np.cumsum(random.normal(0, 0.012, (2000, 1)), axis=0)[: len(points)]
    rank = np.log(points + 1.0) - np.log([12.0, 7.0, 6.0, 14.0]) - crowd
    return np.asarray(PILLAR_MAX / (1 + np.exp(-2.2 * rank)))


_LAWS: dict[World, Callable[[Parameters, State, Array, Assumptions], Array]] = {
    World.LATE: _late,
    World.SATURATION: _saturating,
    World.SUM: _summed,
    World.WEEKLY: _weekly,
    World.RANK: _ranked,
}
