"""A forecast from several starts: each memory's draws run by themselves, then lie together."""

from collections.abc import Sequence

import numpy as np

from sim.curves import Array
from sim.errors import SimError
from sim.forecast import Forecast, Start, banded
from sim.inputs import Assumptions, Shock, StockChange
from sim.response import ResponseModel
from sim.trajectory import CONFIDENCE, Trajectory


def forecast(
    model: ResponseModel,
    starts: Sequence[Start],
    doses: Array,
    *,
    assumptions: Assumptions | None = None,
    shocks: Sequence[Shock] = (),
    changes: Sequence[StockChange] = (),
    confidence: float = CONFIDENCE,
) -> Forecast:
    """As `sim.forecast.forecast`, for the starts of a fit; draws lie in the order of the starts."""
    if not starts:
        raise SimError("no start to forecast from")
    runs = [
        model.simulate(
            start.parameters,
            start.state,
            doses,
            assumptions or start.assumptions,
            shocks=shocks,
            changes=changes,
            dtype=np.float32,
        ).scores
        for start in starts
    ]
    scores = runs[0] if len(runs) == 1 else np.concatenate(runs, axis=-1)
    return banded(Trajectory(scores=scores), confidence)
