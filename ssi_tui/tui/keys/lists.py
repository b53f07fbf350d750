"""The arrows in a list: the same in every room that has one."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command


def up(help: str, *, rank: int = 2) -> Command:
    """The arrow up, which stands for both in the help and in the key row."""
    return Command(
        name="up",
        keys=("up", "k"),
        shown="↑↓",
        word=N_("choose"),
        rank=rank,
        help=help,
        palette=False,
    )


DOWN = Command(
    name="down", keys=("down", "j"), help=N_("the one below"), palette=False, listed=False
)
