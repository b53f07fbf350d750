"""`ssi log` and `ssi set`, and taking them back."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from ssi_tui.cli.everyday import plain_calls
from ssi_tui.settings import choose, profile_folder
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal

FRIDAY, TODAY = date(2026, 11, 20), SATURDAY.date()


def test_logging_echoes_the_day_and_the_new_state(ssi: Ssi) -> None:
    ssi("log", "comment", "2")
    assert ssi("log", "comment", "3").stdout == (
        "Logged 3 comments for Sat 21 Nov\ncomment 5 today, 5 of 5 this week\n"
    )
    assert ssi("log", "comment", "-d", "yesterday").stdout == (
        "Logged 1 comment for Fri 20 Nov\ncomment 1 that day, 1 of 5 that week\n"
    )


def test_what_is_logged_is_in_the_journal(ssi: Ssi, store: Store) -> None:
    ssi("log", "Comments", "3", "-d", "yesterday", "-m", "good talk")
    (entry,) = store.read().actions
    assert (entry.kind, entry.day, entry.count) == ("comment", FRIDAY, 3)
    assert (entry.note, entry.source) == ("good talk", "cli")


@pytest.mark.parametrize("words", [("comment", "3"), ("3", "comments"), ("com", "3")])
def test_the_number_may_stand_before_the_action(ssi: Ssi, store: Store, words: list[str]) -> None:
    ssi("log", *words)
    assert store.read().count("comment", TODAY) == 3


@pytest.mark.parametrize(("day", "logged"), [("-3", "Wed 18 Nov"), ("sat", "Sat 14 Nov")])
def test_days_are_read_as_people_write_them(ssi: Ssi, day: str, logged: str) -> None:
    assert f"for {logged}\n" in ssi("log", "post", "-d", day).stdout


def test_setting_twice_changes_nothing_more(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "7")
    assert ssi("set", "comment", "4").stdout.startswith("Set to 4 comments for Sat 21 Nov\n")
    assert ssi("set", "comment", "4").stdout.startswith("Already 4 comments for Sat 21 Nov\n")
    assert store.read().count("comment", TODAY) == 4
    assert len(store.changes()) == 2
    assert answer(ssi("set", "comment", "0", "--json"))["count"] == 0


def test_the_day_begins_when_the_settings_say(ssi: Ssi, store: Store) -> None:
    from ssi_tui.settings import choose

    choose(day_start=4)
    ssi("log", "post", now=datetime(2026, 11, 21, 3, 59))
    ssi("log", "post", now=datetime(2026, 11, 21, 4, 0))
    assert [entry.day for entry in store.read().actions] == [FRIDAY, TODAY]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["comment", "-d", "soon"], 2, "yesterday, mon, -3, 2026-11-21"),
        (["comment", "-d", "tomorrow"], 2, "still to come"),
        (["comment", "-d", "2026-02-30"], 2, "is not a day"),
        (["comment", "0"], 2, "whole number from 1"),
        (["comment", "-1"], 2, "-1"),
        (["comment", "1.5"], 2, "whole number"),
        (["comment", "nan"], 2, "whole number"),
        (["comment", "1e3"], 2, "whole number"),
        (["comment", "1_000"], 2, "whole number"),
        (["comment", "99999999999999999999"], 2, "whole number"),
        (["comment", "1", "2"], 2, "no place"),
        ([], 2, "ACTION"),
        (["coment"], 3, "Did you mean comment?"),
        (["reakton"], 3, "Did you mean reaction"),
        (["qqqqqq"], 3, "ssi log --help"),
        (["req"], 4, "request-with-note"),
        (["comment", "-m", "x" * 2001], 2, "2000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_stored(
    ssi: Ssi, store: Store, arguments: list[str], code: int, says: str
) -> None:
    done = ssi("log", *arguments, code=code)
    assert done.stdout == ""
    assert says in done.stderr
    assert done.stderr.count("\n") <= 6
    assert store.read().empty


def test_undo_and_redo_go_through_all_changes_of_both_front_ends(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3")
    Store(store.folder, now=store.files.now, by="tui").step("post", TODAY, 1)
    ssi("target", "comment", "daily")
    assert ssi("undo").stdout == "Taken back: the target daily for comments\n"
    assert ssi("undo", "2").stdout == (
        "Taken back: +1 post for Sat 21 Nov\nTaken back: 3 comments for Sat 21 Nov\n"
    )
    assert store.read().empty
    assert ssi("undo").stdout == "Nothing to take back.\n"
    assert ssi("redo").stdout == "Made again: 3 comments for Sat 21 Nov\n"
    assert store.read().count("comment", TODAY) == 3


def test_changes_are_listed_newest_first_with_what_was_taken_back(ssi: Ssi, store: Store) -> None:
    assert ssi("changes").stdout == "No changes yet.\n"
    ssi("log", "comment", "3")
    Store(store.folder, now=store.files.now, by="tui").step("post", TODAY, 1)
    ssi("undo")
    assert ssi("changes").stdout == (
        "Sat 21 Nov 12:00  app    +1 post for Sat 21 Nov  (taken back)\n"
        "Sat 21 Nov 12:00  shell  3 comments for Sat 21 Nov\n"
    )
    assert len(ssi("changes", "--last", "1").stdout.splitlines()) == 1
    assert answer(ssi("changes", "--json"))["changes"][0]["undone"] is True


def test_json_answers_are_exactly_these(ssi: Ssi) -> None:
    said = ssi("log", "comment", "3", "--json").stdout
    assert re.sub(r'"id": "\w{10}"', '"id": "…"', said) == (
        '{"schema": 1, "ok": true, "simulated": false, "data": {"changed": true, "id": "…", '
        '"action": "comment", "day": "2026-11-21", "count": 3, "progress": {"target": "5/week", '
        '"done": 3, "goal": 5, "met": false, "due": true}}, "warnings": []}\n'
    )
    assert answer(ssi("log", "meeting", "--json"))["progress"] is None


def test_errors_are_json_too_with_the_same_code(ssi: Ssi) -> None:
    assert ssi("log", "coment", "--json", code=3).stderr == (
        '{"schema": 1, "ok": false, "simulated": false, "error": {"type": "not-found", '
        '"exit": 3, "message": "no action is called \\u201ccoment\\u201d", '
        '"hints": ["Did you mean comment?"], "what": "action", "name": "coment", '
        '"nearest": ["comment"], "allowed": []}, "warnings": []}\n'
    )
    assert refusal(ssi("--json", "log", "comment", "x", code=2))["type"] == "bad-value"
    assert refusal(ssi("log", "req", "--json", code=4))["candidates"][0] == "request"
    assert refusal(ssi("log", "--json", "--nope", code=2))["type"] == "usage"


def test_an_option_after_m_is_a_note(ssi: Ssi, store: Store) -> None:
    assert ssi("log", "comment", "-m", "--json").stdout.startswith("Logged 1 comment")
    assert store.read().actions[0].note == "--json"


def test_plain_answers_are_one_record_a_line(ssi: Ssi) -> None:
    assert ssi("log", "comment", "--plain").stdout == "comment\t2026-11-21\t1\n"
    (record,) = ssi("changes", "--plain").stdout.splitlines()
    assert record.split("\t")[1:] == [
        *("2026-11-21T12:00:00", "cli", "log", "comment", "2026-11-21", "1", "False")
    ]


NASTY = [
    "[AI] post [/] [red]x[/red] [@click=app.quit]",
    "👩‍👩‍👧 talk, ẗhen coffee",
    "a\x1b[31mred\x1b]0;title\x07b",
    "line\nbreak\ttab",
    "\u202eright to left",
    "{count} {0} %s $(rm -rf /)",
]


@pytest.mark.parametrize("note", NASTY)
def test_a_note_is_kept_as_it_is_and_shown_without_being_obeyed(
    ssi: Ssi, store: Store, note: str
) -> None:
    ssi("log", "comment", "-m", note)
    assert store.read().actions[0].note == note
    store.set_note(TODAY, note)
    said = ssi("today").stdout
    assert not {"\x1b", "\x07", "\u202e", "\t"} & set(said)
    for harmless in ("[AI] post [/] [red]x[/red]", "👩‍👩‍👧", "{count} {0} %s"):
        assert harmless not in note or harmless in said


def test_a_note_can_come_from_stdin(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "-m", "-", stdin="two\nlines [x]\n")
    assert store.read().actions[0].note == "two\nlines [x]"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "state", ["new", "damaged", "no target", "own day", "yesterday", "-3", "8888"]
)
def test_the_short_way_of_a_plain_call_says_what_the_command_says(
    ssi: Ssi, capsys: pytest.CaptureFixture[str], state: str, language: str
) -> None:
    choose(language=language, day_start=6 if state == "own day" else 0)
    folder = Path(profile_folder())
    words = ["article" if state == "no target" else "comment", "2"]
    words += ["-d", state] if state in ("yesterday", "-3", "8888") else []
    answers = []
    for short in (True, False):
        if state == "damaged":
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{datetime.now().date().isoformat()[:7]}.json").write_bytes(b"{")
        if short:
            code = plain_calls.run(["log", *words])
            said = capsys.readouterr()
            answers.append((code, said.out, said.err))
        else:
            done = ssi("log", *words, code=None, now=datetime.now())
            answers.append((done.exit_code, done.stdout.replace(" 4", " 2"), done.stderr))
    assert answers[0] == answers[1]
    assert answers[0][0] == {"damaged": 5, "8888": 2}.get(state, 0)


@pytest.mark.parametrize(
    "line",
    ["", "post 0", "post -1", "post 9999", "post 2 3", "2 posts", "pos", "post -d --json"],
)
def test_what_is_not_plain_is_left_to_the_command(line: str) -> None:
    assert plain_calls.run(["log", *line.split()]) is None
    assert not Path(profile_folder()).exists()


@pytest.mark.parametrize(
    ("line", "kind", "count"),
    [
        ("profile view", "profile-view", 1),
        ("profile view 3", "profile-view", 3),
        ("3 gefällt mir", "reaction", 3),
        ("synes godt om 2 -d yesterday", "reaction", 2),
        ("request with a note", "request-with-note", 1),
    ],
)
def test_a_name_of_several_words_needs_no_quotes(
    ssi: Ssi, store: Store, line: str, kind: str, count: int
) -> None:
    ssi("log", *line.split())
    (entry,) = store.read().actions
    assert (entry.kind, entry.count) == (kind, count)


def test_a_word_that_begins_what_people_say_names_the_action(ssi: Ssi) -> None:
    assert "Did you mean request?" in ssi("log", "connectie", code=3).stderr
    assert "  request\n" in ssi("log", "invitation", code=4).stderr
