"""What the model learned from one person and whether it helps; how right it was on the unseen."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from sim.catalogue.kinds import Catalogue, Share
from sim.forecasts.backtest import FEWEST_BEFORE, FEWEST_ORIGINS, Backtest, Errors, Horizon, Rule
from sim.inference.blend import Weights
from sim.inference.fit import ALL_MODEL, Learned, Outcome
from sim.population.prior import HALF_LIFE
from sim.response.state import CONFIDENCE
from sim.terms import Pillar
from ssi_tui.forecasting.outlook import ModelRemark
from ssi_tui.forecasting.simulator import Simulator
from ssi_tui.forecasting.starting_point import LEARNED_PART, History

__all__ = ["ENOUGH", "HALF_LIFE", "Errors", "Health", "Horizon", "NaiveBand", "Number", "Outcome",
           "Rule", "Unit", "health", "measured"]  # fmt: skip

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Per cent; against "no change" in weeks 1–4 and in weeks 5–12 where there are two."""

    people: int
    """Simulated people in the trial."""
    skill: tuple[int, int]
    """Nearer than "no change", among people who follow laws that are not the model's."""
    skill_one: tuple[int, int]
    """The same after one reading."""
    skill_many: tuple[int, int]
    """The same after 26 readings."""
    worst: tuple[int, int]
    """The same where the score hardly answers to what is done: below 0 is further off."""
    inside: tuple[int, int]
    """Least and most of what came that the 80 % band held, by week."""


@cache
def measured() -> Measured:
    """What the last evaluation found."""
    values = json.loads(FILE.read_text(encoding="utf-8"))
    figures: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Measured(**figures)


ENOUGH = FEWEST_BEFORE + FEWEST_ORIGINS
"""Readings from which on it can be told whether the model beats no change."""


NAIVE_DAYS = (7, 28)
"""Days ahead that the naive band is told for."""


ABOUT_READINGS = ("total-only", "old-reading", "fit-failed", "own")
"""Remarks on a journal that bear on what is learned from it."""


class Unit(StrEnum):
    """What a number is counted in."""

    POINTS = "points"
    DAYS = "days"
    FACTOR = "factor"


_UNITS = {
    "level": Unit.POINTS,
    "stock": Unit.POINTS,
    "half_life": Unit.DAYS,
    "gain": Unit.FACTOR,
    "effect": Unit.FACTOR,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One number of the model for this person, beside what is assumed of everybody."""

    what: str
    """``level``, ``gain``, ``half_life``, ``effect`` or ``stock``, as in
    `sim.inference.fit.Learned`."""
    pillar: Pillar
    name: str
    """The kind or the stock; empty where the whole pillar is meant."""
    share: Share | None
    """Which part of what is done, where one kind has several effects on the pillar."""
    unit: Unit
    assumed: float
    value: float
    low: float
    high: float
    """80 % interval."""
    part: float
    """1 − posterior/prior variance: 0 is our assumption, 1 is all learned."""

    @property
    def learned(self) -> bool:
        """ "Learned from you", not "our starting assumption"."""
        return self.part >= LEARNED_PART


@dataclass(frozen=True, kw_only=True, slots=True)
class NaiveBand:
    """Where the total lies some days ahead if nothing changes."""

    days: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How far the model can be trusted for one person."""

    outcome: Outcome
    readings: int
    """Those that the fit used."""
    origins: int
    """Readings that forecasts were made from; as many later ones they were held against."""
    forecasts: int
    errors: dict[Rule, Errors]
    """Over all forecasts, of the total; empty where there was nothing to compare."""
    horizons: tuple[Horizon, ...]
    weights: Weights
    """What forecasts for this person are made of."""
    stretch: float
    """What bands are widened by for this person, 1 or more, by past errors."""
    total: float | None
    """The newest total, which goes on if nothing changes; None without readings."""
    naive: tuple[NaiveBand, ...]
    confidence: float
    """Part of the cases inside the bands, 0 to 1."""
    numbers: tuple[Number, ...]
    """Pillar by pillar; empty unless the outcome is LEARNED."""
    fading: float
    """Probability that points fade, against those of the last 90 days counting alike; 1 where the
    readings have no say in it: they are too few, or nothing is logged."""
    remarks: tuple[ModelRemark, ...]

    @property
    def can_tell(self) -> bool:
        """Whether there were enough readings to compare at all."""
        return self.origins >= FEWEST_ORIGINS


def health(simulator: Simulator, day: date) -> Health:
    """Fit and backtest on the evening of a day: some tenths of a second, the more readings the
    longer."""
    begin = simulator.beginning(day)
    if begin.known is None or begin.fit is None or not begin.known.readings:
        return _unknown()
    fit, tested = begin.fit, simulator.tested(day)
    return Health(
        outcome=fit.outcome,
        readings=fit.readings,
        origins=tested.origins,
        forecasts=tested.count,
        errors=dict(tested.errors),
        horizons=tested.horizons,
        weights=fit.weights,
        stretch=tested.stretch,
        total=tested.no_change.total if tested.no_change else None,
        naive=tuple(_naive(tested, begin.known, day)),
        confidence=CONFIDENCE,
        numbers=tuple(_numbers(fit.learned, simulator.model.catalogue)),
        fading=fit.fading,
        remarks=tuple(one for one in begin.remarks if one.code in ABOUT_READINGS),
    )


def _unknown() -> Health:
    """Nobody has read a score: all of it is assumed."""
    return Health(
        outcome=Outcome.PRIOR, readings=0, origins=0, forecasts=0, errors={}, horizons=(),
        weights=ALL_MODEL, stretch=1.0, total=None, naive=(), confidence=CONFIDENCE,
        numbers=(), fading=0.5, remarks=(),
    )  # fmt: skip


def _naive(tested: Backtest, known: History, day: date) -> Iterator[NaiveBand]:
    if tested.no_change is None or known.reading is None:
        return
    age = (day - known.reading.day).days
    for days in NAIVE_DAYS:
        low, high = tested.no_change.band(age + days, CONFIDENCE)
        yield NaiveBand(days=days, low=low, high=high)


def _numbers(learned: Sequence[Learned], catalogue: Catalogue) -> Iterator[Number]:
    met: dict[tuple[Pillar, str], int] = {}
    for known in learned:
        share = None
        if known.what == "effect":
            place = met[known.pillar, known.name] = met.get((known.pillar, known.name), -1) + 1
            share = _share(learned, known, place, catalogue)
        yield Number(
            what=known.what, pillar=known.pillar, name=known.name, share=share,
            unit=_UNITS[known.what], assumed=known.assumed, value=known.value, low=known.low,
            high=known.high, part=known.part,
        )  # fmt: skip


def _share(
    learned: Sequence[Learned], known: Learned, place: int, catalogue: Catalogue
) -> Share | None:
    """The part that the kind's effect in this place counts; they stand as in the catalogue."""
    like = [
        effect.share
        for kind, effect in catalogue.effects
        if catalogue.names[kind] == known.name and effect.pillar == known.pillar
    ]
    told = sum(
        (other.what, other.pillar, other.name) == ("effect", known.pillar, known.name)
        for other in learned
    )
    return like[place] if len(like) == told > 1 else None
