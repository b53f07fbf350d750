"""Instead of the rooms, where the journal cannot be read: which file, why, and the ways on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.events import Click, Key
from textual.screen import Screen

from ssi_tui.chart import Row
from ssi_tui.chart.text import fit, plain
from ssi_tui.errors import DamagedError, NewerSchemaError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.store import Store
from ssi_tui.tui.exchange.previews import moment
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.commands import key_name
from ssi_tui.tui.shell.dialogs import passed_on
from ssi_tui.tui.shell.rows import RowCanvas, first_shown, paragraph
from ssi_tui.wording.errors import system_reason
from ssi_tui.wording.files import mended_lines

STEPS = {"down": 1, "j": 1, "up": -1, "k": -1}


class Way(NamedTuple):
    """One way on."""

    name: str
    hint: str = ""
    backup: str = ""
    """The copy to put in place; empty: mend the damaged file alone."""


class DamageSheet(RowCanvas):
    """A few sentences, and the ways on."""

    def __init__(self, page: Damage) -> None:
        super().__init__(id="damage")
        self.page = page
        self.way_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """What happened, where, and what can be done."""
        page = self.page
        newer = isinstance(page.error, NewerSchemaError)
        why = _("This file cannot be read. It was left exactly as it is:")
        if newer:
            why = _("A newer version of ssi-tui wrote this file:")
        reason = system_reason(page.error.reason)
        folder = _("Folder: {path}").format(path=plain(str(page.error.file.parent)))
        rows: list[Row] = [
            [],
            [("  " + _("This journal cannot be opened"), "bad")],
            [],
            *paragraph(why, width, "text"),
            *paragraph(f"{page.error.file.name} · {plain(reason)}", width, "strong"),
            *paragraph(folder, width, "muted"),
            [],
        ]
        if newer:
            rows += paragraph(_("Update ssi-tui and start it again."), width, "text")
        remark = paragraph(page.remark, width, "bad" if page.refused else "accent")
        room = max(1, height - len(rows) - len(remark) - 4)
        self.way_at = {}
        first = first_shown(page.at, len(page.ways), room)
        for number, way in enumerate(page.ways[first : first + room], first):
            self.way_at[len(rows)] = number
            rows.append(_way(way, width, on=number == page.at))
        if remark:
            rows += [[], *remark]
        return [*rows[: height - 2], [], self._keys()]

    def _keys(self) -> Row:
        row: Row = [("  ", "text")]
        keys = [("q", self.page.back)]
        if self.page.ways:
            keys = [("↑↓", _("choose")), (key_name("enter"), _("do it")), *keys]
        for key, word in keys:
            row += [(key, "key"), (f" {word}   ", "muted")]
        return row

    async def on_click(self, event: Click) -> None:
        """A click chooses; on what is chosen, it does it."""
        at = self.way_at.get(event.y)
        if at is not None and at == self.page.at:
            await self.page.go()
        elif at is not None:
            self.page.choose(at)


class Damage(Screen[None]):
    """Stays until the journal can be read again, or is left as it is."""

    def __init__(
        self, store: Store, error: DamagedError, back: str, done: Callable[[str], object]
    ) -> None:
        """``back``: what leaving is called.

        ``done``: told what was done once the journal can be read; nothing where it was left.
        """
        super().__init__()
        self.store, self.error, self.back, self.done = store, error, back, done
        self.ways: list[Way] = []
        self.at = 0
        self.remark = ""
        """What came of the last try."""
        self.refused = False

    def compose(self) -> ComposeResult:
        yield DamageSheet(self)

    async def on_mount(self) -> None:
        """The ways: the file alone, then each copy of everything, newest first."""
        if isinstance(self.error, NewerSchemaError):
            return
        hint = _("from the newest backup and all that it still says itself")
        self.ways = [Way(_("Mend this file"), hint)]
        self.choose(0)
        for copy in await asyncio.to_thread(self.store.backups):
            if copy.files:
                name = _("Put the backup of {day} in place").format(day=moment(copy))
                number = ngettext("{n} file", "{n} files", copy.files).format(n=copy.files)
                self.ways.append(Way(name, number, copy.id))
        self.choose(self.at)

    def choose(self, at: int) -> None:
        self.at = max(0, min(len(self.ways) - 1, at))
        self.query_one(DamageSheet).redraw()

    async def on_key(self, event: Key) -> None:
        if passed_on(self, event):
            return
        if event.key in ("q", "escape"):
            self.done("")
        elif event.key in STEPS:
            self.choose(self.at + STEPS[event.key])
        elif event.key == "enter" and self.ways:
            await self.go()

    async def go(self) -> None:
        """The chosen way; then look whether everything can be read."""
        way = self.ways[self.at]
        try:
            self.remark = await asyncio.to_thread(self._do, way)
            self.refused = False
            await asyncio.to_thread(self.store.read)
        except DamagedError as error:
            self.refused = error.file == self.error.file
            if self.refused:
                self.remark = _("It is damaged still. Another way may do.")
            self.error = error
        except SsiError as error:
            self.refused, self.remark = True, told_error(error)
        else:
            self.done(self.remark)
            return
        self.choose(self.at)

    def _do(self, way: Way) -> str:
        """What was done, in a sentence."""
        if way.backup:
            self.store.restore(way.backup)
            return _("Restored. What it replaced is kept among the backups.")
        recovered = self.store.recover(self.error.file.stem)
        number = recovered.documents if recovered else 0
        text = ngettext(
            "Mended: {n} entry is in it. The damaged file is kept aside.",
            "Mended: {n} entries are in it. The damaged file is kept aside.",
            number,
        )
        if recovered and (recovered.rows.moved or recovered.rows.set_aside):
            return f"{_('Mended')}: {'; '.join(mended_lines(*recovered.rows))}"
        return text.format(n=number)


def _way(way: Way, width: int, *, on: bool) -> Row:
    name = fit(way.name, width - 5)
    hint = fit("  " + way.hint, width - 5 - len(name))
    row: Row = [("  ▸ " if on else "    ", "accent"), (name, "strong" if on else "text")]
    return [*row, (hint, "muted")]
