"""How often one wants to do something, and actions of one's own, while they are typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sim.terms import Pillar
from ssi_tui.errors import AmbiguousError, BadValueError, NotFoundError
from ssi_tui.i18n import N_, _
from ssi_tui.model.own import MINUTES_MAX, OwnAction, check_own_action
from ssi_tui.model.target import Target
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.tui.telling import told_error
from ssi_tui.tui.widgets.forms import Answer, Field, Form
from ssi_tui.tui.writes_habits import AddOwn, SetTarget
from ssi_tui.words.goals import target_in_words
from ssi_tui.words.names import match_word, pillar_name
from ssi_tui.words.numbers import parse_number

NO_TARGET = "none"


def target_form(kind: str, target: Target | None) -> Form:
    """How often, as `ssi target` reads it."""
    before = NO_TARGET if target is None else str(target)

    def write(values: Mapping[str, str]) -> SetTarget:
        return SetTarget(kind, read_target(kind, values["target"]))

    def look(values: Mapping[str, str]) -> Answer:
        how = _("3/week, 2/day, daily, 3/7d, mon,wed,fri, <=2/day for at most, none")
        if not values["target"].strip():
            return Answer(how, ready=False)
        try:
            found = read_target(kind, values["target"])
        except BadValueError:
            return Answer(how, good=False, ready=False)
        said = _("no target") if found is None else target_in_words(found)
        return Answer(f"{said} · {how}" if values["target"] == before else said)

    return Form([Field("target", label(kind), before, 20, replace=True)], look, write)


def read_target(kind: str, text: str) -> Target | None:
    """None for no target: BadValueError for what can't be read."""
    return None if text.strip().casefold() == NO_TARGET else Target.parse(kind, text)


def own_form(kinds: Collection[str], name: str = "") -> Form:
    """An action that LinkedIn does not name, and the pillar that one thinks it feeds."""

    def write(values: Mapping[str, str]) -> AddOwn:
        return AddOwn(read_own(values, kinds))

    def look(values: Mapping[str, str]) -> Answer:
        if not values["name"].strip() or not values["pillar"].strip():
            names = ", ".join(pillar_name(pillar) for pillar in Pillar)
            text = _("and the pillar that you think it feeds: {names}")
            return Answer(text.format(names=names), ready=False)
        try:
            own = read_own(values, kinds)
        except (NotFoundError, AmbiguousError):
            names = ", ".join(pillar_name(pillar) for pillar in Pillar)
            text = _("The pillar is one of {names}.").format(names=names)
            return Answer(text, good=False, ready=False)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        text = _("for {pillar}: what it gives is your assumption")
        return Answer(text.format(pillar=pillar_name(own.pillar)))

    fields = [
        Field("name", _("Your own action"), name, 24),
        Field("pillar", _("Pillar"), "", 14),
        Field("minutes", _("Minutes"), "", 5),
        Field("key", _("Key"), "", 3),
    ]
    return Form(fields, look, write)


def read_own(values: Mapping[str, str], kinds: Collection[str]) -> OwnAction:
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
