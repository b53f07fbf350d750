"""The screens as pictures: what changed is seen, and looked at, before it is accepted.

`pytest tests/tui/test_pictures.py --snapshot-update` accepts.  The curves are of a formula, so that
a better model changes no picture.
"""

from collections.abc import Callable
from math import exp
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from sim.terms import Pillar
from ssi_tui.forecasting import Curve, Outlook, Series
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.forecaster import Forecaster, Wish
from tests.exchange.linkedin.archive_maker import Made
from tests.tui.helpers import TODAY, fill, settled
from tests.tui.scores.test_paste import PAGE

Make = Callable[..., SsiApp]
SMALL, LARGE = (80, 24), (140, 40)


class Formula(Forecaster):
    """Each scenario goes to a value of its own and stays there."""

    def compute(self, wish: Wish) -> Outlook:
        """Curves that are quick to draw and never change."""
        begin = wish.journal.latest_reading()
        curves = []
        for place, scenario in enumerate(wish.scenarios):
            total = _towards(begin.total if begin else 30.0, 56.0 - 13 * place, wish.days)
            part = _towards(10.0, 14.0 - 3 * place, wish.days)
            curves.append(
                Curve(
                    letter="ABCDE"[place],
                    name=scenario.name,
                    description=scenario.description,
                    start=1,
                    total=total,
                    pillars=dict.fromkeys(Pillar, part),
                    plan={"comment": (1.0 + place,) * wish.days, "post": (0.2,) * wish.days},
                    minutes_per_week=40.0 + 25 * place,
                    goals=(),
                    difference=None,
                )
            )
        return Outlook(
            start=wish.today,
            days=wish.days,
            curves=tuple(curves),
            member=None,
            reading=begin,
            confidence=0.8,
            remarks=(),
        )


def _towards(first: float, last: float, days: int) -> Series:
    middle = [last + (first - last) * exp(-day / 40) for day in range(days + 1)]
    spread = [5 * (1 - exp(-day / 25)) for day in range(days + 1)]
    return Series(
        low=tuple(m - s for m, s in zip(middle, spread, strict=True)),
        median=tuple(middle),
        high=tuple(m + s for m, s in zip(middle, spread, strict=True)),
    )


@pytest.fixture
def look(snap_compare: Any) -> Callable[..., None]:
    """Compare the screen after some keys."""

    def compare(app: SsiApp, size: tuple[int, int], *keys: str | Paste) -> None:
        async def press(pilot: Pilot[None]) -> None:
            await settled(pilot)
            for key in keys:
                if isinstance(key, Paste):
                    pilot.app.post_message(key)
                    await pilot.pause()
                else:
                    await pilot.press(key)
                await settled(pilot)

        assert snap_compare(app, terminal_size=size, run_before=press)

    return compare


@pytest.fixture
def filled(make_app: Make, store: Store) -> Make:
    """The app on eight weeks of log."""
    fill(store)
    return make_app


@pytest.fixture
def curves(filled: Make, monkeypatch: pytest.MonkeyPatch) -> Make:
    """The same, with curves by the formula."""
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Formula)
    return filled


def test_today_empty(make_app: Make, look: Callable[..., None]) -> None:
    look(make_app(), SMALL)


def test_today_filled(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "c", "c")


def test_today_filled_large(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), LARGE, "c", "down")


def test_today_done(make_app: Make, store: Store, look: Callable[..., None]) -> None:
    for kind in ("comment", "request-with-note", "message", "people-search", "profile-view"):
        store.log(kind, TODAY, 10)
    look(make_app(), SMALL, "p")


def test_today_narrow_in_light(filled: Make, look: Callable[..., None]) -> None:
    look(filled(settings=Settings(theme="light")), (60, 20))


def test_score_entry(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "s", *"17,2", "tab", *"26")


def test_help(filled: Make, look: Callable[..., None]) -> None:
    look(filled(), SMALL, "?")


def test_page_pasted(make_app: Make, look: Callable[..., None]) -> None:
    look(make_app(), SMALL, Paste(PAGE))


def test_import_preview(
    filled: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[..., None]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Made().everything().zip(tmp_path / "Complete_LinkedInDataExport_11-01-2026.zip")
    look(filled(), SMALL, ":", *"import", "enter", "C", "tab", "enter")


def test_what_if(curves: Make, look: Callable[..., None]) -> None:
    look(curves(), SMALL, "4", "down")


def test_what_if_large(curves: Make, look: Callable[..., None]) -> None:
    look(curves(), LARGE, "4")


def test_what_if_by_pillar_in_high_contrast(curves: Make, look: Callable[..., None]) -> None:
    look(curves(settings=Settings(theme="contrast")), LARGE, "4", "v")


def test_what_if_with_a_faulty_file(curves: Make, folder: Path, look: Callable[..., None]) -> None:
    (folder / "scenarios").mkdir(parents=True)
    (folder / "scenarios" / "own.yaml").write_text("format: 1\nnam: x\n", encoding="utf-8")
    look(curves(), LARGE, "4", "down")
