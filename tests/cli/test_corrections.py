"""`ssi edit`, `ssi rm`, `ssi skip` and `ssi action`: putting right, resting, and own actions."""

import json
from datetime import date, timedelta

import pytest

from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal

TODAY = SATURDAY.date()
FRIDAY = TODAY - timedelta(days=1)


def id_of(ssi: Ssi, *arguments: str) -> str:
    """The id of an entry that is logged now."""
    said: str = json.loads(ssi("log", *arguments, "--json").stdout)["data"]["id"]
    return said


def test_entries_are_listed_with_the_ids_that_edit_and_rm_take(ssi: Ssi) -> None:
    assert ssi("edit").stdout == "Nothing was logged in the last 7 days.\n"
    first = id_of(ssi, "comment", "3", "-m", "good [talk]\nthere")
    second = id_of(ssi, "post", "-d", "fri")
    ssi("log", "post", "-d", "-30")
    assert (
        ssi("rm").stdout
        == ssi("edit").stdout
        == (
            f"{second}  1 post for Fri 20 Nov\n"
            f"{first}  3 comments for Sat 21 Nov: good [talk] there\n"
        )
    )
    assert ssi("edit", "-d", "-30", "--plain").stdout.split("\t")[1:4] == [
        "2026-10-22",
        "post",
        "1",
    ]
    data = answer(ssi("rm", "--json"))["entries"][0]
    assert (data["id"], data["action"], data["count"]) == (second, "post", 1)


def test_an_entry_is_put_right_by_the_beginning_of_its_id(ssi: Ssi, store: Store) -> None:
    entry = id_of(ssi, "comment", "3")
    assert ssi("edit", entry[:6], "5").stdout == "Now 5 comments for Sat 21 Nov\n"
    ssi("edit", entry.upper(), "-d", "2026-10-30", "-m", "-", stdin="a note\n")
    (now,) = store.read().actions
    assert (now.count, now.day, now.note) == (5, date(2026, 10, 30), "a note")
    assert ssi("edit", entry, "-a", "repost").stdout.startswith("Now 5 reposts for Fri 30 Oct: a")
    assert ssi("edit", entry, "5").stdout.startswith("Already 5 reposts")
    ssi("undo", "3")
    (now,) = store.read().actions
    assert (now.kind, now.count, now.day, now.note) == ("comment", 3, TODAY, "")


def test_entries_and_readings_are_taken_out_and_come_back(ssi: Ssi, store: Store) -> None:
    one, two = id_of(ssi, "comment", "3"), id_of(ssi, "post")
    ssi("reading", "61")
    reading = answer(ssi("rm", "--json"))["entries"][-1]
    assert reading["action"] == "reading"
    assert ssi("rm", one, two, reading["id"]).stdout == (
        "Taken out: 3 comments for Sat 21 Nov\n"
        "Taken out: 1 post for Sat 21 Nov\n"
        "Taken out: a reading of 61 for Sat 21 Nov\n"
    )
    assert store.read().empty
    assert ssi("undo").stdout == "Taken back: 3 entries taken out\n"
    assert len(store.read().actions) == 2
    ssi("rm", one)
    assert ssi("changes", "--last", "1").stdout.endswith("3 comments for Sat 21 Nov taken out\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["edit", "zzzzzzzzzz", "2"], 3, "no entry"),
        (["edit", "{id}"], 2, "what is to change"),
        (["edit", "{id}", "0"], 2, "from 1"),
        (["edit", "{id}", "-d", "tomorrow"], 2, "still to come"),
        (["edit", "{id}", "-a", "nope"], 3, "no action"),
        (["rm", "{id}", "zzzzzzzzzz"], 3, "no entry"),
        (["rm", ""], 3, "no entry"),
    ],
)
def test_what_can_not_be_put_right_is_refused_and_nothing_changes(
    ssi: Ssi, store: Store, arguments: list[str], code: int, says: str
) -> None:
    entry = id_of(ssi, "comment", "3")
    done = ssi(*(part.replace("{id}", entry) for part in arguments), code=code)
    assert says in done.stderr
    assert len(store.changes()) == 1


def test_a_beginning_that_fits_two_names_both(ssi: Ssi, store: Store) -> None:
    from ssi_tui.model.entries import Action

    put(store, actions=[Action(id=n, kind="post", day=TODAY, count=1) for n in (1, 2)])
    assert "0000000002" in ssi("edit", "000", "5", code=4).stderr
    assert refusal(ssi("rm", "000", "--json", code=4))["candidates"][0] == "0000000001"


