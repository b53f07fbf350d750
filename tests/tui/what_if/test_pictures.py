"""What-if's sliders and views as pictures, with curves of a formula as in `test_pictures`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from ssi_tui.forecasting import Outlook, Series
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.forecaster import Wish
from tests.tui.helpers import fill, settled
from tests.tui.test_pictures import LARGE, SMALL, Formula

Make = Callable[..., SsiApp]


class Paired(Formula):
    """With differences from the first curve, and from any day."""

    def compute(self, wish: Wish) -> Outlook:
        """As in the formula."""
        found = super().compute(wish)
        first = found.curves[0].total.median
        curves = [found.curves[0]]
        for curve in found.curves[1:]:
            gap = [mine - other for mine, other in zip(curve.total.median, first, strict=True)]
            curves.append(
                replace(
                    curve,
                    difference=Series(
                        low=tuple(value * 1.3 for value in gap),
                        median=tuple(gap),
                        high=tuple(value * 0.7 for value in gap),
                    ),
                )
            )
        return replace(found, curves=tuple(curves), confidence=wish.confidence)

    def at_once(self, wish: Wish) -> Outlook:
        """The same where the real model could have answered by now."""
        return self.compute(wish)


@pytest.fixture
def look(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch, snap_compare: Any
) -> Callable[..., None]:
    """Compare the room after some keys."""
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Paired)

    def compare(size: tuple[int, int], *keys: str, theme: str = "dark") -> None:
        async def press(pilot: Pilot[None]) -> None:
            for key in ("4", *keys):
                await pilot.press(key)
                await settled(pilot)

        app = make_app(settings=Settings(theme=theme))
        assert snap_compare(app, terminal_size=size, run_before=press)

    return compare


def test_sliders(look: Callable[..., None]) -> None:
    look(SMALL, "enter", "shift+right", "down")


def test_sliders_large_in_light(look: Callable[..., None]) -> None:
    look(LARGE, "enter", "shift+right", "down", "left", theme="light")


def test_sliders_narrow(look: Callable[..., None]) -> None:
    look((60, 20), "enter", "up", "up", "right")


def test_differences_with_the_widest_band(look: Callable[..., None]) -> None:
    look(LARGE, "m", "w")


def test_as_text(look: Callable[..., None]) -> None:
    look(SMALL, "x")


def test_a_name_is_asked_for(look: Callable[..., None]) -> None:
    look(SMALL, "enter", "s")
