"""The live slide: the surface that curves are drawn on, why believe them, and What-if as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from textual.app import ComposeResult
from textual.events import Click, Key
from textual.timer import Timer

from ssi_tui.chart.plot import Plot, whole
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, wrap
from ssi_tui.i18n import N_, _
from ssi_tui.tui.live.draw import Live, Parts, draw_foot, draw_live, wiped
from ssi_tui.tui.live.slide import (
    LiveControl,
    LiveQuestion,
    LiveState,
    ask,
    plot_of,
    shown_curves,
)
from ssi_tui.tui.shell.commands import (
    KeyCommand,
    command,
    command_for,
    commands_of,
    key_help,
    pressed,
)
from ssi_tui.tui.shell.dialogs import Dialog, Help, Poster
from ssi_tui.tui.shell.rows import Painted, RowCanvas, filled, paragraph
from ssi_tui.tui.theme import following
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Doubts, Scenario
    from ssi_tui.tui.shell.services import Services

STEPS, STEPS_A_SECOND = 14, 25
"""About half a second; nothing else on a slide ever moves."""


def partly(before: Sequence[Row], now: Parts, part: float, width: int) -> list[Row]:
    """On the way from one picture to the next: a `part` (0–1) of the chart.

    The numbers come with the whole curve, so that nobody reads on before it is there.
    """
    begin, end = now.begin, now.end
    if len(before) != len(now.rows):
        return now.rows
    chart = wiped(before[begin:end], now.rows[begin:end], int(width * part))
    return [*now.rows[:begin], *chart, *before[end:]]


class Surface(RowCanvas):
    """Draws what its owner makes; `reveal` draws the next picture bit by bit."""

    def __init__(self, id: str, make: Callable[[int, int], Parts]) -> None:
        super().__init__(id=id)
        self._make = make
        self.step = 0
        """How much of the new picture is in sight, up to `STEPS`; 0: nothing is on its way."""
        self._before: list[Row] = []
        self._last: list[Row] = []
        self._timer: Timer | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        now = self._make(width, height)
        if self.step:
            return partly(self._before, now, self.step / STEPS, width)
        self._last = now.rows
        return now.rows

    def reveal(self) -> None:
        """From the picture in sight to the next one."""
        self.stop()
        if self.app.animation_level != "none":
            self._before, self.step = self._last, 1
            self._timer = self.set_interval(1 / STEPS_A_SECOND, self._on)
        self.redraw()

    def _on(self) -> None:
        self.step += 1
        if self.step >= STEPS:
            self.stop()
        self.redraw()

    def stop(self) -> None:
        """The whole of the new picture at once."""
        self.step = 0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def believe_title() -> str:
    """As somebody in the room asks it."""
    return _("Why should I believe you?")


def warm() -> None:
    """Load what the page and the first curves need; in a thread, before somebody waits for it."""
    from ssi_tui.forecasting import model_report

    model_report.measured()


def beliefs() -> list[tuple[str, list[str]]]:
    """Three headings with their sentences."""
    from ssi_tui.forecasting.model_report import (  # numpy: 60 ms and more
        HALF_LIFE,
        measured,
    )

    figures = measured()
    days = format_number(HALF_LIFE)
    return [
        (
            _("Where it comes from"),
            [
                _("Five published texts say what counts; none says how much. The points per "
                  "action are our estimate, set so that what the texts say comes out."),
                _("Two rules carry it: each further action gives less than the one before, and "
                  "what is not kept up has lost half of its effect after {days} days.").format(
                    days=days
                ),
            ],
        ),
        (
            _("How well it did on people it had not seen"),
            [
                _("{n} made-up people, most of them following laws that are not ours: {near} % "
                  "nearer than “nothing changes” in weeks 1–4, {far} % in weeks 5–12.").format(
                    n=figures.people, near=figures.skill[0], far=figures.skill[1]
                ),
                _("After one score {one} %, after 26 scores {many} %. Where a score hardly answers "
                  "to what is done: {worst} %.").format(
                    one=_signed(figures.skill_one[0]),
                    many=_signed(figures.skill_many[0]),
                    worst=_signed(figures.worst[0]),
                ),
                _("Bands that should hold 80 % held {low} to {high} %.").format(
                    low=figures.inside[0], high=figures.inside[1]
                ),
            ],
        ),
        (
            _("What it does not know"),
            [
                _("LinkedIn’s formula, and when it changes. No crowd of real people has tested "
                  "the model."),
                _("Whether you keep the pace; every curve says only: if you do."),
                _("What the sources dispute: where messages count, what a licence adds, what a "
                  "high score does for reach."),
            ],
        ),
    ]  # fmt: skip


def _signed(percent: int) -> str:
    return format_number(percent, sign=True)


def draw_beliefs(width: int, height: int) -> list[Row]:
    """One page: airy where there is room."""
    parts = beliefs()
    for gap in (1, 0):
        rows: list[Row] = []
        for heading, sentences in parts:
            rows += [[] for _gap in range(gap)]
            rows.append([("  " + heading, "accent")])
            for sentence in sentences:
                pieces = wrap(sentence, max(width - 8, 10))
                rows += [
                    [("  " + ("• " if at == 0 else "  ") + piece, "text")]
                    for at, piece in enumerate(pieces)
                ]
        if len(rows) <= height:
            break
    return rows[:height]


class BelievePage(Poster):
    """The page over whatever is in sight."""

    DEFAULT_CSS = "#believe { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(Painted("believe", _page))


def _page(width: int, height: int) -> list[Row]:
    rows: list[Row] = [[("  " + believe_title(), "title")], *draw_beliefs(width, height - 2)]
    said = _("a on a slide: your own assumptions instead · any key closes")
    return [*filled(rows, height - 1), [("  " + said, "muted")]]


GROUNDS = ("projector", "dark", "contrast")
"""Looks for a bright room, a dark one, and poor sight; none of them is kept."""


class Presented(Protocol):
    """What is shown, as What-if has it."""

    @property
    def is_ready(self) -> bool:
        """Whether its list of scenarios has been read."""

    @property
    def question(self) -> LiveQuestion | None:
        """What is asked for all that is on; None where nothing is."""


Tell: TypeAlias = Callable[[str | None], None]
"""Told what came of something, in a sentence; None: it was left."""
SaveSlide: TypeAlias = Callable[[Plot, str, str, str, Tell], None]
"""Asks where a slide is to go as a picture: plot, title, sentence, the look to draw it in."""
KeepDoubts: TypeAlias = "Callable[[Scenario, Doubts, Tell], None]"
"""Keeps a scenario with other assumptions as a file of one's own."""


