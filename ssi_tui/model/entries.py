"""One entry of the journal: an action on a local calendar day, or a reading of the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from sim.terms import ActionKind as Kind
from ssi_tui.errors import BadValueError
from ssi_tui.model.terms import check_count, check_kind, check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.model.terms import OwnAction

BENCHMARKS = ("industry_rank", "network_rank", "industry_average", "network_average")
"""What the page says of others, where it was read too."""
ROUNDING_SLACK = 0.55
"""How far the sum of four pillars may be from a total shown as a whole number, in points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The score as LinkedIn showed it on one day; what was not shown or typed is None."""

    id: int
    day: date
    total: float
    """Points, 0 to 100: as typed, or the sum of the pillars."""
    brand: float | None = None
    people: float | None = None
    insights: float | None = None
    relationships: float | None = None
    """Points, 0 to 25 each; all four or none."""
    industry_rank: int | None = None
    network_rank: int | None = None
    """"Top N %": lower is better."""
    industry_average: float | None = None
    network_average: float | None = None
    """Mean total of the people whom LinkedIn compares with, points, 0 to 100."""
    source: str = "cli"

    def __post_init__(self) -> None:
        pillars = (self.brand, self.people, self.insights, self.relationships)
        given = [value for value in pillars if value is not None]
        for pillar, value in zip(Pillar, pillars, strict=True):
            if value is not None and not 0 <= value <= PILLAR_MAX:
                raise BadValueError(pillar, value, f"between 0 and {PILLAR_MAX:g}")
        if not 0 <= self.total <= TOTAL_MAX:
            raise BadValueError("total", self.total, f"between 0 and {TOTAL_MAX:g}")
        if given and len(given) < len(Pillar):
            raise BadValueError("pillars", len(given), "all four pillars or none")
        if self.total == 0:
            raise BadValueError("total", 0, "more than 0: a page of zeros is a page that failed")
        if given and abs(sum(given) - self.total) > ROUNDING_SLACK:
            raise BadValueError("total", self.total, f"the sum of the pillars, {sum(given):g}")
        for field in ("industry_rank", "network_rank"):
            rank = getattr(self, field)
            if rank is not None and not 1 <= rank <= 100:
                raise BadValueError(field, rank, "between 1 and 100")
        for field in ("industry_average", "network_average"):
            average = getattr(self, field)
            if average is not None and not 0 <= average <= TOTAL_MAX:
                raise BadValueError(field, average, f"between 0 and {TOTAL_MAX:g}")

    def pillar(self, pillar: Pillar) -> float | None:
        """Points of one pillar, or None where only the total is known."""
        value: float | None = getattr(self, pillar.value)
        return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """So many of one kind on one day; several entries a day add up."""

    id: int
    """Random and its own, made before the first write; shown as `ids.short(id)`."""
    kind: str
    """An `ActionKind`'s value, or the name of the user's own action."""
    day: date
    """A local calendar day, not an instant."""
    count: int
    """At least 1."""
    note: str = ""
    """The user's words; never markup."""
    source: str = "cli"
    """What wrote it: ``cli``, ``tui`` or ``import``."""

    def __post_init__(self) -> None:
        check_kind(self.kind)
        check_count(self.count)
        check_text("note", self.note)


_KINDS = {
    Pillar.BRAND: (
        *(Kind.VIDEO, Kind.PROFILE_SECTION, Kind.MEDIA, Kind.SKILL, Kind.ENDORSEMENT_ASKED),
        *(Kind.ENDORSEMENT_RECEIVED, Kind.RECOMMENDATION_RECEIVED, Kind.FOLLOWER_GAINED),
    ),
    Pillar.PEOPLE: (
        *(Kind.ACTIVE_DAY, Kind.PEOPLE_SEARCH, Kind.LEAD_SEARCH, Kind.LEAD_SAVED),
        *(Kind.PROFILE_VIEW, Kind.DISTANT_PROFILE_VIEW, Kind.NETWORK_BROWSED),
        *(Kind.INVITATION_VETTED, Kind.FOLLOW),
    ),
    Pillar.INSIGHTS: (
        *(Kind.ARTICLE, Kind.POST, Kind.REPOST, Kind.COMMENT, Kind.REACTION, Kind.POLL_VOTE),
        *(Kind.GROUP_JOINED, Kind.GROUP_POST, Kind.MESSAGE, Kind.INMAIL, Kind.ENGAGEMENT_RECEIVED),
    ),
    Pillar.RELATIONSHIPS: (
        Kind.REQUEST,
        Kind.REQUEST_WITH_NOTE,
        Kind.INVITATION_RECEIVED,
        Kind.INVITATION_ACCEPTED,
        Kind.ENDORSEMENT_GIVEN,
        Kind.RECOMMENDATION_GIVEN,
        Kind.PITCH,
    ),
}
"""Kinds that are in none give no points of their own: rates, and meetings offline."""

_MAIN = {kind.value: pillar for pillar, kinds in _KINDS.items() for kind in kinds}


def main_pillar(kind: str, own: Mapping[str, OwnAction]) -> Pillar | None:
    """The pillar that a kind feeds most; of one's own actions the one that was said."""
    if kind in own:
        return Pillar(own[kind].pillar)
    return _MAIN.get(kind)
