"""One option per group, as cheap as possible and proven so: the search behind a plan.

A lower bound comes from one weighted sum of the pillars in place of four limits: then the best
that every number of minutes can buy is found by dynamic programming, exactly.  Where no limit
binds, that is the answer.  Where one does, all choices between the bound and the answer are
listed, few as they are, and the cheapest that keeps the limits is taken.  The bound supposes that
every day is active, as it nearly always is; what is listed is judged by the days that it makes.
"""

from collections.abc import Callable

import numpy as np

from sim.planning.problem import DAY_STEP, SHORT, TICKS, Aim, Options, lost_points
from sim.response.curves import Array
from sim.response.kernels import PILLARS

DEAREST = 4000.0 * TICKS
"""Ticks per point that no price exceeds: an article's brand points cost 400 minutes each."""


CHEAPEST = 0.01
"""Ticks per point below which a price is as good as none."""


HALVINGS = 15
"""From the dearest to the cheapest within a part in two thousand."""


SWEEPS = 4
"""Rounds through the limits: each is met given the others."""


class Prices:
    """All options side by side; those with the best balance of price and points are chosen."""

    def __init__(self, options: Options) -> None:
        groups, width = len(options.ticks), max(map(len, options.ticks))
        self._ground = options.ground
        self._groups = np.arange(groups)
        self._costs = np.full((groups, width), np.inf)
        self._gains = np.zeros((groups, width, len(PILLARS)))
        for at, (cost, gain) in enumerate(zip(options.ticks, options.points, strict=True)):
            self._costs[at, : len(cost)], self._gains[at, : len(cost)] = cost, gain

    def ticks(self, prices: Array) -> int:
        """What the choice at (pillar,) ticks per point takes."""
        return int(self._costs[self._groups, self._choose(prices)].sum())

    def points(self, prices: Array) -> Array:
        """(pillar,) points of that choice."""
        chosen = self._gains[self._groups, self._choose(prices)]
        return np.asarray(self._ground + chosen.sum(axis=0))

    def meeting(self, aim: Aim) -> Array:
        """(pillar,) ticks per point: of the total, as far as a pillar near its cap still counts
        towards it, and of what a floor needs beyond it."""
        counts, extra = np.ones(len(PILLARS)), np.zeros(len(PILLARS))
        price = 0.0
        for _ in range(SWEEPS):
            price = self._of_total(aim, counts, extra)
            over = self.points(price * counts + extra) > aim.caps
            for pillar in np.flatnonzero(over | (counts < 1)).tolist():
                counts[pillar] = 0.0
                part = self._of_pillar(price * counts + extra, pillar, aim.caps[pillar], price)
                counts[pillar] = part / price if price > 0 else 1.0
            for pillar in np.flatnonzero(np.isfinite(aim.floors)).tolist():
                extra[pillar] = 0.0
                extra[pillar] = self._of_pillar(
                    price * counts + extra, pillar, aim.floors[pillar], DEAREST
                )
            if (counts == 1).all() and not extra.any():
                break
        return price * counts + extra

    def _of_total(self, aim: Aim, counts: Array, extra: Array) -> float:
        """The price of the total at which it is met."""
        wanted = aim.total - float(((1 - counts) * aim.caps).sum())
        return _root(
            lambda price: wanted - float(counts @ self.points(price * counts + extra)), DEAREST
        )

    def _of_pillar(self, prices: Array, pillar: int, goal: float, most: float) -> float:
        """The price beyond the others at which one pillar comes to a goal."""
        one = np.eye(len(PILLARS))[pillar]
        return _root(lambda more: goal - self.points(prices + more * one)[pillar], most)

    def _choose(self, prices: Array) -> Array:
        return np.asarray((self._costs - self._gains @ prices).argmin(axis=1))


def _root(falling: Callable[[float], float], most: float) -> float:
    """Where a falling function of 0 to `most` passes 0; the nearer end where it does not."""
    if falling(0.0) <= 0:
        return 0.0
    if falling(most) > 0:
        return most
    low, high = CHEAPEST, most
    for _ in range(HALVINGS):  # of the ratio: what counts is how prices stand to each other
        middle = (low * high) ** 0.5
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return high


