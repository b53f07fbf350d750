"""The same choice as a mixed-integer programme: where too many options come equally close."""

import numpy as np

from sim.aim import DAY_STEP, SHORT, Aim, Options
from sim.curves import Array
from sim.tables import PILLARS


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
