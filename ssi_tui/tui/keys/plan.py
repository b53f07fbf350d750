"""The keys of Plan."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.keys.lists import DOWN, up

PLAN = (
    up(N_("choose what to change: the goal, or an action of the plan"), rank=3),
    DOWN,
    Command(
        name="less",
        keys=("left",),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("less, more; with shift in large steps"),
        palette=False,
    ),
    Command(name="more", keys=("right",), help=N_("more"), palette=False, listed=False),
    Command(
        name="much_less", keys=("shift+left",), help=N_("much less"), palette=False, listed=False
    ),
    Command(
        name="much_more", keys=("shift+right",), help=N_("much more"), palette=False, listed=False
    ),
    Command(
        name="type",
        keys=("enter",),
        word=N_("type"),
        rank=4,
        help=N_("type it: a number, a date, 0..3 of an action"),
        palette=False,
    ),
    Command(
        name="free",
        keys=("backspace", "0"),
        shown="0",
        help=N_("no limit for it any more"),
        palette=False,
    ),
    Command(
        name="take_over",
        keys=("y",),
        word=N_("take over"),
        rank=2,
        help=N_("make the plan your targets"),
    ),
    Command(
        name="scenario",
        keys=("s",),
        word=N_("save"),
        rank=5,
        help=N_("save the plan as a scenario for What-if"),
    ),
    Command(
        name="calendar",
        keys=("c",),
        word=N_("calendar"),
        rank=6,
        help=N_("save the plan as a calendar, .ics"),
    ),
    Command(
        name="other",
        keys=("e",),
        word=N_("edit"),
        rank=3,
        help=N_("look for another plan, and back to the one you keep"),
    ),
    Command(name="text", keys=("x",), help=N_("the same in plain sentences")),
    Command(name="end_plan", keys=(), help=N_("end the plan; the targets stay"), listed=False),
)
