"""Curves that come at once, curves that come from a thread, and that an older one is never last."""

import asyncio
from collections.abc import Coroutine
from datetime import date, timedelta
from threading import Event

from ssi_tui.forecasting import as_now
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster, Runner, Wish

DAY = date(2026, 11, 20)


class Asker:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.shown: list[int] = []
        self.runs: list[asyncio.Task[None]] = []

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """In the loop of the test."""
        self.runs.append(asyncio.ensure_future(work))

    def show_result(self, wish: int, result: int) -> None:
        """The answer is the wish."""
        assert wish == result
        self.shown.append(result)

    def say_busy(self) -> None:
        """Nothing to say."""

    def say_refused(self, text: str) -> None:
        """Never."""
        raise AssertionError(text)


async def test_an_answer_that_is_there_is_not_overtaken_by_an_older_one() -> None:
    asker, go = Asker(), Event()

    def compute(wish: int) -> int:
        go.wait(5)
        return wish

    runner: Runner[int, int] = Runner(compute, asker)
    runner.wish(1)
    await asyncio.sleep(0)
    runner.known(2)
    go.set()
    await asyncio.gather(*asker.runs)
    assert asker.shown == []
    runner.wish(3)
    runner.wish(2)
    await asyncio.gather(*asker.runs)
    assert asker.shown[-1] == 2


def a_wish(journal: Journal, day: date = DAY) -> Wish:
    """Four weeks as now."""
    return Wish(journal, day, (as_now("As now", ""),), 28)


def test_curves_come_at_once_only_of_a_model_that_is_ready() -> None:
    forecaster, journal = Forecaster(), Journal()
    assert forecaster.at_once(a_wish(journal)) is None
    waited = forecaster.compute(a_wish(journal))
    at_once = forecaster.at_once(a_wish(journal))
    assert at_once is not None
    assert at_once.curves == waited.curves
    assert forecaster.at_once(a_wish(Journal())) is None
    assert forecaster.at_once(a_wish(journal, DAY + timedelta(days=1))) is None


def test_while_the_model_is_busy_nobody_waits_for_it() -> None:
    forecaster, journal = Forecaster(), Journal()
    forecaster.compute(a_wish(journal))
    found = forecaster.ask(journal, DAY, lambda _one: forecaster.at_once(a_wish(journal)))
    assert found is None
    assert forecaster.at_once(a_wish(journal)) is not None
