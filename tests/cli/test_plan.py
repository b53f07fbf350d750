"""`ssi plan` and `ssi next`."""

import json
import re
from pathlib import Path

import pytest

from sim.terms import Pillar
from ssi_tui.cli.plan import read_by
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal


def test_a_plan_for_people_is_a_table_and_an_estimate(ssi: Ssi) -> None:
    said = ssi("--sample", "plan", "--target", "58").stdout
    lines = said.splitlines()
    assert lines[0].startswith("58 points by Sat 13 Feb 2027 · about ")
    assert lines[2].split() == ["Action", "a", "week", "so", "far", "minutes"]
    assert any(line.startswith("requests with a note ") for line in lines)
    assert "If you keep to this, the estimate for Sat 13 Feb 2027 is 5" in said
    assert "of 100 people who do, " in said.replace("\n", " ")
    assert "This is an estimate" in said
    assert "you will" not in said.lower()
    assert max(map(len, lines)) <= 100


def test_a_plan_as_data(ssi: Ssi) -> None:
    done = ssi("--sample", "plan", "--target", "56", "--sure", "80%", "--json")
    data = answer(done)
    assert json.loads(done.stdout)["simulated"] is True
    assert list(data) == [
        *("start", "by", "target", "role", "pillar_targets", "sure", "reached", "soonest"),
        *("minutes_per_week", "usual_minutes_per_week", "assumed_minutes_per_week", "actions"),
        *("stop", "ended", "free"),
        *("first_week", "milestone", "falling", "today", "estimate"),
        *("chance", "as_usual", "most_minutes", "enough_minutes", "enough_kinds", "enough_free"),
        *("free_minutes", "later", "more_kinds", "member", "reading"),
    ]
    assert (data["start"], data["by"], data["sure"]) == ("2026-11-21", "2027-02-13", 0.8)
    assert data["reached"]
    assert data["chance"] >= 0.79
    assert set(data["estimate"]) == {"total", *Pillar}
    records = ssi("--sample", "plan", "--target", "56", "--sure", "0.8", "--plain").stdout
    plain = [record.split("\t")[:2] for record in records.splitlines()]
    assert plain == [[each["action"], f"{each['per_week']:g}"] for each in data["actions"]]


def test_a_role_a_pillar_and_limits_say_what_is_wanted(ssi: Ssi) -> None:
    def plan(*arguments: str) -> dict[str, object]:
        data = answer(ssi("plan", "--member", "occasional", *arguments, "--json"))
        assert isinstance(data, dict)
        return data

    role = plan("--role", "average")
    assert (role["role"], role["target"]) == ("average", 50)
    said = ssi("plan", "--member", "occasional", "--role", "average").stdout
    assert "One source wants 50 to 55 points for" in said
    data = plan("--pillar", "insights=6,5", "--limit", "post=1..2", "--limit", "comment=0")
    assert (data["target"], data["pillar_targets"]) == (None, {"insights": 6.5})
    assert data["member"] == "occasional"
    paces = {each["action"]: each["per_week"] for each in data["actions"]}  # type: ignore[attr-defined]
    assert 1 <= paces["post"] <= 2
    assert "comment" not in paces


def test_out_of_reach_names_the_nearest_score_and_the_soonest_day(ssi: Ssi) -> None:
    near = ("--sample", "plan", "--target", "62", "--minutes", "300", "--by", "2w")
    said = ssi(*near).stdout.replace("\n", " ")
    assert "62 points by Sat 5 Dec is out of reach, so this week is for what comes first: 5" in said
    assert "by the sources’ rules and with more of at most 5 kinds of action" in said
    free = " ".join(ssi(*near, "--free").stdout.split())
    assert "the sources’ rules" not in free
    assert "at the soonest" in said
    never = ssi("plan", "--member", "inactive", "--target", "95", "--minutes", "60").stdout
    assert "not get there in two years" in never.replace("\n", " ")


def test_too_sure_is_said_with_the_chance_that_is_left(ssi: Ssi) -> None:
    plan = ("plan", "--member", "ordinary", "--target", "36", "--sure", "99", "--minutes", "40")
    said = ssi(*plan).stdout.replace("\n", " ")
    assert "cannot be made as sure as that" in said
    assert re.search(r"of 100 people who do, \d+ reach it\.", said)
    assert "at the soonest" not in said


def test_what_costs_points_is_listed_to_stop(ssi: Ssi) -> None:
    for ago in range(1, 29):
        ssi("log", "comment", "-d", f"-{ago}")
        ssi("log", "pitch", "-d", f"-{ago}")
    plan = ssi("plan", "--target", "30").stdout
    assert any(line.split()[:2] == ["pitches", "stop"] for line in plan.splitlines())
    assert "What costs points stops" in plan
    done = ssi("plan", "--target", "30", "--targets", "--yes", "--json")
    assert answer(done)["targets_changed"] > 1
    assert "pitch\t<=0/week\n" in ssi("target", "list", "--plain").stdout


