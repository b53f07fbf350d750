"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult

from ssi_tui import i18n
from ssi_tui.i18n import N_, _
from ssi_tui.settings import settings_file
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.settings import SETTINGS
from ssi_tui.tui.screens.list_room import ListRoom
from ssi_tui.tui.screens.settings_rows import Option, Place, options
from ssi_tui.tui.screens.settings_views import Choices


class SettingsRoom(ListRoom):
    """One line a setting."""

    DEFAULT_CSS = "#settings-list { height: 1fr; }"
    TAB = tabs.SETTINGS
    ABOUT = N_(
        "These hold for all profiles, in the app and in the commands. A change is seen at once and "
        "kept in the file below; habits and goals belong to a profile, and are not here."
    )
    COMMANDS = SETTINGS

    def __init__(self) -> None:
        super().__init__()
        self.spoken = i18n.available()

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield Choices(self)

    @property
    def options(self) -> tuple[Option, ...]:
        """In the language in use."""
        return options(self.spoken, self.ssi.settings)

    @property
    def count(self) -> int:
        """A line each."""
        return len(self.options)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where everything lies."""
        return (
            Place(_("This profile"), self.ssi.own.store.folder),
            Place(_("These settings"), settings_file()),
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
        if value != getattr(self.ssi.settings, option.name):
            self.ssi.say("")
            self.ssi.keeper.change(**{option.name: value})
        self.show()

    def do_before(self) -> None:
        """The value before."""
        self._step(-1)

    def do_after(self) -> None:
        """The value after."""
        self._step(1)

    def do_next(self) -> None:
        """The value after, and the first one after the last."""
        option = self.options[self.at]
        self.take(option.following(getattr(self.ssi.settings, option.name)))

    def _step(self, by: int) -> None:
        option = self.options[self.at]
        self.take(option.stepped(getattr(self.ssi.settings, option.name), by))
