"""The one question of the first run: how active one usually is."""

from __future__ import annotations

from textual.events import Key
from textual.widget import Widget

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left
from ssi_tui.i18n import _
from ssi_tui.model.facts import ACTIVITY, UNSAID
from ssi_tui.tui.settings.facts import SayFact
from ssi_tui.tui.shell.dialogs import PageDialog
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.facts import ACTIVITIES

WAYS = tuple(ACTIVITIES)


class AskActivity(PageDialog[str]):
    """Answers one of `WAYS`, or ``unsaid``; None where another key was meant for the room below."""

    def __init__(self) -> None:
        super().__init__(_("How active are you usually on LinkedIn?"))
        self.at = WAYS.index("little")

    def on_mount(self) -> None:
        """The list."""
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
        if not self.is_current:
            self.app.screen.post_message(Key(event.key, event.character))
        elif event.key in ("up", "down"):
            self.at = max(0, min(len(WAYS) - 1, self.at + (1 if event.key == "down" else -1)))
            self._show()
        elif event.key == "enter" or event.key in ("1", "2", "3", "4"):
            self.dismiss(WAYS[self.at if event.key == "enter" else int(event.key) - 1])
        elif event.key == "escape":
            self.dismiss(UNSAID)
        else:
            self.dismiss(None)
            self.app.call_later(self._hand_on, event)

    def _hand_on(self, event: Key) -> None:
        self.app.screen.post_message(Key(event.key, event.character))


def ask_activity(services: Services, room: Widget) -> None:
    """Once, where nothing is logged yet: a key that was quicker needs no question."""

    def answer(said: str | None) -> None:
        if said:
            services.write(SayFact(ACTIVITY, said))

    if services.is_on_top(room) and services.journal.empty:
        services.open_page(AskActivity(), answer)
