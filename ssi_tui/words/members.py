"""What the members are called whose start a simulation without a journal takes."""

from sim.terms import Member
from ssi_tui.i18n import N_, _

_MEMBERS = {
    Member.INACTIVE: N_("inactive"),
    Member.ORDINARY: N_("ordinary"),
    Member.OCCASIONAL: N_("now and then"),
    Member.ACTIVE: N_("active"),
    Member.INTENSIVE: N_("intensive, with Sales Navigator"),
}


def member_name(member: Member) -> str:
    """The member's name for a sentence."""
    return _(_MEMBERS[member])
