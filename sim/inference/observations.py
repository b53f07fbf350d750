"""What a person's journal says to the fit: readings and actions, laid on one axis of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.catalogue.kinds import Nature
from sim.errors import SimError
from sim.population.members import Assumed, assumed
from sim.response.active_days import ACTIVE
from sim.response.curves import WEEK, Array
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Observed
from sim.terms import PILLAR_MAX, Member, Stock

HISTORY_DAYS = 730
"""Readings older than this before the newest one tell of another person and another formula, and
what was done earlier has faded: the slowest effect of a median person halves in 50 days."""

WARM_DAYS = 365
"""Days of doses before the first reading that is used; four half-lives of the slowest node."""

USUAL_DAYS = 28
"""Days that the usual pace is taken from: four whole weeks."""

FIRST_DAYS = 56
"""Days at the log's beginning that tell of the weeks before it."""

ASSUMED_DAYS = 10.0
"""So many days of the assumed pace weigh against them."""

EVENNESS = 1.5
"""How even the weeks before the log are assumed to have been: shape of a gamma distribution of
their pace, so that busy weeks are as frequent as in a life with campaigns and holidays.  The same
number of actions earns less in uneven weeks, because returns diminish."""

KEPT_DAYS = 14.0
"""Days with an entry after which e^−1 is left of what is assumed of kinds that were never logged:
who keeps a log and does not name a kind does not do it."""

SPLIT_NOISE = 0.3
"""Points by which the split of a total among the pillars may be off on the day of a reading."""

SPLIT_PER_DAY = 0.02
"""The same for each day to the nearest reading with pillars."""

SPLIT_MOST = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """A journal on the model's axes, on the evening of one day."""

    doses: Array
    """(day, kind), actions per day as they were logged; the last row is today.  A today without
    an entry counts as a usual day, whether it is over or not."""
    readings: Sequence[tuple[int, Observed]] = ()
    """How many days ago, and what was shown after that day's actions; in any order."""
    stocks: Mapping[Stock, float] = field(default_factory=dict)
    """Today's counts; what isn't given is assumed."""
    assumptions: Assumptions = field(default_factory=Assumptions)
    member: Member | None = None
    """How active the person says to be; it decides what is assumed where nothing was logged."""

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
    """A journal as the fit takes it: days before the log and kinds that nobody logged filled in."""

    doses: Array
    """(day, kind); the last row is today.  Before the log the pace is constant."""
    before: Array
    """(kind,) pace before the log, per week."""
    usual: Array
    """(kind,) usual pace, per week."""
    assumed: Array
    """(kind,) the part of it that nobody logged."""
    rows: Array
    """(reading,) row of each reading's day, oldest first."""
    logged: int | None
    """Row of the first day with an entry; None: nothing was ever logged."""
    scores: Array
    """(reading, series) points: the four pillars, or the total alone."""
    doubt: Array
    """(reading,) variance of rounding, and of splitting a total, in points²."""
    stocks: Array
    """(day, stock) counts on the evenings of the rows."""
    newest: Observed | None

    @property
    def total_only(self) -> bool:
        """No reading has pillars."""
        return bool(self.scores.shape[1] == 1)


def record(evidence: Evidence, model: ResponseModel) -> Record:
    """Readings and doses as the fit takes them."""
    # A stable sort: two readings of one day stay in the order in which they were taken.
    readings = sorted(evidence.readings, key=lambda one: -one[0])
    readings = [one for one in readings if one[0] <= readings[-1][0] + HISTORY_DAYS]
    oldest = readings[0][0] if readings else 0
    newest = readings[-1][1] if readings else None
    stand_in = assumed(model, newest, evidence.stocks, evidence.assumptions, evidence.member)
    log = evidence.doses[-(oldest + 1 + WARM_DAYS) :]
    log = log[np.logical_or.accumulate(log.any(axis=1))]
    first, before, rest = _paces(log, stand_in, model)
    earlier = np.tile(before / WEEK, (max(oldest + 1 - len(log), 0), 1))
    doses = np.vstack([earlier, _beside(log, rest)])
    over = log if log[-1:].any() else log[:-1]
    last = over[-USUAL_DAYS:]
    weeks = np.vstack([np.tile(first / WEEK, (USUAL_DAYS, 1)), _beside(last, rest)])[-USUAL_DAYS:]
    usual = weeks.mean(axis=0) * WEEK
    usual[_stays(log, model)] = 0.0
    if len(log) > len(over):
        doses[-1] = usual / WEEK
    rows = np.array([len(doses) - 1 - ago for ago, _ in readings], dtype=np.intp)
    scores, doubt = _scores(rows, [seen for _, seen in readings])
    return Record(
        doses=doses,
        before=before,
        usual=usual,
        assumed=np.maximum(usual - last.sum(axis=0) * WEEK / USUAL_DAYS, 0.0),
        rows=rows,
        logged=len(earlier) if len(log) else None,
        scores=scores,
        doubt=doubt,
        stocks=_counts(np.vstack([0 * earlier, log]), stand_in, evidence, model),
        newest=newest,
    )


