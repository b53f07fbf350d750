"""What Today asks for: an exact number, a note, an action of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from sim.terms import ActionKind, Pillar
from ssi_tui.errors import AmbiguousError, BadValueError, NotFoundError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import MINUTES_MAX, NOTE_MAX, OwnAction, Target, check_own_action
from ssi_tui.tui.journal.writes import AddOwn, SetCount, SetNote, SetTarget
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.dialogs import Choice, Picker
from ssi_tui.tui.shell.forms import Answer, Field, Form, Values, too_long
from ssi_tui.tui.today.shown import Habit
from ssi_tui.wording.actions import action_hint, match_word, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.goals import target_in_words
from ssi_tui.wording.numbers import parse_count, parse_number
from ssi_tui.wording.written_goals import parse_target

NO_TARGET = "none"


def target_form(kind: str, target: Target | None) -> Form:
    """How often, as `ssi target` reads it."""
    before = NO_TARGET if target is None else str(target)

    def write(values: Values) -> SetTarget:
        return SetTarget(kind, parse_target(kind, values["target"]))

    def look(values: Values) -> Answer:
        how = _("3/week, 2/day, daily, 3/7d, mon,wed,fri, <=2/day for at most, none")
        if not values["target"].strip():
            return Answer(how, ready=False)
        try:
            target = parse_target(kind, values["target"])
        except BadValueError:
            return Answer(how, good=False, ready=False)
        said = _("no target") if target is None else target_in_words(target)
        return Answer(f"{said} · {how}" if values["target"] == before else said)

    return Form([Field("target", label(kind), before, 20, replace=True)], look, write)


def own_form(kinds: Collection[str], listed: Callable[[str], None]) -> Form:
    """An action that LinkedIn does not name, and the pillar that one thinks it feeds.

    ``listed``: is told its name, just before it is written.
    """

    def write(values: Values) -> AddOwn:
        own = read_own(values, kinds)
        listed(own.name)
        return AddOwn(own)

    def look(values: Values) -> Answer:
        names = ", ".join(pillar_name(pillar) for pillar in Pillar)
        if not values["name"].strip() or not values["pillar"].strip():
            text = _("and the pillar that you think it feeds: {names}")
            return Answer(text.format(names=names), ready=False)
        try:
            own = read_own(values, kinds)
        except (NotFoundError, AmbiguousError):
            text = _("The pillar is one of {names}.").format(names=names)
            return Answer(text, good=False, ready=False)
        text = _("for {pillar}: what it gives is your assumption")
        return Answer(text.format(pillar=pillar_name(own.pillar)))

    fields = [
        Field("name", _("Your own action"), "", 24),
        Field("pillar", _("Pillar"), "", 14),
        Field("minutes", _("Minutes"), "", 5),
        Field("key", _("Key"), "", 3),
    ]
    return Form(fields, look, write)


def read_own(values: Values, kinds: Collection[str]) -> OwnAction:
    """The action: BadValueError, and NotFoundError or AmbiguousError for the pillar."""
    name = values["name"].strip()
    if name in kinds:
        raise BadValueError("action", name, _("a name that is not taken yet"))
    ways = {pillar.value: (pillar.value, pillar_name(pillar)) for pillar in Pillar}
    pillar = match_word(N_("pillar"), values["pillar"], ways)
    minutes = None
    if values["minutes"].strip():
        minutes = parse_number(values["minutes"], field="minutes", most=MINUTES_MAX)
    return check_own_action(OwnAction(name, pillar, minutes, values["key"].strip()))


def number_form(habit: Habit, day: date, today: date) -> Form:
    """Exactly so many on a day."""

    def look(values: Values) -> Answer:
        if not values["number"].strip():
            return Answer("", ready=False)
        parse_count(values["number"])
        return Answer("")

    def write(values: Values) -> SetCount:
        return SetCount(habit.kind, day, parse_count(values["number"]))

    caption = f"{label(habit.kind)}, {format_day(day, today)}"
    return Form([Field("number", caption, str(habit.number), 8, replace=True)], look, write)


def note_form(text: str, day: date) -> Form:
    """The note of a day."""

    def look(values: Values) -> Answer:
        return too_long(values["note"], NOTE_MAX) or Answer("")

    def write(values: Values) -> SetNote:
        return SetNote(day, values["note"].strip())

    return Form([Field("note", _("Note"), text)], look, write)


NEW = "\n"
"""The choice of an action that there is not yet: no kind has such a name."""


def action_picker(day: date, today: date, own: Mapping[str, OwnAction]) -> Picker:
    """Every action of the catalogue and of one's own, by name; and a new one."""
    kinds = [kind.value for kind in ActionKind]
    choices = [Choice(kind, label(kind), action_hint(kind)) for kind in kinds]
    for action in own.values():
        if not action.archived:
            hint = _("your own, assumed for {pillar}")
            said = hint.format(pillar=pillar_name(action.pillar))
            choices.append(Choice(action.name, label(action.name), said))
    choices.sort(key=lambda choice: choice.name.casefold())
    choices.append(
        Choice(NEW, _("An action of your own"), _("a name, and the pillar that it is for"))
    )
    title = _("Add an action on {day}").format(day=format_day(day, today))
    return Picker(title, choices)
