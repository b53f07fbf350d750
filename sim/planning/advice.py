"""What one more of each action would bring today: the next best thing to do."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.catalogue.kinds import Kind, Nature
from sim.errors import SimError
from sim.planning.choices import LEAST_MINUTES, SELDOM
from sim.planning.closed_forms import points_of_one_more
from sim.planning.rules import answered
from sim.population.start import Start, Starts, several, today
from sim.response.active_days import ACTIVE
from sim.response.curves import WEEK
from sim.response.kernels import PILLARS
from sim.response.model import ResponseModel
from sim.terms import PILLAR_MAX, ActionKind, Pillar

HORIZON = 28
"""Days over which one more action is judged: long enough for content, which comes slowly."""

LEAST_POINTS = 1e-4
"""Points below which a thing is not worth naming."""


class NextReason(StrEnum):
    """Why something is named, in the order in which things are named."""

    DUE = "due"
    USUAL = "usual"
    """It is done anyway."""
    ONCE = "once"
    """Profile work: done once, and it stays."""
    NEW = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class NextAction:
    """One more of one kind, today."""

    kind: str
    nature: Nature
    """A habit, or profile work that is done once."""
    minutes: float
    """For one."""
    points: float
    """Points of the total that it adds, as a mean over the horizon: everything else as usual."""
    per_minute: float
    """Points per minute; what takes no minutes counts as a look and a click (0.1 minutes)."""
    pillar: Pillar
    """The one that gains most."""
    for_weakest: bool
    """That pillar has the fewest expected points today."""
    reason: NextReason


def next_actions(
    model: ResponseModel,
    starts: Starts,
    *,
    days: int = HORIZON,
    once: bool = True,
    due: Collection[str] = (),
) -> tuple[NextAction, ...]:
    """All that is worth doing once more today: what is `due` first, then what one does anyway and
    profile work, then what would be new; in each the most points per minute first.

    By the rules of a plan no requests that are likely to go unanswered, and none without a note.

    Diminishing returns and what was done in the last days are in it.  Never harmful kinds, others'
    doing, nothing that needs a licence one has not, nor more than a day or a week can take;
    `once` includes profile work.
    """
    if days < 1:
        raise SimError(f"a horizon of {days} days")
    catalogue = model.catalogue
    natures = (Nature.HABIT, Nature.ONCE) if once else (Nature.HABIT,)
    each = several(starts)
    kinds = np.array(
        [at for at, kind in enumerate(catalogue.kinds)
         if kind.nature in natures and _allowed(each[0], kind, at)],
        dtype=np.intp,
    )  # fmt: skip
    scores = today(model, each)
    room = np.maximum(PILLAR_MAX - scores, 0.0)[:, None]
    more = np.concatenate([points_of_one_more(model, start, kinds, days) for start in each])
    gained = np.minimum(more, room).mean(axis=0)
    weakest = int(scores.mean(axis=0).argmin())
    found = []
    for at, points in zip(kinds.tolist(), gained, strict=True):
        kind, best, total = catalogue.kinds[at], int(points.argmax()), float(points.sum())
        if total >= LEAST_POINTS:
            found.append(
                NextAction(
                    kind=str(kind.kind),
                    nature=kind.nature,
                    minutes=kind.minutes,
                    points=total,
                    per_minute=total / max(kind.minutes, LEAST_MINUTES),
                    pillar=PILLARS[best],
                    for_weakest=best == weakest,
                    reason=_reason(kind, float(each[0].usual[at]), due),
                )
            )

    def place(action: NextAction) -> tuple[bool, bool, float]:
        reason = action.reason
        return reason is not NextReason.DUE, reason is NextReason.NEW, -action.per_minute

    return tuple(sorted(found, key=place))


def _reason(kind: Kind, usual: float, due: Collection[str]) -> NextReason:
    if kind.kind in due:
        return NextReason.DUE
    if kind.nature is Nature.ONCE:
        return NextReason.ONCE
    return NextReason.USUAL if usual >= SELDOM else NextReason.NEW


def _allowed(start: Start, kind: Kind, at: int) -> bool:
    if kind.sales_navigator and start.assumptions.sales_navigator is not True:
        return False
    if kind.kind == ActionKind.REQUEST or not answered(kind.kind, start.assumptions):
        return False
    if at == ACTIVE:  # follows from whatever else is done
        return False
    recent = start.state.recent[:, at]
    if not math.isfinite(kind.most):
        return True
    a_day = math.ceil(kind.most / WEEK)
    return float(recent[-WEEK:].sum()) + 1 <= kind.most + 0.5 and float(recent[-1]) < a_day
