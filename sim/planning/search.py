"""One option per group, as cheap as possible and proven so.

A linear programme gives the price that none can beat and the options that are still in play; those
are tried together, and left to branch and cut (HiGHS, by `scipy.optimize`) where they are too many.
"""

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.planning.problem import DAY_STEP, SHORT, Aim, Options, lost_points
from sim.response.curves import Array
from sim.response.kernels import PILLARS

NEAR = 0.0002
"""Points that a minute a week has to bring where the aim is out of reach anyway."""

EXACT = 1e-9
"""The part of the cost by which nothing cheaper may be missed: none."""

NEAREST = 0.01
"""The part of the way by which what comes nearest may be missed where a gap is allowed at all."""


class Limits(NamedTuple):
    """What a choice may take."""

    minutes: float | None = None
    """A week."""
    kinds: int | None = None
    """Of which more is done than so far."""
    gap: float = EXACT
    """The part of the cost by which a cheaper choice may be missed."""


NONE = Limits()


def cheapest(options: Options, aim: Aim, limits: Limits = NONE) -> list[int] | None:
    """The option of every group that together reach the aim for the least; None: none does."""
    return _solved(options, aim, limits, None)


def nearest(options: Options, aim: Aim, limits: Limits = NONE) -> list[int] | None:
    """Where the aim is out of reach: what gets the same part of the way in all of it, as far as
    minutes are worth it.

    The way begins at the first options, or at those of the fewest minutes where the first are too
    many; None when nothing keeps the limits.
    """
    begin = [0] * len(options.cost)
    minutes = options.cost if options.minutes is None else options.minutes
    if limits.minutes is not None and sum(part[0] for part in minutes) > limits.minutes:
        begin = [int(part.argmin()) for part in minutes]
    if limits.gap > EXACT:
        limits = limits._replace(gap=NEAREST)
    return _solved(options, aim, limits, options.reached(begin))


class Programme(NamedTuple):
    """Smallest price · x with low ≤ matrix · x ≤ high and least ≤ x ≤ most.

    x: one 0/1 per option, the points of each pillar, the part of the way, and what each pillar
    loses by days that are not active.
    """

    price: Array
    matrix: Array
    low: Array
    high: Array
    least: Array
    most: Array
    options: int
    """So many of x are 0 or 1."""


def _programme(options: Options, aim: Aim, limits: Limits, start: Array | None) -> Programme:
    cost, count = np.concatenate(options.cost), sum(map(len, options.cost))
    matrix, low, high = (
        np.array(part) for part in zip(*_rows(options, aim, limits, start), strict=True)
    )
    most = np.concatenate([np.ones(count), aim.caps, [0.0 if start is None else 1.0],
                           np.full(len(PILLARS), np.inf)])  # fmt: skip
    least = np.where(np.arange(len(most)) < count, 0.0, -np.inf)
    least[count + len(PILLARS) :] = 0.0
    price = np.zeros(len(most))
    price[:count] = cost if start is None else _near_price(aim, start) * cost
    price[count + len(PILLARS)] = 0.0 if start is None else -1.0
    return Programme(price, matrix, low, high, least, most, count)


def _near_price(aim: Aim, start: Array) -> float:
    """Parts of the way that a minute has to bring."""
    return NEAR / max(aim.missing(start), 0.1)


def _solved(options: Options, aim: Aim, limits: Limits, start: Array | None) -> list[int] | None:
    """The cheapest choice that reaches the aim, or what comes furthest from (pillar,) `start`.

    First what the linear programme leaves in play is tried; where that is too much, branch and cut.
    """
    programme = _programme(options, aim, limits, start)
    with _silent():
        relaxed = _relaxed(programme, options)
        if relaxed is None:
            return None
        best, most = InPlay(options, aim, limits, start, *relaxed).best()
        if most is None:
            return best
        # What lies further above the price than the best so far can be in no better one.
        excess = np.concatenate(relaxed[1])
        programme.most[: programme.options][excess > most] = 0.0
        return _branched(programme, options, limits.gap) or best


