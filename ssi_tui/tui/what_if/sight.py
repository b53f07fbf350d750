"""What is seen in What-if: the curves of what is on, in the view chosen, as values to draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ssi_tui.chart import Plot
from ssi_tui.tui.live.control import LiveQuestion
from ssi_tui.tui.live.screen import LiveMemory
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.chart import Scene, plot
from ssi_tui.tui.what_if.curves import Curves, ViewOptions
from ssi_tui.tui.what_if.draw import Aside
from ssi_tui.tui.what_if.files import Library

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve


class Sight:
    """Reads the library and the model, and changes neither."""

    def __init__(self, services: Services, library: Library, model: Curves) -> None:
        self.services, self.library, self.model = services, library, model
        self.view = ViewOptions()
        self.memory = LiveMemory()
        """What was done on the slide."""

    @property
    def curves(self) -> Mapping[str, Curve]:
        """Letter → curve, of what is on and computed."""
        return self.model.of(self.library.shelf)

    @property
    def scene(self) -> Scene:
        """For the chart."""
        return Scene(
            journal=self.services.journal,
            today=self.services.today,
            outlook=self.model.outlook,
            curves=tuple(self.curves.items()),
            band=self._band(),
            weeks=self.view.weeks,
            by_pillar=self.view.by_pillar,
            whole_scale=self.view.whole_scale,
            difference=self.view.difference,
        )

    @property
    def aside(self) -> Aside:
        """For the left side."""
        return Aside(
            shelf=self.library.shelf,
            curves=self.curves,
            outlook=self.model.outlook,
            weeks=self.view.weeks,
            busy=self.model.busy,
            remarks=self.model.remarks,
            difference=self.view.difference,
            since=self.view.since,
            band=self._band(),
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
        """The curves in sight."""
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
        return LiveQuestion(
            journal=services.journal,
            today=services.today,
            plans=plans,
            letters="".join(letter for letter, _item in shown),
            days=past + view.weeks * 7,
            member=next((plan.member for plan in plans if plan.member is not None), None),
            start=view.since,
            confidence=view.confidence,
        )
