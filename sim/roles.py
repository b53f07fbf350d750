"""What score is good for which role, as one source says: targets to start a plan from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.effects import N_


class Role(StrEnum):
    """What somebody uses LinkedIn for."""

    AVERAGE = "average"
    MARKETING = "marketing"
    HR = "hr"
    RECRUITER = "recruiter"
    SALES = "sales"
    SOCIAL_MEDIA = "social-media"


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleTarget:
    """The total that a role should have: a corridor, no record to break."""

    low: float
    """Points in total; what a plan aims at."""
    high: float
    """Points in total; equal to `low` where the source gives one number."""
    about: str
    """English msgid: who is meant."""
    source: str
    """Document, by number (see docs/model.md)."""


ROLES: Mapping[Role, RoleTarget] = {
    Role.AVERAGE: RoleTarget(
        low=50, high=55, about=N_("somebody who uses LinkedIn for nothing special"), source="002"
    ),
    Role.MARKETING: RoleTarget(
        low=60, high=65, about=N_("marketing and communication"), source="002"
    ),
    Role.HR: RoleTarget(low=60, high=65, about=N_("human resources"), source="002"),
    Role.RECRUITER: RoleTarget(low=75, high=75, about=N_("recruiting"), source="002"),
    Role.SALES: RoleTarget(
        low=75, high=75, about=N_("sales, account and relation management"), source="002"
    ),
    Role.SOCIAL_MEDIA: RoleTarget(
        low=75, high=80, about=N_("managing, advising or teaching social media"), source="002"
    ),
}
"""The targets of document 002, which calls them at least so high for the last role."""
