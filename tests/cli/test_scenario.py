"""`ssi scenario` and `ssi docs`."""

import os
import sys
from pathlib import Path

import pytest

from ssi_tui.settings import data_home, profile_folder
from tests.cli.conftest import Ssi, answer, refusal


def test_a_scenario_is_begun_copied_listed_shown_and_drawn(ssi: Ssi) -> None:
    made = answer(ssi("scenario", "new", "Spring: plan", "--json"))
    assert made["file"] == str(Path(data_home()) / "scenarios" / "spring_plan.yaml")
    copied = answer(ssi("scenario", "copy", "quiet_month", "--json"))
    assert Path(copied["file"]).name == "my_quiet_month.yaml"
    listed = answer(ssi("scenario", "list", "--json"))["scenarios"]
    own = [row["scenario"] for row in listed if row["own"]]
    assert own == ["my_quiet_month", "spring_plan"]
    assert all(row["readable"] for row in listed)
    assert len(listed) - len(own) == 12
    assert "name: Quiet month" in ssi("scenario", "show", "my_quiet_month").stdout
    drawn = answer(ssi("sim", "spring_plan", "--member", "ordinary", "--json"))
    assert drawn["scenarios"][0]["name"] == "Spring: plan"


def test_nothing_is_written_over(ssi: Ssi) -> None:
    ssi("scenario", "new", "plan")
    again = refusal(ssi("scenario", "copy", "quiet_month", "plan", "--json", code=2))
    assert again["field"] == "scenario"
    assert refusal(ssi("scenario", "new", "///", "--json", code=2))["field"] == "scenario"
    assert refusal(ssi("scenario", "edit", "quiet_month", "--json", code=2))["field"] == "scenario"
    assert ssi("scenario", "show", "nothing", code=3).stderr
    assert ssi("--sample", "scenario", "new", "kept nowhere")
    assert not list(Path(data_home()).rglob("kept_nowhere.yaml"))


def test_what_was_saved_for_one_client_is_there_for_the_next_and_own_ones_are_not(
    ssi: Ssi,
) -> None:
    for name in ("Ana", "Ben"):
        ssi("profile", "new", name)
    ssi("scenario", "copy", "quiet_month", "strategy", "--profile", "ana")
    ssi("scenario", "new", "private", "--own", "--profile", "ana")
    assert (Path(profile_folder("ana")) / "scenarios" / "private.yaml").exists()
    for name, known in (("ana", {"strategy", "private"}), ("ben", {"strategy"})):
        rows = answer(ssi("scenario", "list", "--json", "--profile", name))["scenarios"]
        assert {row["scenario"] for row in rows if row["own"]} == known
        assert {row["scenario"] for row in rows if row["shelf"]} == {"strategy"}
    ssi("sim", "strategy", "--member", "ordinary", "--profile", "ben")
    ssi("sim", "private", "--profile", "ben", code=3)
    ssi("scenario", "new", "private", "--profile", "ana", code=2)


@pytest.mark.skipif(os.name == "nt", reason="an editor of a shell's line")
def test_an_edited_scenario_is_checked(ssi: Ssi, monkeypatch: pytest.MonkeyPatch) -> None:
    ssi("scenario", "new", "plan")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(name, f"{sys.executable} -c pass")
    assert "can be drawn" in ssi("scenario", "edit", "plan").stdout
    wrong = "import sys; open(sys.argv[1], 'a').write('nam: x\\n')"
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(name, f'{sys.executable} -c "{wrong}"')
    told = ssi("scenario", "edit", "plan", code=2).stderr
    assert "plan.yaml:" in told
    listed = answer(ssi("scenario", "list", "--json"))["scenarios"]
    assert [row["readable"] for row in listed if row["own"]] == [False]


def test_the_documentation_is_read(ssi: Ssi) -> None:
    pages = answer(ssi("docs", "--json"))["pages"]
    assert {"model", "scenarios", "privacy"} <= {page["page"] for page in pages}
    for page in pages:
        assert page["title"]
        said = ssi("docs", page["page"]).stdout
        assert said == Path(page["file"]).read_text(encoding="utf-8")
    assert "There is: " in ssi("docs", "nothing", code=3).stderr


@pytest.mark.parametrize("command", [("show",), ("copy",)])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00bin", "folder"])
def test_a_file_that_is_none_is_refused_in_one_line(
    ssi: Ssi, tmp_path: Path, command: tuple[str, ...], content: bytes | str | None
) -> None:
    place = tmp_path / "odd.yaml"
    if content == "folder":
        place.mkdir()
    elif isinstance(content, bytes):
        place.write_bytes(content)
    done = ssi("scenario", *command, str(place), code=2)
    assert done.stderr.startswith("ssi: odd.yaml")
