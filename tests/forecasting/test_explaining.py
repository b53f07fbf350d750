"""Where a score comes from, and why it moved."""

from datetime import date, timedelta

import pytest

from sim.terms import Member, Pillar
from ssi_tui.exchange import sample
from ssi_tui.forecasting import Simulator, Source, explanation
from ssi_tui.forecasting.attribution import moved_between, moved_doubt, part_label
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)


def actions(days: int, count: int = 1) -> list[Action]:
    return [
        Action(id=ago + 1, kind="comment", day=TODAY - timedelta(days=ago), count=count)
        for ago in range(days)
    ]


def read(ago: int, total: float, *, pillars: bool = True) -> Reading:
    each = total / 4 if pillars else None
    return Reading(
        id=1000 + ago, day=TODAY - timedelta(days=ago), total=total,
        brand=each, people=each, insights=each, relationships=each,
    )  # fmt: skip


def test_on_the_day_of_a_reading_the_parts_sum_to_it() -> None:
    journal = sample.journal(TODAY)
    last = journal.readings[-1]
    found = explanation(Simulator(journal, today=TODAY), day=last.day)
    assert found.read
    assert found.total == pytest.approx(sum(last.pillar(pillar) or 0 for pillar in Pillar))
    for pillar in Pillar:
        assert found.pillars[pillar] == pytest.approx(last.pillar(pillar))
        whole = sum(part.pillars[pillar] for part in found.parts)
        assert whole == pytest.approx(last.pillar(pillar), abs=1e-9)


def test_on_another_day_they_sum_to_the_estimate() -> None:
    found = explanation(Simulator(sample.journal(TODAY), today=TODAY), day=TODAY)
    assert not found.read
    assert found.total == pytest.approx(50.5, abs=1.5)
    assert sum(part.total for part in found.parts) == pytest.approx(found.total)


def test_the_change_between_two_readings_is_whole_and_the_rest_is_unexplained() -> None:
    journal = Journal(actions=actions(60, 2), readings=[read(20, 40.0), read(1, 44.0)])
    moved = explanation(Simulator(journal, today=TODAY), day=TODAY).moved
    assert moved is not None
    assert moved.last is not None
    assert (moved.first.total, moved.last.total, moved.until) == (40, 44, moved.last.day)
    assert moved.change == pytest.approx(4)
    assert sum(part.total for part in moved.parts) == pytest.approx(4)
    assert Source.UNEXPLAINED in {part.source for part in moved.parts}


def test_what_is_more_unexplained_than_explained_is_said_to_be_beyond_the_model() -> None:
    """Nothing changed in what is done: a jump of ten points is none of the model's."""
    doubts = []
    for newest in (40.2, 50.0):
        journal = Journal(actions=actions(60), readings=[read(20, 40.0), read(1, newest)])
        moved = explanation(Simulator(journal, today=TODAY), day=TODAY).moved
        assert moved is not None
        rest = sum(part.total for part in moved.parts if part.source is Source.UNEXPLAINED)
        assert moved.can_tell == (abs(rest) <= abs(moved.change - rest))
        doubts.append(moved_doubt(moved))
    assert "can’t tell" in doubts[1]


def test_a_total_alone_is_what_the_parts_sum_to_on_its_day() -> None:
    found = explanation(
        Simulator(Journal(readings=[read(0, 61.0, pillars=False)]), today=TODAY), day=TODAY
    )
    assert found.read
    assert found.total == pytest.approx(61)
    assert (found.parts[-1].source, found.parts[-1].pillars) == (Source.UNEXPLAINED, {})


def test_totals_alone_leave_a_rest_without_pillars() -> None:
    journal = Journal(
        actions=actions(60), readings=[read(20, 40.0, pillars=False), read(1, 44.0, pillars=False)]
    )
    moved = explanation(Simulator(journal, today=TODAY), day=TODAY).moved
    assert moved is not None
    assert moved.change == pytest.approx(4)
    assert sum(part.total for part in moved.parts) == pytest.approx(4)
    assert (moved.parts[-1].source, moved.parts[-1].pillars) == (Source.UNEXPLAINED, {})


def test_since_a_single_reading_the_change_is_an_estimate() -> None:
    journal = Journal(actions=actions(40), readings=[read(14, 40.0)])
    found = explanation(Simulator(journal, today=TODAY), day=TODAY)
    assert found.moved is not None
    assert (found.moved.last, found.moved.until) == (None, TODAY)
    day = TODAY - timedelta(days=14)
    assert explanation(Simulator(journal, today=TODAY), day=day).moved is None


def test_readings_before_the_first_entry_can_be_explained() -> None:
    journal = Journal(actions=actions(3), readings=[read(90, 30.0), read(40, 28.0), read(2, 31.0)])
    simulator = Simulator(journal, today=TODAY)
    for ago, change in ((0, 3.0), (40, -2.0), (90, None)):
        moved = explanation(simulator, day=TODAY - timedelta(days=ago)).moved
        assert (moved and moved.change) == (change and pytest.approx(change))


def test_without_readings_it_is_an_estimate_and_without_a_journal_a_members() -> None:
    found = explanation(Simulator(Journal(actions=actions(40)), today=TODAY), day=TODAY)
    assert (found.reading, found.moved, found.member) == (None, None, None)
    assert "no-reading" in {remark.code for remark in found.remarks}
    member = explanation(Simulator(None, today=TODAY), day=TODAY)
    assert (member.member, member.moved) == (Member.ORDINARY, None)
    assert {remark.code for remark in member.remarks} == {"member"}
    assert member.total == pytest.approx(34, abs=4)


def test_the_change_between_any_two_readings_is_whole() -> None:
    journal = sample.journal(TODAY)
    simulator = Simulator(journal, today=TODAY)
    for first, last in ((2, 9), (11, 12), (0, -1)):
        one, other = journal.readings[first], journal.readings[last]
        moved = moved_between(simulator, one, other, other.day)
        assert moved is not None
        assert (moved.first, moved.last) == (one, other)
        assert sum(part.total for part in moved.parts) == pytest.approx(other.total - one.total)


def test_a_part_says_how_far_it_is_learned_and_ignorance_is_not_learning() -> None:
    journal = sample.journal(TODAY)
    found = explanation(Simulator(journal, today=TODAY), day=journal.readings[-1].day)
    known = {(part.source, part.name): part.learned for part in found.parts}
    assert (known[Source.KIND, "comment"] or 0) > 0.3
    assert known[Source.STOCK, "skills"] == pytest.approx(0, abs=0.1)
    assert known[Source.UNEXPLAINED, ""] is None
    member = explanation(Simulator(None, today=TODAY), day=TODAY, member=Member.ACTIVE)
    assert {part.learned for part in member.parts} == {None}


def test_a_part_that_stands_on_what_nobody_told_is_called_assumed_and_has_no_count() -> None:
    journal = Journal(actions=actions(10), readings=[read(0, 60)], stocks={"skills": 12})
    found = explanation(Simulator(journal, today=TODAY), day=TODAY)
    assumed = {part.name for part in found.parts if part.assumed}
    assert "network" in assumed
    assert {"comment", "skills"}.isdisjoint(assumed)
    labels = {part.name: part_label(part) for part in found.parts}
    assert labels["network"] == "connections, assumed"
    assert labels["skills"] == "12 skills"
    member = explanation(Simulator(None, today=TODAY), day=TODAY)
    assert not any(part.assumed for part in member.parts)  # the member's, and called so
