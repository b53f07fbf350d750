"""A person's own actions in curves, plans and explanations."""

from datetime import date, timedelta

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.scenario.files import loads
from sim.terms import Pillar
from ssi_tui.exchange import sample
from ssi_tui.forecasting import (
    Simulator,
    Source,
    advise,
    as_now,
    explanation,
    kinds_of,
    plannable,
    remark_text,
    weekly_plan,
)
from ssi_tui.forecasting.model_report import health
from ssi_tui.forecasting.starting_point import MINUTES, MODEL, POINTS, model_of
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal
from ssi_tui.model.terms import OwnAction

TODAY = date(2026, 11, 21)
ALEX = sample.journal(TODAY)
PODCAST = OwnAction(name="podcast", pillar="insights", minutes=20)
COFFEE = OwnAction(name="coffee chat", pillar="relationships")


def alex(*own: OwnAction, done: int = 0, kind: str = "podcast") -> Journal:
    """The made-up half-year with own actions, the first of them done every third day."""
    actions = [
        Action(id=n + 1, kind=kind, day=TODAY - timedelta(days=3 * n + 1), count=done)
        for n in range(40)
        if done
    ]
    return Journal(
        actions=[*ALEX.actions, *actions],
        readings=ALEX.readings,
        stocks=ALEX.stocks,
        own_actions={one.name: one for one in own},
    )


def simulator(journal: Journal) -> Simulator:
    return Simulator(journal, today=TODAY)


NOW = as_now("Now", "")


def test_own_actions_that_were_never_done_leave_every_curve_as_it_was() -> None:
    plain, defined = (simulator(j).outlook([NOW]) for j in (ALEX, alex(PODCAST, COFFEE)))
    assert plain == defined


def test_without_own_actions_there_is_one_model_for_all() -> None:
    assert model_of(None) is model_of(ALEX) is MODEL
    assert model_of(alex(PODCAST)) is model_of(alex(PODCAST._replace(key="p")))
    assert kinds_of(ALEX) == CATALOGUE.names
    assert kinds_of(alex(PODCAST, COFFEE)) == (*CATALOGUE.names, "coffee chat", "podcast")


def test_what_was_done_is_in_doses_and_usual_pace_and_is_said_to_be_a_guess() -> None:
    found = simulator(alex(PODCAST, done=1)).outlook([NOW])
    assert found.curves[0].plan["podcast"][0] == pytest.approx(9 / 28)
    (said,) = [remark_text(one) for one in found.remarks if one.code == "own"]
    assert said == "What podcast gives is a guess: LinkedIn does not say that it counts."


def test_it_feeds_its_pillar_and_no_other_and_fades_when_it_stops() -> None:
    person = simulator(alex(PODCAST, done=1))
    more = loads(
        "format: 1\nname: More\nphases:\n- do:\n    podcast: daily\n", kinds=kinds_of(alex(PODCAST))
    )
    stop = loads(
        "format: 1\nname: None\nphases:\n- do:\n    podcast: none\n", kinds=kinds_of(alex(PODCAST))
    )
    now, most, least = person.outlook([NOW, more, stop], days=120).curves
    for pillar in Pillar:
        lines = [curve.pillars[pillar].median[-1] for curve in (least, now, most)]
        if pillar is Pillar.INSIGHTS:
            assert lines == sorted(set(lines))
            assert lines[2] - lines[0] < 2 * POINTS
        else:
            assert len(set(lines)) == 1


def test_a_scenario_may_not_name_what_is_not_in_the_journal() -> None:
    text = "format: 1\nname: More\nphases:\n- do:\n    podcast: daily\n"
    with pytest.raises(Exception, match="podcast"):
        loads(text, kinds=kinds_of(ALEX))


def test_it_stands_in_the_waterfall() -> None:
    found = explanation(simulator(alex(PODCAST, done=1)), day=TODAY)
    (part,) = [part for part in found.parts if part.name == "podcast"]
    assert part.source is Source.KIND
    assert 0 < part.pillars[Pillar.INSIGHTS] == pytest.approx(part.total)
    assert sum(each.total for each in found.parts) == pytest.approx(found.total)
    assert found.moved is not None
    assert "podcast" in {each.name for each in found.moved.parts}


def test_it_is_a_number_of_the_model_and_stays_our_assumption() -> None:
    found = health(simulator(alex(PODCAST, done=1)), TODAY)
    (number,) = [one for one in found.numbers if (one.what, one.name) == ("effect", "podcast")]
    assert not number.learned
    assert "own" in {remark.code for remark in found.remarks}


def test_a_plan_may_hold_it_and_counts_its_minutes() -> None:
    person = simulator(alex(PODCAST, COFFEE, done=1))
    assert {"podcast", "coffee chat"} <= set(plannable(person))
    limits = {"podcast": (2.0, 2.0), "coffee chat": (1.0, 1.0)}
    made = weekly_plan(person, today=TODAY, by=TODAY + timedelta(days=84), target=40, limits=limits)
    minutes = {step.kind: step.minutes for step in made.steps}
    assert minutes["podcast"] == 40
    assert minutes["coffee chat"] == MINUTES
    assert len(made.path.median) == 85


def test_what_is_archived_still_counts_and_is_not_proposed() -> None:
    used, archived = (
        simulator(alex(PODCAST._replace(archived=at), done=1)) for at in (False, True)
    )
    assert used.outlook([NOW]).curves[0].total == archived.outlook([NOW]).curves[0].total
    assert "podcast" in plannable(used)
    assert "podcast" not in plannable(archived)
    assert "podcast" in {step.kind for step in advise(used, today=TODAY).steps}
    assert "podcast" not in {step.kind for step in advise(archived, today=TODAY).steps}


def test_an_own_action_makes_no_active_day() -> None:
    known = simulator(alex(PODCAST, done=1)).beginning(TODAY).known
    plain = simulator(ALEX).beginning(TODAY).known
    assert known is not None
    assert plain is not None
    assert np.array_equal(known.doses[:, : len(CATALOGUE)], plain.doses)
    assert known.doses[:, -1].sum() == 40


def test_a_fit_learns_from_it_what_it_learns_from_any_other() -> None:
    without, with_it = (simulator(j).beginning(TODAY).fit for j in (ALEX, alex(PODCAST, done=1)))
    assert without is not None
    assert with_it is not None
    assert {row.name for row in with_it.learned} - {row.name for row in without.learned} == {
        "podcast"
    }
