"""What-if's ways to look: total, pillars, differences, how far, how wide, and from what day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.tui.screens.what_if_asking import CONFIDENCES, WEEKS
from ssi_tui.tui.screens.what_if_turning import Turning
from ssi_tui.tui.widgets.forms import Answer, Field, Form
from ssi_tui.words.dates import format_day, parse_day

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
            text = _("“{value}” is not {allowed}")
            return Answer(
                text.format(value=error.value, allowed=error.allowed), good=False, ready=False
            )
        return Answer(format_day(day, self.ssi.today))
