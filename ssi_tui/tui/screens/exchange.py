"""What leads from any room to files and back: import, export, backups, a pasted page."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ssi_tui.i18n import _

if TYPE_CHECKING:
    from ssi_tui.store.backups import Backup
    from ssi_tui.tui.app import SsiApp
    from ssi_tui.tui.files.incoming import Content, Counts


def open_import(app: SsiApp, path: str = "") -> None:
    """Ask for a file unless one is named, show what it would bring, write it once it is wanted."""
    from ssi_tui.tui.dialogs.importing import Importing

    def take(found: Counts | Content | None) -> None:
        if found:
            app.write(found)
            app.say(_("Importing …"))

    app.push_screen(Importing(app.diary.store, app.today, path), take)


async def open_export(app: SsiApp) -> None:
    """Ask for a place, and write everything that is saved there."""
    from ssi_tui.tui.dialogs.exporting import Exporting
    from ssi_tui.tui.dialogs.writing import ask_where

    await app.saved()
    ask_where(app, Exporting(app.diary.store, app.today))


async def open_backups(app: SsiApp) -> None:
    """List the copies; make one, or ask whether to put one in place.

    A file that can't be read comes first: it can be mended alone.
    """
    from ssi_tui.errors import DamagedError, SsiError
    from ssi_tui.tui.dialogs.picker import Picker
    from ssi_tui.tui.files.copies import NOW, BackUp, copies
    from ssi_tui.tui.telling import told_error

    await app.saved()
    try:
        await asyncio.to_thread(app.diary.store.read)
        found = await asyncio.to_thread(app.diary.store.backups)
    except DamagedError as error:
        from ssi_tui.tui.switching import show_damage

        show_damage(app, app.diary.store, error, partial(_read_again, app))
        return
    except SsiError as error:
        app.say(told_error(error), bad=True)
        return

    def chosen(picked: str | None) -> None:
        if picked == NOW:
            app.write(BackUp())
        elif picked is not None:
            _ask(app, next(backup for backup in found if backup.id == picked))

    app.push_screen(Picker(_("Backups"), copies(found, app.today)), chosen)


async def _read_again(app: SsiApp) -> None:
    app.read_on()


def _ask(app: SsiApp, backup: Backup) -> None:
    from ssi_tui.tui.dialogs.confirm import Confirm
    from ssi_tui.tui.files.copies import Restore, moment

    title = _("Put the journal of {day} in place?").format(day=moment(backup, app.today))
    texts = (
        _("Everything that was logged since then goes out of sight."),
        _("What it replaces is kept as a backup first, so that this can be taken back."),
    )

    def answer(yes: bool | None) -> None:
        if yes:
            app.write(Restore(backup))

    app.push_screen(Confirm(title, texts, _("enter restore · esc leave")), answer)
