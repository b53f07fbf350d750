"""Where curves begin on one evening: with a member, or with the person behind a journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.catalogue.kinds import CATALOGUE, Catalogue, Effect, Kind, Nature
from sim.forecasts.backtest import no_change
from sim.inference.fit import Fit, Outcome
from sim.inference.observations import HISTORY_DAYS, USUAL_DAYS, Evidence
from sim.population.members import MEMBERS
from sim.population.prior import draw
from sim.population.start import Start, start_of_member
from sim.response.active_days import with_active_days
from sim.response.model import ResponseModel
from sim.response.state import Assumptions, Observed, Parameters
from sim.terms import ActionKind, Member, Pillar, Stock
from ssi_tui.forecasting.outlook import TOTAL_ONLY, ModelRemark, Series
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.terms import OwnAction

Array = NDArray[np.float64]

FEWEST_DAYS = 7
"""A usual pace needs at least a week of log."""

RATE_DAYS = 180
"""LinkedIn's own archive of requests reaches so far back."""

RATE_WEIGHT = 10.0
"""So many requests of one's own weigh as much as the assumed acceptance rate."""

OLD_READING = 30
"""Days after which a score is worth a remark."""

ACTIVITIES = {
    "hardly": Member.INACTIVE,
    "little": Member.ORDINARY,
    "regularly": Member.OCCASIONAL,
    "much": Member.ACTIVE,
}
"""How active a person says to be, and the member who is."""

LICENCES = {"yes": True, "no": False}


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """A journal on the model's axes, seen on the evening of one day."""

    doses: Array
    """(day, kind), actions per day from the journal's first day to that day."""
    assumptions: Assumptions
    stocks: dict[Stock, float]
    """Those that are known."""
    member: Member | None
    """Who is as active as the person says to be."""
    readings: tuple[Reading, ...]
    """All up to that day, by day."""
    remarks: tuple[ModelRemark, ...]

    @property
    def reading(self) -> Reading | None:
        return self.readings[-1] if self.readings else None


def history(journal: Journal, day: date, *, catalogue: Catalogue = CATALOGUE) -> History:
    """Read the journal as it was on one day; later entries are not looked at."""
    doses = _doses(journal, day, catalogue)
    readings = tuple(reading for reading in journal.readings if reading.day <= day)
    newest = readings[-1] if readings else None
    known = doses if doses[-1].any() else doses[:-1]
    remarks = [*_about_readings(readings, day), *_about_own(doses, catalogue)]
    if len(known) < FEWEST_DAYS or not known[-USUAL_DAYS:].any():
        code = "no-pace" if newest else "no-pace-no-reading"
        remarks.append(ModelRemark(code="no-pace-told" if journal.activity in ACTIVITIES else code))
    elif len(known) < USUAL_DAYS:
        remarks.append(ModelRemark(code="short-journal", values=(("days", len(known)),)))
    return History(
        doses=doses,
        assumptions=replace(
            _assumptions(doses[-RATE_DAYS:]), sales_navigator=LICENCES.get(journal.licence)
        ),
        member=ACTIVITIES.get(journal.activity),
        stocks={Stock(name): value for name, value in journal.stocks.items()},
        readings=readings,
        remarks=tuple(remarks),
    )


def _about_readings(readings: Sequence[Reading], day: date) -> Iterator[ModelRemark]:
    if not readings:
        yield ModelRemark(code="no-reading")
        return
    age = (day - readings[-1].day).days
    if age > OLD_READING:
        yield ModelRemark(code="old-reading", values=(("days", age),))
    if all(reading.brand is None for reading in readings):
        yield ModelRemark(code=TOTAL_ONLY)


def _about_own(doses: Array, catalogue: Catalogue) -> Iterator[ModelRemark]:
    """Those of one's own actions that were done: what they give is a guess."""
    own = range(len(CATALOGUE), len(catalogue))
    done = [catalogue.names[at] for at in own if doses[:, at].any()]
    if done:
        yield ModelRemark(code="own", values=(("names", ", ".join(done)),))


def _doses(journal: Journal, last: date, catalogue: Catalogue) -> Array:
    """(day, kind) from the first entry, at most `HISTORY_DAYS` back, to the last day."""
    counts = journal.counts(last - timedelta(days=HISTORY_DAYS - 1), last)
    first = min((day for days in counts.values() for day in days), default=last)
    return logged(journal, first, last, catalogue)


def logged(journal: Journal, first: date, last: date, catalogue: Catalogue = CATALOGUE) -> Array:
    """(day, kind) actions from one day to another, both included."""
    doses = np.zeros(((last - first).days + 1, len(catalogue)))
    for kind, days in journal.counts(first, last).items():
        if kind in catalogue:
            for day, count in days.items():
                doses[(day - first).days, catalogue.index(kind)] = count
    return with_active_days(doses)


