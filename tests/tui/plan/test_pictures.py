"""Plan as pictures, with a planner by a formula: see test_pictures.py."""

from collections.abc import Callable
from datetime import date

import pytest

from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import days_ago
from tests.tui.plan.plan_maker import begun, plan_by_formula
from tests.tui.test_pictures import LARGE, SMALL
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]


@pytest.fixture
def begin(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> Make:
    """The app on four weeks of log."""
    begun(store)
    plan_by_formula(monkeypatch)
    return make_app


def test_plan(begin: Make, look: Callable[..., None]) -> None:
    look(begin(), SMALL, "5", "right", "right")


def test_plan_large_with_a_limit_in_light(begin: Make, look: Callable[..., None]) -> None:
    look(
        begin(settings=Settings(theme="light")),
        LARGE,
        "5",
        "up",
        "up",
        "up",
        *["down"] * 8,
        "right",
    )


def test_plan_out_of_reach(begin: Make, look: Callable[..., None]) -> None:
    look(begin(), SMALL, "5", "enter", "9", "0", "enter")


def test_plan_that_is_kept(begin: Make, store: Store, look: Callable[..., None]) -> None:
    scores = tuple(42.0 + 0.6 * week for week in range(12))
    plan = KeptPlan(days_ago(18), date(2027, 1, 24), 49.0, {}, scores)
    put(store, targets={"comment": "10/week", "message": "8/week"}, plan=str(plan), what="plan")
    look(begin(), LARGE, "5")
