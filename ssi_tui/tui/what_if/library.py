"""The scenarios that What-if offers: what is in the files, which are on, and under which letter."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssi_tui.chart.text import plain
from ssi_tui.disk import saving, write_whole
from ssi_tui.i18n import _
from ssi_tui.places import shelf_folder
from ssi_tui.tui.forecaster import patiently
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.errors import system_text

if TYPE_CHECKING:
    from textual.widget import Widget

    from ssi_tui.forecasting import Scenario
    from ssi_tui.model.journal import Journal

FOLDER, ENDING = "scenarios", ".yaml"
LETTERS = "ABCDE"
"""Curves that one chart can tell apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScenarioItem:
    """One scenario of the list, or a file in which something is wrong."""

    id: str
    """The file's path; ``now`` for going on as before."""
    name: str
    description: str = ""
    scenario: Scenario | None = None
    """None where the file has faults."""
    faults: tuple[str, ...] = ()
    """``file:line:column: what is wrong``."""
    asked: bool = False
    """Given on the command line: on from the start."""
    path: str = ""
    """Of a file; empty for what is in none."""
    shipped: bool = False
    """Whether the file came with the program: to be copied, not to be changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """The list, the letters given, what is on and which one is chosen; changes make a new one."""

    items: tuple[ScenarioItem, ...] = ()
    slots: tuple[str | None, ...] = (None,) * len(LETTERS)
    """The item of each letter, also of those that are off for the moment."""
    on: frozenset[str] = frozenset()
    """Items whose curves are shown."""
    at: int = 0
    band: str = ""
    """The item that has the band: the chosen one, or the last chosen that is on."""

    @property
    def chosen(self) -> ScenarioItem | None:
        """The item under the pointer."""
        return self.items[self.at] if self.items else None

    @property
    def shown(self) -> tuple[tuple[str, ScenarioItem], ...]:
        """(letter, item) of each curve, by letter."""
        known = {item.id: item for item in self.items}
        return tuple(
            (letter, known[id])
            for letter, id in zip(LETTERS, self.slots, strict=True)
            if id in self.on and id in known and known[id].scenario is not None
        )

    @property
    def band_letter(self) -> str:
        return next((letter for letter, item in self.shown if item.id == self.band), "")

    def letter(self, item: ScenarioItem) -> str:
        return LETTERS[self.slots.index(item.id)] if item.id in self.slots else ""

    def move(self, by: int) -> Shelf:
        """Choose a neighbour; nothing while the files are still being read."""
        if not self.items:
            return self
        return self.choose(max(0, min(len(self.items) - 1, self.at + by)))

    def choose(self, at: int) -> Shelf:
        """Choose one; it takes the band if its curve is on."""
        id = self.items[at].id
        return replace(self, at=at, band=id if id in self.on else self.band)

    def switch(self, at: int) -> Shelf:
        """On or off; nothing where it has faults, or where all letters are in use."""
        item = self.items[at]
        if item.scenario is None:
            return self
        if item.id in self.on:
            return replace(self, on=self.on - {item.id})._with_band()
        slot = self._slot(item.id)
        if slot is None:
            return self
        slots = (*self.slots[:slot], item.id, *self.slots[slot + 1 :])
        return replace(self, slots=slots, on=self.on | {item.id}, at=at, band=item.id)

    def switch_letter(self, letter: str) -> Shelf:
        id = self.slots[LETTERS.index(letter)]
        at = next((at for at, item in enumerate(self.items) if item.id == id), None)
        return self if at is None else replace(self.switch(at), at=self.at)

    def filled(self, items: Sequence[ScenarioItem]) -> Shelf:
        """With the files read again; one with faults is out of sight and comes back mended."""
        there = {item.id for item in items}
        chosen = self.chosen.id if self.chosen else ""
        at = next((at for at, item in enumerate(items) if item.id == chosen), 0)
        slots = tuple(id if id in there else None for id in self.slots)
        shelf = replace(self, items=tuple(items), slots=slots, on=self.on & there, at=at)
        if not self.items and items:
            for place in _first_on(items):
                shelf = shelf.switch(place)
            shelf = shelf.choose(0)
        return shelf._with_band()

    def place(self, id: str) -> int | None:
        return next((at for at, item in enumerate(self.items) if item.id == id), None)

    def with_item(self, item: ScenarioItem) -> Shelf:
        """With that one in the place of what it was before, or behind going on as now."""
        at = self.place(item.id)
        if at is not None:
            return replace(self, items=(*self.items[:at], item, *self.items[at + 1 :]))
        moved = self.at + 1 if self.at >= 1 else self.at
        return replace(self, items=(*self.items[:1], item, *self.items[1:]), at=moved)

    def instead(self, old: str, new: str) -> Shelf:
        """One item takes the letter of another, which leaves the list."""
        names = [new if id == old else None if id == new else id for id in self.slots]
        on = (self.on - {old}) | ({new} if old in self.on else set())
        left = [item for item in self.items if item.id != old]
        at = next((at for at, item in enumerate(left) if item.id == new), 0)
        shelf = replace(self, items=tuple(left), slots=tuple(names), on=frozenset(on), at=at)
        return replace(shelf, band=new if self.band == old else self.band)._with_band()

    def _with_band(self) -> Shelf:
        """The band goes to the first curve where its own is gone."""
        shown = [item.id for _letter, item in self.shown]
        return self if self.band in shown else replace(self, band=next(iter(shown), ""))

    def _slot(self, id: str) -> int | None:
        """Its own letter, a free one, or that of one that is off."""
        if id in self.slots:
            return self.slots.index(id)
        free = [place for place, held in enumerate(self.slots) if held is None]
        off = [place for place, held in enumerate(self.slots) if held not in self.on]
        return next(iter(free or off), None)


def _first_on(items: Sequence[ScenarioItem]) -> Sequence[int]:
    """What is on when the room is first opened: going on as now beside what was asked for."""
    able = [at for at, item in enumerate(items) if item.scenario is not None]
    asked = [at for at in able if items[at].asked]
    return [*able[:1], *(asked or able[1:3])][: len(LETTERS)]


def read_items(
    profile: Path, asked: Sequence[Path], journal: Journal | None = None
) -> tuple[ScenarioItem, ...]:
    """As now, the files asked for, the profile's own, the shelf, the shipped ones; in a thread.

    The files may name what the journal's owner added to LinkedIn's kinds.
    """
    from ssi_tui import forecasting  # numpy: 60 ms and more

    paths = dict.fromkeys(
        [*asked, *forecasting.own(profile), *forecasting.shelf(), *forecasting.shipped()]
    )
    kinds = forecasting.kinds_of(journal)
    items = [_read(path, path in asked, kinds) for path in paths]
    name, text = _("As now"), _("Everything goes on at the usual pace.")
    scenario = forecasting.as_now(name, text)
    return (ScenarioItem(id="now", name=name, description=text, scenario=scenario), *items)


def _read(path: Path, asked: bool, kinds: Sequence[str]) -> ScenarioItem:
    from ssi_tui import forecasting

    about: dict[str, Any] = {
        "id": str(path),
        "path": str(path),
        "asked": asked,
        "shipped": path in forecasting.shipped(),
    }
    try:
        scenario = forecasting.load(path, kinds=kinds)
    except forecasting.ScenarioFileError as error:
        faults = tuple(
            f"{path.name}:{one.line}:{one.column}: {forecasting.problem_text(one)}"
            for one in error.problems
        )
        return ScenarioItem(name=path.name, faults=faults, **about)
    except OSError as error:
        return ScenarioItem(name=path.name, faults=(system_text(error),), **about)
    name, description = _(scenario.name), _(scenario.description)
    return ScenarioItem(name=name, description=description, scenario=scenario, **about)


def stamp(profile: Path, asked: Sequence[Path]) -> tuple[object, ...]:
    """Changes whenever one of a person's scenario files does; a look, no reading."""
    paths = list(asked)
    for folder in (profile / FOLDER, Path(shelf_folder())):
        with suppress(OSError):
            paths += sorted(folder.glob("*" + ENDING))
    stamps: list[object] = []
    for path in paths:
        with suppress(OSError):
            looked = path.stat()
            stamps.append((path, looked.st_mtime_ns, looked.st_size))
    return tuple(stamps)


