"""`ssi today` and `ssi` alone, and the targets that they count against."""

from datetime import date, datetime
from pathlib import Path

import pytest

from ssi_tui.cli.everyday import plain_calls
from ssi_tui.settings import choose, profile_folder
from ssi_tui.store import Store
from tests.cli.conftest import Ssi, answer


def test_an_empty_journal_greets_and_names_the_first_step(ssi: Ssi) -> None:
    said = ssi().stdout
    assert said.startswith("Welcome. ")
    assert "ssi log comment" in said
    assert "ssi demo" in said
    ssi("log", "comment")
    assert "Welcome" not in ssi().stdout


def test_bare_ssi_is_ssi_today(ssi: Ssi) -> None:
    ssi("log", "comment")
    assert ssi().stdout == ssi("today").stdout
    assert ssi("--json").stdout == ssi("today", "--json").stdout


def test_today_tells_what_is_done_and_what_comes_next(ssi: Ssi, store: Store) -> None:
    for kind in store.read().targets:
        ssi("target", kind, "none")
    ssi("target", "comment", "3/week")
    ssi("target", "post", "2/day")
    ssi("log", "comment", "3", "-d", "yesterday")
    ssi("log", "reaction", "4")
    ssi("reading", "60", "-d", "-7")
    ssi("reading", "61,5")
    assert ssi("today").stdout == (
        "Saturday 21 November   1 of 2 done\n"
        "\n"
        "  comments  ·  3 of 3 this week  ██████████ ✓\n"
        "  posts     ·  0 of 2 today      ░░░░░░░░░░\n"
        "  also: 4 reactions\n"
        "\n"
        "Score 61.5 on Sat 21 Nov, +1.5 since Sat 14 Nov\n"
        "Due: 2 more posts  (ssi log post)\n"
    )
    ssi("log", "post", "2")
    assert ssi("today").stdout.endswith("Done for today.\n")


def test_today_as_data(ssi: Ssi, store: Store) -> None:
    for kind in store.read().targets:
        ssi("target", kind, "none")
    ssi("target", "post", "mon,sat")
    ssi("log", "reaction", "4")
    assert answer(ssi("today", "--json")) == {
        "day": "2026-11-21",
        "done": 0,
        "of": 1,
        "targets": [
            {
                "action": "post",
                "today": 0,
                "target": "mon,sat",
                "done": 0,
                "goal": 2,
                "met": False,
                "due": True,
            }
        ],
        "counts": {"reaction": 4},
        "note": "",
        "reading": None,
        "next": "post",
    }
    assert ssi("today", "--plain").stdout == "post\t0\t0\t2\tdue\n"


def test_nothing_is_due_on_a_day_of_planned_rest(ssi: Ssi, store: Store) -> None:
    for kind in store.read().targets:
        ssi("target", kind, "none")
    ssi("target", "comment", "3/week")
    ssi("skip", "comment")
    assert ssi("today").stdout == (
        "Saturday 21 November\n"
        "\n"
        "  comments  ·  0 of 3 this week  planned rest\n"
        "\n"
        "No score yet: `ssi reading 61` notes what linkedin.com/sales/ssi shows.\n"
        "A day of rest: nothing is due.\n"
    )
    assert ssi("today", "--plain").stdout == "comment\t0\t0\t3\trest\n"


def test_another_day_can_be_looked_at(ssi: Ssi) -> None:
    ssi("log", "comment", "2", "-d", "-7")
    data = answer(ssi("today", "--as-of", "-7", "--json"))
    assert (data["day"], data["counts"]) == ("2026-11-14", {"comment": 2})
    ssi("today", "--as-of", "tomorrow", code=2)


def test_the_check_answers_by_its_exit_code(ssi: Ssi, store: Store) -> None:
    for kind in store.read().targets:
        ssi("target", kind, "none")
    assert ssi("today", "--check").stdout == ""
    ssi("target", "post", "daily")
    ssi("target", "pitch", "<=0/day")
    assert ssi("today", "--check", code=10).stdout == "posts 0 of 1 today\n"
    assert ssi("today", "--check", "--plain", code=10).stdout == "post\t0\t0\t1\tdue\n"
    assert answer(ssi("today", "--check", "--json", code=10))["next"] == "post"
    ssi("log", "post")
    assert ssi("today", "--check").stdout == ""


@pytest.mark.parametrize(
    ("spec", "words", "state"),
    [
        ("3/week", "3 a week", "2 of 3 this week"),
        ("3/7d", "3 in any 7 days", "2 of 3 in 7 days"),
        ("3/30d", "3 in any 30 days", "3 of 3 in 30 days"),
        ("mon,wed,fri", "Mon, Wed, Fri", "2 of 3 this week"),
        ("<=4/week", "at most 4 a week", "2 of at most 4 a week"),
    ],
)
def test_targets_come_in_all_forms(ssi: Ssi, spec: str, words: str, state: str) -> None:
    ssi("log", "comment", "-d", "-20")
    ssi("log", "comment", "-d", "-1")
    assert ssi("target", "comment", spec).stdout == f"Target for comments: {words}\n"
    assert ssi("log", "comment").stdout.endswith(f"comment 1 today, {state}\n")


def test_targets_are_listed_changed_and_taken_away(ssi: Ssi) -> None:
    assert "comment            5/week   5 a week\n" in ssi("target").stdout
    assert ssi("target", "com").stdout == "comment  5/week  5 a week\n"
    assert answer(ssi("target", "comment", "daily", "--json")) == {
        "action": "comment",
        "target": "daily",
        "changed": True,
    }
    assert ssi("target", "comment", "none").stdout == "No target for comments any more\n"
    assert "comment\t" not in ssi("target", "list", "--plain").stdout
    ssi("undo")
    assert "comment\tdaily\n" in ssi("target", "list", "--plain").stdout
    assert "3/week" in ssi("target", "comment", "often", code=2).stderr
    assert "mon,wed,fri" in ssi("target", "comment", "0/week", code=2).stderr
    ssi("target", "nope", "daily", code=3)


def test_a_file_changed_by_hand_is_taken_and_said(ssi: Ssi, store: Store) -> None:
    from pathlib import Path

    ssi("log", "comment")
    file = Path(store.folder) / "2026-11.json"
    file.write_text(file.read_text().replace('"count":1', '"count":9'))
    done = ssi("today", "--json")
    assert answer(done)["counts"] == {"comment": 9}
    assert "2026-11.json" in done.stdout
    assert "changed by hand" in ssi("today").stderr
    assert store.read().count("comment", date(2026, 11, 21)) == 9


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("state", ["new", "filled", "damaged"])
@pytest.mark.parametrize("span", ["week", "month", "year"])
def test_a_span_by_its_name_alone_says_what_the_command_says(
    ssi: Ssi, capsys: pytest.CaptureFixture[str], span: str, state: str, language: str
) -> None:
    choose(language=language)
    today = datetime.now()
    if state != "new":
        ssi("log", "comment", "3", now=today)
        ssi("log", "article", now=today)
    if state == "damaged":
        (Path(profile_folder()) / f"{today.date().isoformat()[:7]}.json").write_bytes(b"{")
    code = plain_calls.run([span])
    said = capsys.readouterr()
    done = ssi(span, code=None, now=today)
    assert (code, said.out, said.err) == (done.exit_code, done.stdout, done.stderr)
    assert code == (5 if state == "damaged" else 0)


def test_a_goal_and_the_name_of_its_action_need_no_quotes(ssi: Ssi, store: Store) -> None:
    ssi("target", "profile", "view", "twice", "a", "week")
    assert str(store.read().targets["profile-view"]) == "2/week"
