"""The rooms of the app, by the digits that open them."""

from ssi_tui.i18n import N_
from ssi_tui.tui.widgets.frame import Tab

TODAY = Tab("today", "1", N_("Today"))
HISTORY = Tab("history", "2", N_("History"))
SCORES = Tab("scores", "3", N_("Scores"))
WHAT_IF = Tab("what-if", "4", N_("What-if"))
PLAN = Tab("plan", "5", N_("Plan"))
PROFILES = Tab("profiles", "6", N_("Profiles"))
IMPORT = Tab("import", "7", N_("Import"))
SETTINGS = Tab("settings", "8", N_("Settings"))
