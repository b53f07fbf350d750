"""The table of everything that moves the score: points, minutes, pace, memory, why and source.

Points are what an unlimited pace would give; the half-pace (a week) gives half of them.  They are
this program's estimate: chosen so that the stylised facts E1 to E13 come out (tests/sim/facts.py),
not taken from LinkedIn.  Sources: 000–004 are the documents listed in docs/model.md, `help` an
old LinkedIn help page, `averages` the industry and network averages shown to members in 2026.
"""

from sim.catalogue.types import N_, Catalogue, Effect, Feed, Kind, Nature, Share, StockKind
from sim.terms import ActionKind, Pillar, Stock

__all__ = ["CATALOGUE", "N_", "Catalogue", "Effect", "Feed", "Kind", "Nature", "Share", "StockKind"]

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = Pillar

QUICK = 0.58
"""Memory of daily handiwork: four weeks off cost, and eight weeks back restore (000, E2)."""

SEARCHING = 0.54
"""Memory of looking for people: with insights the first to go when one stops (E2)."""

SLOW = 1.6
"""Memory of content: three or four weeks without a post hardly show (003, 004, E1)."""

KINDS = (
    # ---- Brand
    Kind(
        kind=ActionKind.ARTICLE, nature=Nature.HABIT, minutes=150, half_pace=0.7, memory=SLOW,
        most=3, effects=(Effect(pillar=BRAND, points=0.2), Effect(pillar=INSIGHTS, points=0.5)),
        feeds=(Feed(stock=Stock.ARTICLES, amount=1),),
        why=N_("Good articles carry the brand for months or years; how often you write matters "
               "little, so most of the points are in the article that stays."),
        source="002 003 004 help",
    ),
    Kind(
        kind=ActionKind.VIDEO, nature=Nature.HABIT, minutes=60, half_pace=1, memory=SLOW, most=3,
        effects=(Effect(pillar=BRAND, points=0.6), Effect(pillar=INSIGHTS, points=0.5)),
        feeds=(Feed(stock=Stock.MEDIA, amount=1),),
        why=N_("Moving pictures belong to a strong profile, and one that is shown stays there."),
        source="002 003 004",
    ),
    Kind(
        kind=ActionKind.PROFILE_SECTION, nature=Nature.ONCE, minutes=15,
        feeds=(Feed(stock=Stock.PROFILE, amount=0.1),),
        why=N_("About ten sections make a full profile: picture, headline, summary, jobs with "
               "dates and texts, education, contact details, featured, interests."),
        source="000 001 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.MEDIA, nature=Nature.ONCE, minutes=10,
        feeds=(Feed(stock=Stock.MEDIA, amount=1),),
        why=N_("Pictures, presentations or links that are featured or attached to a job."),
        source="000 002 003 004",
    ),
    Kind(
        kind=ActionKind.SKILL, nature=Nature.ONCE, minutes=3,
        feeds=(Feed(stock=Stock.SKILLS, amount=1),),
        why=N_("Choose the skills yourself, so that people endorse what you want to be known for."),
        source="000 002",
    ),
    Kind(
        kind=ActionKind.ENDORSEMENT_ASKED, nature=Nature.HABIT, minutes=3, most=3,
        feeds=(Feed(stock=Stock.ENDORSEMENTS, amount=0.5),),
        why=N_("We assume that every second person who is asked endorses; log as received only "
               "what comes unasked."),
        source="002 help",
    ),
    Kind(
        kind=ActionKind.ENDORSEMENT_RECEIVED, nature=Nature.RECEIVED, minutes=0,
        feeds=(Feed(stock=Stock.ENDORSEMENTS, amount=1),),
        why=N_("Endorsed skills are part of the brand, and they stay."),
        source="002 help",
    ),
    Kind(
        kind=ActionKind.RECOMMENDATION_RECEIVED, nature=Nature.RECEIVED, minutes=0,
        feeds=(Feed(stock=Stock.RECOMMENDATIONS, amount=1),),
        why=N_("A recommendation is a part of the profile that others write; it stays."),
        source="000",
    ),
    Kind(
        kind=ActionKind.FOLLOWER_GAINED, nature=Nature.RECEIVED, minutes=0, half_pace=5,
        effects=(Effect(pillar=BRAND, points=0.7),),
        why=N_("New followers show that the content reaches people."),
        source="002 help",
    ),
    # ---- People
    Kind(
        kind=ActionKind.ACTIVE_DAY, nature=Nature.HABIT, minutes=2, half_pace=4, memory=SEARCHING,
        most=7, effects=(Effect(pillar=PEOPLE, points=2.8),),
        why=N_("A day on which you looked in; LinkedIn counts active days."),
        source="002 help",
    ),
    Kind(
        kind=ActionKind.PEOPLE_SEARCH, nature=Nature.HABIT, minutes=3, half_pace=7,
        memory=SEARCHING, effects=(Effect(pillar=PEOPLE, points=3.6),),
        why=N_("Searching with filters is what this pillar is about, and it is free."),
        source="000 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.LEAD_SEARCH, nature=Nature.HABIT, minutes=5, half_pace=4, memory=SEARCHING,
        sales_navigator=True, effects=(Effect(pillar=PEOPLE, points=5.5),),
        why=N_("The search of Sales Navigator counts most of all; whether the licence lifts the "
               "ceiling is disputed, so it only counts when you use it."),
        source="000 001 help",
    ),
    Kind(
        kind=ActionKind.LEAD_SAVED, nature=Nature.HABIT, minutes=1, half_pace=8, memory=SEARCHING,
        sales_navigator=True, effects=(Effect(pillar=PEOPLE, points=5),),
        why=N_("Saved leads and accounts count for holders of Sales Navigator."),
        source="000 help",
    ),
    Kind(
        kind=ActionKind.PROFILE_VIEW, nature=Nature.HABIT, minutes=1, half_pace=16,
        memory=SEARCHING, effects=(Effect(pillar=PEOPLE, points=3.4),),
        why=N_("Looking at people's profiles is one of the four questions of this pillar."),
        source="002 003 004 help",
    ),
    Kind(
        kind=ActionKind.DISTANT_PROFILE_VIEW, nature=Nature.HABIT, minutes=1.5, half_pace=8,
        memory=SEARCHING, effects=(Effect(pillar=PEOPLE, points=1.6),),
        why=N_("Profiles of the third degree are asked for by name."),
        source="002",
    ),
    Kind(
        kind=ActionKind.NETWORK_BROWSED, nature=Nature.HABIT, minutes=4, half_pace=3,
        memory=SEARCHING, effects=(Effect(pillar=PEOPLE, points=1.2),),
        why=N_("Going through a contact's network, a group or a thread finds people quickly."),
        source="000 003 004",
    ),
    Kind(
        kind=ActionKind.INVITATION_VETTED, nature=Nature.HABIT, minutes=2, half_pace=4,
        memory=SEARCHING, most=7, effects=(Effect(pillar=PEOPLE, points=0.8),),
        why=N_("Two clicks before you accept: is the person relevant, active, well presented? "
               "Silent collectors bring nothing; the others may follow."),
        source="000 001",
    ),
    # ---- Insights
    Kind(
        kind=ActionKind.POST, nature=Nature.HABIT, minutes=30, half_pace=2.5, memory=SLOW, most=7,
        effects=(Effect(pillar=INSIGHTS, points=4), Effect(pillar=BRAND, points=0.8)),
        why=N_("Posts start conversations and win followers; a pause of some weeks hardly shows."),
        source="000 001 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.REPOST, nature=Nature.HABIT, minutes=4, half_pace=2, most=14,
        effects=(Effect(pillar=INSIGHTS, points=1),),
        why=N_("Passing on what others wrote counts, less than one's own words."),
        source="002 003 004 help",
    ),
    Kind(
        kind=ActionKind.COMMENT, nature=Nature.HABIT, minutes=4, half_pace=7, memory=QUICK,
        effects=(Effect(pillar=INSIGHTS, points=5.5), Effect(pillar=RELATIONSHIPS, points=0.3)),
        why=N_("Comments pay into this pillar at once, and talking to contacts builds trust."),
        source="000 001 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.REACTION, nature=Nature.HABIT, minutes=0.3, half_pace=20, memory=QUICK,
        effects=(Effect(pillar=INSIGHTS, points=2),),
        why=N_("A like is the smallest sign that you take part, and not every source counts it."),
        source="002 003 help",
    ),
    Kind(
        kind=ActionKind.POLL_VOTE, nature=Nature.HABIT, minutes=0.5, half_pace=3, memory=QUICK,
        effects=(Effect(pillar=INSIGHTS, points=0.3),),
        why=N_("No source names votes; we count them as a small sign of taking part."),
        source="003 004",
    ),
    Kind(
        kind=ActionKind.GROUP_JOINED, nature=Nature.ONCE, minutes=3,
        feeds=(Feed(stock=Stock.GROUPS, amount=1),),
        why=N_("Membership of groups is counted; taking part counts more."),
        source="002 003 004 help",
    ),
    Kind(
        kind=ActionKind.GROUP_POST, nature=Nature.HABIT, minutes=8, half_pace=2,
        effects=(Effect(pillar=INSIGHTS, points=1.2),),
        why=N_("Being in a group helps only those who take part in it."),
        source="003 004 help",
    ),
    Kind(
        kind=ActionKind.MESSAGE, nature=Nature.HABIT, minutes=3, half_pace=9, memory=QUICK,
        effects=(Effect(pillar=INSIGHTS, points=2.2), Effect(pillar=RELATIONSHIPS, points=1)),
        why=N_("Disputed: LinkedIn and three documents count messages under insights, others "
               "under relationships.  We give a share to both."),
        source="000 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.INMAIL, nature=Nature.HABIT, minutes=8, half_pace=1, memory=QUICK,
        sales_navigator=True,
        effects=(Effect(pillar=INSIGHTS, points=2, share=Share.REPLIED),),
        why=N_("Only with a paid plan, and only the answered ones count: the question is whether "
               "more than one in ten is."),
        source="002 help",
    ),
    Kind(
        kind=ActionKind.INMAIL_REPLY, nature=Nature.RATE, minutes=0,
        why=N_("Tells your rate of replies; the points stand with the in-mail."),
        source="002",
    ),
    Kind(
        kind=ActionKind.ENGAGEMENT_RECEIVED, nature=Nature.RECEIVED, minutes=0, half_pace=30,
        memory=SLOW,
        effects=(Effect(pillar=INSIGHTS, points=3.2), Effect(pillar=RELATIONSHIPS, points=0.3)),
        why=N_("The response to what you share decides more than how often you share, and it "
               "brings people who want to connect."),
        source="000 001 002 003 004",
    ),
    # ---- Relationships
    Kind(
        kind=ActionKind.REQUEST, nature=Nature.HABIT, minutes=1, half_pace=6, memory=QUICK,
        most=30,
        effects=(
            Effect(pillar=RELATIONSHIPS, points=7.5, share=Share.ACCEPTED),
            Effect(pillar=RELATIONSHIPS, points=-1.3, share=Share.UNANSWERED),
        ),
        feeds=(Feed(stock=Stock.NETWORK, amount=1, share=Share.ACCEPTED),),
        why=N_("Accepted requests earn; with one in five accepted or fewer they earn nothing and "
               "cost.  Disputed: some count the rate of acceptance under people."),
        source="000 001 002 003 004 help",
    ),
    Kind(
        kind=ActionKind.REQUEST_WITH_NOTE, nature=Nature.HABIT, minutes=2.5, half_pace=6,
        memory=QUICK, most=30,
        effects=(
            Effect(pillar=RELATIONSHIPS, points=7.5, share=Share.ACCEPTED_WITH_NOTE),
            Effect(pillar=RELATIONSHIPS, points=-1.3, share=Share.UNANSWERED_WITH_NOTE),
        ),
        feeds=(Feed(stock=Stock.NETWORK, amount=1, share=Share.ACCEPTED_WITH_NOTE),),
        why=N_("A short personal line makes more people say yes, and what is accepted counts."),
        source="000 001 003 004",
    ),
    Kind(
        kind=ActionKind.REQUEST_ACCEPTED, nature=Nature.RATE, minutes=0,
        why=N_("Tells your rate of acceptance; the points stand with the request."),
        source="001 002 help",
    ),
    Kind(
        kind=ActionKind.REQUEST_IGNORED, nature=Nature.RATE, minutes=0,
        why=N_("Tells your rate of acceptance; what it costs stands with the request."),
        source="001 002 help",
    ),
    Kind(
        kind=ActionKind.INVITATION_RECEIVED, nature=Nature.RECEIVED, minutes=0, half_pace=4,
        effects=(Effect(pillar=RELATIONSHIPS, points=0.8),),
        why=N_("Being asked counts too; good content makes others ask."),
        source="001 004",
    ),
    Kind(
        kind=ActionKind.INVITATION_ACCEPTED, nature=Nature.HABIT, minutes=1, half_pace=4,
        memory=QUICK, most=5, effects=(Effect(pillar=RELATIONSHIPS, points=2.2),),
        feeds=(Feed(stock=Stock.NETWORK, amount=1),),
        why=N_("Accept whoever is relevant: the network grows, steadily."),
        source="000 001 003 004",
    ),
    Kind(
        kind=ActionKind.FOLLOW, nature=Nature.HABIT, minutes=0.3, half_pace=5, memory=SEARCHING,
        most=14, effects=(Effect(pillar=PEOPLE, points=0.2),),
        why=N_("Following is the light way to stay near someone you do not need as a contact."),
        source="001",
    ),
    Kind(
        kind=ActionKind.ENDORSEMENT_GIVEN, nature=Nature.HABIT, minutes=1, half_pace=4,
        most=5, effects=(Effect(pillar=RELATIONSHIPS, points=0.6),),
        feeds=(Feed(stock=Stock.ENDORSEMENTS, amount=0.25),),
        why=N_("Using the contacts that one has; endorsements tend to come back."),
        source="000 002",
    ),
    Kind(
        kind=ActionKind.RECOMMENDATION_GIVEN, nature=Nature.HABIT, minutes=15, half_pace=0.5,
        memory=SLOW, most=2, effects=(Effect(pillar=RELATIONSHIPS, points=0.6),),
        why=N_("A few good words for a contact are a lasting piece of a relation."),
        source="000",
    ),
    Kind(
        kind=ActionKind.MEETING, nature=Nature.OFFLINE, minutes=60,
        why=N_("Meeting people is what it is all for; LinkedIn does not see it."),
        source="001 002",
    ),
    Kind(
        kind=ActionKind.PITCH, nature=Nature.HARM, minutes=3, half_pace=3,
        effects=(Effect(pillar=RELATIONSHIPS, points=-6),),
        why=N_("Selling to someone right after connecting hurts more than silence; being blocked "
               "for it hurts most."),
        source="001",
    ),
)  # fmt: skip

