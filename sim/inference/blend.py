"""How far a forecast is the model's, and how far that of two simple rules."""

from dataclasses import dataclass

import numpy as np

from sim.response.curves import WEEK, Array

TREND_READINGS = 8
"""Readings that a line is laid through."""

DAMPING = 0.8
"""What is left of a flattening line's slope after each week: it ends four weeks of slope away."""

SIZES = (1, 3, 8, 26, 50)
"""Readings that the next tables are made for; between them they are interpolated."""

EFFECT = (0.50, 0.55, 0.75, 0.75, 0.80)
"""Part of every effect that is believed before one's own readings have their say: those with the
least regret over the laws of simulated people, of which in one of twelve a score hardly answers."""

COMING = 0.85
"""Part of what the model sees coming if one goes on as usual; the rest stays at "no change"."""

LINE = (0.0, 0.13, 0.15, 0.03, 0.02)
"""Part of the flattening line through the last scores."""

TEMPER = 0.5
"""Part of many readings' log odds that counts: no life keeps to our law, and errors are alike."""

UNTRUSTED = 40.0
"""Log odds for an answer count half as much with so many readings as with many: what moves in the
first months is in part what is assumed of the weeks before the log.  Odds against count at once."""

PER_READING = 1 / 3
"""By so much each reading moves a weight's log odds at most: no handful decides alone."""

LEAST, MOST = 0.02, 0.97
"""Within which a weight stays, whatever a few dozen readings say."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a person's forecast is made of."""

    effect: float
    """Part of every effect that is believed: what a scenario changes."""
    model: float
    """Part of what growth and decay have coming."""
    line: float
    """Part of the line through the last scores, which flattens."""

    @property
    def no_change(self) -> float:
        """Part of the newest score, which goes on."""
        return max(1.0 - self.model - self.line, 0.0)


def weights(readings: int, odds: float, *, logged: bool) -> Weights:
    """From how many readings there are and the log odds that they answer to what is done.

    The odds compare how well each reading was foreseen from those before it, by the model and by
    a level that wanders whatever one does.  Where nothing is logged they compare nothing, and the
    effect is believed as with one reading.
    """
    if not logged:
        return Weights(EFFECT[0], COMING, 0.0)
    at = np.log(readings)
    effect, line = (float(np.interp(at, np.log(SIZES), table)) for table in (EFFECT, LINE))
    counted = TEMPER * odds * (readings / (readings + UNTRUSTED) if odds > 0 else 1.0)
    moved = float(np.clip(counted, -readings * PER_READING, readings * PER_READING))
    believed = _moved(COMING, moved)
    return Weights(_moved(effect, moved), believed, min(line, 1 - believed))


def _moved(part: float, odds: float) -> float:
    moved = 1 / (1 + np.exp(-odds - np.log(part / (1 - part))))
    return float(np.clip(moved, min(LEAST, part), max(MOST, part)))


def trend(days: Array, values: Array) -> tuple[Array, Array]:
    """Level on the last day, and slope per day, of the line through the newest values."""
    x = np.asarray(days[-TREND_READINGS:], dtype=np.float64) - days[-1]
    y = np.asarray(values[-TREND_READINGS:], dtype=np.float64)
    apart = x - x.mean()
    wide = float((apart**2).sum())
    slope = (apart @ (y - y.mean(axis=0))) / wide if wide > 0 else np.zeros(y.shape[1:])
    return np.asarray(y.mean(axis=0) - slope * x.mean()), np.asarray(slope)


def reach(slope: Array) -> Array:
    """Points that a flattening line comes to in the end."""
    end: Array = slope * WEEK * DAMPING / (1 - DAMPING)
    return end
