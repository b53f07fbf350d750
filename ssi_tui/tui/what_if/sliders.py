"""What-if's sliders: a copy of a scenario that follows the keys and the mouse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, plain, right
from ssi_tui.i18n import _
from ssi_tui.tui.forecaster import Forecaster, patiently
from ssi_tui.tui.shell.rows import row_width
from ssi_tui.tui.what_if.draw import Aside, at_end, between, figures
from ssi_tui.tui.what_if.library import Item
from ssi_tui.tui.what_if.saving import Saving
from ssi_tui.wording.actions import action_hint, action_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from sim.terms import Member
    from ssi_tui.forecasting import Present, Simulator, Slider, Sliders
    from ssi_tui.model.journal import Journal

_BEFORE = 3
"""Cells left of names and tracks."""


class Panel(NamedTuple):
    """All that the left side shows."""

    sliders: Sliders
    at: int
    """The slider that the keys turn."""
    aside: Aside


class Track(NamedTuple):
    """Where a slider stands on the screen."""

    slider: int
    begin: int
    """First cell of its track."""
    cells: int
    """0: no track in this row, only the name."""

    def value(self, x: int, most: int) -> int:
        """What a click at a cell means."""
        return round(max(0, min(self.cells - 1, x - self.begin)) / max(1, self.cells - 1) * most)


class Drawn(NamedTuple):
    """The rows, and which slider stands in which."""

    rows: list[Row]
    tracks: dict[int, Track]


def draw_sliders(panel: Panel, width: int, height: int) -> Drawn:
    """Name, sliders, figures: as airy as the height allows; round the chosen where it is short."""
    sliders = panel.sliders.rows
    count = len(sliders)
    foot = _foot(panel, width, height - 1 - count * 2)
    room = height - 1 - len(foot)
    each = next((each for each in (3, 2) if room >= count * each), 1)
    rows: list[Row] = [_head(panel, width), *([[]] if room > count * each else [])]
    tracks: dict[int, Track] = {}
    fits = room // each if each > 1 else room - 1
    first = max(0, min(panel.at - fits // 2, count - fits))
    for number, slider in enumerate(sliders[first : first + max(fits, 1)], first):
        chosen = number == panel.at
        tracks[len(rows)] = Track(number, 0, 0)
        rows.append(_name(slider, width, chosen=chosen))
        if each > 1 or chosen:
            track = Track(number, _BEFORE, width - _BEFORE - 1)
            tracks[len(rows)] = track
            rows.append([(" " * _BEFORE, ""), *_track(slider, track.cells, chosen=chosen)])
        if each == 3:
            rows.append([])
    rows += [[] for _row in range(height - len(rows) - len(foot))]
    return Drawn([*rows, *foot][:height], tracks)


def slider_name(name: str) -> str:
    """What a slider turns."""
    special = {
        "pause": _("Weeks of pause first"),
        "accepted": _("Requests accepted"),
        "profile": _("Profile sections"),
    }
    if name in special:
        return special[name]
    text = plain(action_name(name, 2))
    return text[:1].upper() + text[1:]


def value_text(slider: Slider) -> str:
    """Where it stands."""
    number = format_number(slider.value, 0 if slider.value == int(slider.value) else 1)
    if slider.name == "accepted":
        return _("{percent} %").format(percent=format_number(slider.value))
    if slider.name == "profile":
        return f"{number} / {slider.most}"
    return number


def slider_sentences(sliders: Sliders) -> list[str]:
    """Where each of them stands, and where it stood."""
    found = []
    for slider in sliders.rows:
        text = _("{name}: {value}")
        if slider.turned:
            text = _("{name}: {value}, at first {begin}")
        values = [value_text(one) for one in (slider, replace(slider, value=slider.begin))]
        if slider.name in sliders.kinds:
            values = [_("{n} a week").format(n=value) for value in values]
        name, (value, begin) = slider_name(slider.name), values
        found.append(text.format(name=name, value=value, begin=begin))
    return found


def _head(panel: Panel, width: int) -> Row:
    """Whose sliders, and what their numbers count."""
    item = panel.aside.shelf.chosen
    letter = panel.aside.shelf.letter(item) if item else ""
    row: Row = [("  ", "")]
    if letter:
        row.append((f" {letter} ", f"ground@curve-{letter.lower()}"))
    unit = _("a week")
    name = plain(item.name) if item else ""
    room = width - row_width(row) - len(unit) - 3
    return [*row, (" " + left(name, room), "strong"), (right(unit, len(unit) + 1), "muted")]


def _name(slider: Slider, width: int, *, chosen: bool) -> Row:
    value = value_text(slider)
    room = width - _BEFORE - len(value) - 2
    look = "strong" if chosen else "text" if slider.turned else "muted"
    mark = "•" if slider.turned else " "
    return [
        (" ▸ " if chosen else "   ", "accent"),
        (left(slider_name(slider.name), room), look),
        (mark, "accent"),
        (value, "number" if chosen or slider.turned else look),
    ]


def _track(slider: Slider, cells: int, *, chosen: bool) -> Row:
    """A line with a knob; a stroke stands where it was at first."""

    def cell(value: float) -> int:
        return round(min(value / max(slider.most, 1), 1.0) * (cells - 1))

    knob, begin = cell(slider.value), cell(slider.begin)
    colour = "accent" if chosen else "lane"
    row: Row = [("━" * knob, colour), ("●" if chosen else "○", "strong" if chosen else colour)]
    if begin > knob and slider.turned:
        return [
            *row,
            ("─" * (begin - knob - 1), "axis"),
            ("┼", "muted"),
            ("─" * (cells - begin - 1), "axis"),
        ]
    if begin < knob and slider.turned:
        row = [("━" * begin, colour), ("┿", colour), ("━" * (knob - begin - 1), colour), row[1]]
    return [*row, ("─" * (cells - knob - 1), "axis")]


def _foot(panel: Panel, width: int, room: int) -> list[Row]:
    """What it comes to: every curve where there is room, else this one, else nothing."""
    aside = panel.aside
    rows = figures(aside, width)
    if len(rows) + 1 <= room and len(rows) > 1:
        return [[], *rows]
    item = aside.shelf.chosen
    curve = aside.curves.get(aside.shelf.letter(item)) if item else None
    if curve is None or aside.outlook is None or room < 2:
        return []
    middle, low, high = at_end(aside, curve)
    texts = [_("{points} in {weeks} weeks").format(points=middle, weeks=aside.weeks)]
    if low:
        text = f"{texts[0]} ({between(aside, low, high)})"
        texts = [text] if cell_len(text) <= width - 2 else [*texts, between(aside, low, high)]
    texts.append(_("{minutes} min a week").format(minutes=format_number(curve.minutes_per_week)))
    shown: list[Row] = [[(" " + fit(text, width - 2), "text")] for text in texts[:room]]
    return [[], *shown] if room > len(shown) else shown


COPY = "copy-of:"
"""Before the id of what a copy was made of."""


_LONGEST = 60
"""Cells of a name that gets a word more."""


class Turning(Saving):
    """Copies of scenarios, each with its sliders."""

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__(forecaster)
        self.copies: dict[str, Sliders] = {}
        """Id of the item → its sliders."""
        self.origins: dict[str, Item] = {}
        """Id of the copy → what it was made of."""
        self.turning = False
        """Whether the sliders are in sight instead of the list."""
        self.slider = 0
        """The one that the keys turn."""
        self._opening = False

    @property
    def made(self) -> Sequence[Item]:
        """The copies, as items of the list."""
        return [self._item(id) for id in self.copies]

    @property
    def sliders(self) -> Sliders | None:
        """Those in sight."""
        chosen = self.shelf.chosen
        return self.copies.get(chosen.id) if self.turning and chosen else None

    def _item(self, id: str) -> Item:
        base = self.origins[id]
        name, text = _("My what-if"), _("A pace to play with, beginning with what you do now.")
        if base.path:
            cut = fit(plain(base.name), _LONGEST)
            name = _("Mine: {name}").format(name=cut)
            text = _("A copy of “{name}” to play with.").format(name=cut)
        return Item(
            id=id, name=name, description=text, scenario=self.copies[id].scenario(name, text)
        )

    def do_sliders(self) -> None:
        """Sliders for a copy of what is chosen; from the sliders back to the list."""
        if self.turning:
            self.do_leave()
            return
        item = self.shelf.chosen
        if item is None:
            return
        if item.scenario is None:
            self.ssi.say(_("This file has faults: they stand under the list. r reads it again."))
            return
        question = self._present()
        now = self.forecaster.ask_idle(*question, member=self._member()) if self.outlook else None
        if now is not None:
            self._open(item, now)
        elif not self._opening:
            self._opening = True
            self.run_worker(self._ask_and_open(item), group="sliders")

    def _present(self) -> tuple[Journal, date, Callable[[Simulator], Present]]:
        """The question what one does now."""
        from ssi_tui.forecasting import present

        today, journal = self.ssi.today, self.ssi.diary.shown
        member = self._member()

        def job(simulator: Simulator) -> Present:
            return present(simulator, today, member)

        return journal, today, job

    def _member(self) -> Member | None:
        """Who stands in without a journal: whom the first curve with one names."""
        plans = [item.scenario for _letter, item in self.shelf.shown]
        return next((plan.member for plan in plans if plan.member is not None), None)

    async def _ask_and_open(self, item: Item) -> None:
        journal, today, job = self._present()
        asking = asyncio.to_thread(self.forecaster.ask, journal, today, job, member=self._member())
        try:
            now = await patiently(asking, self.say_busy)
        finally:
            self.busy = self._opening = False
        self._open(item, now)

    def _open(self, item: Item, now: Present) -> None:
        """Begin with what the journal says now, on a copy of its own or the one made before."""
        from ssi_tui.forecasting import sliders_of

        id = item.id if item.id in self.copies else COPY + item.id
        if id in self.copies:
            self.copies[id] = replace(self.copies[id], present=now)
        else:
            self.copies[id], self.origins[id] = sliders_of(item.scenario, now), item
        shelf = self.shelf.with_item(self._item(id))
        at = shelf.place(id)
        assert at is not None
        if id not in shelf.on and shelf.switch(at) is shelf:
            if id not in self.shelf.slots:
                del self.copies[id], self.origins[id]
            self.ssi.say(_("Five are on already: switch one off first."))
            return
        shelf = shelf if id in shelf.on else shelf.switch(at)
        self.turning, self.slider = True, min(self.slider, len(self.copies[id].rows) - 1)
        self.choose_list(shelf.choose(at))

    def do_leave(self) -> None:
        """Back to the list."""
        self.turning = False
        self.ssi.say("")
        self.show()

    def turn(self, sliders: Sliders) -> None:
        """Other values: the curve follows in the same frame, or the sliders go ahead of it."""
        chosen = self.shelf.chosen
        if chosen is None or self.copies.get(chosen.id) == sliders:
            return
        self.copies[chosen.id] = sliders
        self.choose_list(self.shelf.with_item(self._item(chosen.id)))

    def select(self, slider: int) -> None:
        """Choose a slider."""
        if self.sliders:
            self.slider = max(0, min(len(self.sliders.rows) - 1, slider))
            self.show()

    def step(self, by: int, slider: int | None = None) -> None:
        """Turn the chosen slider, or another one that becomes it."""
        if self.sliders is None:
            self.do_sliders()
            return
        if slider is not None:
            self.slider = slider
        self.turn(self.sliders.step(self.sliders.rows[self.slider].name, by))

    def do_less(self) -> None:
        """One less."""
        self.step(-1)

    def do_more(self) -> None:
        """One more."""
        self.step(1)

    def do_five_less(self) -> None:
        """Five less."""
        self.step(-5)

    def do_five_more(self) -> None:
        """Five more."""
        self.step(5)

    def do_reset(self) -> None:
        """All sliders as they were at first."""
        chosen = self.shelf.chosen
        if self.sliders is None or chosen is None:
            self.say_no_sliders()
            return
        self.turn(self.sliders.reset())
        base = self.origins[chosen.id]
        text = _("Back to “{name}” as it is.") if base.path else _("Back to what you really do.")
        self.ssi.say(text.format(name=plain(base.name)))

    def do_add(self) -> None:
        """A slider for any other kind."""
        from ssi_tui.tui.shell.picker import Choice, Picker

        if self.sliders is None:
            self.say_no_sliders()
            return
        found = [Choice(kind, slider_name(kind), action_hint(kind)) for kind in self.sliders.others]
        found.sort(key=lambda choice: choice.name.casefold())
        self.app.push_screen(Picker(_("Add a slider"), found), self._added)

    def _added(self, kind: str | None) -> None:
        chosen = self.shelf.chosen
        if kind is None or self.sliders is None or chosen is None:
            return
        self.copies[chosen.id] = self.sliders.with_kind(kind)
        self.select(self.copies[chosen.id].kinds.index(kind))

    def saved(self, item: Item, path: str) -> None:
        """The file takes the place of the copy."""
        self.copies.pop(item.id, None)
        self.origins.pop(item.id, None)
        self.turning = False
        super().saved(item, path)
