"""What is wrong with the journal's files, as `ssi doctor` finds it, and the same repair."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.events import Key

from ssi_tui.chart import Row
from ssi_tui.chart.text import plain
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.dialogs import STEPS, PageDialog, ScrolledRows, passed_on
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.wording.files import finding_text, fix_text, mended_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ssi_tui.store import Store
    from ssi_tui.store.doctor import Finding, Mended


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
        if passed_on(self, event):
            return
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(bool(self.mended))
        elif event.key in STEPS:
            self.query_one(ScrolledRows).move(STEPS[event.key])
        elif event.key == "enter" and not self.busy and self.can_mend:
            self.busy = True
            await self._mend()

    @property
    def can_mend(self) -> bool:
        """Whether a repair would do anything."""
        return any(finding.fix for finding in self.findings)

    async def _mend(self) -> None:
        from ssi_tui.store.doctor import repair

        wanted = [finding for finding in self.findings if finding.fix]
        try:
            done = await asyncio.to_thread(repair, wanted, by="app", now=self.now)
        except SsiError as error:
            self.refusal = told_error(error)
        else:
            self.mended, self.refusal = (*self.mended, *done), ""
        await self._look()

    async def _look(self) -> None:
        from ssi_tui.store.doctor import examine

        self.findings = await asyncio.to_thread(examine, self.store.folder, now=self.now)
        self.busy = False
        if self.is_attached:
            keys = _("enter mend · esc leave") if self.can_mend else _("esc leave")
            self.put(self.rows, keys)

    def rows(self, width: int) -> list[Row]:
        """What was mended and how, then what is found."""
        rows: list[Row] = []
        for done in self.mended:
            rows += paragraph(f"{_('Mended')}: {_told(done.finding)}", width, "text")
            for line in mended_lines(done.kept, done.moved, done.set_aside, done.brought_back):
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
        elif self.can_mend:
            text = _("Nothing is thrown away: what a repair changes is kept aside.")
            rows += [[], *paragraph(text, width, "muted")]
        return rows


def _told(finding: Finding) -> str:
    return plain(finding_text(finding.code, finding.file or finding.folder, finding.detail))
