"""One option per group, as cheap as possible and proven so: a mixed-integer programme."""

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.planning.problem import DAY_STEP, SHORT, Aim, Options
from sim.response.curves import Array
from sim.response.kernels import PILLARS

NEAR = 0.0002
"""Points that a minute a week has to bring where the aim is out of reach anyway."""


EXACT = 1e-9
"""The part of the cost by which nothing cheaper may be missed: none."""


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
    return _solved(options, aim, limits, options.reached(begin))


def _solved(options: Options, aim: Aim, limits: Limits, start: Array | None) -> list[int] | None:
    """The cheapest choice that reaches the aim, or what comes furthest from (pillar,) `start`.

    Variables: one 0/1 per option, the points of each pillar, the part of the way, what each pillar
    loses by days that are not active.
    """
    # scipy.optimize costs 450 ms to import, and only plans have to pay.
    from scipy.optimize import Bounds, LinearConstraint, milp

    cost, count = np.concatenate(options.cost), sum(map(len, options.cost))
    rows = list(_rows(options, aim, limits, start))
    matrix, low, high = (np.array(part) for part in zip(*rows, strict=True))
    most = np.concatenate([np.ones(count), aim.caps, [0.0 if start is None else 1.0],
                           np.full(len(PILLARS), np.inf)])  # fmt: skip
    least = np.where(np.arange(len(most)) < count, 0.0, -np.inf)
    least[count + len(PILLARS) :] = 0.0
    price = np.zeros(len(most))
    price[:count] = cost if start is None else NEAR / max(aim.missing(start), 0.1) * cost
    price[count + len(PILLARS)] = 0.0 if start is None else -1.0
    with _silent():
        result = milp(
            price,
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(least, most),
            integrality=(np.arange(len(most)) < count).astype(int),
            options={"mip_rel_gap": limits.gap},
        )
    if result.x is None:
        return None
    chosen, places = result.x[:count] > 0.5, []
    for first, part in zip(_firsts(options.cost), options.cost, strict=True):
        places.append(int(chosen[first : first + len(part)].argmax()))
    return places


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
