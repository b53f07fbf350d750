"""Tables as other people keep them: their signs, weekdays, totals and titles, and bare JSON."""

import json
from datetime import date

import pytest

from ssi_tui.exchange.csv_text import Fault
from tests.exchange.trackers.test_tracker_tables import question, refusal, report, sums

BOTH = {"comment": 5, "post": 1}
ROWS = "2026-11-02,3,1\n2026-11-03,2,0\n"
SCORES = [12.275, 8.51, 0.3, 12.0]
PILLARS = ("PROFESSIONAL_BRAND", "FIND_RIGHT_PEOPLE", "INSIGHT_ENGAGEMENT", "STRONG_RELATIONSHIP")
DATA = {
    "activeSeat": False,
    "memberScore": {
        "overall": 33.085,
        "subScores": [
            {"pillar": pillar, "score": score}
            for pillar, score in zip(PILLARS, SCORES, strict=True)
        ],
    },
    "groupScore": [{"groupType": name, "rank": 5} for name in ("TEAM", "NETWORK", "INDUSTRY")],
}


@pytest.mark.parametrize(
    ("yes", "no"),
    [("👍", "👎"), ("🟩", "⬜"), ("[x]", "[ ]"), ("■", "□"), ("☒", "☐"), ("Yes ✅", "No ❌"),
     ("j", "n"), ("T", "F"), ("+", "-"), ("💯", "0"), ("(x)", "")],
)  # fmt: skip
def test_signs_for_done_and_not_done_are_known(yes: str, no: str) -> None:
    table = f"Date,Comments,Posts\n2026-11-02,{yes},{no}\n2026-11-03,{yes},{yes}\n"
    assert sums(table) == {"comment": 2, "post": 1}


def test_a_column_of_signs_that_nobody_knows_is_named_and_never_dropped() -> None:
    refused = refusal("Date,Comments\n2026-11-02,👾\n2026-11-03,👾\n")
    assert (refused.fault, refused.place, refused.value) == (Fault.NO_COUNTS, "Comments", "👾")
    partly = report("Date,Comments,Posts\n2026-11-02,👾,1\n2026-11-03,👾,0\n")
    assert {fault.value for fault in partly.faults} == {"👾"}


def test_where_nothing_was_counted_the_reason_is_said() -> None:
    refused = refusal("Date,Comments,Posts\n2026-11-02,0,\n2026-11-03,?,\n")
    assert (refused.fault, refused.value) == (Fault.NO_COUNTS, "?")


def test_a_column_of_counts_with_gaps_in_words_keeps_its_counts() -> None:
    cells = ("1", "n/a", "2", "n/a", "x?", "3", "n/a")
    said = report(
        "Date,Habit,Value\n"
        + "".join(f"2026-11-{n:02},comment,{cell}\n" for n, cell in enumerate(cells, 1))
    )
    assert sum(said.actions["comment"].values()) == 6
    assert [fault.value for fault in said.faults] == ["n/a", "n/a", "x?", "n/a"]


@pytest.mark.parametrize(
    "days",
    [
        ("mandag d. 2. november 2026", "tirsdag d. 3. november 2026"),
        ("segunda-feira, 2 de novembro de 2026", "terça-feira, 3 de novembro de 2026"),
        ("Mon-02-Nov-2026", "Tue-03-Nov-2026"),
        ("2026年11月2日(月)", "2026年11月3日(火)"),
        ("2/11-2026", "3/11-2026"),
        ("2/11 2026", "3/11 2026"),
        ("lundi le 2 novembre 2026", "mardi le 3 novembre 2026"),
    ],
)
def test_days_as_people_write_them(days: tuple[str, str]) -> None:
    said = report(f"Date;Comments\n{days[0]};3\n{days[1]};2\n")
    assert said.actions == {"comment": {date(2026, 11, 2): 3, date(2026, 11, 3): 2}}


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (("ma 2-11-2026", "di 3-11-2026"), date(2026, 11, 2)),
        (("Mon 11/2/2026", "Tue 11/3/2026"), date(2026, 11, 2)),
        (("zo 1-2-2026", "ma 2-2-2026", "ma 9-2-2026"), date(2026, 2, 1)),
    ],
)
def test_the_weekday_decides_what_comes_first(cells: tuple[str, ...], first: date) -> None:
    said = report("Date;Comments\n" + "".join(f"{cell};1\n" for cell in cells))
    assert min(said.actions["comment"]) == first


