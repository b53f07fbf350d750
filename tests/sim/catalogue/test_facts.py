"""The stylised facts E1 to E13, each as its sentence; figures by `python -m tests.sim.facts`."""

import pytest

from sim.population.prior import draw
from tests.sim import facts
from tests.sim.facts_at_random import EACH, holding

TABLE = {fact.id: fact for fact in facts.table()}
POPULATION = draw()


def holds(name: str) -> None:
    fact = TABLE[name]
    assert fact.holds, f"{fact.sentence}: {fact.reached}, allowed {fact.allowed}"


def test_e1_four_weeks_without_posting_cost_an_active_member_at_most_two_points() -> None:
    holds("E1")


def test_e2_four_weeks_of_nothing_cost_three_to_twelve_points_and_eight_weeks_restore_them() -> (
    None
):
    holds("E2")


def test_e3_one_article_keeps_half_of_its_effect_for_six_months_and_four_a_month_add_little() -> (
    None
):
    holds("E3")


@pytest.mark.parametrize("minutes", [15, 30, 60, 120])
def test_e4_the_same_minutes_raise_relationships_first_and_most(minutes: float) -> None:
    first, later = facts.e4(minutes)
    assert int(first.argmax()) == int(later.argmax()) == 3


def test_e5_unanswered_requests_hurt_and_pitches_hurt_more() -> None:
    holds("E5")


def test_e6_a_note_earns_more_through_acceptance_and_one_in_five_accepted_earns_nothing() -> None:
    holds("E6")


def test_e7_members_stay_in_their_bands_and_only_sales_navigator_leads_above_eighty() -> None:
    holds("E7")


def test_e7_holds_for_the_median_of_the_population_too() -> None:
    assert facts.levels_hold(*facts.e7(POPULATION))


def test_e8_content_without_profile_and_network_stays_ten_points_below_the_balanced_member() -> (
    None
):
    holds("E8")


def test_e9_an_ordinary_member_is_within_three_points_of_the_published_averages() -> None:
    holds("E9")


def test_e9_holds_for_the_median_of_the_population_too() -> None:
    assert facts.averages_hold(facts.e9(POPULATION))


def test_e10_from_64_clearly_more_activity_gives_four_to_nine_points_in_four_weeks() -> None:
    holds("E10")


def test_e11_a_full_daily_plan_lifts_an_empty_profile_by_ten_to_twenty_five_in_a_month() -> None:
    holds("E11")


def test_e12_each_doubling_of_any_one_action_gives_less() -> None:
    holds("E12")


def test_e13_the_planner_says_how_near_75_is_and_uses_all_four_pillars() -> None:
    holds("E13")


@pytest.mark.parametrize("fact", EACH)
def test_each_fact_holds_for_nine_in_ten_people_made_at_random(fact: str) -> None:
    assert holding(fact, 20 if fact == "E13" else 60) >= 0.9
