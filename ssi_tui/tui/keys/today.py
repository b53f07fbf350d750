"""The keys of Today."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

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
        name="edit",
        keys=("e",),
        word=N_("edit"),
        rank=7,
        help=N_("how often you want to do it"),
    ),
    Command(name="text", keys=("x",), help=N_("the day in plain sentences")),
    Command(
        name="rest",
        keys=(),
        help=N_("a day of rest: nothing is due; or none after all"),
        listed=False,
    ),
    Command(
        name="sample",
        keys=("d",),
        help=N_("a sample journal, and back"),
    ),
    Command(name="today", keys=("home",), help=N_("back to today")),
)
