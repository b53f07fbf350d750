"""The keys of the presenter: they stand in its help only, a slide has none."""

from ssi_tui.i18n import N_
from ssi_tui.tui.commands import Command

PRESENTER = (
    Command(
        name="reveal",
        keys=("space", "right", "enter", "pagedown"),
        help=N_("reveal the next curve"),
    ),
    Command(name="hide", keys=("b", "left", "pageup"), help=N_("hide it again")),
    Command(name="longer", keys=("+", "="), shown="+ -", help=N_("look further ahead, or less")),
    Command(name="shorter", keys=("-",), help=N_("look less far ahead"), listed=False),
    Command(name="ground", keys=("t",), help=N_("light, dark or high contrast, here only")),
    Command(name="picture", keys=("s",), help=N_("save the slide as a picture: SVG or PNG")),
    Command(name="help", keys=("?",), help=N_("this help"), listed=False),
    Command(name="leave", keys=("escape", "p", "q"), help=N_("leave: the app is as it was")),
)
