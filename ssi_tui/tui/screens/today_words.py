"""Today in plain sentences, a line each; pure."""

from __future__ import annotations

from sim.terms import Pillar
from ssi_tui.i18n import _
from ssi_tui.model.progress import met_count
from ssi_tui.tui.habits import Habit
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.today_rows import View, label
from ssi_tui.words.dates import format_day, format_long_day
from ssi_tui.words.goals import standing
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points


def day_in_words(view: View, advice: str = "") -> list[str]:
    """The day, each habit, the note, the score."""
    rows = tuple(habit.progress for habit in view.habits if habit.progress)
    lines = [format_long_day(view.day)]
    if rows:
        done, of = met_count(rows)
        lines[0] += ". " + _("{done} of {all} done").format(done=done, all=of)
    if advice:
        lines.append(advice)
    lines += [_habit(view, habit) for habit in view.habits]
    note = plain(view.journal.note(view.day))
    if note:
        lines.append(_("note: {text}").format(text=note))
    return [*lines, *_score(view)]


def _habit(view: View, habit: Habit) -> str:
    today = view.day == view.today
    form = _("{action}: {n} today") if today else _("{action}: {n} that day")
    text = form.format(action=label(habit.kind), n=habit.number)
    if habit.progress:
        text += ", " + standing(habit.progress, today=today)
        text += ", " + _state(habit)
    if habit.usual:
        usual = format_number(habit.usual, 0 if habit.usual >= 10 else 1)
        text += ", " + _("usual {pace} a week").format(pace=usual)
    if habit.letter:
        text += ". " + _("Key {key}").format(key=habit.letter)
    return text + "."


def _state(habit: Habit) -> str:
    assert habit.progress is not None
    if habit.progress.rest:
        return _("planned rest")
    if habit.over:
        return _("over the limit")
    return _("done") if habit.met else _("open")


def _score(view: View) -> list[str]:
    reading = view.journal.latest_reading(view.day)
    if reading is None:
        return [_("No score yet: s types it in.")]
    day = format_day(reading.day, view.today)
    text = _("SSI {score}, {day}").format(score=format_points(round(reading.total, 1)), day=day)
    parts = [
        f"{pillar_name(pillar)} {format_number(value, 1)}"
        for pillar in Pillar
        if (value := reading.pillar(pillar)) is not None
    ]
    return [f"{text}: {', '.join(parts)}." if parts else f"{text}."]
