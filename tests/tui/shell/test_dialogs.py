"""Dialogs: what is typed ahead of one that closes belongs to the page below."""

from collections.abc import Callable

import pytest
from textual.events import Key

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.shell.dialogs import Choice, Confirm, Dialog, Help, Picker, TextView
from tests.tui.helpers import fill, settled


@pytest.mark.parametrize(
    "make",
    [
        lambda: Confirm("Sure?", ["It goes."], "enter · esc"),
        lambda: Help("Help", "About it.", []),
        lambda: Picker("Which?", [Choice("a", "A")]),
        lambda: TextView("Text", ["A line."]),
    ],
)
async def test_a_key_that_comes_when_a_dialog_has_gone_reaches_the_page_below(
    make_app: Callable[..., SsiApp], store: Store, make: Callable[[], Dialog[object]]
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = make()
        await app.push_screen(dialog)
        await settled(pilot)
        dialog.post_message(Key("escape", None))
        dialog.post_message(Key("3", "3"))
        await settled(pilot)
        assert app.screen is app.main
        assert app.main.room.TAB.id == "scores"
