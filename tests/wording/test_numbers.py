"""Numbers as people type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.wording.numbers import format_number, format_points, parse_count, parse_number

NONSENSE = ["", " ", "-1", "nan", "inf", "1e3", "1_0", "0x1", "²", "٣", "1.2.3", "1 2", "1" * 40]


@pytest.mark.parametrize("text", [*NONSENSE, "1.0", "1,5", "10001"])
def test_a_count_is_a_whole_number_within_bounds(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_count(text)
    assert parse_count(" 10000 ") == 10_000


@pytest.mark.parametrize("text", [*NONSENSE, ".", ",5", "1.234,5", "25.001", "1,2,3"])
def test_a_number_is_a_plain_decimal_within_bounds(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_number(text, field="brand", most=25)


@given(st.decimals(0, 25, places=3))
def test_comma_and_point_mean_the_same(value: object) -> None:
    text = str(value)
    assert parse_number(text, field="brand", most=25) == float(text)
    assert parse_number(text.replace(".", ","), field="brand", most=25) == float(text)


def test_numbers_are_written_without_a_minus_zero_and_with_a_true_minus() -> None:
    assert format_number(-0.04, 1) == "0.0"
    assert format_number(-1.25, 1) == "−1.2"
    assert format_number(2, 1, sign=True) == "+2.0"
    assert (format_points(61.0), format_points(13.118)) == ("61", "13.1")
