"""Five kinds of member: what they have and what they do each week, for a run without a journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.catalogue.types import N_, Catalogue
from sim.response.state import Assumptions
from sim.terms import ActionKind, Member, Stock

K, S = ActionKind, Stock


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A start state: lasting things and a usual week that has gone on for long."""

    member: Member
    about: str
    """English msgid: who that is, in one sentence."""
    stocks: Mapping[Stock, float]
    """Counts; the profile's is the filled part."""
    pace: Mapping[str, float]
    """Actions per week by kind; what isn't named isn't done."""
    assumptions: Assumptions = field(default_factory=Assumptions)

    def week(self, catalogue: Catalogue) -> list[float]:
        """The usual pace on the kind axis, per week."""
        return [float(self.pace.get(kind, 0.0)) for kind in catalogue.names]

    def minutes(self, catalogue: Catalogue) -> float:
        """Minutes that the usual week takes."""
        return sum(catalogue[kind].minutes * pace for kind, pace in self.pace.items())


MEMBERS: Mapping[Member, MemberState] = {
    Member.INACTIVE: MemberState(
        member=Member.INACTIVE,
        about=N_("Signed up once, filled in a little, and looks in every few weeks."),
        stocks={S.PROFILE: 0.3, S.SKILLS: 3, S.NETWORK: 80},
        pace={K.ACTIVE_DAY: 0.25, K.PROFILE_VIEW: 0.25},
    ),
    Member.ORDINARY: MemberState(
        member=Member.ORDINARY,
        about=N_("Logs in once or twice a week, likes a few posts, and has an old network."),
        stocks={
            S.PROFILE: 0.7, S.SKILLS: 8, S.ENDORSEMENTS: 12, S.RECOMMENDATIONS: 1, S.NETWORK: 450,
            S.GROUPS: 1,
        },
        pace={
            K.ACTIVE_DAY: 1.5, K.REACTION: 5, K.COMMENT: 0.3, K.PROFILE_VIEW: 3, K.PEOPLE_SEARCH: 1,
            K.MESSAGE: 1, K.INVITATION_RECEIVED: 0.5, K.INVITATION_ACCEPTED: 0.5, K.REQUEST: 0.5,
        },
    ),
    Member.OCCASIONAL: MemberState(
        member=Member.OCCASIONAL,
        about=N_("On LinkedIn every other day; shares or writes something once or twice a month."),
        stocks={
            S.PROFILE: 0.8, S.MEDIA: 1, S.SKILLS: 10, S.ENDORSEMENTS: 18, S.RECOMMENDATIONS: 1,
            S.NETWORK: 550, S.GROUPS: 1,
        },
        pace={
            K.ACTIVE_DAY: 3, K.REACTION: 8, K.COMMENT: 1, K.POST: 0.4, K.REPOST: 0.4,
            K.ENGAGEMENT_RECEIVED: 5, K.PROFILE_VIEW: 6, K.PEOPLE_SEARCH: 2, K.MESSAGE: 2,
            K.REQUEST: 1, K.INVITATION_RECEIVED: 1, K.INVITATION_ACCEPTED: 0.8,
        },
    ),
    Member.ACTIVE: MemberState(
        member=Member.ACTIVE,
        about=N_("There every working day: comments, searches, connects, and posts every week."),
        stocks={
            S.PROFILE: 0.95, S.MEDIA: 3, S.SKILLS: 15, S.ENDORSEMENTS: 35, S.RECOMMENDATIONS: 3,
            S.ARTICLES: 3, S.NETWORK: 850, S.GROUPS: 2,
        },
        pace={
            K.ACTIVE_DAY: 5, K.REACTION: 25, K.COMMENT: 8, K.POST: 1.2, K.REPOST: 1,
            K.ARTICLE: 0.1, K.ENGAGEMENT_RECEIVED: 25, K.FOLLOWER_GAINED: 3, K.PROFILE_VIEW: 18,
            K.PEOPLE_SEARCH: 8, K.INVITATION_VETTED: 1.5, K.MESSAGE: 6, K.REQUEST_WITH_NOTE: 5,
            K.INVITATION_RECEIVED: 2, K.INVITATION_ACCEPTED: 1.5,
        },
    ),
    Member.INTENSIVE: MemberState(
        member=Member.INTENSIVE,
        about=N_("Lives on LinkedIn with Sales Navigator: sells, recruits or teaches there."),
        stocks={
            S.PROFILE: 1, S.MEDIA: 6, S.SKILLS: 25, S.ENDORSEMENTS: 70, S.RECOMMENDATIONS: 6,
            S.ARTICLES: 10, S.NETWORK: 1500, S.GROUPS: 5,
        },
        pace={
            K.ACTIVE_DAY: 7, K.REACTION: 40, K.COMMENT: 15, K.POST: 4, K.REPOST: 3,
            K.ARTICLE: 0.25, K.VIDEO: 0.5, K.ENGAGEMENT_RECEIVED: 80, K.FOLLOWER_GAINED: 12,
            K.GROUP_POST: 2, K.PROFILE_VIEW: 30, K.DISTANT_PROFILE_VIEW: 10, K.PEOPLE_SEARCH: 6,
            K.LEAD_SEARCH: 10, K.LEAD_SAVED: 20, K.NETWORK_BROWSED: 3, K.INVITATION_VETTED: 5,
            K.MESSAGE: 20, K.INMAIL: 4, K.REQUEST_WITH_NOTE: 15, K.INVITATION_RECEIVED: 8,
            K.INVITATION_ACCEPTED: 5, K.ENDORSEMENT_GIVEN: 2, K.FOLLOW: 5,
        },
        assumptions=Assumptions(sales_navigator=True),
    ),
}  # fmt: skip
"""Sized so that steady scores fall into the bands of document 001 (E7) and an ordinary member
near the averages that LinkedIn shows (E9)."""