def solve(
    options: Options, aim: Aim, most: int | None = None, start: Array | None = None
) -> list[int] | None:
    """The cheapest option of every group to reach the aim with at most so many ticks.

    With `start`, (pillar,) points: what comes nearest to the aim from there.  None when there is
    no such choice.  Variables: one 0/1 per option, the points of each pillar, the part of the way,
    what each pillar loses by days that are not active.
    """
    # scipy.optimize costs 450 ms to import, and only few plans have to pay.
    from scipy.optimize import Bounds, LinearConstraint, milp

    ticks, points = np.concatenate(options.ticks), np.vstack(options.points)
    count, pillars = len(ticks), len(PILLARS)
    group = np.repeat(np.arange(len(options.ticks)), [len(part) for part in options.ticks])
    way = aim if start is None else aim.between(start, 0.0)
    floors = np.maximum(way.floors, -1e6)
    lift = np.where(np.isfinite(aim.floors), aim.floors - floors, 0.0)

    def row(
        chosen: Array | float, pillar: Array | float, share: float, lost: Array | float = 0.0
    ) -> Array:
        made = np.zeros(count + 2 * pillars + 1)
        made[:count], made[count : count + pillars], made[count + pillars] = chosen, pillar, share
        made[count + pillars + 1 :] = lost
        return made

    rows = [row(group == one, 0.0, 0.0) for one in range(len(options.ticks))]
    low, high = [1.0] * len(rows), [1.0] * len(rows)
    for at in range(pillars):  # as many points as are earned, up to the cap
        one = np.eye(pillars)[at]
        rows += [row(-points[:, at], one, 0.0, one), row(0.0, one, -lift[at])]
        low += [-np.inf, floors[at] - SHORT]
        high += [float(options.ground[at]), np.inf]
        if options.days is not None and options.absent is not None and options.absent[0, at] > 0:
            # The loss lies above the lines through each two neighbours: each step saves less.
            losses, days = options.absent[:, at], np.concatenate(options.days)
            slopes = np.diff(losses) / DAY_STEP
            rows += [row(-slope * days, 0.0, 0.0, one) for slope in slopes.tolist()]
            low += (losses[:-1] - slopes * DAY_STEP * np.arange(len(slopes))).tolist()
            high += [np.inf] * len(slopes)
    rows += [row(0.0, 1.0, way.total - aim.total), row(ticks, 0.0, 0.0)]
    low += [way.total - SHORT, -np.inf]
    high += [np.inf, np.inf if most is None else most + 0.5]
    cost = row(ticks, 0.0, 0.0) if start is None else row(1e-9 * ticks, 0.0, -1.0)
    result = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(
            row(0.0, -np.inf, 0.0), row(1.0, aim.caps, 0.0 if start is None else 1.0, np.inf)
        ),
        integrality=row(1.0, 0.0, 0.0),
        options={"mip_rel_gap": 1e-9},
    )
    if result.x is None:
        return None
    chosen = np.flatnonzero(result.x[:count] > 0.5)
    firsts = np.flatnonzero(np.diff(group, prepend=-1))
    places: list[int] = (chosen - firsts[group[chosen]]).tolist()
    return places


NEAR = 0.005
"""Points that are not worth the last hours a week, where the aim is out of reach anyway."""


MOST_LISTED = 200_000
"""Choices to list at once before the mixed-integer programme is asked instead (40 MB)."""


def cheapest(
    options: Options, aim: Aim, most: int | None = None, bought: "Bought | None" = None
) -> list[int] | None:
    """The option of every group that together reach the aim for the fewest ticks, at most `most`.

    None when nothing does.  `bought` keeps what was found out for one aim for the next.
    """
    search = Search(options, aim, bought)
    most = search.everything if most is None else min(most, search.everything)
    bound = search.bound(aim, most)
    if bound is None:
        return None
    limit, further = bound, TICKS // 8
    try:
        while True:
            choices, ticks, points = search.within(aim, limit)
            met = np.flatnonzero(aim.met(points))
            if len(met):
                best: list[int] = choices[met[ticks[met].argmin()]].tolist()
                return best
            if limit == most:
                return None
            limit, further = min(limit + further, most), 2 * further
    except TooManyChoicesError:
        return solve(options, aim, most)


