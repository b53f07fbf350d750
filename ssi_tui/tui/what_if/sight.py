"""What is seen in What-if: the model's curves of what is on, in the view that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.plot import Plot
from ssi_tui.i18n import _
from ssi_tui.tui.forecaster import Runner, Wish
from ssi_tui.tui.live.screen import LiveMemory
from ssi_tui.tui.live.slide import LiveQuestion
from ssi_tui.tui.shell.forms import Answer, Field, Form, Values
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.chart import Scene, ViewOptions, plot
from ssi_tui.tui.what_if.library import Library
from ssi_tui.wording.dates import format_day, parse_day

if TYPE_CHECKING:
    from textual.widget import Widget

    from ssi_tui.forecasting import Curve, Outlook, Scenario


class CurveQuestion(NamedTuple):
    """Curves that are wanted, and the items that they are of."""

    ids: tuple[str, ...]
    wish: Wish


MONTH = timedelta(weeks=4)
"""A step into the past."""
SINCE = "since"
"""The field for the first day of the plans."""


class Sight:
    """The last answer of the model, in sight until the next one is there, and what is asked."""

    def __init__(
        self, services: Services, owner: Widget, library: Library, show: Callable[[], None]
    ) -> None:
        """``owner``: whose workers compute; ``show``: draws what changed."""
        self.services, self.owner = services, owner
        self.library, self.show = library, show
        self.view = ViewOptions()
        self.memory = LiveMemory()
        """What was done on the slide."""
        self.outlook: Outlook | None = None
        self.computed: tuple[str, ...] = ()
        """The items of the outlook's curves, in their order."""
        self.busy = False
        self.refused = ""
        """Why there are no curves for what is on."""
        self.runner: Runner[CurveQuestion, Outlook] = Runner(self._compute, self)
        self._learned: object = None
        """What the model has learned from for the curves in sight."""

    def forget(self) -> None:
        """Another journal: no curves of this one, nor a day in its past."""
        self.outlook, self.computed = None, ()
        self.view = replace(self.view, since=None)
        self.memory = LiveMemory()

    # What is shown

    @property
    def curves(self) -> Mapping[str, Curve]:
        """Letter → curve, of what is on and computed."""
        if self.outlook is None:
            return {}
        known = dict(zip(self.computed, self.outlook.curves, strict=True))
        shown = self.library.shelf.shown
        return {letter: known[item.id] for letter, item in shown if item.id in known}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of them, a refusal first."""
        remarks: tuple[str, ...] = ()
        if self.outlook:
            from ssi_tui.forecasting import remark_text

            remarks = tuple(remark_text(one) for one in self.outlook.remarks)
        return (self.refused, *remarks) if self.refused else remarks

    @property
    def scene(self) -> Scene:
        return Scene(
            journal=self.services.journal,
            today=self.services.today,
            shelf=self.library.shelf,
            curves=self.curves,
            outlook=self.outlook,
            view=self.view,
            band=self._band(),
            busy=self.busy,
            remarks=self.remarks,
        )

    def _band(self) -> str:
        """The letter with the band; the first curve has none while all is measured by it."""
        band, curves = self.library.shelf.band_letter, self.curves
        banded = [
            letter
            for letter, curve in curves.items()
            if not self.view.difference or curve.difference is not None
        ]
        return band if band in banded else next(iter(banded), next(iter(curves), ""))

    # For a slide, or a file

    @property
    def picture(self) -> Plot:
        return plot(self.scene, None)

    @property
    def is_ready(self) -> bool:
        """Whether the list of scenarios has been read."""
        return bool(self.library.shelf.items)

    @property
    def question(self) -> LiveQuestion | None:
        """What a slide asks for all that is on; None where nothing is."""
        shown = self.library.shelf.shown
        plans = tuple(item.scenario for _letter, item in shown if item.scenario)
        if not plans:
            return None
        services, view = self.services, self.view
        firsts = [view.since or plan.start or services.today for plan in plans]
        past = max((services.today - min([services.today, *firsts])).days, 0)
        days = past + view.weeks * 7
        wish = Wish(services.journal, services.today, plans, days, view.since, view.confidence)
        return LiveQuestion(wish, "".join(letter for letter, _item in shown))

    # What is asked

    def compute(self) -> bool:
        """Wish for the curves of what is on: whether they are there already."""
        shown, view = self.library.shelf.shown, self.view
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

    # A beginning in the past, never before the log's second day

    def begin_later(self, weeks: timedelta) -> None:
        """That much later, or earlier."""
        since = self.view.since
        if since or weeks < timedelta():
            self.begin_on((since or self.services.today) + weeks)

    def begin_on(self, day: date) -> None:
        """Let every plan begin on a day; today or later is tomorrow, as each says."""
        first = self._first()
        if first is None:
            return
        day = max(day, first)
        since = None if day >= self.services.today else day
        self.view = replace(self.view, since=since)
        text = _("The plans begin tomorrow again.")
        if since:
            text = _("As if the plans had begun on {day}; ] goes back towards today.")
        self.services.say(text.format(day=format_day(day, self.services.today)))
        self.compute()

    def begin_form(self) -> Form | None:
        """Asks for the day; None where there is no past."""
        if self._first() is None:
            return None
        day = self.view.since or self.services.today - MONTH
        field = Field(SINCE, _("If I had begun on"), day.isoformat(), replace=True)
        today = self.services.today
        return Form(
            [field],
            lambda values: Answer(format_day(self._read(values), today)),
            lambda values: self.begin_on(self._read(values)),
        )

    def _read(self, values: Values) -> date:
        """The day that was typed: BadValueError."""
        return parse_day(values[SINCE], self.services.today, latest=self.services.today)

    def _first(self) -> date | None:
        """The day after the log's first; None: there is no past, which is said."""
        first = self.services.journal.first_day
        if first and first < self.services.today:
            return first + timedelta(days=1)
        self.services.say(_("Without a log of some days there is no past to begin in."))
        return None


def _ground(wish: Wish) -> object:
    """What has to be learned, a matter of tenths of seconds, before there are curves."""
    starts = frozenset(plan.start for plan in wish.scenarios)
    return (wish.journal, wish.today, wish.start, starts)
