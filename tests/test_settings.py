"""Settings: where things live, what was chosen, and nothing ever reset in silence."""

import json
import os
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError, DamagedError, NotSavedError
from ssi_tui.settings import (
    SHOWABLE,
    Settings,
    change,
    choose,
    data_home,
    language,
    load_settings,
    profile_folder,
    read_settings,
    settings_file,
    today,
)


def test_everything_lives_where_ssi_home_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSI_HOME", str(tmp_path))
    assert data_home() == str(tmp_path)
    assert profile_folder("anna") == str(tmp_path / "profiles" / "anna")


@pytest.mark.parametrize("named", ["", "/somewhere/data"])
def test_without_ssi_home_it_is_where_platformdirs_would_put_it(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.delenv("SSI_HOME")
    assert data_home(os.environ) == platformdirs.user_data_dir("ssi-tui", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
def test_on_the_way_to_an_entry_platformdirs_is_not_loaded() -> None:
    code = (
        "import sys; from ssi_tui.settings import data_home; data_home({});"
        "assert 'platformdirs' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "A", "-a", "a-", "ä", "a b", "x" * 49])
def test_no_profile_name_leads_out_of_the_profiles_folder(name: str) -> None:
    with pytest.raises(BadValueError):
        profile_folder(name)


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == Settings()
    assert not Path(data_home()).exists()


@given(
    st.builds(
        Settings,
        language=st.sampled_from(["", "en", "de", "nl", "da"]),
        sync=st.sampled_from(["", str(Path.home() / "ssi")]),
        week_start=st.sampled_from(["monday", "sunday"]),
        day_start=st.integers(0, 6),
        theme=st.sampled_from(["dark", "light", "contrast", "projector"]),
        profile=st.from_regex(r"\A[a-z0-9](-?[a-z0-9]){0,20}\Z"),
        **{name: st.sampled_from(["shown", "hidden"]) for name in SHOWABLE},
    )
)
def test_what_is_saved_is_loaded_again(settings: Settings) -> None:
    choose(**settings._asdict())
    assert load_settings() == settings


def test_the_file_is_the_owners_alone_and_nothing_else_is_left() -> None:
    choose(**Settings()._asdict())
    file = Path(settings_file())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(file.parent.iterdir()) == [file.with_name(".lock"), file]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\x00", b"\xff\xfe", b"[" * 9999, b'{"theme": "light", "theme": "dark"}'],
    ids=range(7),
)
def test_a_file_that_cannot_be_read_is_named_and_kept_when_another_takes_its_place(
    data: bytes,
) -> None:
    file = Path(settings_file())
    file.parent.mkdir()
    file.write_bytes(data)
    settings, problem = read_settings()
    assert settings == load_settings() == Settings()
    assert isinstance(problem, DamagedError)
    assert problem.file == file
    assert file.read_bytes() == data
    assert choose(theme="light") == Settings(theme="light")
    assert read_settings() == (Settings(theme="light"), None)
    assert file.with_name("settings.damaged-1.json").read_bytes() == data


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("language", None),
        ("week_start", "tuesday"),
        ("day_start", 7),
        ("day_start", "3"),
        ("day_start", {}),
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("profile", "../x"),
        ("profile", 5),
        ("day_start", True),
        ("profile", ""),
        ("streaks", {}),
    ],
)
def test_a_value_that_is_not_allowed_is_named_and_the_rest_holds(name: str, value: object) -> None:
    other = {"day_start": 3} if name != "day_start" else {"theme": "light"}
    file = Path(settings_file())
    file.parent.mkdir()
    file.write_text(json.dumps({name: value} | other))
    settings, problem = read_settings()
    assert isinstance(problem, BadValueError)
    assert name in problem.field
    assert settings == Settings(**other)  # type: ignore[arg-type]
    choose(pillars="hidden")
    assert json.loads(file.read_text()) == {name: value, **other, "pillars": "hidden"}


WRITER = """
import sys
from ssi_tui.settings import choose, load_settings
for n in range(int(sys.argv[2])):
    choose(**{sys.argv[1]: ("shown", "hidden")[n % 2]})
    assert getattr(load_settings(), sys.argv[1]) == ("shown", "hidden")[n % 2]
"""


def test_four_writers_at_once_lose_none_of_their_choices() -> None:
    names = SHOWABLE[:4]
    children = [subprocess.Popen([sys.executable, "-c", WRITER, name, "20"]) for name in names]
    assert [child.wait(60) for child in children] == [0] * 4
    assert read_settings() == (Settings()._replace(**dict.fromkeys(names, "hidden")), None)


def test_what_a_newer_version_keeps_in_the_file_stays_there() -> None:
    file = Path(settings_file())
    file.parent.mkdir()
    file.write_text('{"theme": "light", "later": [1]}')
    choose(theme="dark")
    assert json.loads(file.read_text())["later"] == [1]


def test_a_place_that_cannot_be_written_is_said() -> None:
    Path(data_home()).write_text("a file where the folder should be")
    with pytest.raises((NotSavedError, DamagedError)):
        choose(theme="dark")


def test_one_setting_is_changed_from_text() -> None:
    assert change(Settings(), "day_start", "4").day_start == 4
    assert change(Settings(), "language", "nl").language == "nl"
    for name, text in (("day_start", "x"), ("day_start", "99"), ("colour", "red")):
        with pytest.raises(BadValueError):
            change(Settings(), name, text)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "nl_NL"}, "nl"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "nl_NL", "LC_ALL": "C"}, "en"),
        ({"LANG": "da"}, "da"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "da_DK@euro"}, "da"),
    ],
)
def test_the_language_is_the_environments_until_one_is_chosen(
    environ: dict[str, str], expected: str
) -> None:
    assert language(Settings(), environ) == expected
    assert language(Settings(language="nl"), environ) == "nl"


@pytest.mark.parametrize(
    ("hour", "now", "day"),
    [
        (0, datetime(2026, 11, 21, 0, 0), date(2026, 11, 21)),
        (4, datetime(2026, 11, 21, 3, 59), date(2026, 11, 20)),
        (4, datetime(2026, 11, 21, 4, 0), date(2026, 11, 21)),
        (6, datetime(2026, 1, 1, 5, 0), date(2025, 12, 31)),
    ],
)
def test_the_day_begins_at_the_hour_that_the_user_says(hour: int, now: datetime, day: date) -> None:
    assert today(Settings(day_start=hour), now) == day
