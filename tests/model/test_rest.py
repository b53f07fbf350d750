"""Planned rest: which days it covers, and what is left when some are worked again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import (
    REST_DAYS_MAX,
    OwnAction,
    Rest,
    check_own_action,
    check_rest,
    without,
)
from tests.model.made import TODAY, ago, journal

DAYS = st.integers(-10, 10).map(ago)


@given(DAYS, DAYS, DAYS, DAYS)
def test_what_is_left_of_a_rest_is_its_days_less_those_worked_again(
    one: date, two: date, three: date, four: date
) -> None:
    (first, last), (since, until) = sorted((one, two)), sorted((three, four))
    rest = Rest("post", first, last, "away")
    left = list(without([rest], since, until))
    for day in (ago(n) for n in range(-12, 13)):
        inside = rest.covers(day, "post") and not since <= day <= until
        assert sum(each.covers(day, "post") for each in left) == inside
    assert all((each.kind, each.why) == ("post", "away") for each in left)


def test_a_rest_from_one_kind_is_none_from_another_and_none_from_all() -> None:
    made = journal({}, rests=(Rest("post", TODAY, TODAY),))
    assert made.rest(TODAY, "post") is not None
    assert made.rest(TODAY, "comment") is made.rest(TODAY) is made.rest(ago(1), "post") is None
    everything = journal({}, rests=(Rest("", TODAY, TODAY),))
    assert everything.rest(TODAY, "comment") == everything.rest(TODAY) == Rest("", TODAY, TODAY)


@pytest.mark.parametrize(
    "rest",
    [
        Rest("", TODAY, ago(1)),
        Rest("", TODAY, TODAY + timedelta(days=REST_DAYS_MAX)),
        Rest("a\nb", TODAY, TODAY),
        Rest("", TODAY, TODAY, "x" * 201),
        Rest("", TODAY, TODAY, chr(0xD800)),
    ],
)
def test_a_rest_that_makes_no_sense_is_refused(rest: Rest) -> None:
    with pytest.raises(BadValueError):
        check_rest(rest)


def test_an_own_action_needs_a_name_of_its_own_and_a_pillar() -> None:
    assert check_own_action(OwnAction("podcast", "brand")).minutes is None
    for bad in (OwnAction("post", "brand"), OwnAction("podcast", "x"), OwnAction("", "brand")):
        with pytest.raises(BadValueError):
            check_own_action(bad)