def file_name(name: str) -> str:
    """The file for a scenario of that name; empty where no letter is left of it."""
    words = re.sub(r"[^\w]+", "_", name.casefold()).strip("_")
    return f"{words[:60]}{ENDING}" if words else ""


def free(path: Path) -> Path:
    """The path, or the first with a number where others stand; `file_name` cuts a number off."""
    numbered = (path.with_stem(f"{path.stem}_{number}") for number in count(2))
    return next(one for one in chain([path], numbered) if not one.exists())


def save(scenario: Scenario, path: Path) -> None:
    """Write a scenario's file in one go; in a thread.  Raises NotSavedError."""
    from ssi_tui.forecasting import dump

    with saving(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, dump(scenario).encode())


LOOKS_A_SECOND = 3
"""How often the room in sight looks whether a file was edited."""


class Library:
    """The shelf, and the files that it is filled from."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        asked: Sequence[Path],
        *,
        read: Callable[[], None],
        waits: Callable[[], None],
    ) -> None:
        """``asked``: files that were named on the command line; ``owner``: whose workers read.

        ``read``: the shelf is filled anew; ``waits``: it takes a while.
        """
        self.services, self.owner, self.asked = services, owner, asked
        self.shelf = Shelf()
        self.copies: Callable[[], Sequence[ScenarioItem]] = tuple
        """What was made here and is in no file: it stands behind going on as now."""
        self._read_done, self._waits = read, waits
        self._stamp: tuple[object, ...] = ()
        self._reading = asyncio.Lock()

    @property
    def profile(self) -> Path:
        """The folder of the journal shown: what is saved over the made-up one goes with it."""
        return Path(self.services.store.folder)

    @property
    def folder(self) -> Path:
        """Where files are saved: on the shelf of all profiles, and over the sample beside it."""
        return self.profile / FOLDER if self.services.is_sample else Path(shelf_folder())

    def switched(self, shelf: Shelf, at: int) -> Shelf | None:
        """With that one on or off; None where that cannot be, which is said."""
        if self.refuses(shelf.items[at]):
            return None
        after = shelf.switch(at)
        if after is not shelf:
            return after
        self.services.say(_("Five are on already: switch one off first."))
        return None

    def refuses(self, item: ScenarioItem) -> bool:
        """Whether there is nothing to simulate, which is said."""
        if item.scenario is None:
            text = _("This file has faults: they stand under the list. r reads it again.")
            self.services.say(text)
        return item.scenario is None

    def look(self) -> None:
        """Read them again where one was written; nothing else is done."""
        if not self._reading.locked() and stamp(self.profile, self.asked) != self._stamp:
            self.read_in_thread()

    def read_in_thread(self, *, by_key: bool = False) -> None:
        """Read them, in a worker; ``by_key``: somebody asked, and is told."""
        self.owner.run_worker(self.read(by_key=by_key), group="scenarios")

    async def read(self, *, by_key: bool = False) -> None:
        """Fill the shelf anew; one after the other, so that the last one has the last word."""
        async with self._reading:
            self._stamp = stamp(self.profile, self.asked)
            reading = asyncio.to_thread(read_items, self.profile, self.asked, self.services.journal)
            items = await patiently(reading, self._waits)
        before = {item.id: item for item in self.shelf.items}
        changed = [item for item in items if before and before.get(item.id) != item]
        self.shelf = self.shelf.filled([*items[:1], *self.copies(), *items[1:]])
        if before:
            self._say_read(items, changed, by_key=by_key)
        self._read_done()

    def _say_read(
        self, items: Sequence[ScenarioItem], changed: Sequence[ScenarioItem], *, by_key: bool
    ) -> None:
        """What is wrong with the first that has faults, else what was read."""
        faulty = next((item for item in changed if item.faults), None)
        if faulty:
            self.services.say(plain(faulty.faults[0]), bad=True)
        elif changed and not by_key:
            text = _("“{name}” was read again.")
            self.services.say(text.format(name=plain(changed[0].name)))
        elif by_key and not any(item.faults for item in items):
            self.services.say(_("{count} scenarios read again.").format(count=len(items)))
