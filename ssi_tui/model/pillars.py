"""Which pillar each kind of action feeds most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.terms import ActionKind as Kind
from sim.terms import Pillar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.model.terms import OwnAction

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
