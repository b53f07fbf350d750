"""How wide bands have to be: found out beside the screen, once for every new score, and kept."""

import time
from datetime import date
from pathlib import Path
from threading import active_count

from ssi_tui.exchange import sample
from ssi_tui.forecasting import as_now
from ssi_tui.forecasting.cache import Cache
from ssi_tui.tui.forecaster import Forecaster, Wish

TODAY = date(2026, 11, 21)


def test_the_first_curves_do_not_wait_for_a_look_back_and_the_next_ones_know_it(
    tmp_path: Path,
) -> None:
    forecaster, kept = Forecaster(lambda: str(tmp_path)), tmp_path / "cache" / "trial.json"
    wish = Wish(sample.journal(TODAY), TODAY, (as_now("Now", ""),), 28)
    first = forecaster.compute(wish)
    assert first.stretch == 1
    end = time.monotonic() + 30
    while not kept.exists() and time.monotonic() < end:
        time.sleep(0.02)
    second = forecaster.compute(wish)
    assert second.stretch == Cache(tmp_path).stretch("")[0] >= 1
    assert Forecaster(lambda: str(tmp_path)).compute(wish) == second


def test_nobody_looks_back_on_the_sample() -> None:
    before = active_count()
    forecaster = Forecaster()
    wish = Wish(sample.journal(TODAY), TODAY, (as_now("Now", ""),), 28)
    assert forecaster.compute(wish).stretch == 1
    assert active_count() == before
