"""What all rooms are made from, and whether one that failed is still there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual._context import active_message_pump
from textual.events import Key, MouseEvent
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import active_worker

from ssi_tui.i18n import N_, _
from ssi_tui.tui.shell.commands import (
    Hint,
    KeyCommand,
    by_key,
    command,
    commands_of,
    key_help,
    key_hints,
)
from ssi_tui.tui.shell.frame import Tab
from ssi_tui.tui.shell.rows import RowList
from ssi_tui.tui.shell.services import Services

if TYPE_CHECKING:
    from ssi_tui.tui.shell.forms import Form, FormPlace


def failed_where() -> MessagePump | None:
    """Whose message or worker is being dealt with; None outside of both."""
    worker = active_worker.get(None)
    return worker.node if worker is not None else active_message_pump.get(None)


def is_gone(pump: MessagePump | None) -> bool:
    """Whether a page was left, or a room or a form taken away, while this was still at work.

    The app itself is never gone: what fails there has to be told.
    """
    if not isinstance(pump, Widget):
        return False
    if isinstance(pump, Screen):
        return pump not in pump.app.screen_stack
    return not pump.is_attached or pump._pruning or is_gone(_page(pump))


def _page(widget: Widget) -> Screen[object] | None:
    return next((node for node in widget.ancestors if isinstance(node, Screen)), None)


class Door(NamedTuple):
    """The way to a room that is made, and its module loaded, when it is first entered."""

    tab: Tab
    module: str
    """Of the room: loaded ahead, when nothing else is to be done."""
    make: Callable[[], Room]
    models: bool = False
    """Whether the room asks the model as soon as it is made."""


class Room(Widget):
    """One screen of the app; the frame asks it for its keys and hands it those that are pressed."""

    TAB: ClassVar[Tab]
    ABOUT: ClassVar[str]
    """What the room is for, in two lines; a message id."""
    COMMANDS: ClassVar[tuple[KeyCommand, ...]] = ()
    SHELL: ClassVar[str] = ""
    """What does the same without the app, where that is always the same command."""
    forms: FormPlace
    """Where forms open, in rooms that have any."""

    def __init__(self, services: Services) -> None:
        super().__init__(id=self.TAB.id)
        self.services = services

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "COMMANDS" not in vars(cls):
            cls.COMMANDS = commands_of(cls)

    def press(self, key: str) -> bool:
        """Take a key that no command has: whether it meant something here."""
        return False

    def hints(self) -> list[Hint]:
        """The keys for the key row, beside those that work everywhere."""
        return key_hints(self.COMMANDS)

    def help_lines(self) -> list[tuple[str, str]]:
        return key_help(self.COMMANDS)

    def shell_command(self) -> str:
        """What does the same without the app; empty where nothing does."""
        return self.SHELL

    def shell_line(self) -> str:
        """How to have the same without the app."""
        command = self.shell_command()
        if not command:
            return ""
        return _("From the shell, without opening this: {command}").format(command=command)

    def standing_sentence(self) -> str:
        """What stands above the keys while nothing happens."""
        return ""

    def show(self) -> None:
        """Draw what changed."""

    def start_over(self) -> None:
        """Forget what belonged to the journal that was shown; another one comes."""

    def paste(self, text: str) -> None:
        """A text that was pasted into no field, or an empty one to ask for it: a score page."""
        self.services.paste_page(text)

    def enter(self) -> None:
        """The room has come into sight."""

    def open_forms(self) -> Sequence[Form]:
        """Forms with text that is not saved yet."""
        return self.forms.open if hasattr(self, "forms") else ()

    def keeps(self, key: str, event: Key) -> bool:
        """Take a key that is typed ahead of what it is for; it comes again once that is there."""
        return False

    def unsaved_work(self) -> str:
        """What would be lost with the room, in a sentence; empty where nothing would."""
        return ""

    def speak(self) -> None:
        """Another language is spoken now: renew what was worded before."""


class ListRoom(Room):
    """Has lines, of which one is chosen; sub-classes say how many, and draw them in a `RowList`."""

    CHOOSES: ClassVar[str]
    """What the arrows choose; a message id."""
    lines: RowList[Any]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.at = 0
        """The chosen line."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.COMMANDS = tuple(
            replace(one, help=cls.CHOOSES) if one.name == "up" else one for one in cls.COMMANDS
        )

    @property
    def count(self) -> int:
        raise NotImplementedError

    def show(self) -> None:
        """The lines, and the keys that mean something on the chosen one."""
        if self.is_mounted:
            self.lines.redraw()
        self.services.refresh_frame()

    def choose(self, at: int) -> None:
        """Another line; beyond the ends, the last one there is."""
        self.at = max(0, min(self.count - 1, at))
        self.services.say("")
        self.show()

    def wheel(self, _drawing: object, _event: MouseEvent, by: int) -> None:
        """Walk through the lines; it changes nothing else."""
        self.choose(self.at + by)

    @by_key("up", "k", shown="↑↓", word=N_("choose"), rank=2)
    def do_up(self) -> None:
        self.choose(self.at - 1)

    @command("down", "j")
    def do_down(self) -> None:
        self.choose(self.at + 1)
