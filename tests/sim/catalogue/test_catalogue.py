"""The catalogue is whole, readable and inside its limits."""

import dataclasses
import math

import pytest

from sim.catalogue.kinds import CATALOGUE, Kind, Nature, Share, StockKind
from sim.errors import SimError
from sim.population.members import MEMBERS
from sim.terms import ActionKind, Member, Pillar, Stock
from tests.sim.facts import home, minutes

SOURCES = {"000", "001", "002", "003", "004", "help", "averages"}


def test_every_kind_of_action_has_one_row_in_the_order_of_the_words() -> None:
    assert CATALOGUE.names == tuple(ActionKind)


def test_every_stock_has_one_row() -> None:
    assert sorted(row.stock for row in CATALOGUE.stocks) == sorted(Stock)


@pytest.mark.parametrize(
    "row",
    [*CATALOGUE.kinds, *CATALOGUE.stocks],
    ids=lambda row: getattr(row, "kind", None) or row.stock,
)
def test_every_row_says_why_and_names_its_sources(row: Kind | StockKind) -> None:
    assert len(row.why) > 25
    assert row.why.endswith(".")
    assert row.source.split()
    assert set(row.source.split()) <= SOURCES


@pytest.mark.parametrize("kind", CATALOGUE.kinds, ids=lambda kind: kind.kind)
def test_a_kind_moves_something_unless_it_says_that_it_does_not(kind: Kind) -> None:
    moves = bool(kind.effects or kind.feeds)
    assert moves != (kind.nature in (Nature.RATE, Nature.OFFLINE))


@pytest.mark.parametrize("kind", CATALOGUE.kinds, ids=lambda kind: kind.kind)
def test_only_pitches_and_unanswered_requests_hurt(kind: Kind) -> None:
    for effect in kind.effects:
        hurts = kind.nature is Nature.HARM or effect.share in (
            Share.UNANSWERED,
            Share.UNANSWERED_WITH_NOTE,
        )
        assert (effect.points < 0) == hurts


@pytest.mark.parametrize("kind", CATALOGUE.kinds, ids=lambda kind: kind.kind)
def test_what_others_do_costs_no_minutes_and_what_one_does_costs_some(kind: Kind) -> None:
    free = kind.nature in (Nature.RECEIVED, Nature.RATE)
    assert (kind.minutes == 0) == free
    assert kind.most >= 1


def test_every_pillar_can_be_fed_without_the_licence() -> None:
    for pillar in Pillar:
        habits = [k for k in CATALOGUE.of(Nature.HABIT) if not k.sales_navigator]
        assert any(home(kind) is pillar for kind in habits)


def test_a_note_changes_acceptance_and_nothing_else() -> None:
    plain, noted = CATALOGUE[ActionKind.REQUEST], CATALOGUE[ActionKind.REQUEST_WITH_NOTE]
    assert [e.points for e in plain.effects] == [e.points for e in noted.effects]
    assert (plain.half_pace, plain.memory) == (noted.half_pace, noted.memory)


def test_what_is_disputed_says_so() -> None:
    for kind in (ActionKind.MESSAGE, ActionKind.REQUEST, ActionKind.LEAD_SEARCH):
        assert "isputed" in CATALOGUE[kind].why


def test_own_actions_stand_behind_the_others() -> None:
    own = dataclasses.replace(CATALOGUE[ActionKind.COMMENT], kind="podcast")
    catalogue = CATALOGUE.with_own([own])
    assert catalogue.names == (*CATALOGUE.names, "podcast")
    assert catalogue.index("podcast") == len(CATALOGUE)
    assert "podcast" in catalogue
    assert "podcast" not in CATALOGUE


def test_a_name_can_not_stand_twice() -> None:
    with pytest.raises(SimError, match="comment"):
        CATALOGUE.with_own([CATALOGUE[ActionKind.COMMENT]])


@pytest.mark.parametrize("field", ["half_pace", "memory"])
@pytest.mark.parametrize("value", [0.0, -1.0, math.inf, math.nan])
def test_a_kind_needs_a_half_pace_and_a_memory(field: str, value: float) -> None:
    with pytest.raises(SimError, match=field):
        dataclasses.replace(CATALOGUE[ActionKind.COMMENT], **{field: value})


@pytest.mark.parametrize("member", Member)
def test_a_member_does_known_things_within_limits_in_plausible_time(member: Member) -> None:
    state = MEMBERS[member]
    for kind, pace in state.pace.items():
        assert 0 < pace <= CATALOGUE[kind].most
        if CATALOGUE[kind].sales_navigator:
            assert state.assumptions.sales_navigator
    assert state.stocks[Stock.PROFILE] <= 1
    order = list(Member)
    if member is not order[0]:
        assert minutes(MEMBERS[member].pace) > minutes(MEMBERS[order[order.index(member) - 1]].pace)
    assert minutes(MEMBERS[member].pace) <= 12 * 60
