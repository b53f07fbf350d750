"""The search behind a plan where it has to look further than it thought."""

from dataclasses import replace

import numpy as np
import pytest

from sim.planning.problem import TICKS
from sim.planning.search import cheapest
from tests.sim.planning.test_plan import every_choice, small_case


@pytest.mark.parametrize("seed", range(60))
def test_dear_options_are_searched_to_the_end(seed: int) -> None:
    options, aim, _most = small_case(np.random.default_rng(seed))
    options = replace(options, ticks=[part * 5 * TICKS for part in options.ticks])
    ticks, points = every_choice(options)
    good = ticks[aim.met(points)]
    found = cheapest(options, aim)
    cost = found and sum(part[at] for part, at in zip(options.ticks, found, strict=True))
    assert cost == (good.min() if len(good) else None)
