"""Where someone starts, and where a plan leads from there: bands, goals, paired differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import SimError
from sim.population.start import Starts, several
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import (
    CONFIDENCE,
    Assumptions,
    Band,
    Shock,
    StockChange,
    Trajectory,
    band,
    bands,
    widened,
)
from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar

MOST_POINTS = (*(PILLAR_MAX for _ in Pillar), TOTAL_MAX)
"""Points, pillar by pillar and in total."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecast:
    """What a plan leads to, if it is kept; day 0 is the start."""

    trajectory: Trajectory
    total: Band
    pillars: Mapping[Pillar, Band]
    stretch: float = 1.0
    """What all that is said of the draws is widened by, around their median."""

    def __repr__(self) -> str:
        return f"<Forecast of {self.trajectory.days} days: {self.total!r}>"

    def probability(self, at_least: float, day: int, pillar: Pillar | None = None) -> float:
        """Part of the draws at or above so many points on a day.  Raises SimError for another."""
        if not 0 <= day <= self.trajectory.days:
            raise SimError(f"day: {day} is not between 0 and {self.trajectory.days}")
        return float(np.mean(widened(self._scores(pillar)[:, day], self.stretch) >= at_least))

    def difference(self, other: "Forecast", pillar: Pillar | None = None) -> Band:
        """This plan minus the other, draw by draw: both must start from the same parameters."""
        mine, theirs = self._scores(pillar), other._scores(pillar)
        if mine.shape[0] != theirs.shape[0]:
            raise SimError(f"{mine.shape[0]} draws against {theirs.shape[0]}: not the same start")
        days = min(mine.shape[1], theirs.shape[1])
        apart = band(mine[:, :days] - theirs[:, :days], self.total.confidence)
        return apart.widened(self.stretch)

    def _scores(self, pillar: Pillar | None) -> Array:
        if pillar is not None and pillar not in tuple(Pillar):
            raise SimError(f"pillar: {pillar!r} is none of {', '.join(Pillar)}")
        return self.trajectory.total if pillar is None else self.trajectory.pillar(pillar)


def forecast(
    model: ResponseModel,
    starts: Starts,
    doses: Array,
    *,
    assumptions: Assumptions | None = None,
    shocks: Sequence[Shock] = (),
    changes: Sequence[StockChange] = (),
    confidence: float = CONFIDENCE,
    stretch: float = 1.0,
) -> Forecast:
    """Bands from today (day 0) on, if `doses`, (day, kind) actions per day, are done.

    Estimates for "if you keep this pace", never for what a person will do.  Draws lie in the order
    of the starts; `stretch` comes from the person's own past errors (`sim.forecasts.backtest`).
    """
    if stretch < 1:
        raise SimError(f"stretch is {stretch}, below 1")
    runs = [
        _ceiled(
            model.simulate(
                start.parameters,
                start.state,
                doses,
                assumptions or start.assumptions,
                shocks=shocks,
                changes=changes,
                dtype=np.float32,  # 1e-4 points; half the time
            ).scores,
            start.ceiling,
        )
        for start in several(starts)
    ]
    scores = runs[0] if len(runs) == 1 else np.concatenate(runs, axis=-1)
    with_total = np.empty((len(scores) + 1, *scores.shape[1:]), dtype=scores.dtype)
    with_total[:-1] = scores
    np.sum(scores, axis=0, out=with_total[-1])
    edges = zip(*bands(with_total, confidence), strict=True)
    *pillars, total = (
        Band(low=low, median=median, high=high, confidence=confidence).widened(stretch, 0.0, most)
        for (low, median, high), most in zip(edges, MOST_POINTS, strict=True)
    )
    return Forecast(
        trajectory=Trajectory(scores=scores),
        total=total,
        pillars=dict(zip(Pillar, pillars, strict=True)),
        stretch=stretch,
    )


def _ceiled(scores: Array, ceiling: float) -> Array:
    """(pillar, day, draw) points whose total stays below a ceiling, or below today's where that
    is higher; all pillars give the same part of theirs."""
    if ceiling >= TOTAL_MAX:
        return scores
    total = scores.sum(axis=0)
    most = np.maximum(total[:1], ceiling)
    below: Array = scores * np.minimum(most / np.maximum(total, 1e-6), 1.0)
    return below
