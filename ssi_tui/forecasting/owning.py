"""A person's own actions beside LinkedIn's: what the model takes them for, which is a guess."""

from collections.abc import Iterable
from functools import lru_cache

from sim.catalogue import CATALOGUE
from sim.effects import Effect, Kind, Nature
from sim.response import ResponseModel
from sim.terms import Pillar
from ssi_tui.model.journal import Journal
from ssi_tui.model.own import OwnAction

POINTS = 1.0
"""Pillar points at an unlimited pace: as a repost has, one of the smaller actions."""
HALF_PACE = 2.0
"""A week; a repost's too."""
MINUTES = 15.0
"""What one takes where its owner has not said: without any it would be in every plan."""

MODEL = ResponseModel()
"""Holds tables per set of draws and no data of a person: one serves all without own actions."""


def kinds_of(journal: Journal | None) -> tuple[str, ...]:
    """Names that a scenario may use: LinkedIn's kinds, and the journal's own, archived ones too."""
    return model_of(journal).catalogue.names


def model_of(journal: Journal | None) -> ResponseModel:
    """LinkedIn's kinds, and behind them the journal's own by name; the same object for the same."""
    own = journal.own_actions.values() if journal else ()
    rows = sorted((one for one in own if one.name not in CATALOGUE), key=lambda one: one.name)
    return _model(tuple(one._replace(key="") for one in rows)) if rows else MODEL


def own_kinds(rows: Iterable[OwnAction]) -> tuple[Kind, ...]:
    """The rows as the catalogue has them; what is archived counts, and is in no plan."""
    return tuple(
        Kind(
            kind=row.name,
            nature=Nature.HABIT,
            effects=(Effect(pillar=Pillar(row.pillar), points=POINTS),),
            minutes=MINUTES if row.minutes is None else row.minutes,
            half_pace=HALF_PACE,
            most=0.0 if row.archived else float("inf"),
            why="",  # nobody knows
            source="own",
        )
        for row in rows
    )


@lru_cache(maxsize=4)
def _model(rows: tuple[OwnAction, ...]) -> ResponseModel:
    return ResponseModel(CATALOGUE.with_own(own_kinds(rows)))
