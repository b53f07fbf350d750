"""What people take home: one page, one calendar, one table, and nothing of anybody else."""

import base64
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

from ssi_tui.workshop.group import SAMPLE, Participant, PeopleGroup, save_group
from ssi_tui.workshop.handout import (
    FOOT,
    HABITS_MOST,
    HIGH,
    LEFT,
    RIGHT,
    TOP,
    WIDE,
    Handout,
    first_week,
    handout_calendar,
    handout_page,
    handout_table,
    make_handout,
)
from tests.cli.conftest import Ssi, answer
from tests.cli.conftest import ssi as ssi
from tests.workshop.chrome import chrome, needed

SATURDAY = date(2026, 11, 21)
ROUGH = Participant(
    name="<b>Zoë</b> & \"Bo\"", total=36.0, pillars=(12.0, 6.0, 3.0, 15.0),
    minutes=60, commitment="Two <i>comments</i> a day",
)  # fmt: skip
QUICK = Participant(name="Ann", total=40, minutes=600)
"""Gets there: looking for the soonest day of who does not takes a second."""


@pytest.fixture(scope="module")
def handout() -> Handout:
    return make_handout(ROUGH, today=SATURDAY)


def test_a_hand_out_has_at_most_five_habits_from_the_next_monday(handout: Handout) -> None:
    week = first_week(handout)
    kinds = {kind for _day, counts, _minutes in week for kind in counts}
    assert 1 <= len(kinds) <= HABITS_MOST
    assert handout.monday == date(2026, 11, 23)
    assert all(handout.monday <= day < date(2026, 11, 30) for day, _c, _m in week)


def test_the_pace_that_nobody_logged_is_called_assumed(handout: Handout) -> None:
    assert "Nothing was logged: “as usual” is an assumed pace" in handout_page(handout)


@pytest.mark.parametrize("today", [date(2026, 11, 21 + ahead) for ahead in range(7)])
def test_the_first_day_is_a_monday_to_come(today: date) -> None:
    monday = make_handout(QUICK, today=today).monday
    assert monday.weekday() == 0
    assert 1 <= (monday - today).days <= 7


def test_every_word_is_escaped_and_nothing_is_asked_for(handout: Handout) -> None:
    page = handout_page(handout)
    assert "<b>Zoë" not in page
    assert "&lt;b&gt;Zoë&lt;/b&gt; &amp;" in page
    assert "Two &lt;i&gt;comments" in page
    assert "default-src 'none'" in page
    assert not re.search(r"<script|\bsrc=|\bhref=|@import|url\(", page)


def test_the_drawing_stands_within_its_frame(handout: Handout) -> None:
    drawn = re.search(r"<svg.*</svg>", handout_page(handout), re.DOTALL)
    assert drawn
    paths = re.findall(r'\bd="([^"]+)"', drawn[0])
    assert len(paths) > 3
    for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", " ".join(paths)):
        assert LEFT <= float(x) <= WIDE - RIGHT
        assert TOP <= float(y) <= HIGH - FOOT
    words = [float(y) for y in re.findall(r'<text[^>]* y="(-?[\d.]+)"', drawn[0])]
    assert len(words) > 4
    assert all(TOP <= y <= HIGH for y in words)
    assert sum(y > HIGH - FOOT + 4 for y in words) == 3  # both days and the key, below the curves


def test_the_page_speaks_the_persons_language_whatever_the_coachs_is() -> None:
    german = replace(QUICK, language="de")
    pages = [handout_page(make_handout(p, today=SATURDAY, language="nl")) for p in (german, QUICK)]
    assert ['lang="de"' in page for page in pages] == [True, False]
    assert 'lang="nl"' in pages[1]
    assert "Die erste Woche" in pages[0]


