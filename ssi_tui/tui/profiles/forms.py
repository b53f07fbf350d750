"""What is typed in Profiles: a name, the note of a meeting, the day of a workshop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.chart.text import plain
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import NOTE_MAX
from ssi_tui.store.profiles import NAME_MAX
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.profiles.summaries import ProfileLine
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.wording.dates import format_day, parse_day

Done = Callable[[Mapping[str, str]], Awaitable[None]]
"""Told what was typed, by name of field."""

NAME, DAY, NOTE = "name", "day", "note"
USUAL_SPAN = timedelta(days=28)
"""Before and after four weeks ago, where no meeting says another day."""


class ClientForm(Form):
    """No write of the journal that is open: whoever opens it says what Enter does."""

    def __init__(
        self, fields: Sequence[Field], look: Callable[[Mapping[str, str]], Answer], done: Done
    ) -> None:
        super().__init__(fields, look)
        self.done = done


def naming(
    lines: Sequence[ProfileLine], done: Done, besides: ProfileLine | None = None
) -> ClientForm:
    """For a new journal, or another name for the one that is given."""
    others = [line for line in lines if line.folder and line != besides]
    taken = {line.name.casefold() for line in others} | {line.folder for line in others}

    def look(values: Mapping[str, str]) -> Answer:
        name = values[NAME].strip()
        if not name:
            return Answer("", ready=False)
        over = len(name) - NAME_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if name.casefold() in taken:
            return Answer(_("That name is taken."), good=False, ready=False)
        return Answer("")

    caption, text = _("Name of the new journal"), ""
    if besides:
        caption, text = _("New name"), besides.name
    return ClientForm([Field(NAME, caption, text)], look, done)


def deleting(line: ProfileLine, held: str, done: Done) -> ClientForm:
    """Asks for the name, so that no slip of a finger deletes a journal; ``held``: what goes."""

    def look(values: Mapping[str, str]) -> Answer:
        said = _("For good: {what}. Type the whole name.").format(what=held)
        return Answer(said, ready=values[NAME].strip() == line.name)

    caption = _("Delete {name}").format(name=plain(line.name))
    form = ClientForm([Field(NAME, caption, "")], look, done)
    form.sends = N_("delete")
    return form


def _day_of(values: Mapping[str, str], today: date) -> date | Answer:
    """The day that was typed, today or before it; else what is wrong with it."""
    text = values[DAY].strip()
    if not text:
        return Answer("", ready=False)
    try:
        return parse_day(text, today, latest=today)
    except BadValueError as error:
        return Answer(told_error(error), good=False, ready=False)


def noting(line: ProfileLine, notes: Mapping[date, str], today: date, done: Done) -> ClientForm:
    """The note of a meeting, today's where another day is not named."""

    def look(values: Mapping[str, str]) -> Answer:
        day = _day_of(values, today)
        if isinstance(day, Answer):
            return day
        over = len(values[NOTE]) - NOTE_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if day in notes and not values[NOTE].strip():
            return Answer(_("Takes the note of {day} away.").format(day=format_day(day, today)))
        if day in notes:
            said = _("In place of the note of {day}.")
            return Answer(said.format(day=format_day(day, today)))
        return Answer(format_day(day, today), ready=bool(values[NOTE].strip()))

    fields = [
        Field(DAY, _("Meeting on"), today.isoformat(), width=11, replace=True),
        Field(NOTE, plain(line.name), notes.get(today, "")),
    ]
    return ClientForm(fields, look, done)


def comparing(lines: Sequence[ProfileLine], today: date, done: Done) -> ClientForm:
    """The day of which before and after are compared: at first that of the last meeting."""
    met = max((day for line in lines for day in line.meetings if day < today), default=None)
    suggested = met or today - USUAL_SPAN

    def look(values: Mapping[str, str]) -> Answer:
        day = _day_of(values, today)
        if isinstance(day, Answer):
            return day
        return Answer(_("before and after {day}").format(day=format_day(day, today)))

    caption = _("Day of the workshop")
    form = ClientForm([Field(DAY, caption, suggested.isoformat(), replace=True)], look, done)
    form.sends = N_("compare")
    return form
