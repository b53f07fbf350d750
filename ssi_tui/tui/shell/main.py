"""The frame round the rooms: tabs, one sentence and the keys; rooms are made ahead when idle."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.events import Key, Paste, Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import AwaitMount
from textual.widgets import ContentSwitcher

from ssi_tui.chart.text import Row, plain, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.shell.commands import Hint, KeyCommand, command_for, key_hints, key_name, pressed
from ssi_tui.tui.shell.frame import KeyRow, NoticeRow, TabRow
from ssi_tui.tui.shell.room import Door, Room
from ssi_tui.tui.shell.rows import Painted

if TYPE_CHECKING:
    from ssi_tui.tui.shell.forms import Form

PAUSE = 1.5
"""Seconds after the first frame: what is typed at once, and what the model is asked, come first."""
BETWEEN = 0.05
"""Seconds between two rooms: a key that is pressed meanwhile waits for one of them at most."""


class Ahead:
    """Loads the rooms' modules in a thread, then makes each room out of sight."""

    def __init__(self, main: Main) -> None:
        self._main = main
        self._warm: Callable[[], None] = lambda: None
        self._timer: Timer | None = None

    def begin(self, warm: Callable[[], None] | None = None) -> None:
        """In a while; ``warm``: what else is to be loaded, in a thread."""
        self._warm = warm or self._warm
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._main.set_timer(PAUSE, self._start)

    def _start(self) -> None:
        self._main.run_worker(self._work(), group="ahead", exclusive=True)

    async def _work(self) -> None:
        await asyncio.to_thread(self._load)
        for door in tuple(self._main.doors.values()):
            if self._main.typed:  # whoever types is not slowed down
                self.begin()
                return
            if not door.models or "numpy" in sys.modules:
                await self._main.make_ahead(door.tab.id)
                await asyncio.sleep(BETWEEN)

    def _load(self) -> None:
        self._warm()
        for door in self._main.doors.values():
            if not door.models or "numpy" in sys.modules:
                import_module(f"ssi_tui.tui.{door.module}.room")


WAIT = 0.02
"""Seconds until a room that is on its way out is asked for again."""
LEAST_WIDTH, LEAST_HEIGHT = 40, 12
"""Smaller terminals get one sentence."""
TYPING = frozenset({"backspace", "delete", "enter", "space", "tab"})
"""Keys without a character of which it is said, too, when they do nothing."""


def too_small(width: int, _height: int) -> list[Row]:
    """The one sentence."""
    text = _("ssi-tui needs {width} columns and {height} rows; this window is smaller.")
    lines = wrap(text.format(width=LEAST_WIDTH, height=LEAST_HEIGHT), width)
    return [[(line, "text")] for line in lines]


