"""What a person means to do: ``3/week``, ``3/7d``, ``daily``, ``mon,wed,fri``, ``<=2/day``."""

from __future__ import annotations

from typing import NamedTuple

from ssi_tui.errors import BadValueError
from ssi_tui.model.checks import check_kind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""
ALLOWED = "one of 3/week, 3/7d, 2/day, daily, weekly, mon,wed,fri, <=2/day"
AMOUNT_MAX = 1_000
DAYS_MAX = 366


class Target(NamedTuple):
    """So many of one kind in a stretch of days; `Target.parse` checks, str() writes it back."""

    kind: str
    amount: int = 1
    """For each stretch, or for each of the weekdays."""
    days: int = 7
    """The stretch: 1 is a day, 7 without `rolling` a calendar week."""
    rolling: bool = False
    """The last `days` days, whichever day the week starts with."""
    weekdays: tuple[int, ...] = ()
    """0 Monday to 6 Sunday: due on these days; empty for any day."""
    at_most: bool = False
    """A limit to stay within, not a number to reach."""

    @classmethod
    def parse(cls, kind: str, text: str) -> Target:
        """Read one of the forms above: BadValueError for anything else."""
        check_kind(kind)
        words = text.strip().lower().replace(" ", "")
        if words in ("daily", "weekly"):
            return cls(kind, 1, 1 if words == "daily" else 7)
        names = words.split(",")
        if all(name in WEEKDAYS for name in names):
            return cls(kind, weekdays=tuple(sorted({WEEKDAYS.index(name) for name in names})))
        at_most = words.startswith(("<=", "≤"))
        number, _, stretch = words.removeprefix("<=").removeprefix("≤").partition("/")
        rolling = stretch.endswith("d") and _is_number(stretch[:-1])
        days = int(stretch[:-1]) if rolling else {"day": 1, "week": 7}.get(stretch, 0)
        if not _is_number(number) or not 1 <= days <= DAYS_MAX:
            raise BadValueError("target", text, ALLOWED)
        amount = int(number)
        if not (0 if at_most else 1) <= amount <= AMOUNT_MAX:
            raise BadValueError("target", text, ALLOWED)
        return cls(kind, amount, days, rolling and days > 1, at_most=at_most)

    def __str__(self) -> str:
        if self.weekdays:
            return ",".join(WEEKDAYS[day] for day in self.weekdays)
        if (self.amount, self.days, self.at_most) == (1, 1, False):
            return "daily"
        stretch = f"{self.days}d" if self.rolling else "day" if self.days == 1 else "week"
        return f"{'<=' if self.at_most else ''}{self.amount}/{stretch}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


DEFAULTS = {
    "comment": "5/week",
    "post": "1/week",
    "request-with-note": "5/week",
    "message": "5/week",
    "people-search": "3/week",
    "profile-view": "10/week",
}
"""Where nobody has said otherwise: gentle, and by the week."""


_defaults: dict[str, Target] = {}  # parsed when first asked for: every journal asks


def default_targets() -> dict[str, Target]:
    """The targets of a journal that has set none."""
    if not _defaults:
        _defaults.update((kind, Target.parse(kind, text)) for kind, text in DEFAULTS.items())
    return dict(_defaults)
