"""Where the score goes if everything goes on as usual: asked of the model when nothing else is to
be done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Wish

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook
    from ssi_tui.tui.shell.services import Services

WEEKS = 26
"""As What-if opens: what was computed here is known there."""


def as_usual(services: Services, journal: Journal, today: date) -> Outlook | None:
    """The curve of going on as now; it belongs into a thread."""
    from ssi_tui.forecasting import SimError, as_now  # numpy: 60 ms and more, once

    plan = as_now(_("As now"), _("Everything goes on at the usual pace."))
    try:
        return services.forecaster.compute(Wish(journal, today, (plan,), WEEKS * 7))
    except SimError:  # the readings alone are drawn
        return None
