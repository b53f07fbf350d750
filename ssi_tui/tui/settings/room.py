"""Settings: what holds for all profiles, changed with the arrows and kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.events import Click, Key
from textual.widget import Widget

from ssi_tui import i18n
from ssi_tui.chart.text import Row, cell_len, fit, left, plain
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import (
    ACTIVITY,
    FACTS,
    STOCK_OF,
    UNSAID,
)
from ssi_tui.settings import settings_file
from ssi_tui.tui.journal.writes import Seen, Write, changes_of, having
from ssi_tui.tui.settings.draw import (
    SYNC,
    NamedPath,
    Option,
    SettingRows,
    draw,
    fact_options,
    options,
    shared_folder,
)
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import by_key, command
from ssi_tui.tui.shell.dialogs import PageDialog, passed_on
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import RowList, paragraph
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.people import ACTIVITIES, NAMES, fact_words, facts_of

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change, Journal
    from ssi_tui.store import Store

WAYS = tuple(ACTIVITIES)


@dataclass(frozen=True)
class SayFact(Write):
    """One of them becomes another."""

    name: str
    value: Any
    """None: no longer said."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        if self.name in STOCK_OF:
            done = store.set_stock(STOCK_OF[self.name], self.value, change=change)
        else:
            done = store.set_fact(self.name, self.value or "", change=change)
        return changes_of(done.change)

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


def folder_typed(values: Mapping[str, str]) -> str:
    """Its whole path; empty for none."""
    text = values[SYNC].strip()
    return str(Path(text).expanduser().absolute()) if text else ""


def folder_look(values: Mapping[str, str]) -> Answer:
    """Whether it is there; none at all ends the exchange."""
    try:
        folder = folder_typed(values)
        there = Path(folder).is_dir()
    except (OSError, RuntimeError, ValueError):  # a name that no system can have
        folder, there = values[SYNC], False
    if not folder:
        return Answer(_("No folder: nothing is exchanged any more."))
    if not there:
        text = _("There is no folder {folder}.").format(folder=plain(folder))
        return Answer(text, good=False, ready=False)
    return Answer(_("Syncthing, Dropbox or a stick carries it; exchanged now and every minute."))


class SettingsRoom(ListRoom):
    """One line a setting."""

    DEFAULT_CSS = "#settings-list { height: 1fr; }"
    TAB = frame.SETTINGS
    ABOUT = N_(
        "These hold for all profiles, in the app and in the commands; what you say of yourself "
        "belongs to this one. A change is seen at once, and kept."
    )
    CHOOSES = N_("choose a setting")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.spoken = i18n.available()
        self.forms = FormPlace(services, sent=self.form_sent)
        self.lines = RowList("settings-list", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.forms
        yield self.lines

    async def form_sent(self, form: Form, values: Mapping[str, str]) -> None:
        """A folder was named: it is exchanged with at once."""
        await self.forms.close(form)
        self.services.change_settings(sync=folder_typed(values))
        self.services.sharing.now()

    def on_mount(self) -> None:
        """What one says of oneself may change in the shell."""
        self.watch(self.app, "journal", self.show, init=False)
        self.services.sharing.follow(self.show)

    def draw(self, width: int, height: int) -> SettingRows:
        return draw(self.options, self.chosen, self.places, self.at, width, height)

    def click(self, drawing: SettingRows, event: Click) -> None:
        """On a value: take it; elsewhere in a line: choose the line."""
        at = drawing.line_at.get(event.y)
        if at is None:
            return
        self.choose(at)
        for start, end, value in drawing.values_at[event.y]:
            if start <= event.x < end:
                self.take(value)

    @property
    def options(self) -> tuple[Option, ...]:
        """In the language in use; what one says of oneself, then the shared folder."""
        return (
            *options(self.spoken, self.services.settings),
            *fact_options(self.services.journal),
            shared_folder(self.services.settings.sync),
        )

    @property
    def chosen(self) -> dict[str, Any]:
        return {**self.services.settings._asdict(), **facts_of(self.services.journal)}

    @property
    def count(self) -> int:
        return len(self.options)

    @property
    def places(self) -> tuple[NamedPath, ...]:
        places = (
            NamedPath(_("This profile"), self.services.own_folder),
            NamedPath(_("These settings"), settings_file()),
        )
        last = self.services.sharing.last if self.services.settings.sync else ""
        return (*places, NamedPath(_("Last exchange"), last)) if last else places

    def standing_sentence(self) -> str:
        return self.options[self.at].about

    def shell_command(self) -> str:
        name = self.options[self.at].name
        if name == SYNC:
            return "ssi sync FOLDER --always"
        return f"ssi config {name}" if name in FACTS else "ssi config · ssi path"

    def take(self, value: Any) -> None:
        option = self.options[self.at]
        if value == self.chosen[option.name]:
            return
        self.services.say("")
        if option.name in FACTS:
            self.services.write(SayFact(option.name, value))
        else:
            self.services.change_settings(**{option.name: value})
        self.show()

    def _step(self, by: int) -> None:
        option = self.options[self.at]
        self.take(option.stepped(self.chosen[option.name], by))

    # Commands

    @by_key(
        "left",
        "h",
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("change it: it holds at once, and is kept"),
    )
    def do_before(self) -> None:
        self._step(-1)

    @command("right", "l")
    def do_after(self) -> None:
        self._step(1)

    @by_key("enter", "space", help=N_("the next value, and the first after the last"))
    def do_next(self) -> None:
        option = self.options[self.at]
        if option.name == SYNC:
            known = self.services.settings.sync or "~/"
            self.forms.show(Form([Field(SYNC, option.caption, known)], folder_look))
        else:
            self.take(option.following(self.chosen[option.name]))
