"""The names of the actions and what counts as one, in the order of `sim.terms.ActionKind`.

Plain words, not its members: making them costs 2 ms on the way to one log entry.
"""

from collections.abc import Callable

from ssi_tui.i18n import N_, ngettext

ACTIONS: dict[str, tuple[Callable[[int], str], str]] = {
    "article": (
        lambda n: ngettext("article", "articles", n),
        N_("a long text published on LinkedIn, not an ordinary post"),
    ),
    "video": (
        lambda n: ngettext("video", "videos", n),
        N_("a video of your own, posted or on your profile"),
    ),
    "profile-section": (
        lambda n: ngettext("profile section", "profile sections", n),
        N_("a part of your profile filled in or rewritten"),
    ),
    "media": (
        lambda n: ngettext("media item", "media items", n),
        N_("a picture, document or link in Featured or at a job"),
    ),
    "skill": (
        lambda n: ngettext("skill", "skills", n),
        N_("a skill added to your profile"),
    ),
    "endorsement-asked": (
        lambda n: ngettext("endorsement asked for", "endorsements asked for", n),
        N_("you asked somebody to confirm a skill"),
    ),
    "endorsement-received": (
        lambda n: ngettext("endorsement received", "endorsements received", n),
        N_("somebody confirmed one of your skills"),
    ),
    "recommendation-received": (
        lambda n: ngettext("recommendation received", "recommendations received", n),
        N_("somebody wrote a recommendation for you"),
    ),
    "follower-gained": (
        lambda n: ngettext("new follower", "new followers", n),
        N_("somebody follows you because of what you publish"),
    ),
    "active-day": (
        lambda n: ngettext("active day", "active days", n),
        N_("you were on LinkedIn that day, whatever you did there"),
    ),
    "people-search": (
        lambda n: ngettext("people search", "people searches", n),
        N_("a search for people with at least one filter"),
    ),
    "lead-search": (
        lambda n: ngettext("lead search", "lead searches", n),
        N_("a search in Sales Navigator's Lead Builder"),
    ),
    "lead-saved": (
        lambda n: ngettext("lead saved", "leads saved", n),
        N_("a lead or an account saved in Sales Navigator"),
    ),
    "profile-view": (
        lambda n: ngettext("profile view", "profile views", n),
        N_("you looked at somebody's profile"),
    ),
    "distant-profile-view": (
        lambda n: ngettext("distant profile view", "distant profile views", n),
        N_("a profile outside your network, 3rd degree"),
    ),
    "network-browsed": (
        lambda n: ngettext("network browsed", "networks browsed", n),
        N_("you went through the connections of a connection"),
    ),
    "invitation-vetted": (
        lambda n: ngettext("invitation vetted", "invitations vetted", n),
        N_("you checked who it is before accepting or ignoring"),
    ),
    "post": (
        lambda n: ngettext("post", "posts", n),
        N_("a post of your own in the feed"),
    ),
    "repost": (
        lambda n: ngettext("repost", "reposts", n),
        N_("you shared somebody's post, with or without words of yours"),
    ),
    "comment": (
        lambda n: ngettext("comment", "comments", n),
        N_("a comment under somebody's post"),
    ),
    "reaction": (
        lambda n: ngettext("reaction", "reactions", n),
        N_("a like or another reaction given"),
    ),
    "poll-vote": (
        lambda n: ngettext("poll vote", "poll votes", n),
        N_("you voted in a poll"),
    ),
    "group-joined": (
        lambda n: ngettext("group joined", "groups joined", n),
        N_("you became a member of a group"),
    ),
    "group-post": (
        lambda n: ngettext("group post", "group posts", n),
        N_("a post or a comment in a group"),
    ),
    "message": (
        lambda n: ngettext("message", "messages", n),
        N_("a chat message to a connection"),
    ),
    "inmail": (
        lambda n: ngettext("InMail", "InMails", n),
        N_("a paid message to somebody you are not connected with"),
    ),
    "inmail-reply": (
        lambda n: ngettext("InMail reply", "InMail replies", n),
        N_("an answer to an InMail of yours"),
    ),
    "engagement-received": (
        lambda n: ngettext("engagement received", "engagements received", n),
        N_("a reaction or an answer that your content got"),
    ),
    "request": (
        lambda n: ngettext("request", "requests", n),
        N_("a connection request that you sent without a note"),
    ),
    "request-with-note": (
        lambda n: ngettext("request with a note", "requests with a note", n),
        N_("a connection request that you sent with a personal note"),
    ),
    "request-accepted": (
        lambda n: ngettext("request accepted", "requests accepted", n),
        N_("somebody accepted your request"),
    ),
    "request-ignored": (
        lambda n: ngettext("request ignored", "requests ignored", n),
        N_("a request of yours that stayed unanswered or was withdrawn"),
    ),
    "invitation-received": (
        lambda n: ngettext("invitation received", "invitations received", n),
        N_("somebody asked to connect with you"),
    ),
    "invitation-accepted": (
        lambda n: ngettext("invitation accepted", "invitations accepted", n),
        N_("you accepted an invitation"),
    ),
    "follow": (
        lambda n: ngettext("follow", "follows", n),
        N_("you began to follow a person or a company"),
    ),
    "endorsement-given": (
        lambda n: ngettext("endorsement given", "endorsements given", n),
        N_("you confirmed somebody's skill"),
    ),
    "recommendation-given": (
        lambda n: ngettext("recommendation given", "recommendations given", n),
        N_("you wrote a recommendation for somebody"),
    ),
    "meeting": (
        lambda n: ngettext("meeting", "meetings", n),
        N_("you met a contact, on site or by video"),
    ),
    "pitch": (
        lambda n: ngettext("pitch", "pitches", n),
        N_("a sales message right after connecting: this one costs points"),
    ),
}
"""Kind → its name for a count, and one clause on what counts."""
