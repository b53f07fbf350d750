"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.events import Click

from ssi_tui import i18n
from ssi_tui.i18n import N_, _
from ssi_tui.model.facts import FACTS
from ssi_tui.settings import settings_file
from ssi_tui.tui.settings.draw import NamedPath, Option, SettingRows, draw, options
from ssi_tui.tui.settings.facts import SayFact, fact_options
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import command
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.row_list import RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.facts import facts_of


class SettingsRoom(ListRoom):
    """One line a setting."""

    DEFAULT_CSS = "#settings-list { height: 1fr; }"
    TAB = frame.SETTINGS
    ABOUT = N_(
        "These hold for all profiles, in the app and in the commands; what you say of yourself "
        "belongs to this one. A change is seen at once, and kept."
    )
    CHOOSES = N_("choose a setting")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.spoken = i18n.available()
        self.lines = RowList("settings-list", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield self.lines

    def on_mount(self) -> None:
        """What one says of oneself may change in the shell."""
        self.watch(self.app, "journal", self.show, init=False)

    def draw(self, width: int, height: int) -> SettingRows:
        """All settings, each with its values."""
        return draw(self.options, self.chosen, self.places, self.at, width, height)

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
        """In the language in use; what one says of oneself at the end."""
        return (
            *options(self.spoken, self.services.settings),
            *fact_options(self.services.journal),
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """What holds now."""
        return {**self.services.settings._asdict(), **facts_of(self.services.journal)}

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
        name = self.options[self.at].name
        return f"ssi config {name}" if name in FACTS else "ssi config · ssi path"

    def take(self, value: Any) -> None:
        """Another value of the chosen setting."""
        option = self.options[self.at]
        if value == self.chosen[option.name]:
            return
        self.services.say("")
        if option.name in FACTS:
            self.services.write(SayFact(option.name, value))
        else:
            self.services.change_settings(**{option.name: value})
        self.show()

    def _step(self, by: int) -> None:
        option = self.options[self.at]
        self.take(option.stepped(self.chosen[option.name], by))

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
        self.take(option.following(self.chosen[option.name]))
