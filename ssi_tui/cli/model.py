"""`ssi model`: what was learned from you, what is assumed, and whether it beats "no change"."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import cell_len, wrap
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session, simulator
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.cli.sim.command import LOOK_BACK, patience
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.forecasting.model_report import Errors, Health, Horizon, Number

NOTHING_LEFT_OVER = 1.05
"""A factor for bands below which they are about right."""

_RULES = {
    "model": N_("model"),
    "no-change": N_("no change"),
    "linear": N_("straight line"),
    "damped": N_("flattening line"),
}


def model_lines(health: "Health") -> list[str]:
    """The whole answer of `ssi model`."""
    from ssi_tui.forecasting.sentences import (  # numpy: 5 × bare Python, and its help needs none
        blend,
        judgement,
        memory,
        no_change,
        told_numbers,
    )

    width, _height = size()
    if health.total is None:
        return wrap(_nothing(), width)
    lines = wrap(judgement(health), width)
    lines += wrap(blend(health), width)
    if health.naive:
        lines += wrap(no_change(health), width)
    if health.horizons:
        lines += ["", *_error_lines(health, width)]
        lines += wrap(_bands(health), width)
    for head, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        numbers = [number for number in health.numbers if number.learned is learned]
        listed = told_numbers(health, learned=learned)
        if listed:
            lines += ["", head, *_numbers(listed, width)]
        if others := len(numbers) - len(listed):
            form = ngettext(
                "and {n} more number, of single actions and lasting things",
                "and {n} more numbers, of single actions and lasting things",
                others,
            )
            lines += wrap(form.format(n=others), width, "  ")
    if not health.numbers:
        lines += ["", _("All numbers of the model are our starting assumption.")]
        return lines
    legend = _(
        "Half-life: stop, and half of the activity points are gone after so many days. "
        "Responsiveness: what activity gives you, against what we assume."
    )
    lines += ["", *wrap(legend, width), *wrap(memory(health), width)]
    return lines


def _nothing() -> str:
    from ssi_tui.forecasting.model_report import ENOUGH

    form = _(
        "No score is in the journal yet, so all that the model says of you is our starting "
        "assumption. Note the score that LinkedIn shows you with `ssi reading`; from {n} scores "
        "on it can be told how good the model is for you."
    )
    return form.format(n=ENOUGH)


def _error_lines(health: "Health", width: int) -> list[str]:
    """Mean error by days ahead, a rule a column; on narrow terminals the last ones are missing."""
    rows = [[_("Days ahead"), _("forecasts"), *(_(name) for name in _RULES.values())]]
    rows += [_error_row(horizon) for horizon in health.horizons]
    errors = {rule.value: format_number(error.mae, 1) for rule, error in health.errors.items()}
    rows.append([_("all"), str(health.forecasts), *(errors[rule] for rule in _RULES)])
    lines = table(rows, "<>" + ">" * len(_RULES), indent="  ")
    while len(rows[0]) > 4 and max(map(cell_len, lines)) > width:
        rows = [row[:-1] for row in rows]
        lines = table(rows, "<" + ">" * (len(rows[0]) - 1), indent="  ")
    return [_("Mean error in points"), *lines]


def _error_row(horizon: "Horizon") -> list[str]:
    errors = {rule.value: format_number(error.mae, 1) for rule, error in horizon.errors.items()}
    days = f"{horizon.first}–{horizon.last}"
    return [days, str(horizon.count), *(errors[rule] for rule in _RULES)]


def _bands(health: "Health") -> str:
    """How often the truth lay inside, and what is to be done about it."""
    inside = next(error.coverage for rule, error in health.errors.items() if rule.value == "model")
    form = _("{part} % of the scores lay inside the {wanted} % band.")
    said = form.format(
        part=format_number(100 * (inside or 0.0)), wanted=format_number(100 * health.confidence)
    )
    if health.stretch < NOTHING_LEFT_OVER:
        return said
    wider = _("That is why all forecasts for you have bands {factor} times as wide.")
    return said + " " + wider.format(factor=format_number(health.stretch, 1))


def _numbers(numbers: "list[Number]", width: int) -> list[str]:
    """Value, interval, assumption and part learned; the interval goes first where it is tight."""
    from ssi_tui.forecasting.sentences import number_name, number_values

    rows = [["", "", _("value"), _("80 %"), _("assumed"), _("learned")]]
    rows += [
        [pillar_name(number.pillar), number_name(number), *number_values(number)]
        for number in numbers
    ]
    lines = table(rows, "<<>>>>", indent="  ")
    while len(rows[0]) > 3 and max(map(cell_len, lines)) > width:
        rows = [[*row[:3], *row[4:]] for row in rows]
        lines = table(rows, "<<" + ">" * (len(rows[0]) - 2), indent="  ")
    return lines


DECIMALS = 3


@command(
    "model",
    N_(
        "Say how far the model can be trusted for you: how its forecasts from your earlier scores "
        "compare with “no change”, which numbers it has learned from you, and which are our "
        "assumptions."
    ),
)
@click.pass_obj
def model_command(session: Session) -> None:
    with patience(session):
        # numpy and the model: five times bare Python, and nobody needs them to log
        from ssi_tui.forecasting import remark_text
        from ssi_tui.forecasting.model_report import health

        journal = session.journal(session.today - timedelta(days=LOOK_BACK))
        report = health(simulator(session, journal), session.today)
    for remark in report.remarks:
        session.warn(remark_text(remark))
    lines: list[str] = []
    if not session.json and not session.plain:
        lines = model_lines(report)
    session.answer(_data(report), lines, _records(report), simulated=True)


def _data(health: "Health") -> dict[str, object]:
    return {
        "outcome": health.outcome.value,
        "readings": health.readings,
        "weights": {
            "model": round(health.weights.model, DECIMALS),
            "no_change": round(health.weights.no_change, DECIMALS),
            "line": round(health.weights.line, DECIMALS),
            "effect": round(health.weights.effect, DECIMALS),
        },
        "backtest": {
            "readings": health.origins,
            "forecasts": health.forecasts,
            "errors": {rule.value: _errors(one) for rule, one in health.errors.items()},
            "horizons": [
                {
                    "first": one.first,
                    "last": one.last,
                    "forecasts": one.count,
                    "errors": {rule.value: _errors(each) for rule, each in one.errors.items()},
                }
                for one in health.horizons
            ],
            "stretch": round(health.stretch, DECIMALS),
        },
        "no_change": None if health.total is None else {
            "total": health.total,
            "confidence": health.confidence,
            "bands": [
                {
                    "days": one.days,
                    "low": round(one.low, DECIMALS),
                    "high": round(one.high, DECIMALS),
                }
                for one in health.naive
            ],
        },
        "numbers": [
            {
                "what": one.what,
                "pillar": one.pillar.value,
                "name": one.name or None,
                "share": one.share and one.share.value,
                "unit": one.unit.value,
                "assumed": round(one.assumed, DECIMALS),
                "value": round(one.value, DECIMALS),
                "low": round(one.low, DECIMALS),
                "high": round(one.high, DECIMALS),
                "part_learned": round(one.part, DECIMALS),
                "learned": one.learned,
            }
            for one in health.numbers
        ],
        "fading_memory": round(health.fading, DECIMALS),
    }  # fmt: skip


def _errors(errors: "Errors") -> dict[str, float | None]:
    values = {"mae": errors.mae, "crps": errors.crps, "coverage": errors.coverage}
    return {name: None if v is None else round(v, DECIMALS) for name, v in values.items()}


def _records(health: "Health") -> "Iterator[tuple[object, ...]]":
    """The word that stands first says what the others are."""
    yield "fit", health.outcome.value, health.readings, f"{health.weights.model:.3f}"
    for horizon in health.horizons:
        for rule, errors in horizon.errors.items():
            yield (
                "error",
                horizon.first,
                horizon.last,
                horizon.count,
                rule.value,
                f"{errors.mae:.3f}",
            )
    for band in health.naive:
        yield "no-change", band.days, health.total, f"{band.low:.3f}", f"{band.high:.3f}"
    for number in health.numbers:
        values = (number.assumed, number.value, number.low, number.high, number.part)
        yield (
            *("number", number.what, number.pillar.value, number.name, number.unit.value),
            *(f"{value:.3f}" for value in values),
        )
    yield "fading-memory", f"{health.fading:.3f}"
