"""The deck on the projector: keys, a clicker or a phone lead on; curves are computed live."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import Click, Key

from sim.terms import Member
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.decks import notes
from ssi_tui.tui.decks.draw import Stage, draw_join, draw_stage
from ssi_tui.tui.decks.notes import LOOK_SECONDS, Looked
from ssi_tui.tui.forecaster import Forecaster, Wish
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.live.draw import Parts
from ssi_tui.tui.live.screen import GROUNDS, BelievePage, slide_help, warm
from ssi_tui.tui.live.slide import LETTERS, LiveAnswer, LiveControl, LiveQuestion, LiveState, ask
from ssi_tui.tui.shell.commands import command, command_for, commands_of, pressed
from ssi_tui.tui.shell.dialogs import Help
from ssi_tui.tui.theme import following
from ssi_tui.workshop.deck import (
    Deck,
    DeckRefusedError,
    LiveBlock,
    doubts_of,
    fault_lines,
    pairs_of,
    read_deck,
)
from ssi_tui.workshop.expected import group_of, plans_of, race_of

if TYPE_CHECKING:
    from ssi_tui.workshop.deck import DeckSlide
    from ssi_tui.workshop.group import Participant, PeopleGroup
    from ssi_tui.workshop.phones import Phones
    from ssi_tui.workshop.race import Race


def first_state(live: LiveBlock) -> LiveState:
    """As the deck says."""
    doubts = doubts_of(live.assume) if live.assume else None
    return LiveState(revealed=frozenset({"A", *live.reveal}), doubts=doubts)


def moved_slides(before: Deck, after: Deck) -> list[tuple[int, int]]:
    """(new place, old place) of the slides whose live block is as before, wherever it stands."""
    places = {block: at for at, block in _blocks(before)}
    return [(at, places[block]) for at, block in _blocks(after) if block in places]


def _blocks(deck: Deck) -> Iterator[tuple[int, LiveBlock]]:
    """The slide and its live block, without the block's place in the file."""
    for at, slide in enumerate(deck.slides):
        if slide.live:
            yield at, replace(slide.live, line=0)


def keep_assumptions(path: Path, deck: Deck, at: int, state: LiveState) -> tuple[Deck, str]:
    """Write what is assumed on a slide into its block: the deck as it is then, or why it is not."""
    from ssi_tui.workshop.deck import keep_in_deck

    live = deck.slides[at].live
    assert live is not None
    pairs = pairs_of(state.doubts) if state.doubts else ()
    try:
        keep_in_deck(path, live.line, pairs)
    except SsiError as error:
        return deck, told_error(error)
    except (OSError, ValueError) as error:
        return deck, f"{path}: {error}"
    slides = list(deck.slides)
    slides[at] = replace(slides[at], live=replace(live, assume=pairs))
    return replace(deck, slides=tuple(slides)), ""


class DeckCurves:
    """Keeps a forecaster for each client of a deck."""

    def __init__(self, path: Path, journal: Callable[[str], Journal], today: date) -> None:
        self.path, self.today = path, today
        self._journal_of = cache(journal)
        self._empty = Journal()
        """Of whoever is made up."""
        self._forecasters: dict[str, Forecaster] = defaultdict(Forecaster)

    def answer(self, live: LiveBlock, state: LiveState) -> LiveAnswer:
        """As usual, the scenarios and, where sliders were moved, what they come to."""
        member = Member(live.member) if live.member else None
        plans = plans_of(self.path, live)
        journal = self._empty if member else self._journal_of(live.client)
        wish = Wish(journal, self.today, tuple(plans), 7 * live.weeks, member=member)
        question = LiveQuestion(wish, LETTERS[: len(plans)], live.sliders)
        return ask(self._forecasters[live.client], question, state)


class PhoneDesk:
    """Open as long as the talk, and only where the coach said."""

    def __init__(self) -> None:
        self.phones: Phones | None = None

    async def open(
        self, host: str, on_change: Callable[[], None], on_remote: Callable[[int], None]
    ) -> None:
        """Let phones join: NotListeningError where the address is not to be had."""
        from ssi_tui.workshop.phones import PhoneRoom, listen  # aiohttp: an extra, 150 ms

        room = PhoneRoom()
        room.on_change, room.on_remote = on_change, on_remote
        self.phones = await listen(room, host)

    @property
    def people(self) -> tuple[Participant, ...]:
        return self.phones.room.people if self.phones else ()

    @property
    def guesses(self) -> Mapping[str, float]:
        """Name → points, for the question in sight."""
        return self.phones.room.guesses if self.phones else {}

    def guessed(self, state: LiveState) -> LiveState:
        """With what the phones guessed."""
        return replace(state, guesses={**state.guesses, **self.guesses})

    def ask(self, slide: DeckSlide) -> None:
        """The question goes to the phones, the notes to the coach's own."""
        if self.phones is not None:
            asked = (slide.live.question or slide.title) if slide.live else ""
            self.phones.room.ask(asked)
            self.phones.room.notes = slide.notes

    async def close(self) -> tuple[Participant, ...]:
        """Who had joined; nothing of them is kept here."""
        people = self.people
        if self.phones is not None:
            await self.phones.close()
        return people


