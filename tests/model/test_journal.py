"""The journal's questions, against the plainest way to answer them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal
from tests.model.made import TODAY, action, ago, journal, reading

DAYS = st.dates(date(2026, 8, 20), date(2026, 12, 5))
ACTIONS = st.lists(
    st.builds(action, st.sampled_from(["post", "comment"]), DAYS, st.integers(1, 9)), max_size=30
)


@given(ACTIONS, DAYS, DAYS, st.none() | DAYS, st.none() | DAYS)
def test_counts_are_the_sums_of_the_entries_that_the_journal_covers(
    actions: list[Action], one: date, other: date, first: date | None, last: date | None
) -> None:
    made = Journal(actions=actions, first=first, last=last)
    since, until = sorted((one, other))
    plain: Counter[tuple[str, date]] = Counter()
    for each in actions:
        if (first is None or first <= each.day) and (last is None or each.day <= last):
            plain[each.kind, each.day] += each.count
    inside = {key: number for key, number in plain.items() if since <= key[1] <= until}

    assert {
        (k, d): n for k, days in made.counts(since, until).items() for d, n in days.items()
    } == inside
    assert {(k, d): n for k, days in made.counts().items() for d, n in days.items()} == plain
    for kind in ("post", "comment"):
        assert made.count(kind, one) == plain[kind, one]
        assert made.total(kind, since, until) == sum(
            number for (each, _), number in inside.items() if each == kind
        )
    assert made.day_counts(one) == {k: n for (k, d), n in plain.items() if d == one}
    assert sum(made.totals(since, until).values()) == sum(inside.values())
    days = [day for _, day in plain]
    assert made.first_day == min(days, default=None)
    assert made.last_day == max(days, default=None)
    assert made.empty is (not plain)
    assert sum(each.count for each in made.actions) == sum(plain.values())


def test_the_latest_reading_is_the_newest_on_the_day_or_before() -> None:
    old, new = reading(ago(40), 58), reading(ago(3), 61)
    made = Journal(readings=[new, old])
    assert made.readings == (old, new)
    assert made.latest_reading() == made.latest_reading(TODAY) == made.latest_reading(ago(3)) == new
    assert made.latest_reading(ago(4)) == made.reading(ago(40)) == old
    assert made.latest_reading(ago(41)) is None
    assert made.latest_score(ago(3)) == (new.day, new.total)
    assert made.latest_score(ago(4)) == (old.day, old.total)
    assert made.latest_score(ago(41)) is None
    assert made.reading(TODAY) is None


def test_entries_and_notes_are_those_of_the_day() -> None:
    made = Journal(actions=[action(note="first"), action(day=ago(1))], notes={TODAY: "a good day"})
    assert [each.note for each in made.entries(TODAY)] == ["first"]
    assert (made.note(TODAY), made.note(ago(1))) == ("a good day", "")
    assert made.notes == {TODAY: "a good day"}


def test_an_empty_journal_answers_everything() -> None:
    empty = Journal()
    assert empty.empty
    assert empty.first_day is empty.last_day is empty.latest_reading() is None
    assert empty.count("post", TODAY) == empty.total("post", date.min, date.max) == 0
    assert empty.counts() == empty.notes == {}
    assert empty.actions == empty.readings == empty.remarks == ()
    assert "comment" in empty.targets


def test_ten_years_are_counted_without_leaving_any_day_out() -> None:
    made = journal(dict.fromkeys(range(3653), 1))
    assert made.total("post", date.min, date.max) == 3653
    assert made.total("post", ago(364), TODAY) == 365
    assert len(made.counts()["post"]) == 3653
    assert made.first_day == TODAY - timedelta(days=3652)


@pytest.mark.parametrize(
    "fields",
    [
        {"count": 0},
        {"count": -1},
        {"count": True},
        {"count": 1.5},
        {"count": 10001},
        {"kind": ""},
        {"kind": "a\nb"},
        {"kind": "x" * 61},
        {"note": "x" * 2001},
        {"note": chr(0xD800)},
        {"kind": chr(0xDFFF)},
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(BadValueError) as refused:
        Action(**{"id": 1, "kind": "post", "day": TODAY, "count": 1} | fields)  # type: ignore[arg-type]
    assert refused.value.field == next(iter(fields))


@pytest.mark.parametrize("total", [float("nan"), float("inf"), -1, 0, 100.1])
def test_a_reading_that_no_page_can_show_is_refused(total: float) -> None:
    with pytest.raises(BadValueError):
        reading(total=total)
