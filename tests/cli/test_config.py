"""`ssi config`: the settings, seen and changed."""

from pathlib import Path

import pytest

from ssi_tui.model.terms import FACTS
from ssi_tui.settings import Settings, load_settings, settings_file
from tests.cli.conftest import Ssi, answer


def test_every_setting_is_listed_with_what_it_may_be(ssi: Ssi) -> None:
    said = ssi("config").stdout
    assert said == ssi("config", "list").stdout
    settings, facts = said.split("\n\n")
    assert [line.split()[0] for line in settings.splitlines()] == list(Settings._fields)
    assert [line.split()[0] for line in facts.splitlines()[1:]] == list(FACTS)
    assert "week_start  monday   the first day of the week: monday, sunday\n" in said
    assert answer(ssi("config", "list", "--json"))["settings"]["language"] == "system"
    assert not Path(settings_file()).exists()


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("week_start", "sunday", "sunday"),
        ("week-start", "SUNDAY", "sunday"),
        ("day_start", "4", 4),
        ("theme", "contrast", "contrast"),
        ("streaks", "hidden", "hidden"),
        ("lang", "da", "da"),
        ("language", "system", ""),
    ],
)
def test_a_setting_is_changed_and_stays(ssi: Ssi, name: str, value: str, kept: object) -> None:
    known = answer(ssi("config", "set", name, value, "--json"))["name"]
    assert getattr(load_settings(), known) == kept
    assert ssi("config", "get", known).stdout == f"{kept or 'system'}\n"


def test_a_profile_is_chosen_by_its_name(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana Bell")
    assert ssi("config", "set", "profile", "Ana Bell").stdout == "profile: ana-bell\n"
    ssi("config", "set", "profile", "nobody", code=3)
    assert load_settings().profile == "ana-bell"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["set", "theme", "pink"], 2, "one of dark, light, contrast, projector"),
        (["set", "day_start", "7"], 2, "from 0 to 6"),
        (["set", "day_start", "x"], 2, "day start"),
        (["set", "colour", "x"], 3, "no setting"),
        (["get", "colour"], 3, "no setting"),
        (["set", "theme"], 2, "VALUE"),
    ],
)
def test_what_can_be_no_setting_is_refused(
    ssi: Ssi, arguments: list[str], code: int, says: str
) -> None:
    assert says in ssi("config", *arguments, code=code).stderr
    assert load_settings() == Settings()