def test_a_plan_becomes_the_targets_in_one_change(ssi: Ssi, store: Store) -> None:
    before = store.read().targets
    plan = ("plan", "--member", "ordinary", "--target", "40")
    data = answer(ssi(*plan, "--json"))
    assert "--yes" in ssi(*plan, "--targets", code=2).stderr
    assert store.read().targets == before
    said = ssi(*plan, "--targets", "--yes").stdout
    assert "`ssi undo` takes it back, all at once." in said
    after = store.read().targets
    kept = KeptPlan.read(store.read().plan)
    assert kept is not None
    assert kept.scores
    rising = {each["action"]: each["first_weeks"] for each in data["actions"]}
    assert {kind: len(steps) - 1 for kind, steps in kept.rise.items()} == {
        kind: len(weeks) for kind, weeks in rising.items() if weeks
    }
    named = {each["action"] for each in data["actions"]}
    assert set(after) == {*before, *named} - {*data["ended"]}
    for each in data["actions"]:
        target = after[each["action"]]
        assert 7 * target.amount / target.days >= each["per_week"]
    assert "stay as they are" in ssi(*plan, "--targets", "--yes").stdout
    assert len(store.changes()) == 1
    put(store, plan="", what="plan", by="tui")  # as the app ends one: its targets stay
    assert "The plan is kept" in ssi(*plan, "--targets", "--yes").stdout
    assert KeptPlan.read(store.read().plan) == kept
    for _ in range(3):
        ssi("undo")
    assert store.read().targets == before


def test_a_plan_is_saved_as_a_scenario_and_as_a_calendar(ssi: Ssi, tmp_path: Path) -> None:
    scenario, calendar = tmp_path / "plan.yaml", tmp_path / "plan.ics"
    plan = ("--sample", "plan", "--target", "56", "--save", str(scenario), "--ics", str(calendar))
    data = answer(ssi(*plan, "--json"))
    assert (data["scenario"], data["calendar"]) == (str(scenario), str(calendar))
    (curve,) = answer(ssi("--sample", "sim", str(scenario), "--weeks", "12", "--json"))["scenarios"]
    estimate = data["estimate"]["total"]  # type: ignore[index]
    assert curve["weeks"][12]["total"]["median"] == pytest.approx(estimate, abs=0.3)
    assert 56 - 0.01 <= estimate < 57
    assert all(goal["met"] for goal in curve["goals"])
    assert curve["goals"][0]["points"] == 56
    text = calendar.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("RRULE:FREQ=WEEKLY") >= 5
    assert "UNTIL=20270213" in text
    assert "--yes" in ssi(*plan, code=2).stderr
    assert f"Wrote {scenario}" in ssi(*plan, "--yes").stdout
    assert f"Wrote {calendar}" in ssi(*plan, "-y").stdout


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("mon", "2026-11-23"),
        ("sat", "2026-11-28"),
        ("5", "2026-12-05"),
        ("21", "2026-12-21"),
        ("11-30", "2026-11-30"),
        ("03-01", "2027-03-01"),
        ("2027-03-01", "2027-03-01"),
        ("2027-W05", "2027-02-01"),
        ("6w", "2027-01-02"),
        ("10 days", "2026-12-01"),
        ("+3", "2026-11-24"),
        ("tomorrow", "2026-11-22"),
    ],
)
def test_the_last_day_lies_ahead(by: str, day: str) -> None:
    assert read_by(by, SATURDAY.date()).isoformat() == day


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "ssi plan 70"),
        (["--target", "70", "--role", "sales"], 2, "not both"),
        (["--target", "101"], 2, "target"),
        (["--target", "0"], 2, "target"),
        (["--role", "pirate"], 3, "role"),
        (["--target", "50", "--by", "yesterday"], 2, "a day to come"),
        (["--target", "50", "--by", "3 days ago"], 2, "a day to come"),
        (["--target", "50", "--by", "2029-01-01"], 2, "two years"),
        (["--target", "50", "--by", "soon"], 2, "last day"),
        (["--target", "50", "--minutes", "-5"], 2, "minutes"),
        (["--target", "50", "--sure", "100%"], 2, "chance"),
        (["--target", "50", "--sure", "0"], 2, "1% to 99%"),
        (["--pillar", "insights"], 2, "insights=12"),
        (["--pillar", "insights=26"], 2, "25"),
        (["--pillar", "glory=3"], 3, "pillar"),
        (["--target", "50", "--limit", "post"], 2, "post=0..3"),
        (["--target", "50", "--limit", "post=3..1"], 2, "post=0..3"),
        (["--target", "50", "--limit", "pitch=1"], 3, "action"),
        (["--target", "50", "--member", "lazy"], 3, "member"),
        (["--target", "50", "--limit", "article=2", "--minutes", "9"], 2, "9 minutes"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    ssi: Ssi, arguments: list[str], code: int, says: str
) -> None:
    assert says in refusal(ssi("plan", *arguments, "--json", code=code))["message"]


