"""Numbers, percentages, dates and names as people write them, and the way back to text."""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date

from sim.errors import N_, RefusedError, within

MOST_CHARACTERS = 2_000
MOST_TITLE = 80
MOST_LISTED = 12
"""Longer lists of what is allowed are shown only when nothing is near."""

UNPRINTABLE = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x2028, 0x202E), (0x2066, 0x2069),
        (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""Control characters, lone surrogates and marks that turn the direction of writing.

A set, because a pattern of these ranges takes 5 ms to compile.
"""

CALLED = {
    "like": "reaction", "share": "repost", "reshare": "repost", "connect": "request",
    "connection": "request", "invite": "request", "invitation": "invitation-accepted",
    "search": "people-search", "login": "active-day", "dm": "message", "chat": "message",
    "duration": "weeks", "length": "weeks", "month": "weeks", "pace": "do", "rest": "others",
}  # fmt: skip
"""Other words for an action or a key, for the question "did you mean"."""


def number(text: str) -> float:
    """A plain decimal with point or comma; the caller has matched the digits."""
    return float(text.replace(",", "."))


def clip(text: str, most: int = 40) -> str:
    """What somebody wrote, fit to be quoted in a message."""
    quoted = " ".join(text.split())
    return f"“{quoted if len(quoted) <= most else quoted[: most - 1] + '…'}”"


def unprintable(text: str) -> int:
    """Where the first character stands that can't be printed, counted from 1; 0 for nowhere."""
    if UNPRINTABLE.isdisjoint(text):
        return 0
    return next(place for place, sign in enumerate(text, start=1) if sign in UNPRINTABLE)


def not_printed(sign: str) -> RefusedError:
    """That a terminal must not get this character."""
    code = f"{ord(sign):04X}"
    return RefusedError(N_("a character that can’t be printed: U+{code}"), code=code)


def whole(text: str) -> int:
    """A whole number.  Raises RefusedError, as do the functions below."""
    if re.fullmatch("[0-9]{1,6}", text):
        return int(text)
    raise RefusedError(
        N_("{value} is no whole number; write a bare number such as 4"), value=clip(text)
    )


def decimal(text: str) -> float:
    """A number with decimal point or comma."""
    if re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,20})?(e-?[0-9]{1,3})?", text):
        return number(text)
    raise RefusedError(N_("{value} is no number; write it such as 30 or 0.93"), value=clip(text))


def part(text: str) -> float:
    """A percentage as a part of one."""
    if not (match := re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,340})?) ?%", text)):
        raise RefusedError(N_("{value} is no percentage; write it such as 40 %"), value=clip(text))
    within(number(match[1]), 0, 100)
    return hundredths(match[1])


def yes(text: str) -> bool:
    """Yes or no."""
    if text.casefold() in ("yes", "true", "no", "false"):
        return text.casefold() in ("yes", "true")
    raise RefusedError(N_("{value} is neither yes nor no"), value=clip(text))


def percent_text(part: float) -> str:
    """A part of one as a percentage that reads back to the same float."""
    from decimal import Decimal  # only when a file is written

    digits = f"{Decimal(repr(part)) * 100:f}"
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits} %"


def hundredths(digits: str) -> float:
    """The part of one that a percentage says, to the nearest float."""
    return number(digits + "e-2")


def read_date(text: str) -> date:
    """An ISO date of this century."""
    if re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise RefusedError(
        N_("{value} is no date; write it as year-month-day: 2027-01-31"), value=clip(text)
    )


def title(text: str) -> str:
    """A name: short, on one line."""
    if not 0 < len(text) <= MOST_TITLE or "\n" in text or "\t" in text:
        message = N_("a name is one line of at most {most} characters, without tabs")
        raise RefusedError(message, most=MOST_TITLE)
    return prose(text)


def prose(text: str) -> str:
    """A text that can be printed, written to a file and read again."""
    if place := unprintable(text):
        raise not_printed(text[place - 1])
    if len(text) > MOST_CHARACTERS or text != text.strip():
        message = N_("a text has at most {most} characters, and no space around it")
        raise RefusedError(message, most=MOST_CHARACTERS)
    return text


def squash(name: str) -> str:
    """What is left of a name without plural, hyphens, spaces and capitals."""
    words = re.split(r"[\s_-]+", name.casefold())
    return "".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses")) else word.removesuffix("s")


def nearest(word: str, allowed: Collection[str]) -> str | None:
    """The allowed word that was probably meant."""
    from difflib import get_close_matches  # 3 ms, and only when something is wrong

    if (meant := CALLED.get(squash(word[:40]))) in allowed:
        return meant
    matches = get_close_matches(word[:40].casefold().replace(" ", "-"), list(allowed), n=1)
    return matches[0] if matches else None


def unknown(word: str, allowed: Collection[str]) -> RefusedError:
    """That a word is none of the allowed ones, with the nearest of them."""
    near = nearest(word, allowed)
    if near is None:
        message = N_("{word} is unknown; allowed are: {allowed}")
    elif len(allowed) > MOST_LISTED:
        message = N_("{word} is unknown; did you mean {nearest}?")
    else:
        message = N_("{word} is unknown; did you mean {nearest}? Allowed are: {allowed}")
    listed = ", ".join(sorted(allowed))
    return RefusedError(message, word=clip(word), nearest=near or "", allowed=listed)
