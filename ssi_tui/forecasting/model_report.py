"""What the model learned from one person and whether it helps; how right it was on the unseen."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.catalogue.kinds import Catalogue, Share
from sim.forecasts.backtest import FEWEST_BEFORE, FEWEST_ORIGINS, Errors, Horizon, Rule
from sim.inference.blend import Weights
from sim.inference.fit import ALL_MODEL, Learned, Outcome
from sim.population.prior import HALF_LIFE
from sim.response.state import CONFIDENCE
from sim.terms import Pillar
from ssi_tui.forecasting.attribution import STOCKS
from ssi_tui.forecasting.outlook import ModelRemark
from ssi_tui.forecasting.simulator import Simulator
from ssi_tui.forecasting.starting_point import LEARNED_PART
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.numbers import format_number, format_points

__all__ = ["ENOUGH", "HALF_LIFE", "Errors", "Health", "Horizon", "NaiveBand", "Number", "Outcome",
           "Rule", "Unit", "health", "measured"]  # fmt: skip

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Per cent; against "no change" in weeks 1–4 and in weeks 5–12 where there are two."""

    people: int
    """Simulated people in the trial."""
    skill: Sequence[int]
    """Nearer than "no change", among people who follow laws that are not the model's."""
    skill_one: Sequence[int]
    """The same after one reading."""
    skill_many: Sequence[int]
    """The same after 26 readings."""
    worst: Sequence[int]
    """The same where the score hardly answers to what is done: below 0 is further off."""
    inside: Sequence[int]
    """Least and most of what came that the 80 % band held, by week."""


@cache
def measured() -> Measured:
    """What the last evaluation found."""
    return Measured(**json.loads(FILE.read_text(encoding="utf-8")))


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


_WHAT = {
    "level": (N_("what you keep anyway"), Unit.POINTS),
    "gain": (N_("responsiveness"), Unit.FACTOR),
    "half_life": (N_("half-life"), Unit.DAYS),
    "effect": (N_("effect: {name}"), Unit.FACTOR),
    "stock": (N_("when complete: {name}"), Unit.POINTS),
}
"""What each number of the model is, and what it is counted in; like is told with like."""

_IN_UNITS = {
    Unit.POINTS: (N_("{n} points"), 1),
    Unit.DAYS: (N_("{n} days"), 0),
    Unit.FACTOR: (N_("× {n}"), 2),
}
"""How it is said, with so many decimals."""

OF_PILLARS = ("level", "gain", "half_life")
"""Numbers told of each pillar in any case; the rest only where it was learned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Learned):
    """One number of the model for this person, beside what is assumed of everybody."""

    share: Share | None
    """Which part of what is done, where one kind has several effects on the pillar."""

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        return _WHAT[self.what][1]

    @property
    def learned(self) -> bool:
        """ "Learned from you", not "our starting assumption"."""
        return self.part >= LEARNED_PART


class NaiveBand(NamedTuple):
    """Where the total lies some days ahead if nothing changes."""

    days: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How far the model can be trusted for one person; as it stands, nobody has read a score."""

    outcome: Outcome = Outcome.PRIOR
    readings: int = 0
    """Those that the fit used."""
    origins: int = 0
    """Readings that forecasts were made from; as many later ones they were held against."""
    forecasts: int = 0
    errors: dict[Rule, Errors] = field(default_factory=dict)
    """Over all forecasts, of the total; empty where there was nothing to compare."""
    horizons: tuple[Horizon, ...] = ()
    weights: Weights = ALL_MODEL
    """What forecasts for this person are made of."""
    stretch: float = 1.0
    """What bands are widened by for this person, 1 or more, by past errors."""
    total: float | None = None
    """The newest total, which goes on if nothing changes; None without readings."""
    naive: tuple[NaiveBand, ...] = ()
    confidence: float = CONFIDENCE
    """Part of the cases inside the bands, 0 to 1."""
    numbers: tuple[Number, ...] = ()
    """Pillar by pillar; empty unless the outcome is LEARNED."""
    fading: float = 0.5
    """Probability that points fade, against those of the last 90 days counting alike; 1 where the
    readings have no say in it: they are too few, or nothing is logged."""
    remarks: tuple[ModelRemark, ...] = ()

    @property
    def can_tell(self) -> bool:
        """Whether there were enough readings to compare at all."""
        return self.origins >= FEWEST_ORIGINS


def health(simulator: Simulator, day: date) -> Health:
    """Fit and backtest on the evening of a day: some tenths of a second, the more readings the
    longer."""
    begin = simulator.beginning(day)
    if begin.known is None or begin.fit is None or not begin.known.readings:
        return Health()
    fit, tested = begin.fit, simulator.tested(day)
    rule, age = tested.no_change, (day - begin.known.readings[-1].day).days
    edges = {days: rule.band(age + days, CONFIDENCE) for days in NAIVE_DAYS} if rule else {}
    return Health(
        outcome=fit.outcome,
        readings=fit.readings,
        origins=tested.origins,
        forecasts=tested.count,
        errors=dict(tested.errors),
        horizons=tested.horizons,
        weights=fit.weights,
        stretch=tested.stretch,
        total=rule.total if rule else None,
        naive=tuple(NaiveBand(days, *band) for days, band in edges.items()),
        numbers=tuple(_numbers(fit.learned, simulator.model.catalogue)),
        fading=fit.fading,
        remarks=tuple(one for one in begin.remarks if one.code in ABOUT_READINGS),
    )


