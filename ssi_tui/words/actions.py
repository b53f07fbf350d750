"""The names of the actions and what counts as one, in the order of `sim.terms.ActionKind`.

Plain words, not its members: making them costs 2 ms on the way to one log entry.
"""

from ssi_tui.i18n import N_, NN_

ACTIONS: dict[str, tuple[tuple[str, str], str]] = {
    "article": (
        NN_("article", "articles"),
        N_("a long text published on LinkedIn, not an ordinary post"),
    ),
    "video": (
        NN_("video", "videos"),
        N_("a video of your own, posted or on your profile"),
    ),
    "profile-section": (
        NN_("profile section", "profile sections"),
        N_("a part of your profile filled in or rewritten"),
    ),
    "media": (
        NN_("media item", "media items"),
        N_("a picture, document or link in Featured or at a job"),
    ),
    "skill": (
        NN_("skill", "skills"),
        N_("a skill added to your profile"),
    ),
    "endorsement-asked": (
        NN_("endorsement asked for", "endorsements asked for"),
        N_("you asked somebody to confirm a skill"),
    ),
    "endorsement-received": (
        NN_("endorsement received", "endorsements received"),
        N_("somebody confirmed one of your skills"),
    ),
    "recommendation-received": (
        NN_("recommendation received", "recommendations received"),
        N_("somebody wrote a recommendation for you"),
    ),
    "follower-gained": (
        NN_("new follower", "new followers"),
        N_("somebody follows you because of what you publish"),
    ),
    "active-day": (
        NN_("active day", "active days"),
        N_("you were on LinkedIn that day, whatever you did there"),
    ),
    "people-search": (
        NN_("people search", "people searches"),
        N_("a search for people with at least one filter"),
    ),
    "lead-search": (
        NN_("lead search", "lead searches"),
        N_("a search in Sales Navigator's Lead Builder"),
    ),
    "lead-saved": (
        NN_("lead saved", "leads saved"),
        N_("a lead or an account saved in Sales Navigator"),
    ),
    "profile-view": (
        NN_("profile view", "profile views"),
        N_("you looked at somebody's profile"),
    ),
    "distant-profile-view": (
        NN_("distant profile view", "distant profile views"),
        N_("a profile outside your network, 3rd degree"),
    ),
    "network-browsed": (
        NN_("network browsed", "networks browsed"),
        N_("you went through the connections of a connection"),
    ),
    "invitation-vetted": (
        NN_("invitation vetted", "invitations vetted"),
        N_("you checked who it is before accepting or ignoring"),
    ),
    "post": (
        NN_("post", "posts"),
        N_("a post of your own in the feed"),
    ),
    "repost": (
        NN_("repost", "reposts"),
        N_("you shared somebody's post, with or without words of yours"),
    ),
    "comment": (
        NN_("comment", "comments"),
        N_("a comment under somebody's post"),
    ),
    "reaction": (
        NN_("reaction", "reactions"),
        N_("a like or another reaction given"),
    ),
    "poll-vote": (
        NN_("poll vote", "poll votes"),
        N_("you voted in a poll"),
    ),
    "group-joined": (
        NN_("group joined", "groups joined"),
        N_("you became a member of a group"),
    ),
    "group-post": (
        NN_("group post", "group posts"),
        N_("a post or a comment in a group"),
    ),
    "message": (
        NN_("message", "messages"),
        N_("a chat message to a connection"),
    ),
    "inmail": (
        NN_("InMail", "InMails"),
        N_("a paid message to somebody you are not connected with"),
    ),
    "inmail-reply": (
        NN_("InMail reply", "InMail replies"),
        N_("an answer to an InMail of yours"),
    ),
    "engagement-received": (
        NN_("engagement received", "engagements received"),
        N_("a reaction or an answer that your content got"),
    ),
    "request": (
        NN_("request", "requests"),
        N_("a connection request that you sent without a note"),
    ),
    "request-with-note": (
        NN_("request with a note", "requests with a note"),
        N_("a connection request that you sent with a personal note"),
    ),
    "request-accepted": (
        NN_("request accepted", "requests accepted"),
        N_("somebody accepted your request"),
    ),
    "request-ignored": (
        NN_("request ignored", "requests ignored"),
        N_("a request of yours that stayed unanswered or was withdrawn"),
    ),
    "invitation-received": (
        NN_("invitation received", "invitations received"),
        N_("somebody asked to connect with you"),
    ),
    "invitation-accepted": (
        NN_("invitation accepted", "invitations accepted"),
        N_("you accepted an invitation"),
    ),
    "follow": (
        NN_("follow", "follows"),
        N_("you began to follow a person or a company"),
    ),
    "endorsement-given": (
        NN_("endorsement given", "endorsements given"),
        N_("you confirmed somebody's skill"),
    ),
    "recommendation-given": (
        NN_("recommendation given", "recommendations given"),
        N_("you wrote a recommendation for somebody"),
    ),
    "meeting": (
        NN_("meeting", "meetings"),
        N_("you met a contact, on site or by video"),
    ),
    "pitch": (
        NN_("pitch", "pitches"),
        N_("a sales message right after connecting: this one costs points"),
    ),
}
"""Kind → its name for one and for more, and one clause on what counts."""

# For translators: what else people type for a request; if there is nothing, the name once more
ALSO = {"request": N_("connection request")}
"""Another name for some, understood where a person types one."""
