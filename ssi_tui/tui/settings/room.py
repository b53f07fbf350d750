"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.events import Click

from ssi_tui import i18n
from ssi_tui.chart.text import plain
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import FACTS
from ssi_tui.settings import settings_file
from ssi_tui.tui.settings.draw import NamedPath, Option, SettingRows, draw, options
from ssi_tui.tui.settings.facts import SayFact, fact_options
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import by_key, command
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.people import facts_of

SYNC = "sync"
"""The field of `Settings`, and of the form."""


def shared_folder(folder: str) -> Option:
    """Off, or the folder that was named; another one is typed."""
    known = ((folder, plain(folder)),) if folder else ()
    return Option(
        SYNC,
        _("Shared folder"),
        _("Carries the journal to your other machines; Enter names a folder, ← ends it."),
        (("", _("off")), *known),
        (_("Syncthing, Dropbox or a stick carries it; exchanged now and every minute."),),
        " ",
    )


def folder_form(folder: str) -> Form:
    """Asks for a folder that is there; none at all ends the exchange."""
    return Form([Field(SYNC, _("Shared folder"), folder or "~/")], _look)


def folder_typed(values: Mapping[str, str]) -> str:
    """Its whole path; empty for none."""
    text = values[SYNC].strip()
    return str(Path(text).expanduser().absolute()) if text else ""


def _look(values: Mapping[str, str]) -> Answer:
    try:
        folder = folder_typed(values)
        there = Path(folder).is_dir()
    except (OSError, RuntimeError, ValueError):  # a name that no system can have
        folder, there = values[SYNC], False
    if not folder:
        return Answer(_("No folder: nothing is exchanged any more."))
    if not there:
        text = _("There is no folder {folder}.").format(folder=plain(folder))
        return Answer(text, good=False, ready=False)
    return Answer(_("Syncthing, Dropbox or a stick carries it; exchanged now and every minute."))


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
        self.forms = FormPlace(services, sent=self.form_sent)
        self.lines = RowList("settings-list", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.forms
        yield self.lines

    async def form_sent(self, form: Form, values: Mapping[str, str]) -> None:
        """A folder was named: it is exchanged with at once."""
        await self.forms.close(form)
        self.services.change_settings(sync=folder_typed(values))
        self.services.sharing.now()

    def on_mount(self) -> None:
        """What one says of oneself may change in the shell."""
        self.watch(self.app, "journal", self.show, init=False)
        self.services.sharing.follow(self.show)

    def draw(self, width: int, height: int) -> SettingRows:
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
        """In the language in use; what one says of oneself, then the shared folder."""
        return (
            *options(self.spoken, self.services.settings),
            *fact_options(self.services.journal),
            shared_folder(self.services.settings.sync),
        )

    @property
    def chosen(self) -> dict[str, Any]:
        return {**self.services.settings._asdict(), **facts_of(self.services.journal)}

    @property
    def count(self) -> int:
        return len(self.options)

    @property
    def places(self) -> tuple[NamedPath, ...]:
        places = (
            NamedPath(_("This profile"), self.services.own_folder),
            NamedPath(_("These settings"), settings_file()),
        )
        last = self.services.sharing.last if self.services.settings.sync else ""
        return (*places, NamedPath(_("Last exchange"), last)) if last else places

    def standing_sentence(self) -> str:
        return self.options[self.at].about

    def shell_command(self) -> str:
        name = self.options[self.at].name
        if name == SYNC:
            return "ssi sync FOLDER --always"
        return f"ssi config {name}" if name in FACTS else "ssi config · ssi path"

    def take(self, value: Any) -> None:
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

    @by_key(
        "left",
        "h",
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("change it: it holds at once, and is kept"),
    )
    def do_before(self) -> None:
        self._step(-1)

    @command("right", "l")
    def do_after(self) -> None:
        self._step(1)

    @by_key("enter", "space", help=N_("the next value, and the first after the last"))
    def do_next(self) -> None:
        option = self.options[self.at]
        if option.name == SYNC:
            self.forms.show(folder_form(self.services.settings.sync))
        else:
            self.take(option.following(self.chosen[option.name]))
