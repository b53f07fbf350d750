"""The keys of History."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

HISTORY = (
    Command(
        name="day_before",
        keys=("up",),
        shown="←→↑↓",
        word=N_("move"),
        rank=2,
        help=N_("a day or a week back or on"),
        palette=False,
    ),
    Command(name="day_after", keys=("down",), help=N_("a day on"), listed=False, palette=False),
    Command(name="week_before", keys=("left",), help=N_("a week back"), listed=False),
    Command(name="week_after", keys=("right",), help=N_("a week on"), listed=False),
    Command(
        name="open_day",
        keys=("enter",),
        word=N_("open day"),
        rank=2,
        help=N_("open the day in Today, to look or to put right"),
    ),
    Command(
        name="search",
        keys=("/",),
        word=N_("find"),
        rank=3,
        help=N_("find a note, or days with an action"),
    ),
    Command(
        name="next_action",
        keys=("a",),
        shown="a A",
        word=N_("action"),
        rank=4,
        help=N_("one action alone, the next, the one before"),
    ),
    Command(name="previous_action", keys=("A",), help=N_("the action before"), listed=False),
    Command(
        name="next_pillar",
        keys=("p",),
        word=N_("pillar"),
        rank=5,
        help=N_("the actions of one pillar, then of all"),
    ),
    Command(
        name="year_before",
        keys=("y", "pageup"),
        shown="y Y",
        word=N_("year"),
        rank=5,
        help=N_("a year back, a year on"),
    ),
    Command(name="year_after", keys=("Y", "pagedown"), help=N_("a year on"), listed=False),
    Command(name="today", keys=("home",), help=N_("back to today")),
    Command(
        name="text",
        keys=("x",),
        help=N_("the same in words, for screen readers"),
    ),
)
