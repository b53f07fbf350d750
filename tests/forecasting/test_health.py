"""What was learned from a journal, and whether it beats "no change"."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sim.terms import ActionKind, Pillar
from ssi_tui.exchange import sample
from ssi_tui.forecasting import Simulator
from ssi_tui.forecasting.model_report import ENOUGH, Health, Outcome, Rule, health
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)


def weekly(totals: Sequence[float], *, split: bool = True, age: int = 0) -> Journal:
    """Readings a week apart, the last one `age` days ago, and a comment a day."""
    readings = []
    for place, total in enumerate(reversed(totals)):
        pillars = {pillar.value: total / 4 for pillar in Pillar} if split else {}
        day = TODAY - timedelta(days=7 * place + age)
        readings.append(Reading(id=place + 1, day=day, total=total, **pillars))
    days = [TODAY - timedelta(days=ago) for ago in range(7 * len(totals))]
    actions = [
        Action(id=at + 1, kind=ActionKind.COMMENT.value, day=day, count=1)
        for at, day in enumerate(days)
    ]
    return Journal(actions=actions, readings=readings)


def found(journal: Journal | None) -> Health:
    return health(Simulator(journal, today=TODAY), TODAY)


@pytest.fixture(scope="module")
def alex() -> Health:
    """The made-up half-year."""
    return found(sample.journal(TODAY))


def test_numbers_are_told_apart_by_how_much_the_readings_say(alex: Health) -> None:
    assert alex.outcome is Outcome.LEARNED
    assert alex.readings == len(sample.READINGS)
    for one in alex.numbers:
        assert 0 <= one.part <= 1
        assert one.learned == (one.part >= 0.3)
        assert one.low < one.value < one.high
    of_pillars = {(one.what, one.pillar) for one in alex.numbers if not one.name}
    whole = ("level", "gain", "half_life")
    assert of_pillars == {(what, pillar) for what in whole for pillar in Pillar}


def test_on_the_sample_no_simple_rule_is_better_and_the_band_holds_about_four_in_five(
    alex: Health,
) -> None:
    model = alex.errors[Rule.MODEL]
    assert model.mae <= min(errors.mae for errors in alex.errors.values())
    assert model.coverage is not None
    assert 0.7 <= model.coverage <= 0.9


def test_no_two_numbers_have_one_name(alex: Health) -> None:
    names = [(one.what, one.pillar, one.name, one.share) for one in alex.numbers]
    assert len(set(names)) == len(names)


def test_errors_are_told_for_each_rule_and_distance(alex: Health) -> None:
    assert alex.can_tell
    assert set(alex.errors) == set(Rule)
    assert sum(one.count for one in alex.horizons) == alex.forecasts
    assert alex.stretch >= 1


def test_the_naive_band_widens_around_the_newest_score(alex: Health) -> None:
    week, month = alex.naive
    assert alex.total is not None
    assert month.low < week.low < alex.total < week.high < month.high


def test_an_older_newest_score_has_a_wider_naive_band() -> None:
    fresh, old = (found(weekly([40, 41, 40], age=age)).naive[0] for age in (0, 14))
    assert old.low < fresh.low
    assert old.high > fresh.high


COMMENTED = Action(id=1, kind=ActionKind.COMMENT.value, day=TODAY, count=3)


@pytest.mark.parametrize("journal", [None, Journal(), Journal(actions=[COMMENTED])])
def test_without_a_score_all_is_assumed_and_it_is_said(journal: Journal | None) -> None:
    nothing = found(journal)
    assert (nothing.outcome, nothing.readings, nothing.total) == (Outcome.PRIOR, 0, None)
    assert (nothing.numbers, nothing.horizons, nothing.naive) == ((), (), ())


def test_fewer_scores_than_can_tell_are_said_to() -> None:
    few = found(weekly([40.0 + at for at in range(ENOUGH - 1)]))
    assert not few.can_tell
    assert found(weekly([40.0 + at for at in range(ENOUGH)])).can_tell


def test_totals_alone_are_a_remark_on_what_can_be_learned() -> None:
    made = found(weekly([40, 41, 42], split=False))
    assert [remark.code for remark in made.remarks] == ["total-only"]
