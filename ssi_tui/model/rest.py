"""Planned rest: days on which nothing is due, and no streak ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.errors import BadValueError
from ssi_tui.model.checks import check_kind, check_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

WHY_MAX = 200
REST_DAYS_MAX = 366
"""Longer than a year is an ending, not a rest."""


class Rest(NamedTuple):
    """Days of rest in one stretch, from one kind of action or from all."""

    kind: str
    """Empty: from everything."""
    first: date
    last: date
    """Included."""
    why: str = ""
    """The user's words."""

    def covers(self, day: date, kind: str = "") -> bool:
        """Whether that day is one of rest from that kind."""
        return self.first <= day <= self.last and self.kind in ("", kind)

    @property
    def days(self) -> int:
        """How many days long."""
        return (self.last - self.first).days + 1


def check_rest(rest: Rest) -> Rest:
    """The same rest, if it makes sense: BadValueError."""
    if rest.kind:
        check_kind(rest.kind)
    check_text("why", rest.why, WHY_MAX)
    if not 1 <= rest.days <= REST_DAYS_MAX:
        raise BadValueError("rest", rest.days, f"1 to {REST_DAYS_MAX} days")
    return rest


def without(rests: Iterable[Rest], first: date, last: date) -> Iterator[Rest]:
    """What is left of each once the days from `first` to `last` are worked again."""
    for rest in rests:
        if last < rest.first or rest.last < first:
            yield rest
            continue
        if rest.first < first:
            yield rest._replace(last=first - timedelta(days=1))
        if last < rest.last:
            yield rest._replace(first=last + timedelta(days=1))
