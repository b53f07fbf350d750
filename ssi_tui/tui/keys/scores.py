"""The keys of Scores."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

SCORES = (
    Command(
        name="next_view",
        keys=("v",),
        shown="v V",
        word=N_("view"),
        rank=2,
        help=N_("score, readings, where from, why it moved, what is learned"),
    ),
    Command(name="previous_view", keys=("V",), help=N_("the view before"), listed=False),
    Command(
        name="up",
        keys=("up",),
        shown="↑↓",
        word=N_("choose"),
        rank=2,
        help=N_("choose a pillar, or a reading"),
        palette=False,
    ),
    Command(name="down", keys=("down",), help=N_("the one below"), palette=False, listed=False),
    Command(
        name="earlier",
        keys=("left",),
        shown="←→",
        word=N_("reading"),
        rank=3,
        help=N_("the reading before, the reading after"),
        palette=False,
    ),
    Command(
        name="later", keys=("right",), help=N_("the reading after"), palette=False, listed=False
    ),
    Command(
        name="longer",
        keys=("+", "="),
        shown="+ -",
        help=N_("why it moved: since a reading further back, or nearer"),
    ),
    Command(name="shorter", keys=("-",), help=N_("since a nearer reading"), listed=False),
    Command(
        name="score",
        keys=("s",),
        word=N_("score"),
        rank=3,
        help=N_("type in the SSI that LinkedIn shows today"),
    ),
    Command(name="paste", keys=("p",), help=N_("paste a score page"), palette=False),
    Command(
        name="span",
        keys=("w",),
        word=N_("weeks"),
        rank=4,
        help=N_("the chart over 12 weeks, 6 months, a year, all"),
    ),
    Command(name="edit", keys=("enter",), help=N_("put the chosen reading right")),
    Command(
        name="remove",
        keys=("delete", "backspace"),
        help=N_("take the chosen reading out; u brings it back"),
    ),
    Command(name="newest", keys=("home",), help=N_("back to the newest reading")),
    Command(name="text", keys=("x",), help=N_("the same in words, for screen readers")),
)
