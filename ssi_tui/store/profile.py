"""What belongs to no month: targets, lasting stocks and the profile's name, in profile.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.errors import BadValueError
from ssi_tui.model.target import Target, default_targets

if TYPE_CHECKING:
    from ssi_tui.store.layout import Content

NAME = "profile"
"""The file's name without its ending."""
TABLES = ("targets", "stocks", "settings", "changes")
NO_TARGET = "none"
"""Stands where a target that is there by default was taken away."""
STOCK_MAX = 1_000_000


def targets(content: Content) -> dict[str, Target]:
    """The targets: the gentle ones, unless the profile says otherwise."""
    found = default_targets()
    for document in content.table("targets").values():
        if document["target"] == NO_TARGET:
            found.pop(document["kind"], None)
        else:
            found[document["kind"]] = Target.parse(document["kind"], document["target"])
    return found


def stocks(content: Content) -> dict[str, float]:
    """Stock -> how many."""
    return {row["stock"]: row["count"] for row in content.table("stocks").values()}


def setting(content: Content, key: str) -> str:
    """One of the profile's own settings, or an empty text."""
    rows = content.table("settings").values()
    return next((row["value"] for row in rows if row["key"] == key), "")


def check_stock(stock: str, count: float) -> None:
    """Refuse an unknown stock or a count out of bounds: BadValueError."""
    from sim.terms import Stock

    if stock not in list(Stock):
        raise BadValueError("stock", stock, f"one of {', '.join(Stock)}")
    most = 1 if stock == Stock.PROFILE else STOCK_MAX
    if isinstance(count, bool) or not 0 <= count <= most:
        raise BadValueError(stock, count, f"from 0 to {most}")
