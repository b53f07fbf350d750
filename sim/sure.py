"""A plan that most draws of a person reach: a margin on the expected points, then exchanges."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sim.aim import SHORT, Aim, Options, lost_points
from sim.choice import Bought, cheapest, nearest
from sim.curves import Array
from sim.options import Results
from sim.trajectory import widened

TRIES = 8
"""Margins to try; three or four are enough, because a draw's shortfall tells the next one."""
BLOCKED = 2
"""Margins out of reach after which the nearest is taken: to prove that takes longest."""
CLOSE = 0.05
"""Points to spare at which a margin is good enough."""
NEIGHBOURS = 3
"""Options up and down that an exchange looks at; the first, which leaves it out, comes to them."""
LOOSE = 0.3
"""Points that an exchange may lose on average and still be tried on the draws."""
EXCHANGES = 40
AT_ONCE = 200
"""Exchanges tried on all draws at once, the greatest savings first."""


def chance(drawn: Results, aim: Aim, choice: Sequence[int]) -> float:
    """The part of the draws that reaches the aim with a choice."""
    return float(np.mean(_spare(drawn, aim, _points(drawn, choice)) > -SHORT))


def scores(drawn: Results, choice: Sequence[int]) -> Array:
    """(draw, pillar) scores on the date with a choice."""
    return drawn.scores(_points(drawn, choice))


def at_least(values: Array, sure: float) -> float:
    """What more than so many of the values are not below: at even chances the median, too."""
    falling = np.sort(values)[::-1]
    return float(falling[int(sure * len(falling) + 1e-9)])


def surest(
    options: Options,
    drawn: Results,
    aim: Aim,
    most: int | None,
    sure: float | None,
    *,
    near: bool = True,
) -> tuple[list[int] | None, bool]:
    """The choice with which so many of the draws reach the aim, and True; or the nearest, and
    False; no choice when even idling takes more than `most` ticks, or none is wanted but one that
    reaches it: without `near`.  With `sure` None the expected points have to.

    The cheapest for the expected points with a margin, improved by exchanges on the draws: what is
    proven is that no cheaper one is expected to reach the aim with that margin.
    """
    if sure is None or len(drawn.ground) == 1:
        exact = cheapest(options, aim, most)
        if exact or not near:
            return exact, exact is not None
        return nearest(options, aim, most), False
    best: list[int] | None = None
    bought = Bought(options)
    low, high, margin, blocked = -np.inf, np.inf, 0.0, 0
    last: list[int] | None = None
    stride = 1.0
    for _ in range(TRIES):
        choice = cheapest(options, _raised(aim, margin), most, bought)
        spare = np.inf if choice is None else _assured(drawn, aim, choice, sure)
        if choice is not None and spare > -SHORT:
            best, high = choice, margin
        elif choice is None:
            high, blocked = margin, blocked + 1
            if blocked > BLOCKED or (margin <= 0 and sure >= 0.5):
                break
        else:
            low = margin
        if -SHORT < spare <= CLOSE or high - low < CLOSE:
            break
        # A margin that changes nothing was far too small a step: options lie points apart.
        stride, last = (3.0 * stride if choice and choice == last else 1.0), choice
        margin += stride * (CLOSE / 2 - spare) if np.isfinite(spare) else -2.0
        if not low < margin < high:
            margin = (low + high) / 2
    if best is None and not near:
        return None, False
    if best is None:
        return nearest(options, _raised(aim, max(margin, 0.0)), most, bought), False
    return exchanged(options, drawn, aim, best, sure), True


def exchanged(
    options: Options, drawn: Results, aim: Aim, choice: Sequence[int], sure: float
) -> list[int]:
    """A choice made cheaper by changing one or two groups at a time, while it stays as sure."""
    chosen = list(choice)
    for _ in range(EXCHANGES):
        points = _points(drawn, chosen)
        moves = list(_moves(options, chosen))
        group = np.array([at for at, _ in moves])
        saved = np.array(
            [options.ticks[at][chosen[at]] - options.ticks[at][to] for at, to in moves]
        )
        change = np.stack(
            [drawn.points[at][:, to] - drawn.points[at][:, chosen[at]] for at, to in moves]
        )
        lost = -change.sum(axis=2).mean(axis=1)
        slack = _assured(drawn, aim, chosen, sure) + LOOSE
        one, two = np.triu_indices(len(moves))
        both = one != two
        now = drawn.active(chosen)
        days = np.array([drawn.days[at][to] - drawn.days[at][chosen[at]] for at, to in moves])
        days = now + days[one] + days[two] * both
        saving = saved[one] + np.where(both, saved[two], 0)
        losing = lost[one] + np.where(both, lost[two], 0)
        idle = drawn.lost(np.array([now]))
        losing += lost_points(drawn.absent.mean(axis=0), days).sum(axis=1) - idle.sum(axis=2).mean()
        apart = ~both | (group[one] != group[two])
        tried = np.flatnonzero((saving > 0) & apart & (losing <= slack))
        tried = tried[np.argsort(-saving[tried], kind="stable")]
        for start in range(0, len(tried), AT_ONCE):
            some = tried[start : start + AT_ONCE]
            after = points + change[one[some]] + change[two[some]] * both[some, None, None]
            after += idle - drawn.lost(days[some])
            good = np.flatnonzero(np.mean(_spare(drawn, aim, after) > -SHORT, axis=1) > sure + 1e-9)
            if len(good):
                for at, to in {moves[place[some[good[0]]]] for place in (one, two)}:
                    chosen[at] = to
                break
        else:
            break
    return chosen


def _moves(options: Options, chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(group, option) for the options next to the chosen ones, dearer and cheaper."""
    for group, at in enumerate(chosen):
        near = range(at - NEIGHBOURS, at + NEIGHBOURS + 1)
        for to in near if at <= NEIGHBOURS else (0, *near):
            if to != at and 0 <= to < len(options.ticks[group]):
                yield group, to


def _points(drawn: Results, choice: Sequence[int]) -> Array:
    """(draw, pillar) points of a choice, before the cap."""
    points: Array = drawn.ground + sum(
        part[:, at] for part, at in zip(drawn.points, choice, strict=True)
    )
    points -= drawn.lost(np.array([drawn.active(choice)]))[0]
    return points


def _spare(drawn: Results, aim: Aim, points: Array) -> Array:
    """(…, draw) points above the aim, below 0 where it is missed, in its scarcest part."""
    scores = drawn.scores(points)
    spare: Array = scores.sum(axis=-1) - aim.total
    for pillar in np.flatnonzero(np.isfinite(aim.floors)).tolist():
        spare = np.minimum(spare, scores[..., pillar] - aim.floors[pillar])
    return widened(spare, drawn.stretch)


def _assured(drawn: Results, aim: Aim, choice: Sequence[int], sure: float) -> float:
    """Points above the aim that so many of the draws have at least."""
    return at_least(_spare(drawn, aim, _points(drawn, choice)), sure)


def _raised(aim: Aim, margin: float) -> Aim:
    """The aim with a margin; one pillar spreads about half as much as the total."""
    total = aim.total + margin if aim.total > 0 else 0.0
    return replace(aim, total=total, floors=aim.floors + margin / 2)
