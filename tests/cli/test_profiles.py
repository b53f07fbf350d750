"""`ssi profile`, `--profile`, `ssi path`: whose journal it is."""

from pathlib import Path

from ssi_tui.settings import data_home, load_settings, profile_folder
from tests.cli.conftest import Ssi, answer, refusal


def test_profiles_are_made_used_renamed_and_deleted(ssi: Ssi) -> None:
    assert ssi("profile").stdout == "No profile yet: the first entry makes one.\n"
    assert ssi("profile", "new", "Zoë van Dam").stdout == (
        "Made the profile Zoë van Dam. `ssi profile use zoe-van-dam` works in it from now on.\n"
    )
    ssi("log", "comment")
    assert ssi("profile", "use", "zoë van dam").stdout == "From now on: Zoë van Dam\n"
    assert load_settings().profile == "zoe-van-dam"
    assert ssi("profile", "list").stdout == (
        "   default      default\n*  Zoë van Dam  zoe-van-dam\n"
    )
    assert ssi("profile", "rename", "zoe-van-dam", "Zoë").stdout == "Now called Zoë\n"
    ssi("log", "post")
    gone = answer(ssi("profile", "delete", "Zoë", "--yes", "--json"))
    assert Path(gone["trash"], "2026-11.json").exists()
    assert load_settings().profile == "default"
    assert answer(ssi("profile", "list", "--json"))["profiles"] == [
        {"name": "default", "folder": "default", "current": True}
    ]


def test_one_call_can_be_for_another_profile_wherever_the_option_stands(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    ssi("log", "comment", "2", "--profile", "ana")
    ssi("--profile", "Ana", "log", "comment", "3")
    ssi("profile", "use", "ana")
    ssi("--profile", "default", "log", "comment")
    ssi("profile", "use", "default")
    assert answer(ssi("today", "--profile", "ana", "--json"))["counts"] == {"comment": 5}
    assert answer(ssi("today", "--json"))["counts"] == {"comment": 1}
    assert "ssi profile list" in ssi("today", "--profile", "nobody", code=3).stderr
    ssi("today", "--profile", "", code=3)
    assert answer(ssi("profile", "--json")) == answer(ssi("--json", "profile", "list"))


def test_where_nobody_can_be_asked_nothing_is_deleted(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    assert "--yes" in ssi("profile", "delete", "ana", code=2).stderr
    assert "ana" in ssi("profile", "list").stdout


def test_names_that_are_taken_or_none_are_refused(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    assert "taken" in ssi("profile", "new", "ANA", code=2).stderr
    for name in ("", " ", "a\x1b[31mb", "x" * 61):
        done = ssi("profile", "new", name, code=2)
        assert "\x1b" not in done.stderr
    assert refusal(ssi("profile", "use", "../../etc", "--json", code=3))["what"] == "profile"
    ssi("profile", "new", "😀 [x]")
    assert "😀 [x]" in ssi("profile", "list").stdout


def test_the_path_is_told_also_before_anything_is_there(ssi: Ssi) -> None:
    folder = f"{data_home()}/profiles/default"
    assert ssi("path").stdout == f"{folder}\n"
    assert answer(ssi("path", "--json")) == {
        "journal": folder,
        "home": data_home(),
        "settings": f"{data_home()}/settings.json",
        "exists": False,
    }
    ssi("log", "comment")
    assert answer(ssi("path", "--json"))["exists"] is True
    assert oct(Path(folder).stat().st_mode)[-3:] == "700"


def test_the_sample_is_somebody_elses_and_keeps_nothing(ssi: Ssi) -> None:
    done = ssi("--sample", "log", "comment", "9")
    assert done.stdout.startswith("Logged 9 comments")
    assert "made-up" in done.stderr
    before = answer(ssi("--sample", "today", "--json"))["counts"]
    assert answer(ssi("today", "--sample", "--json"))["counts"] == before
    assert not Path(data_home()).exists()


def test_a_profile_whose_folder_is_gone_is_not_made_anew(ssi: Ssi) -> None:
    ssi("profile", "new", "Anna")
    ssi("profile", "use", "anna")
    folder = Path(profile_folder("anna"))
    folder.rename(folder.with_name("elsewhere"))
    assert "the folder is gone" in ssi("today", code=5).stderr
    assert "NOT saved" in ssi("log", "comment", code=6).stderr
    assert not folder.exists()
    ssi("profile", "use", "default")
    ssi("log", "comment")
