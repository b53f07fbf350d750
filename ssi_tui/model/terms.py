"""What stands beside the entries: ids, checks, goals, planned rest, own actions, facts.

No dataclasses here, and no enumerations: they would cost 4 ms on the way to `ssi log`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COUNT_MAX = 10_000
"""More of one kind on one day is a slip of the finger."""
NOTE_MAX = 2_000
"""Characters that a note can have."""
KIND_MAX = 60
"""Characters that the name of a kind can have."""


def check_count(count: int, least: int = 1) -> None:
    """Refuse what is no whole number from `least` to COUNT_MAX: BadValueError."""
    if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= COUNT_MAX:
        raise BadValueError("count", count, f"a whole number from {least} to {COUNT_MAX}")


def check_text(field: str, text: str, longest: int = NOTE_MAX) -> None:
    """Refuse what no JSON file can carry unharmed or no screen can show: BadValueError."""
    if len(text) > longest:
        raise BadValueError(field, text[:20] + "…", f"at most {longest} characters")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise BadValueError(field, ascii(text[:20]), "readable text")


def check_kind(kind: str) -> None:
    """Refuse an empty, endless or unprintable name of a kind: BadValueError."""
    check_text("kind", kind, KIND_MAX)
    if not kind or not kind.isprintable():
        raise BadValueError("kind", kind, "the name of an action")


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


MINUTES_MAX = 480


class OwnAction(NamedTuple):
    """One kind of action that LinkedIn does not name; its effect is an assumption."""

    name: str
    """The kind that its entries carry."""
    pillar: str
    """A `Pillar`'s value."""
    minutes: float | None = None
    """What one takes; None where the user has not said."""
    key: str = ""
    """One character that logs it in the app; empty for none."""
    archived: bool = False
    """Not offered any more; its entries stay."""


def check_own_action(action: OwnAction) -> OwnAction:
    """The same action, if it makes sense: BadValueError names the first field that does not."""
    from sim.terms import ActionKind, Pillar

    check_kind(action.name)
    if action.name in list(ActionKind):
        raise BadValueError("action", action.name, "a name that is not taken yet")
    if action.pillar not in list(Pillar):
        raise BadValueError("pillar", action.pillar, f"one of {', '.join(Pillar)}")
    minutes = action.minutes
    if minutes is not None and (isinstance(minutes, bool) or not 0 < minutes <= MINUTES_MAX):
        raise BadValueError("minutes", minutes, f"more than 0, at most {MINUTES_MAX}")
    if len(action.key) > 1 or (action.key and not (action.key.isprintable() and action.key != " ")):
        raise BadValueError("key", action.key, "one character")
    return action


class Remark(NamedTuple):
    """Data for a sentence, no prose."""

    code: str
    """``edited``: changed by hand, accepted as it is.  ``damaged``: not read, left as it is."""
    file: str
    """The name of the file in the profile's folder."""
    reason: str = ""


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


# What people say of themselves, beside what they log: four facts, each of them optional

ACTIVITY, LICENCE, CONNECTIONS, PROFILE = "activity", "licence", "connections", "profile"

FACTS = (ACTIVITY, LICENCE, CONNECTIONS, PROFILE)
"""How active one usually is, whether one has Sales Navigator, how many contacts one has, and how
much of the profile is filled in."""

FACT_CHOICES = {ACTIVITY: ("hardly", "little", "regularly", "much"), LICENCE: ("yes", "no")}
"""Those that are words."""
STOCK_OF = {CONNECTIONS: "network", PROFILE: "profile"}
"""Those that are numbers, and the lasting thing that they count; of the profile it is a part."""
UNSAID = "unsaid"
"""Stands where somebody was asked and did not say."""