def test_one_weekday_alone_decides_nothing() -> None:
    assert question("Date;Comments\nma 2-11-2026;3\n").choices == ("dmy", "mdy")


def test_a_month_above_twelve_tells_the_order_though_there_is_no_such_day() -> None:
    said = report("Date,Comments\n30/02/2026,3\n01/11/2026,2\n")
    assert said.actions == {"comment": {date(2026, 11, 1): 2}}
    assert [fault.value for fault in said.faults] == ["30/02/2026"]


@pytest.mark.parametrize(
    "table",
    [
        "Date,Comments,Posts\n2026-11-02,3,1\nSubtotal,3,1\n2026-11-03,2,0\nSubtotal,2,0\n"
        "Grand total,5,1\n",
        "Datum,Opmerkingen,Posts\n2-11-2026,3,1\n13-11-2026,2,0\nEindtotaal,5,1\n",
        f"Date,Comments,Posts\n{ROWS}Gesamtsumme,5,1\n",
        f"Date,Comments,Posts\n{ROWS}Σ,5,1\n",
        f"Date,Comments,Posts\n(yyyy-mm-dd),(number),(number)\n{ROWS}",
        f"Date,Comments,Posts\n{ROWS}\nLegend: 1 = done,,\nMade by Lene 28/11/2026,,\n",
    ],
)
def test_sums_units_and_legends_are_no_rows(table: str) -> None:
    said = report(table)
    assert {kind: sum(days.values()) for kind, days in said.actions.items()} == BOTH
    assert not said.faults


@pytest.mark.parametrize(
    "tree",
    [
        {"2026-11-02": DATA, "2026-11-09": DATA},
        [{"date": "2026-11-02", **DATA}, {"date": "2026-11-09", **DATA}],
        {"history": {"2026-11-02": DATA, "2026-11-09": DATA}},
    ],
)
def test_linkedins_own_data_are_found_below_days_and_among_others(tree: object) -> None:
    readings = report(json.dumps(tree)).readings
    assert [*readings] == [date(2026, 11, 2), date(2026, 11, 9)]
    assert {reading.insights for reading in readings.values()} == {0.3}


def test_one_page_of_data_alone_with_its_day_is_one_reading() -> None:
    (reading,) = report(json.dumps({"date": "2026-11-02", **DATA})).readings.values()
    assert (reading.day, reading.brand) == (date(2026, 11, 2), 12.275)


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999"])
def test_numbers_that_are_none_in_json_are_named(number: str) -> None:
    days = ('"2026-11-02","comments":' + number, '"2026-11-03","comments":2')
    said = report("[" + ",".join(f'{{"date":{day}}}' for day in days) + "]")
    assert said.actions == {"comment": {date(2026, 11, 3): 2}}
    assert len(said.faults) == 1


def test_the_industrys_parts_are_not_ones_own_where_the_label_says_whose_they_are() -> None:
    labels = ("Build relationships", "Engage with insights", "Find the right people", "Brand")
    theirs = [f"2026-11-02,Industry: {label},{n}.5\n" for n, label in enumerate(labels)]
    own = [
        f"2026-11-02,{label},{score}\n"
        for label, score in zip(labels, reversed(SCORES), strict=True)
    ]
    (reading,) = report("date,part,value\n" + "".join(theirs + own)).readings.values()
    assert (reading.brand, reading.relationships) == (12.275, 12)


@pytest.mark.parametrize(
    "name", ["PRIORITY", "Prio", "Difficulty", "Prioriteit", "Order", "EUR spent"]
)
def test_a_number_that_counts_nothing_is_no_count(name: str) -> None:
    said = report(f"Date,Task,{name}\n2026-11-02,comment,4\n2026-11-03,comment,4\n")
    assert sum(said.actions["comment"].values()) == 2
    assert said.each_row
