"""What Today asks for: numbers, notes, scores, other actions, how often; each a form or a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.model.reading import Reading
from ssi_tui.tui.screens.forms_room import FormsRoom
from ssi_tui.tui.screens.today_rows import View
from ssi_tui.tui.writes import SetReading, Step

if TYPE_CHECKING:
    from ssi_tui.exchange.page import PageParts
    from ssi_tui.tui.screens.score import ScoreEntry


class TodayTyping(FormsRoom):
    """The part of Today that opens forms and pages."""

    at: int
    extra: tuple[str, ...]

    @property
    def chosen_day(self) -> date:
        """The day on screen."""
        raise NotImplementedError

    @property
    def view(self) -> View:
        """What is shown."""
        raise NotImplementedError

    def advice_line(self, width: int = 200) -> str:
        """What is best done next; empty where it is not shown."""
        raise NotImplementedError

    def list_also(self, kind: str) -> None:
        """Give a kind a row, and choose it."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Show another day."""
        raise NotImplementedError

    def do_number(self) -> None:
        """Type an exact number for the chosen row."""
        from ssi_tui.tui.screens.entry import number_form

        if self.view.habits:
            habit = self.view.habits[self.at]
            self.open_form(number_form(habit, self.chosen_day, self.ssi.today))

    def do_note(self) -> None:
        """Write the note of the day."""
        from ssi_tui.tui.screens.entry import note_form

        day = self.chosen_day
        self.open_form(note_form(self.view.journal.note(day), day))

    def do_score(self) -> None:
        """Type in what LinkedIn shows."""
        from ssi_tui.tui.screens.score import score_form

        day = self.chosen_day
        self.open_form(score_form(self.view.journal.reading(day), day))

    def do_edit(self) -> None:
        """How often one wants to do what is chosen."""
        from ssi_tui.tui.screens.habit_forms import target_form

        if self.view.habits:
            kind = self.view.habits[self.at].kind
            self.open_form(target_form(kind, self.view.journal.targets.get(kind)))

    def paste(self, text: str) -> None:
        """A score page: shown before it is kept; what is missing is typed into the form.

        From another room it is for today: the day that this one shows is not in sight there.
        """
        from ssi_tui.tui.dialogs.page import PageSheet

        if self.ssi.main.room is not self:
            self.go_to(self.ssi.today)
        known = self.view.journal.reading(self.chosen_day)
        self.app.push_screen(PageSheet(text, self.chosen_day, known), self._pasted)

    def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """The same where the score is typed."""
        self.paste(event.text)

    async def _pasted(self, found: Reading | PageParts | None) -> None:
        from ssi_tui.tui.screens.score import score_form

        if found is None:
            return
        for form in self.open_forms():
            await self.close_form(form)
        if isinstance(found, Reading):
            self.ssi.write(SetReading(found))
        else:
            self.ssi.main.open_room(self.TAB.id)
            day = self.chosen_day
            self.open_form(score_form(self.view.journal.reading(day), day, found.understood))

    def do_add(self) -> None:
        """Any action: one more of it, and a row for it; or a new one of one's own."""
        from ssi_tui.tui.screens.entry import action_picker

        own = self.view.journal.own_actions
        page = action_picker(self.chosen_day, self.ssi.today, own)
        self.app.push_screen(page, self._added)

    def _added(self, kind: str | None) -> None:
        from ssi_tui.tui.screens.entry import NEW

        if kind == NEW:
            from sim.terms import ActionKind
            from ssi_tui.tui.screens.habit_forms import own_form

            self.open_form(own_form({*ActionKind, *self.view.journal.own_actions}))
        elif kind is not None:
            self.list_also(kind)
            self.ssi.write(Step(kind, self.chosen_day, 1))

    def do_rest(self) -> None:
        """A day of rest from everything, or no rest after all."""
        from ssi_tui.tui.writes_habits import RestDay

        day = self.chosen_day
        self.ssi.write(RestDay(day, off=self.view.journal.rest(day) is not None))

    def do_text(self) -> None:
        """The day in sentences."""
        from ssi_tui.tui.dialogs.text_view import TextView
        from ssi_tui.tui.screens.today_words import day_in_words

        self.app.push_screen(TextView(_("Today"), day_in_words(self.view, self.advice_line())))
