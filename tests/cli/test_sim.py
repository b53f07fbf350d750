"""`ssi sim` and `ssi demo`."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from sim.terms import Pillar
from ssi_tui.chart.text import cell_len
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal

PLAN = """\
format: 1
name: "[AI] posts \\U0001F600"
start: today
member: ordinary
phases:
  - weeks: 4
    do: {post: 2 per week}
    others: usual
goals:
  - total >= 1 by week 2 with 80%
  - insights >= 25 by week 4 with 80%
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A scenario file of one's own."""
    file = tmp_path / "my plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return str(file)


def test_a_quiet_month_falls_and_comes_back(ssi: Ssi) -> None:
    (curve,) = answer(ssi("--sample", "sim", "quiet_month", "--json"))["scenarios"]
    totals = [week["total"]["median"] for week in curve["weeks"]]
    assert totals[0] - totals[4] > 3
    assert totals[12] - totals[4] >= 0.8 * (totals[0] - totals[4])
    for place, week in enumerate(curve["weeks"]):
        assert week["week"] == place
        assert week["day"] == (SATURDAY.date() + timedelta(days=7 * place)).isoformat()
        for band in (week["total"], *(week[pillar] for pillar in Pillar)):
            assert 0 <= band["low"] <= band["median"] <= band["high"] <= 100


def test_simulated_answers_say_so(ssi: Ssi) -> None:
    told = json.loads(ssi("sim", "quiet_month", "--member", "active", "--json").stdout)
    assert (told["schema"], told["simulated"]) == (1, True)
    assert list(told["data"]) == [
        *("start", "days", "confidence", "basis", "member", "reading"),
        *("stretch", "weights", "no_change", "scenarios"),
    ]
    assert (told["data"]["basis"], told["data"]["member"]) == ("member", "active")
    assert list(told["data"]["scenarios"][0]) == [
        *("letter", "name", "description", "first_day", "minutes_per_week"),
        *("assumed_minutes_per_week", "weeks", "against_first", "goals"),
    ]
    assert told["warnings"]


def test_the_answer_for_people_is_an_estimate_never_a_promise(ssi: Ssi) -> None:
    said = ssi("--sample", "sim", "quiet_month").stdout
    assert "If you keep this pace, the estimate for Sat 13 Feb 2027 is" in said.replace("\n  ", " ")
    assert "4 in 5 runs" in said.replace("\n  ", " ")
    assert "│ today\n" in said
    assert "minutes a week" in said
    assert "you will" not in said.lower()
    assert max(len(line) for line in said.splitlines()) <= 100


