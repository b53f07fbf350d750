"""A weekly pace as calendar entries."""

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.exchange.calendar import PRESENCE, Event, events, habits, rounded_up, to_ics
from ssi_tui.model.terms import Target
from ssi_tui.wording.actions import ACTIONS

LONGEST_LINE = 75
"""Octets, without the line end (RFC 5545, 3.1)."""
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
LAST = date(2027, 2, 13)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTES = dict.fromkeys(ACTIONS, 3.0)
PACES = st.sampled_from([0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 14, 20, 30, 60])


def properties(text: str, name: str) -> list[str]:
    """The values of a property, folded lines put together again."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return [line.partition(":")[2] for line in lines if re.split("[:;]", line)[0] == name]


@pytest.mark.parametrize(
    ("pace", "so_many"),
    [(3, (3, 1)), (0.5, (1, 2)), (0.25, (1, 4)), (1.5, (3, 2)), (0.1, (1, 4)), (2.3, (3, 1))],
)
def test_a_pace_becomes_whole_actions_in_so_many_weeks(
    pace: float, so_many: tuple[int, int]
) -> None:
    assert rounded_up(pace) == so_many


@given(st.dictionaries(st.sampled_from(list(ACTIONS)), PACES), st.integers(0, 6))
def test_every_action_of_the_week_has_its_day_and_days_are_alike(
    pace: dict[str, float], shift: int
) -> None:
    made = events(pace, MINUTES, SUNDAY + timedelta(days=shift))
    for kind in set(pace) - {PRESENCE}:
        count, every = rounded_up(pace[kind])
        mine = [event for event in made if kind in event.counts]
        assert sum(event.counts[kind] for event in mine) == count
        assert {event.every for event in mine} == {every}
        assert all(event.day.weekday() < 5 for event in mine)
    weekly = [sum(event.counts.values()) for event in made if event.every == 1]
    if PRESENCE not in pace and len(weekly) == 5:
        assert max(weekly) - min(weekly) <= 1 + sum(rounded_up(p)[1] > 1 for p in pace.values())


def test_a_visit_needs_no_entry_where_something_else_is_to_be_done() -> None:
    made = events({"comment": 2, PRESENCE: 4}, {"comment": 4, PRESENCE: 0}, SUNDAY)
    assert sorted(tuple(event.counts) for event in made) == [
        *[(PRESENCE,)] * 2,
        *[("comment",)] * 2,
    ]


def test_the_file_is_what_calendars_expect() -> None:
    text = to_ics(events({"post": 1, "article": 0.25}, MINUTES, SUNDAY), last=LAST, stamp=NOON)
    assert text == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//ssi-tui//plan//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "UID:plan-mon-1@ssi-tui.invalid",
            "DTSTAMP:20261121T120000Z",
            "SEQUENCE:29921040",
            "DTSTART;VALUE=DATE:20261123",
            "DTEND;VALUE=DATE:20261124",
            "RRULE:FREQ=WEEKLY;UNTIL=20270213",
            "SUMMARY:LinkedIn: 1 post (3 min)",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:plan-tue-4@ssi-tui.invalid",
            "DTSTAMP:20261121T120000Z",
            "SEQUENCE:29921040",
            "DTSTART;VALUE=DATE:20261124",
            "DTEND;VALUE=DATE:20261125",
            "RRULE:FREQ=WEEKLY;UNTIL=20270213;INTERVAL=4",
            "SUMMARY:LinkedIn: 1 article (3 min)",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
def test_any_name_comes_through_folding_and_escaping(name: str) -> None:
    text = to_ics((Event(SUNDAY, 1, {name: 2}, 0.0),), last=LAST, stamp=NOON)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST_LINE
    (said,) = properties(text, "SUMMARY")
    assert re.sub(r"\\(.)", r"\1", said) == f"LinkedIn: 2 {name}"


def test_what_begins_after_the_last_day_is_left_out() -> None:
    made = events({"comment": 5}, MINUTES, SUNDAY)
    assert len(properties(to_ics(made, last=SUNDAY, stamp=NOON), "UID")) == 0
    assert len(properties(to_ics(made, last=LAST, stamp=NOON), "UID")) == 5


def _parsed(text: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_targets_become_entries_with_an_alarm_on_the_days_on_which_they_are_due() -> None:
    goals = {"post": "mon,thu", "comment": "daily", "message": "2/week", "request": "<=20/week"}
    targets = [Target.parse(kind, goal) for kind, goal in goals.items()]
    text = to_ics(habits(targets, MONDAY), stamp=NOON, name="habits-1", at=time(17, 30))
    told = {str(each["uid"]): each for each in _parsed(text)}
    assert len(told) == 7
    monday = told["habits-1-mon-1@ssi-tui.invalid"]
    assert {"1 post", "1 comment", "1 message"} == set(
        str(monday["summary"]).removeprefix("LinkedIn: ").split(", ")
    )
    assert monday.decoded("dtstart") == datetime(2026, 11, 23, 17, 30)
    assert [alarm.decoded("trigger") for alarm in monday.walk("VALARM")] == [timedelta()]
    assert "until" not in monday["rrule"]
    assert not any("request" in str(each["summary"]) for each in told.values())


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_calendar_that_is_taken_in_again_replaces_every_entry(ago: int, later: int) -> None:
    targets = [Target.parse("post", "3/week"), Target.parse("comment", "daily")]

    def of(day: date) -> dict[str, int]:
        stamp = datetime.combine(day, time(9), UTC)
        text = to_ics(habits(targets, day), stamp=stamp, name="habits-1", at=time(17))
        return {str(each["uid"]): int(each["sequence"]) for each in _parsed(text)}

    first, second = of(MONDAY + timedelta(7 * ago)), of(MONDAY + timedelta(7 * (ago + later)))
    assert first.keys() == second.keys()
    assert all(second[uid] > first[uid] for uid in first)
