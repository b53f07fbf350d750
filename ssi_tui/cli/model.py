"""`ssi model`: what was learned from you, what is assumed, and whether it beats "no change"."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command
from ssi_tui.cli.estimating import simulator
from ssi_tui.cli.session import Session
from ssi_tui.cli.simulate import LOOK_BACK, patience
from ssi_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.forecasting.health import Errors, Health

DECIMALS = 3


@click.command(
    "model",
    cls=Command,
    help=N_(
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
        from ssi_tui.forecasting.health import health

        journal = session.journal(session.today - timedelta(days=LOOK_BACK))
        found = health(simulator(session, journal), session.today)
    for remark in found.remarks:
        session.warn(remark_text(remark))
    lines: list[str] = []
    if not session.json and not session.plain:
        from ssi_tui.cli.model_text import model_lines

        lines = model_lines(session, found)
    session.answer(_data(found), lines, _records(found), simulated=True)


def _data(found: "Health") -> dict[str, object]:
    return {
        "outcome": found.outcome.value,
        "readings": found.readings,
        "beats_no_change": found.beats_no_change,
        "backtest": {
            "readings": found.origins,
            "forecasts": found.forecasts,
            "errors": {rule.value: _errors(one) for rule, one in found.errors.items()},
            "horizons": [
                {
                    "first": one.first,
                    "last": one.last,
                    "forecasts": one.count,
                    "errors": {rule.value: _errors(each) for rule, each in one.errors.items()},
                }
                for one in found.horizons
            ],
            "stretch": round(found.stretch, DECIMALS),
        },
        "no_change": None if found.total is None else {
            "total": found.total,
            "confidence": found.confidence,
            "bands": [
                {
                    "days": one.days,
                    "low": round(one.low, DECIMALS),
                    "high": round(one.high, DECIMALS),
                }
                for one in found.naive
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
            for one in found.numbers
        ],
        "rebasings": [
            {"day": one.day.isoformat(), "factor": round(one.factor, DECIMALS)}
            for one in found.rebased
        ],
        "fading_memory": round(found.fading, DECIMALS),
    }  # fmt: skip


def _errors(one: "Errors") -> dict[str, float | None]:
    values = {"mae": one.mae, "crps": one.crps, "coverage": one.coverage}
    return {name: None if v is None else round(v, DECIMALS) for name, v in values.items()}


def _records(found: "Health") -> "Iterator[tuple[object, ...]]":
    """The word that stands first says what the others are."""
    yield "fit", found.outcome.value, found.readings, found.beats_no_change
    for horizon in found.horizons:
        for rule, one in horizon.errors.items():
            yield "error", horizon.first, horizon.last, horizon.count, rule.value, f"{one.mae:.3f}"
    for band in found.naive:
        yield "no-change", band.days, found.total, f"{band.low:.3f}", f"{band.high:.3f}"
    for number in found.numbers:
        values = (number.assumed, number.value, number.low, number.high, number.part)
        yield (
            *("number", number.what, number.pillar.value, number.name, number.unit.value),
            *(f"{value:.3f}" for value in values),
        )
    for jump in found.rebased:
        yield "rebasing", jump.day.isoformat(), f"{jump.factor:.3f}"
    yield "fading-memory", f"{found.fading:.3f}"
