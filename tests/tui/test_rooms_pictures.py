"""Profiles, Import and Settings as pictures; `--snapshot-update` accepts them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.settings import Settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.profiles import create_profile
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.draw import FoundFile
from ssi_tui.tui.settings.draw import NamedPath
from tests.tui.helpers import NOW, TODAY, fill
from tests.tui.test_pictures import LARGE, SMALL
from tests.tui.test_pictures import look as look

Make = Callable[..., SsiApp]


@pytest.fixture
def people(store: Store) -> None:
    """Some journals."""
    fill(store)
    for name, count in (("Ben (client)", 2), ("Zoë van Dam-Oosterhuis", 9)):
        made = Store(profile_folder(create_profile(name).folder), now=lambda: NOW)
        made.log("comment", TODAY, count)
        made.add_reading(TODAY, total=30.0 + count)
    create_profile("Carl")


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some files that were found; no real folder is looked into."""
    found = (
        FoundFile("~/Downloads/Complete_LinkedInDataExport_11-01-2026.zip", TODAY),
        FoundFile("~/Downloads/ssi-tui-2026-06-01.json", date(2026, 6, 1)),
    )
    monkeypatch.setattr("ssi_tui.tui.exchange.room.look_for", lambda: found)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders that are the same on every machine."""
    shown = (
        NamedPath("This profile", "/data/ssi-tui/profiles/default"),
        NamedPath("These settings", "/data/ssi-tui/settings.json"),
    )
    monkeypatch.setattr("ssi_tui.tui.settings.room.SettingsRoom.places", shown)
    monkeypatch.setattr("ssi_tui.i18n.available", lambda: ("en", "de", "nl", "da"))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_profiles(make_app: Make, look: Callable[..., None], size: tuple[int, int]) -> None:
    look(make_app(), size, "6")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_import(make_app: Make, look: Callable[..., None], size: tuple[int, int]) -> None:
    look(make_app(), size, "7", "down")


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_settings(make_app: Make, look: Callable[..., None], size: tuple[int, int]) -> None:
    look(make_app(), size, "8", "down")


@pytest.mark.usefixtures("people")
def test_deleting_a_profile_in_the_projectors_colours(
    make_app: Make, look: Callable[..., None]
) -> None:
    look(make_app(settings=Settings(theme="projector")), SMALL, "6", "up", "delete", "B")


def test_a_damaged_journal(
    make_app: Make, store: Store, folder: Path, look: Callable[..., None]
) -> None:
    store.log("comment", TODAY)
    assert store.back_up()
    (folder / "2026-11.json").write_bytes(b"\0" * 99)
    app = make_app()
    assert app.own.damage is not None
    app.own.damage.file = Path("/data/ssi-tui/profiles/default/2026-11.json")
    look(app, SMALL, "down")
