"""The journal's own files: copies of all of it, a look for damage, and the ways out of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.events import Click, Key, MouseEvent
from textual.screen import Screen

from ssi_tui.chart.text import Row, fit, plain
from ssi_tui.errors import DamagedError, NewerSchemaError, NotFoundError, SsiError
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import ReadAgain, Seen, Write
from ssi_tui.tui.shell.commands import key_name
from ssi_tui.tui.shell.dialogs import (
    STEPS,
    Choice,
    Confirm,
    PageDialog,
    Picker,
    ScrolledRows,
    passed_on,
)
from ssi_tui.tui.shell.rows import Listed, RowList, in_sight, paragraph, pointed
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import system_reason
from ssi_tui.wording.files import finding_text, fix_text, mended_lines

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store
    from ssi_tui.store.backups import Backup
    from ssi_tui.store.doctor import Finding, Mended

NOW = "now"
"""The choice to keep a copy now, among the copies to restore."""
WAY_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1}


class CopyError(SsiError):
    """A copy can't be made or put in place: nothing was changed.  Its text says why."""


class BackUp(Write):
    """Keep a copy of everything now."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        if store.back_up() is None:
            raise CopyError(_("There is nothing to keep a copy of yet."))
        return ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        return _("A copy of everything is kept.")


class Restore(Write):
    """Put a copy in place of everything."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup
        self.left: tuple[str, ...] = ()
        """Files that are damaged in the copy; those in use stayed."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        try:
            self.left = store.restore(self.backup.id).left
        except (DamagedError, NotFoundError) as error:
            raise CopyError(_("That copy is damaged; nothing was changed.")) from error
        return ()

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        text = _("Restored: {day}. What it replaced is kept among the backups.")
        if self.left:
            text = _("Restored: {day}, but for what is damaged in it: {files}.")
        return text.format(day=moment(self.backup), files=", ".join(self.left))


def copies(backups: tuple[Backup, ...], today: date) -> list[Choice]:
    """The copies as choices."""
    reasons = {
        "daily": _("before the first entry of that day"),
        "asked": _("asked for"),
        "restore": _("before another copy was put in place"),
    }
    choices = []
    for backup in backups:
        hint = reasons.get(backup.why, "") if backup.files else _("this copy is damaged")
        choices.append(Choice(backup.id, moment(backup, today), hint, _files(backup)))
    return choices


def _files(backup: Backup) -> str:
    return ngettext("{n} file", "{n} files", backup.files).format(n=backup.files)


def moment(backup: Backup, today: date | None = None) -> str:
    """Day and time at which a copy was made, and which of that day it is after the first."""
    number = backup.id[len("2026-11-20-") :]
    text = f"{format_day(backup.at.date(), today)}, {backup.at:%H:%M}"
    return f"{text} ({number})" if number else text


async def open_backups(services: Services) -> None:
    """List the copies; make one, or ask whether to put one in place.

    A file that can't be read comes first: it can be mended alone.
    """
    await services.saved()
    try:
        await asyncio.to_thread(services.store.read)
        backups = await asyncio.to_thread(services.store.backups)
    except DamagedError as error:
        services.show_damage(error)
        return
    except SsiError as error:
        services.say(told_error(error), bad=True)
        return

    def chosen(picked: str | None) -> None:
        if picked == NOW:
            services.write(BackUp())
        elif picked is not None:
            _ask(services, next(backup for backup in backups if backup.id == picked))

    choices = [Choice(NOW, _("Keep a copy now")), *copies(backups, services.today)]
    services.open_page(Picker(_("Backups"), choices), chosen)


def _ask(services: Services, backup: Backup) -> None:
    title = _("Put the journal of {day} in place?").format(day=moment(backup, services.today))
    texts = (
        _("Everything that was logged since then goes out of sight."),
        _("What it replaces is kept as a backup first, so that this can be taken back."),
    )

    def answer(yes: bool | None) -> None:
        if yes:
            services.write(Restore(backup))

    services.open_page(Confirm(title, texts, _("enter restore · esc leave")), answer)


async def open_upkeep(services: Services) -> None:
    """Look at the journal's files; they are read again where something was mended."""
    await services.saved()

    def left(mended: bool | None) -> None:
        if mended:
            services.write(ReadAgain())

    services.open_page(Upkeep(services.store, services.now), left)


