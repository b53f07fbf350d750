"""`ssi explain`, `ssi next` and `ssi model`: why the score is what it is, and what comes next."""

from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import cell_len, wrap
from ssi_tui.cli.shared.command import command, logged_day
from ssi_tui.cli.shared.estimating import (
    DECIMALS,
    member_named,
    member_option,
    patience,
    person_simulator,
    rounded,
    rounded_pillars,
    warn_of_model,
)
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, member_name, pillar_name
from ssi_tui.wording.numbers import format_number, parse_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_tui.chart.text import Row
    from ssi_tui.forecasting import Advice, Explanation, NextStep, ScorePart
    from ssi_tui.forecasting.model_report import Errors, Health, Horizon, Number

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
def explain_command(session: Session, when: str | None, member: str | None) -> None:
    day = logged_day(session, when)
    someone = member_named(member)
    with patience(session):
        # numpy and the model: five times bare Python, and nobody needs them to log
        from ssi_tui import forecasting

        model = person_simulator(session, someone, day)
        explanation = forecasting.explanation(model, day=day, member=someone)
    warn_of_model(session, explanation.remarks)
    session.answer(
        _explained(explanation),
        _explained_lines(session, explanation),
        _explained_records(explanation),
        simulated=True,
    )


def _explained_lines(session: Session, explanation: "Explanation") -> "Iterator[str]":
    """The waterfall as a table with bars, then what moved."""
    from ssi_tui.forecasting.attribution import explained_title, moved_doubt, moved_title

    width, _height = size()
    legend: Row = []
    for pillar in Pillar:
        legend += [(PILLAR_GLYPHS[pillar], f"pillar-{pillar.value}"), (" ", "")]
        points = format_number(explanation.pillars[pillar], 1)
        legend.append((f"{pillar_name(pillar)} {points}  ", ""))
    yield from wrap(explained_title(explanation, session.today), width)
    yield from (*session.coloured([legend]), "")
    yield from _waterfall(session, explanation.parts, explanation.total)
    if explanation.moved:
        moved = explanation.moved
        doubt = moved_doubt(moved)
        yield from ("", *wrap(moved_title(moved, session.today), width))
        yield from (*(wrap(doubt, width) if doubt else []), "")
        yield from _waterfall(session, moved.parts, moved.change, sign=True)
    said = _(
        "The parts are estimates, learned from your readings where those can tell; what is left "
        "over stands as unexplained."
    )
    if explanation.reading is None:
        said = _("The parts are estimates, and so is the score: no reading stands behind it.")
    yield from ("", *wrap(said, width))


def _waterfall(
    session: Session, parts: "Sequence[ScorePart]", total: float, *, sign: bool = False
) -> "Iterator[str]":
    """Part, points, and a bar in the pillars' colours; small parts are summed up."""
    from ssi_tui.forecasting.attribution import LEAST, part_label

    large = [part for part in parts if abs(part.total) >= LEAST]
    small = sum(part.total for part in parts if abs(part.total) < LEAST)
    rows = [[part_label(part), format_number(part.total, 1, sign=sign)] for part in large]
    if len(large) < len(parts):
        rows.append([_("smaller parts"), format_number(small, 1, sign=sign)])
    rows.append([_("together"), format_number(total, 1, sign=sign)])
    longest = max((abs(part.total) for part in large), default=1.0)
    cells = table(rows, "<>", indent="  ", ragged=False)
    room = min(BAR, max(size()[0] - len(cells[0]) - 2, 1))
    bars = session.coloured([_bar(part, longest, room) for part in large])
    for line, bar in zip(cells, [*bars, *[""] * (len(rows) - len(large))], strict=True):
        yield f"{line}  {bar}".rstrip()


def _bar(part: "ScorePart", longest: float, room: int) -> "Row":
    """Marks of each pillar's own shape and colour, as many as its share of the longest bar."""
    row: Row = []
    size = sum(abs(points) for points in part.pillars.values())
    scale = room * min(abs(part.total) / longest, 1.0) / size if size else 0.0
    reached, drawn = 0.0, 0
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
        "day": explanation.day,
        "read": explanation.read,
        "total": round(explanation.total, DECIMALS),
        "pillars": rounded_pillars(explanation.pillars),
        "parts": [_part(part) for part in explanation.parts],
        "member": explanation.member,
        "reading": reading and {"day": reading.day, "total": reading.total},
        "moved": moved
        and {
            "from": moved.first.day,
            "to": moved.until,
            "read": moved.last is not None,
            "change": round(moved.change, DECIMALS),
            "can_tell": moved.can_tell,
            "parts": [_part(part) for part in moved.parts],
        },
    }


def _part(part: "ScorePart") -> dict[str, object]:
    return {
        "source": part.source,
        "name": part.name,
        "points": round(part.total, DECIMALS),
        "assumed": part.assumed,
        "pillars": rounded_pillars(part.pillars),
    }


def _explained_records(explanation: "Explanation") -> "Iterator[tuple[object, ...]]":
    """``score`` or ``moved``, source, name, points."""
    moved = explanation.moved.parts if explanation.moved else ()
    for word, parts in (("score", explanation.parts), ("moved", moved)):
        for part in parts:
            yield (word, part.source, part.name, f"{part.total:.3f}")


