"""What a run is told beside the doses: assumed rates, shocks, and lasting things that change."""

from dataclasses import dataclass

from sim.errors import SimError
from sim.terms import Stock


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumptions:
    """Rates that depend on other people, and the licence: nobody logs these day by day."""

    acceptance: float = 0.30
    """Part of plain requests that is accepted, 0 to 1."""
    acceptance_with_note: float = 0.50
    """Part of requests with a personal note that is accepted, 0 to 1."""
    inmail_reply: float = 0.15
    """Part of in-mails that is answered, 0 to 1."""
    sales_navigator: bool | None = None
    """False: what needs the licence counts nothing.  None: not said; what is logged counts."""

    def __post_init__(self) -> None:
        for field in ("acceptance", "acceptance_with_note", "inmail_reply"):
            rate = getattr(self, field)
            if not 0 <= rate <= 1:
                raise SimError(f"{field} is {rate}, not between 0 and 1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shock:
    """LinkedIn re-bases its formula: from one day on all points are multiplied."""

    day: int
    """0 is the first simulated day, the first row of the doses."""
    factor: float
    """Above 0; .93 takes seven per cent away (as reported in February 2017)."""

    def __post_init__(self) -> None:
        if self.day < 0 or not 0 < self.factor < 10:
            raise SimError(f"shock of {self.factor} on day {self.day}")


@dataclass(frozen=True, kw_only=True, slots=True)
class StockChange:
    """A lasting thing is set to a value: the profile is completed, a group is left."""

    day: int
    """0 is the first simulated day, the first row of the doses."""
    stock: Stock
    value: float
    """The new count; for the profile the filled part, 0 to 1."""

    def __post_init__(self) -> None:
        most = 1.0 if self.stock is Stock.PROFILE else 1e6
        if self.day < 0 or not 0 <= self.value <= most:
            raise SimError(f"{self.stock} set to {self.value} on day {self.day}")