def test_rest_is_planned_shown_and_taken_back(ssi: Ssi, store: Store) -> None:
    assert ssi("skip").stdout == "Rest from everything: Sat 21 Nov\n"
    assert ssi("skip", "com", "-d", "fri").stdout == "Rest from comments: Fri 27 Nov\n"
    said = ssi("skip", "--from", "12-21", "--to", "01-02", "-m", "holiday [x]").stdout
    assert said == "Rest from everything: Mon 21 Dec to Sat 2 Jan 2027, 13 days\n"
    assert ssi("skip", "--list").stdout == (
        "Sat 21 Nov                             everything\n"
        "Fri 27 Nov                             comments\n"
        "Mon 21 Dec to Sat 2 Jan 2027, 13 days  everything  holiday [x]\n"
    )
    assert ssi("skip", "--off", "--from", "12-24", "--to", "12-24").stdout == (
        "No rest from everything: Thu 24 Dec\n"
    )
    assert len(store.read().rests) == 4
    assert ssi("undo").stdout == "Taken back: no rest from everything\n"
    assert ssi("today", "--check").stdout == ""
    data = answer(ssi("skip", "post", "-d", "-3", "--json"))
    assert (data["action"], data["first"], data["changed"]) == ("post", "2026-11-18", True)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--from", "12-24", "--to", "2026-12-01"], 2, "last day"),
        (["-d", "fri", "--to", "sun"], 2, "not both"),
        (["nope"], 3, "no action"),
        (["-d", "soon"], 2, "is not a day"),
        (["--to", "2099-01-01"], 2, "rest"),
        (["-m", "x" * 201], 2, "200 characters"),
    ],
)
def test_rest_that_makes_no_sense_is_refused(
    ssi: Ssi, store: Store, arguments: list[str], code: int, says: str
) -> None:
    assert says in ssi("skip", *arguments, code=code).stderr
    assert store.read().rests == ()


def test_the_catalogue_can_be_read_with_its_reasons(ssi: Ssi) -> None:
    lines = ssi("action", "list").stdout.splitlines()
    comment = next(line for line in lines if line.startswith("comment "))
    assert comment.split()[1] == "+5.5"
    assert max(map(len, lines)) <= 100
    assert lines == ssi("action").stdout.splitlines()
    said = ssi("action", "show", "article").stdout
    for part in ("a long text published", "Brand +", "Brand for good", "150 minutes", "Sources"):
        assert part in said, part
    data = answer(ssi("action", "list", "--json"))
    places = [lines[0].index(glyph) for glyph in PILLAR_GLYPHS.values()]
    for told in data["actions"]:
        row = next(line for line in lines if line.startswith(f"{told['action']} "))
        cells = [row[at:end] for at, end in zip(places, [*places[1:], places[-1] + 7], strict=True)]
        for pillar, cell in zip(PILLAR_GLYPHS, cells, strict=True):
            points = [each["points"] for each in told["effects"] if each["pillar"] == pillar]
            assert ("+" in cell or "−" in cell) == bool(points), (told["action"], pillar, cell)
    assert len(data["actions"]) == 39
    assert {"minutes", "half_pace_per_week", "half_life_days", "why", "source"} <= set(
        data["actions"][0]
    )


def test_an_own_action_is_added_logged_changed_and_archived(ssi: Ssi, store: Store) -> None:
    said = ssi("action", "add", "stand [up]", "--pillar", "Rel", "--minutes", "7,5").stdout
    assert said == "Added stand [up] for Relationships: what it gives is your assumption.\n"
    assert "stand [up]" in ssi("log", "stand", "2").stdout
    assert store.read().count("stand [up]", TODAY) == 2
    ssi("target", "stand", "3/week")
    ssi("action", "edit", "stand", "--pillar", "brand")
    assert store.read().own_actions["stand [up]"].pillar == "brand"
    assert "own, assumed for Brand" in ssi("action", "show", "stand").stdout
    ssi("action", "archive", "stand")
    assert "archived" in ssi("action").stdout
    assert store.read().count("stand [up]", TODAY) == 2
    ssi("action", "archive", "stand", "--back")
    assert answer(ssi("action", "show", "stand", "--json"))["archived"] is False
    assert (
        "name that is not taken"
        in ssi("action", "add", "stand [up]", "--pillar", "brand", code=2).stderr
    )
    for line in (["add", "post", "--pillar", "brand"], ["add", "x", "--pillar", "brand",
                 "--minutes", "999"]):  # fmt: skip
        ssi("action", *line, code=2)
    for line in (["edit", "post", "--pillar", "brand"], ["add", "x", "--pillar", "luck"]):
        ssi("action", *line, code=3)


def test_entries_that_a_clock_put_ahead_of_today_are_shown_and_put_right(ssi: Ssi) -> None:
    ahead = SATURDAY + timedelta(days=369)
    ssi("log", "comment")
    ssi("log", "post", "3", now=ahead)
    ssi("reading", "61", now=ahead)
    assert "2 entries lie ahead of today" in ssi("today").stderr
    assert "2027-11-25" in ssi("doctor", code=5).stdout
    entries = {each["action"]: each for each in answer(ssi("edit", "--json"))["entries"]}
    assert entries["post"]["day"] == entries["reading"]["day"] == "2027-11-25"
    assert answer(ssi("rm", "-d", "2027-11-25", "--json"))["entries"][0] == entries["post"]
    ssi("edit", entries["post"]["id"], "-d", "today")
    ssi("rm", entries["reading"]["id"])
    assert answer(ssi("today", "--json"))["counts"] == {"comment": 1, "post": 3}
    assert "ahead" not in ssi("today").stderr + ssi("doctor").stdout
    assert "1 reading" in ssi("undo").stdout or answer(ssi("changes", "--json"))["changes"]
