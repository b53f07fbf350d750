"""All keys of the app: what they do, in the key row, the help and the palette."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.widgets.frame import Tab

TODAY_TAB = Tab("today", "1", N_("Today"))
WHAT_IF_TAB = Tab("what-if", "4", N_("What-if"))

EVERYWHERE = (
    Command(name="undo", keys=("u",), word=N_("undo"), help=N_("undo the last change"), rank=3),
    Command(name="redo", keys=("U",), help=N_("do the undone change again")),
    Command(
        name="theme", keys=("t",), help=N_("dark, light or high contrast"), word=N_("theme"), rank=8
    ),
    Command(name="help", keys=("?",), word=N_("keys"), help=N_("this help"), rank=0, palette=False),
    Command(
        name="palette",
        keys=(":", "ctrl+p"),
        word=N_("all"),
        help=N_("all commands by name; also import, export, backups"),
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
)
"""Rare and large: by their names in the palette, so that no letter is lost to them."""

TODAY = (
    Command(
        name="day_before",
        keys=("left",),
        shown="←→",
        word=N_("day"),
        rank=2,
        help=N_("the day before, the day after"),
        palette=False,
    ),
    Command(
        name="day_after", keys=("right",), help=N_("the day after"), listed=False, palette=False
    ),
    Command(name="up", keys=("up",), shown="↑↓", help=N_("choose a row"), palette=False),
    Command(name="down", keys=("down",), help=N_("the row below"), palette=False, listed=False),
    Command(name="number", keys=("enter",), help=N_("type the row’s exact number")),
    Command(name="more", keys=("+", "="), shown="+ -", help=N_("one more, one less of the row")),
    Command(name="less", keys=("-",), help=N_("one less in the row"), palette=False, listed=False),
    Command(name="note", keys=("n",), word=N_("note"), help=N_("note of the day"), rank=4),
    Command(
        name="score",
        keys=("s",),
        word=N_("score"),
        help=N_("the SSI that LinkedIn shows"),
        rank=3,
    ),
    Command(
        name="add",
        keys=("a",),
        word=N_("add"),
        help=N_("add any other action"),
        rank=5,
    ),
    Command(
        name="sample",
        keys=("d",),
        help=N_("a sample journal, and back"),
    ),
    Command(name="today", keys=("home",), help=N_("back to today")),
)

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
