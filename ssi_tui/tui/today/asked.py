"""What Today asks the model when nothing else is to be done: what is best next, and the outlook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widget import Widget

from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.today.advice import as_usual, best_next, next_line, wants_advice
from ssi_tui.tui.today.day import ShownDay
from ssi_tui.tui.today.draw import shows_curve
from ssi_tui.tui.today.idle import IdleAsker

if TYPE_CHECKING:
    from ssi_tui.forecasting import Advice, Outlook


class IdleQuestions:
    """Asks for what is in sight, and hands the outlook to the day that is shown."""

    def __init__(  # what it asks, for whom, and who is told
        self,
        services: Services,
        owner: Widget,
        shown: ShownDay,
        *,
        seen: Callable[[], bool],
        size: Callable[[], Size],
        told: Callable[[], None],
    ) -> None:
        """``seen``: whether Today is on top; ``size``: of the habits; ``told``: draw again."""
        self.services, self.shown, self.seen, self.size = services, shown, seen, size
        self._told = told
        self.next: IdleAsker[Advice] = IdleAsker(
            services, owner, wanted=self._wants_advice, compute=best_next, told=told
        )
        self.outlook: IdleAsker[Outlook] = IdleAsker(
            services, owner, wanted=self._wants_outlook, compute=as_usual, told=self._foreseen
        )

    def wait(self) -> None:
        """Ask in a moment, unless something happens before."""
        self.next.wait()
        self.outlook.wait()

    def forget(self) -> None:
        """Another journal."""
        self.next.forget()
        self.outlook.forget()

    def line(self, width: int = 200) -> str:
        """What is best done next; empty where it is not shown."""
        shown = self.services.settings.advice == "shown"
        return next_line(self.shown.view, self.next.answer, width) if shown else ""

    def _wants_advice(self) -> bool:
        return self.seen() and wants_advice(self.shown.view, self.services.settings.advice)

    def _wants_outlook(self) -> bool:
        size = self.size()
        return self.seen() and shows_curve(self.shown.view, size.width, size.height)

    def _foreseen(self) -> None:
        self.shown.outlook = self.outlook.answer
        self.shown.changed()
        self._told()
