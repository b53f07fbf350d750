"""What one says of oneself: lines of Settings, a write, and the one question of the first run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.widget import Widget

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left
from ssi_tui.i18n import _
from ssi_tui.model.terms import (
    ACTIVITY,
    CONNECTIONS,
    FACT_CHOICES,
    FACTS,
    LICENCE,
    PROFILE,
    STOCK_OF,
    UNSAID,
)
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.journal.writes import BY, Seen, Write, having
from ssi_tui.tui.settings.draw import Option
from ssi_tui.tui.shell.dialogs import PageDialog, passed_on
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.people import ABOUT, ACTIVITIES, NAMES, fact_of, fact_words

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change, Journal
    from ssi_tui.store import Store

COUNTS = (50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000, 10_000)
"""Connections to step through; exact ones are typed: `ssi config connections 850`."""
TENTHS = tuple(tenth / 10 for tenth in range(1, 11))


def fact_options(journal: Journal) -> tuple[Option, ...]:
    """A line for each; the value that holds is among those of its line."""
    steps: dict[str, tuple[str | float, ...]] = {
        ACTIVITY: FACT_CHOICES[ACTIVITY],
        LICENCE: FACT_CHOICES[LICENCE],
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
        about, more = sentence(_(ABOUT[name])) + ".", _more(name)
        options.append(Option(name, _(NAMES[name]), about, tuple(words), more, heading))
    return tuple(options)


def _more(name: str) -> tuple[str, ...]:
    if name == ACTIVITY:
        return tuple(f"{_(word)}: {_(meaning)}" for word, meaning in ACTIVITIES.values())
    if name in STOCK_OF:
        return (_("The model begins from it; an archive from LinkedIn brings it by itself."),)
    return ()


@dataclass(frozen=True)
class SayFact(Write):
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
        if self.name not in STOCK_OF:
            return having(journal, **{self.name: self.value or ""})
        others = {s: n for s, n in journal.stocks.items() if s != STOCK_OF[self.name]}
        if self.value is not None:
            others[STOCK_OF[self.name]] = self.value
        return having(journal, stocks=others)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        value = None if self.value == UNSAID else self.value
        form = _("{name}: {value} · u takes it back")
        return form.format(name=_(NAMES[self.name]), value=fact_words(self.name, value))


WAYS = tuple(ACTIVITIES)


class AskActivity(PageDialog[str]):
    """Answers one of `WAYS`, or ``unsaid``; None where another key was meant for the room below."""

    def __init__(self) -> None:
        super().__init__(_("How active are you usually on LinkedIn?"))
        self.at = WAYS.index("little")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        keys = _("↑↓ choose · enter say it · esc don’t say")
        self.put(self.draw_ways, keys)

    def draw_ways(self, width: int) -> list[Row]:
        """A line for each, its number before it, and why it is asked."""
        words = [(_(word), _(about)) for word, about in ACTIVITIES.values()]
        cells = max(cell_len(word) for word, _about in words) + 2
        rows: list[Row] = []
        for number, (word, about) in enumerate(words):
            on = number == self.at
            rows.append([
                ("  ▸ " if on else "    ", "accent"),
                (f"{number + 1}  ", "key"),
                (left(word, cells), "strong" if on else "text"),
                (fit(about, max(0, width - 8 - cells)), "muted"),
            ])  # fmt: skip
        why = _(
            "The curves need to know what your score comes from. What you log takes its place; "
            "Settings changes it."
        )
        return [*rows, [], *paragraph(why, width, "muted")]

    def on_key(self, event: Key) -> None:
        """Choose, say, leave; any other key is meant for what lies below."""
        event.stop()
        if passed_on(self, event):
            return
        if event.key in ("up", "down"):
            self.at = max(0, min(len(WAYS) - 1, self.at + (1 if event.key == "down" else -1)))
            self._show()
        elif event.key == "enter" or event.key in ("1", "2", "3", "4"):
            self.dismiss(WAYS[self.at if event.key == "enter" else int(event.key) - 1])
        elif event.key == "escape":
            self.dismiss(UNSAID)
        else:
            self.dismiss(None)
            passed_on(self, event)  # at once: no key behind it may overtake it


def ask_activity(services: Services, room: Widget) -> None:
    """Once, where nothing is logged yet: a key that was quicker needs no question."""

    def answer(said: str | None) -> None:
        if said:
            services.write(SayFact(ACTIVITY, said))

    if services.is_on_top(room) and services.journal.empty:
        services.open_page(AskActivity(), answer)
