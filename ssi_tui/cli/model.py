"""`ssi model` and `ssi explain`: what was learned from you, and where the points come from."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.chart import cell_len, wrap
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session, simulator
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.cli.sim.command import LOOK_BACK, member_named, patience
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import parse_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_tui.chart import Row
    from ssi_tui.forecasting import Explanation, ScorePart
    from ssi_tui.forecasting.model_report import Errors, Health, Horizon, Number

DECIMALS = 3
"""As many as LinkedIn's page has."""
BAR = 28
"""Cells of the longest bar."""


@command(
    "explain",
    N_(
        "Show where the points come from, part by part, and why they moved since the reading "
        "before. The parts are estimates; their sum is the score."
    ),
)
@click.option("--as-of", "when", metavar=N_("WHEN"), help=N_("Another day instead of today."))
@click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Explain inactive, ordinary, occasional, active or intensive, not you."),
)
@click.pass_obj
def explain_command(session: Session, when: str | None, member: str | None) -> None:
    day = parse_day(when, session.today, latest=session.today) if when else session.today
    someone = member_named(member) if member else None
    with patience(session):
        # numpy and the model: five times bare Python, and nobody needs them to log
        from ssi_tui import forecasting

        journal = None
        if not member:
            journal = session.journal(day - timedelta(days=LOOK_BACK))
        model = simulator(session, journal, member=someone)
        explanation = forecasting.explanation(model, day=day, member=someone)
    for remark in explanation.remarks:
        session.warn(forecasting.remark_text(remark))
    session.answer(
        _explained(explanation),
        _lines(session, explanation),
        _explained_records(explanation),
        simulated=True,
    )


def _lines(session: Session, explanation: "Explanation") -> list[str]:
    """The waterfall as a table with bars, then what moved."""
    from ssi_tui.chart import PILLAR_GLYPHS
    from ssi_tui.forecasting.sentences import explained_title, moved_doubt, moved_title

    width, _height = size()
    legend: Row = []
    for pillar in Pillar:
        legend += [(PILLAR_GLYPHS[pillar], f"pillar-{pillar.value}"), (" ", "")]
        legend.append(
            (f"{pillar_name(pillar)} {format_number(explanation.pillars[pillar], 1)}  ", "")
        )
    title = explained_title(explanation, session.today)
    lines = [*wrap(title, width), *session.coloured([legend]), ""]
    lines += _table(session, explanation.parts, explanation.total, _("together"))
    if explanation.moved:
        moved = explanation.moved
        doubt = moved_doubt(moved)
        lines += ["", *wrap(moved_title(moved, session.today), width)]
        lines += [*(wrap(doubt, width) if doubt else []), ""]
        lines += _table(session, moved.parts, moved.change, _("together"), sign=True)
    said = _(
        "The parts are estimates, learned from your readings where those can tell; what is left "
        "over stands as unexplained."
    )
    if explanation.reading is None:
        said = _("The parts are estimates, and so is the score: no reading stands behind it.")
    return [*lines, "", *wrap(said, width)]


def _table(
    session: Session,
    parts: "Sequence[ScorePart]",
    total: float,
    sum_name: str,
    *,
    sign: bool = False,
) -> list[str]:
    """Part, points, and a bar in the pillars' colours; small parts are summed up."""
    from ssi_tui.forecasting.sentences import LEAST, part_label

    large = [part for part in parts if abs(part.total) >= LEAST]
    small = sum(part.total for part in parts if abs(part.total) < LEAST)
    rows = [[part_label(part), format_number(part.total, 1, sign=sign)] for part in large]
    if len(large) < len(parts):
        rows.append([_("smaller parts"), format_number(small, 1, sign=sign)])
    rows.append([sum_name, format_number(total, 1, sign=sign)])
    longest = max((abs(part.total) for part in large), default=1.0)
    cells = table(rows, "<>", indent="  ", ragged=False)
    room = min(BAR, max(size()[0] - len(cells[0]) - 2, 1))
    bars: list[Row] = [_bar(part, longest, room) for part in large]
    drawn = [*session.coloured(bars), *[""] * (len(rows) - len(large))]
    return [f"{line}  {bar}".rstrip() for line, bar in zip(cells, drawn, strict=True)]


def _bar(part: "ScorePart", longest: float, room: int) -> "Row":
    """Marks of each pillar's own shape and colour, as many as its share of the longest bar."""
    from ssi_tui.chart import PILLAR_GLYPHS

    row: Row = []
    drawn = shown = 0
    size = sum(abs(points) for points in part.pillars.values())
    scale = room * min(abs(part.total) / longest, 1.0) / size if size else 0.0
    reached = 0.0
    for pillar, points in part.pillars.items():
        reached += abs(points) * scale
        shown = round(reached) - drawn
        if shown:
            row.append((PILLAR_GLYPHS[pillar] * shown, f"pillar-{pillar.value}"))
        drawn += shown
    return row


def _explained(explanation: "Explanation") -> dict[str, object]:
    reading, moved = explanation.reading, explanation.moved
    return {
        "day": explanation.day.isoformat(),
        "read": explanation.read,
        "total": round(explanation.total, DECIMALS),
        "pillars": {p.value: round(points, DECIMALS) for p, points in explanation.pillars.items()},
        "parts": [_part(part) for part in explanation.parts],
        "member": explanation.member and explanation.member.value,
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
        "moved": moved
        and {
            "from": moved.first.day.isoformat(),
            "to": moved.until.isoformat(),
            "read": moved.last is not None,
            "change": round(moved.change, DECIMALS),
            "can_tell": moved.can_tell,
            "parts": [_part(part) for part in moved.parts],
        },
    }


def _part(part: "ScorePart") -> dict[str, object]:
    return {
        "source": part.source.value,
        "name": part.name,
        "points": round(part.total, DECIMALS),
        "assumed": part.assumed,
        "pillars": {p.value: round(points, DECIMALS) for p, points in part.pillars.items()},
    }


def _explained_records(explanation: "Explanation") -> "Iterator[tuple[object, ...]]":
    """``score`` or ``moved``, source, name, points."""
    for word, parts in (
        ("score", explanation.parts),
        ("moved", explanation.moved and explanation.moved.parts),
    ):
        for part in parts or ():
            yield (word, part.source.value, part.name, f"{part.total:.3f}")


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
