"""What a room may ask of the app: all that it knows of it, and what a test can stand in for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from ssi_tui.errors import DamagedError
    from ssi_tui.model.journal import Journal
    from ssi_tui.settings import Settings
    from ssi_tui.store import Store
    from ssi_tui.tui.forecaster import Forecaster
    from ssi_tui.tui.journal.sharing import Sharing
    from ssi_tui.tui.journal.writes import Write

Result = TypeVar("Result")
Done: TypeAlias = Callable[[Result | None], None] | Callable[[Result | None], Awaitable[None]]
"""Told what a page answered; None: it was left."""


class Services(Protocol):
    """The app, as its rooms see it."""

    @property
    def journal(self) -> Journal:
        """The one shown, with what is still on its way to the disk."""

    @property
    def unsaved(self) -> int:
        """Writes that the disk refused."""

    @property
    def is_writing(self) -> bool:
        """Whether something is still on its way to the disk."""

    @property
    def today(self) -> date:
        """The day that an entry made now belongs to."""

    @property
    def settings(self) -> Settings:
        """As they hold now, kept or not."""

    @property
    def store(self) -> Store:
        """Of the journal shown."""

    @property
    def own_folder(self) -> str:
        """Of one's own profile, also while the made-up journal is shown."""

    @property
    def is_sample(self) -> bool:
        """Whether the made-up journal is shown."""

    @property
    def sharing(self) -> Sharing:
        """The exchange with one's other machines."""

    @property
    def forecaster(self) -> Forecaster:
        """One for all rooms: what the model learned is learned once."""

    def now(self) -> datetime:
        """The time."""

    def write(self, write: Write) -> None:
        """Show it at once, have it on the disk a moment later, in the order of the keys."""

    async def saved(self) -> None:
        """Wait for what is on its way to the disk."""

    def say(self, text: str, *, bad: bool = False) -> None:
        """One sentence above the keys."""

    def change_settings(self, **chosen: object) -> None:
        """They hold from now on, and are kept."""

    def is_in_sight(self, room: Widget) -> bool:
        """Whether a room is the open one, whatever page lies over it."""

    def is_on_top(self, room: Widget) -> bool:
        """Whether it is the open one, and no page lies over it."""

    def refresh_frame(self) -> None:
        """Draw tabs and keys again where they changed."""

    def open_room(self, id: str) -> None:
        """Bring a room into sight, unless a form is open in the one that is."""

    def open_page(self, page: Screen[Result], done: Done[Result] | None = None) -> None:
        """Lay a page over the rooms; ``done`` is told what it answers."""

    async def show_sample(self, wanted: bool) -> None:
        """To the made-up journal, or back to one's own."""

    def show_day(self, day: date) -> None:
        """Open Today on a day."""

    def show_damage(self, error: DamagedError) -> None:
        """Say what cannot be read of the journal shown; it is read again once it is mended."""

    def paste_page(self, text: str) -> None:
        """A score page that was pasted, or an empty text to ask for one."""

    def import_file(self, path: str = "") -> None:
        """Ask for a file unless one is named, and show what it would bring."""

    def present(self, *, assuming: bool = False) -> None:
        """What-if as a slide, or with the assumptions that one may doubt."""
