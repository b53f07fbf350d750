"""What Today asks for: an exact number, a note, an action of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.terms import ActionKind
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.model.checks import NOTE_MAX
from ssi_tui.model.own import OwnAction
from ssi_tui.tui.dialogs.picker import Choice, Picker
from ssi_tui.tui.habits import Habit
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.tui.widgets.forms import Answer, Field, Form
from ssi_tui.tui.writes import SetCount, SetNote
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_hint, pillar_name
from ssi_tui.words.numbers import parse_count


def number_form(habit: Habit, day: date, today: date) -> Form:
    """Exactly so many on a day."""

    def write(values: Mapping[str, str]) -> SetCount:
        return SetCount(habit.kind, day, parse_count(values["number"]))

    caption = f"{label(habit.kind)}, {format_day(day, today)}"
    return Form(
        [Field("number", caption, str(habit.number), 8, replace=True)], look_at_number, write
    )


def note_form(text: str, day: date) -> Form:
    """The note of a day."""

    def write(values: Mapping[str, str]) -> SetNote:
        return SetNote(day, values["note"].strip())

    return Form([Field("note", _("Note"), text)], look_at_note, write)


NEW = "\n"
"""The choice of an action that there is not yet: no kind has such a name."""


def action_picker(day: date, today: date, own: Mapping[str, OwnAction]) -> Picker:
    """Every action of the catalogue and of one's own, by name; and a new one."""
    found = [Choice(kind.value, label(kind.value), action_hint(kind.value)) for kind in ActionKind]
    for action in own.values():
        if not action.archived:
            hint = _("your own, assumed for {pillar}")
            said = hint.format(pillar=pillar_name(action.pillar))
            found.append(Choice(action.name, label(action.name), said))
    found.sort(key=lambda choice: choice.name.casefold())
    found.append(
        Choice(NEW, _("An action of your own"), _("a name, and the pillar that it is for"))
    )
    title = _("Add an action on {day}").format(day=format_day(day, today))
    return Picker(title, found)


def look_at_number(values: Mapping[str, str]) -> Answer:
    """An exact number while it is typed."""
    if not values["number"].strip():
        return Answer("", ready=False)
    try:
        parse_count(values["number"])
    except BadValueError as error:
        text = _("“{value}” is not {allowed}").format(value=error.value, allowed=error.allowed)
        return Answer(text, good=False, ready=False)
    return Answer("")


def look_at_note(values: Mapping[str, str]) -> Answer:
    """A note while it is typed."""
    left = NOTE_MAX - len(values["note"])
    if left < 0:
        text = _("{count} characters too many").format(count=-left)
        return Answer(text, good=False, ready=False)
    return Answer("")
