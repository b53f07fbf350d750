"""Activity over time (equations 1, 2, 3 and 5), in runs of days with the same pace.

A pace that lasts has a closed form; where it changes too often, days are stepped through.
"""

import numpy as np

from sim.curves import (
    WEEK,
    WINDOW_DAYS,
    Array,
    diminishing_returns,
    fade,
    weekly_pace,
    window_carry,
    window_memory,
)
from sim.state import State
from sim.tables import Layout, Tables

LONG_RUN = 6
"""Days of constant pace from which the closed form is quicker than stepping (measured)."""


def fading_points(
    layout: Layout, points: Array, tables: Tables, state: State, doses: Array, shares: Array,
    ground: Array,
) -> None:  # fmt: skip
    """Ground, carried-in and activity points of days 0 to T, by runs of constant pace."""
    days = len(doses)
    groups = layout.by_group(tables.gain * state.activity.T.astype(points.dtype))
    left = fade(state.age, tables.half_life).astype(points.dtype)
    groups[layout.carried_group] += tables.carried * left
    points[:, 0] = layout.by_pillar(groups) + ground
    if not days:
        return
    runs, pace = runs_of(weekly_pace(np.vstack([state.recent[1 - WEEK :], doses])))
    drive = tables.drive(pace, shares)
    level = layout.by_pillar(drive) + ground[:, None]
    powers = tables.powers.upto(days)
    stepped: list[tuple[int, int]] = []
    for start, end, row in runs:
        if end - start < LONG_RUN:
            stepped += [(day, row) for day in range(start, end)]
            continue
        groups = _step_days(layout, points, groups, powers[:, 1], drive, stepped, ground)
        stepped = []
        groups -= drive[:, row]
        for pillar, places in enumerate(layout.groups_of):
            out = points[pillar, start + 1 : end + 1]
            np.einsum(  # one pass over all groups: the powers are more than a cache holds
                "gtd,gd->td", powers[places, 1 : end - start + 1], groups[places], out=out
            )
            out += level[pillar, row]
        groups *= powers[:, end - start]
        groups += drive[:, row]
    _step_days(layout, points, groups, powers[:, 1], drive, stepped, ground)


def _step_days(
    layout: Layout, points: Array, groups: Array, left: Array, drive: Array,
    stepped: list[tuple[int, int]], ground: Array,
) -> Array:  # fmt: skip
    """Day by day over the days and rows given: where the pace changes too often for powers."""
    if not stepped:
        return groups
    # Days first: a day's numbers must lie together, or the loop takes three times as long.
    targets = np.ascontiguousarray(drive.transpose(1, 0, 2))
    left = np.ascontiguousarray(left)
    history = np.empty((len(stepped), *groups.shape), dtype=groups.dtype)
    for today, (_, row) in zip(history, stepped, strict=True):
        np.subtract(groups, targets[row], out=today)
        today *= left
        today += targets[row]
        groups = today
    first = stepped[0][0] + 1
    by_pillar = layout.by_pillar(history.transpose(1, 0, 2))
    by_pillar += ground[:, None]
    points[:, first : first + len(stepped)] = by_pillar
    return groups.copy()


def window_points(
    layout: Layout, points: Array, tables: Tables, state: State, doses: Array, shares: Array,
    ground: Array,
) -> None:  # fmt: skip
    """The same under the rival memory: the mean drive of the last 90 days."""
    runs, pace = runs_of(weekly_pace(np.vstack([state.recent, doses])))
    level = layout.by_pillar(tables.drive(pace, shares)).astype(np.float64)
    lengths = [end - start for start, end, _ in runs]
    drive = level[:, np.repeat([row for _, _, row in runs], lengths)].transpose(1, 0, 2)
    points[:] = window_memory(drive).transpose(1, 0, 2) + ground[:, None]
    left = window_carry(state.age + np.arange(len(doses) + 1))
    points += left[:, None].astype(points.dtype) * tables.carried[:, None]


def remembered(
    layout: Layout, tables: Tables, state: State, pace: Array, shares: Array, *, window: bool
) -> Array:
    """(draw, effect) activity after days at `pace`: a sum over each kind's runs.

    Fading: over a run from day a to day b of T days the drive's weight is
    2^(−(T−b)/h) − 2^(−(T−a)/h).  Window: `pace` covers the window, weights are lengths.
    """
    days = len(pace)
    powers = tables.powers.upto(days)
    activity = np.zeros((len(layout.kind), powers.shape[-1]))
    if not window:
        activity += state.activity.T * powers[layout.group, days]
    for kind in np.flatnonzero(pace.any(axis=0)).tolist():
        runs, levels = runs_of(pace[:, kind, None])
        starts, ends, rows = np.array(runs).T
        for at in np.flatnonzero(layout.kind == kind):
            part = diminishing_returns(shares[at] * levels, tables.half_pace[kind])
            if window:
                weight = ((ends - starts) / WINDOW_DAYS)[:, None]
            else:
                table = powers[layout.group[at]]
                weight = table[days - ends] - table[days - starts]
            activity[at] += (part[rows] * weight).sum(axis=0)
    return activity.T


def runs_of(pace: Array) -> tuple[list[tuple[int, int, int]], Array]:
    """Runs of equal rows as (first day, day after, row), and the distinct rows."""
    changed = np.flatnonzero((pace[1:] != pace[:-1]).any(axis=1)) + 1
    starts = [0, *changed.tolist()]
    first: dict[bytes, tuple[int, int]] = {}
    rows = [first.setdefault(pace[day].tobytes(), (len(first), day))[0] for day in starts]
    distinct = [day for _, day in first.values()]
    return list(zip(starts, [*starts[1:], len(pace)], rows, strict=True)), pace[distinct]
