"""The keys: what is said of each command, once, and the letter of each kind of action."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from textual.events import Key

from sim.terms import ActionKind as Kind
from ssi_tui.chart.text import plain
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.wording.actions import action_name


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyCommand:
    """One thing that a person can ask for; texts are message ids, translated when drawn."""

    name: str
    """Runs the method ``do_<name>`` of the room, or else of the app."""
    keys: tuple[str, ...]
    """As `pressed` names them; the first one stands in the help.  None: by its name only."""
    help: str = ""
    """One line, in the help and in the palette; nothing: in neither."""
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


class Hint(NamedTuple):
    """Some keys and a word for what they do."""

    keys: str
    word: str
    rank: int
    """The highest go first where the row is short."""


def key_hints(commands: Iterable[KeyCommand]) -> list[Hint]:
    """For the key row."""
    return [Hint(one.key, _(one.word), one.rank) for one in commands if one.word]


def key_help(commands: Iterable[KeyCommand]) -> list[tuple[str, str]]:
    """For the help: keys, and what they do."""
    return [(one.key, _(one.help)) for one in commands if one.help and one.listed]


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


def command(*keys: str, **about: Any) -> Callable[[Method], Method]:
    """Makes a method ``do_<name>`` what the keys ask for; ``about``: fields of `KeyCommand`."""

    def mark(method: Method) -> Method:
        name = method.__name__.removeprefix("do_")
        vars(method)["command"] = KeyCommand(name=name, keys=keys, **about)
        return method

    return mark


def by_key(*keys: str, **about: Any) -> Callable[[Method], Method]:
    """The same of what means nothing by its name: it is not in the palette."""
    return command(*keys, palette=False, **about)


def commands_of(owner: type) -> tuple[KeyCommand, ...]:
    """All that are marked in a class, those of its bases first, each in the place of the first."""
    commands: dict[str, KeyCommand] = {}
    for base in reversed(owner.__mro__):
        for attribute in vars(base).values():
            marked = getattr(attribute, "command", None)
            if isinstance(marked, KeyCommand):
                commands[marked.name] = marked
    return tuple(commands.values())


RESERVED = frozenset("adenqstux")
"""Other meanings on Today: add, look around, edit, note, quit, score, theme, undo, as text."""
COMMON = (
    Kind.COMMENT,
    Kind.POST,
    Kind.MESSAGE,
    Kind.REQUEST_WITH_NOTE,
    Kind.PROFILE_VIEW,
    Kind.REACTION,
    Kind.INVITATION_ACCEPTED,
    Kind.PEOPLE_SEARCH,
)
"""They choose first, so that a rare habit never takes a letter that fingers have learned."""
_RANK = {kind: place for place, kind in enumerate(dict.fromkeys([*COMMON, *Kind]))}


def letters(kinds: Iterable[str], wanted: Mapping[str, str] | None = None) -> dict[str, str]:
    """Kind → letter: a free initial of its English name, else another letter of it, else any.

    The common kinds have theirs whether they are shown or not; kinds for which none is left are
    missing, and reached with the arrows.  `wanted`: what the user chose for actions of their own.
    """
    rest = sorted({*kinds} - {*COMMON}, key=lambda kind: (_RANK.get(kind, len(_RANK)), kind))
    free = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in RESERVED]
    given: dict[str, str] = {}
    for kind, key in (wanted or {}).items():
        if key in free:
            given[kind] = key
            free.remove(key)
    for group in (COMMON, rest):
        for wish in (_initials, str.casefold, lambda _kind: free):
            for kind in group:
                letter = next((letter for letter in wish(kind) if letter in free), None)
                if letter and kind not in given:
                    given[kind] = letter
                    free.remove(letter)
    return given


def _initials(kind: str) -> list[str]:
    return [word[:1] for word in kind.casefold().split("-")]


def label(kind: str) -> str:
    """Its name as it begins a row."""
    return sentence(plain(action_name(kind, 2)))