@command(
    "next",
    N_(
        "Name what is best done next: what is due, then what you do anyway, then what is new; in "
        "each the most points per minute first, seen over the next four weeks."
    ),
)
@click.argument("number", metavar=N_("[N]"), default="5")
@member_option
def next_command(session: Session, number: str, member: str | None) -> None:
    """Apart from `ssi today`, which stays without numpy and two years of journal."""
    count = parse_count(number, least=1, most=50)
    someone = member_named(member)
    with patience(session):
        from ssi_tui import forecasting  # numpy and the model: five times bare Python

        model = person_simulator(session, someone)
        advice = forecasting.advise(model, today=session.today, member=someone)
    warn_of_model(session, advice.remarks)
    # The first so many, and the best one for the weakest pillar in any case
    steps = list(advice.steps[:count])
    if all(step.pillar is not advice.weakest for step in steps):
        steps += [step for step in advice.steps if step.pillar is advice.weakest][:1]
    data = {
        "weakest_pillar": advice.weakest,
        "weakest_known": advice.split_known,
        "weakest_points": round(advice.weakest_points, DECIMALS),
        "days": advice.days,
        "member": advice.member,
        "next": [_step(step) for step in steps],
    }
    records = (
        (s.kind, f"{s.points:.4f}", f"{s.minutes:g}", f"{s.per_minute:.4f}", s.pillar)
        for s in steps
    )
    session.answer(data, _next_lines(session, advice, steps), records, simulated=True)


def _step(step: "NextStep") -> dict[str, object]:
    return {
        "action": step.kind,
        "once": step.once,
        "minutes": step.minutes,
        "points": round(step.points, 6),
        "points_per_minute": round(step.per_minute, 6),
        "pillar": step.pillar,
        "reason": step.reason,
        "assumed_per_week": round(step.assumed, DECIMALS),
    }


def _next_lines(session: Session, advice: "Advice", steps: "Sequence[NextStep]") -> "Iterator[str]":
    """The weakest pillar, and the best next actions in a table."""
    from ssi_tui.forecasting.plan_words import next_words

    form = _("Weakest pillar: {pillar}, {points} of 25.")
    if not advice.split_known:
        form = _("Which pillar is weakest is not known: the score is a total alone.")
    weakest = form.format(
        pillar=pillar_name(advice.weakest), points=format_number(advice.weakest_points, 1)
    )
    if advice.member:
        weakest += " " + _("(of the member “{member}”)").format(member=member_name(advice.member))
    yield from (weakest, "")
    if not steps:
        yield _("Nothing more is worth doing today.")
        return
    width, _height = size()
    rows = [[_("Best next"), _("points"), _("minutes"), _("points/minute"), _("most for")]]
    rows += [
        [
            action_name(step.kind, 1),
            format_number(step.points, 3),
            format_number(step.minutes, 0 if step.minutes == int(step.minutes) else 1),
            format_number(step.per_minute, 3),
            f"{PILLAR_GLYPHS[step.pillar]} {pillar_name(step.pillar)}",
        ]
        for step in steps
    ]
    head, *lines = table(rows, "<>>><")
    coloured: list[Row] = [[(head, "title")]]
    for line, step in zip(lines, steps, strict=True):
        coloured.append([(line, f"pillar-{step.pillar.value}")])
        coloured += [[(f"    {part}", "muted")] for part in wrap(next_words(step), width - 4)]
    note = ngettext(
        "Points are estimates: what one more adds to the total, as a mean over the next {n} day.",
        "Points are estimates: what one more adds to the total, as a mean over the next {n} days.",
        advice.days,
    ).format(n=advice.days)
    yield from (*session.coloured(coloured), "", *wrap(note, width))


NOTHING_LEFT_OVER = 1.05
"""A factor for bands below which they are about right."""

_RULES = {
    "model": N_("model"),
    "no-change": N_("no change"),
    "linear": N_("straight line"),
    "damped": N_("flattening line"),
}


@command(
    "model",
    N_(
        "Say how far the model can be trusted for you: how its forecasts from your earlier scores "
        "compare with “no change”, which numbers it has learned from you, and which are our "
        "assumptions."
    ),
)
def model_command(session: Session) -> None:
    with patience(session):
        # numpy and the model: five times bare Python, and nobody needs them to log
        from ssi_tui.forecasting.model_report import health

        report = health(person_simulator(session), session.today)
    warn_of_model(session, report.remarks)
    session.answer(_data(report), model_lines(report), _records(report), simulated=True)