def _relaxed(programme: Programme, options: Options) -> tuple[float, list[Array]] | None:
    """The price if options could be split, and per group (option,) by how much more each costs at
    the shadow prices of what is asked for; None: not even so is it reached.

    No choice is cheaper than that price and the sum of its options' excess.
    """
    # scipy.optimize costs 450 ms to import, and only plans have to pay.
    from scipy.optimize import linprog

    one, same = programme, programme.low == programme.high
    upper, lower = np.isfinite(one.high) & ~same, np.isfinite(one.low) & ~same
    result = linprog(
        one.price,
        A_ub=np.vstack([one.matrix[upper], -one.matrix[lower]]),
        b_ub=np.concatenate([one.high[upper], -one.low[lower]]),
        A_eq=one.matrix[same],
        b_eq=one.high[same],
        bounds=np.column_stack([one.least, one.most]),
        method="highs",
    )
    if result.x is None:
        return None
    up, down = np.split(result.ineqlin.marginals, [int(upper.sum())])
    excess = one.price - up @ one.matrix[upper] + down @ one.matrix[lower]
    excess -= result.eqlin.marginals @ one.matrix[same]
    parts = np.split(excess[: one.options], _firsts(options.cost)[1:])
    return float(result.fun), [part - part.min() for part in parts]


def _branched(programme: Programme, options: Options, gap: float) -> list[int] | None:
    """By a mixed-integer programme."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    one = programme
    result = milp(
        one.price,
        constraints=LinearConstraint(one.matrix, one.low, one.high),
        bounds=Bounds(one.least, one.most),
        integrality=(np.arange(len(one.most)) < one.options).astype(int),
        options={"mip_rel_gap": gap},
    )
    if result.x is None:
        return None
    parts = np.split(result.x[: one.options], _firsts(options.cost)[1:])
    return [int(part.argmax()) for part in parts]


MOST_TRIED = 100_000
"""Choices at once: some 30 ms; beyond it branch and cut is quicker."""

KEPT = 5_000
"""Those with the least excess where there are more, to find a good one among."""


class InPlay(NamedTuple):
    """All choices whose excess over the relaxed price stays within what is in play."""

    options: Options
    aim: Aim
    limits: Limits
    start: Array | None
    root: float
    """No choice is cheaper."""
    excess: Sequence[Array]

    def best(self) -> tuple[list[int] | None, float | None]:
        """The cheapest choice and None, if it is proven or there is none; else the cheapest of
        those that were tried, and how much excess a better one can have."""
        gap = max(self.limits.gap * abs(self.root), EXACT)
        play = max(abs(self.root) / 200, 0.25 if self.start is None else 0.002)
        best, price, tables = None, np.inf, self._tables()
        while True:
            choice, cost, whole = self._cheapest(tables, play)
            if cost < price:
                best, price = choice, cost
            if price <= self.root + play + gap or play > sum(map(np.max, self.excess)):
                return best, None if whole else price - self.root + EXACT
            less = price - self.root + EXACT
            if not whole and less >= play:
                return best, less
            play = min(2.5 * play, less)

    def _tables(self) -> list[Array]:
        """Per group (option, part): excess, minutes, kinds, cost, days, points by pillar."""
        all_, none = self.options, [np.zeros(len(part)) for part in self.options.cost]
        columns = (self.excess, all_.minutes or all_.cost, all_.kinds or none, all_.cost,
                   all_.days or none, all_.points)  # fmt: skip
        return [np.column_stack(parts) for parts in zip(*columns, strict=True)]

    def _cheapest(self, tables: Sequence[Array], play: float) -> tuple[list[int], float, bool]:
        """The cheapest choice with at most so much excess, its price (infinity: none does), and
        whether all of them were tried."""
        limits = self.limits
        room = [play, np.inf if limits.minutes is None else limits.minutes + 1e-6,
                np.inf if limits.kinds is None else limits.kinds + 1e-6]  # fmt: skip
        in_play = [np.flatnonzero(part <= play) for part in self.excess]
        least = [table[at].min(axis=0) for table, at in zip(tables, in_play, strict=True)]
        sums, steps, whole = np.sum(least, axis=0)[None], [], True
        for group in sorted(range(len(in_play)), key=lambda group: len(in_play[group])):
            more = tables[group][in_play[group]] - least[group]
            fits = [sums[:, at, None] + more[:, at] <= most for at, most in enumerate(room)
                    if most < np.inf]  # fmt: skip
            row, column = np.nonzero(np.logical_and.reduce(fits))
            if len(row) > (MOST_TRIED if whole else KEPT):
                some = slice(None, None, max(len(row) // KEPT, 1))
                row, column, whole = row[some], column[some], False
            sums = sums[row] + more[column]
            steps.append((group, row, in_play[group][column]))
        prices = self._prices(sums)
        choice, price = [0] * len(tables), np.inf
        if len(prices):
            at = int(prices.argmin())
            price = float(prices[at])
            for group, row, options in reversed(steps):
                choice[group], at = int(options[at]), int(row[at])
        return choice, price, whole

    def _prices(self, sums: Array) -> Array:
        """(choice,) what each costs, and infinity where it does not do."""
        cost, points = sums[:, 3], self.options.ground + sums[:, 5:]
        if self.options.absent is not None:
            points -= lost_points(self.options.absent, sums[:, 4])
        if self.start is None:
            return np.where(self.aim.met(points), cost, np.inf)
        share = self.aim.share(points, self.start)
        return np.where(share > -SHORT, _near_price(self.aim, self.start) * cost - share, np.inf)


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing on the process's stdout: HiGHS now and then prints a line of its own there, where
    answers as JSON stand."""
    flush = ctypes.CDLL(None).fflush if os.name == "posix" else None
    try:
        kept = os.dup(1)
    except OSError:  # there is no stdout
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            if flush:
                flush(None)
            os.dup2(nowhere.fileno(), 1)
            yield
            if flush:
                flush(None)  # C keeps what is printed until it is asked for
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _firsts(groups: Sequence[Array]) -> list[int]:
    return [sum(map(len, groups[:at])) for at in range(len(groups))]


