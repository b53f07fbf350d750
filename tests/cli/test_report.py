"""`ssi review`: a stretch of time on a page, in the terminal, in a browser and in Excel."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from ssi_tui.model.terms import OwnAction
from ssi_tui.store import Store
from tests.cli.conftest import Ssi, answer

DAY = date(2026, 11, 21)
EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>&"\x1b[31m'


@pytest.fixture
def kept(ssi: Ssi, store: Store) -> Store:
    """Five weeks of comments and posts, a rest, two readings and a note that would like to run."""
    for ahead in range(35):
        day = DAY - timedelta(days=ahead)
        if day.weekday() < 5:
            store.log("comment", day, 2 if ahead > 13 else 1)
    store.log("post", DAY - timedelta(days=3))
    store.add_reading(DAY - timedelta(days=30), 55)
    store.add_reading(DAY - timedelta(days=2), brand=15, people=10, insights=14, relationships=19)
    store.set_note(DAY - timedelta(days=1), EVIL)
    ssi("skip", "--from", "2026-11-09", "--to", "2026-11-10")
    return store


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("week", "2026-11-16", "2026-11-22"),
        ("month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_review_says_what_was_done_and_what_was_planned(
    ssi: Ssi, name: str, first: str, last: str
) -> None:
    data = answer(ssi("review", name, "--json"))
    assert (data["span"], data["first"], data["last"]) == (name, first, last)
    done = {each["action"]: each for each in data["actions"]}
    days = {"week": 6, "month": 21 - 2, "quarter": 34 - 2, "year": 34 - 2}[name]
    assert done["comment"]["planned"] == round(5 * days / 7)  # since the first entry, less the rest
    assert data["reading"]["total"] == 58
    assert data["before"]["total"] == 55
    assert data["next_four_weeks"]["comment"] == 20
    assert list(data["notes"]) == ["2026-11-20"]
    said = ssi("review", name).stdout
    assert said.startswith("Review of ")
    assert "58 on Thu 19 Nov, +3.0 since Thu 22 Oct" in said
    assert "Your targets ask for 20 comments, 4 posts" in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("kept")
def test_the_best_weeks_come_first(ssi: Ssi) -> None:
    weeks = answer(ssi("review", "quarter", "--json"))["best_weeks"]
    assert len(weeks) == 3
    counts = [(week["targets_reached"], week["count"]) for week in weeks]
    assert counts == sorted(counts, reverse=True)


class _Page(HTMLParser):
    """Every element that is no text, and what stands in the attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [f"{k}={v}" for k, v in attrs if k in ("src", "href", "style", "onload")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_loads_and_runs_nothing_whatever_a_note_says(
    ssi: Ssi, kept: Store, tmp_path: Path
) -> None:
    name = '<img src="x" onerror="alert(1)">'
    kept.set_own_action(OwnAction(name, "people"))
    kept.log(name, DAY)
    place = tmp_path / "review.html"
    assert str(place) in ssi("review", "year", "--html", str(place)).stdout
    text = place.read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert not page.names & {"script", "img", "link", "iframe", "a", "object", "base", "form"}
    assert page.links == []
    assert "default-src 'none'" in text
    assert "<script>alert(1)</script>" in page.text
    assert name in page.text
    assert "\x1b" not in text
    days = (DAY - date(2026, 1, 1)).days + 1
    assert len(re.findall("<rect", text)) == days
    assert len(re.findall("<circle", text)) == 2


@pytest.mark.usefixtures("kept")
def test_the_workbook_has_the_days_and_no_formula(ssi: Ssi, tmp_path: Path) -> None:
    place = tmp_path / "review.xlsx"
    ssi("review", "month", "--xlsx", str(place))
    book = openpyxl.load_workbook(place)
    assert book.sheetnames == ["Review", "Days", "Score", "Notes"]
    rows = list(book["Days"].iter_rows(min_row=2, values_only=True))
    comments = sum(int(str(row[2])) for row in rows if row[1] == "comments")
    data = answer(ssi("review", "month", "--json"))
    assert comments == next(a["done"] for a in data["actions"] if a["action"] == "comment")
    note = book["Notes"]["B2"]
    assert note.data_type == "s"
    assert str(note.value).startswith("=HYPERLINK")
    assert book["Score"]["B2"].value == 58


def test_an_empty_journal_has_a_review_too(ssi: Ssi, tmp_path: Path) -> None:
    said = ssi(
        "review", "year", "--html", str(tmp_path / "a.html"), "--xlsx", str(tmp_path / "a.xlsx")
    )
    assert said.stdout.startswith("Review of 2026")
    assert answer(ssi("review", "--json"))["reading"] is None


def test_only_one_answer_goes_to_stdout(ssi: Ssi) -> None:
    assert "Only one answer" in ssi("review", "--html", "-", "--json", code=2).stderr
    assert ssi("review", "--html", "-").stdout.startswith("<!doctype html>")


def test_a_span_is_known_in_the_language_in_use(ssi: Ssi) -> None:
    ssi("config", "set", "language", "de")
    assert ssi("review", "Quartal").stdout.startswith("Rückblick: 4. Quartal 2026")
