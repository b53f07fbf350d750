"""The user's own actions: a name, and the pillar that it is assumed to feed."""

from __future__ import annotations

from typing import NamedTuple

from sim.terms import ActionKind, Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.model.checks import check_kind

MINUTES_MAX = 480


class OwnAction(NamedTuple):
    """One kind of action that LinkedIn does not name; its effect is an assumption."""

    name: str
    """The kind that its entries carry."""
    pillar: str
    """A `Pillar`'s value."""
    minutes: float | None = None
    """What one takes; None where the user has not said."""
    key: str = ""
    """One character that logs it in the app; empty for none."""
    archived: bool = False
    """Not offered any more; its entries stay."""


def check_own_action(action: OwnAction) -> OwnAction:
    """The same action, if it makes sense: BadValueError names the first field that does not."""
    check_kind(action.name)
    if action.name in list(ActionKind):
        raise BadValueError("action", action.name, "a name that is not taken yet")
    if action.pillar not in list(Pillar):
        raise BadValueError("pillar", action.pillar, f"one of {', '.join(Pillar)}")
    minutes = action.minutes
    if minutes is not None and (isinstance(minutes, bool) or not 0 < minutes <= MINUTES_MAX):
        raise BadValueError("minutes", minutes, f"more than 0, at most {MINUTES_MAX}")
    if len(action.key) > 1 or (action.key and not (action.key.isprintable() and action.key != " ")):
        raise BadValueError("key", action.key, "one character")
    return action
