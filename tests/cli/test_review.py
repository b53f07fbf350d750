"""`ssi week`, `ssi month` and `ssi year`: what was done, what was reached, and weeks in a row."""

from datetime import date, datetime, timedelta

import pytest

from ssi_tui.settings import choose
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer

TODAY = SATURDAY.date()
MONDAY = TODAY - timedelta(days=5)


@pytest.fixture
def only_comments(ssi: Ssi, store: Store) -> None:
    """A target of 3 comments a week and no other."""
    for kind in store.read().targets:
        store.set_target(None, kind)
    ssi("target", "comment", "3/week")


@pytest.mark.usefixtures("only_comments")
def test_a_week_is_told_day_by_day(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3", "-d", "-7")
    ssi("log", "comment", "2", "-d", "mon")
    ssi("log", "comment")
    ssi("log", "reaction", "12", "-d", "fri")
    store.set_note(date(2026, 11, 18), "two [good] talks")
    ssi("reading", "60", "-d", "-7")
    ssi("reading", "61,5")
    assert ssi("week").stdout == (
        "Mon 16 Nov to Sun 22 Nov, week 47   15 actions on 3 days\n"
        "\n"
        "              Mon Tue Wed Thu Fri Sat Sun  done          in a row\n"
        "  comments      2   ·   ·   ·   ·   1         3  of 3 ✓  2 weeks\n"
        "  reactions     ·   ·   ·   ·  12   ·        12\n"
        "\n"
        "  Wed 18 Nov  two [good] talks\n"
        "\n"
        "Score 61.5 on Sat 21 Nov, +1.5 since Sat 14 Nov\n"
    )


@pytest.mark.usefixtures("only_comments")
def test_a_streak_is_not_lost_in_the_morning_and_never_shown_as_none(ssi: Ssi) -> None:
    def said(hour: int, day: date) -> str:
        now = datetime.combine(day, SATURDAY.time()).replace(hour=hour)
        return ssi("week", now=now).stdout

    assert "week" not in said(12, TODAY).splitlines()[-1]
    for back in (1, 2, 3):
        ssi("log", "comment", "3", "-d", (MONDAY - timedelta(days=7 * back)).isoformat())
    assert "of 3  3 weeks\n" in said(6, MONDAY)
    ssi("log", "comment", "3")
    assert "of 3 ✓  4 weeks\n" in said(12, TODAY)
    assert "in a row" not in said(12, TODAY + timedelta(days=16))


def test_whoever_does_not_want_streaks_sees_none(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    assert answer(ssi("month", "--json"))["actions"][0]["weeks_in_a_row"] == 1
    ssi("config", "set", "streaks", "hidden")
    for name in ("week", "month", "year"):
        assert "in a row" not in ssi(name).stdout
        assert answer(ssi(name, "--json"))["actions"][0]["weeks_in_a_row"] is None


@pytest.mark.usefixtures("only_comments")
def test_a_month_is_a_calendar_and_its_weeks(ssi: Ssi) -> None:
    for day, count in (("11-02", 4), ("11-09", 1), ("11-16", 3), ("10-05", 3)):
        ssi("log", "comment", str(count), "-d", day)
    assert ssi("month").stdout == (
        "Nov 2026   8 actions on 3 days\n"
        "\n"
        "   Mon   Tue   Wed   Thu   Fri   Sat   Sun\n"
        "                                        1 ·\n"
        "    2 ▇   3 ·   4 ·   5 ·   6 ·   7 ·   8 ·\n"
        "    9 ▂  10 ·  11 ·  12 ·  13 ·  14 ·  15 ·\n"
        "   16 ▅  17 ·  18 ·  19 ·  20 ·  21 ·  22\n"
        "   23    24    25    26    27    28    29\n"
        "   30\n"
        "\n"
        "            done  target                  in a row\n"
        "  comments     8  3 a week  2 of 3 weeks  1 week\n"
    )


def test_a_year_is_a_cell_a_day_in_every_width(ssi: Ssi, monkeypatch: pytest.MonkeyPatch) -> None:
    ssi("log", "comment", "2", "-d", "2026-01-01")
    ssi("log", "comment", "2")
    for columns in (70, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        said = ssi("year").stdout.splitlines()
        grid = said[2:10]
        assert max(map(len, grid)) <= columns
        assert [line[2:5].strip() for line in grid[1:]] == ["Mon", "", "Wed", "", "Fri", "", "Sun"]
        days = "".join(line[6:] for line in grid[1:])
        assert (days.count("▇"), days.count("·")) == (2, TODAY.timetuple().tm_yday - 2)
        assert grid[0].split()[::11] == ["Jan", "Dec"]


def test_the_week_may_start_on_sunday(ssi: Ssi) -> None:
    choose(week_start="sunday")
    ssi("log", "comment", "-d", "sun")
    said = ssi("week").stdout
    assert said.startswith("Sun 15 Nov to Sat 21 Nov, week 47   1 action on 1 day\n")
    assert " Sun Mon Tue Wed Thu Fri Sat " in said
    assert "   Sun   Mon   Tue" in ssi("month").stdout
    assert "\n  Sun " in ssi("year").stdout


def test_a_span_can_be_looked_at_as_it_stood(ssi: Ssi) -> None:
    ssi("log", "comment", "2", "-d", "2025-12-30")
    ssi("log", "comment", "5")
    data = answer(ssi("year", "--as-of", "2025-12-31", "--json"))
    assert (data["first"], data["last"], data["as_of"]) == (
        "2025-01-01",
        "2025-12-31",
        "2025-12-31",
    )
    assert data["totals"] == {"2025-12-30": 2}
    assert ssi("week", "--as-of", "2025-12-31").stdout.startswith(
        "Mon 29 Dec 2025 to Sun 4 Jan 2026, week 1   "
    )
    ssi("month", "--as-of", "tomorrow", code=2)


@pytest.mark.usefixtures("only_comments")
def test_a_span_as_data_and_one_record_a_line(ssi: Ssi, store: Store) -> None:
    ssi("log", "comment", "3", "-d", "fri")
    store.set_note(TODAY, "note")
    assert answer(ssi("week", "--json")) == {
        "span": "week",
        "first": "2026-11-16",
        "last": "2026-11-22",
        "as_of": "2026-11-21",
        "actions": [
            {
                "action": "comment",
                "count": 3,
                "days": {"2026-11-20": 3},
                "target": "3/week",
                "weeks": 1,
                "weeks_reached": 1,
                "weeks_in_a_row": 1,
            }
        ],
        "totals": {"2026-11-20": 3},
        "rests": [],
        "notes": {"2026-11-21": "note"},
        "readings": [],
    }
    assert ssi("week", "--plain").stdout == "comment\t3\t3/week\t1\t1\t1\n"


@pytest.mark.usefixtures("only_comments")
def test_planned_rest_is_drawn_differently_and_no_week_is_lost_by_it(ssi: Ssi) -> None:
    for day in ("11-04", "11-18"):
        ssi("log", "comment", "3", "-d", day)
    ssi("skip", "--from", "2026-11-09", "--to", "2026-11-15")
    ssi("skip", "--to", "sun")
    said = ssi("month").stdout
    assert "    9 ○  10 ○  11 ○  12 ○  13 ○  14 ○  15 ○\n" in said
    assert "  16 ·  17 ·  18 ▇  19 ·  20 ·  21 ○  22 ○\n" in said
    assert "  ○ planned rest\n" in said
    assert "3 a week  2 of 2 weeks  2 weeks\n" in said
    assert " ·   ·   3   ·   ·   ○   ○     3" in ssi("week").stdout


def test_a_limit_is_judged_when_its_week_is_over(ssi: Ssi, store: Store) -> None:
    for kind in store.read().targets:
        store.set_target(None, kind)
    ssi("target", "pitch", "<=1/day")
    ssi("log", "pitch", "-d", "11-03")
    ssi("log", "pitch", "2", "-d", "11-10")
    (row,) = answer(ssi("month", "--json"))["actions"]
    assert (row["weeks_reached"], row["weeks"]) == (1, 2)
    assert "of at most 7" in ssi("week").stdout


def test_one_frantic_day_does_not_pale_the_others() -> None:
    from ssi_tui.chart.heatmap import top_of

    days = {MONDAY - timedelta(days=n): 4 for n in range(12)}
    assert top_of({**days, TODAY: 500}) == 4
    assert top_of({}) == 0


def test_of_what_nobody_planned_nothing_was_kept(ssi: Ssi) -> None:
    ssi("log", "comment")
    assert "0 ✓" not in ssi("review", "week", "--as-of", "2026-10-25").stdout
