"""The keys of Profiles."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.keys.lists import DOWN, up

PROFILES = (
    up(N_("choose a journal")),
    DOWN,
    Command(
        name="switch",
        keys=("enter",),
        word=N_("open"),
        rank=2,
        help=N_("open the chosen journal from now on"),
    ),
    Command(name="new", keys=("n",), word=N_("new"), rank=3, help=N_("a new, empty journal")),
    Command(name="rename", keys=("r",), word=N_("rename"), rank=4, help=N_("give it another name")),
    Command(
        name="delete",
        keys=("delete", "backspace"),
        word=N_("delete"),
        rank=5,
        help=N_("delete it: into the trash beside the others"),
    ),
)