STOCKS = (
    StockKind(
        stock=Stock.PROFILE, points=8.4, half_count=None,
        why=N_("A full profile is the ground of the brand, and it is found and seen more often."),
        source="000 001 002 003 004 help",
    ),
    StockKind(
        stock=Stock.MEDIA, points=1, half_count=2,
        why=N_("The first few pictures or films matter, the tenth does not."),
        source="002 003 004",
    ),
    StockKind(
        stock=Stock.SKILLS, points=1, half_count=5,
        why=N_("A handful of well-chosen skills is enough."),
        source="000 002",
    ),
    StockKind(
        stock=Stock.ENDORSEMENTS, points=2.5, half_count=15,
        why=N_("Many small votes for one's skills, each adding less than the one before."),
        source="002 help",
    ),
    StockKind(
        stock=Stock.RECOMMENDATIONS, points=1, half_count=2,
        why=N_("Two or three good recommendations make the point."),
        source="000",
    ),
    StockKind(
        stock=Stock.ARTICLES, points=2, half_count=3,
        why=N_("Articles that are years old still lift the score, and more of them little."),
        source="002 003 004",
    ),
    StockKind(
        stock=Stock.NETWORK, points=13, half_count=350,
        why=N_("The size of the network, as far as numbers can say it; the first hundreds count "
               "most."),
        source="000 001 help",
    ),
    StockKind(
        stock=Stock.GROUPS, points=1.8, half_count=2,
        why=N_("A member of two or three groups has most of it."),
        source="002 003 004 help",
    ),
)  # fmt: skip

CATALOGUE = Catalogue(kinds=KINDS, stocks=STOCKS)
"""The kinds in the order of `ActionKind`: this is the kind axis unless own actions are added."""
