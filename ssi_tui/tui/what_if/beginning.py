"""What if I had: the day in the past on which all plans begin, and how it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.sight import Sight
from ssi_tui.wording.dates import format_day, parse_day

MONTH = timedelta(weeks=4)
"""A step into the past."""


SINCE = "since"
"""The field for the first day of the plans."""


class PastBeginning:
    """Moves the first day of every plan, never before the log's second day."""

    def __init__(self, services: Services, sight: Sight, compute: Callable[[], object]) -> None:
        """``compute``: has curves made of the view as it is now."""
        self.services, self.sight, self._compute = services, sight, compute

    def step(self, weeks: timedelta) -> None:
        """That much later, or earlier."""
        since = self.sight.view.since
        if since or weeks < timedelta():
            self.put((since or self.services.today) + weeks)

    def put(self, day: date) -> None:
        """Let every plan begin on a day; today or later is tomorrow, as each says."""
        first = self._first()
        if first is None:
            self._say_no_past()
            return
        day = max(day, first)
        since = None if day >= self.services.today else day
        self.sight.view = replace(self.sight.view, since=since)
        text = _("The plans begin tomorrow again.")
        if since:
            text = _("As if the plans had begun on {day}; ] goes back towards today.")
        self.services.say(text.format(day=format_day(day, self.services.today)))
        self._compute()

    def form(self) -> Form | None:
        """Asks for the day; None where there is no past, which is said."""
        if self._first() is None:
            self._say_no_past()
            return None
        day = self.sight.view.since or self.services.today - MONTH
        field = Field(SINCE, _("If I had begun on"), day.isoformat(), replace=True)
        return Form([field], self._look)

    def read(self, values: Mapping[str, str]) -> date:
        """The day that was typed: BadValueError."""
        return parse_day(values[SINCE], self.services.today, latest=self.services.today)

    def _first(self) -> date | None:
        """The day after the log's first; None: there is no past."""
        first = self.services.journal.first_day
        return first + timedelta(days=1) if first and first < self.services.today else None

    def _say_no_past(self) -> None:
        self.services.say(_("Without a log of some days there is no past to begin in."))

    def _look(self, values: Mapping[str, str]) -> Answer:
        """A day while it is typed."""
        try:
            day = self.read(values)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        return Answer(format_day(day, self.services.today))
