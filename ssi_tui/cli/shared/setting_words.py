"""What each setting is about, and what it may be."""

from ssi_tui.i18n import N_
from ssi_tui.settings import LANGUAGES, SHOWABLE, SHOWN, THEMES, WEEK_STARTS

OFF = "off"
"""Written for an empty folder: none."""


SYSTEM = "system"
"""Written for an empty language: that of the system."""


ABOUT = {
    "language": N_("the language of all texts"),
    "week_start": N_("the first day of the week"),
    "day_start": N_("the hour up to which an entry belongs to the day before, 0 to 6"),
    "theme": N_("the colours"),
    "profile": N_("whose journal it is: `ssi profile list`"),
    "streaks": N_("whether weeks in a row are shown"),
    "advice": N_("whether Today proposes what to do next"),
    "pillars": N_("whether Today shows the four parts of the score"),
    "sparklines": N_("whether Today shows the last days of each habit in small"),
    "sync": N_("the folder by which the app exchanges with your other machines, or off"),
}


CHOICES = {
    "language": (*LANGUAGES, SYSTEM),
    "week_start": WEEK_STARTS,
    "theme": THEMES,
    **dict.fromkeys(SHOWABLE, SHOWN),
}