class Main(Screen[None]):
    """Draws the frame and hands keys to the room in sight."""

    AUTO_FOCUS = ""

    def __init__(
        self, first: Room, others: Sequence[Door], commands: Sequence[KeyCommand] = ()
    ) -> None:
        """``commands``: those of the app, which every room understands beside its own."""
        super().__init__()
        self.commands = commands
        self.everywhere: object = self
        """Whose methods those commands are."""
        self.room = self.first = first
        self.rooms = {first.TAB.id: first}
        """Those that were entered already."""
        self.doors = {door.tab.id: door for door in others}
        self._leaving: set[str] = set()
        """Rooms on their way out, whose names are not free yet."""
        self._wanted = ""
        """Which of them was asked for meanwhile."""
        self._entering = False
        """Whether the room in sight has still to learn that it is."""
        self._coming: AwaitComplete | AwaitMount | None = None
        """The room in sight, while it is being made: keys wait for it."""
        self._ahead: dict[str, AwaitMount] = {}
        """Rooms that are being made before anybody asked for them."""
        self.ahead = Ahead(self)
        self.tabs = TabRow([first.TAB, *(door.tab for door in others)], self.open_room)
        self.notice = NoticeRow()
        self.key_row = KeyRow(self.press_key)
        self.switcher = ContentSwitcher(first, initial=first.TAB.id)

    def compose(self) -> ComposeResult:
        """The first room alone: the others are made when they are asked for."""
        yield self.tabs
        yield self.switcher
        yield self.notice
        yield self.key_row
        yield Painted("too-small", too_small)

    def on_mount(self) -> None:
        self.refresh_frame()

    def on_resize(self, event: Resize) -> None:
        """One sentence where nothing else has room."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        self.set_class(small, "-too-small")
        self.refresh_frame()

    def open_room(self, id: str) -> None:
        self._wanted = ""
        if id == self.room.TAB.id or self.room.open_forms():
            return
        if id in self._leaving:
            self._wanted = id
            self.set_timer(WAIT, self._open_wanted)
            return
        self.tabs.current = id
        self.notice.say("")
        self._entering = True
        if id in self.rooms and id not in self._ahead:
            self.room = self.rooms[id]
            self.switcher.current = id
            self._entered()
            return
        if id in self._ahead:
            self.room = self.rooms[id]
            self._coming = self._ahead[id]
        else:
            self.room = self.rooms[id] = self.doors[id].make()
            self._coming = self.switcher.add_content(self.room, set_current=True)
        self.call_later(self.arrived)

    def _open_wanted(self) -> None:
        """The room that was asked for while it was on its way out, unless another was since."""
        if self._wanted:
            self.open_room(self._wanted)

    async def arrived(self) -> None:
        """Wait until the room in sight is made: keys, and whoever takes rooms away, come after."""
        if self._coming:
            coming, self._coming = self._coming, None
            await coming
            self.switcher.current = self.room.TAB.id
            self._entered()

    async def make_ahead(self, id: str) -> None:
        """Make a room that nobody has asked for yet; it stays out of sight."""
        if id in self.rooms or id in self._leaving:
            return
        room = self.rooms[id] = self.doors[id].make()
        room.display = False  # before it is mounted: nothing in sight is painted again
        self._ahead[id] = coming = self.switcher.mount(room)
        try:
            await coming
        finally:
            self._ahead.pop(id, None)

    async def forget_rooms(self, *, but: Collection[Room] = ()) -> None:
        """Have all but the first and the one in sight made anew when they are entered next.

        ``but``: stay as they are, too.
        """
        await self.arrived()
        for coming in tuple(self._ahead.values()):
            await coming
        staying = (self.first, self.room, *but)
        going = [room for room in self.rooms.values() if room not in staying]
        names = {room.TAB.id for room in going}
        self._leaving |= names
        for name in names:
            del self.rooms[name]
        for room in going:
            await room.remove()
        self._leaving -= names
        self.ahead.begin()

    @property
    def at_work(self) -> Sequence[Room]:
        """Rooms with something that would be lost with them."""
        return [room for room in self.rooms.values() if room.unsaved_work()]

    def may_leave_work(self) -> bool:
        """Whether nothing in the rooms would be lost, or it was said already that it would."""
        working = next((room.unsaved_work() for room in self.at_work), "")
        said = working + " " + _("The same key again drops them.")
        if not working or self.notice.text == said:
            return True
        self.notice.say(said, bad=True)
        return False

    async def speak(self) -> None:
        """Another language: rooms are made anew, but for those in which something would be lost."""
        working = self.at_work
        await self.forget_rooms(but=working)
        for room in working:
            room.speak()

    @property
    def typed(self) -> bool:
        """Whether something stands in a form, of this page or of one over it, that is not kept."""
        return any(form.touched for room in self.rooms.values() for form in room.open_forms())

    def _entered(self) -> None:
        """Tell the room in sight, once for each time that it is opened, as soon as it is made."""
        if self._entering and self.room.is_attached:
            self._entering = False
            self.room.enter()
            self.refresh_frame()

    def refresh_frame(self) -> None:
        forms = self.room.open_forms()
        hints = form_hints(forms[-1]) if forms else self.room.hints() + key_hints(self.commands)
        if hints != self.key_row.hints:
            self.key_row.hints = hints
            self.key_row.redraw()
        self.notice.standing = self.room.standing_sentence()
        self.notice.redraw()
        self.tabs.redraw()

    async def on_key(self, event: Key) -> None:
        """A command of the room, one that works everywhere, a tab's digit, or the room's own."""
        if self.app.screen is not self:  # typed ahead of a page that has come over this one since
            event.stop()
            self.app.screen.post_message(Key(event.key, event.character))
            return
        await self.arrived()
        if self.room.open_forms() and self._for_form(event):
            event.stop()
            return
        if self.focused is not None:  # somebody is typing into a form
            return
        key = pressed(event)
        if self.room.keeps(key, event):
            event.stop()
            return
        command = command_for(key, self.room.COMMANDS) or command_for(key, self.commands)
        tab = next((tab.id for tab in self.tabs.tabs if tab.digit == key), None)
        if command:
            await self.run_command(command.name)
        elif tab:
            self.open_room(tab)
        elif not self.room.press(key):
            if event.is_printable or key in TYPING:
                text = _("{key} does nothing here; ? lists the keys.")
                self.notice.say(text.format(key=plain(key_name(key))))
            return
        event.stop()

    def press_key(self, key: str) -> None:
        """As if it had been pressed: a hint of the key row was clicked."""
        from ssi_tui.tui.shell.forms import press_again

        press_again(self.focused or self, Key(key, key if len(key) == 1 else None))

    def _for_form(self, event: Key) -> bool:
        """Whether a key came here ahead of the form that it was meant for."""
        from ssi_tui.tui.shell.forms import Entry, press_again

        if isinstance(self.focused, Entry):
            if self.focused.seen is event:  # nothing that one types
                return False
            press_again(self.focused, event)
        else:
            self.room.open_forms()[-1].behind.append(event)
        return True

    def on_paste(self, event: Paste) -> None:
        """A text that no field takes can be a score page."""
        if self.focused is None and event.text.strip():
            event.stop()
            self.room.paste(event.text)

    async def run_command(self, name: str) -> None:
        """Run ``do_<name>`` of the room in sight, or else the one that works everywhere."""
        method = f"do_{name}"
        owner = self.room if hasattr(self.room, method) else self.everywhere
        result = getattr(owner, method)()
        if result is not None:
            await result


def form_hints(form: Form) -> list[Hint]:
    """The keys while something is typed."""
    several = [Hint(key_name("tab"), _("next field"), 2)] if len(form.fields) > 1 else []
    return [
        Hint(key_name("enter"), _(form.sends), 0),
        *several,
        Hint(key_name("escape"), _("leave"), 1),
        Hint("ctrl+c", _("quit"), 3),
    ]