def _assumptions(doses: Array) -> Assumptions:
    """Acceptance as the log shows it, drawn towards the assumed rate where it shows little."""
    assumed = Assumptions()

    def total(kind: ActionKind) -> float:
        return float(doses[:, CATALOGUE.index(kind)].sum())

    plain, noted = total(ActionKind.REQUEST), total(ActionKind.REQUEST_WITH_NOTE)
    accepted, ignored = total(ActionKind.REQUEST_ACCEPTED), total(ActionKind.REQUEST_IGNORED)
    known = accepted + ignored if ignored else plain + noted
    expected = plain * assumed.acceptance + noted * assumed.acceptance_with_note
    if accepted + ignored and known and expected:
        mean = expected / (plain + noted)
        rate = (min(accepted, known) + RATE_WEIGHT * mean) / (known + RATE_WEIGHT)
        assumed = replace(
            assumed,
            acceptance=min(assumed.acceptance * rate / mean, 1.0),
            acceptance_with_note=min(assumed.acceptance_with_note * rate / mean, 1.0),
        )
    sent, replies = total(ActionKind.INMAIL), total(ActionKind.INMAIL_REPLY)
    if replies and sent:
        weighed = min(replies, sent) + RATE_WEIGHT * assumed.inmail_reply
        assumed = replace(assumed, inmail_reply=weighed / (sent + RATE_WEIGHT))
    return assumed


POINTS = 1.0
"""Pillar points at an unlimited pace: as a repost has, one of the smaller actions."""

HALF_PACE = 2.0
"""A week; a repost's too."""

MINUTES = 15.0
"""What one takes where its owner has not said: without any it would be in every plan."""

MODEL = ResponseModel()
"""Holds tables per set of draws and no data of a person: one serves all without own actions."""


def kinds_of(journal: Journal | None) -> tuple[str, ...]:
    """Names that a scenario may use: LinkedIn's kinds, and the journal's own, archived ones too."""
    return model_of(journal).catalogue.names


def model_of(journal: Journal | None) -> ResponseModel:
    """LinkedIn's kinds, and behind them the journal's own by name; the same object for the same."""
    own = journal.own_actions.values() if journal else ()
    rows = sorted((one for one in own if one.name not in CATALOGUE), key=lambda action: action.name)
    return _model(tuple(one._replace(key="") for one in rows)) if rows else MODEL


@lru_cache(maxsize=4)
def _model(rows: tuple[OwnAction, ...]) -> ResponseModel:
    """With the rows as the catalogue has them; what is archived counts, and is in no plan."""
    own = [
        Kind(
            kind=row.name,
            nature=Nature.HABIT,
            effects=(Effect(pillar=Pillar(row.pillar), points=POINTS),),
            minutes=MINUTES if row.minutes is None else row.minutes,
            half_pace=HALF_PACE,
            most=0.0 if row.archived else float("inf"),
            why="",  # nobody knows
            source="own",
        )
        for row in rows
    ]
    return ResponseModel(CATALOGUE.with_own(own))


@lru_cache(maxsize=4)
def _population(catalogue: Catalogue, seed: int) -> Parameters:
    return draw(catalogue, seed=seed)


LEARNED_PART = 0.3
"""From here on a number counts as learned: responsiveness gets there, one action's effect does
not (docs/model.md)."""


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
    def logged(self) -> Array:
        """(kind,) the part of it that anybody logged, per week."""
        return np.zeros_like(self.usual) if self.member else self.starts[0].logged

    @property
    def learned_from(self) -> int:
        """Readings of which the fit has learned something; 0 while all numbers are assumed."""
        if self.fit is None or all(one.part < LEARNED_PART for one in self.fit.learned):
            return 0
        return self.fit.readings

    @property
    def remarks(self) -> tuple[ModelRemark, ...]:
        """What one should know about it."""
        if self.known is None or self.fit is None:
            return (ModelRemark(code="member", values=(("member", self.member or ""),)),)
        failed = (ModelRemark(code="fit-failed"),) if self.fit.outcome is Outcome.FAILED else ()
        return (*self.known.remarks, *failed)


def tells_nothing(journal: Journal) -> bool:
    """Whether a journal says nothing of a person yet."""
    told = journal.activity in ACTIVITIES or journal.licence or journal.stocks
    return not (told or journal.actions or journal.readings)


def beginning_of_member(model: ResponseModel, member: Member, seed: int) -> Beginning:
    """As somebody who is like that."""
    people = _population(model.catalogue, seed)
    begin = start_of_member(model, people, MEMBERS[member])
    return Beginning(starts=(begin,), member=member, known=None, fit=None)


def evidence_of(known: History, day: date) -> Evidence:
    """The journal as the fit reads it."""
    return Evidence(
        doses=known.doses,
        readings=[((day - one.day).days, observed(one)) for one in known.readings],
        stocks=known.stocks,
        assumptions=known.assumptions,
        member=known.member,
    )


def observed(reading: Reading) -> Observed:
    """A score as the model takes it."""
    values = [reading.pillar(pillar) for pillar in Pillar]
    pillars = [value for value in values if value is not None]
    return Observed(total=reading.total, pillars=pillars or None)


@lru_cache(maxsize=4)  # the same for every step of a slider
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
