"""The field's words: pillars, kinds of action, lasting stocks, and the limits of the score.

Standard library only: everything else in both packages may import this module, also on the way
to one log entry.  What an action is worth stands in `sim.catalogue.kinds`.
"""

from enum import StrEnum

PILLAR_MAX = 25.0
"""Points that one pillar can reach (document 001)."""
TOTAL_MAX = 100.0
"""Points that the four pillars can reach together (documents 000–002)."""


class Pillar(StrEnum):
    """The four parts of the score, in the order in which LinkedIn shows them."""

    BRAND = "brand"
    PEOPLE = "people"
    INSIGHTS = "insights"
    RELATIONSHIPS = "relationships"


class ActionKind(StrEnum):
    """What a person does on LinkedIn, or has done to them, and counts per day.

    The values reach disk and scenario files: they are only ever added to.  A *request* is one
    that you send, an *invitation* one that you get.
    """

    # Brand
    ARTICLE = "article"
    VIDEO = "video"
    PROFILE_SECTION = "profile-section"
    MEDIA = "media"
    SKILL = "skill"
    ENDORSEMENT_ASKED = "endorsement-asked"
    ENDORSEMENT_RECEIVED = "endorsement-received"
    RECOMMENDATION_RECEIVED = "recommendation-received"
    FOLLOWER_GAINED = "follower-gained"
    # People
    ACTIVE_DAY = "active-day"
    PEOPLE_SEARCH = "people-search"
    LEAD_SEARCH = "lead-search"
    LEAD_SAVED = "lead-saved"
    PROFILE_VIEW = "profile-view"
    DISTANT_PROFILE_VIEW = "distant-profile-view"
    NETWORK_BROWSED = "network-browsed"
    INVITATION_VETTED = "invitation-vetted"
    # Insights
    POST = "post"
    REPOST = "repost"
    COMMENT = "comment"
    REACTION = "reaction"
    POLL_VOTE = "poll-vote"
    GROUP_JOINED = "group-joined"
    GROUP_POST = "group-post"
    MESSAGE = "message"
    INMAIL = "inmail"
    INMAIL_REPLY = "inmail-reply"
    ENGAGEMENT_RECEIVED = "engagement-received"
    # Relationships
    REQUEST = "request"
    REQUEST_WITH_NOTE = "request-with-note"
    REQUEST_ACCEPTED = "request-accepted"
    REQUEST_IGNORED = "request-ignored"
    INVITATION_RECEIVED = "invitation-received"
    INVITATION_ACCEPTED = "invitation-accepted"
    FOLLOW = "follow"
    ENDORSEMENT_GIVEN = "endorsement-given"
    RECOMMENDATION_GIVEN = "recommendation-given"
    MEETING = "meeting"
    PITCH = "pitch"


class Stock(StrEnum):
    """What stays when a person stops: counted, not repeated (equation 4)."""

    PROFILE = "profile"
    MEDIA = "media"
    SKILLS = "skills"
    ENDORSEMENTS = "endorsements"
    RECOMMENDATIONS = "recommendations"
    ARTICLES = "articles"
    NETWORK = "network"
    GROUPS = "groups"


class Member(StrEnum):
    """Start states with a usual pace, for a scenario without a journal."""

    INACTIVE = "inactive"
    ORDINARY = "ordinary"
    OCCASIONAL = "occasional"
    ACTIVE = "active"
    INTENSIVE = "intensive"
