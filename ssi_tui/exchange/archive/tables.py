"""What each file of the archive looks like: known by its header first, by its name second."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.terms import ActionKind
from ssi_tui.exchange.archive.moments import Clock

CONNECTION = "connection"
"""A connection made: who asked whom is known only where an invitation says so."""
SIGN_IN = "sign-in"
"""Too sparse to be an active day."""
REPORT_ONLY = frozenset((CONNECTION, SIGN_IN))
"""Counted and shown, but no actions of the journal."""


class Table(StrEnum):
    """Files of the archive that are read."""

    SHARES = "Shares"
    REPOSTS = "InstantReposts"
    COMMENTS = "Comments"
    REACTIONS = "Reactions"
    VOTES = "Votes"
    ARTICLES = "Articles"
    INVITATIONS = "Invitations"
    CONNECTIONS = "Connections"
    MESSAGES = "messages"
    SEARCHES = "SearchQueries"
    COMPANY_FOLLOWS = "Company Follows"
    MEMBER_FOLLOWS = "Member_Follows"
    ENDORSED_BY = "Endorsement_Received_Info"
    ENDORSED = "Endorsement_Given_Info"
    RECOMMENDED_BY = "Recommendations_Received"
    RECOMMENDED = "Recommendations_Given"
    LOGINS = "Logins"
    PROFILE = "Profile"
    SKILLS = "Skills"
    POSITIONS = "Positions"
    EDUCATION = "Education"


NOT_IN_BASIC = frozenset(
    (
        Table.SHARES, Table.REPOSTS, Table.COMMENTS, Table.REACTIONS, Table.VOTES,
        Table.SEARCHES, Table.ARTICLES, Table.LOGINS,
    )
)  # fmt: skip
COMPLETE_ONLY = frozenset((Table.SHARES, Table.COMMENTS, Table.REACTIONS, Table.SEARCHES))
"""Where one of these is there, the archive is a complete one."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How one table is recognised and read; column names are small letters and digits only."""

    table: Table
    needs: frozenset[str]
    """Columns that its header has in every year."""
    names: tuple[str, ...]
    """Plain names of the file: decide where headers are alike, and where one is unknown."""
    name_decides: bool = False
    """Other files have the same header."""
    only: bool = False
    """Its header has these columns and no others."""
    date: tuple[str, ...] = ()
    """Columns that may say when, the best first."""
    clock: Clock = Clock.UTC
    kind: str = ""
    """What each row counts as, where that is all there is to it."""
    status: tuple[str, ...] = ()
    """Values of the column ``status`` that count; empty for all."""
    text: str = ""
    """The column that people wrote into."""
    led: bool = False
    """Records start with a date."""
    linked: bool = False
    """And a link after it."""
    backslash: bool = False


def _form(table: Table, needs: str, names: str, **more: object) -> Form:
    wanted = frozenset(needs.split())
    return Form(table=table, needs=wanted, names=tuple(names.split()), **more)  # type: ignore[arg-type]


_FOLLOW = ActionKind.FOLLOW
_ACCEPTED = ("accepted", "")

FORMS = (
    _form(Table.SHARES, "date sharelink", "shares", date=("date", "sharedate"), led=True,
          linked=True, text="sharecommentary"),
    _form(Table.COMMENTS, "date link message", "comments", date=("date",), led=True, linked=True,
          text="message", backslash=True, kind=ActionKind.COMMENT),
    _form(Table.REACTIONS, "date type link", "reactions likes", date=("date",), led=True),
    _form(Table.VOTES, "date link optiontext", "votes", date=("date",), led=True, linked=True,
          text="optiontext", kind=ActionKind.POLL_VOTE),
    _form(Table.REPOSTS, "date link", "instantreposts", date=("date",), led=True, linked=True,
          only=True, kind=ActionKind.REPOST),
    _form(Table.INVITATIONS, "from to sentat direction", "invitations", date=("sentat",),
          clock=Clock.PACIFIC, text="message"),
    _form(Table.CONNECTIONS, "firstname lastname connectedon", "connections",
          date=("connectedon",), clock=Clock.UTC_DAY, text="position"),
    _form(Table.MESSAGES, "conversationid from date", "messages", date=("date",), text="content"),
    _form(Table.SEARCHES, "time searchquery", "searchqueries", date=("time", "date"), led=True,
          text="searchquery", kind=ActionKind.PEOPLE_SEARCH),
    _form(Table.COMPANY_FOLLOWS, "organization followedon", "companyfollows",
          date=("followedon",), text="organization", kind=_FOLLOW),
    _form(Table.MEMBER_FOLLOWS, "date status fullname", "memberfollows", date=("date",), led=True,
          text="fullname", kind=_FOLLOW),
    _form(Table.ENDORSED_BY, "endorsementdate endorserfirstname", "endorsementreceivedinfo",
          date=("endorsementdate",), led=True, text="skillname", status=_ACCEPTED,
          kind=ActionKind.ENDORSEMENT_RECEIVED),
    _form(Table.ENDORSED, "endorsementdate endorseefirstname", "endorsementgiveninfo",
          date=("endorsementdate",), led=True, text="skillname", status=_ACCEPTED,
          kind=ActionKind.ENDORSEMENT_GIVEN),
    _form(Table.RECOMMENDED_BY, "firstname lastname text creationdate", "recommendationsreceived",
          name_decides=True, date=("creationdate",), clock=Clock.PACIFIC, text="text",
          kind=ActionKind.RECOMMENDATION_RECEIVED),
    _form(Table.RECOMMENDED, "firstname lastname text creationdate", "recommendationsgiven",
          name_decides=True, date=("creationdate",), clock=Clock.PACIFIC, text="text",
          kind=ActionKind.RECOMMENDATION_GIVEN),
    _form(Table.LOGINS, "logindate", "logins", date=("logindate",), led=True, text="useragent",
          kind=SIGN_IN),
    _form(Table.PROFILE, "firstname lastname headline", "profile"),
    _form(Table.SKILLS, "name", "skills", name_decides=True),
    _form(Table.POSITIONS, "companyname title", "positions"),
    _form(Table.EDUCATION, "schoolname", "education"),
)  # fmt: skip

NOT_MESSAGES = ("guide", "coach", "learning")
"""Files that share the header of messages and hold none of the member's own."""

_OTHERS = """
    adtargeting adsclicked causesyoucareabout certifications courses emailaddresses events groups
    hashtagfollows honors imports importedcontacts inferencesaboutyou inferences
    jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses jobapplications
    jobpostings jobseekerpreferences languages learning organizations patents phonenumbers
    privateidentityasset profilesummary projects providers publications receipts receiptsv2
    recommendations registration richmedia savedjobs savedjobalerts securitychallenges services
    testscores twitter verifications volunteering volunteeringexperiences whatsappphonenumbers
"""
OTHER_FILES = frozenset(_OTHERS.split())
"""Plain names of files that belong to an archive and say nothing about actions."""

SECTIONS: Mapping[str, frozenset[str]] = {
    "contact": frozenset(("emailaddresses", "phonenumbers", "whatsappphonenumbers")),
    "extras": frozenset(
        (
            "certifications", "courses", "honors", "languages", "organizations", "patents",
            "projects", "publications", "testscores", "volunteering", "volunteeringexperiences",
        )
    ),
}  # fmt: skip
"""Parts of a profile that are filled where one of these files has a row."""
