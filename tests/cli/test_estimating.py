"""What `ssi sim` keeps for the next call, how wide its bands are, and own actions in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.exchange import sample
from ssi_tui.model.terms import OwnAction
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal


@pytest.fixture
def folder(ssi: Ssi) -> Path:
    """The profile's folder, with the made-up half-year in it."""
    where = Path(answer(ssi("path", "--json"))["journal"])
    made = sample.journal(SATURDAY.date())
    put(Store(where), actions=made.actions, readings=made.readings)
    return where


def test_the_second_answer_is_as_wide_as_past_errors_ask_for(ssi: Ssi, folder: Path) -> None:
    first, second, third = (answer(ssi("sim", "quiet_month", "--json")) for _ in range(3))
    assert first["stretch"] == 1
    assert second["stretch"] >= 1
    assert second == third
    assert {file.suffix for file in (folder / "cache").iterdir()} == {".npz", ".json"}
    bands = [found["scenarios"][0]["weeks"][4]["total"] for found in (first, second)]
    widths = [band["high"] - band["low"] for band in bands]
    assert widths[1] == pytest.approx(second["stretch"] * widths[0], abs=0.01)
    assert answer(ssi("model", "--json"))["backtest"]["stretch"] == second["stretch"]


def test_other_draws_are_as_wide_and_leave_what_was_found_as_it_is(ssi: Ssi, folder: Path) -> None:
    ssi("model")
    trial = (folder / "cache" / "trial.json").read_bytes()
    other = answer(ssi("sim", "quiet_month", "--seed", "7", "--json"))
    assert other["stretch"] == answer(ssi("sim", "quiet_month", "--json"))["stretch"]
    assert (folder / "cache" / "trial.json").read_bytes() == trial


def test_the_sample_and_a_member_leave_nothing_behind(ssi: Ssi, folder: Path) -> None:
    ssi("--sample", "sim", "quiet_month")
    ssi("sim", "quiet_month", "--member", "active")
    kept = {file.name for file in (folder / "cache").iterdir()}
    assert kept == {"standing.json"}  # streaks, which every write keeps


@pytest.mark.parametrize(("band", "said"), [("50", "50 % of the runs"), ("95", "95 % of the")])
def test_a_band_holds_as_many_runs_as_one_asks_for(ssi: Ssi, band: str, said: str) -> None:
    usual, asked = (
        answer(ssi("--sample", "sim", "quiet_month", "--json", *more))
        for more in ((), ("--band", band))
    )
    assert asked["confidence"] == int(band) / 100
    narrow, wide = sorted(
        (usual, asked), key=lambda found: float(found["confidence"])
    )  # the same median, and one band inside the other
    for one, other in zip(narrow["scenarios"][0]["weeks"], wide["scenarios"][0]["weeks"],
                          strict=True):  # fmt: skip
        inner, outer = one["total"], other["total"]
        assert inner["median"] == outer["median"]
        assert outer["low"] < inner["low"] < inner["high"] < outer["high"]
    assert said in ssi("--sample", "sim", "quiet_month", "--band", band).stdout.replace("\n", " ")


def test_another_band_is_refused(ssi: Ssi) -> None:
    asked = ssi("--sample", "sim", "quiet_month", "--band", "90", "--json", code=2)
    assert refusal(asked)["allowed"] == "50, 80 or 95"


def test_a_scenario_may_name_an_action_of_one_s_own(ssi: Ssi, folder: Path) -> None:
    file = folder / "podcasts.yaml"
    file.write_text("format: 1\nname: Podcasts\nphases:\n- do:\n    podcast: 3 per week\n")
    assert "podcast" in ssi("sim", str(file), code=2).stderr
    Store(folder).set_own_action(OwnAction(name="podcast", pillar="insights"))
    for ago in range(0, 60, 4):
        Store(folder).log("podcast", SATURDAY.date() - timedelta(days=ago))
    ran = ssi("sim", str(file), "--json")
    assert answer(ran)["scenarios"][0]["name"] == "Podcasts"
    assert "What podcast gives is a guess" in ran.stdout
    parts = answer(ssi("explain", "--json"))
    assert "podcast" in str(parts)
    plan = ssi("plan", "--target", "55", "--limit", "podcast=1..1", "--json")
    assert "podcast" in str(answer(plan))
