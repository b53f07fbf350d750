"""Active days follow from what is done: nobody comments without being there."""

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Catalogue, Nature
from sim.response.curves import WEEK, Array
from sim.terms import ActionKind

ACTIVE = CATALOGUE.index(ActionKind.ACTIVE_DAY)
_SEEN = np.array(
    [
        kind.nature in (Nature.HABIT, Nature.ONCE, Nature.HARM)
        and kind.kind != ActionKind.ACTIVE_DAY
        for kind in CATALOGUE.kinds
    ]
)


def seen(catalogue: Catalogue) -> Array:
    """(kind,) 1 for what is done on LinkedIn, a look in included; a person's own action need not
    be a visit."""
    marks = np.zeros(len(catalogue))
    marks[: len(_SEEN)] = _SEEN
    marks[ACTIVE] = 1.0
    return marks


def with_active_days(doses: Array) -> Array:
    """The doses, where a day on which something is done but no visit is noted is an active day.

    (day, kind) actions per day; less than one action a day is as much of an active day.
    """
    filled = doses.copy()
    filled[:, ACTIVE] = np.where(doses[:, ACTIVE] > 0, doses[:, ACTIVE], _done(doses))
    return filled


def minutes_per_week(doses: Array, catalogue: Catalogue = CATALOGUE) -> float:
    """Mean minutes a week that doses (day, kind) take; to look in takes some only on a day on which
    nothing else is done."""
    if not len(doses):
        return 0.0
    minutes = np.array([kind.minutes for kind in catalogue.kinds])
    looks = np.maximum(doses[:, ACTIVE] - _done(doses), 0.0)
    taken = doses @ minutes - (doses[:, ACTIVE] - looks) * minutes[ACTIVE]
    return float(taken.mean() * WEEK)


def _done(doses: Array) -> Array:
    """(day,) how much of an active day the other actions make of each."""
    done: Array = np.minimum(doses[:, : len(_SEEN)][:, _SEEN].sum(axis=1), 1.0)
    return done
