"""Somebody who has typed no score: as usual is as before, however little is logged."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.terms import Pillar
from ssi_tui.forecasting import Curve, Simulator, as_now
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)
KINDS = ("comment", "reaction", "post", "message", "request-with-note")


def logged(entries: int, seed: int, kinds: Sequence[str] = KINDS) -> Journal:
    """So many entries on days of the last three weeks."""
    random = np.random.default_rng([entries, seed])
    actions = [
        Action(
            id=number + 1,
            kind=kinds[random.integers(len(kinds))],
            day=TODAY - timedelta(days=int(random.integers(21))),
            count=1,
        )
        for number in range(entries)
    ]
    return Journal(actions=actions)


def as_usual(journal: Journal) -> Curve:
    """Half a year of it."""
    plan = as_now("as usual", "")
    return Simulator(journal, today=TODAY).outlook([plan], days=26 * 7).curves[0]


@pytest.mark.parametrize("entries", range(11))
@pytest.mark.parametrize("seed", range(3))
def test_as_usual_moves_by_at_most_a_point_in_half_a_year(entries: int, seed: int) -> None:
    median = as_usual(logged(entries, seed)).total
    assert np.abs(np.array(median.median) - median.median[0]).max() <= 1.0


@pytest.mark.parametrize("entries", [1, 4, 10])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_done_once_and_stays_is_no_pace(entries: int, seed: int) -> None:
    once = ("profile-section", "media", "group-joined", "article", "video", "endorsement-received")
    median = as_usual(logged(entries, seed, once)).total
    assert np.abs(np.array(median.median) - median.median[0]).max() <= 1.0


def test_articles_that_the_log_shows_over_four_weeks_are_a_pace() -> None:
    days = [TODAY - timedelta(days=ago) for ago in (42, 28, 14)]
    actions = [Action(id=at, kind="article", day=day, count=1) for at, day in enumerate(days, 1)]
    begin = Simulator(Journal(actions=actions), today=TODAY).beginning(TODAY)
    assert begin.usual[CATALOGUE.index("article")] == pytest.approx(0.5)


def test_what_is_assumed_beside_a_young_log_makes_active_days_before_and_after() -> None:
    actions = [Action(id=1, kind="distant-profile-view", day=TODAY - timedelta(days=35), count=3)]
    people = as_usual(Journal(actions=actions, activity="much")).pillars[Pillar.PEOPLE].median
    assert abs(people[-1] - people[0]) < 0.5  # it rose by two points
