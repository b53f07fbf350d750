"""A scenario made on the spot: a few numbers to turn, and the plan that they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from math import ceil, floor, inf

import numpy as np

from sim.catalogue.kinds import Nature
from sim.population.start import half_life_of
from sim.response.curves import WEEK, Array
from sim.scenario.cadence import Cadence, Rhythm
from sim.scenario.scenario import MOST_DAYS, MOST_PHASES, FactChange, Phase, Scenario
from sim.terms import ActionKind, Member, Stock
from ssi_tui.forecasting.simulator import Simulator

RATES = ("acceptance", "acceptance_with_note")
"""Fields of the assumptions: of plain requests, of those with a note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """What one does now: where the sliders begin."""

    pace: Mapping[str, float]
    """Kind → how many a week."""
    most: Mapping[str, float]
    """Kind → how many a week are possible."""
    accepted: Mapping[str, float]
    """Field of the assumptions → part of requests that is accepted, 0 to 1."""
    profile: float
    """Filled part of the profile, 0 to 1."""
    half_life: float
    """Days: the median over draws and pillars, rounded to whole ones."""
    half_pace: Mapping[str, float]
    """Kind → how many a week give half of what it can give, the median draw."""
    points: Mapping[str, float]
    """Kind → points of all pillars at an unlimited pace, the median draw; a loss is below 0."""
    assumed: Mapping[str, float] = field(default_factory=dict)
    """Slider → how much of what it begins at nobody logged or told, in its own unit; only those of
    which something is assumed."""


def present(simulator: Simulator, day: date, member: Member | None = None) -> Present:
    """What the journal says one does, or the member who stands in."""
    begin = simulator.beginning(day, member or Member.ORDINARY)
    start, catalogue, layout = begin.starts[0], simulator.model.catalogue, simulator.model.layout
    kinds = {str(kind.kind): kind for kind in catalogue.of(Nature.HABIT, Nature.HARM)}

    def of_kinds(values: Array) -> dict[str, float]:
        return {kind: float(values[catalogue.index(kind)]) for kind in kinds}

    points = np.zeros(len(catalogue))
    np.add.at(points, layout.kind, layout.sign * np.median(start.parameters.gain, axis=0))
    untold = start.usual - simulator.logged_pace(begin)
    paces = zip(catalogue.names, untold.tolist(), strict=True)
    assumed = {name: pace for name, pace in paces if pace >= LEAST_SEEN}
    profile = float(start.state.stocks[catalogue.stock_index(Stock.PROFILE)])
    if begin.known is not None and Stock.PROFILE not in begin.known.stocks:
        assumed[PROFILE] = profile * SECTIONS
    return Present(
        pace=of_kinds(start.usual),
        most={name: kind.most for name, kind in kinds.items()},
        accepted={name: getattr(start.assumptions, name) for name in RATES},
        profile=profile,
        half_life=float(round(half_life_of(start))),
        half_pace=of_kinds(np.median(start.parameters.half_pace, axis=0)),
        points=of_kinds(points),
        assumed=assumed,
    )


LEAST_SEEN = 0.05
"""A week: less is not seen in a number with one decimal."""

PAUSE, ACCEPTED, PROFILE = "pause", "accepted", "profile"
"""Sliders beside those of the kinds: weeks, per cent, sections."""

SECTIONS = 10
"""Parts of a full profile, as the catalogue counts them."""

MOST_WEEKS = 26
"""Of a pause."""

_USUAL_KINDS = 5

_MOST_KINDS = 9

_LEAST_RANGE = 14

