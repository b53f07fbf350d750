"""How wide bands have to be: found out beside the screen, once for every new score, and kept."""

import time
from datetime import date
from pathlib import Path
from threading import active_count

from ssi_tui.exchange import sample
from ssi_tui.forecasting import Outlook, as_now
from ssi_tui.tui.forecaster import Forecaster, Wish

TODAY = date(2026, 11, 21)


def test_the_first_curves_do_not_wait_and_the_next_ones_are_wider(tmp_path: Path) -> None:
    forecaster = Forecaster(lambda: str(tmp_path))
    wish = Wish(sample.journal(TODAY), TODAY, (as_now("Now", ""),), 28)
    first = forecaster.compute(wish)
    assert first.stretch == 1
    second = eventually_wider(forecaster, wish)
    assert second.stretch > 1
    assert (tmp_path / "cache" / "trial.json").exists()
    again = Forecaster(lambda: str(tmp_path)).compute(wish)
    assert again == second


def eventually_wider(forecaster: Forecaster, wish: Wish) -> Outlook:
    end = time.monotonic() + 30
    while (found := forecaster.compute(wish)).stretch == 1 and time.monotonic() < end:
        time.sleep(0.02)
    return found


def test_nobody_looks_back_on_the_sample() -> None:
    before = active_count()
    forecaster = Forecaster()
    wish = Wish(sample.journal(TODAY), TODAY, (as_now("Now", ""),), 28)
    assert forecaster.compute(wish).stretch == 1
    assert active_count() == before
