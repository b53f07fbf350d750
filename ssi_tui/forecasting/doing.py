"""What one does now, in the terms of sliders: paces, rates of acceptance, the profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sim.effects import Nature
from sim.terms import Member, Stock
from ssi_tui.forecasting.simulator import Simulator

RATES = ("acceptance", "acceptance_with_note")
"""Fields of the assumptions: of plain requests, of those with a note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """What one does now: where the sliders begin."""

    pace: Mapping[str, float]
    """Kind → how many a week."""
    most: Mapping[str, float]
    """Kind → how many a week are possible."""
    accepted: Mapping[str, float]
    """Field of the assumptions → part of requests that is accepted, 0 to 1."""
    profile: float
    """Filled part of the profile, 0 to 1."""


def present(simulator: Simulator, day: date, member: Member | None = None) -> Present:
    """What the journal says one does, or the member who stands in."""
    begin = simulator.beginning(day, member or Member.ORDINARY)
    start, catalogue = begin.starts[0], simulator.model.catalogue
    usual = dict(zip(catalogue.names, start.usual.tolist(), strict=True))
    kinds = catalogue.of(Nature.HABIT, Nature.HARM)
    return Present(
        pace={str(kind.kind): usual[kind.kind] for kind in kinds},
        most={str(kind.kind): kind.most for kind in kinds},
        accepted={name: getattr(start.assumptions, name) for name in RATES},
        profile=float(start.state.stocks[catalogue.stock_index(Stock.PROFILE)]),
    )