def _rows(
    options: Options, aim: Aim, limits: Limits, start: Array | None
) -> Iterator[tuple[Array, float, float]]:
    """Coefficients of the variables, and what they may come to at least and at most."""
    points, count = np.vstack(options.points), sum(map(len, options.cost))
    pillars = len(PILLARS)

    def row(chosen: Array | float = 0.0, pillar: Array | float = 0.0, share: float = 0.0,
            lost: Array | float = 0.0) -> Array:  # fmt: skip
        made = np.zeros(count + 2 * pillars + 1)
        made[:count], made[count : count + pillars], made[count + pillars] = chosen, pillar, share
        made[count + pillars + 1 :] = lost
        return made

    for first, part in zip(_firsts(options.cost), options.cost, strict=True):
        group = np.zeros(count)
        group[first : first + len(part)] = 1.0
        yield row(group), 1.0, 1.0
    way = aim if start is None else aim.between(start, 0.0)
    floors = np.maximum(way.floors, -1e6)
    lift = np.where(np.isfinite(aim.floors), aim.floors - floors, 0.0)
    for at, one in enumerate(np.eye(pillars)):  # as many points as are earned, up to the cap
        yield row(-points[:, at], one, 0.0, one), -np.inf, float(options.ground[at])
        yield row(0.0, one, -lift[at]), floors[at] - SHORT, np.inf
        if options.days is not None and options.absent is not None and options.absent[0, at] > 0:
            # The loss lies above the lines through each two neighbours: each step saves less.
            losses, days = options.absent[:, at], np.concatenate(options.days)
            for step, slope in enumerate((np.diff(losses) / DAY_STEP).tolist()):
                least = float(losses[step] - slope * DAY_STEP * step)
                yield row(-slope * days, 0.0, 0.0, one), least, np.inf
    yield row(0.0, 1.0, way.total - aim.total), way.total - SHORT, np.inf
    if limits.minutes is not None:
        minutes = np.concatenate(options.cost if options.minutes is None else options.minutes)
        yield row(minutes), -np.inf, limits.minutes + 1e-6
    if limits.kinds is not None and options.kinds is not None:
        yield row(np.concatenate(options.kinds)), -np.inf, float(limits.kinds)
