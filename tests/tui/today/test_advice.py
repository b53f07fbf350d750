"""What is best done next: after the keys, in a thread, once for each state of the journal."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from sim.catalogue.kinds import Nature
from sim.planning.advice import NextReason
from sim.terms import Pillar
from ssi_tui.forecasting import NextStep
from ssi_tui.model.entries import Reading
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.today.shown import TodayView, habits, how_many, next_line
from tests.tui.helpers import TODAY, days_ago, settled, text_of
from tests.tui.plan.plan_maker import begun

Make = Callable[..., SsiApp]
SMALL = (80, 24)
SOON = 0.02


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask after a blink."""
    monkeypatch.setattr("ssi_tui.tui.today.shown.PAUSE", SOON)


async def advised(pilot: Pilot[None]) -> str:
    """The screen once the model has answered, however long that takes."""
    today = pilot.app.main.first
    for _ in range(200):
        await settled(pilot)
        if not any(one._timer or one._busy for one in (today.advice, today.outlook)):
            break
        await asyncio.sleep(SOON)
    return text_of(pilot.app)


PILLARS = {"brand": 12.0, "people": 10.0, "insights": 5.0, "relationships": 13.0}


@pytest.mark.usefixtures("quick")
async def test_the_line_names_what_is_open_and_why(make_app: Make, store: Store) -> None:
    begun(store)
    put(store, readings=[Reading(id=200, day=days_ago(30), total=40, **PILLARS)])
    async with make_app().run_test(size=(100, 24)) as pilot:
        line = next(line for line in (await advised(pilot)).split("\n") if "Next:" in line)
        assert "due, with most points per minute" in line
        assert "Insights is weakest" in line


@pytest.mark.usefixtures("quick")
async def test_it_is_computed_once_and_again_only_for_another_journal(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(store)
    asked: list[object] = []

    def advise(_simulator: object, **more: object) -> None:
        asked.append(more["today"])

    monkeypatch.setattr("ssi_tui.forecasting.advise", advise)
    async with make_app().run_test(size=SMALL) as pilot:
        await advised(pilot)
        await pilot.press("down", "up")
        await advised(pilot)
        assert len(asked) == 1
        await pilot.press("v")
        await advised(pilot)
        assert len(asked) == 2
        await pilot.press("2", "left")  # another room is in sight
        await advised(pilot)
        assert len(asked) == 2


@pytest.mark.usefixtures("quick")
async def test_nothing_is_computed_where_it_is_hidden_or_nothing_was_logged(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_asked: object, **_more: object) -> None:
        raise AssertionError

    monkeypatch.setattr("ssi_tui.forecasting.advise", never)
    async with make_app().run_test(size=SMALL) as pilot:
        await advised(pilot)
    begun(store)
    async with make_app(settings=Settings(advice="hidden")).run_test(size=SMALL) as pilot:
        assert "Next:" not in await advised(pilot)


async def test_done_is_a_state(make_app: Make, store: Store) -> None:
    for kind in store.read().targets:
        store.log(kind, TODAY, 10)
    async with make_app().run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "That is all for today: what you planned is done." in text_of(pilot.app)
        await pilot.press("left")
        assert "That is all for today" not in text_of(pilot.app)


def advice(
    *kinds: tuple[str, float], weakest: Pillar = Pillar.INSIGHTS, split_known: bool = True
) -> Any:
    """Steps in this order."""
    steps = [
        NextStep(
            kind=kind, nature=Nature.ONCE if kind == "profile-section" else Nature.HABIT,
            minutes=minutes, points=0.1, per_minute=1.0, pillar=Pillar.INSIGHTS,
            for_weakest=False, reason=NextReason.NEW,
        )
        for kind, minutes in kinds
    ]  # fmt: skip
    return SimpleNamespace(steps=tuple(steps), weakest=weakest, split_known=split_known)


def view(store: Store) -> TodayView:
    """Today's."""
    journal = store.read()
    return TodayView(
        journal=journal, habits=habits(journal, TODAY), day=TODAY, today=TODAY, at=0, greeting=False
    )


def test_what_is_open_goes_before_what_the_model_would_rather(store: Store) -> None:
    store.log("comment", TODAY)
    found = next_line(view(store), advice(("profile-section", 15), ("comment", 4), ("post", 30)))
    why = "due, with most points per minute; Insights is the weakest pillar"
    assert found == f"Next: 2 comments, about 8 min: {why}"
    other = advice(("post", 30), weakest=Pillar.PEOPLE)
    assert next_line(view(store), other) == (
        "Next: 1 post, about 30 min: due, with most points per minute; People is the weakest pillar"
    )
    assert next_line(view(store), other, 30) == "Next: 1 post, about 30 min"
    unknown = advice(("post", 30), split_known=False)
    assert next_line(view(store), unknown) == (
        "Next: 1 post, about 30 min: due, with most points per minute"
    )
    beside = advice(("reaction", 1), split_known=False)
    assert next_line(view(store), beside) == "Next: 1 reaction, about 1 min: new for you"
    assert next_line(view(store), None) == ""


def test_never_more_than_is_open(store: Store) -> None:
    store.log("profile-view", TODAY, 9)
    (row,) = (one for one in habits(store.read(), TODAY) if one.kind == "profile-view")
    (step,) = advice(("profile-view", 1)).steps
    assert how_many(step, row) == 1


def test_another_day_and_the_greeting_have_no_line(store: Store) -> None:
    now = view(store)
    some = advice(("comment", 4))
    assert next_line(now._replace(greeting=True), some) == ""
    assert next_line(now._replace(day=days_ago(1)), some) == ""
