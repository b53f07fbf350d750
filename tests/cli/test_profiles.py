"""`ssi profile`, `--profile`, `ssi path`: whose journal it is."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.settings import data_home, load_settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal


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
    assert (gone["deleted"], gone["entries"]) == (True, 1)
    assert gone["files"] >= 4
    assert not Path(profile_folder("zoe-van-dam")).exists()
    assert load_settings().profile == "default"
    assert answer(ssi("profile", "list", "--json"))["profiles"] == [
        {"name": "default", "folder": "default", "current": True, "archived": None}
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


def test_a_name_that_is_typed_wrong_deletes_nothing(
    ssi: Ssi, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssi("profile", "new", "Ana")
    ssi("log", "post", "--profile", "ana")
    monkeypatch.setattr("ssi_tui.cli.shared.session.is_terminal", lambda _stream: True)
    said = ssi("profile", "delete", "ana", stdin="ana\n")
    assert "1 entry, 0 readings, 0 notes" in said.stderr
    assert said.stdout.endswith("Nothing was deleted.\n")
    assert "Deleted Ana for good: 1 entry" in ssi("profile", "delete", "ana", stdin="Ana\n").stdout
    assert not Path(profile_folder("ana")).exists()


def test_a_deletion_that_was_stopped_is_finished_by_the_next_command(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    ssi("profile", "use", "ana")
    waiting = Path(data_home(), ".deleting")
    waiting.mkdir()
    Path(profile_folder("ana")).rename(waiting / "ana")
    done = ssi("log", "post")
    assert "The deletion of ana, which was stopped, is finished: 3 files" in done.stderr
    assert not waiting.exists()
    assert load_settings().profile == "default"
    assert ssi("log", "post").stderr == ""
    assert answer(ssi("today", "--json"))["counts"] == {"post": 2}


def test_those_who_need_a_word_come_first_with_the_reason(ssi: Ssi) -> None:
    for name in ("Ann", "Ben", "Cem", "Dee"):
        ssi("profile", "new", name)
    for name, before, after in (("ben", "50", "45"), ("cem", "40", "42")):
        ssi("reading", before, "--day", "-14", "--profile", name)
        ssi("reading", after, "--profile", name)
    ssi("log", "comment", "--profile", "ben")
    ssi("log", "comment", "--profile", "cem")
    ssi("log", "comment", "--day", "-20", "--profile", "dee")
    lines = ssi("profile", "due").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["Ben", "Dee", "Ann", "Cem"]
    assert "The score fell by 5.0 points since Sat 7 Nov." in lines[0]
    assert "Nothing was logged since Sun 1 Nov. No score is known yet" in lines[1]
    assert lines[3].endswith("on the way")
    found = answer(ssi("profile", "due", "--json"))["profiles"]
    assert found[0]["reasons"] == [{"why": "falling", "amount": 5.0, "since": "2026-11-07"}]
    ssi("profile", "archive", "ben")
    assert "Ben" not in ssi("profile", "due").stdout
    assert "in the archive since Sat 21 Nov" in ssi("profile", "list").stdout
    ssi("undo", "--profile", "ben")
    assert "Ben" in ssi("profile", "due").stdout
    ssi("profile", "archive", "ben")
    assert ssi("profile", "archive", "ben", "--back").stdout == "Ben is back.\n"
    assert "Ben" in ssi("profile", "due").stdout


def test_a_plan_is_part_of_who_needs_a_word_and_of_the_review_in_every_form(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    day = SATURDAY.date()
    for kind in store.read().targets:
        store.set_target(None, kind)
    store.log("comment", day - timedelta(days=20), 3)
    store.add_reading(day - timedelta(days=8), 46)
    scores = (51.0, 52.0, 53.0)
    plan = KeptPlan(day - timedelta(days=21), day + timedelta(days=60), 60.0, {}, scores)
    put(store, targets={"comment": "5/week"}, plan=str(plan))
    said = ssi("profile", "due").stdout
    assert "10 % of the plan that began on Sat 31 Oct is done." in said
    assert "On Fri 13 Nov the score was 6.0 points below what the plan expected." in said
    page, book = tmp_path / "review.html", tmp_path / "review.xlsx"
    assert "\n  Your plan: 60 points by Wed 20 Jan.\n" in ssi("review", "month").stdout
    ssi("review", "month", "--html", str(page), "--xlsx", str(book))
    assert "<p>Your plan: 60 points by Wed 20 Jan.</p>" in page.read_text(encoding="utf-8")
    cells = [cell for row in load_workbook(book).worksheets[0].values for cell in row]
    assert "Your plan: 60 points by Wed 20 Jan." in cells
    assert ssi("--plain", "review", "month").stdout == "comment\t3\t15\t0\t2\n"
    put(store, targets={"comment": "mon,fri"}, plan=str(plan._replace(total=0.0)))
    assert "\n  Your plan lasts until Wed 20 Jan.\n" in ssi("review", "month").stdout
    assert ssi("--plain", "review", "month").stdout == "comment\t3\t6\t0\t2\n"
    later = {"now": SATURDAY + timedelta(days=40)}
    assert "The last score is of Fri 13 Nov: a new one would tell more." in (
        ssi("profile", "due", **later).stdout
    )


def test_the_profile_in_use_is_not_archived(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    ssi("profile", "use", "ana")
    assert "the one in use" in ssi("profile", "archive", "ana", code=2).stderr


def pillars(*points: float) -> list[str]:
    """The four as options."""
    names = ("brand", "people", "insights", "relationships")
    return [
        word for pair in zip(names, points, strict=True) for word in (f"--{pair[0]}", str(pair[1]))
    ]


def test_before_and_after_a_workshop_stand_side_by_side(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    ssi("reading", "40", *pillars(10, 9, 8, 13), "--day", "-30", "--profile", "ana")
    ssi("reading", "45", *pillars(11, 9, 12, 13), "--profile", "ana")
    ssi("log", "comment", "8", "--day", "-40", "--profile", "ana")
    ssi("log", "comment", "20", "--day", "-2", "--profile", "ana")
    _head, row = ssi("profile", "compare", "-28").stdout.splitlines()
    assert row.split() == ["Ana", "40.0", "45.0", "+5.0", "2.0", "5.0"]
    (found,) = answer(ssi("profile", "compare", "-28", "--json"))["profiles"]
    assert (found["points"], found["insights"], found["people"]) == (5.0, 4.0, 0.0)
    assert "not" in ssi("profile", "compare", "30 Feb", code=2).stderr


def test_notes_of_meetings_are_kept_listed_and_taken_away(ssi: Ssi) -> None:
    ssi("profile", "new", "Ana")
    assert ssi("profile", "meeting", "ana").stdout == "No meeting was noted yet.\n"
    ssi("profile", "meeting", "ana", "wants [b]fewer requests\x1b", "--day", "-7")
    ssi("profile", "meeting", "ana", "two posts")
    assert ssi("profile", "meeting", "ana").stdout.splitlines()[1] == "Sat 21 Nov  two posts"
    notes = answer(ssi("profile", "meeting", "ana", "--json"))["meetings"]
    assert [note["day"] for note in notes] == ["2026-11-14", "2026-11-21"]
    assert "\x1b" not in ssi("profile", "meeting", "ana").stdout
    assert "the note of the meeting for" in ssi("changes", "--profile", "ana").stdout
    ssi("profile", "meeting", "ana", "", "--day", "-7")
    ssi("profile", "meeting", "ana", "x" * 2001, code=2)
    assert len(answer(ssi("profile", "meeting", "ana", "--json"))["meetings"]) == 1
