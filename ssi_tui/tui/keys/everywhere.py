"""The keys that work in every room, and commands that have a name and no key."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

EVERYWHERE = (
    Command(name="undo", keys=("u",), word=N_("undo"), help=N_("undo the last change"), rank=3),
    Command(name="redo", keys=("U",), help=N_("do the undone change again")),
    Command(
        name="theme",
        keys=("t",),
        word=N_("theme"),
        help=N_("dark, light or high contrast"),
        rank=8,
    ),
    Command(
        name="help",
        keys=("?",),
        word=N_("keys"),
        help=N_("this help"),
        rank=0,
        palette=False,
        listed=False,
    ),
    Command(
        name="palette",
        keys=(":", "ctrl+p"),
        word=N_("all"),
        help=N_("all commands by name"),
        rank=7,
        palette=False,
    ),
    Command(
        name="quit", keys=("q",), word=N_("quit"), help=N_("quit; everything is saved"), rank=1
    ),
)
"""What each room understands beside its own commands."""

BY_NAME = (
    Command(name="import", keys=(), help=N_("import an archive, sheet or table")),
    Command(name="export", keys=(), help=N_("export everything: JSON or CSV")),
    Command(name="backups", keys=(), help=N_("backups: keep a copy, restore one")),
    Command(name="paste", keys=(), help=N_("paste a score page")),
    Command(name="present", keys=(), help=N_("present: what-if as a slide for a room")),
    Command(name="picture", keys=(), help=N_("picture of this screen: SVG or PNG")),
    Command(name="drawing", keys=(), help=N_("picture of the what-if chart: SVG or PNG")),
)
"""Rare and large: by their names in the palette, so that no letter is lost to them."""
