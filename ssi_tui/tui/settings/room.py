"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.events import Click

from ssi_tui import i18n
from ssi_tui.i18n import N_, _
from ssi_tui.settings import settings_file
from ssi_tui.tui.settings.draw import NamedPath, Option, SettingRows, draw, options
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import command
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.row_list import RowList
from ssi_tui.tui.shell.services import Services


class SettingsRoom(ListRoom):
    """One line a setting."""

    DEFAULT_CSS = "#settings-list { height: 1fr; }"
    TAB = frame.SETTINGS
    ABOUT = N_(
        "These hold for all profiles, in the app and in the commands. A change is seen at once and "
        "kept in the file below; habits and goals belong to a profile, and are not here."
    )
    CHOOSES = N_("choose a setting")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.spoken = i18n.available()
        self.lines = RowList("settings-list", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield self.lines

    def draw(self, width: int, height: int) -> SettingRows:
        """All settings, each with its values."""
        settings = self.services.settings
        return draw(self.options, settings, self.places, self.at, width, height)

    def click(self, drawing: SettingRows, event: Click) -> None:
        """On a value: take it; elsewhere in a line: choose the line."""
        at = drawing.line_at.get(event.y)
        if at is None:
            return
        self.choose(at)
        for start, end, value in drawing.values_at[event.y]:
            if start <= event.x < end:
                self.take(value)

    @property
    def options(self) -> tuple[Option, ...]:
        """In the language in use."""
        return options(self.spoken, self.services.settings)

    @property
    def count(self) -> int:
        """A line each."""
        return len(self.options)

    @property
    def places(self) -> tuple[NamedPath, ...]:
        """Where everything lies."""
        return (
            NamedPath(_("This profile"), self.services.own_folder),
            NamedPath(_("These settings"), settings_file()),
        )

    def standing_sentence(self) -> str:
        """What the chosen setting does."""
        return self.options[self.at].about

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi config · ssi path"

    def take(self, value: Any) -> None:
        """Another value of the chosen setting."""
        option = self.options[self.at]
        if value != getattr(self.services.settings, option.name):
            self.services.say("")
            self.services.change_settings(**{option.name: value})
        self.show()

    def _step(self, by: int) -> None:
        option = self.options[self.at]
        self.take(option.stepped(getattr(self.services.settings, option.name), by))

    # Commands

    @command(
        "left",
        "h",
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("change it: it holds at once, and is kept"),
        palette=False,
    )
    def do_before(self) -> None:
        self._step(-1)

    @command("right", "l", help=N_("the next value"), palette=False, listed=False)
    def do_after(self) -> None:
        self._step(1)

    @command(
        "enter", "space", help=N_("the next value, and the first after the last"), palette=False
    )
    def do_next(self) -> None:
        option = self.options[self.at]
        self.take(option.following(getattr(self.services.settings, option.name)))