def slide_help(title: str, about: str, commands: Sequence[KeyCommand]) -> Help:
    """The keys of whatever shows live slides."""
    lines = [
        ("←→ ↑↓", _("move the sliders, or change an assumption")),
        ("tab", _("the next two sliders")),
        ("0–9", _("a guess; enter takes it")),
    ]
    return Help(title, about, lines + key_help(commands))


class LiveMemory:
    """What was done on What-if's slide: it is there when one comes back."""

    def __init__(self) -> None:
        self.letters, self.state = "", LiveState()

    def of(self, letters: str) -> LiveState:
        """What was done with the curves that have these letters; guesses are of the others too."""
        if letters == self.letters:
            return self.state
        known = frozenset(letters[:1]) | (self.state.revealed & frozenset(letters))
        return replace(self.state, revealed=known, turned=(), assuming=None)


class LiveScreen(Dialog[None]):
    """Over What-if; it asks that room what is on, and changes nothing of it but the time span."""

    DEFAULT_CSS = "LiveScreen { background: $background; } #slide { height: 1fr; }"
    ABOUT = N_(
        "A slide for a room: guess first, then space reveals a curve. Arrows move the sliders, "
        "tab takes the next two. With a you put your own assumptions in place of the model’s and "
        "see both. What was done is there when you come back."
    )
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(
        self,
        services: Services,
        shown: Presented,
        memory: LiveMemory,
        look_ahead: Callable[[int], None],
        save: SaveSlide,
        keep: KeepDoubts,
        *,
        assuming: bool = False,
    ) -> None:
        """``look_ahead``: another span of time; ``keep``: a scenario with assumptions as a file.

        ``assuming``: with the assumptions in sight from the start.
        """
        super().__init__()
        self.services, self.shown, self.memory = services, shown, memory
        self.look_ahead, self.save, self.keep = look_ahead, save, keep
        self.surface = Surface("slide", self.parts)
        self.control = LiveControl(self.compute)
        self.said = ""
        self.before = ""
        """The look that comes back."""
        self._assuming = assuming

    # What is shown

    def parts(self, width: int, height: int) -> Parts:
        """The slide; its last row says what can be done."""
        head, foot = self._head(width), self._foot(width)
        control = self.control
        if control.answer is None or self.said:
            said = self.said or self._nothing()
            rows = [head, [], *paragraph(said, width, "text")]
            return Parts([*filled(rows, height - 1), foot])
        live = Live(control.answer, control.state, self._zoom, rows=control.rows)
        drawn = draw_live(live, width, height - 2)
        rows = [*filled([head, *drawn.rows], height - 1), foot]
        return Parts(rows[-height:], drawn.begin + 1, drawn.end + 1)

    @property
    def _zoom(self) -> bool:
        zoom = self.control.state.zoom
        return True if zoom is None else zoom

    def _nothing(self) -> str:
        """Why there are no curves."""
        if not self.shown.is_ready:
            return _("computing…")
        if self.shown.question is None:
            return _("No scenario is on yet. esc leads back: a letter or space switches one on.")
        return _("computing…")

    @property
    def heading(self) -> str:
        """What if: the curve that comes next, or the newest."""
        answer, state = self.control.answer, self.control.state
        if answer is None:
            return _("What if?")
        curves = shown_curves(answer._replace(own=None), state)
        hidden = [one for one in curves if not one.open]
        asked = hidden[0] if hidden else curves[-1]
        if len(curves) == 1:
            return _("What if nothing changes?")
        return _("What if: {name}?").format(name=asked.name)

    def _head(self, width: int) -> Row:
        parts = []
        if self.services.is_sample:
            parts.append(_("made-up data"))
        answer = self.control.answer
        if answer is not None and answer.outlook.member is not None:
            parts.append(_("a sample member"))
        if answer is not None:
            count = len(answer.letters)
            seen = len(self.control.state.revealed & frozenset(answer.letters))
            parts.append(_("{n} of {all}").format(n=seen, all=count))
        counter = " · ".join(parts)
        room = max(width - cell_len(counter) - 5, 1)
        return [
            ("  " + left(fit(plain(self.heading), room), room), "title"),
            ("  " + counter + " ", "note"),
        ]

    def _foot(self, width: int) -> Row:
        more = [
            _("space goes on"),
            _("a assume"),
            _("y why"),
            _("? keys"),
            _("z scale"),
            _("0–9 guess"),
        ]
        control = self.control
        return draw_foot(control.typed, control.sliders, control.state, more, width)

    # Computing

    def on_mount(self) -> None:
        """Light ground; follow the curves."""
        self.before = self.app.theme
        self.app.theme = GROUNDS[0]
        self.watch(self.app, "journal", self.follow, init=False)
        self.follow()

    def compose(self) -> ComposeResult:
        yield self.surface

    def follow(self) -> None:
        """Ask for what is on once What-if's list has been read."""
        self.run_worker(self._follow(), group="slide", exclusive=True)

    async def _follow(self) -> None:
        while not self.shown.is_ready:  # the room is being made, and reads its files
            await asyncio.sleep(1 / STEPS_A_SECOND)
        question = self.shown.question
        if question is not None:
            self.control.state = self.memory.of(question.letters)
            self.memory.letters = question.letters
            if self._assuming and self.control.state.assuming is None:
                self.control.open_assumptions()
            self._assuming = False
            await self._asked(question)
        self.surface.redraw()

    def compute(self) -> None:
        """The curves for what was turned or assumed; the latest wish wins."""
        question = self.shown.question
        if question is not None:
            self.run_worker(self._asked(question), group="slide", exclusive=True)

    async def _asked(self, question: LiveQuestion) -> None:
        from ssi_tui.forecasting import SimError, refused_text

        state = self.control.state
        try:
            self.control.answer = await asyncio.to_thread(
                ask, self.services.forecaster, question, state
            )
        except SimError as error:
            self.said = refused_text(error)
        self.surface.redraw()

    # Keys

    async def on_key(self, event: Key) -> None:
        event.stop()
        key = pressed(event)
        self.surface.stop()
        self.said = ""
        if not self.control.press(key):
            asked = command_for(key, LIVE)
            if asked:
                getattr(self, f"do_{asked.name}")()
        self.memory.state = self.control.state
        self.surface.redraw()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.do_reveal()
        self.memory.state = self.control.state

    def tell(self, said: str | None) -> None:
        """A sentence in place of the curves, until the next key."""
        self.said = said or ""
        self.surface.redraw()

    # Commands

    @command("space", "enter", "pagedown", "n", help=N_("reveal the next curve"))
    def do_reveal(self) -> None:
        if self.control.forward():
            self.surface.reveal()

    @command("pageup", "b", "backspace", help=N_("hide it again"))
    def do_hide(self) -> None:
        self.control.back()

    @command("a", help=N_("your own assumptions"))
    def do_assume(self) -> None:
        self.control.open_assumptions()

    @command("k", help=N_("keep the assumptions as a scenario file"))
    def do_keep(self) -> None:
        doubts, question = self.control.state.doubts, self.shown.question
        if not doubts or question is None:
            self.said = _("Nothing is assumed otherwise yet: a, then arrows.")
            return
        newest = max(self.control.state.revealed & frozenset(question.letters), default="A")
        at = question.letters.find(newest)
        self.keep(question.wish.scenarios[max(at, 0)], doubts, self.tell)

    @command("y", help=N_("why should I believe you?"))
    def do_believe(self) -> None:
        self.services.open_page(BelievePage())

    @command("z", help=N_("the scale: 0 to 100, or what is in sight"))
    def do_scale(self) -> None:
        self.control.state = replace(self.control.state, zoom=not self._zoom)

    @command("r", help=N_("forget what was done on this slide"))
    def do_forget(self) -> None:
        self.memory.letters, self.memory.state = "", LiveState()
        self.control.answer = None
        self.control.state = LiveState()
        self.follow()

    @command("+", "=", shown="+ -", help=N_("look further ahead, or less"))
    def do_longer(self) -> None:
        self.look_ahead(1)
        self.compute()

    @command("-", help=N_("look less far ahead"), listed=False)
    def do_shorter(self) -> None:
        self.look_ahead(-1)
        self.compute()

    @command("t", help=N_("light, dark or high contrast, here only"))
    def do_ground(self) -> None:
        self.app.theme = following(GROUNDS, self.app.theme)

    @command("s", help=N_("save the slide as a picture: SVG or PNG"))
    def do_picture(self) -> None:
        answer = self.control.answer
        if answer is not None:
            plot = plot_of(answer, self.control.state, zoom=self._zoom)
            names = {one.letter: one.name for one in shown_curves(answer, self.control.state)}
            lines = [replace(line, name=names[line.letter]) for line in plot.lines]
            plot = replace(plot, lines=lines, number=whole, noted=True)
            sentence = _("An estimate, if the pace is kept.")
            self.save(plot, self.heading, sentence, self.app.theme, self.tell)

    @command("?", help=N_("this help"), listed=False)
    def do_help(self) -> None:
        self.app.push_screen(slide_help(_("Live slide"), _(self.ABOUT), LIVE))

    @command("escape", "p", "q", help=N_("leave: the app is as it was"))
    def do_leave(self) -> None:
        self.app.theme = self.before
        self.dismiss()


LIVE = commands_of(LiveScreen)
"""Its keys, in the order of the help."""
