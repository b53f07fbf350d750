"""How a 48-bit id is shown to people: ten letters and digits that can't be misread."""

from __future__ import annotations

from ssi_tui.errors import BadValueError

BITS = 48
"""Enough that two machines never make the same id."""
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u."""
LENGTH = 10


def short(number: int) -> str:
    """The id as ten characters: ``0002fjtm5x``."""
    return "".join(LETTERS[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def parse_short(text: str) -> int:
    """The id that `short` showed, also in capitals or with o, i, l for 0, 1, 1."""
    number = 0
    for letter in text.lower().translate({ord("o"): "0", ord("i"): "1", ord("l"): "1"}):
        place = LETTERS.find(letter)
        if place < 0:
            raise BadValueError("id", text, "an id as `ssi changes` shows it")
        number = number << 5 | place
    if not text or number >> BITS:
        raise BadValueError("id", text, "an id as `ssi changes` shows it")
    return number
