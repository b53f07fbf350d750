"""What-if: the real log and what scenarios make of it, on one date axis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp, Resize

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import DOWN, Command, up
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.shell.frame import Hint
from ssi_tui.tui.shell.rows import Canvas, Wheeled
from ssi_tui.tui.what_if.chart import draw
from ssi_tui.tui.what_if.curves import CONFIDENCES, WEEKS
from ssi_tui.tui.what_if.draw import draw_side, meaning, sentences, side_width
from ssi_tui.tui.what_if.library import LETTERS, Shelf
from ssi_tui.tui.what_if.saving import SaveForm
from ssi_tui.tui.what_if.sliders import Panel, Track, Turning, draw_sliders, slider_sentences
from ssi_tui.wording.dates import format_day, parse_day

WHAT_IF = (
    up(N_("choose scenario or slider")),
    DOWN,
    Command(
        name="switch",
        keys=("space",),
        word=N_("on/off"),
        rank=2,
        help=N_("scenario on or off"),
    ),
    Command(
        name="sliders",
        keys=("enter",),
        word=N_("sliders"),
        rank=2,
        help=N_("sliders for a copy, and back"),
    ),
    Command(name="leave", keys=("escape",), help=N_("back to the list"), listed=False),
    Command(
        name="less",
        keys=("left", "h"),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("slider −1 +1, shift: 5"),
        palette=False,
    ),
    Command(name="more", keys=("right", "l"), help=N_("one more"), palette=False, listed=False),
    Command(
        name="five_less",
        keys=("shift+left", "H"),
        help=N_("five less"),
        palette=False,
        listed=False,
    ),
    Command(
        name="five_more",
        keys=("shift+right", "L"),
        help=N_("five more"),
        palette=False,
        listed=False,
    ),
    Command(
        name="reset",
        keys=("0",),
        word=N_("reset"),
        rank=3,
        help=N_("sliders as they were"),
    ),
    Command(
        name="add",
        keys=("n",),
        word=N_("add"),
        rank=6,
        help=N_("a slider for another action"),
    ),
    Command(
        name="save",
        keys=("s",),
        word=N_("save"),
        rank=4,
        help=N_("save the sliders as a file"),
    ),
    Command(
        name="open",
        keys=("o",),
        word=N_("edit file"),
        rank=6,
        help=N_("the file in your editor"),
    ),
    Command(
        name="difference",
        keys=("m",),
        word=N_("minus"),
        rank=4,
        help=N_("minus the first curve"),
    ),
    Command(
        name="pillars",
        keys=("v",),
        word=N_("pillars"),
        rank=4,
        help=N_("total, or the four pillars"),
    ),
    Command(
        name="earlier",
        keys=("[",),
        shown="[ ]",
        word=N_("past"),
        rank=5,
        help=N_("as if begun in the past"),
    ),
    Command(name="later", keys=("]",), help=N_("begin four weeks later"), listed=False),
    Command(
        name="since",
        keys=("f",),
        help=N_("as if begun on a day"),
    ),
    Command(
        name="longer",
        keys=("+", "="),
        shown="+ -",
        word=N_("weeks"),
        rank=5,
        help=N_("12, 26 or 52 weeks ahead"),
    ),
    Command(name="shorter", keys=("-",), help=N_("look less far ahead"), listed=False),
    Command(
        name="band",
        keys=("w",),
        word=N_("band"),
        rank=6,
        help=N_("band of 50, 80 or 95 %"),
    ),
    Command(
        name="present",
        keys=("p",),
        word=N_("present"),
        rank=5,
        help=N_("present: a slide for a room"),
        palette=False,
    ),
    Command(
        name="scale",
        keys=("z",),
        word=N_("scale"),
        rank=6,
        help=N_("whole scale, or fitted"),
    ),
    Command(
        name="text",
        keys=("x",),
        word=N_("as text"),
        rank=6,
        help=N_("the picture as sentences"),
    ),
    Command(
        name="read_again",
        keys=("r",),
        help=N_("read the files again"),
    ),
)


LIST_ONLY = frozenset({"switch", "open"})
"""Commands that are not in the key row beside the sliders."""


SLIDERS_ONLY = frozenset({"less", "reset", "add", "save"})
"""Commands that are not in the key row beside the list."""


MONTH = timedelta(weeks=4)
"""A step into the past."""


class Looking(Turning):
    """The same curves in another view, and plans that had begun earlier."""

    def do_pillars(self) -> None:
        """Total or pillars."""
        self.by_pillar, self.difference = not self.by_pillar, False
        self.show()

    def do_difference(self) -> None:
        """Points, or points above and below the first curve."""
        if not self.difference and len(self.shelf.shown) < 2:
            self.ssi.say(_("A difference needs two curves: switch another one on."))
            return
        self.difference, self.by_pillar = not self.difference, False
        self.show()

    def do_scale(self) -> None:
        """Fitted, or the whole scale."""
        self.whole_scale = not self.whole_scale
        self.show()

    def do_band(self) -> None:
        """The next band."""
        place = CONFIDENCES.index(self.confidence)
        self.confidence = CONFIDENCES[(place + 1) % len(CONFIDENCES)]
        self.compute()

    def do_longer(self) -> None:
        """Further ahead."""
        self._look_ahead(1)

    def do_shorter(self) -> None:
        """Less far."""
        self._look_ahead(-1)

    def _look_ahead(self, by: int) -> None:
        place = WEEKS.index(self.weeks) + by
        self.weeks = WEEKS[max(0, min(len(WEEKS) - 1, place))]
        self.compute()

    # What if I had

    def do_earlier(self) -> None:
        """Let every plan begin four weeks earlier."""
        self.begin_on((self.since or self.ssi.today) - MONTH)

    def do_later(self) -> None:
        """Four weeks later, up to now."""
        if self.since:
            self.begin_on(self.since + MONTH)

    def do_since(self) -> None:
        """Ask for the day."""
        if self._first_since() is None:
            self._say_no_past()
            return
        day = self.since or self.ssi.today - MONTH
        caption = _("If I had begun on")
        field = Field("since", caption, day.isoformat(), replace=True)
        self.open_form(Form([field], self._look_at_day))

    def begin_on(self, day: date) -> None:
        """Let every plan begin on a day; today or later is tomorrow, as each says."""
        first = self._first_since()
        if first is None:
            self._say_no_past()
            return
        day = max(day, first)
        self.since = None if day >= self.ssi.today else day
        text = _("The plans begin tomorrow again.")
        if self.since:
            text = _("As if the plans had begun on {day}; ] goes back towards today.")
        self.ssi.say(text.format(day=format_day(day, self.ssi.today)))
        self.compute()

    def _first_since(self) -> date | None:
        """The day after the log's first; None: there is no past."""
        first = self.ssi.diary.shown.first_day
        return first + timedelta(days=1) if first and first < self.ssi.today else None

    def _say_no_past(self) -> None:
        self.ssi.say(_("Without a log of some days there is no past to begin in."))

    def _look_at_day(self, values: Mapping[str, str]) -> Answer:
        """A day while it is typed."""
        try:
            day = parse_day(values["since"], self.ssi.today, latest=self.ssi.today)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        return Answer(format_day(day, self.ssi.today))


