"""What each room of the app has: a tab, commands, keys of its own, and its share of the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.widget import Widget

from ssi_tui.i18n import _
from ssi_tui.tui.shell.commands import Command
from ssi_tui.tui.shell.frame import Hint, Tab
from ssi_tui.tui.shell.rows import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp
    from ssi_tui.tui.shell.forms import Form


class Door(NamedTuple):
    """The way to a room that is made, and its module loaded, when it is first entered."""

    tab: Tab
    make: Callable[[], Room]


class Room(Widget):
    """One screen of the app; the frame asks it for its keys and hands it those that are pressed."""

    TAB: ClassVar[Tab]
    ABOUT: ClassVar[str]
    """What the room is for, in two lines; a message id."""
    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__(id=self.TAB.id)

    @property
    def ssi(self) -> SsiApp:
        """The app, with its journal and the one method that writes."""
        return cast("SsiApp", self.app)

    def press(self, key: str) -> bool:
        """Take a key that no command has: whether it meant something here."""
        return False

    def hints(self) -> list[Hint]:
        """The keys for the key row, beside those that work everywhere."""
        return [
            Hint(command.key, _(command.word), command.rank)
            for command in self.COMMANDS
            if command.word
        ]

    def help_lines(self) -> list[tuple[str, str]]:
        """Keys of this room and what they do."""
        return [(one.key, _(one.help)) for one in self.COMMANDS if one.listed]

    def shell_command(self) -> str:
        """What does the same without the app; empty where nothing does."""
        return ""

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
        self.ssi.main.first.paste(text)

    def do_paste(self) -> None:
        """Ask for the page."""
        self.paste("")

    def do_import(self) -> None:
        """Take a file in."""
        from ssi_tui.tui.exchange.room import open_import

        open_import(self.ssi)

    async def do_export(self) -> None:
        """Write everything out."""
        from ssi_tui.tui.exchange.room import open_export

        await open_export(self.ssi)

    async def do_backups(self) -> None:
        """Keep a copy, or put one in place."""
        from ssi_tui.tui.exchange.room import open_backups

        await open_backups(self.ssi)

    def do_present(self) -> None:
        """What-if as a slide."""
        from ssi_tui.tui.presenter.screen import present

        present(self.ssi)

    def do_picture(self) -> None:
        """The screen in sight as a file."""
        from ssi_tui.tui.exchange.pictures import ask_for_screen

        ask_for_screen(self.ssi)

    def do_drawing(self) -> None:
        """What-if's chart as a file."""
        from ssi_tui.tui.exchange.pictures import ask_for_chart

        ask_for_chart(self.ssi)

    def enter(self) -> None:
        """The room has come into sight."""

    def open_forms(self) -> Sequence[Form]:
        """Forms with text that is not saved yet."""
        return ()


class FormsRoom(Room):
    """Sub-classes compose a ``Vertical(id="form")``."""

    def open_form(self, form: Form) -> None:
        """Open it, unless one is open."""
        if not self.open_forms():
            self.query_one("#form").mount(form)
            self.ssi.say("")
            self.call_after_refresh(self.ssi.main.refresh_frame)

    async def close_form(self, form: Form) -> None:
        """Take it away."""
        await form.remove()
        self.ssi.main.refresh_frame()

    def open_forms(self) -> Sequence[Form]:
        """The form that is open."""
        return cast("list[Form]", list(self.query_one("#form").children) if self.is_mounted else [])

    async def on_form_left(self, event: Form.Left) -> None:
        """Escape."""
        await self.close_form(event.form)

    async def on_form_sent(self, event: Form.Sent) -> None:
        """Enter: Textual runs the handlers of all classes, so sub-classes change `form_sent`."""
        await self.form_sent(event)

    async def form_sent(self, event: Form.Sent) -> None:
        """Write what can be saved."""
        self.ssi.write(event.form.write(event.values))
        await self.close_form(event.form)


class ListRoom(Room):
    """Sub-classes compose one `Wheeled` that draws the lines, and say how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        """The chosen line."""

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.query_one(Wheeled).redraw()
        self.ssi.main.refresh_frame()

    def choose(self, at: int) -> None:
        """Another line."""
        self.at = max(0, min(self.count - 1, at))
        self.ssi.say("")
        self.show()

    def do_up(self) -> None:
        """The line above."""
        self.choose(self.at - 1)

    def do_down(self) -> None:
        """The line below."""
        self.choose(self.at + 1)
