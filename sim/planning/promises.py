"""What the draws of a fit promise beside what people who follow their plans reach: one table."""

from collections.abc import Mapping

import numpy as np

from sim.response.curves import WEEK

WEEKS = (4, 12, 26)
"""Until the date."""

LIFTS: Mapping[float, tuple[float, ...]] = {
    0.5: (0.18, 0.69, 0.45),
    0.8: (0.26, 0.36, 0.41),
}
"""Chance → points in total by which simulated people came out above what so many draws had at
least, after each of `WEEKS`; below 0: beneath it.  `python -m tests.sim.followers fit` makes it
from one half of the people, and `make evaluate` holds it against the other half."""


def lift(days: int, sure: float) -> float:
    """Points that are added to every draw's on the date before a plan promises a chance; between
    the table's entries on straight lines, beyond them as at its edges."""
    weeks = [float(np.interp(days / WEEK, WEEKS, row)) for row in LIFTS.values()]
    return float(np.interp(sure, list(LIFTS), weeks))
