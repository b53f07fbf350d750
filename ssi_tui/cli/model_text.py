"""How far the model can be trusted, for people: one sentence, the errors, the numbers."""

from typing import TYPE_CHECKING

from ssi_tui.chart import cell_len
from ssi_tui.cli.paper import size, table, wrapped
from ssi_tui.cli.session import Session
from ssi_tui.forecasting.told import (
    judgement,
    memory,
    no_change,
    number_name,
    number_values,
    told_numbers,
)
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting.health import Health, Horizon, Number

NOTHING_LEFT_OVER = 1.05
"""A factor for bands below which they are about right."""

_RULES = {
    "model": N_("model"),
    "no-change": N_("no change"),
    "linear": N_("straight line"),
    "damped": N_("flattening line"),
}


def model_lines(session: Session, found: "Health") -> list[str]:
    """The whole answer of `ssi model`."""
    width, _height = size()
    if found.total is None:
        return wrapped(_nothing(), width)
    lines = wrapped(judgement(found), width)
    if not found.beats_no_change:
        lines += wrapped(no_change(found), width)
    if found.horizons:
        lines += ["", *_errors(found, width)]
        lines += wrapped(_bands(found), width)
    for head, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        numbers = [one for one in found.numbers if one.learned is learned]
        told = told_numbers(found, learned=learned)
        if told:
            lines += ["", head, *_numbers(told, width)]
        if others := len(numbers) - len(told):
            form = ngettext(
                "and {n} more number, of single actions and lasting things",
                "and {n} more numbers, of single actions and lasting things",
                others,
            )
            lines += wrapped(form.format(n=others), width, "  ")
    if not found.numbers:
        lines += ["", _("All numbers of the model are our starting assumption.")]
        return lines
    legend = _(
        "Half-life: stop, and half of the activity points are gone after so many days. "
        "Responsiveness: what activity gives you, against what we assume."
    )
    lines += ["", *wrapped(legend, width), *wrapped(memory(found), width)]
    for jump in found.rebased:
        form = _(
            "Your scores show that LinkedIn changed its formula before {day}: all points × "
            "{factor}. That is taken into account."
        )
        day = format_day(jump.day, session.today)
        lines += wrapped(form.format(day=day, factor=format_number(jump.factor, 2)), width)
    return lines


def _nothing() -> str:
    from ssi_tui.forecasting.health import ENOUGH

    form = _(
        "No score is in the journal yet, so all that the model says of you is our starting "
        "assumption. Note the score that LinkedIn shows you with `ssi reading`; from {n} scores "
        "on it can be told whether the model beats “no change”."
    )
    return form.format(n=ENOUGH)


def _errors(found: "Health", width: int) -> list[str]:
    """Mean error by days ahead, a rule a column; on narrow terminals the last ones are missing."""
    rows = [[_("Days ahead"), _("forecasts"), *(_(name) for name in _RULES.values())]]
    rows += [_error_row(one) for one in found.horizons]
    errors = {rule.value: format_number(one.mae, 1) for rule, one in found.errors.items()}
    rows.append([_("all"), str(found.forecasts), *(errors[rule] for rule in _RULES)])
    lines = table(rows, "<>" + ">" * len(_RULES), indent="  ")
    while len(rows[0]) > 4 and max(map(cell_len, lines)) > width:
        rows = [row[:-1] for row in rows]
        lines = table(rows, "<" + ">" * (len(rows[0]) - 1), indent="  ")
    return [_("Mean error in points"), *lines]


def _error_row(one: "Horizon") -> list[str]:
    errors = {rule.value: format_number(each.mae, 1) for rule, each in one.errors.items()}
    days = f"{one.first}–{one.last}"
    return [days, str(one.count), *(errors[rule] for rule in _RULES)]


def _bands(found: "Health") -> str:
    """How often the truth lay inside, and what is to be done about it."""
    inside = next(one.coverage for rule, one in found.errors.items() if rule.value == "model")
    form = _("{part} % of the scores lay inside the {wanted} % band.")
    said = form.format(
        part=format_number(100 * (inside or 0.0)), wanted=format_number(100 * found.confidence)
    )
    if found.stretch < NOTHING_LEFT_OVER:
        return said
    wider = _("That is why all forecasts for you have bands {factor} times as wide.")
    return said + " " + wider.format(factor=format_number(found.stretch, 1))


def _numbers(numbers: "list[Number]", width: int) -> list[str]:
    """Value, interval, assumption and part learned; the interval goes first where it is tight."""
    rows = [["", "", _("value"), _("80 %"), _("assumed"), _("learned")]]
    for one in numbers:
        rows.append([pillar_name(one.pillar), number_name(one), *number_values(one)])
    lines = table(rows, "<<>>>>", indent="  ")
    while len(rows[0]) > 3 and max(map(cell_len, lines)) > width:
        rows = [[*row[:3], *row[4:]] for row in rows]
        lines = table(rows, "<<" + ">" * (len(rows[0]) - 2), indent="  ")
    return lines
