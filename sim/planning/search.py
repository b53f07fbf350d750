"""One option per group, as cheap as possible and proven so.

A linear programme gives the price that none can beat and the options that are still in play; those
are tried together, and left to branch and cut (HiGHS, by `scipy.optimize`) where they are too many.
"""

import ctypes
import os
from collections.abc import Iterator
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

MOST_TRIED = 100_000
"""Choices at once: some 30 ms; beyond it branch and cut is quicker."""

KEPT = 5_000
"""Those with the least excess where there are more, to find a good one among."""


def cheapest(options: Options, aim: Aim, limits: Limits = NONE) -> list[int] | None:
    """The places of the options, one of every group, that together reach the aim for the least;
    None: none do."""
    return Search(options, aim, limits, None).best()


def nearest(options: Options, aim: Aim, limits: Limits = NONE) -> list[int] | None:
    """Where the aim is out of reach: what gets the same part of the way in all of it, as far as
    minutes are worth it.

    The way begins at the first options, or at those of the fewest minutes where the first are too
    many; None when nothing keeps the limits.
    """
    begin = list(options.firsts)
    if limits.minutes is not None and options.minutes[begin].sum() > limits.minutes:
        minutes = zip(begin, options.groups(options.minutes), strict=True)
        begin = [first + int(part.argmin()) for first, part in minutes]
    if limits.gap > EXACT:
        limits = limits._replace(gap=NEAREST)
    return Search(options, aim, limits, options.reached(begin)).best()


