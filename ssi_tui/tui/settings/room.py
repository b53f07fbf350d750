"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui import i18n
from ssi_tui import settings as choices
from ssi_tui.chart import Row
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import settings_file
from ssi_tui.store import Store
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.settings.draw import Drawn, Option, Place, draw, options
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import DOWN, Command, up
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp


class Keeper:
    """Keeps what was chosen here and nothing else: other programs may choose other things."""

    def __init__(self, app: SsiApp) -> None:
        self.app = app
        self.waiting: dict[str, Any] = {}
        """Name → value, of what is not in the file yet."""
        self._busy = False

    def change(self, **chosen: Any) -> None:
        """Take new values: they hold from now on."""
        app, before = self.app, self.app.settings
        app.settings = before._replace(**chosen)
        self.waiting |= chosen
        app.run_worker(self._keep(), group="settings")
        app.theme = app.settings.theme
        spoken = choices.language(app.settings)
        if spoken != choices.language(before):
            i18n.use(spoken)
            app.call_later(app.main.forget_rooms)
        if app.settings != before._replace(theme=app.settings.theme):
            app.follow()
            app.new_aside()

    async def _keep(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            while self.waiting:
                chosen = dict(self.waiting)
                await asyncio.to_thread(_save, chosen)
                kept = [name for name in chosen if self.waiting[name] == chosen[name]]
                for name in kept:
                    del self.waiting[name]
        except SsiError as error:
            text = told_error(error)
            if isinstance(error, NotSavedError):
                text = _(
                    "NOT kept: {reason}. It holds until you quit; the next choice tries again."
                )
                text = text.format(reason=error.reason)
            self.app.say(text, bad=True)
        finally:
            self._busy = False


def _save(chosen: dict[str, Any]) -> None:
    settings = choices.choose(**chosen)
    Store(choices.profile_folder(settings.profile)).keep_status()


SETTINGS = (
    up(N_("choose a setting")),
    DOWN,
    Command(
        name="before",
        keys=("left", "h"),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("change it: it holds at once, and is kept"),
        palette=False,
    ),
    Command(
        name="after",
        keys=("right", "l"),
        help=N_("the next value"),
        palette=False,
        listed=False,
    ),
    Command(
        name="next",
        keys=("enter", "space"),
        help=N_("the next value, and the first after the last"),
        palette=False,
    ),
)


class Choices(Wheeled):
    """A line a setting."""

    def __init__(self, room: SettingsRoom) -> None:
        super().__init__(id="settings-list")
        self.room = room
        self.drawn = Drawn([], {}, {})

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        room = self.room
        self.drawn = draw(room.options, room.ssi.settings, room.places, room.at, width, height)
        return self.drawn.rows

    def on_click(self, event: Click) -> None:
        """On a value: take it; elsewhere in a line: choose the line."""
        at = self.drawn.option_at.get(event.y)
        if at is None:
            return
        self.room.choose(at)
        for start, end, value in self.drawn.values_at[event.y]:
            if start <= event.x < end:
                self.room.take(value)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)


class SettingsRoom(ListRoom):
    """One line a setting."""

    DEFAULT_CSS = "#settings-list { height: 1fr; }"
    TAB = frame.SETTINGS
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
