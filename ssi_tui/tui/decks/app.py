"""The deck on the projector: keys, a clicker or a phone lead on; curves are computed live."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Key

from sim.terms import Member
from ssi_tui.chart import PALETTES, Row
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.decks import follow
from ssi_tui.tui.decks.draw import Notes, Stage, draw_join, draw_notes, draw_stage, titles
from ssi_tui.tui.decks.live import LiveState, turned_scenario
from ssi_tui.tui.forecaster import Forecaster, Wish
from ssi_tui.tui.shell.commands import command, command_for, commands_of, pressed
from ssi_tui.tui.shell.rows import Painted
from ssi_tui.tui.theme import depth_of, textual_theme
from ssi_tui.workshop.deck import Deck, DeckRefusedError, LiveBlock, fault_lines, read_deck
from ssi_tui.workshop.group_files import load_group

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook, Scenario, Slider, Sliders
    from ssi_tui.workshop.group import Participant, PeopleGroup
    from ssi_tui.workshop.phone_server import Phones

GROUNDS = ("projector", "dark", "contrast")
LOOK_SECONDS = 0.5
"""How often the file of the deck, and the phones, are looked at."""
CURVES_MOST = 5
_STEPS = {"left": (0, -1), "right": (0, 1), "down": (1, -1), "up": (1, 1)}
"""Arrow → which slider, and by how much."""


class Looked(App[None]):
    """What the slides and the notes have in common: our looks, and one painted surface."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen { overflow: hidden; } #stage { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True, system=True)
    ]

    def __init__(self, look: str) -> None:
        super().__init__()
        for name in PALETTES:
            self.register_theme(textual_theme(name, depth_of(self)))
        self.theme = look
        self.surface = Painted("stage", self.rows)

    def compose(self) -> ComposeResult:
        """One surface."""
        yield self.surface

    def rows(self, width: int, height: int) -> list[Row]:
        """What is in sight."""
        raise NotImplementedError


class DeckCurves:
    """What the model answers for live blocks; belongs into a thread."""

    def __init__(self, path: Path, journal: Callable[[str], Journal], today: date) -> None:
        self.path, self.today = path, today
        self._journal_of = journal
        self._forecasters: dict[str, Forecaster] = {}
        self._journals: dict[str, Journal] = {}

    def outlook(self, live: LiveBlock, state: LiveState) -> tuple[Outlook, Sliders | None]:
        """As usual, the scenarios and, where sliders were moved, what they come to."""
        # numpy and the model: 60 ms and more, once
        from ssi_tui.forecasting import as_now, find_scenario, load, present, sliders_of

        member = Member(live.member) if live.member else None
        usual = replace(as_now(_("As usual"), ""), member=member)
        plans: list[Scenario] = [usual]
        for name in live.scenarios[: CURVES_MOST - 2]:
            beside = self.path.parent / name
            file = beside if beside.is_file() else find_scenario(name)
            plans.append(replace(load(file), member=member))
        journal = self._journal(live)
        forecaster = self._forecasters.setdefault(live.client, Forecaster())
        sliders = None
        if live.sliders:
            base = plans[1] if len(plans) > 1 else usual
            now = forecaster.ask(
                journal, self.today, lambda sim: present(sim, self.today, member), member=member
            )
            sliders = sliders_of(base, now)
            for name in live.sliders:
                sliders = sliders if name in sliders.kinds else sliders.with_kind(name)
            if state.turned:
                turned = turned_scenario(sliders, state)
                said = ", ".join(f"{_short(name)} {value}" for name, value in sorted(state.turned))
                plans.append(turned.scenario(said))
        wish = Wish(journal, self.today, tuple(plans), 7 * live.weeks)
        return forecaster.compute(wish), sliders

    def _journal(self, live: LiveBlock) -> Journal:
        if live.member:
            return self._journals.setdefault(f"\0{live.member}", Journal())
        if live.client not in self._journals:
            self._journals[live.client] = self._journal_of(live.client)
        return self._journals[live.client]


