"""Finding scenario files."""

from pathlib import Path

import pytest

from ssi_tui.errors import NotFoundError
from ssi_tui.forecasting import find_scenario, own, shipped


def test_every_file_that_ships_is_in_the_teaching_order() -> None:
    folder = shipped()[0].parent
    assert {path.name for path in shipped()} == {path.name for path in folder.glob("*.yaml")}


def test_a_shipped_scenario_is_found_by_its_bare_name() -> None:
    assert find_scenario("quiet_month") == find_scenario("quiet-month")
    assert find_scenario("quiet_month").is_file()


def test_a_path_stands_as_it_is(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    assert find_scenario(str(mine)) == mine


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_scenario("quite_month")
    assert caught.value.nearest[0] == "quiet_month"


def test_the_profile_s_own_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    assert own(tmp_path) == ()
    folder.mkdir()
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (folder / name).write_text("", encoding="utf-8")
    assert [path.name for path in own(tmp_path)] == ["a.yaml", "b.yaml"]
