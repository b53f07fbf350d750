"""A key, the word in the key row, the help and the palette's line: said once for each command."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from textual.events import Key

from ssi_tui.i18n import N_, _


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyCommand:
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
    "end": N_("end"),
    "enter": N_("enter"),
    "escape": N_("esc"),
    "home": N_("home"),
    "pageup": N_("pgup"),
    "space": N_("space"),
    "tab": N_("tab"),
}


def key_name(key: str) -> str:
    """What is printed on a key that types no character."""
    return _(_NAMES[key]) if key in _NAMES else key


def key_named(text: str) -> str:
    """The key with that print, where it types no character; empty for any other."""
    return next((key for key in _NAMES if key_name(key) == text), "")


def pressed(event: Key) -> str:
    """The character typed, or the name of a key that types none (``left``, ``space``)."""
    if event.is_printable and event.character and event.character != " ":
        return event.character
    return event.key


def command_for(key: str, commands: Iterable[KeyCommand]) -> KeyCommand | None:
    """The command that a key asks for."""
    return next((command for command in commands if key in command.keys), None)


Method = TypeVar("Method", bound=Callable[..., object])


def command(
    *keys: str,
    help: str,
    word: str = "",
    shown: str = "",
    rank: int = 5,
    palette: bool = True,
    listed: bool = True,
) -> Callable[[Method], Method]:
    """Makes a method ``do_<name>`` what the keys ask for; the rest is as `KeyCommand` says."""

    def mark(method: Method) -> Method:
        name = method.__name__.removeprefix("do_")
        marked = KeyCommand(
            name=name,
            keys=keys,
            help=help,
            word=word,
            shown=shown,
            rank=rank,
            palette=palette,
            listed=listed,
        )
        vars(method)["command"] = marked
        return method

    return mark


def commands_of(owner: type) -> tuple[KeyCommand, ...]:
    """All that are marked in a class, those of its bases first, each in the place of the first."""
    commands: dict[str, KeyCommand] = {}
    for base in reversed(owner.__mro__):
        for attribute in vars(base).values():
            marked = getattr(attribute, "command", None)
            if isinstance(marked, KeyCommand):
                commands[marked.name] = marked
    return tuple(commands.values())
