"""Where a score is typed beside its readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.tui.screens.forms_room import FormsRoom

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.tui.screens.score import ScoreEntry


class ScoreTyping(FormsRoom):
    """A room in which the score of any day can be typed in or put right."""

    def type_score(self, day: date) -> None:
        """Open the form for a day, with what is known of it."""
        from ssi_tui.tui.screens.score import score_form

        self.open_form(score_form(self.ssi.diary.shown.reading(day), day))

    async def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """A whole page where a number was asked for: Today shows it before it is kept."""
        for form in self.open_forms():
            await self.close_form(form)
        self.paste(event.text)
