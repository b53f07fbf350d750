"""What the model says of each kind of action, as plain values to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.catalogue import CATALOGUE
from sim.effects import Share
from sim.prior import HALF_LIFE
from sim.terms import Pillar


@dataclass(frozen=True, kw_only=True, slots=True)
class EffectFact:
    """What one kind gives one pillar."""

    pillar: Pillar
    points: float
    """At an unlimited pace; below 0 it costs."""
    share: Share
    """Which part of what is done counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StockFact:
    """What one action leaves behind for good."""

    pillar: Pillar
    stock: str
    amount: float
    """Units of the stock per action."""
    share: Share


@dataclass(frozen=True, kw_only=True, slots=True)
class KindFact:
    """One row of the catalogue."""

    kind: str
    nature: str
    """``habit``, ``once``, ``received``, ``harm``, ``rate`` or ``offline``."""
    effects: tuple[EffectFact, ...]
    stocks: tuple[StockFact, ...]
    minutes: float
    half_pace: float | None
    """Actions a week that give half of the points; None without effects that fade."""
    half_life: float | None
    """Days after which half of it has faded, as assumed before anybody's readings."""
    sales_navigator: bool
    why: str
    """English msgid."""
    source: str
    """Documents by number, as docs/model.md lists them."""


def facts() -> Iterator[KindFact]:
    """Every kind of action, in the order of the catalogue."""
    for row in CATALOGUE.kinds:
        yield KindFact(
            kind=str(row.kind),
            nature=row.nature.value,
            effects=tuple(
                EffectFact(pillar=each.pillar, points=each.points, share=each.share)
                for each in row.effects
            ),
            stocks=tuple(
                StockFact(
                    pillar=CATALOGUE.stocks[CATALOGUE.stock_index(each.stock)].pillar,
                    stock=each.stock.value,
                    amount=each.amount,
                    share=each.share,
                )
                for each in row.feeds
            ),
            minutes=row.minutes,
            half_pace=row.half_pace if row.effects else None,
            half_life=HALF_LIFE.value * row.memory if row.effects else None,
            sales_navigator=row.sales_navigator,
            why=row.why,
            source=row.source,
        )
