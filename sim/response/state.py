"""What a run starts from: parameters with one row per draw, and the state of one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np

from sim.catalogue.kinds import Catalogue
from sim.errors import SimError, no_twin, within
from sim.response.curves import WEEK, WINDOW_DAYS, Array
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar, Stock


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumptions:
    """Rates that depend on other people, and the licence: nobody logs these day by day."""

    acceptance: float = 0.30
    """Part of plain requests that is accepted, 0 to 1."""
    acceptance_with_note: float = 0.50
    """Part of requests with a personal note that is accepted, 0 to 1."""
    inmail_reply: float = 0.15
    """Part of in-mails that is answered, 0 to 1."""
    sales_navigator: bool | None = None
    """False: what needs the licence counts nothing.  None: not said; what is logged counts."""

    def __post_init__(self) -> None:
        for field in ("acceptance", "acceptance_with_note", "inmail_reply"):
            rate = getattr(self, field)
            if not 0 <= rate <= 1:
                raise SimError(f"{field} is {rate}, not between 0 and 1")


BOUNDS = {
    "half_life": (3, 365),
    "half_pace": (0.1, 10),
    "ceiling": (30, TOTAL_MAX),
    "worth": (0, 10),
}
"""Field of `Doubts` → least and most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """What somebody assumes in the place of the model's own numbers; what is not named stays."""

    half_life: float | None = None
    """Days, the median over draws and pillars; None: as assumed or learned."""
    half_pace: float = 1.0
    """Times ours, of every kind."""
    worth: tuple[tuple[str, float], ...] = ()
    """Kind of action → times the points that we give it, at any pace."""
    ceiling: float = TOTAL_MAX
    """Total points that nobody without the licence gets beyond; 100: there is none."""

    def __post_init__(self) -> None:
        if self.half_life is not None:
            within(self.half_life, *BOUNDS["half_life"])
        within(self.half_pace, *BOUNDS["half_pace"])
        within(self.ceiling, *BOUNDS["ceiling"])
        for _kind, times in self.worth:
            within(times, *BOUNDS["worth"])
        no_twin([kind for kind, _times in self.worth])

    def __bool__(self) -> bool:
        """Whether anything is assumed otherwise."""
        return self != NO_DOUBTS

    def with_worth(self, kind: str, times: float) -> "Doubts":
        """Another worth of one kind; 1 takes it out."""
        worth = dict(self.worth) | {kind: times}
        if times == 1:
            del worth[kind]
        return replace(self, worth=tuple(sorted(worth.items())))


NO_DOUBTS = Doubts()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shock:
    """LinkedIn re-bases its formula: from one day on all points are multiplied."""

    day: int
    """0 is the first simulated day, the first row of the doses."""
    factor: float
    """Above 0; .93 takes seven per cent away (as reported in February 2017)."""

    def __post_init__(self) -> None:
        if self.day < 0 or not 0 < self.factor < 10:
            raise SimError(f"shock of {self.factor} on day {self.day}")