class Side(Wheeled):
    """The list and what is said of the chosen one, or the sliders of a copy."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="scenarios")
        self.room = room
        self.item_at: dict[int, int] = {}
        self.tracks: dict[int, Track] = {}
        self.dragged: Track | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        sliders = self.room.sliders
        if sliders is not None:
            panel = draw_sliders(Panel(sliders, self.room.slider, self.room.aside), width, height)
            self.item_at, self.tracks = {}, panel.tracks
            return panel.rows
        drawn = draw_side(self.room.aside, width, height)
        self.item_at, self.tracks = drawn.item_at, {}
        return drawn.rows

    def on_click(self, event: Click) -> None:
        """In the list: the letter is on or off, a name is chosen, the chosen one gets sliders."""
        at = self.item_at.get(event.y)
        if at is None or self.room.turning:
            return
        shelf = self.room.shelf
        if 2 <= event.x < 5:
            self.room.put(shelf.switch(at))
        elif at == shelf.at:
            self.room.do_sliders()
        else:
            self.room.put(shelf.choose(at))

    def on_mouse_down(self, event: MouseDown) -> None:
        """On a track: the knob comes, and follows until the button is let go."""
        if not self.room.turning:
            return
        event.stop()
        if event.y == 0:
            self.room.do_leave()
            return
        track = self.tracks.get(event.y)
        if track is None:
            return
        self.room.select(track.slider)
        if track.cells:
            self.dragged = track
            self.capture_mouse()
            self._drag(event)

    def on_mouse_move(self, event: MouseMove) -> None:
        """The knob follows."""
        if self.dragged:
            event.stop()
            self._drag(event)

    def on_mouse_up(self, event: MouseUp) -> None:
        """It stays where it is."""
        if self.dragged:
            event.stop()
            self.dragged = None
            self.release_mouse()

    def _drag(self, event: MouseEvent) -> None:
        sliders = self.room.sliders
        if sliders is None or self.dragged is None:
            return
        slider = sliders.rows[self.dragged.slider]
        self.room.turn(sliders.turn(slider.name, self.dragged.value(event.x, slider.most)))

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list, or turn the slider under the mouse: up is more."""
        if not self.room.turning:
            self.room.walk(by)
        elif event.y in self.tracks:
            self.room.step(-by, self.tracks[event.y].slider)