def model_lines(health: "Health") -> "Iterator[str]":
    """The whole answer of `ssi model`."""
    from ssi_tui.forecasting import model_report  # numpy: 5 × bare Python, and its help needs none
    from ssi_tui.forecasting.model_report import ENOUGH

    width, _height = size()
    if health.total is None:
        form = _(
            "No score is in the journal yet, so all that the model says of you is our starting "
            "assumption. Note the score that LinkedIn shows you with `ssi reading`; from {n} "
            "scores on it can be told how good the model is for you."
        )
        yield from wrap(form.format(n=ENOUGH), width)
        return
    yield from wrap(model_report.judgement(health), width)
    yield from wrap(model_report.blend(health), width)
    if health.naive:
        yield from wrap(model_report.no_change(health), width)
    if health.horizons:
        yield from ("", _("Mean error in points"), *_error_table(health))
        yield from wrap(_bands(health), width)
    for head, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        listed = model_report.told_numbers(health, learned=learned)
        if listed:
            yield from ("", head, *_number_table(listed))
        others = sum(number.learned is learned for number in health.numbers) - len(listed)
        if others:
            form = ngettext(
                "and {n} more number, of single actions and lasting things",
                "and {n} more numbers, of single actions and lasting things",
                others,
            )
            yield from wrap(form.format(n=others), width, "  ")
    if not health.numbers:
        yield from ("", _("All numbers of the model are our starting assumption."))
        return
    legend = _(
        "Half-life: stop, and half of the activity points are gone after so many days. "
        "Responsiveness: what activity gives you, against what we assume."
    )
    yield from ("", *wrap(legend, width), *wrap(model_report.memory(health), width))


def _error_table(health: "Health") -> list[str]:
    """Mean error by days ahead, a rule a column; on narrow terminals the last ones are missing."""
    rows = [[_("Days ahead"), _("forecasts"), *(_(name) for name in _RULES.values())]]
    rows += [
        [f"{each.first}–{each.last}", str(each.count), *_by_rule(each)] for each in health.horizons
    ]
    rows.append([_("all"), str(health.forecasts), *_by_rule(health)])
    return _within(rows, "<>>>>>", drop=-1, least=4)


def _by_rule(judged: "Horizon | Health") -> list[str]:
    errors = {rule.value: format_number(error.mae, 1) for rule, error in judged.errors.items()}
    return [errors[rule] for rule in _RULES]


def _number_table(numbers: "list[Number]") -> list[str]:
    """Value, interval, assumption and part learned; the interval goes first where it is tight."""
    from ssi_tui.forecasting.model_report import number_name, number_values

    rows = [["", "", _("value"), _("80 %"), _("assumed"), _("learned")]]
    rows += [
        [pillar_name(number.pillar), number_name(number), *number_values(number)]
        for number in numbers
    ]
    return _within(rows, "<<>>>>", drop=3, least=3)


def _within(rows: list[list[str]], sides: str, *, drop: int, least: int) -> list[str]:
    """A table, as long as it is wider than the screen without one more column from that place."""
    lines = table(rows, sides, indent="  ")
    while len(sides) > least and max(map(cell_len, lines)) > size()[0]:
        for row in rows:
            del row[drop]
        sides = sides[:-1]
        lines = table(rows, sides, indent="  ")
    return lines


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


def _data(health: "Health") -> dict[str, object]:
    return {
        "outcome": health.outcome,
        "readings": health.readings,
        "weights": rounded(health.weights, "model", "no_change", "line", "effect"),
        "backtest": {
            "readings": health.origins,
            "forecasts": health.forecasts,
            "errors": {rule: _errors(errors) for rule, errors in health.errors.items()},
            "horizons": [
                {
                    "first": horizon.first,
                    "last": horizon.last,
                    "forecasts": horizon.count,
                    "errors": {rule: _errors(errors) for rule, errors in horizon.errors.items()},
                }
                for horizon in health.horizons
            ],
            "stretch": round(health.stretch, DECIMALS),
        },
        "no_change": None if health.total is None else {
            "total": health.total,
            "confidence": health.confidence,
            "bands": [{"days": band.days, **rounded(band, "low", "high")} for band in health.naive],
        },
        "numbers": [
            {
                "what": number.what,
                "pillar": number.pillar,
                "name": number.name or None,
                "share": number.share,
                "unit": number.unit,
                **rounded(number, "assumed", "value", "low", "high"),
                "part_learned": round(number.part, DECIMALS),
                "learned": number.learned,
            }
            for number in health.numbers
        ],
        "fading_memory": round(health.fading, DECIMALS),
    }  # fmt: skip


def _errors(errors: "Errors") -> dict[str, float | None]:
    return rounded(errors, "mae", "crps", "coverage")


def _records(health: "Health") -> "Iterator[tuple[object, ...]]":
    """The word that stands first says what the others are."""
    yield "fit", health.outcome, health.readings, f"{health.weights.model:.3f}"
    for horizon in health.horizons:
        span = (horizon.first, horizon.last, horizon.count)
        for rule, errors in horizon.errors.items():
            yield ("error", *span, rule, f"{errors.mae:.3f}")
    for band in health.naive:
        yield "no-change", band.days, health.total, f"{band.low:.3f}", f"{band.high:.3f}"
    for number in health.numbers:
        values = (number.assumed, number.value, number.low, number.high, number.part)
        yield (
            *("number", number.what, number.pillar, number.name, number.unit),
            *(f"{value:.3f}" for value in values),
        )
    yield "fading-memory", f"{health.fading:.3f}"
