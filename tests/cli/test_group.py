"""`ssi group` and `ssi workshop`: from a paste to a race, and what is said on the way."""

import json
from pathlib import Path

import openpyxl
import pytest

from ssi_tui.workshop.group import Participant, PeopleGroup, group_file, save_group
from tests.cli.conftest import Ssi, answer

PASTE = "Ann 46\nBo; 12,5; 6; 3; 15\nCy 1 2\nDi\n"


def test_a_paste_becomes_a_group_and_each_line_left_out_is_said(ssi: Ssi) -> None:
    done = ssi("group", "new", "Team", stdin=PASTE)
    assert done.stdout == (
        "Team: 3 people\nline 3 left out, give a total, the four pillars, or nothing: Cy 1 2\n"
    )
    assert (
        "Bo    36.5   12.5     6.0       3.0           15.0" in ssi("group", "show", "team").stdout
    )


def test_a_group_that_is_there_is_replaced_only_when_asked(ssi: Ssi) -> None:
    ssi("group", "new", "Team", stdin=PASTE)
    refused = ssi("group", "new", "team", stdin="Eve 20\n", code=2)
    assert "There is a group “team” already" in refused.stderr
    assert len(answer(ssi("group", "show", "team", "--json"))["people"]) == 3
    ssi("group", "new", "team", "--replace", stdin="Eve 20\n")
    assert len(answer(ssi("group", "show", "team", "--json"))["people"]) == 1


def test_a_paste_without_people_makes_no_group(ssi: Ssi) -> None:
    refused = ssi("group", "new", "Team", stdin="12 13 14\n", code=2)
    assert "line 1 left out, no name: 12 13 14" in refused.stderr
    assert "Nobody is in it. Each line is one person" in refused.stderr
    assert not group_file("Team").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_whatever_wrote_it(ssi: Ssi, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("Name;Gesamt\nZoë Müller;46,5\n".encode(encoding))
    ssi("group", "new", "Team", str(file))
    (person,) = answer(ssi("group", "show", "Team", "--json"))["people"]
    assert (person["name"], person["total"]) == ("Zoë Müller", 46.5)


def test_a_sheet_is_read_as_it_is(ssi: Ssi, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Brand", "People", "Insights", "Relationships", "Minutes"])
    book.active.append(["Ann", 12.5, 6, 3, 15, 60])
    book.save(tmp_path / "people.xlsx")
    ssi("group", "new", "Team", str(tmp_path / "people.xlsx"))
    (person,) = answer(ssi("group", "show", "Team", "--json"))["people"]
    assert (person["total"], person["minutes"]) == (36.5, 60)


def test_what_is_no_sheet_and_no_file_is_said_in_a_line(ssi: Ssi, tmp_path: Path) -> None:
    (tmp_path / "people.xlsx").write_text("no")
    ssi("group", "new", "Team", str(tmp_path / "people.xlsx"), code=2)
    ssi("group", "new", "Team", str(tmp_path / "nothing.csv"), code=3)
    for name, data in (
        ("old.xls", b"\xd0\xcf\x11\xe0 Ann 33\n"),
        ("open.ods", b"PK\x03\x04 Ann 33\n"),
        ("sheet.csv", b"PK\x03\x04 Ann 33\n"),
        ("people.csv", bytes(range(0x80, 0xA0)) * 9 + b"\nAnn 33\n"),
    ):
        (tmp_path / name).write_bytes(data)
        said = ssi("group", "new", "Team", str(tmp_path / name), code=2).stderr
        assert said.startswith(f"ssi: {name} "), said


def test_a_race_says_who_gains_by_what_and_how_sure_that_is(ssi: Ssi) -> None:
    race = answer(ssi("group", "race", "sample", "--json"))
    assert len(race["people"]) == 12
    assert all(len(person["gains"]) == 3 for person in race["people"])
    for person in race["people"]:
        medians = [gain["median"] for gain in person["gains"]]
        assert person["best"] == medians.index(max(medians))
        assert all(gain["low"] <= gain["median"] <= gain["high"] for gain in person["gains"])
    said = ssi("group", "race", "sample").stdout
    assert "150 min on both" in said
    assert "Ada Example" in said


def test_as_usual_of_people_without_a_log_is_called_assumed(ssi: Ssi) -> None:
    ssi("group", "new", "Team", stdin=PASTE)
    said = ssi("group", "race", "team").stdout
    assert said.count("≈") == 3  # two people with a score, and what it means
    assert "≈ an assumed pace" in " ".join(said.split())


def test_hidden_names_leave_no_trace_in_any_answer(ssi: Ssi) -> None:
    for command in ("show", "race"):
        for form in ((), ("--json",), ("--plain",)):
            done = ssi("group", command, "sample", "--hide", *form)
            assert "Example" not in done.stdout.replace("Example group", "")


def test_people_without_a_score_are_shown_and_not_raced(ssi: Ssi) -> None:
    save_group(
        PeopleGroup(name="Team", people=(Participant(name="Ann"), Participant(name="Bo", total=40)))
    )
    race = answer(ssi("group", "race", "Team", "post_weekly", "--json"))
    assert [len(person["gains"]) for person in race["people"]] == [0, 1]
    assert "Ann    –" in ssi("group", "race", "Team", "post_weekly").stdout


def test_deleting_a_group_leaves_no_copy(ssi: Ssi) -> None:
    ssi("group", "new", "Team", stdin=PASTE)
    home = group_file("Team").parent.parent
    ssi("group", "delete", "Team", code=2)  # nobody to ask here
    ssi("group", "delete", "Team", "--yes")
    left = [file for file in home.rglob("*") if file.is_file() and "Bo" in file.read_text("utf-8")]
    assert left == []


def test_a_damaged_group_is_named_and_left_alone(ssi: Ssi) -> None:
    file = group_file("Team")
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"schema": 1, "name": "Team", "people": [{"name": 5}]}))
    ssi("group", "show", "Team", code=5)
    assert file.exists()


def test_the_addresses_that_phones_could_reach_are_listed(ssi: Ssi) -> None:
    addresses = answer(ssi("workshop", "--listen", "show", "--json"))["addresses"]
    assert not [address for address in addresses if address.startswith("127.")]


def test_bytes_that_are_no_text_make_no_group(ssi: Ssi, tmp_path: Path) -> None:
    noise = bytes(range(256)) * 4
    (tmp_path / "noise").write_bytes(noise)
    ssi("group", "new", "noise", str(tmp_path / "noise"), code=2)
    ssi("group", "new", "noise", stdin=noise.decode("cp1252", errors="replace"), code=2)
    assert "noise" not in ssi("group", "list").stdout


def test_nothing_is_the_best_for_who_has_all_points(ssi: Ssi) -> None:
    ssi("group", "new", "top", stdin="Ann; 25; 25; 25; 25\n")
    said = ssi("group", "race", "top").stdout
    assert said.count("best for 0 of 1") == 3


def test_a_name_that_is_no_text_names_no_group(ssi: Ssi) -> None:
    for command in (("new",), ("show",), ("race",), ("delete", "--yes")):
        done = ssi("group", *command, "\udcff", code=2, stdin="Ann 40\n")
        assert "readable text" in done.stderr
