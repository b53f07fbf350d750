"""`ssi explain`."""

import json

import pytest

from sim.terms import Pillar
from tests.cli.conftest import Ssi, answer


def test_the_parts_sum_to_the_score_and_its_change(ssi: Ssi) -> None:
    done = ssi("--sample", "explain", "--json")
    data = answer(done)
    assert json.loads(done.stdout)["simulated"] is True
    assert list(data) == [
        *("day", "read", "total", "pillars", "parts", "member", "reading", "moved")
    ]
    assert sum(part["points"] for part in data["parts"]) == pytest.approx(data["total"], abs=0.02)
    assert sum(data["pillars"].values()) == pytest.approx(data["total"], abs=0.01)
    moved = data["moved"]
    assert list(moved) == ["from", "to", "read", "change", "can_tell", "parts"]
    assert sum(part["points"] for part in moved["parts"]) == pytest.approx(
        moved["change"], abs=0.02
    )


def test_on_the_day_of_a_reading_the_sum_is_the_reading(ssi: Ssi) -> None:
    shares = dict(zip(Pillar, ("13", "9.5", "6", "14"), strict=True))
    for ago in range(1, 31):
        ssi("log", "comment", "-d", f"-{ago}")
    ssi("reading", *(word for name, points in shares.items() for word in (f"--{name}", points)))
    data = answer(ssi("explain", "--json"))
    assert (data["read"], data["total"]) == (True, 42.5)
    assert data["pillars"] == {name: float(points) for name, points in shares.items()}
    said = ssi("explain").stdout
    assert said.startswith("Where your 42.5 points of Sat 21 Nov come from\n")
    assert "  together " in said
    assert "you will" not in said.lower()


def test_why_it_moved_names_what_is_unexplained(ssi: Ssi) -> None:
    for ago in range(1, 40):
        ssi("log", "comment", "2", "-d", f"-{ago}")
    ssi("reading", "40", "-d", "-20")
    ssi("reading", "46")
    said = ssi("explain").stdout
    assert "Why it moved from Sun 1 Nov to Sat 21 Nov: +6.0\n" in said
    assert "\n  unexplained " in said
    data = answer(ssi("explain", "--json"))
    assert data["moved"]["change"] == 6
    rest = sum(part["points"] for part in data["moved"]["parts"] if part["source"] == "unexplained")
    assert data["moved"]["can_tell"] == (abs(rest) <= abs(6 - rest)) == ("can’t tell" not in said)
    then = ssi("explain", "--as-of", "-10").stdout
    assert "Why it moved since the reading of Sun 1 Nov: " in then
    assert "an estimate" in then


def test_without_readings_it_says_that_it_is_an_estimate_for_a_member(ssi: Ssi) -> None:
    done = ssi("explain")
    assert "points of the member “ordinary” come from" in done.stdout
    assert "no reading stands behind it" in done.stdout.replace("\n", " ")
    assert "not yours" in done.stderr
    assert "Why it moved" not in done.stdout
    ssi("log", "comment", "3")
    assert "an estimate\n" in ssi("explain").stdout
    assert answer(ssi("explain", "--member", "active", "--json"))["member"] == "active"


def test_every_part_is_a_record(ssi: Ssi) -> None:
    records = [
        line.split("\t") for line in ssi("--sample", "explain", "--plain").stdout.split("\n")
    ]
    assert {record[0] for record in records[:-1]} == {"score", "moved"}
    total = sum(float(record[3]) for record in records[:-1] if record[0] == "score")
    assert total == pytest.approx(answer(ssi("--sample", "explain", "--json"))["total"], abs=0.02)


def test_pillars_differ_in_shape_too(ssi: Ssi) -> None:
    said = ssi("--sample", "explain", "--no-color").stdout
    for pillar, glyph in zip(("Brand", "People", "Insights", "Relationships"), "■●▲◆", strict=True):
        assert f"{glyph} {pillar} " in said
        assert glyph * 2 in said


def test_a_day_to_come_cannot_be_explained(ssi: Ssi) -> None:
    ssi("explain", "--as-of", "tomorrow", code=2)
    ssi("explain", "--member", "lazy", code=3)
