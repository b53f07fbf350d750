"""The keys of Settings."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.keys.lists import DOWN, up

SETTINGS = (
    up(N_("choose a setting")),
    DOWN,
    Command(
        name="before",
        keys=("left", "h"),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("change it: it holds at once, and is kept"),
        palette=False,
    ),
    Command(
        name="after",
        keys=("right", "l"),
        help=N_("the next value"),
        palette=False,
        listed=False,
    ),
    Command(
        name="next",
        keys=("enter", "space"),
        help=N_("the next value, and the first after the last"),
        palette=False,
    ),
)