class DeckApp(Looked):
    """One deck; what is done on a slide stays while the deck is open."""

    ABOUT = N_(
        "A deck for a room. Space and a clicker go on: first the curves of a slide, one by one, "
        "then the next slide. Arrows move the slide’s sliders. Digits and enter are a guess."
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
        self.desk = PhoneDesk()
        self.deck: Deck = read_deck(path)
        self.at = 0
        self.controls: dict[int, LiveControl] = {}
        self.races: dict[int, Race] = {}
        self.fault = ""
        self.names = False
        self.joining = False
        """Whether the code to scan is in sight."""
        self.dark = ""
        """The look that comes back, while the screen is dark."""
        self.quits = 0
        """Keys in a row that would end the talk: the second one does."""
        self.curves = DeckCurves(path, journal, today)
        self._stamp = _stamp(path)

    @property
    def control(self) -> LiveControl:
        """What was done on the slide in sight."""
        return self._control(self.at)

    def _control(self, at: int) -> LiveControl:
        if at not in self.controls:
            live = self.deck.slides[at].live
            state = first_state(live) if live is not None else LiveState()
            self.controls[at] = LiveControl(self.compute, state)
        return self.controls[at]

    @property
    def live(self) -> LiveBlock | None:
        return self.deck.slides[self.at].live

    def parts(self, width: int, height: int) -> Parts:
        if self.dark:
            return Parts([])
        phones = self.desk.phones
        if self.joining and phones is not None:
            return Parts(draw_join(phones.address, phones.remote_address, width, height))
        return draw_stage(self.stage(), width, height)

    def stage(self) -> Stage:
        live, control, said = self.live, self.control, self.fault
        group: PeopleGroup | None = None
        if live is not None and live.group:
            try:
                group = group_of(live.group, self.desk.people)
            except SsiError as error:
                said = said or told_error(error)
        elif live is not None and not live.page and control.answer is None and not said:
            said = _("computing…")
        zoom = live is None or live.zoom if control.state.zoom is None else control.state.zoom
        state = self.desk.guessed(control.state)
        return Stage(
            slide=self.deck.slides[self.at],
            number=self.at + 1,
            slides=len(self.deck.slides),
            state=state,
            answer=control.answer,
            group=group,
            race=self.races.get(self.at),
            sliders=control.sliders,
            rows=tuple(control.rows) if state.assuming is not None else (),
            zoom=zoom,
            names=self.names,
            said=said,
            typed=control.typed,
            joined=len(self.desk.people),
            ending=self.quits == 1,
        )

    async def on_mount(self) -> None:
        """Open the room to the phones, show the first slide, and look after the file."""
        if self.host:
            try:
                await self.desk.open(self.host, self.surface.redraw, self._step)
            except SsiError as error:
                self.fault = str(error)
        self.set_interval(LOOK_SECONDS, self.look)
        self.run_worker(asyncio.to_thread(warm), group="warm")
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
        notes.end()
        self.people = await self.desk.close()

    def look(self) -> None:
        """Read the deck again when it was edited; draw what phones sent."""
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            self._read_again()
        if self.desk.phones is not None:
            self._tell()
            self.surface.redraw()

    def _read_again(self) -> None:
        try:
            deck = read_deck(self.path)
        except DeckRefusedError as error:
            self.fault = " · ".join(fault_lines(error.file, error.faults))
        else:
            self._take(deck)
        self.arrive()

    def _take(self, deck: Deck) -> None:
        """An edited deck: what was done stays on each slide whose block is as before."""
        moved = moved_slides(self.deck, deck)
        self.controls = {new: self.controls[old] for new, old in moved if old in self.controls}
        self.races = {new: self.races[old] for new, old in moved if old in self.races}
        self.deck, self.fault = deck, ""
        self.at = min(self.at, len(deck.slides) - 1)

    def go(self, at: int) -> None:
        """To another slide; what phones guessed of this one stays with it."""
        self.control.state = self.desk.guessed(self.control.state)
        self.at, self.joining = at, False
        self.arrive()

    def arrive(self) -> None:
        """A slide comes into sight: its question goes to the phones, its curves are computed."""
        live = self.live
        self.desk.ask(self.deck.slides[self.at])
        self._tell()
        if live is not None and live.race:
            self.run_worker(self._race(self.at, live), group=f"race-{self.at}", exclusive=True)
        elif live is not None and not (live.group or live.page) and self.control.answer is None:
            self.compute()
        self.surface.redraw()

    def _tell(self) -> None:
        guesses = len(self.desk.guessed(self.control.state).guesses)
        joined = len(self.desk.people)
        notes.tell(notes.Place(str(self.path), self.at, self.began, joined, guesses))

    def compute(self) -> None:
        """The curves of the slide in sight, beside the screen; the latest wish wins."""
        self.run_worker(self._compute(self.at), group=f"curves-{self.at}", exclusive=True)

    async def _compute(self, at: int) -> None:
        live, control = self.deck.slides[at].live, self._control(at)
        if live is None:
            return
        try:
            answer = await asyncio.to_thread(self.curves.answer, live, control.state)
        except Exception as error:  # noqa: BLE001 - a slide never ends the talk
            self.fault = _refused(error, self.path, live)
        else:
            control.answer = answer
        self.surface.redraw()

    async def _race(self, at: int, live: LiveBlock) -> None:
        """Those who joined meanwhile run too."""
        try:
            group = group_of(live.group, self.desk.people)
            self.races[at] = await asyncio.to_thread(race_of, self.path, live, group, self.today)
        except Exception as error:  # noqa: BLE001 - a slide never ends the talk
            self.fault = _refused(error, self.path, live)
        self.surface.redraw()

    async def on_key(self, event: Key) -> None:
        event.stop()
        key = pressed(event)
        self.surface.stop()
        if self.dark and key not in DARK_KEYS:
            self.do_dark()
        self.quits = self.quits + 1 if key in QUIT_KEYS else 0
        live = self.live
        mine = live is not None and not live.page
        if mine and self.control.press(key):
            self.quits = 0
            self._tell()
        elif asked := command_for(key, DECK_KEYS):
            getattr(self, f"do_{asked.name}")()
        self.surface.redraw()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.do_forward()
        self.surface.redraw()

    # Commands

    @command("space", "enter", "pagedown", "n", help=N_("the next curve, else the next slide"))
    def do_forward(self) -> None:
        self.fault = ""  # said once: the talk goes on
        live = self.live
        fixed = LETTERS[: max(len(live.race) + 1, 2)] if live is not None and live.group else ""
        if live is not None and not live.page and self.control.forward(fixed):
            self._tell()
            self.surface.reveal()
        elif self.at + 1 < len(self.deck.slides):
            self.go(self.at + 1)

    @command(
        "pageup", "p", "backspace", help=N_("back: hide the last curve, else the slide before")
    )
    def do_back(self) -> None:
        self.fault = ""
        if not self.control.back() and self.at:
            self.go(self.at - 1)

    @command("a", help=N_("your own assumptions"))
    def do_assume(self) -> None:
        if self.control.answer is not None:
            self.control.open_assumptions()

    @command("k", help=N_("keep the assumptions in the deck"))
    def do_keep(self) -> None:
        if self.live is not None and self.control.answer is not None:
            state = self.control.state
            self.deck, self.fault = keep_assumptions(self.path, self.deck, self.at, state)

    @command("y", help=N_("why should I believe you?"))
    def do_believe(self) -> None:
        self.push_screen(BelievePage())

    @command("home", help=N_("the first slide"))
    def do_first(self) -> None:
        self.go(0)

    @command("z", help=N_("the scale: 0 to 100, or what is in sight"))
    def do_scale(self) -> None:
        self.control.state = replace(self.control.state, zoom=not self.stage().zoom)

    @command("j", help=N_("the code for the phones"))
    def do_join(self) -> None:
        self.joining = not self.joining and self.desk.phones is not None

    @command("x", help=N_("names of people, in sight or hidden"))
    def do_names(self) -> None:
        self.names = not self.names

    @command("r", help=N_("forget what was done on this slide"))
    def do_forget(self) -> None:
        self.controls.pop(self.at, None)
        self.arrive()

    @command("t", help=N_("light, dark or high contrast"))
    def do_ground(self) -> None:
        self.theme = following(GROUNDS, self.theme)

    @command("?", help=N_("this help"), listed=False)
    def do_help(self) -> None:
        if not isinstance(self.screen, Help):
            self.push_screen(slide_help(_("Deck"), _(self.ABOUT), DECK_KEYS))

    @command("b", ".", help=N_("a dark screen, and back"))
    def do_dark(self) -> None:
        self.dark, self.theme = ("", self.dark) if self.dark else (self.theme, "dark")

    @command("q", "escape", help=N_("twice: end the talk"))
    def do_quit(self) -> None:
        if self.joining:
            self.joining, self.quits = False, 0
        elif self.quits > 1:
            self.exit()


QUIT_KEYS, DARK_KEYS = ("q", "escape"), ("b", ".")
"""What a clicker sends by mistake ends nothing; its key for a dark screen is b or a point."""
DECK_KEYS = commands_of(DeckApp)


def _refused(error: Exception, path: Path, live: LiveBlock) -> str:
    """One line with file and place, whatever went wrong on a slide."""
    from ssi_tui.forecasting import SimError, refused_text

    said = str(error)
    if isinstance(error, SimError):
        said = refused_text(error)
    elif isinstance(error, SsiError):
        said = told_error(error)
    return f"{path.name}:{live.line}: {said}"


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