def test_the_calendar_reminds_for_ten_weeks_and_ends_with_a_look_at_the_score(
    handout: Handout,
) -> None:
    now = datetime(2026, 11, 21, 9, 30)
    calendar = icalendar.Calendar.from_ical(handout_calendar(handout, now))
    *habits, again = calendar.walk("VEVENT")
    assert len(habits) == len(first_week(handout))
    assert all(event.walk("VALARM") for event in habits)
    ends = {event["rrule"]["until"][0].date() for event in habits}
    assert ends == {handout.until}
    assert again.decoded("dtstart") == handout.until == date(2027, 1, 31)
    first, second = (handout_calendar(handout, now) for _ in range(2))
    assert re.findall("UID:.*", first) == re.findall("UID:.*", second)


def test_the_table_has_a_row_a_week_and_plain_figures(handout: Handout) -> None:
    header, *rows = handout_table(handout).splitlines()
    assert header.startswith("week,day,as_usual,plan,plan_low,plan_high,brand")
    assert len(rows) == len(handout.outlook.weeks)
    assert all(re.fullmatch(r"[\d.,-]+", row) for row in rows)


def test_what_takes_seconds_takes_less_than_a_minute_and_minutes_have_their_unit(
    handout: Handout,
) -> None:
    first, *others = handout.plan.steps
    seconds = replace(handout.plan, steps=(replace(first, minutes=0.4), *others))
    page = handout_page(replace(handout, plan=seconds))
    assert "&lt;1 min" in page
    assert not re.search(r"[^<;]\b0 min", page)
    assert re.search(r'<td class="n">\d+ min</td>', page)


def test_somebody_without_a_score_gets_a_page_that_says_so() -> None:
    page = handout_page(make_handout(replace(QUICK, total=None), today=SATURDAY))
    assert "No score yet" in page


def test_everybody_of_a_group_gets_three_files_with_numbers_for_names(
    ssi: Ssi, tmp_path: Path
) -> None:
    save_group(PeopleGroup(name="Team", people=(replace(ROUGH, minutes=600), QUICK)))
    done = ssi("handout", "--group", "Team", "-o", str(tmp_path / "out"))
    assert done.stdout == f"Wrote the hand-outs of 2 people to {tmp_path / 'out'}\n"
    files = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert files == [f"{n}.{ending}" for n in ("01", "02") for ending in ("csv", "html", "ics")]
    said = "".join(file.read_text("utf-8") for file in (tmp_path / "out").iterdir())
    assert "Zoë" not in said
    assert "comments</i>" not in said


def test_names_stand_where_they_are_asked_for(ssi: Ssi, tmp_path: Path) -> None:
    data = answer(ssi("handout", "--group", "sample", "--names", "-o", str(tmp_path), "--json"))
    assert (data["people"], len(data["files"])) == (12, 36)
    assert "Ada Example" in (tmp_path / "ada-example.html").read_text("utf-8")


def test_ones_own_journal_gets_a_hand_out_too(ssi: Ssi, tmp_path: Path) -> None:
    ssi("--sample", "handout", "-o", str(tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == {
        f"handout.{e}" for e in ("html", "ics", "csv")
    }


def test_a_folder_that_cannot_be_made_is_said(ssi: Ssi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ssi("handout", "--group", "sample", "-o", str(tmp_path / "file" / "out"), code=6)


@needed
async def test_it_reads_on_a_phone_and_on_one_sheet_of_paper(tmp_path: Path) -> None:
    longest = max(SAMPLE.people, key=lambda person: person.minutes or 0)
    for language in ("en", "de", "nl", "da"):
        file = tmp_path / f"{language}.html"
        file.write_text(handout_page(make_handout(longest, today=SATURDAY, language=language)))
    async with chrome() as browser:
        for language in ("en", "de", "nl", "da"):
            address = (tmp_path / f"{language}.html").as_uri()
            async with browser.page() as page:
                await page.open(address, 360, 800)
                assert await page.value("document.documentElement.scrollWidth") <= 360, language
                assert page.requests == [address]
                assert page.faults == []
                printed = await page.call("Page.printToPDF", preferCSSPageSize=True)
                pages = base64.b64decode(printed["data"]).count(b"/Type /Page\n")
                assert pages == 1, language