def _paces(log: Array, stand_in: Assumed, model: ResponseModel) -> tuple[Array, Array, Array]:
    """(kind,) pace before the log, the even pace that earns as much, and that of the rest that
    nobody logs, per week.

    The weeks before are as the log's first weeks, drawn towards the assumed pace where those are
    few; the rest is what is assumed of kinds that the log never names.
    """
    if not len(log):
        return stand_in.week, stand_in.week, stand_in.week
    kept = int(log.any(axis=1).sum())
    named = log.any(axis=0)
    rest = np.where(named, 0.0, stand_in.week * np.exp(-kept / KEPT_DAYS))
    # Active days are no kind that one names: what is assumed beside the log makes some too.
    rest[ACTIVE] = stand_in.week[ACTIVE] * np.exp(-kept / KEPT_DAYS)
    days = log[:FIRST_DAYS]
    own, part = days.mean(axis=0) * WEEK, len(days) / (len(days) + ASSUMED_DAYS)
    even = as_even(own, np.array([kind.half_pace for kind in model.catalogue.kinds]))
    pace, evened = (
        np.maximum(np.where(named, part * mine + (1 - part) * stand_in.week, 0.0), rest)
        for mine in (own, even)
    )
    return pace, evened, rest


def _beside(log: Array, rest: Array) -> Array:
    """(day, kind) what was logged, and what is assumed beside it; a day is active once."""
    doses = log + rest / WEEK
    doses[:, ACTIVE] -= log[:, ACTIVE] * rest[ACTIVE] / WEEK
    return doses


def _stays(log: Array, model: ResponseModel) -> Array:
    """(kind,) whether what was done of it stays and is no pace: profile work, and what adds to a
    lasting thing other than the network until the log shows it over four weeks."""
    lasting = {
        kind for kind, stock, _ in model.layout.feeding(Assumptions())
        if model.catalogue.stocks[stock].stock is not Stock.NETWORK
    }  # fmt: skip
    shown = [np.flatnonzero(column) for column in log.T]
    return np.array([
        kind.nature is Nature.ONCE
        or (at in lasting and (not len(shown[at]) or np.ptp(shown[at]) < USUAL_DAYS))
        for at, kind in enumerate(model.catalogue.kinds)
    ])  # fmt: skip


def as_even(pace: Array, half_pace: Array) -> Array:
    """The constant weekly pace that earns what uneven weeks of the same mean earn.

    Counts are Poisson, with a mean that is gamma distributed: E 2^(−N/k) is then
    (1 + pace·(1 − 2^(−1/k))/shape)^(−shape).
    """
    missed = EVENNESS * np.log1p(pace * (1.0 - np.exp2(-1.0 / half_pace)) / EVENNESS)
    even: Array = half_pace * missed / np.log(2)
    return even


def _scores(rows: Array, readings: Sequence[Observed]) -> tuple[Array, Array]:
    """(reading, series) points and (reading,) variances.

    Where some readings have pillars, a total alone is split as the readings around it are.
    """
    doubt = np.array([seen.step**2 / 12 for seen in readings])
    totals = np.array([seen.total for seen in readings])
    split = np.array([seen.pillars is not None for seen in readings])
    if not split.any():
        return totals[:, None], doubt
    shown = np.array([seen.pillars for seen in readings if seen.pillars is not None])
    parts = shown / np.maximum(shown.sum(axis=1, keepdims=True), 1e-9)
    near = np.stack([np.interp(rows, rows[split], part) for part in parts.T], axis=1)
    scores = np.minimum(near * totals[:, None], PILLAR_MAX)
    scores[split] = shown
    away = np.abs(rows[:, None] - rows[split]).min(axis=1)[~split]
    doubt[~split] += np.minimum(SPLIT_NOISE + SPLIT_PER_DAY * away, SPLIT_MOST) ** 2
    return scores, doubt


def _counts(doses: Array, stand_in: Assumed, evidence: Evidence, model: ResponseModel) -> Array:
    """(day, stock): today's counts, less what was fed since."""
    fed = np.zeros((len(doses), len(model.catalogue.stocks)))
    for kind, stock, amount in model.layout.feeding(evidence.assumptions):
        fed[:, stock] += amount * doses[:, kind]
    today = np.array([stand_in.stocks[row.stock] for row in model.catalogue.stocks])
    counts: Array = np.maximum(today + np.cumsum(fed, axis=0) - fed.sum(axis=0), 0.0)
    return counts
