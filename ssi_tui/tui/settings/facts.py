"""What one says of oneself, as lines of Settings and as a write; it belongs to the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.facts import (
    ACTIVITY,
    CHOICES,
    CONNECTIONS,
    FACTS,
    LICENCE,
    PROFILE,
    STOCK_OF,
    UNSAID,
)
from ssi_tui.tui.journal.writes import BY, having
from ssi_tui.tui.settings.draw import Option
from ssi_tui.wording.facts import ABOUT, NAMES, fact_of, fact_words

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change, Journal
    from ssi_tui.store import Store

COUNTS = (50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000, 10_000)
"""Connections to step through; exact ones are typed: `ssi config connections 850`."""


TENTHS = tuple(tenth / 10 for tenth in range(1, 11))


def fact_options(journal: Journal) -> tuple[Option, ...]:
    """A line for each; the value that holds is among those of its line."""
    steps: dict[str, tuple[str | float, ...]] = {
        ACTIVITY: CHOICES[ACTIVITY],
        LICENCE: CHOICES[LICENCE],
        CONNECTIONS: COUNTS,
        PROFILE: TENTHS,
    }
    options = []
    for name in FACTS:
        now, known = fact_of(journal, name), set(steps[name])
        values = list(steps[name])
        if now is not None and now not in known:
            values = sorted([*values, now], key=float)
        words = [(value, fact_words(name, value)) for value in (None, *values)]
        heading = _("What you say of yourself, in this profile") if name == ACTIVITY else ""
        options.append(Option(name, _(NAMES[name]), _(ABOUT[name]), tuple(words), heading))
    return tuple(options)


class SayFact(NamedTuple):
    """One of them becomes another."""

    name: str
    value: Any
    """None: no longer said."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        if self.name in STOCK_OF:
            done = store.set_stock(STOCK_OF[self.name], self.value, by=BY, change=change)
        else:
            done = store.set_fact(self.name, self.value or "", by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
        if self.name not in STOCK_OF:
            return having(journal, **{self.name: self.value or ""})
        others = {s: n for s, n in journal.stocks.items() if s != STOCK_OF[self.name]}
        if self.value is not None:
            others[STOCK_OF[self.name]] = self.value
        return having(journal, stocks=others)

    def told(self, changes: tuple[Change, ...]) -> str:
        value = None if self.value == UNSAID else self.value
        form = _("{name}: {value} · u takes it back")
        return form.format(name=_(NAMES[self.name]), value=fact_words(self.name, value))
