"""Somebody who has typed no score: as usual is as before, however little is logged."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.forecasts.forecast import forecast
from ssi_tui.forecasting import Simulator
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)
KINDS = ("comment", "reaction", "post", "message", "request-with-note")


def logged(entries: int, seed: int) -> Journal:
    """So many entries on days of the last three weeks."""
    random = np.random.default_rng([entries, seed])
    actions = [
        Action(
            id=number + 1,
            kind=KINDS[random.integers(len(KINDS))],
            day=TODAY - timedelta(days=int(random.integers(21))),
            count=1,
        )
        for number in range(entries)
    ]
    return Journal(actions=actions)


@pytest.mark.parametrize("entries", range(11))
@pytest.mark.parametrize("seed", range(3))
def test_as_usual_moves_by_at_most_a_point_in_half_a_year(entries: int, seed: int) -> None:
    simulator = Simulator(logged(entries, seed), today=TODAY)
    begin = simulator.beginning(TODAY)
    week = np.tile(begin.usual / 7, (26 * 7, 1))
    median = forecast(simulator.model, begin.starts, week).total.median
    assert np.abs(median - median[0]).max() <= 1.0