@dataclass(frozen=True, kw_only=True, slots=True)
class StockChange:
    """A lasting thing is set to a value: the profile is completed, a group is left."""

    day: int
    """0 is the first simulated day, the first row of the doses."""
    stock: Stock
    value: float
    """The new count; for the profile the filled part, 0 to 1."""

    def __post_init__(self) -> None:
        most = 1.0 if self.stock is Stock.PROFILE else 1e6
        if self.day < 0 or not 0 <= self.value <= most:
            raise SimError(f"{self.stock} set to {self.value} on day {self.day}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """A score as LinkedIn showed it."""

    total: float
    """Points, 0 to 100."""
    pillars: Sequence[float] | None = None
    """Points, 0 to 25, in the order of `Pillar`; None where only the total is known."""

    def __post_init__(self) -> None:
        given = self.pillars if self.pillars is not None else [self.total / len(Pillar)]
        if self.pillars is not None and len(given) != len(Pillar):
            raise SimError(f"{len(given)} pillars, not {len(Pillar)}")
        if not (0 <= self.total <= TOTAL_MAX and all(0 <= y <= PILLAR_MAX for y in given)):
            raise SimError(f"a reading of {self.total} with pillars {self.pillars}")

    @property
    def step(self) -> float:
        """Width of rounding: 1 for whole numbers, .001 for LinkedIn's decimals (equation 9)."""
        values = self.pillars if self.pillars is not None else [self.total]
        return 1.0 if all(float(y).is_integer() for y in values) else 0.001


CONFIDENCE = 0.8
"""Part of the draws between a band's edges unless one asks for another."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """Pillar scores day by day, one curve per draw."""

    scores: Array
    """(pillar, day, draw), points: draws last in memory, because bands sort along them."""

    def __repr__(self) -> str:
        return f"<Trajectory of {self.days} days, {self.scores.shape[-1]} draws>"

    @property
    def pillars(self) -> Array:
        """The same points on the axes that the program speaks: (draw, day, pillar)."""
        return self.scores.transpose(2, 1, 0)

    @property
    def total(self) -> Array:
        """Sum of the four pillars: (draw, day)."""
        total: Array = self.scores.sum(axis=0).T
        return total

    @property
    def days(self) -> int:
        """Days after the start; the day axis is one longer."""
        return int(self.scores.shape[1]) - 1

    def pillar(self, pillar: Pillar) -> Array:
        """One pillar: (draw, day)."""
        scores: Array = self.scores[tuple(Pillar).index(pillar)].T
        return scores


@dataclass(frozen=True, kw_only=True, eq=False)
class Contributions:
    """Where the points of one day come from; the parts of a pillar sum to its score."""

    base: Array
    """(draw, pillar)."""
    stocks: Array
    """(draw, stock), each for its stock's pillar."""
    carried: Array
    """(draw, pillar)."""
    kinds: Array
    """(draw, kind, pillar)."""
    drift: Array
    """(draw, pillar)."""
    cap: Array
    """(draw, pillar): what the limits of 0 and 25 take away or give."""
    score: Array
    """(draw, pillar), the sum of all parts."""

    @property
    def latent(self) -> Array:
        """(draw, pillar), the sum before drift and the limits."""
        return self.score - self.drift - self.cap


@dataclass(frozen=True, kw_only=True, eq=False)
class Band:
    """Where a part of the draws lies, day by day."""

    low: Array
    median: Array
    high: Array
    """Each (day,), points."""
    confidence: float = CONFIDENCE
    """Part of the draws between low and high, 0 to 1."""

    def __repr__(self) -> str:
        low, median, high = (float(edge[-1]) for edge in (self.low, self.median, self.high))
        return f"<Band: {median:.1f} ({low:.1f} to {high:.1f}) in the end>"

    def widened(self, factor: float, least: float = -np.inf, most: float = np.inf) -> "Band":
        """The edges so many times as far from the median, within limits."""
        if factor == 1:
            return self
        low = self.median + factor * (self.low - self.median)
        high = self.median + factor * (self.high - self.median)
        return replace(self, low=np.maximum(low, least), high=np.minimum(high, most))


def bands(draws: Array, confidence: float = CONFIDENCE) -> tuple[Array, Array, Array]:
    """Low, median and high along the last axis, which holds the draws and is sorted in place.

    One sort and three looks: `np.quantile` took five times as long.  The edges are the draws
    nearest to the wanted quantiles, as far from below as from above.
    """
    if not 0 < confidence < 1:
        raise SimError(f"confidence is {confidence}, not between 0 and 1")
    draws.sort(axis=-1)
    count = draws.shape[-1]
    edge = min(max(round((1 - confidence) / 2 * count - 0.5), 0), (count - 1) // 2)
    middle = (draws[..., (count - 1) // 2] + draws[..., count // 2]) / 2
    return draws[..., edge], middle, draws[..., count - 1 - edge]


def widened(draws: Array, factor: float) -> Array:
    """Draws further from, or nearer to, their median, which stays; draws are the last axis."""
    if factor == 1:
        return draws
    middle = np.median(draws, axis=-1, keepdims=True)
    wide: Array = middle + factor * (draws - middle)
    return wide


def band(draws: Array, confidence: float = CONFIDENCE) -> Band:
    """The band of one quantity; `draws` is (draw, day) and stays as it is."""
    low, median, high = bands(np.array(draws.T, order="C"), confidence)
    return Band(low=low, median=median, high=high, confidence=confidence)


RECENT_DAYS = WINDOW_DAYS + WEEK - 1
"""Days of doses that a state remembers: a 90-day window of trailing weeks."""


class Memory(StrEnum):
    """How past activity counts: the two rivals of docs/model.md."""

    FADING = "fading"
    WINDOW = "window"


@dataclass(frozen=True, kw_only=True, eq=False)
class Parameters:
    """One guess at a person per draw; compared by identity, so that tables can be kept for it."""

    base: Array
    """(draw, pillar), points that need nothing."""
    carried: Array
    """(draw, pillar), points at the journal's start that came from before it and fade."""
    gain: Array
    """(draw, effect), size of each effect in points at an unlimited pace; the sign is the
    catalogue's."""
    lasting: Array
    """(draw, stock), points of each stock when complete."""
    half_pace: Array
    """(draw, kind), per week."""
    half_life: Array
    """(draw, pillar), days."""
    drift: Array
    """(draw, pillar), points that drift will have added long from now (equation 8)."""
    relaxation: float
    """Days in which drift forgets (τ)."""
    memory: Memory = Memory.FADING
    offset: Array | None = None
    """(draw, pillar), points of drift on the day that `State.elapsed` counts from, where readings
    have told; they are forgotten like all drift."""

    def __post_init__(self) -> None:
        for field in ("half_pace", "half_life"):
            values = getattr(self, field)
            if not (np.isfinite(values).all() and (values > 0).all()):
                raise SimError(f"{field} must be finite and above 0 in every draw")

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.base.shape[0])

    def some(self, places: Array) -> "Parameters":
        """The draws at some places."""
        arrays = {
            field.name: getattr(self, field.name)[places]
            for field in fields(self)
            if isinstance(getattr(self, field.name), np.ndarray)
        }
        return replace(self, **arrays)


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """Everything that the next day needs to know about the days before; at a day's end."""

    activity: Array
    """(draw, effect), remembered part of each effect, 0 to 1 (x of equation 3)."""
    recent: Array
    """(96, kind), doses per day of the last days, today last."""
    stocks: Array
    """(stock,), counts; the profile's is the filled part."""
    age: float = 0.0
    """Days since the carried-in points were counted; infinite: they are gone."""
    elapsed: float = 0.0
    """Days since drift was last known to be 0: since the reading that this stands on."""
    scale: float = 1.0
    """Product of the re-basings so far."""


def stock_counts(catalogue: Catalogue, given: Mapping[Stock, float]) -> Array:
    """The stock axis from counts by name; 0 for what isn't given."""
    return np.array([float(given.get(row.stock, 0.0)) for row in catalogue.stocks])