_ENDS = (14, 21, 28, 35, 50, 70, 100, 140, 200, 300, 500, 700, 1000, 1400)
"""Round numbers a week for the right end of a slider."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slider:
    """One number to turn."""

    name: str
    """A kind, or one of `PAUSE`, `ACCEPTED`, `PROFILE`."""
    value: float
    """A kind: per week; weeks; per cent; sections."""
    begin: float
    """Where it stood at first."""
    most: int
    """Its right end; the left one is 0."""
    assumed: bool = False
    """Whether what it stands at is, in part at least, what nobody logged or told."""

    @property
    def turned(self) -> bool:
        """Whether it stands elsewhere than at first."""
        return self.value != self.begin


@dataclass(frozen=True, kw_only=True)
class Sliders:
    """A scenario with some of its numbers turned; changes make a new one."""

    base: Scenario
    """What is changed; never changed itself."""
    present: Present
    kinds: tuple[str, ...]
    """Those with a slider."""
    turned: tuple[tuple[str, int], ...] = ()
    """Name → value, of those that stand elsewhere than at first."""

    @property
    def rows(self) -> tuple[Slider, ...]:
        return tuple(self[name] for name in (*self.kinds, PAUSE, ACCEPTED, PROFILE))

    def __getitem__(self, name: str) -> Slider:
        begin = self._begin(name)
        value = dict(self.turned).get(name, begin)
        untold = self.present.assumed.get(name, 0.0)
        usual = self.present.profile * SECTIONS if name == PROFILE else self.present.pace.get(name)
        return Slider(
            name=name, value=value, begin=begin, most=self._most(name, begin),
            assumed=untold > 0 and value == begin == round(usual or 0.0, 3),
        )  # fmt: skip

    def turn(self, name: str, value: int) -> "Sliders":
        """Set one, as far as it goes."""
        slider = self[name]
        value = max(0, min(slider.most, value))
        turned = {key: kept for key, kept in self.turned if key != name}
        if value != slider.begin:
            turned[name] = value
        return replace(self, turned=tuple(turned.items()))

    def step(self, name: str, by: int) -> "Sliders":
        """So many more or fewer, from one whole number to another."""
        value = self[name].value
        return self.turn(name, (floor(value) if by > 0 else ceil(value)) + by)

    @property
    def others(self) -> tuple[str, ...]:
        """Kinds that could have a slider too."""
        most = self.present.most
        return tuple(kind for kind in most if most[kind] and kind not in self.kinds)

    def with_kind(self, kind: str) -> "Sliders":
        """One more slider, behind those of the other kinds."""
        return replace(self, kinds=(*self.kinds, kind))

    def reset(self) -> "Sliders":
        return replace(self, turned=())

    def scenario(self, name: str, description: str = "") -> Scenario:
        """The plan, under a name of its own."""
        turned = dict(self.turned)
        rest, phases = _split(self.base.phases)
        if PAUSE in turned:
            weeks = turned[PAUSE]
            rest = (Phase(days=weeks * WEEK, others=0.0),) if weeks else ()
        paces = {kind: Cadence.weekly(turned[kind]) for kind in turned if kind in self.kinds}
        changes = self.base.changes
        if PROFILE in turned:
            others = [change for change in changes if change.stock is not Stock.PROFILE]
            full = FactChange(on=1, stock=Stock.PROFILE, value=turned[PROFILE] / SECTIONS)
            changes = (full, *others)
        assumptions = dict(self.base.assumptions)
        if ACCEPTED in turned:
            assumptions |= dict.fromkeys(RATES, turned[ACCEPTED] / 100)
        last = len(phases) - 1
        return replace(
            self.base,
            name=name,
            description=description,
            phases=(
                *rest,
                *(
                    phase if _is_rest(phase) and place < last else _paced(phase, paces)
                    for place, phase in enumerate(phases)
                ),
            ),
            changes=changes,
            assumptions=tuple(assumptions.items()),
        )

    def _begin(self, name: str) -> float:
        """Where the base has it."""
        rest, phases = _split(self.base.phases)
        if name == PAUSE:
            return sum(phase.days or 0 for phase in rest) / WEEK
        if name == PROFILE:
            parts = [one.value for one in self.base.changes if one.stock is Stock.PROFILE]
            return round((parts[-1] if parts else self.present.profile) * SECTIONS, 3)
        if name == ACCEPTED:
            stated = {key: float(rate) for key, rate in self.base.assumptions if key in RATES}
            rates = {**self.present.accepted, **stated}
            plain, noted = (
                self._pace(phases[-1], kind)
                for kind in (ActionKind.REQUEST, ActionKind.REQUEST_WITH_NOTE)
            )
            share = noted / (plain + noted) if plain + noted else 1.0
            mixed = rates[RATES[0]] * (1 - share) + rates[RATES[1]] * share
            return round(mixed * 100, 3)
        return self._pace(phases[-1], name)

    def _pace(self, phase: Phase, kind: str) -> float:
        """A week of one kind in a phase."""
        usual = self.present.pace.get(kind, 0.0)
        cadence = dict(phase.do).get(kind)
        pace = phase.others * usual if cadence is None else _a_week(cadence, usual)
        return round(pace, 3)

    def _most(self, name: str, begin: float) -> int:
        if name == PAUSE:
            _rest, phases = _split(self.base.phases)
            if len(self.base.phases) >= MOST_PHASES:
                return ceil(begin)
            left = MOST_DAYS - sum(phase.days or 0 for phase in phases)
            return max(ceil(begin), min(MOST_WEEKS, left // WEEK))
        if name in (ACCEPTED, PROFILE):
            return 100 if name == ACCEPTED else SECTIONS
        wide = max(_LEAST_RANGE, 3 * begin)
        end = next((end for end in _ENDS if end >= wide), _ENDS[-1])
        bound = self.present.most.get(name, inf)
        return max(ceil(begin), end if bound == inf else min(end, int(bound)))


def sliders_of(base: Scenario, now: Present) -> Sliders:
    """The sliders for a copy of a scenario."""
    return Sliders(base=base, present=now, kinds=_kinds(base, now.pace))


def renamed(scenario: Scenario, name: str, description: str) -> Scenario:
    """The same plan under another name.  Raises SimError where that can be no name."""
    return replace(scenario, name=name, description=description)


def _kinds(base: Scenario, pace: Mapping[str, float]) -> tuple[str, ...]:
    """What the scenario names, then what nearly everybody does, then one's own busiest."""
    named = [kind for phase in base.phases for kind, _ in phase.do if kind in pace]
    noted, plain = ActionKind.REQUEST_WITH_NOTE, ActionKind.REQUEST
    request = plain if pace[plain] > max(pace[noted], LEAST_SEEN) else noted
    common = [ActionKind.COMMENT, ActionKind.POST, request, ActionKind.MESSAGE]
    busiest = sorted((kind for kind in pace if pace[kind] > 0), key=lambda kind: -pace[kind])
    habits = [kind for kind in busiest if kind != ActionKind.ACTIVE_DAY]  # follows from the others
    kinds = [str(kind) for kind in dict.fromkeys([*named, *common, *habits])]
    return tuple(kinds[: max(_USUAL_KINDS, min(len(dict.fromkeys(named)), _MOST_KINDS))])


def _split(phases: Sequence[Phase]) -> tuple[tuple[Phase, ...], tuple[Phase, ...]]:
    """The pause at the beginning, if there is one, and what comes after it."""
    rest = tuple(takewhile(_is_rest, phases[:-1]))
    return rest, tuple(phases[len(rest) :])


def _is_rest(phase: Phase) -> bool:
    return phase.others == 0 and not any(cadence.count for _kind, cadence in phase.do)


def _paced(phase: Phase, paces: Mapping[str, Cadence]) -> Phase:
    kept = [(kind, cadence) for kind, cadence in phase.do if kind not in paces]
    return replace(phase, do=(*kept, *paces.items()))


def _a_week(cadence: Cadence, usual: float) -> float:
    """Actions per week, in the long run."""
    match cadence.rhythm:
        case Rhythm.USUAL:
            return cadence.count * usual
        case Rhythm.WEEKDAYS:
            return cadence.count * len(cadence.weekdays)
        case Rhythm.ONCE:
            return 0.0
        case Rhythm.EVENLY | Rhythm.EVERY:
            return cadence.count * WEEK / cadence.days
