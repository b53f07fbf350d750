"""What-if and the model: what is on and how it is looked at, and the curves that come of it."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.tui.forecaster import Forecaster, Runner, Wish
from ssi_tui.tui.shell.room import FormsRoom
from ssi_tui.tui.what_if.chart import Scene
from ssi_tui.tui.what_if.draw import Aside
from ssi_tui.tui.what_if.library import Shelf

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook

WEEKS = (12, 26, 52)
"""Horizons to walk through."""


CONFIDENCES = (0.5, 0.8, 0.95)
"""Bands to walk through: parts of the runs inside."""


class Asked(NamedTuple):
    """Curves that are wanted, and the items that they are of."""

    ids: tuple[str, ...]
    wish: Wish


class Asking(FormsRoom):
    """What is on and how it is looked at; curves come at once, or a moment later from a thread."""

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.outlook: Outlook | None = None
        self.computed: tuple[str, ...] = ()
        """The items of the outlook's curves, in their order."""
        self.weeks = WEEKS[1]
        self.confidence = CONFIDENCES[1]
        self.since: date | None = None
        """First day of every plan where one asks "what if I had"; None: they begin tomorrow."""
        self.by_pillar = False
        self.difference = False
        self.whole_scale = False
        self.busy = False
        self.refused = ""
        """Why there are no curves for what is on."""
        self.forecaster = forecaster
        self.runner: Runner[Asked, Outlook] = Runner(self._compute, self)
        self._learned: object = None
        """What the model has learned from for the curves in sight."""

    @property
    def curves(self) -> Mapping[str, Curve]:
        """Letter → curve, of what is on and computed."""
        found = dict(zip(self.computed, self.outlook.curves, strict=True)) if self.outlook else {}
        return {letter: found[item.id] for letter, item in self.shelf.shown if item.id in found}

    @property
    def scene(self) -> Scene:
        """For the chart."""
        return Scene(
            journal=self.ssi.diary.shown,
            today=self.ssi.today,
            outlook=self.outlook,
            curves=tuple(self.curves.items()),
            band=self._band(),
            weeks=self.weeks,
            by_pillar=self.by_pillar,
            whole_scale=self.whole_scale,
            difference=self.difference,
        )

    def _band(self) -> str:
        """The letter with the band; the first curve has none while all is measured by it."""
        band, curves = self.shelf.band_letter, self.curves
        banded = [
            letter
            for letter, curve in curves.items()
            if not self.difference or curve.difference is not None
        ]
        return band if band in banded else next(iter(banded), next(iter(curves), ""))

    @property
    def aside(self) -> Aside:
        """For the left side."""
        remarks: tuple[str, ...] = ()
        if self.outlook:
            from ssi_tui.forecasting import remark_text

            remarks = tuple(remark_text(one, app=True) for one in self.outlook.remarks)
        if self.refused:
            remarks = (self.refused, *remarks)
        return Aside(
            shelf=self.shelf,
            curves=self.curves,
            outlook=self.outlook,
            weeks=self.weeks,
            busy=self.busy,
            remarks=remarks,
            difference=self.difference,
            since=self.since,
            band=self._band(),
        )

    def compute(self) -> bool:
        """Wish for the curves of what is on: whether they are there already."""
        shown = self.shelf.shown
        if not shown:
            self.show()
            return True
        journal, today = self.ssi.diary.shown, self.ssi.today
        scenarios = tuple(item.scenario for _letter, item in shown)
        firsts = [self.since or plan.start or today + timedelta(days=1) for plan in scenarios]
        origin = min([today, *(first - timedelta(days=1) for first in firsts)])
        wish = Wish(
            journal,
            today,
            scenarios,
            (today - origin).days + self.weeks * 7,
            start=self.since,
            confidence=self.confidence,
        )
        asked = Asked(tuple(item.id for _letter, item in shown), wish)
        if self._learned == self._ground(wish) and self._at_once(asked):
            return True
        self.runner.wish(asked)
        return False

    def _at_once(self, asked: Asked) -> bool:
        """Have the curves within this frame, where the model can do it."""
        from ssi_tui.forecasting import SimError, refused_text

        try:
            outlook = self.forecaster.at_once(asked.wish)
        except SimError as error:
            self.say_refused(refused_text(error))
            return False
        if outlook is None:
            return False
        self.runner.known(asked)
        self.show_result(asked, outlook)
        return True

    @staticmethod
    def _ground(wish: Wish) -> object:
        """What has to be learned, a matter of tenths of seconds, before there are curves."""
        starts = frozenset(plan.start for plan in wish.scenarios)
        members = tuple(plan.member for plan in wish.scenarios) if wish.journal.empty else ()
        return (wish.journal, wish.today, wish.start, starts, members)

    def _compute(self, asked: Asked) -> Outlook:
        return self.forecaster.compute(asked.wish)

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the runner's work done beside the screen's."""
        self.run_worker(work, group="curves")

    def show_result(self, wish: Asked, result: Outlook) -> None:
        """They are there."""
        self.outlook, self.computed, self.busy, self.refused = result, wish.ids, False, ""
        self._learned = self._ground(wish.wish)
        self.show()

    def say_busy(self) -> None:
        """They take longer than one waits without a word."""
        self.busy = True
        self.show()

    def say_refused(self, text: str) -> None:
        """A plan that cannot be simulated."""
        self.busy, self.refused = False, text
        self.show()
        self.ssi.say(text, bad=True)