def nearest(
    options: Options, aim: Aim, most: int | None = None, bought: "Bought | None" = None
) -> list[int] | None:
    """Where the aim is out of reach: the cheapest that gets the same part of the way in all of it,
    as far as possible but for `NEAR`.

    The way begins at the cheapest choice; None when that already takes more than `most` ticks.
    """
    idle, bought = [0] * len(options.ticks), bought or Bought(options)
    start = options.reached(idle)
    if most is not None and _ticks(options, idle) > most:
        return None
    enough = NEAR / max(aim.missing(start), NEAR)
    top = [int(part.sum(axis=1).argmax()) for part in options.points]
    every = all((part[at] >= part).all() for part, at in zip(options.points, top, strict=True))
    if every and (most is None or _ticks(options, top) <= most):
        share = float(aim.share(start, options.reached(top)[None])[0])
        return cheapest(options, aim.between(start, max(share - enough, 0.0)), most, bought)
    high, search = 1.0, Search(options, aim, bought)
    for _ in range(3):  # weights for an aim that is hardly possible make the bound low
        high = search.furthest(aim, start, high, most)
        search = Search(options, aim.between(start, high), bought)
    high = search.furthest(aim, start, high, most)
    back = enough / 64
    while high > 0:
        low = max(high - back, 0.0)
        try:
            points = search.within(aim.between(start, low), search.limit)[2]
        except TooManyChoicesError:
            return solve(options, aim, most, start)
        share = float(aim.share(start, points).max(initial=0.0))
        if share >= low:
            near = max(share - enough, 0.0)
            return cheapest(options, aim.between(start, near), most, bought)
        back *= 4
    return idle


def _ticks(options: Options, choice: list[int]) -> int:
    return sum(int(part[at]) for part, at in zip(options.ticks, choice, strict=True))


class TooManyChoicesError(Exception):
    """More choices are within the bound than can be listed."""


class Bought:
    """What every number of ticks can buy, by weights of the pillars: the same for every aim."""

    def __init__(self, options: Options) -> None:
        self.order = sorted(range(len(options.ticks)), key=lambda g: -np.ptp(options.ticks[g]))
        """The groups, those with most to decide first."""
        self.ticks = [options.ticks[group] for group in self.order]
        self.points = [options.points[group] for group in self.order]
        self.prices = Prices(options)
        self._known: dict[bytes, list[Array]] = {}

    def most_points(self, weights: Array, limit: int) -> list[Array]:
        """(tick,) the most weighted points that the groups from one on buy for 0 to `limit` ticks
        at least, one array a group, and one of zeros behind the last."""
        known = self._known.get(weights.tobytes())
        if known is None or len(known[0]) <= limit:
            known = self._known[weights.tobytes()] = self._found(weights, limit)
        return known

    def _found(self, weights: Array, limit: int) -> list[Array]:
        tables = [np.zeros(limit + 1)]
        room = np.empty(limit + 1)
        for costs, gains in zip(self.ticks[::-1], self.points[::-1], strict=True):
            best, values = np.full(limit + 1, -np.inf), gains @ weights
            order = np.lexsort((-values, costs))
            worth = order[np.diff(np.maximum.accumulate(values[order]), prepend=-np.inf) > 0]
            for cost, gain in zip(costs[worth].tolist(), values[worth].tolist(), strict=True):
                if cost <= limit:
                    with_it = np.add(tables[-1][: limit + 1 - cost], gain, out=room[cost:])
                    np.maximum(best[cost:], with_it, out=best[cost:])
            tables.append(np.maximum.accumulate(best))
        return tables[::-1]


