"""What belongs to no month, in profile.json: targets, stocks, rest, own actions, the name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ssi_tui.errors import BadValueError
from ssi_tui.model.target import Target, default_targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.model.own import OwnAction
    from ssi_tui.model.rest import Rest
    from ssi_tui.store.layout import Content

NAME = "profile"
"""The file's name without its ending."""
TABLES = ("targets", "stocks", "rests", "own", "settings", "changes")
NO_TARGET = "none"
"""Stands where a target that is there by default was taken away."""
PLAN = "plan"
"""Key of the plan that was taken over, among the profile's own settings."""
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


def rests(content: Content) -> tuple[Rest, ...]:
    """Planned rest, by first day."""
    made = [rest_from(document) for document in content.table("rests").values()]
    return tuple(sorted(made, key=lambda rest: rest.first))


def rest_from(document: Mapping[str, Any]) -> Rest:
    """The rest that a document describes: BadValueError where it makes no sense."""
    from ssi_tui.model.rest import Rest, check_rest

    first, last = (date.fromisoformat(document[field]) for field in ("first", "last"))
    return check_rest(Rest(document["kind"], first, last, document["why"]))


def rest_document(rest: Rest) -> dict[str, Any]:
    """The document of a rest."""
    days = {"first": rest.first.isoformat(), "last": rest.last.isoformat()}
    return {"kind": rest.kind, **days, "why": rest.why}


def own_actions(content: Content) -> dict[str, OwnAction]:
    """Kind -> the user's own action."""
    rows = content.table("own").values()
    return {row["name"]: own_action_from(row) for row in rows}


def own_action_from(document: Mapping[str, Any]) -> OwnAction:
    """The own action that a document describes: BadValueError where it makes no sense."""
    from ssi_tui.model.own import OwnAction, check_own_action

    return check_own_action(OwnAction(**document))


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
