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
    stretch: float = 1.0,
) -> Forecast:
    """As `sim.forecast.forecast`, for the starts of a fit; draws lie in the order of the starts.

    `stretch` comes from the person's own past errors (`sim.backtest`).
    """
    if stretch < 1:
        raise SimError(f"stretch is {stretch}, below 1")
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
    return banded(Trajectory(scores=scores), confidence, stretch)
