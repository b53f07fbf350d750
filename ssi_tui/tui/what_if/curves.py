"""What-if and the model: the curves of what is on, at once or a moment later from a thread."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.tui.forecaster import Runner, Wish
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.library import Shelf

if TYPE_CHECKING:
    from textual.widget import Widget

    from ssi_tui.forecasting import Curve, Outlook, Scenario

WEEKS = (12, 26, 52)
"""Horizons to walk through."""


CONFIDENCES = (0.5, 0.8, 0.95)
"""Bands to walk through: parts of the runs inside."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ViewOptions:
    """What the keys of the chart change; each change makes a new one."""

    weeks: int = WEEKS[1]
    """Ahead of today."""
    confidence: float = CONFIDENCES[1]
    """Part of the runs inside the bands."""
    since: date | None = None
    """First day of every plan where one asks "what if I had"; None: they begin tomorrow."""
    by_pillar: bool = False
    """The four pillars instead of the total."""
    difference: bool = False
    """Points above and below the first curve instead of points."""
    whole_scale: bool = False
    """0 to 100 instead of what is fitted to the curves."""

    def ahead(self, by: int) -> ViewOptions:
        """So many horizons further, stopping at the ends."""
        place = WEEKS.index(self.weeks) + by
        return replace(self, weeks=WEEKS[max(0, min(len(WEEKS) - 1, place))])

    def with_next_band(self) -> ViewOptions:
        """The next band, the first one after the last."""
        place = CONFIDENCES.index(self.confidence)
        return replace(self, confidence=CONFIDENCES[(place + 1) % len(CONFIDENCES)])

    def with_pillars(self) -> ViewOptions:
        """Pillars, or the total again; never differences of them."""
        return replace(self, by_pillar=not self.by_pillar, difference=False)

    def with_difference(self) -> ViewOptions:
        """Differences, or points again; never of pillars."""
        return replace(self, difference=not self.difference, by_pillar=False)


class CurveQuestion(NamedTuple):
    """Curves that are wanted, and the items that they are of."""

    ids: tuple[str, ...]
    wish: Wish


class Curves:
    """The last answer of the model, which stays in sight until the next one is there."""

    def __init__(self, services: Services, owner: Widget, show: Callable[[], None]) -> None:
        """``owner``: whose workers compute; ``show``: draws what changed."""
        self.services, self.owner, self.show = services, owner, show
        self.outlook: Outlook | None = None
        self.computed: tuple[str, ...] = ()
        """The items of the outlook's curves, in their order."""
        self.busy = False
        self.refused = ""
        """Why there are no curves for what is on."""
        self.runner: Runner[CurveQuestion, Outlook] = Runner(self._compute, self)
        self._learned: object = None
        """What the model has learned from for the curves in sight."""

    def of(self, shelf: Shelf) -> Mapping[str, Curve]:
        """Letter → curve, of what is on and computed."""
        if self.outlook is None:
            return {}
        known = dict(zip(self.computed, self.outlook.curves, strict=True))
        return {letter: known[item.id] for letter, item in shelf.shown if item.id in known}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of them, a refusal first."""
        remarks: tuple[str, ...] = ()
        if self.outlook:
            from ssi_tui.forecasting import remark_text

            remarks = tuple(remark_text(one) for one in self.outlook.remarks)
        return (self.refused, *remarks) if self.refused else remarks

    def forget(self) -> None:
        """Another journal."""
        self.outlook, self.computed = None, ()

    def compute(self, shelf: Shelf, view: ViewOptions) -> bool:
        """Wish for the curves of what is on: whether they are there already."""
        shown = shelf.shown
        if not shown:
            self.show()
            return True
        journal, today = self.services.journal, self.services.today
        scenarios: list[Scenario] = [item.scenario for _letter, item in shown if item.scenario]
        firsts = [view.since or plan.start or today + timedelta(days=1) for plan in scenarios]
        origin = min([today, *(first - timedelta(days=1) for first in firsts)])
        wish = Wish(
            journal,
            today,
            tuple(scenarios),
            (today - origin).days + view.weeks * 7,
            start=view.since,
            confidence=view.confidence,
        )
        question = CurveQuestion(tuple(item.id for _letter, item in shown), wish)
        if self._learned == _ground(wish) and self._at_once(question):
            return True
        self.runner.wish(question)
        return False

    def _at_once(self, question: CurveQuestion) -> bool:
        """Have the curves within this frame, where the model can do it."""
        from ssi_tui.forecasting import SimError, refused_text

        try:
            outlook = self.services.forecaster.at_once(question.wish)
        except SimError as error:
            self.say_refused(refused_text(error))
            return False
        if outlook is None:
            return False
        self.runner.known(question)
        self.show_result(question, outlook)
        return True

    def _compute(self, question: CurveQuestion) -> Outlook:
        return self.services.forecaster.compute(question.wish)

    # As an `Asker`

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the runner's work done beside the screen's."""
        self.owner.run_worker(work, group="curves")

    def show_result(self, wish: CurveQuestion, result: Outlook) -> None:
        self.outlook, self.computed, self.busy, self.refused = result, wish.ids, False, ""
        self._learned = _ground(wish.wish)
        self.show()

    def say_busy(self) -> None:
        """They take longer than one waits without a word."""
        self.busy = True
        self.show()

    def say_refused(self, text: str) -> None:
        """A plan that cannot be simulated."""
        self.busy, self.refused = False, text
        self.show()
        if self.services.is_in_sight(self.owner):
            self.services.say(text, bad=True)


def _ground(wish: Wish) -> object:
    """What has to be learned, a matter of tenths of seconds, before there are curves."""
    starts = frozenset(plan.start for plan in wish.scenarios)
    return (wish.journal, wish.today, wish.start, starts)
