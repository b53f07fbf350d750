"""What-if: the real log and what scenarios make of it, on one date axis."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from ssi_tui.i18n import N_, _
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.what_if import LIST_ONLY, SLIDERS_ONLY, WHAT_IF
from ssi_tui.tui.scenarios import LETTERS, Shelf
from ssi_tui.tui.screens.what_if_looking import Looking
from ssi_tui.tui.screens.what_if_rows import side_width
from ssi_tui.tui.screens.what_if_saving import SaveForm
from ssi_tui.tui.screens.what_if_sliders import slider_sentences
from ssi_tui.tui.screens.what_if_views import Chart, Side
from ssi_tui.tui.screens.what_if_words import meaning, sentences
from ssi_tui.tui.widgets.forms import Form
from ssi_tui.tui.widgets.frame import Hint
from ssi_tui.words.dates import parse_day


class WhatIf(Looking):
    """Scenarios on and off over the real log, and one of one's own on sliders."""

    DEFAULT_CSS = """
    WhatIf > Vertical > Horizontal { height: 1fr; }
    #scenarios { width: 27; height: 1fr; }
    #chart { width: 1fr; height: 1fr; margin: 0 0 0 1; }
    """
    TAB = tabs.WHAT_IF
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
        from ssi_tui.tui.dialogs.text_view import TextView

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
