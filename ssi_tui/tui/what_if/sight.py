"""What is seen in What-if: the curves of what is on, in the view chosen, as values to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ssi_tui.chart import Plot
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.chart import Scene, plot
from ssi_tui.tui.what_if.curves import Curves
from ssi_tui.tui.what_if.draw import Aside
from ssi_tui.tui.what_if.files import Library
from ssi_tui.tui.what_if.view import ViewOptions

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve


class Sight:
    """Reads the library and the model, and changes neither."""

    def __init__(self, services: Services, library: Library, model: Curves) -> None:
        self.services, self.library, self.model = services, library, model
        self.view = ViewOptions()

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
    def slide_plot(self) -> Plot | None:
        """The totals of all that is on; None while there are none of what is on."""
        if not self.is_ready or (self.library.shelf.shown and not self.curves):
            return None
        shown = plot(self.scene._replace(by_pillar=False, difference=False), None)
        return replace(shown, averages=())  # a slide is about the curves

    @property
    def is_of_member(self) -> bool:
        """Whether a sample member stands in for the user."""
        return self.model.outlook is not None and self.model.outlook.member is not None

    @property
    def now_letter(self) -> str:
        """The letter of going on as now; empty where that is off."""
        shown = self.library.shelf.shown
        return next((letter for letter, item in shown if item.id == "now"), "")
