"""The keys of What-if."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

WHAT_IF = (
    Command(
        name="up",
        keys=("up", "k"),
        shown="↑↓",
        word=N_("choose"),
        rank=2,
        help=N_("choose a scenario: it gets the band"),
        palette=False,
    ),
    Command(name="down", keys=("down", "j"), help=N_("the one below"), palette=False, listed=False),
    Command(
        name="switch",
        keys=("space", "enter"),
        word=N_("on/off"),
        rank=2,
        help=N_("scenario on or off, up to five"),
    ),
    Command(
        name="pillars",
        keys=("v",),
        word=N_("pillars"),
        rank=4,
        help=N_("the total, or the four pillars"),
    ),
    Command(
        name="longer",
        keys=("+", "="),
        shown="+ -",
        word=N_("weeks"),
        rank=4,
        help=N_("look further ahead: 12, 26, 52 weeks"),
    ),
    Command(name="shorter", keys=("-",), help=N_("look less far ahead"), listed=False),
    Command(
        name="scale",
        keys=("z",),
        word=N_("scale"),
        rank=6,
        help=N_("the scale from 0 to the most, or fitted"),
    ),
    Command(
        name="read_again",
        keys=("r",),
        word=N_("reload"),
        rank=6,
        help=N_("read the scenario files again"),
    ),
)