class DeckApp(Looked):
    """One deck; what is done on a slide stays while the deck is open."""

    ABOUT = N_(
        "A deck for a room. Space and a clicker go on: first the curves of a slide, one by one, "
        "then the next slide. Arrows move the slide's sliders. Digits and enter are a guess."
    )

    def __init__(
        self,
        path: Path,
        *,
        journal: Callable[[str], Journal],
        today: date,
        now: Callable[[], datetime] = datetime.now,
        host: str = "",
    ) -> None:
        """``journal``: of a client by name, or of the profile in use for no name.

        ``host`` is the address of this machine at which phones may join; empty: none may.
        """
        super().__init__(GROUNDS[0])
        self.path, self.today, self.now, self.host = path, today, now, host
        self.people: tuple[Participant, ...] = ()
        """Who had joined when the talk ended."""
        self.began = now()
        self.phones: Phones | None = None
        self.deck: Deck = read_deck(path)
        self.at = 0
        self.states: dict[int, LiveState] = {}
        self.outlooks: dict[int, Outlook] = {}
        self.sliders: dict[int, Sliders] = {}
        self.fault = ""
        self.typed = ""
        self.names = False
        self.joining = False
        """Whether the code to scan is in sight."""
        self.curves = DeckCurves(path, journal, today)
        self._stamp = _stamp(path)

    @property
    def slide_state(self) -> LiveState:
        """What was done on the slide in sight."""
        return self.states.get(self.at, LiveState())

    @property
    def live(self) -> LiveBlock | None:
        """The live block of the slide in sight."""
        return self.deck.slides[self.at].live

    def rows(self, width: int, height: int) -> list[Row]:
        """The slide in sight."""
        if self.joining and self.phones is not None:
            return draw_join(self.phones.address, self.phones.remote_address, width, height)
        return draw_stage(self.stage(), width, height)

    def stage(self) -> Stage:
        """All that the slide in sight shows."""
        live, state, said = self.live, self.slide_state, self.fault
        outlook = self.outlooks.get(self.at)
        group: PeopleGroup | None = None
        if live is not None and live.group:
            try:
                group = load_group(live.group)
            except SsiError as error:
                said = said or str(error)
        elif live is not None and outlook is None and not said:
            said = _("computing…")
        zoom = live is not None and live.zoom if state.zoom is None else state.zoom
        if self.phones is not None and state.guesses != self.phones.room.guesses:
            state = replace(state, guesses={**state.guesses, **self.phones.room.guesses})
        return Stage(
            slide=self.deck.slides[self.at],
            number=self.at + 1,
            slides=len(self.deck.slides),
            state=state,
            outlook=outlook,
            group=group,
            sliders=self._shown_sliders(),
            zoom=zoom,
            names=self.names,
            said=said,
            typed=self.typed,
            joined=len(self.phones.room.people) if self.phones else 0,
        )

    def _shown_sliders(self) -> tuple[Slider, ...]:
        live, sliders = self.live, self.sliders.get(self.at)
        if live is None or sliders is None:
            return ()
        turned = turned_scenario(sliders, self.slide_state)
        return tuple(turned[name] for name in live.sliders)

    async def on_mount(self) -> None:
        """Open the room to the phones, show the first slide, and look after the file."""
        if self.host:
            try:
                self.phones = await _open_room(self.host, self.surface.redraw, self._step)
            except SsiError as error:
                self.fault = str(error)
        self.set_interval(LOOK_SECONDS, self.look)
        self.arrive()

    def _step(self, by: int) -> None:
        """The coach's phone goes on or back."""
        if by > 0:
            self.do_forward()
        else:
            self.do_back()
        self.surface.redraw()

    async def on_unmount(self) -> None:
        """The notes' terminal is told; who joined is kept if the coach said so, else forgotten."""
        follow.end()
        if self.phones is not None:
            self.people = self.phones.room.people
            await self.phones.close()

    def look(self) -> None:
        """Read the deck again when it was edited; draw what phones sent."""
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            self._read_again()
        if self.phones is not None:
            self._tell()
            self.surface.redraw()

    def _read_again(self) -> None:
        try:
            deck = read_deck(self.path)
        except DeckRefusedError as error:
            self.fault = " · ".join(fault_lines(error.file, error.faults))
        else:
            kept = [slide.live for slide in self.deck.slides] == [s.live for s in deck.slides]
            self.deck, self.fault = deck, ""
            self.at = min(self.at, len(deck.slides) - 1)
            if not kept:
                self.states, self.outlooks, self.sliders = {}, {}, {}
        self.arrive()

    def arrive(self) -> None:
        """A slide comes into sight: its question goes to the phones, its curves are computed."""
        live = self.live
        if self.phones is not None:
            asked = (live.question or self.deck.slides[self.at].title) if live else ""
            self.phones.room.ask(asked)
            self.phones.room.notes = self.deck.slides[self.at].notes
        self._tell()
        if live is not None and not live.group and self.at not in self.outlooks:
            if self.at not in self.states and live.reveal:
                self.states[self.at] = LiveState(revealed=frozenset({"A", *live.reveal}))
            self.compute()
        self.surface.redraw()

    def _tell(self) -> None:
        room = self.phones.room if self.phones else None
        guesses = len({**self.slide_state.guesses, **(room.guesses if room else {})})
        joined = len(room.people) if room else 0
        follow.tell(follow.Place(str(self.path), self.at, self.began, joined, guesses))

    def compute(self) -> None:
        """The curves of the slide in sight, beside the screen; the latest wish wins."""
        self.run_worker(self._compute(self.at), group=f"curves-{self.at}", exclusive=True)

    async def _compute(self, at: int) -> None:
        live, state = self.deck.slides[at].live, self.states.get(at, LiveState())
        if live is None:
            return
        try:
            outlook, sliders = await asyncio.to_thread(self.curves.outlook, live, state)
        except SsiError as error:
            self.fault = str(error)
        except Exception as error:  # noqa: BLE001 - a slide never ends the talk
            self.fault = _refused(error, self.path, live)
        else:
            if at < len(self.deck.slides) and self.deck.slides[at].live == live:
                self.outlooks[at] = outlook
                if sliders is not None:
                    self.sliders[at] = sliders
        self.surface.redraw()

    async def on_key(self, event: Key) -> None:
        """A command, an arrow for a slider, or a digit of a guess."""
        event.stop()
        key = pressed(event)
        if key.isdigit() and self.live is not None and len(self.typed) < 3:
            self.typed += key
        elif self.typed and key in ("enter", "backspace", "escape"):
            self._guess(key)
        elif key in _STEPS and self._turn(*_STEPS[key]):
            return
        elif asked := command_for(key, DECK_KEYS):
            self.typed = ""
            getattr(self, f"do_{asked.name}")()
        self.surface.redraw()

    def on_click(self, event: Click) -> None:
        """A click goes on."""
        event.stop()
        self.do_forward()
        self.surface.redraw()

    def _guess(self, key: str) -> None:
        if key == "backspace":
            self.typed = self.typed[:-1]
            return
        if key == "enter" and int(self.typed) <= 100:
            number = str(len(self.slide_state.guesses) + 1)
            self.states[self.at] = self.slide_state.guess(number, float(self.typed))
            self._tell()
        self.typed = ""

    def _turn(self, which: int, by: int) -> bool:
        """Move a slider; False where the slide has none there."""
        live, sliders = self.live, self.sliders.get(self.at)
        if live is None or sliders is None or which >= len(live.sliders):
            return False
        state, name = self.slide_state, live.sliders[which]
        turned = turned_scenario(sliders, state).step(name, by)
        outlook = self.outlooks.get(self.at)
        plans = len(live.scenarios[: CURVES_MOST - 2]) + 1
        letter = "ABCDE"[plans]
        self.states[self.at] = replace(
            state, turned=turned.turned, revealed=state.revealed | {letter}
        )
        if outlook is not None and not turned.turned:
            self.states[self.at] = replace(self.slide_state, revealed=state.revealed - {letter})
        self.compute()
        self.surface.redraw()
        return True

    # Commands

    @command("space", "enter", "pagedown", "n", help=N_("the next curve, else the next slide"))
    def do_forward(self) -> None:
        live, outlook = self.live, self.outlooks.get(self.at)
        count = len(outlook.curves) if outlook else 2 if live and live.group else 0
        letter = self.slide_state.next_letter(count)
        if letter is not None:
            self.states[self.at] = self.slide_state.reveal(letter)
        elif self.at + 1 < len(self.deck.slides):
            self.at += 1
            self.arrive()

    @command(
        "b", "pageup", "p", "backspace", help=N_("back: hide the last curve, else the slide before")
    )
    def do_back(self) -> None:
        hidden = self.slide_state.hide()
        if hidden != self.slide_state:
            self.states[self.at] = hidden
        elif self.at:
            self.at -= 1
            self.arrive()

    @command("home", help=N_("the first slide"))
    def do_first(self) -> None:
        self.at = 0
        self.arrive()

    @command("z", help=N_("the scale: 0 to 100, or what is in sight"))
    def do_scale(self) -> None:
        zoom = self.stage().zoom
        self.states[self.at] = replace(self.slide_state, zoom=not zoom)

    @command("j", help=N_("the code for the phones"))
    def do_join(self) -> None:
        self.joining = not self.joining and self.phones is not None

    @command("x", help=N_("names of people, in sight or hidden"))
    def do_names(self) -> None:
        self.names = not self.names

    @command("r", help=N_("forget what was done on this slide"))
    def do_forget(self) -> None:
        self.states.pop(self.at, None)
        self.outlooks.pop(self.at, None)
        self.arrive()

    @command("t", help=N_("light, dark or high contrast"))
    def do_ground(self) -> None:
        at = GROUNDS.index(self.theme) if self.theme in GROUNDS else -1
        self.theme = GROUNDS[(at + 1) % len(GROUNDS)]

    @command("?", help=N_("this help"), listed=False)
    def do_help(self) -> None:
        from ssi_tui.tui.shell.help import Help

        lines = [
            ("←→ ↑↓", _("move the sliders of the slide")),
            ("0–9", _("a guess; enter takes it")),
            *((one.key, _(one.help)) for one in DECK_KEYS if one.listed),
        ]
        if not isinstance(self.screen, Help):
            self.push_screen(Help(_("Deck"), _(self.ABOUT), lines))

    @command("q", "escape", help=N_("end the talk"))
    def do_quit(self) -> None:
        self.exit()


