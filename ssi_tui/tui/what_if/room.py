"""What-if: the real log and what scenarios make of it, on one date axis; its keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Key, MouseDown, MouseEvent, MouseMove, MouseUp, Resize

from ssi_tui.i18n import N_, _
from ssi_tui.tui.live.screen import BelievePage, LiveScreen, SaveSlide
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Hint, by_key, command, command_for, key_hints
from ssi_tui.tui.shell.dialogs import TextView
from ssi_tui.tui.shell.forms import Form, FormPlace, press_again
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import Painted, RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.chart import ViewOptions, draw
from ssi_tui.tui.what_if.copies import Copies, Saver
from ssi_tui.tui.what_if.draw import (
    SideRows,
    Track,
    as_sentences,
    draw_side,
    draw_sliders,
    meaning_within,
    side_width,
)
from ssi_tui.tui.what_if.library import LETTERS, LOOKS_A_SECOND, Library, Shelf
from ssi_tui.tui.what_if.sight import MONTH, Sight

LIST_ONLY = frozenset({"switch", "open"})
"""Commands that are not in the key row beside the sliders."""
SLIDERS_ONLY = frozenset({"less", "reset", "add", "save", "leave"})
"""Commands that are not in the key row beside the list."""


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.upper() in LETTERS


class Side(RowList[SideRows]):
    """Chooses and switches scenarios; turns sliders, whose knobs follow the mouse."""

    def __init__(self, copies: Copies, show: Callable[[], None]) -> None:
        """``show``: has all of the room drawn again."""
        super().__init__("scenarios", self._draw_side, click=self._click, wheel=self._wheel)
        self.sight, self.copies, self._show = copies.sight, copies, show
        self.dragged: Track | None = None

    @property
    def shelf(self) -> Shelf:
        return self.sight.library.shelf

    def _draw_side(self, width: int, height: int) -> SideRows:
        sliders = self.copies.sliders
        if sliders is None:
            return draw_side(self.sight.scene, width, height)
        return draw_sliders(self.sight.scene, sliders, self.copies.at, width, height)

    # Keys and mouse alike

    def walk(self, by: int) -> None:
        if self.copies.turning:
            self.select(self.copies.at + by)
        else:
            self.copies.put(self.shelf.move(by))

    def switch(self) -> None:
        """The chosen scenario on or off; where that is not possible, why."""
        shelf = self.shelf
        after = self.sight.library.switched(shelf, shelf.at) if shelf.items else None
        if after is not None:
            self.copies.put(after)

    def select(self, slider: int) -> None:
        if self.copies.sliders:
            self.copies.select(slider)
            self._show()

    def step(self, by: int) -> None:
        """Turn the chosen slider; where there is none, there is one then."""
        if self.copies.sliders is None:
            self.open_or_leave()
        else:
            self.copies.step(by)

    def open_or_leave(self) -> None:
        """Sliders for a copy of what is chosen; from the sliders back to the list."""
        item = self.shelf.chosen
        if self.copies.turning:
            self.leave()
        elif item is not None:
            self.copies.open(item)

    def open_or_type(self, show: Callable[[Form], None]) -> None:
        """Sliders for a copy of what is chosen; where they are in sight, a number for one."""
        form = self.copies.number_form()
        if form is None:
            self.open_or_leave()
        else:
            show(form)

    def leave(self) -> None:
        self.copies.turning = False
        self.copies.services.say("")
        self._show()

    # The mouse

    def _click(self, drawing: SideRows, event: Click) -> None:
        """In the list: the letter is on or off, a name is chosen, the chosen one gets sliders."""
        at = drawing.line_at.get(event.y)
        if at is None or self.copies.turning:
            return
        if 2 <= event.x < 5:
            self.copies.put(self.shelf.switch(at))
        elif at == self.shelf.at:
            self.open_or_leave()
        else:
            self.copies.put(self.shelf.choose(at))

    def _wheel(self, drawing: SideRows, event: MouseEvent, by: int) -> None:
        """Walk through the list, or turn the slider under the mouse: up is more."""
        if not self.copies.turning:
            self.walk(by)
        elif event.y in drawing.tracks:
            self.copies.select(drawing.tracks[event.y].slider)
            self.step(-by)

    def on_mouse_down(self, event: MouseDown) -> None:
        """On a track: the knob comes, and follows until the button is let go."""
        if not self.copies.turning or self.drawing is None:
            return
        event.stop()
        if event.y == 0:
            self.leave()
            return
        track = self.drawing.tracks.get(event.y)
        if track is None:
            return
        self.select(track.slider)
        if track.cells:
            self.dragged = track
            self.capture_mouse()
            self._drag(track, event.x)

    def on_mouse_move(self, event: MouseMove) -> None:
        if self.dragged:
            event.stop()
            self._drag(self.dragged, event.x)

    def on_mouse_up(self, event: MouseUp) -> None:
        if self.dragged:
            event.stop()
            self.dragged = None
            self.release_mouse()

    def _drag(self, track: Track, x: int) -> None:
        sliders = self.copies.sliders
        if sliders is not None:
            slider = sliders.rows[track.slider]
            self.copies.turn(sliders.turn(slider.name, track.value(x, slider.most)))


HIGH = 30
"""Rows from which on one stays free above the list, as in the other rooms."""


class WhatIfRoom(Room):
    """Scenarios on and off over the real log, and one of one's own on sliders."""

    DEFAULT_CSS = """
    WhatIfRoom > Vertical > Horizontal { height: 1fr; }
    #scenarios { width: 27; height: 1fr; }
    #chart { width: 1fr; height: 1fr; margin: 0 0 0 1; }
    """
    TAB = frame.WHAT_IF
    SHELL = "ssi sim quiet_month comment_daily"
    ABOUT = N_(
        "Left of today is what you logged and what LinkedIn showed; right of it is a model’s "
        "estimate for each scenario that is on, if its pace is kept. The band belongs to the "
        "chosen one. Enter makes a copy of it with sliders; s saves that in the folder "
        "“scenarios” of your profile, and a file that you edit there is read again by itself."
    )

    def __init__(self, services: Services, scenarios: Sequence[Path]) -> None:
        """``scenarios``: files that were named on the command line."""
        super().__init__(services)
        self.library = Library(
            services, self, scenarios, read=self.library_read, waits=lambda: self.sight.say_busy()
        )
        self.sight = Sight(services, self, self.library, self.show)
        self.copies = Copies(self.sight, self.put)
        self.library.copies = lambda: self.copies.items
        self.forms = FormPlace(services)
        self.saver = Saver(self.copies, self.forms)
        self.side = Side(self.copies, self.show)
        self.ahead: list[Key] = []
        """Keys that wait for the list."""
        self.chart = Painted("chart", lambda width, height: draw(self.sight.scene, width, height))

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.forms
            with Horizontal():
                yield self.side
                yield self.chart

    def on_mount(self) -> None:
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.set_interval(1 / LOOKS_A_SECOND, self.look_at_files)
        self.library.read_in_thread(by_key=True)

    def on_resize(self, event: Resize) -> None:
        """The list grows in steps with the window; a high one has room below the tabs."""
        self.side.styles.width = side_width(event.size.width)
        self.styles.padding = (int(event.size.height >= HIGH), 0, 0, 0)

    # What is shown

    def show(self) -> None:
        if self.is_mounted:
            self.side.redraw()
            self.chart.redraw()
        self.services.refresh_frame()

    def enter(self) -> None:
        self.sight.compute()

    def start_over(self) -> None:
        """Another journal: its own files, and nothing that was made for the other."""
        self.copies.forget()
        self.library.shelf = Shelf()
        self.sight.forget()
        self.library.read_in_thread(by_key=True)

    def library_read(self) -> None:
        """New curves of what the files say now; then the keys that were ahead of them."""
        self.sight.busy = False
        self.sight.compute()
        ahead, self.ahead = self.ahead, []
        for event in ahead:
            press_again(self.screen, event)

    def journal_changed(self) -> None:
        if self.services.is_in_sight(self):
            self.sight.compute()

    def look_at_files(self) -> None:
        """Whether one was edited; only while the room is in sight."""
        if self.services.is_in_sight(self):
            self.library.look()

    def put(self, shelf: Shelf) -> None:
        """Another list or another choice: new curves at once or a moment later."""
        self.library.shelf = shelf
        self.services.say("")
        if not self.sight.compute():
            self.show()

    def see(self, view: ViewOptions) -> None:
        """The same curves in another view."""
        self.sight.view = view
        self.show()

    def keeps(self, key: str, event: Key) -> bool:
        """What is for a scenario, and all behind it, until the list has been read."""
        mine = _is_letter(key) or command_for(key, self.COMMANDS) is not None
        if self.sight.is_ready or not (mine or self.ahead):
            return False
        self.ahead.append(event)
        return True

    def unsaved_work(self) -> str:
        return self.copies.unsaved

    def speak(self) -> None:
        """The scenarios have names in the language."""
        self.library.read_in_thread()

    def press(self, key: str) -> bool:
        if not _is_letter(key):
            return False
        self.put(self.library.shelf.switch_letter(key.upper()))
        return True

    def look_ahead(self, by: int) -> None:
        """A longer or a shorter span of time."""
        self.sight.view = self.sight.view.ahead(by)
        self.sight.compute()

    # What is said

    def standing_sentence(self) -> str:
        return meaning_within(self.sight.scene, self.app.size.width - 3)

    def hints(self) -> list[Hint]:
        """The keys beside the list, or beside the sliders, where the same key types a number."""
        if not self.copies.turning:
            return key_hints(one for one in self.COMMANDS if one.name not in SLIDERS_ONLY)
        return key_hints(
            replace(one, word=N_("number")) if one.name == "sliders" else one
            for one in self.COMMANDS
            if one.name not in LIST_ONLY
        )

    def help_lines(self) -> list[tuple[str, str]]:
        return [("a…e", _("that curve on or off")), *super().help_lines()]

    # Commands

    @by_key("up", "k", shown="↑↓", word=N_("choose"), rank=4, help=N_("choose scenario or slider"))
    def do_up(self) -> None:
        self.side.walk(-1)

    @command("down", "j")
    def do_down(self) -> None:
        self.side.walk(1)

    @command("space", word=N_("on/off"), rank=4, help=N_("scenario on or off"))
    def do_switch(self) -> None:
        self.side.switch()

    @command("enter", word=N_("sliders"), rank=1, help=N_("sliders; then a number"))
    def do_sliders(self) -> None:
        self.side.open_or_type(self.forms.show)

    @command("escape", word=N_("list"), rank=2, help=N_("back to the list"), listed=False)
    def do_leave(self) -> None:
        self.side.leave()

    @by_key("left", "h", shown="←→", word=N_("change"), rank=2, help=N_("slider −1 +1, shift: 5"))
    def do_less(self) -> None:
        self.side.step(-1)

    @command("right", "l")
    def do_more(self) -> None:
        self.side.step(1)

    @command("shift+left", "H")
    def do_five_less(self) -> None:
        self.side.step(-5)

    @command("shift+right", "L")
    def do_five_more(self) -> None:
        self.side.step(5)

    @command("0", word=N_("reset"), rank=3, help=N_("sliders as they were"))
    def do_reset(self) -> None:
        if self.copies.sliders is None:
            return self.saver.say_no_sliders()
        return self.copies.reset()

    @command("n", word=N_("add"), rank=6, help=N_("a slider for another action"))
    def do_add(self) -> None:
        if self.copies.sliders is None:
            self.saver.say_no_sliders()
        else:
            self.copies.ask_kind(self.show)

    @command("s", word=N_("save"), rank=4, help=N_("save the sliders as a file"))
    def do_save(self) -> None:
        self.saver.ask_name()

    @command("o", word=N_("edit file"), rank=6, help=N_("the file in your editor"))
    def do_open(self) -> None:
        self.saver.open_file()

    @command("m", word=N_("minus"), rank=3, help=N_("minus the first curve"))
    def do_difference(self) -> None:
        view = self.sight.view
        if not view.difference and len(self.library.shelf.shown) < 2:
            self.services.say(_("A difference needs two curves: switch another one on."))
        else:
            self.see(replace(view, difference=not view.difference, by_pillar=False))

    @command("v", word=N_("pillars"), rank=2, help=N_("total, or the four pillars"))
    def do_pillars(self) -> None:
        view = self.sight.view
        self.see(replace(view, by_pillar=not view.by_pillar, difference=False))

    @command("[", shown="[ ]", word=N_("past"), rank=2, help=N_("as if begun in the past"))
    def do_earlier(self) -> None:
        self.sight.begin_later(-MONTH)

    @command("]", help=N_("begin four weeks later"), listed=False)
    def do_later(self) -> None:
        self.sight.begin_later(MONTH)

    @command("f", help=N_("as if begun on a day"))
    def do_since(self) -> None:
        form = self.sight.begin_form()
        if form is not None:
            self.forms.show(form)

    @command("+", "=", shown="+ -", word=N_("weeks"), rank=5, help=N_("12, 26 or 52 weeks ahead"))
    def do_longer(self) -> None:
        self.look_ahead(1)

    @command("-", help=N_("look less far ahead"), listed=False)
    def do_shorter(self) -> None:
        self.look_ahead(-1)

    @command("w", word=N_("band"), rank=6, help=N_("band of 50, 80 or 95 %"))
    def do_band(self) -> None:
        self.sight.view = self.sight.view.with_next_band()
        self.sight.compute()

    @by_key("p", word=N_("present"), rank=1, help=N_("present: a slide for a room"))
    def do_present(self) -> None:
        self.services.present()

    @command("g", word=N_("assume"), rank=6, help=N_("your own assumptions"))
    def do_assume(self) -> None:
        self.services.present(assuming=True)

    @command("y", word=N_("why"), rank=6, help=N_("why should I believe you?"))
    def do_believe(self) -> None:
        self.services.open_page(BelievePage())

    @command("z", word=N_("scale"), rank=6, help=N_("whole scale, or fitted"))
    def do_scale(self) -> None:
        self.see(replace(self.sight.view, whole_scale=not self.sight.view.whole_scale))

    @command("x", word=N_("as text"), rank=6, help=N_("the picture as sentences"))
    def do_text(self) -> None:
        said = as_sentences(self.sight.scene, self.copies.sliders)
        self.services.open_page(TextView(_(self.TAB.title), said))

    @command("r", help=N_("read the files again"))
    def do_read_again(self) -> None:
        self.library.read_in_thread(by_key=True)


def slide_over(room: WhatIfRoom, save: SaveSlide, *, assuming: bool) -> LiveScreen:
    """The slide of what is on; ``assuming``: with the assumptions in sight."""
    return LiveScreen(
        room.services,
        room.sight,
        room.sight.memory,
        room.look_ahead,
        save,
        room.saver.keep_doubts,
        assuming=assuming,
    )