def _numbers(learned: Sequence[Learned], catalogue: Catalogue) -> Iterator[Number]:
    met: dict[tuple[Pillar, str], int] = {}
    for known in learned:
        share = None
        if known.what == "effect":
            place = met[known.pillar, known.name] = met.get((known.pillar, known.name), -1) + 1
            share = _share(learned, known, place, catalogue)
        yield Number(**asdict(known), share=share)


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


LIKELY = 0.8
"""Probability from which on one of the two memories is named alone."""


def judgement(health: Health) -> str:
    """How far off the model was, and what forecasts are therefore made of."""
    if not health.errors or not health.can_tell:
        form = ngettext(
            "{n} score can’t tell how good the model is for you: that takes {least}, at most two "
            "months apart.",
            "{n} scores can’t tell how good the model is for you: that takes {least}, at most two "
            "months apart.",
            health.readings,
        )
        return form.format(n=health.readings, least=ENOUGH)
    errors = {rule.value: one.mae for rule, one in health.errors.items()}
    form = ngettext(
        "On your last {n} reading the model was off by {model} points on average; “no change” by "
        "{naive}.",
        "On your last {n} readings the model was off by {model} points on average; “no change” by "
        "{naive}.",
        health.origins,
    )
    return form.format(
        n=health.origins,
        model=format_number(errors["model"], 1),
        naive=format_number(errors["no-change"], 1),
    )


def blend(health: Health) -> str:
    """What forecasts for this person are made of."""
    weights = health.weights
    form = _(
        "What is to come for you is {model} % the model, {still} % “no change” and {line} % the "
        "line of your last scores; of what a plan changes, {effect} % is believed."
    )
    parts = (weights.model, weights.no_change, weights.line, weights.effect)
    model, still, line, effect = (format_number(100 * part) for part in parts)
    return form.format(model=model, still=still, line=line, effect=effect)


def no_change(health: Health) -> str:
    """The band of no change."""
    week, month = health.naive
    form = _(
        "“No change” means {points}: {part} between {low} and {high} in a week, between {lower} "
        "and {higher} in four weeks."
    )
    return form.format(
        points=format_points(health.total or 0.0),
        part=_("{n} times in 5").format(n=round(5 * health.confidence)),
        low=format_number(week.low, 1),
        high=format_number(week.high, 1),
        lower=format_number(month.low, 1),
        higher=format_number(month.high, 1),
    )


def memory(health: Health) -> str:
    """Which memory the readings speak for; never more certain than 99 of 100."""
    if health.fading == 1.0:
        return _(
            "Whether points fade day by day or leave a 90-day window your scores don’t tell yet; "
            "that they fade is our assumption."
        )
    chance = min(max(round(100 * max(health.fading, 1 - health.fading)), 50), 99)
    if max(health.fading, 1 - health.fading) < LIKELY:
        return _(
            "Whether points fade day by day or leave a 90-day window your scores don’t tell yet; "
            "both are reckoned with."
        )
    if health.fading > LIKELY:
        form = _("Your scores speak for points that fade day by day ({n} of 100), not for a 90-day "
                 "window.")  # fmt: skip
    else:
        form = _("Your scores speak for a 90-day window ({n} of 100), not for points that fade day "
                 "by day.")  # fmt: skip
    return form.format(n=chance)


def told_numbers(health: Health, *, learned: bool) -> list[Number]:
    """Those that are worth a line, like with like: all that were learned, else the pillars' own."""
    order = list(_WHAT)
    return sorted(
        (
            one
            for one in health.numbers
            if one.learned is learned and (learned or one.what in OF_PILLARS)
        ),
        key=lambda number: order.index(number.what),
    )


def number_name(number: Number) -> str:
    """What a number of the model is."""
    form = _(_WHAT[number.what][0])
    if number.what == "stock":
        return form.format(name=_(STOCKS[number.name]))
    return form.format(name=action_name(number.name, 2)) if number.name else form


def number_values(known: Number) -> tuple[str, str, str, str]:
    """Its value with the unit, the interval, what we assume, and how much of it is known."""
    form, decimals = _IN_UNITS[known.unit]
    value, low, high, assumed = (
        format_number(number, decimals)
        for number in (known.value, known.low, known.high, known.assumed)
    )
    part = _("{n} %").format(n=format_number(100 * known.part))
    return _(form).format(n=value), f"{low}–{high}", assumed, part
