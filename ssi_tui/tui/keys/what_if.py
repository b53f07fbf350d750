"""The keys of What-if."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command
from ssi_tui.tui.keys.lists import DOWN, up

WHAT_IF = (
    up(N_("choose scenario or slider")),
    DOWN,
    Command(
        name="switch",
        keys=("space",),
        word=N_("on/off"),
        rank=2,
        help=N_("scenario on or off"),
    ),
    Command(
        name="sliders",
        keys=("enter",),
        word=N_("sliders"),
        rank=2,
        help=N_("sliders for a copy, and back"),
    ),
    Command(name="leave", keys=("escape",), help=N_("back to the list"), listed=False),
    Command(
        name="less",
        keys=("left", "h"),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("slider −1 +1, shift: 5"),
        palette=False,
    ),
    Command(name="more", keys=("right", "l"), help=N_("one more"), palette=False, listed=False),
    Command(
        name="five_less",
        keys=("shift+left", "H"),
        help=N_("five less"),
        palette=False,
        listed=False,
    ),
    Command(
        name="five_more",
        keys=("shift+right", "L"),
        help=N_("five more"),
        palette=False,
        listed=False,
    ),
    Command(
        name="reset",
        keys=("0",),
        word=N_("reset"),
        rank=3,
        help=N_("sliders as they were"),
    ),
    Command(
        name="add",
        keys=("n",),
        word=N_("add"),
        rank=6,
        help=N_("a slider for another action"),
    ),
    Command(
        name="save",
        keys=("s",),
        word=N_("save"),
        rank=4,
        help=N_("save the sliders as a file"),
    ),
    Command(
        name="open",
        keys=("o",),
        word=N_("edit file"),
        rank=6,
        help=N_("the file in your editor"),
    ),
    Command(
        name="difference",
        keys=("m",),
        word=N_("minus"),
        rank=4,
        help=N_("minus the first curve"),
    ),
    Command(
        name="pillars",
        keys=("v",),
        word=N_("pillars"),
        rank=4,
        help=N_("total, or the four pillars"),
    ),
    Command(
        name="earlier",
        keys=("[",),
        shown="[ ]",
        word=N_("past"),
        rank=5,
        help=N_("as if begun in the past"),
    ),
    Command(name="later", keys=("]",), help=N_("begin four weeks later"), listed=False),
    Command(
        name="since",
        keys=("f",),
        help=N_("as if begun on a day"),
    ),
    Command(
        name="longer",
        keys=("+", "="),
        shown="+ -",
        word=N_("weeks"),
        rank=5,
        help=N_("12, 26 or 52 weeks ahead"),
    ),
    Command(name="shorter", keys=("-",), help=N_("look less far ahead"), listed=False),
    Command(
        name="band",
        keys=("w",),
        word=N_("band"),
        rank=6,
        help=N_("band of 50, 80 or 95 %"),
    ),
    Command(
        name="present",
        keys=("p",),
        word=N_("present"),
        rank=5,
        help=N_("present: a slide for a room"),
        palette=False,
    ),
    Command(
        name="scale",
        keys=("z",),
        word=N_("scale"),
        rank=6,
        help=N_("whole scale, or fitted"),
    ),
    Command(
        name="text",
        keys=("x",),
        word=N_("as text"),
        rank=6,
        help=N_("the picture as sentences"),
    ),
    Command(
        name="read_again",
        keys=("r",),
        help=N_("read the files again"),
    ),
)
LIST_ONLY = frozenset({"switch", "open"})
"""Commands that are not in the key row beside the sliders."""
SLIDERS_ONLY = frozenset({"less", "reset", "add", "save"})
"""Commands that are not in the key row beside the list."""
