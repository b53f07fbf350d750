"""The keys of Import."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.keys.lists import DOWN, up

IMPORTS = (
    up(N_("choose what to do, or a file that was found")),
    DOWN,
    Command(
        name="take",
        keys=("enter",),
        word=N_("open"),
        rank=2,
        help=N_("do the chosen one; a file is shown before anything is written"),
        palette=False,
    ),
    Command(name="archive", keys=("i",), help=N_("import LinkedIn’s archive")),
    Command(name="sheet", keys=("a",), help=N_("import LinkedIn’s analytics sheet")),
    Command(name="paste", keys=("p",), help=N_("paste a score page"), palette=False),
    Command(name="journal", keys=("o",), help=N_("import an export of ssi-tui")),
    Command(name="tracker", keys=("w",), help=N_("import another tracker’s table")),
    Command(name="export", keys=("e",), help=N_("export everything"), palette=False),
    Command(name="backups", keys=("b",), help=N_("backups: keep one, restore one"), palette=False),
)