def test_a_plan_for_an_empty_journal_replaces_no_requests(ssi: Ssi) -> None:
    said = ssi("plan", "40").stdout
    assert "requests with a note" in said
    assert "in place of requests" not in said


def test_what_is_to_be_reached_can_stand_alone(ssi: Ssi) -> None:
    target = answer(ssi("--sample", "plan", "--target", "70", "--json"))
    assert answer(ssi("--sample", "plan", "70", "--json")) == target
    role = answer(ssi("--sample", "plan", "--role", "hr", "--json"))
    assert answer(ssi("--sample", "plan", "hr", "--json")) == role


def test_of_a_bare_total_no_pillar_is_called_the_weakest(ssi: Ssi) -> None:
    ssi("reading", "42", "-d", "-9")
    said = ssi("next").stdout
    assert said.startswith("Which pillar is weakest is not known")
    assert "weakest pillar" not in said.partition("\n")[2]
    assert answer(ssi("next", "--json"))["weakest_known"] is False
    # A later total splits as the pillars before it did
    ssi("reading", "--brand", "4", "--people", "18", "--insights", "16", "--relationships", "3",
        "-d", "-5")  # fmt: skip
    ssi("reading", "42")
    said = ssi("next")
    assert said.stdout.startswith("Weakest pillar: Relationships, 3")
    assert "Only the total is known" not in said.stdout + said.stderr


def test_next_names_the_best_actions_and_the_weakest_pillar(ssi: Ssi) -> None:
    said = ssi("--sample", "next").stdout
    assert said.startswith("Weakest pillar: ")
    assert "points/minute" in said
    assert max(len(digits) for digits in re.findall(r"\d\.(\d+)", said)) == 3
    data = answer(ssi("--sample", "next", "3", "--json"))
    assert 3 <= len(data["next"]) <= 4
    assert all(each["points_per_minute"] > 0 for each in data["next"])
    assert data["weakest_pillar"] in {each["pillar"] for each in data["next"]}
    reasons = [each["reason"] for each in data["next"]]
    assert set(reasons) <= {"due", "usual", "once", "new"}
    lines = said.splitlines()
    assert sum(line.startswith("    ") for line in lines) >= 5  # a reason below each
    assert any("you do it anyway" in line for line in lines)
    first = ssi("--sample", "next", "--plain").stdout.split("\t")[0]
    assert first == data["next"][0]["action"]
    ssi("next", "0", code=2)


def test_without_a_journal_next_says_whose_it_is(ssi: Ssi) -> None:
    done = ssi("next")
    assert "(of the member “ordinary”)" in done.stdout
    assert "not yours" in done.stderr
    assert answer(ssi("next", "--member", "active", "--json"))["member"] == "active"


def test_what_nobody_logged_is_called_assumed_in_next_and_plan(ssi: Ssi) -> None:
    ssi("reading", "50")
    said = ssi("next", "20").stdout
    assert "assumed so far: " in said
    assert "you do it anyway" not in said
    data = answer(ssi("plan", "--target", "54", "--json"))
    assert data["usual_minutes_per_week"] is None
    assert {each["usual"] for each in data["actions"]} == {None}
    assert any(each["assumed"] for each in data["actions"])
    said = ssi("plan", "--target", "54").stdout
    assert "assumed so far: " in said
    title = said.split("\n\n")[0]
    assert title.count("so far") == title.count(" assumed so far") == 1
    assert data["assumed_minutes_per_week"] > 1


def test_the_shell_names_the_option_that_saves_minutes_or_brings_a_goal_within_reach(
    ssi: Ssi,
) -> None:
    ssi("reading", "41")
    wide = ("plan", "50", "--minutes", "500")
    assert "minutes a week would do (--kinds 7)." in " ".join(ssi(*wide).stdout.split())
    few = " ".join(ssi(*wide, "--by", "9w", "--kinds", "2").stdout.split())
    count = answer(ssi(*wide, "--by", "9w", "--kinds", "2", "--json"))["enough_kinds"]
    assert f"With more of {count} kinds the estimate can get there (--kinds {count})." in few


@pytest.mark.parametrize("width", [60, 140])
def test_the_answers_keep_to_the_width_of_the_terminal(
    ssi: Ssi, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for line in (["plan", "--target", "56"], ["next"], ["explain"]):
        for said in ssi("--sample", *line).stdout.splitlines():
            assert len(said) <= max(width, 72), said


def test_a_plan_for_another_day_and_a_pillar_is_titled_so(ssi: Ssi) -> None:
    plan = ("plan", "--member", "inactive", "--pillar", "people=2", "--by", "mon")
    assert ssi(*plan).stdout.startswith("People 2 by Mon 23 Nov · about ")
