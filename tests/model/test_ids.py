"""Ids as people see and type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import BITS, LENGTH, parse_short, short


@given(st.integers(0, 2**BITS - 1))
def test_an_id_is_read_back_as_shown_also_in_capitals(number: int) -> None:
    assert len(short(number)) == LENGTH
    assert parse_short(short(number)) == parse_short(short(number).upper()) == number


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert parse_short("oil") == parse_short("011")


@pytest.mark.parametrize("text", ["", "u", "-1", "ü", "zzzzzzzzzzz", "1 2"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_short(text)
