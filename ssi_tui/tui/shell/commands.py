"""A key, the word in the key row, the help and the palette's line: said once for each command."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.events import Key

from ssi_tui.i18n import N_, _


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One thing that a person can ask for; texts are message ids, translated when drawn."""

    name: str
    """Runs the method ``do_<name>`` of the room, or else of the app."""
    keys: tuple[str, ...]
    """As `pressed` names them; the first one stands in the help.  None: by its name only."""
    help: str
    """One line, in the help and in the palette."""
    word: str = ""
    """For the key row; nothing: not in the row."""
    shown: str = ""
    """What to print for the keys where the name of the first is not what is on the keyboard."""
    rank: int = 5
    """The key row drops high ranks first when it is short of room."""
    palette: bool = True
    listed: bool = True
    """In the help; not where the line above says it too."""

    @property
    def key(self) -> str:
        """The key as printed on the keyboard."""
        return self.shown or (key_name(self.keys[0]) if self.keys else "")


_NAMES = {
    "backspace": "⌫",
    "delete": N_("del"),
    "enter": N_("enter"),
    "escape": N_("esc"),
    "home": N_("home"),
    "space": N_("space"),
    "tab": N_("tab"),
}


def key_name(key: str) -> str:
    """What is printed on a key that types no character."""
    return _(_NAMES[key]) if key in _NAMES else key


def pressed(event: Key) -> str:
    """The character typed, or the name of a key that types none (``left``, ``space``)."""
    if event.is_printable and event.character and event.character != " ":
        return event.character
    return event.key


def command_for(key: str, commands: Iterable[Command]) -> Command | None:
    """The command that a key asks for."""
    return next((command for command in commands if key in command.keys), None)


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
