"""`ssi model`: how far the model can be trusted, in words and as data."""

import json
from datetime import timedelta

import pytest

from tests.cli.conftest import SATURDAY, Ssi, answer


def note(ssi: Ssi, totals: list[float]) -> None:
    """Readings a week apart, the last one today."""
    for back, total in enumerate(reversed(totals)):
        day = SATURDAY.date() - timedelta(days=7 * back)
        ssi("reading", str(total), "-d", day.isoformat())


def flat(text: str) -> str:
    """Without its line breaks."""
    return " ".join(text.split())


def test_without_a_score_it_says_so_and_what_to_do(ssi: Ssi) -> None:
    ssi("log", "comment")
    done = ssi("model")
    assert flat(done.stdout) == (
        "No score is in the journal yet, so all that the model says of you is our starting "
        "assumption. Note the score that LinkedIn shows you with `ssi reading`; from 7 scores on "
        "it can be told how good the model is for you."
    )
    assert done.stderr == ""
    data = answer(ssi("model", "--json"))
    assert (data["outcome"], data["readings"], data["no_change"]) == ("prior", 0, None)
    assert (data["numbers"], data["backtest"]["horizons"]) == ([], [])


def test_too_few_scores_say_what_it_takes_and_show_the_naive_band(ssi: Ssi) -> None:
    note(ssi, [40, 41, 41])
    said = flat(ssi("model").stdout)
    assert said.startswith("3 scores can’t tell how good the model is for you")
    assert "“No change” means 41: 4 times in 5 between " in said
    assert "Mean error" not in said


def test_too_few_scores_speak_for_no_memory(ssi: Ssi) -> None:
    ssi("log", "comment", "3")
    note(ssi, [46])
    said = flat(ssi("model").stdout)
    assert "that they fade is our assumption." in said
    assert "Your scores speak for" not in said


def test_the_sample_is_told_how_far_off_it_was(ssi: Ssi) -> None:
    said = ssi("--sample", "model").stdout
    data = answer(ssi("--sample", "model", "--json"))
    errors = data["backtest"]["errors"]
    assert flat(said).startswith(
        f"On your last {data['backtest']['readings']} readings the model was off by "
        f"{errors['model']['mae']:.1f} points on average; “no change” by "
        f"{errors['no-change']['mae']:.1f}."
    )
    weights = data["weights"]
    assert sum(weights[name] for name in ("model", "no_change", "line")) == pytest.approx(1)
    assert f"What is to come for you is {100 * weights['model']:.0f} % the model" in flat(said)
    assert "Learned from you\n" in said
    assert "Our starting assumption\n" in said
    assert "you will" not in said.lower()


def test_as_data_it_is_simulated_and_complete(ssi: Ssi) -> None:
    told = json.loads(ssi("--sample", "model", "--json").stdout)
    assert told["simulated"] is True
    assert list(told["data"]) == [
        *("outcome", "readings", "weights", "backtest", "no_change", "numbers"),
        "fading_memory",
    ]
    assert set(told["data"]["backtest"]["errors"]) == {"model", "no-change", "linear", "damped"}
    number = told["data"]["numbers"][0]
    assert list(number) == [
        *("what", "pillar", "name", "share", "unit", "assumed", "value", "low", "high"),
        *("part_learned", "learned"),
    ]


def test_one_record_a_line_begins_with_what_it_is(ssi: Ssi) -> None:
    records = [line.split("\t") for line in ssi("--sample", "model", "--plain").stdout.splitlines()]
    kinds = {"fit", "error", "no-change", "number", "fading-memory"}
    assert {record[0] for record in records} == kinds
    assert {len(record) for record in records if record[0] == "number"} == {10}


@pytest.mark.parametrize("width", [40, 80, 140])
def test_it_keeps_to_the_width_of_the_terminal(
    ssi: Ssi, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for line in ssi("--sample", "model").stdout.splitlines():
        assert len(line) <= max(width, 62), line


def test_a_simulation_says_whether_it_has_learned_from_you(ssi: Ssi) -> None:
    said = flat(ssi("sim", "quiet_month").stdout)
    assert "The model’s numbers are our starting assumptions." in said
    note(ssi, [40, 41])
    assert "All numbers of the model are our starting assumption." in ssi("model").stdout
    said = flat(ssi("sim", "quiet_month").stdout)
    assert "The model’s numbers are our starting assumptions." in said
    said = flat(ssi("--sample", "sim", "quiet_month").stdout)
    assert "The model has learned from your 24 scores; `ssi model` says what." in said