class Upkeep(PageDialog[bool]):
    """Answers whether something was mended."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        super().__init__(_("The journal’s files"))
        self.store, self.now = store, now
        self.findings: tuple[Finding, ...] = ()
        self.mended: tuple[Mended, ...] = ()
        self.refusal = ""
        self.busy = True

    async def on_mount(self) -> None:
        self.put(lambda width: paragraph(_("Looking …"), width, "muted"), _("esc leave"))
        await self._look()

    async def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(bool(self.mended))
        elif event.key in STEPS:
            self.query_one(ScrolledRows).move(STEPS[event.key])
        elif event.key == "enter" and not self.busy and self.wanted:
            self.busy = True
            await self._mend()

    @property
    def wanted(self) -> list[Finding]:
        """What a repair would do something to."""
        return [finding for finding in self.findings if finding.fix]

    async def _mend(self) -> None:
        from ssi_tui.store.doctor import repair

        try:
            self.mended += await asyncio.to_thread(repair, self.wanted, by="tui", now=self.now)
            self.refusal = ""
        except SsiError as error:
            self.refusal = told_error(error)
        await self._look()

    async def _look(self) -> None:
        from ssi_tui.store.doctor import examine

        self.findings = await asyncio.to_thread(examine, self.store.folder, now=self.now)
        self.busy = False
        if self.is_attached:
            self.put(self.rows, _("enter mend · esc leave") if self.wanted else _("esc leave"))

    def rows(self, width: int) -> list[Row]:
        """What was mended and how, then what is found."""
        rows: list[Row] = []
        for done in self.mended:
            rows += paragraph(f"{_('Mended')}: {_told(done.finding)}", width, "text")
            for line in mended_lines(*done.rows):
                rows += paragraph(f"  {line}", width, "strong")
        if self.refusal:
            rows += [[], *paragraph(self.refusal, width, "bad")]
        if rows:
            rows.append([])
        for finding in self.findings:
            rows += paragraph(_told(finding), width, "text")
            if finding.fix:
                rows += paragraph("  " + fix_text(finding.fix), width, "muted")
            elif finding.code == "ahead":
                way = _("History shows them: end goes to the last day")
                rows += paragraph("  " + way, width, "muted")
        if not self.findings:
            text = _("All is well in {folder}.").format(folder=plain(self.store.folder))
            rows += paragraph(text, width, "text")
        elif self.wanted:
            text = _("Nothing is thrown away: what a repair changes is kept aside.")
            rows += [[], *paragraph(text, width, "muted")]
        return rows


def _told(finding: Finding) -> str:
    return plain(finding_text(finding.code, finding.file or finding.folder, finding.detail))


class Way(NamedTuple):
    """One way on, where the journal cannot be read."""

    name: str
    hint: str
    do: Callable[[], str]
    """Answers what was done, in a sentence."""


class Damage(Screen[None]):
    """Instead of the rooms, until the journal can be read again, or is left as it is."""

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
        self.sheet = RowList("damage", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.sheet

    async def on_mount(self) -> None:
        """The ways: the file alone, then each copy of everything, newest first."""
        if isinstance(self.error, NewerSchemaError):
            return
        hint = _("from the newest backup and all that it still says itself")
        self.ways = [Way(_("Mend this file"), hint, self._mend)]
        self.choose(0)
        for copy in await asyncio.to_thread(self.store.backups):
            if copy.files:
                name = _("Put the backup of {day} in place").format(day=moment(copy))
                self.ways.append(Way(name, _files(copy), partial(self._restore, copy.id)))
        self.choose(self.at)

    def draw(self, width: int, height: int) -> Listed:
        """What happened, where, and what can be done."""
        newer = isinstance(self.error, NewerSchemaError)
        why = _("This file cannot be read. It was left exactly as it is:")
        if newer:
            why = _("A newer version of ssi-tui wrote this file:")
        reason = system_reason(self.error.reason)
        folder = _("Folder: {path}").format(path=plain(str(self.error.file.parent)))
        rows: list[Row] = [
            [],
            [("  " + _("This journal cannot be opened"), "bad")],
            [],
            *paragraph(why, width, "text"),
            *paragraph(f"{self.error.file.name} · {plain(reason)}", width, "strong"),
            *paragraph(folder, width, "muted"),
            [],
        ]
        if newer:
            rows += paragraph(_("Update ssi-tui and start it again."), width, "text")
        remark = paragraph(self.remark, width, "bad" if self.refused else "accent")
        room = max(1, height - len(rows) - len(remark) - 4)
        way_at: dict[int, int] = {}
        for number, way in in_sight(self.ways, self.at, room):
            way_at[len(rows)] = number
            rows.append(_way(way, width, on=number == self.at))
        if remark:
            rows += [[], *remark]
        return Listed([*rows[: height - 2], [], self._keys()], way_at)

    def _keys(self) -> Row:
        keys = [("q", self.back)]
        if self.ways:
            keys = [("↑↓", _("choose")), (key_name("enter"), _("do it")), *keys]
        row: Row = [("  ", "text")]
        for key, word in keys:
            row += [(key, "key"), (f" {word}   ", "muted")]
        return row

    async def click(self, drawing: Listed, event: Click) -> None:
        """A click chooses; on what is chosen, it does it."""
        at = drawing.line_at.get(event.y)
        if at is not None and at == self.at:
            await self.go()
        elif at is not None:
            self.choose(at)

    def wheel(self, _drawing: Listed, _event: MouseEvent, by: int) -> None:
        self.choose(self.at + by)

    def choose(self, at: int) -> None:
        self.at = max(0, min(len(self.ways) - 1, at))
        self.sheet.redraw()

    async def on_key(self, event: Key) -> None:
        if passed_on(self, event):
            return
        if event.key in ("q", "escape"):
            self.done("")
        elif event.key in WAY_STEPS:
            self.choose(self.at + WAY_STEPS[event.key])
        elif event.key == "enter" and self.ways:
            await self.go()

    async def go(self) -> None:
        """The chosen way; then look whether everything can be read."""
        try:
            self.remark = await asyncio.to_thread(self.ways[self.at].do)
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

    def _restore(self, copy: str) -> str:
        self.store.restore(copy)
        return _("Restored. What it replaced is kept among the backups.")

    def _mend(self) -> str:
        recovered = self.store.recover(self.error.file.stem)
        if recovered and (recovered.rows.moved or recovered.rows.set_aside):
            return f"{_('Mended')}: {'; '.join(mended_lines(*recovered.rows))}"
        number = recovered.documents if recovered else 0
        text = ngettext(
            "Mended: {n} entry is in it. The damaged file is kept aside.",
            "Mended: {n} entries are in it. The damaged file is kept aside.",
            number,
        )
        return text.format(n=number)


def _way(way: Way, width: int, *, on: bool) -> Row:
    name = fit(way.name, width - 5)
    hint = fit("  " + way.hint, width - 5 - len(name))
    return [*pointed(name, on=on), (hint, "muted")]
