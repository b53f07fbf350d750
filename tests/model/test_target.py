"""Targets: every form that people type, and one way of writing each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import DEFAULTS, WEEKDAYS, Target, default_targets

TARGETS = st.one_of(
    st.builds(
        lambda amount, days, at_most: Target.parse("post", f"{'<=' * at_most}{amount}/{days}"),
        st.integers(1, 1000),
        st.sampled_from(["day", "week", *(f"{days}d" for days in range(2, 367))]),
        st.booleans(),
    ),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(
        lambda days: Target.parse("post", ",".join(days))
    ),
)


@pytest.mark.parametrize(
    ("typed", "canonical", "target"),
    [
        ("3/week", "3/week", Target("post", 3, 7)),
        ("3/7d", "3/7d", Target("post", 3, 7, rolling=True)),
        ("daily", "daily", Target("post", 1, 1)),
        ("1/day", "daily", Target("post", 1, 1)),
        ("1/1d", "daily", Target("post", 1, 1)),
        ("weekly", "1/week", Target("post", 1, 7)),
        (" Fri, mon,WED ", "mon,wed,fri", Target("post", weekdays=(0, 2, 4))),
        ("<=2/day", "<=2/day", Target("post", 2, 1, at_most=True)),
        ("≤ 1 / day", "<=1/day", Target("post", 1, 1, at_most=True)),
        ("<=0/week", "<=0/week", Target("post", 0, 7, at_most=True)),
    ],
)
def test_each_form_is_read_and_written_in_one_way(
    typed: str, canonical: str, target: Target
) -> None:
    assert Target.parse("post", typed) == target
    assert str(target) == canonical


@given(TARGETS)
def test_what_is_written_is_read_back_the_same(target: Target) -> None:
    assert Target.parse(target.kind, str(target)) == target


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "3",
        "3/",
        "/week",
        "0/week",
        "-1/week",
        "3/month",
        "3/0d",
        "3/367d",
        "1.5/week",
        "x/week",
        "mon,",
        "mon,day",
        "nan/day",
        "9999/day",
        "3/week/week",
        "３/week",
        "<=",
        "none",
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(typed: str) -> None:
    with pytest.raises(BadValueError) as refused:
        Target.parse("post", typed)
    assert "3/week" in refused.value.allowed
    assert refused.value.exit_code == 2


@given(st.text())
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        target = Target.parse("post", text)
    except BadValueError:
        return
    assert Target.parse("post", str(target)) == target


def test_a_journal_that_has_set_none_has_gentle_weekly_ones() -> None:
    assert {kind: str(target) for kind, target in default_targets().items()} == DEFAULTS
    assert all(target.days == 7 for target in default_targets().values())
