"""A plan becomes doses day by day: phases, cuts, what goes on, and what happens on a day."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import RefusedError, SimError
from sim.response.state import Assumptions, Shock, StockChange
from sim.scenario.cadence import Cadence
from sim.scenario.phrases import hundredths, percent_text
from sim.scenario.scenario import FactChange, FormulaShock, Goal, Phase, Scenario, moment_text
from sim.terms import Pillar, Stock

MONDAY = date(2026, 11, 23)
KINDS = ("post", "comment", "message")
USUAL = np.array([1.0, 7.0, 14.0])


def scenario(*phases: Phase, **fields: object) -> Scenario:
    """A scenario with these phases."""
    return Scenario(name="Example", phases=phases, **fields)  # type: ignore[arg-type]


def phase(days: int | None = None, others: float = 1.0, **do: str) -> Phase:
    """A phase with paces as they are written."""
    named = tuple((kind, Cadence.read(text)) for kind, text in do.items())
    return Phase(days=days, do=named, others=others)


def doses(plan: Scenario, days: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(day, kind) from a Monday on."""
    return plan.doses(USUAL, days=days, start=MONDAY, kinds=KINDS)


def test_what_is_not_named_goes_on_as_usual_or_stops() -> None:
    assert doses(scenario(phase(post="daily")), 2).tolist() == [[1, 1, 2], [1, 1, 2]]
    assert doses(scenario(phase(post="daily", others=0)), 2).tolist() == [[1, 0, 0], [1, 0, 0]]
    assert doses(scenario(phase(post="daily", others=0.5)), 1).tolist() == [[1, 0.5, 1]]


def test_phases_follow_one_another() -> None:
    plan = scenario(phase(3, others=0), phase(2, others=2), phase())
    assert doses(plan, 7)[:, 1].tolist() == [0, 0, 0, 2, 2, 1, 1]


def test_a_phase_counts_its_own_days() -> None:
    plan = scenario(phase(4, post="every 3 days"), phase(4, post="every 3 days"))
    assert doses(plan, 8)[:, 0].tolist() == [1, 0, 0, 1, 1, 0, 0, 1]


def test_twice_the_same_phase_is_as_long_as_two() -> None:
    same = phase(2, post="once")
    assert doses(scenario(same, same), 5)[:, 0].tolist() == [1, 0, 1, 0, 0]


def test_a_shorter_horizon_cuts_the_plan() -> None:
    plan = scenario(phase(3, others=0), phase(28, post="mon, thu"), phase())
    assert (doses(plan, 10) == doses(plan, 60)[:10]).all()
    assert doses(plan, 0).shape == (0, 3)


def test_beyond_the_plan_the_pace_of_the_last_phase_goes_on() -> None:
    closed = scenario(phase(7, others=0), phase(7, post="mon"))
    opened = scenario(phase(7, others=0), phase(post="mon"))
    assert (doses(closed, 50) == doses(opened, 50)).all()


def test_the_picture_is_as_long_as_the_plan_or_half_a_year() -> None:
    assert scenario(phase(70)).horizon == 70
    assert scenario(phase(28), phase()).horizon == 26 * 7
    assert scenario(phase(200), phase()).horizon == 200 + 8 * 7


def test_an_action_without_a_column_is_refused() -> None:
    with pytest.raises(RefusedError, match="dance is no kind"):
        doses(scenario(phase(dance="daily")), 3)


@pytest.mark.parametrize(
    ("phases", "message"),
    [
        ([], "0 phases"),
        ([phase(1)] * 51, "51 phases; it must be 1 to 50"),
        ([phase(), phase(7)], "only the last phase"),
        ([phase(3640), phase(1)], "520.1 weeks together; at most 520"),
    ],
)
def test_phases_have_bounds(phases: list[Phase], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        scenario(*phases)


def test_facts_change_on_the_row_of_their_day() -> None:
    plan = scenario(
        phase(),
        changes=(
            FactChange(on=15, stock=Stock.PROFILE, value=1),
            FactChange(on=date(2026, 11, 24), stock=Stock.GROUPS, value=2),
            FactChange(on=date(2020, 1, 1), stock=Stock.SKILLS, value=9),
        ),
    )
    assert plan.stock_changes(MONDAY) == (
        StockChange(day=0, stock=Stock.SKILLS, value=9),
        StockChange(day=1, stock=Stock.GROUPS, value=2),
        StockChange(day=14, stock=Stock.PROFILE, value=1),
    )


def test_a_shock_before_the_start_is_in_the_readings_already() -> None:
    plan = scenario(
        phase(),
        shocks=(
            FormulaShock(on=29, factor=0.93),
            FormulaShock(on=MONDAY, factor=1.1),
            FormulaShock(on=date(2026, 11, 22), factor=0.5),
        ),
    )
    assert plan.shocks_from(MONDAY) == (Shock(day=0, factor=1.1), Shock(day=28, factor=0.93))


def test_what_the_plan_does_not_assume_stays_the_members_own() -> None:
    own = Assumptions(acceptance=0.1, inmail_reply=0.2)
    plan = scenario(phase(), assumptions=(("acceptance", 0.4), ("sales_navigator", True)))
    assert plan.assume(own) == Assumptions(acceptance=0.4, inmail_reply=0.2, sales_navigator=True)
    with pytest.raises(SimError):
        scenario(phase(), assumptions=(("acceptance", 4),))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("total >= 60 by week 12 with 80%", Goal(pillar=None, points=60, by=84)),
        ("Insights ≥ 12,5 by day 60", Goal(pillar=Pillar.INSIGHTS, points=12.5, by=60)),
        (
            "brand at least 10 points by 2027-05-01 with 50 %",
            Goal(pillar=Pillar.BRAND, points=10, by=date(2027, 5, 1), confidence=0.5),
        ),
    ],
)
def test_a_goal_is_read_as_it_is_said(text: str, goal: Goal) -> None:
    assert Goal.read(text) == goal
    assert Goal.read(str(goal)) == goal


def test_a_goal_is_due_at_the_end_of_its_day() -> None:
    assert Goal.read("total >= 60 by week 1").day(MONDAY) == 7
    assert Goal.read("total >= 60 by 2026-11-23").day(MONDAY) == 1
    assert Goal.read("total >= 60 by 2026-11-01").day(MONDAY) < 1


def test_a_fact_is_set_once_at_a_moment() -> None:
    twice = (FactChange(on=15, stock=Stock.SKILLS, value=3),) * 2
    with pytest.raises(RefusedError, match="week 3, skills is given twice"):
        scenario(phase(), changes=twice)


@pytest.mark.parametrize("name", ["", "a\nb", "tab\there", " spaces ", "x" * 81, "\x1b[31m", "‮"])
def test_a_name_that_could_disturb_a_terminal_is_refused(name: str) -> None:
    with pytest.raises(RefusedError):
        Scenario(name=name, phases=(phase(),))


def test_moments_are_named_by_weeks_where_they_begin_or_end_one() -> None:
    assert [moment_text(day) for day in (1, 2, 8)] == ["week 1", "day 2", "week 2"]
    assert [moment_text(day, ends=True) for day in (1, 7, 84)] == ["day 1", "week 1", "week 12"]
    assert moment_text(MONDAY) == "2026-11-23"


@given(part=st.floats(0, 1))
def test_a_percentage_reads_back_to_the_same_part(part: float) -> None:
    assert hundredths(percent_text(part).removesuffix(" %")) == part
