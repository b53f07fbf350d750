"""Where curves begin on one evening: with a member, or with the person behind a journal."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sim.anchor import Observed
from sim.backtest import Backtest, backtest
from sim.catalogue import Catalogue
from sim.evidence import Evidence
from sim.fit import Fit, Outcome, fit
from sim.forecast import Start, start_of_member
from sim.members import MEMBERS
from sim.naive import no_change
from sim.prior import draw
from sim.state import Parameters
from sim.terms import Member, Pillar
from ssi_tui.forecasting.cache import Cache, Trial, key_of_fit, key_of_trial, trial_of
from ssi_tui.forecasting.history import Array, History, history
from ssi_tui.forecasting.outlook import Remark, Series
from ssi_tui.forecasting.owning import model_of
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading

ASSUMED = Trial(stretch=1.0, beats_no_change=None)
"""As long as nobody has looked at past errors."""


@lru_cache(maxsize=4)
def _population(catalogue: Catalogue, seed: int) -> Parameters:
    return draw(catalogue, seed=seed)


@dataclass(frozen=True, kw_only=True, eq=False)
class Beginning:
    """Where the curves start from, on one evening."""

    starts: tuple[Start, ...]
    """One for each memory that the readings leave possible, the likelier first."""
    member: Member | None
    """Who stands in where there is no journal."""
    known: History | None
    fit: Fit | None

    @property
    def usual(self) -> Array:
        """(kind,) usual pace, per week."""
        return self.starts[0].usual

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What one should know about it."""
        if self.known is None or self.fit is None:
            return (Remark(code="member", values=(("member", self.member or ""),)),)
        failed = (Remark(code="fit-failed"),) if self.fit.outcome is Outcome.FAILED else ()
        return (*self.known.remarks, *failed)


class Beginnings:
    """The evenings of one journal, or of members where there is none; each is made once."""

    def __init__(
        self,
        journal: Journal | None,
        *,
        today: date,
        member: Member | None,
        seed: int,
        cache: Cache | None,
    ) -> None:
        """A `member` is taken even where there is a journal; the `cache` knows what was computed
        before."""
        empty = journal is None or (not journal.actions and not journal.readings)
        self.journal = None if empty or member else journal
        self.today = today
        self.model = model_of(journal)
        self._seed, self._cache = seed, cache
        self._made: dict[date | Member, Beginning] = {}
        self._trial, self._fresh = ASSUMED, self.journal is None
        if self.journal and cache:
            kept, self._fresh = cache.trial(self._key_of_trial(self.journal))
            self._trial = kept or ASSUMED

    @property
    def trial(self) -> Trial:
        """What past errors say, as far as anybody has looked."""
        return self._trial

    @property
    def behind(self) -> bool:
        """Whether nobody has looked since the newest score."""
        return not self._fresh

    def on(self, day: date, member: Member = Member.ORDINARY) -> Beginning:
        """The state on one evening: fitted to the journal, or a member's."""
        key = day if self.journal else member
        if key not in self._made:
            self._made[key] = self._fitted(self.journal, day) if self.journal else self._of(member)
        return self._made[key]

    def tested(self, day: date) -> Backtest:
        """The forecasts from past readings against those that came after; some tenths of a
        second.  Today's are kept, and bands are as wide as they ask for from now on."""
        if self.journal is None:
            raise ValueError("no journal to look back on")
        known = self._history(self.journal, day)
        tested = backtest(self.model, evidence_of(known, day), seed=self._seed)
        if day == self.today:
            self._trial, self._fresh = trial_of(tested), True
            if self._cache:
                self._cache.keep_trial(self._key_of_trial(self.journal), self._trial)
        return tested

    def catch_up(self) -> None:
        """Look at past errors where nobody has since the newest score; nothing to do otherwise."""
        if not self._fresh:
            self.tested(self.today)

    def _of(self, member: Member) -> Beginning:
        people = _population(self.model.catalogue, self._seed)
        begin = start_of_member(self.model, people, MEMBERS[member])
        return Beginning(starts=(begin,), member=member, known=None, fit=None)

    def _fitted(self, journal: Journal, day: date) -> Beginning:
        known = self._history(journal, day)
        learned = self._fit(evidence_of(known, day))
        starts = tuple(replace(start, usual=known.usual) for start in learned.starts)
        return Beginning(starts=starts, member=None, known=known, fit=learned)

    def _fit(self, evidence: Evidence) -> Fit:
        if self._cache is None:
            return fit(self.model, evidence, seed=self._seed)
        key = key_of_fit(evidence, self.model.catalogue, self._seed)
        learned = self._cache.fit(key)
        if learned is None:
            learned = fit(self.model, evidence, seed=self._seed)
            self._cache.keep_fit(key, learned)
        return learned

    def _history(self, journal: Journal, day: date) -> History:
        return history(journal, day, over=day < self.today, catalogue=self.model.catalogue)

    def _key_of_trial(self, journal: Journal) -> str:
        seen = [one for one in journal.readings if one.day <= self.today]
        return key_of_trial(seen, self.model.catalogue, self._seed)


def evidence_of(known: History, day: date) -> Evidence:
    """The journal as the fit reads it."""
    return Evidence(
        doses=known.doses,
        readings=[((day - one.day).days, _observed(one)) for one in known.readings],
        stocks=known.stocks,
        assumptions=known.assumptions,
    )


def _observed(reading: Reading) -> Observed:
    values = [reading.pillar(pillar) for pillar in Pillar]
    pillars = [value for value in values if value is not None]
    return Observed(total=reading.total, pillars=pillars or None)


def no_change_of(
    known: History | None, origin: date, horizon: int, confidence: float
) -> Series | None:
    """The total if nothing changes, day by day; None without a score."""
    if known is None or known.reading is None:
        return None
    rule = no_change(
        [(one.day - origin).days for one in known.readings],
        [one.total for one in known.readings],
    )
    age = (origin - known.reading.day).days
    edges = [rule.band(age + day, confidence) for day in range(horizon + 1)]
    return Series(
        low=tuple(low for low, _ in edges),
        median=(rule.total,) * (horizon + 1),
        high=tuple(high for _, high in edges),
    )
