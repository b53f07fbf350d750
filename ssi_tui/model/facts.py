"""What people say of themselves, beside what they log: four facts, each of them optional."""

ACTIVITY, LICENCE, CONNECTIONS, PROFILE = "activity", "licence", "connections", "profile"

FACTS = (ACTIVITY, LICENCE, CONNECTIONS, PROFILE)
"""How active one usually is, whether one has Sales Navigator, how many contacts one has, and how
much of the profile is filled in."""

CHOICES = {ACTIVITY: ("hardly", "little", "regularly", "much"), LICENCE: ("yes", "no")}
"""Those that are words."""
STOCK_OF = {CONNECTIONS: "network", PROFILE: "profile"}
"""Those that are numbers, and the lasting thing that they count; of the profile it is a part."""
UNSAID = "unsaid"
"""Stands where somebody was asked and did not say."""
