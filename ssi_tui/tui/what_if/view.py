"""How What-if's curves are looked at: how far ahead, since when, which bands, which scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

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
