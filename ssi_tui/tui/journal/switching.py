"""Whose journal is shown: one's own, another profile's, or the made-up one, and the way between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui import settings as choices
from ssi_tui.chart.text import fit, plain
from ssi_tui.errors import DamagedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.writer import Diary
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.store import Store
    from ssi_tui.tui.app import SsiApp

NAME_WIDTH = 24
"""Cells of a profile's name beside the tabs."""


def called(store: Store) -> str:
    """What a profile is called: its name, else its folder's; nothing for the first one."""
    name = ""
    with suppress(SsiError):  # a damaged file is said elsewhere
        name = store.name
    folder = Path(store.folder).name
    return name or ("" if folder == choices.FIRST_PROFILE else folder)


def aside(app: SsiApp) -> tuple[str, ...]:
    """What stands beside the tabs, longest form first: whose journal, and which day it is."""
    day = format_day(app.today)
    if app.diary is not app.own:
        return (f"{_('made-up data')} · {day}", _("made-up data"))
    name = fit(plain(app.profile_name), NAME_WIDTH)
    return (f"{name} · {day}", name) if name else (day,)


def open_sample(app: SsiApp) -> None:
    """The made-up journal, in a temporary folder that goes with the app."""
    from ssi_tui.exchange.sample import open_sample as made

    if app.sample is None:
        app.sample = Diary(app.folders.enter_context(made(app.today)), app.today)
    app.diary = app.sample


async def show_sample(app: SsiApp, wanted: bool) -> None:
    """To the made-up journal, or back to one's own."""
    if wanted == (app.diary is not app.own):
        return
    if wanted:
        open_sample(app)
        app.say(_("A made-up journal: try everything. d on Today brings you back to your own."))
    else:
        if app.own.damage:  # the sample was asked for at the start; it may be mended since
            app.own = Diary(app.own.store, app.today)
        if app.own.damage:
            show_damage(app, app.own.store, app.own.damage, lambda: show_sample(app, False))
            return
        app.diary = app.own
        app.say(_("Your own journal again."))
    await _shown(app)
    app.read_on()


async def use_profile(app: SsiApp, folder: str) -> bool:
    """Another profile's journal from now on, once all of this one is on the disk.

    Answers whether it is shown; else a sentence or a page has said why not.
    """
    from ssi_tui.store import Store

    if folder == Path(app.own.store.folder).name:
        await show_sample(app, False)
        return True
    store = Store(choices.profile_folder(folder), now=app.now)
    diary = await asyncio.to_thread(Diary, store, app.today)
    if diary.damage:
        show_damage(app, store, diary.damage, lambda: use_profile(app, folder))
        return False
    if not await all_saved(app):  # also what was typed while the other one was read
        return False
    app.own = app.diary = diary
    app.profile_name = called(store)
    app.keeper.change(profile=folder)
    await _shown(app)
    app.read_on()
    return True


def show_damage(
    app: SsiApp,
    store: Store,
    error: DamagedError,
    again: Callable[[], Coroutine[None, None, object]],
) -> None:
    """Over the rooms, which stay as they are; ``again`` is done once everything can be read."""
    from ssi_tui.tui.damage import Damage

    def mended(said: str) -> None:
        app.pop_screen()
        if said:
            app.say(said)
            app.run_worker(again())

    app.push_screen(Damage(store, error, _("back"), mended))


async def all_saved(app: SsiApp) -> bool:
    """Wait for what is on its way; whether nothing is left that the disk refuses."""
    await app.saved()
    if app.own.unsaved:
        app.say(_("Something is NOT saved yet: this journal stays open until it is."), bad=True)
    return not app.own.unsaved


async def _shown(app: SsiApp) -> None:
    """Every room follows: what another journal left in them goes."""
    app.main.first.start_over()
    await app.main.forget_rooms()
    app.follow()
    app.new_aside()