@pytest.mark.parametrize("width", [40, 80, 140, 200])
def test_the_answer_keeps_to_the_width_of_the_terminal(
    ssi: Ssi, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for names in (["quiet_month"], ["quiet_month", "post_weekly", "one_article"]):
        for line in ssi("--sample", "sim", *names).stdout.splitlines():
            assert len(line) <= max(width, 76), line


def test_goals_are_met_or_missed(ssi: Ssi, plan: str) -> None:
    said = ssi("sim", plan).stdout
    assert "Goal met: Total 1 by Sat 5 Dec in 100 of 100 runs (80 wanted)." in said
    assert "Goal missed: Insights 25 by Sat 19 Dec in 0 of 100 runs (80 wanted)." in said
    assert "A [AI] posts 😀" in said
    goals = answer(ssi("sim", plan, "--json"))["scenarios"][0]["goals"]
    assert [goal["met"] for goal in goals] == [True, False]
    assert "not judged" in ssi("sim", plan, "--weeks", "1").stdout


def test_several_scenarios_are_compared_with_the_first(ssi: Ssi, plan: str) -> None:
    said = ssi("sim", "quiet_month", plan).stdout
    assert "points against A" in said
    curves = answer(ssi("sim", "quiet_month", plan, "--json"))["scenarios"]
    assert curves[0]["against_first"] is None
    assert set(curves[1]["against_first"]) == {"low", "median", "high"}


@pytest.mark.parametrize("name", ["👩\u200d👩\u200d👧", "❤\ufe0f", "依"])
def test_a_picture_in_a_scenarios_name_does_not_shift_the_chart(
    ssi: Ssi, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "plan.yaml"

    def drawn(called: str) -> str:
        file.write_text(PLAN.replace(r"[AI] posts \U0001F600", called), encoding="utf-8")
        return ssi("sim", "quiet_month", str(file)).stdout

    lines = drawn(f"{name} two").splitlines()
    assert lines == [line.replace("xx two", f"{name} two") for line in drawn("xx two").splitlines()]
    assert max(cell_len(line) for line in lines) <= 100


def test_more_scenarios_than_curves_fit_the_chart(ssi: Ssi) -> None:
    said = ssi("sim", *(["quiet_month"] * 6), "--member", "active").stdout
    assert "The chart shows the first 5." in said
    assert "\nF Quiet month" in said


def test_the_options_do_what_they_say(ssi: Ssi, plan: str) -> None:
    data = answer(ssi("sim", plan, "--weeks", "2", "--json"))
    assert data["days"] == 14
    later = answer(ssi("sim", plan, "--from", "2026-12-01", "--json"))
    assert later["scenarios"][0]["first_day"] == "2026-12-01"
    assert ssi("sim", plan, "--seed", "7").stdout == ssi("sim", plan, "--seed", "7").stdout
    assert ssi("sim", plan, "--seed", "7", "--csv").stdout != ssi("sim", plan, "--csv").stdout


def test_the_csv_has_a_row_for_each_week_and_part(ssi: Ssi, plan: str) -> None:
    rows = list(csv.DictReader(ssi("sim", plan, "--csv").stdout.splitlines()))
    assert len(rows) == 5 * 5
    assert list(rows[0]) == ["scenario", "week", "day", "of", "low", "median", "high"]
    assert (rows[-1]["week"], rows[-1]["of"]) == ("4", "relationships")
    records = ssi("sim", plan, "--plain").stdout.splitlines()
    assert [record.split("\t") for record in records] == [list(row.values()) for row in rows]


def test_a_spreadsheet_runs_no_formula_out_of_a_name(ssi: Ssi, plan: str) -> None:
    text = Path(plan).read_text(encoding="utf-8").replace('"[AI]', '"=1+[AI]')
    Path(plan).write_text(text, encoding="utf-8")
    assert "\n'=1+[AI] posts" in ssi("sim", plan, "--csv").stdout


def test_faults_of_all_files_are_told_at_their_places(ssi: Ssi, tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("format: 1\nnam: x\nphases:\n  - weeks: 4\n    do: {psot: daily}\n")
    two.write_bytes(b"\x00\xff\x1b[31m")
    done = ssi("sim", str(one), str(two), "quiet_month", code=2)
    lines = done.stderr.splitlines()
    assert done.stdout == ""
    assert any(line.startswith(f"{one}:2:1: nam: ") for line in lines)
    assert any(line.startswith(f"{one}:5:10: ") and "post" in line for line in lines)
    assert lines[-1].startswith(f"{two}:1:")
    assert "\x1b" not in done.stderr
    told = refusal(ssi("sim", str(one), "--json", code=2))
    assert told["type"] == "scenario"
    assert [fault["line"] for fault in told["faults"]] == sorted(
        fault["line"] for fault in told["faults"]
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "SCENARIO"),
        (["quiet_mont"], 3, "quiet_month"),
        (["no/such.yaml"], 2, "no/such.yaml:1:1: "),
        (["quiet_month", "--weeks", "0"], 2, "weeks"),
        (["quiet_month", "--weeks", "157"], 2, "156"),
        (["quiet_month", "--seed", "x"], 2, "seed"),
        (["quiet_month", "--member", "lazy"], 3, "member"),
        (["quiet_month", "--from", "soon"], 2, "first day"),
    ],
)
def test_what_cannot_be_simulated_is_refused(
    ssi: Ssi, arguments: list[str], code: int, says: str
) -> None:
    assert says in ssi("sim", *arguments, code=code).stderr


def test_the_demo_shows_the_sample_and_the_way_on(ssi: Ssi) -> None:
    done = ssi("demo")
    assert done.stderr == ""
    assert done.stdout.startswith("A made-up journal")
    assert "Quiet month" in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        "Look around in the app:    ssi-tui --sample",
        "Start a journal of yours:  ssi log comment",
    ]
    assert ssi("changes").stdout == "No changes yet.\n"
    assert answer(ssi("demo", "--json"))["basis"] == "journal"
