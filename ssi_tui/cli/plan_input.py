"""How a plan is asked for: days to come, chances, points of a pillar, limits, roles."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.words.dates import parse_day
from ssi_tui.words.names import match_action, match_pillar, match_word
from ssi_tui.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_tui.forecasting import Role

MOST_DAYS = 728
"""Two years."""
PACE_MOST = 1_000
"""Per week."""
AHEAD = (8, 32, 367)
"""Days: a bare weekday, a day of the month and a date without its year lie so far ahead at most."""


def read_by(text: str, today: date) -> date:
    """A day to come: where days lie behind elsewhere, "mon", "21", "11-30" and "6w" lie ahead."""
    day = parse_day(text, today, field=N_("last day"))
    if parse_day(text, today + timedelta(days=1)) - day == timedelta(days=1):
        if day < today and text.strip()[0].isdigit() and "ago" not in text:
            day = today + (today - day)
    else:
        seen = (parse_day(text, today + timedelta(days=ahead)) for ahead in AHEAD)
        day = next((each for each in seen if each > today), day)
    if not 0 < (day - today).days <= MOST_DAYS:
        raise BadValueError(N_("last day"), text, _("a day to come, within two years"))
    return day


def read_floor(text: str) -> tuple[Pillar, float]:
    """A pillar and its points, insights=12."""
    name, mark, points = text.partition("=")
    if not mark:
        raise BadValueError(N_("pillar"), text, _("a pillar and its points, as in insights=12"))
    pillar = Pillar(match_pillar(name))
    return pillar, parse_number(points, field=N_("pillar"), most=PILLAR_MAX)


def read_limit(text: str, kinds: "Sequence[str]") -> tuple[str, tuple[float, float]]:
    """An action and the least and most of it a week, post=0..3 or post=2."""
    name, mark, bounds = text.partition("=")
    low, dots, high = bounds.partition("..")
    if not mark:
        raise BadValueError(N_("limit"), text, _("an action and how many a week, as in post=0..3"))
    kind = match_action(name, kinds)
    least = parse_number(low, field=N_("limit"), most=PACE_MOST)
    most = parse_number(high, field=N_("limit"), most=PACE_MOST) if dots else least
    if least > most:
        raise BadValueError(N_("limit"), text, _("the smaller number first, as in post=0..3"))
    return kind, (least, most)


def read_part(text: str) -> float:
    """80%, 80 and 0.8 alike."""
    number = text.strip().removesuffix("%").rstrip()
    value = parse_number(number, field=N_("chance"), most=99)
    part = value if value < 1 and not text.strip().endswith("%") else value / 100
    if not 0.01 <= part <= 0.99:
        raise BadValueError(N_("chance"), text, _("from 1% to 99%"))
    return part


def read_role(text: str) -> "Role":
    """The role that a person means."""
    from ssi_tui.forecasting import ROLES, Role

    ways = {r.value: (r.value, _(ROLES[r].about)) for r in Role}
    return Role(match_word(N_("role"), text, ways))