DECK_KEYS = commands_of(DeckApp)


class NotesApp(Looked):
    """The speaker's own terminal; follows the one on the projector."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__("dark")
        self.path, self.now = path, now
        self.deck = read_deck(path)
        self.fault = ""

    def on_mount(self) -> None:
        """Look twice a second."""
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """The deck may have been edited, and the slide may be another."""
        try:
            self.deck, self.fault = read_deck(self.path), ""
        except DeckRefusedError as error:
            self.fault = " · ".join(fault_lines(error.file, error.faults))
        self.surface.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """The notes of the slide in sight."""
        place = follow.hear()
        if place is None or Path(place.deck) != self.path:
            said = _("Waiting for the slides: ssi present {deck}").format(deck=self.path.name)
            return [[], [("  " + said, "muted")]]
        at = min(place.slide, len(self.deck.slides) - 1)
        names, now = titles(self.deck.slides), self.now()
        notes = Notes(
            title=names[at],
            notes=self.fault or self.deck.slides[at].notes,
            number=at + 1,
            slides=len(names),
            following=names[at + 1] if at + 1 < len(names) else "",
            clock=f"{now:%H:%M}",
            spent=int((now - place.began).total_seconds() // 60),
            planned=self.deck.minutes,
            joined=place.joined,
            guesses=place.guesses,
        )
        return draw_notes(notes, width, height)

    async def on_key(self, event: Key) -> None:
        """Any of the keys that end things."""
        if pressed(event) in ("q", "escape"):
            self.exit()


def _short(kind: str) -> str:
    from ssi_tui.wording.actions import action_name

    return action_name(kind, 2)


async def _open_room(
    host: str, on_change: Callable[[], None], on_remote: Callable[[int], None]
) -> Phones:
    """Let phones join: NotListeningError where the address is not to be had."""
    from ssi_tui.workshop.phone_server import listen  # aiohttp: an extra, 150 ms
    from ssi_tui.workshop.phones import PhoneRoom

    room = PhoneRoom()
    room.on_change, room.on_remote = on_change, on_remote
    return await listen(room, host)


def _refused(error: Exception, path: Path, live: LiveBlock) -> str:
    """One line with file and place, whatever went wrong on a slide."""
    from ssi_tui.forecasting import SimError, refused_text

    said: Any = refused_text(error) if isinstance(error, SimError) else str(error)
    return f"{path.name}:{live.line}: {said}"


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
