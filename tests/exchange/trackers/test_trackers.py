"""Tables of other trackers and of coaches: understood as a whole, asked about where unclear."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.terms import ActionKind
from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.days import Order, orders, read_day
from ssi_tui.exchange.merge import apply_counts
from ssi_tui.exchange.trackers.table import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.store import Store

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
KINDS = tuple(map(str, ActionKind))


def look(text: str, **answers: object) -> TrackerReport | Question:
    """What is understood of a table."""
    return understand(text.encode(), "x.csv", TODAY, KINDS, Answers(**answers))  # type: ignore[arg-type]


def report(text: str, **answers: object) -> TrackerReport:
    """What the table says, without a question."""
    found = look(text, **answers)
    assert isinstance(found, TrackerReport), found
    return found


def asked(text: str, **answers: object) -> Question:
    """The question that the table leaves."""
    found = look(text, **answers)
    assert isinstance(found, Question), found
    return found


FORMS = [
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%dT%H:%M:%SZ}",
    "{0:%Y-%m-%d} 09:30:00 UTC",
    "{0:%d.%m.%Y}",
    "{0.day}. {0.month}. {0.year}",
    "{0:%d.%m.%y}",
    "{0:%d %b %Y}",
    "{0:%b} {0.day}, {0.year}",
    "{0:%A}, {0:%B} {0.day}, {0.year}",
]


@pytest.mark.parametrize("form", FORMS)
def test_days_are_read_in_many_forms(form: str) -> None:
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    cells = [form.format(day) for day in days]
    assert [read_day(cell) for cell in cells] == days
    assert orders(cells, TODAY) == (Order.DAY,)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3. März 2026", "2026-03-03"),
        ("5 mei 2025", "2025-05-05"),
        ("1. okt. 2025", "2025-10-01"),
        ("2026 Oct 4", "2026-10-04"),
        ("2026-10-04 24:00", "2026-10-04"),
    ],
)
def test_months_have_names_in_four_languages(text: str, day: str) -> None:
    assert read_day(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2026-02-30", "1.2", "12", "1/2", "13.13.2026", "²", "2026105"),
        *("2026 Oktobre 4", "2026-10-04 13:00 PM", "2026-10-04 10:00 XYZ", "2026-10-04 25:00"),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@given(st.text(max_size=30))
def test_no_text_makes_reading_a_day_fail(text: str) -> None:
    read_day(text)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["05/11/2026", "13/11/2026"], ("dmy",)),
        (["11/13/2026", "11/05/2026"], ("mdy",)),
        (["05/12/2025", "12/11/2026"], ("dmy",)),  # the other order is still to come
        (["05/11/2025", "12/11/2025", "03/12/2025"], ("dmy",)),  # sorted only so
        (["05/11/2026", "06/11/2026"], ("dmy", "mdy")),
        (["03/03/2026", "04/04/2026"], ("dmy",)),  # no difference
        (["05.11.2026", "06.11.2026"], ("dmy",)),
        (["apples", "pears"], ()),
        ([], ()),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_whole_column(
    cells: list[str], found: tuple[str, ...]
) -> None:
    assert orders(cells, TODAY) == found


def test_a_table_with_an_action_in_each_row() -> None:
    found = report(
        "Date;Activity;Count\n16.11.2026;Comments;3\n16.11.2026;comment;1\n"
        "17.11.2026;Post;\n17.11.2026;Yoga;2\n18.11.2026;post;1\n"
    )
    assert found.actions == {
        "comment": {MONDAY: 4},
        "post": {MONDAY + timedelta(days=2): 1},
    }
    assert found.used == {"Date": "day", "Count": "count", "Activity": "action"}
    assert found.skipped == {"no-action": (5,)}


def test_a_table_with_a_column_for_each_action() -> None:
    found = report(
        "day,comments,profile views,mood,posts\n2026-11-16,2,x,7,\n2026-11-17,0,yes,5,-\n"
        "2026-11-18,1.0,no,3,2\n2026-11-19,2.5,,3,\nsomeday,1,,,\n2026-12-01,9,,,\n"
    )
    assert found.actions == {
        "comment": {MONDAY: 2, MONDAY + timedelta(days=2): 1},
        "profile-view": {MONDAY: 1, MONDAY + timedelta(days=1): 1},
        "post": {MONDAY + timedelta(days=2): 2},
    }
    assert found.left_out == ("mood",)
    assert found.skipped == {"no-day": (6,), "to-come": (7,), "no-count": (5,)}


def test_a_table_with_one_count_asks_for_its_action_and_counts_rows_where_there_is_none() -> None:
    text = "when\tdone\n2026-11-16\t3\n2026-11-17\t1\n"
    question = asked(text)
    assert (question.asked, question.example) == (Asked.ACTION, "done")
    assert report(text, action="message").actions == {
        "message": {MONDAY: 3, MONDAY + timedelta(days=1): 1}
    }
    rows = "2026-11-16\n2026-11-16\n2026-11-17\n"
    assert asked(rows.replace("\n", ",\n")).asked is Asked.ACTION
    assert report(rows.replace("\n", ",\n"), action="post").actions["post"][MONDAY] == 2


def test_several_columns_are_asked_about_and_can_be_named_or_numbered() -> None:
    text = "start,end,a,b\n2026-11-16,2026-11-17,1,2\n2026-11-18,2026-11-19,3,4\n"
    assert asked(text) == Question(asked=Asked.DATE_COLUMN, choices=("start", "end"))
    question = asked(text, date_column="Start")
    assert question == Question(asked=Asked.COUNT_COLUMN, choices=("a", "b"))
    found = report(text, date_column="1", count_column="b", action="comment")
    assert found.actions == {"comment": {MONDAY: 2, MONDAY + timedelta(days=2): 4}}
    assert found.left_out == ("end", "a")
    with pytest.raises(FileRefusedError) as refused:
        look(text, date_column="begin")
    assert (refused.value.fault, refused.value.value) == (Fault.NO_COLUMN, "begin")
    with pytest.raises(FileRefusedError) as refused:
        look(text, date_column="start", count_column="end")
    assert (refused.value.fault, refused.value.place) == (Fault.NO_COUNTS, "end")


def test_an_unclear_order_is_asked_and_answered() -> None:
    text = "date,comments\n05/11/2026,1\n06/11/2026,2\n"
    question = asked(text)
    assert (question.asked, question.choices, question.example) == (
        *(Asked.ORDER, ("dmy", "mdy"), "05/11/2026"),
    )
    assert min(report(text, order=Order.DAY).actions["comment"]) == date(2026, 11, 5)
    assert min(report(text, order=Order.MONTH).actions["comment"]) == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("text", "total", "brand"),
    [
        ("Datum;SSI\n16.11.2026;61\n", 61, None),
        ("Datum;Gesamt;Notiz\n16.11.2026;61,5;gut\n", 61.5, None),
        ("date,brand,people,insights,relationships\n2026-11-16,17.5,14,12,18\n", 61.5, 17.5),
        (
            "date;Establish your professional brand;Find the right people;Engage with insights;"
            "Build relationships;total\n2026-11-16;17,5;14;12;18;61,5\n",
            *(61.5, 17.5),
        ),
    ],
)
def test_scores_come_in_from_a_spreadsheet(text: str, total: float, brand: float | None) -> None:
    found = report(text)
    reading = found.readings[MONDAY]
    assert (reading.total, reading.brand, found.actions) == (total, brand, {})


def test_scores_and_counts_may_stand_side_by_side_and_what_can_be_no_score_is_named() -> None:
    found = report("date,ssi,comments\n2026-11-16,61,3\n2026-11-17,161,2\n2026-11-18,,1\n")
    assert list(found.readings) == [MONDAY]
    assert found.skipped == {"no-score": (3,)}
    assert sum(found.actions["comment"].values()) == 6


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.NO_TABLE),
        (b"\n\n", Fault.NO_TABLE),
        (b"date,comments\n", Fault.NO_TABLE),
        (b"a,b\n1,2\n", Fault.NO_DATES),
        (b"PK\x03\x04rest", Fault.SHEET),
        (b'"' + b"x" * 200_000, Fault.NO_TABLE),
    ],
)
def test_what_is_no_table_of_days_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(FileRefusedError) as refused:
        understand(data, "x.csv", TODAY, KINDS, Answers())
    assert refused.value.fault is fault


@given(
    st.binary(max_size=60)
    | st.text(st.sampled_from('1,;\n\t"./- xd2026'), max_size=60).map(lambda text: text.encode())
)
def test_no_file_makes_it_fail(data: bytes) -> None:
    try:
        understand(data, "x.csv", TODAY, KINDS, Answers(action="comment"))
    except FileRefusedError:
        return


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_may_come_from_any_spreadsheet(encoding: str) -> None:
    data = "Datum;Comments;Größe\r\n16.11.2026;3;ü\r\n".encode(encoding)
    found = understand(data, "x.csv", TODAY, KINDS, Answers())
    assert isinstance(found, TrackerReport)
    assert found.left_out == ("Größe",)


def test_what_is_there_already_is_not_counted_twice_and_one_undo_takes_all_back(
    tmp_path: object,
) -> None:
    store = Store(tmp_path)  # type: ignore[arg-type]
    store.log("comment", MONDAY, 2)
    found = report("date,comments,ssi\n2026-11-16,3,61\n2026-11-17,1,\n")
    change = apply_counts(store, found)
    assert change is not None
    assert store.read().counts()["comment"] == {MONDAY: 3, MONDAY + timedelta(days=1): 1}
    assert [reading.total for reading in store.read().readings] == [61]
    assert apply_counts(store, found) is None
    store.undo()
    assert store.read().counts() == {"comment": {MONDAY: 2}}
    assert not store.read().readings