class Search:
    """For the cheapest choice that reaches the aim, or what comes furthest from (pillar,) `start`.

    As a programme: smallest price · x with low ≤ matrix · x ≤ high and least ≤ x ≤ most.  x: one
    0/1 per option, the points of each pillar, the part of the way, and what each pillar loses by
    days that are not active.
    """

    def __init__(self, options: Options, aim: Aim, limits: Limits, start: Array | None) -> None:
        self.options, self.aim, self.limits, self.start = options, aim, limits, start
        count, pillars = len(options.cost), len(PILLARS)
        self.worth = 1.0 if start is None else NEAR / max(aim.missing(start), 0.1)
        """Of a minute: itself, or parts of the way that it has to bring."""
        far = 0.0 if start is None else 1.0
        self.matrix, self.low, self.high = map(np.array, zip(*self._rows(), strict=True))
        self.price = np.concatenate(
            [self.worth * options.cost, np.zeros(pillars), [-far], np.zeros(pillars)]
        )
        self.least = np.repeat([0.0, -np.inf, 0.0], [count, pillars, 1 + pillars])
        self.most = np.concatenate([np.ones(count), aim.caps, [far], np.full(pillars, np.inf)])

    def _rows(self) -> Iterator[tuple[Array, float, float]]:
        """Coefficients of the variables, and what they may come to at least and at most."""
        options, aim, limits = self.options, self.aim, self.limits
        count, pillars = len(options.cost), len(PILLARS)

        def row(chosen: Array | float = 0.0, pillar: Array | float = 0.0, share: float = 0.0,
                lost: Array | float = 0.0) -> Array:  # fmt: skip
            whole = np.zeros(count + 2 * pillars + 1)
            whole[:count], whole[count : count + pillars] = chosen, pillar
            whole[count + pillars], whole[count + pillars + 1 :] = share, lost
            return whole

        for part in options.groups(np.arange(count)):
            yield row(np.isin(np.arange(count), part)), 1.0, 1.0
        way = aim if self.start is None else aim.between(self.start, 0.0)
        floors = np.maximum(way.floors, -1e6)
        lift = np.where(np.isfinite(aim.floors), aim.floors - floors, 0.0)
        for at, one in enumerate(np.eye(pillars)):  # as many points as are earned, up to the cap
            yield row(-options.points[:, at], one, 0.0, one), -np.inf, float(options.ground[at])
            yield row(0.0, one, -lift[at]), floors[at] - SHORT, np.inf
            if options.absent is not None and options.absent[0, at] > 0:
                # The loss lies above the lines through each two neighbours: each step saves less.
                losses = options.absent[:, at]
                for step, slope in enumerate((np.diff(losses) / DAY_STEP).tolist()):
                    least = float(losses[step] - slope * DAY_STEP * step)
                    yield row(-slope * options.days, 0.0, 0.0, one), least, np.inf
        yield row(0.0, 1.0, way.total - aim.total), way.total - SHORT, np.inf
        if limits.minutes is not None:
            yield row(options.minutes), -np.inf, limits.minutes + 1e-6
        if limits.kinds is not None:
            yield row(options.more), -np.inf, float(limits.kinds)

    def best(self) -> list[int] | None:
        """First what the linear programme leaves in play is tried; where that is too much, branch
        and cut; None: none does."""
        with _silent():
            relaxed = self._relaxed()
            if relaxed is None:
                return None
            choice, most = self._tried(*relaxed)
            if most is None:
                return choice
            # What lies further above the price than the best so far can be in no better one.
            self.most[: len(self.options.cost)][relaxed[1] > most] = 0.0
            return self._branched() or choice

    def _relaxed(self) -> tuple[float, Array] | None:
        """The price if options could be split, and (option,) by how much more each costs at the
        shadow prices of what is asked for; None: not even so is it reached.

        No choice is cheaper than that price and the sum of its options' excess.
        """
        # scipy.optimize costs 450 ms to import, and only plans have to pay.
        from scipy.optimize import linprog

        same = self.low == self.high
        upper, lower = np.isfinite(self.high) & ~same, np.isfinite(self.low) & ~same
        result = linprog(
            self.price,
            A_ub=np.vstack([self.matrix[upper], -self.matrix[lower]]),
            b_ub=np.concatenate([self.high[upper], -self.low[lower]]),
            A_eq=self.matrix[same],
            b_eq=self.high[same],
            bounds=np.column_stack([self.least, self.most]),
            method="highs",
        )
        if result.x is None:
            return None
        up, down = np.split(result.ineqlin.marginals, [int(upper.sum())])
        excess = self.price - up @ self.matrix[upper] + down @ self.matrix[lower]
        excess -= result.eqlin.marginals @ self.matrix[same]
        parts = self.options.groups(excess[: len(self.options.cost)])
        return float(result.fun), np.concatenate([part - part.min() for part in parts])

    def _branched(self) -> list[int] | None:
        """By a mixed-integer programme."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        options = self.options
        result = milp(
            self.price,
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            bounds=Bounds(self.least, self.most),
            integrality=(np.arange(len(self.most)) < len(options.cost)).astype(int),
            options={"mip_rel_gap": self.limits.gap},
        )
        if result.x is None:
            return None
        parts = zip(options.firsts, options.groups(result.x[: len(options.cost)]), strict=True)
        return [first + int(part.argmax()) for first, part in parts]

    def _tried(self, root: float, excess: Array) -> tuple[list[int] | None, float | None]:
        """The cheapest choice and None, if it is proven or there is none; else the cheapest of
        those that were tried, and how much excess over the `root` a better one can have."""
        gap = max(self.limits.gap * abs(root), EXACT)
        play = max(abs(root) / 200, 0.25 if self.start is None else 0.002)
        best, price = None, np.inf
        highest = sum(map(np.max, self.options.groups(excess)))
        while True:
            choice, cost, whole = self._cheapest(excess, play)
            if cost < price:
                best, price = choice, cost
            if price <= root + play + gap or play > highest:
                return best, None if whole else price - root + EXACT
            less = price - root + EXACT
            if not whole and less >= play:
                return best, less
            play = min(2.5 * play, less)

    def _cheapest(self, excess: Array, play: float) -> tuple[list[int], float, bool]:
        """The cheapest choice with at most so much excess, its price (infinity: none does), and
        whether all of them were tried."""
        options, limits = self.options, self.limits
        table = np.column_stack([excess, options.minutes, options.more, options.cost,
                                 options.days, options.points])  # fmt: skip
        room = [play, np.inf if limits.minutes is None else limits.minutes + 1e-6,
                np.inf if limits.kinds is None else limits.kinds + 1e-6]  # fmt: skip
        in_play = [part[excess[part] <= play] for part in options.groups(np.arange(len(table)))]
        least = [table[at].min(axis=0) for at in in_play]
        sums, steps, whole = np.sum(least, axis=0)[None], [], True
        for group in sorted(range(len(in_play)), key=lambda group: len(in_play[group])):
            more = table[in_play[group]] - least[group]
            fits = [sums[:, at, None] + more[:, at] <= most for at, most in enumerate(room)
                    if most < np.inf]  # fmt: skip
            row, column = np.nonzero(np.logical_and.reduce(fits))
            if len(row) > (MOST_TRIED if whole else KEPT):
                some = slice(None, None, max(len(row) // KEPT, 1))
                row, column, whole = row[some], column[some], False
            sums = sums[row] + more[column]
            steps.append((group, row, in_play[group][column]))
        prices = self._prices(sums)
        if not len(prices):
            return [], np.inf, whole
        at = place = int(prices.argmin())
        choice = list(options.firsts)
        for group, row, places in reversed(steps):
            choice[group], at = int(places[at]), int(row[at])
        return choice, float(prices[place]), whole

    def _prices(self, sums: Array) -> Array:
        """(choice,) what each costs, and infinity where it does not do."""
        cost, points = self.worth * sums[:, 3], self.options.ground + sums[:, 5:]
        if self.options.absent is not None:
            points -= lost_points(self.options.absent, sums[:, 4])
        if self.start is None:
            return np.where(self.aim.met(points), cost, np.inf)
        share = self.aim.share(points, self.start)
        return np.where(share > -SHORT, cost - share, np.inf)


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
