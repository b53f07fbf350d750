"""What a run starts from: parameters with one row per draw, and the state of one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.curves import WEEK, WINDOW_DAYS, Array
from sim.effects import Catalogue
from sim.errors import SimError
from sim.terms import Stock

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
    noise: Array
    """(draw, pillar), points between a reading and the score behind it (equation 9)."""
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