class Chart(Canvas):
    """The curves and the lanes."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="chart")
        self.room = room

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        return draw(self.room.scene, width, height)


class WhatIf(Looking):
    """Scenarios on and off over the real log, and one of one's own on sliders."""

    DEFAULT_CSS = """
    WhatIf > Vertical > Horizontal { height: 1fr; }
    #scenarios { width: 27; height: 1fr; }
    #chart { width: 1fr; height: 1fr; margin: 0 0 0 1; }
    """
    TAB = frame.WHAT_IF
    ABOUT = N_(
        "Left of today is what you logged and what LinkedIn showed; right of it is a model’s "
        "estimate for each scenario that is on, if its pace is kept. The band belongs to the "
        "chosen one. Enter makes a copy of it with sliders; s saves that in the folder "
        "“scenarios” of your profile, and a file that you edit there is read again by itself."
    )
    COMMANDS = WHAT_IF

    def compose(self) -> ComposeResult:
        """What is asked, then the list or the sliders, and the chart."""
        with Vertical():
            yield Vertical(id="form")
            with Horizontal():
                yield Side(self)
                yield Chart(self)

    def on_resize(self, event: Resize) -> None:
        """The list grows in steps with the window."""
        self.query_one(Side).styles.width = side_width(event.size.width)

    def show(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.query_one(Side).redraw()
            self.query_one(Chart).redraw()
        self.ssi.main.refresh_frame()

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self.compute()

    def start_over(self) -> None:
        """Another journal: its own files, and nothing that was made for the other."""
        self.copies.clear()
        self.origins.clear()
        self.shelf, self.outlook, self.computed = Shelf(), None, ()
        self.since, self.turning = None, False
        self.do_read_again()

    # What is said

    def standing_sentence(self) -> str:
        """What the curves mean."""
        aside = self.aside
        whole = meaning(aside)
        fits = cell_len(whole) <= self.ssi.size.width - 3
        return whole if fits else meaning(aside, short=True)

    def hints(self) -> list[Hint]:
        """Those of the list, or those of the sliders."""
        hidden = LIST_ONLY if self.turning else SLIDERS_ONLY
        found = [
            Hint(command.key, _(command.word), command.rank)
            for command in self.COMMANDS
            if command.word and command.name not in hidden
        ]
        if self.turning:
            word = {command.name: _(command.word) for command in self.COMMANDS}["sliders"]
            return [hint._replace(word=_("list")) if hint.word == word else hint for hint in found]
        return found

    def help_lines(self) -> list[tuple[str, str]]:
        """The letters of the curves too."""
        return [("a…e", _("that curve on or off")), *super().help_lines()]

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi sim quiet_month comment_daily"

    def do_text(self) -> None:
        """The picture in sentences."""
        from ssi_tui.tui.shell.dialogs import TextView

        lines = [*sentences(self.aside, self.ssi.diary.shown.latest_reading())]
        if self.sliders is not None:
            lines = [*slider_sentences(self.sliders), "", *lines]
        self.app.push_screen(TextView(_(self.TAB.title), lines))

    # The list

    def put(self, shelf: Shelf) -> None:
        """Another list or another choice: shown at once, new curves a moment later."""
        self.choose_list(shelf)

    def press(self, key: str) -> bool:
        """The letter of a scenario switches it."""
        letter = key.upper()
        if letter not in LETTERS or len(key) != 1:
            return False
        self.put(self.shelf.switch_letter(letter))
        return True

    def do_up(self) -> None:
        """The one above."""
        self.walk(-1)

    def do_down(self) -> None:
        """The one below."""
        self.walk(1)

    def walk(self, by: int) -> None:
        """Choose one further down or up."""
        if self.turning:
            self.select(self.slider + by)
        else:
            self.put(self.shelf.move(by))

    def do_switch(self) -> None:
        """On or off."""
        before = self.shelf
        chosen = before.chosen
        if chosen is None:
            return
        if chosen.scenario is None:
            self.ssi.say(_("This file has faults: they stand under the list. r reads it again."))
            return
        after = before.switch(before.at)
        if after is before:
            self.ssi.say(_("Five are on already: switch one off first."))
            return
        self.put(after)

    async def form_sent(self, event: Form.Sent) -> None:
        """Enter on something that can be done."""
        if isinstance(event.form, SaveForm):
            await self.save_as(event.form)
            return
        day = parse_day(event.values["since"], self.ssi.today)
        await self.close_form(event.form)
        self.begin_on(day)
