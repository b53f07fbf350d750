"""What a person's journal says to the fit: readings and actions, laid on one axis of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.errors import SimError
from sim.population.start import Observed
from sim.response.curves import Array
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.response.state import Assumptions
from sim.terms import PILLAR_MAX, Stock

READING_DAYS = 730
"""Readings older than this before the newest one tell of another person and another formula."""


WARM_DAYS = 365
"""Days of doses before the first reading that is used; four half-lives of the slowest node."""


SPLIT_NOISE = 0.3
"""Points by which the split of a total among the pillars may be off on the day of a reading."""


SPLIT_PER_DAY = 0.02
"""The same for each day to the nearest reading with pillars."""


SPLIT_MOST = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """A journal on the model's axes, on the evening of one day."""

    doses: Array
    """(day, kind), actions per day from the first day that was logged; the last row is today."""
    readings: Sequence[tuple[int, Observed]] = ()
    """How many days ago, and what was shown after that day's actions; in any order."""
    stocks: Mapping[Stock, float] = field(default_factory=dict)
    """Today's counts; what isn't given is 0."""
    assumptions: Assumptions = field(default_factory=Assumptions)

    def __post_init__(self) -> None:
        if any(ago < 0 for ago, _ in self.readings):
            raise SimError("a reading lies ahead of its journal's last day")

    def until(self, ago: int, model: ResponseModel) -> "Evidence":
        """The journal as it was on the evening `ago` days back."""
        if not ago:
            return self
        cut = max(len(self.doses) - ago, 0)
        counts = dict(self.stocks)
        for kind, stock, amount in model.layout.feeding(self.assumptions):
            name = model.catalogue.stocks[stock].stock
            fed = amount * float(self.doses[cut:, kind].sum())
            counts[name] = max(counts.get(name, 0.0) - fed, 0.0)
        seen = [(age - ago, reading) for age, reading in self.readings if age >= ago]
        return replace(self, doses=self.doses[:cut], readings=seen, stocks=counts)


@dataclass(frozen=True, kw_only=True, eq=False)
class Record:
    """The part of a journal that is fitted."""

    doses: Array
    """(day, kind); the last row is today."""
    rows: Array
    """(reading,) row of each reading's day, oldest first."""
    logged: int
    """Row of the first day with an entry: from there on, points carried in fade.  Before it, and
    where nothing was ever logged, we take it that a person did as always."""
    scores: Array
    """(reading, series) points: the four pillars, or the total alone."""
    doubt: Array
    """(reading,) variance of rounding, and of splitting a total, in points²."""
    stocks: Array
    """(day, stock) counts on the evenings of the rows."""

    @property
    def ago(self) -> int:
        """Days since the newest reading."""
        return len(self.doses) - 1 - int(self.rows[-1])

    @property
    def total_only(self) -> bool:
        """No reading has pillars."""
        return bool(self.scores.shape[1] == 1)

    @property
    def series(self) -> int:
        """Pillars that are summed in each series of readings."""
        return len(PILLARS) if self.total_only else 1

    @property
    def active(self) -> Array:
        """(kind,) whether it was ever done."""
        return np.asarray(self.doses.any(axis=0))


def record(evidence: Evidence, model: ResponseModel) -> Record | None:
    """Readings and doses as the fit takes them; None without a reading."""
    if not evidence.readings:
        return None
    # A stable sort: two readings of one day stay in the order in which they were taken.
    readings = sorted(evidence.readings, key=lambda one: -one[0])
    readings = [one for one in readings if one[0] <= readings[-1][0] + READING_DAYS]
    days = max(len(evidence.doses), readings[0][0] + 1)
    doses = np.zeros((days, len(model.catalogue)))
    doses[days - len(evidence.doses) :] = evidence.doses
    doses = doses[max(0, days - 1 - readings[0][0] - WARM_DAYS) :]
    rows = np.array([len(doses) - 1 - ago for ago, _ in readings])
    done = np.flatnonzero(doses.any(axis=1))
    scores, doubt = _scores(rows, [seen for _, seen in readings])
    return Record(
        doses=doses,
        rows=rows,
        logged=int(done[0]) if len(done) else len(doses),
        scores=scores,
        doubt=doubt,
        stocks=_counts(doses, evidence, model),
    )


def _scores(rows: Array, readings: Sequence[Observed]) -> tuple[Array, Array]:
    """(reading, series) points and (reading,) variances.

    Where some readings have pillars, a total alone is split as the readings around it are.
    """
    doubt = np.array([seen.step**2 / 12 for seen in readings])
    known = np.array([seen.pillars is not None for seen in readings])
    if not known.any():
        return np.array([[seen.total] for seen in readings]), doubt
    scores = np.zeros((len(readings), len(PILLARS)))
    scores[known] = [seen.pillars for seen in readings if seen.pillars is not None]
    if not known.all():
        sums = np.maximum(scores[known].sum(axis=1), 1e-9)
        for pillar in range(len(PILLARS)):
            part = np.interp(rows, rows[known], scores[known, pillar] / sums)
            totals = np.array([seen.total for seen in readings])
            scores[~known, pillar] = np.minimum(part * totals, PILLAR_MAX)[~known]
        away = np.abs(rows[~known, None] - rows[known]).min(axis=1)
        doubt[~known] += np.minimum(SPLIT_NOISE + SPLIT_PER_DAY * away, SPLIT_MOST) ** 2
    return scores, doubt


def _counts(doses: Array, evidence: Evidence, model: ResponseModel) -> Array:
    """(day, stock): today's counts, less what was fed since."""
    fed = np.zeros((len(doses), len(model.catalogue.stocks)))
    for kind, stock, amount in model.layout.feeding(evidence.assumptions):
        fed[:, stock] += amount * doses[:, kind]
    today = np.array([evidence.stocks.get(row.stock, 0.0) for row in model.catalogue.stocks])
    counts: Array = np.maximum(today + np.cumsum(fed, axis=0) - fed.sum(axis=0), 0.0)
    return counts