class Search:
    """The options, weights that suit an aim, and what every number of ticks can buy."""

    def __init__(self, options: Options, aim: Aim, bought: Bought | None = None) -> None:
        self.options, self.bought = options, bought or Bought(options)
        self.order = self.bought.order
        self.ticks, self.points = self.bought.ticks, self.bought.points
        self.least = options.ground + sum(part.min(axis=0) for part in self.points)
        found = self.bought.prices
        prices = found.meeting(aim)
        weights = prices / prices.max() if prices.any() else np.ones(len(PILLARS))
        floors = np.eye(len(PILLARS))[aim.floors > self.least]
        self.weights = np.unique(np.vstack([weights, np.ones(len(PILLARS)), floors]), axis=0)
        self.everything = sum(int(part.max()) for part in self.ticks)
        self.full = sum((part @ self.weights.T).max(axis=0) for part in self.points)
        self.limit = min(int(1.2 * found.ticks(prices)) + 20 * TICKS, self.everything)
        self.tables: list[list[Array]] = []

    def bound(self, aim: Aim, most: int | None) -> int | None:
        """Ticks below which no choice reaches the aim; None: not with `most` either."""
        most = self.everything if most is None else min(most, self.everything)
        wanted = self._wanted(aim)
        if (self.full < wanted).any():
            return None
        if not self.tables:
            self._extend(self.limit)
        while True:
            limit = min(most, self.limit)
            bought = [np.searchsorted(tables[0], want) for tables, want in
                      zip(self.tables, wanted, strict=True)]  # fmt: skip
            if max(bought) <= limit:
                return int(max(bought))
            if limit == most:
                return None
            self._extend(min(2 * self.limit, self.everything))

    def furthest(self, aim: Aim, start: Array, share: float, most: int | None) -> float:
        """The part of the way from (pillar,) points to the aim, up to `share`, that the bound lets
        `most` ticks come."""
        self._extend(self.everything if most is None else min(most, self.everything))
        low, high = 0.0, share
        for _ in range(30):
            middle = (low + high) / 2
            possible = self.bound(aim.between(start, middle), most) is not None
            low, high = (middle, high) if possible else (low, middle)
        return high

    def within(self, aim: Aim, limit: int) -> tuple[Array, Array, Array]:
        """All choices of at most so many ticks that may reach the aim, and do as far as the
        weighted sums tell with every day active: (choice, group), (choice,) ticks and (choice,
        pillar) points with the active days that they make."""
        if limit > self.limit or not self.tables:
            self._extend(limit)
        wanted = self._wanted(aim)
        ticks, points = np.zeros(1, dtype=np.int64), np.zeros((1, len(PILLARS)))
        path, days = np.zeros((1, 0), dtype=np.int16), np.zeros(1)
        after = np.cumsum([part.min(axis=0) for part in self.points[::-1]], axis=0)[::-1]
        after = np.vstack([after[1:], np.zeros(len(PILLARS))])
        for step, (costs, gains) in enumerate(zip(self.ticks, self.points, strict=True)):
            if len(ticks) * len(costs) > 8 * MOST_LISTED:
                raise TooManyChoicesError
            more = (ticks[:, None] + costs).ravel()
            sums = (points[:, None] + gains).reshape(-1, len(PILLARS))
            kept = more <= limit
            left = np.maximum(limit - more, 0)
            counted = np.minimum(sums, aim.caps - self.options.ground - after[step])
            for weights, tables, want in zip(self.weights, self.tables, wanted, strict=True):
                kept &= counted @ weights + tables[step + 1][left] >= want
            places = np.flatnonzero(kept)
            if len(places) > MOST_LISTED:
                raise TooManyChoicesError
            ticks, points = more[places], sums[places]
            before, chosen = np.divmod(places, len(costs))
            path = np.hstack([path[before], chosen[:, None].astype(np.int16)])
            if self.options.days is not None:
                days = days[before] + self.options.days[self.order[step]][chosen]
        points += self.options.ground
        if self.options.absent is not None:
            points -= lost_points(self.options.absent, days)
        return path[:, np.argsort(self.order)], ticks, points

    def _wanted(self, aim: Aim) -> list[float]:
        """Per row of weights, the weighted points that the options must add."""
        ground = self.options.ground
        return [aim.worth(row, self.least) - float(row @ ground) - SHORT for row in self.weights]

    def _extend(self, limit: int) -> None:
        """Look so many ticks far."""
        self.limit = limit
        self.tables = [self.bought.most_points(weights, limit) for weights in self.weights]
