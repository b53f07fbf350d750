"""Bounds of what a reading and an action of one's own can hold, at their edges."""

from datetime import date

import pytest

from ssi_tui.errors import BadValueError
from ssi_tui.model.entries import Reading
from ssi_tui.model.terms import OwnAction, check_own_action


@pytest.mark.parametrize("rank", [1, 100])
def test_the_first_and_the_last_per_cent_are_ranks(rank: int) -> None:
    reading = Reading(id=1, day=date(2026, 11, 20), total=50, industry_rank=rank)
    assert reading.industry_rank == rank


@pytest.mark.parametrize("rank", [0, 101])
def test_what_lies_beyond_is_none(rank: int) -> None:
    with pytest.raises(BadValueError):
        Reading(id=1, day=date(2026, 11, 20), total=50, industry_rank=rank)


@pytest.mark.parametrize("key", [" ", "\t", "\x1b", "ab"])
def test_a_key_is_one_character_that_can_be_seen(key: str) -> None:
    with pytest.raises(BadValueError):
        check_own_action(OwnAction("webinar", "brand", 20, key))
    assert check_own_action(OwnAction("webinar", "brand", 20, "w")).key == "w"
