"""Tables of every make: names decide, and what is not understood is told or asked."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sim.terms import ActionKind
from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.trackers.table import Answers, Asked, Question, TrackerReport, understand

TODAY = date(2026, 11, 20)
KINDS = tuple(map(str, ActionKind))
BERLIN = ZoneInfo("Europe/Berlin")


def look(table: str | bytes, **answers: object) -> TrackerReport | Question:
    """What is understood of a table."""
    data = table.encode() if isinstance(table, str) else table
    return understand(data, "t.csv", TODAY, KINDS, Answers(**answers), BERLIN)  # type: ignore[arg-type]


def report(table: str | bytes, **answers: object) -> TrackerReport:
    """What the table says, without a question."""
    said = look(table, **answers)
    assert isinstance(said, TrackerReport), said
    return said


def sums(table: str | bytes, **answers: object) -> dict[str, int]:
    """Kind -> how many in all."""
    said = report(table, **answers)
    return {kind: sum(days.values()) for kind, days in said.actions.items()}


def question(table: str, **answers: object) -> Question:
    """The question that the table leaves."""
    asked = look(table, **answers)
    assert isinstance(asked, Question), asked
    return asked


def refusal(table: str | bytes) -> FileRefusedError:
    """Why it is refused."""
    with pytest.raises(FileRefusedError) as refused:
        look(table)
    return refused.value


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An xlsx with these sheets."""
    book, target = Workbook(), io.BytesIO()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.save(target)
    return target.getvalue()


# Where the table is

LAYOUTS = {
    "plain": "Date,Comments,Posts\n2026-11-02,3,1\n2026-11-03,2,0\n",
    "a title and totals": "My year,,\n,,\nDate,Comments,Posts\n2026-11-02,3,1\n2026-11-03,2,0\n"
    "Total,5,1\nAverage,2.5,0.5\n",
    "a title with a day": "Export,2026-11-19\n\nDate,Comments,Posts\n2026-11-02,3,1\n"
    "2026-11-03,2,\n",
    "units below": "Date,Comments,Posts\n,(n),(n)\n2026-11-02,3,1\n2026-11-03,2,0\n",
    "sep=;": "sep=;\nDate;Comments;Posts\n2026-11-02;3;1\n2026-11-03;2;0\n",
    "days to come": "Date,Comments,Posts\n2026-11-02,3,1\n2026-11-03,2,0\n"
    + "".join(f"2026-12-{n:02},,\n" for n in range(1, 31)),
    "weekdays": "Datum;Kommentare;Beiträge\nMo, 02.11.2026;3;1\nDi, 03.11.2026;2;0\n",
    "weekdays behind": "Datum;Kommentare;Beiträge\n02.11.2026 (Mo);3;1\n03.11.2026 (Di);2;0\n",
    "days across": "Habit,2026-11-02,2026-11-03,Total\nComments,3,2,5\nPosts,1,,1\n",
    "days of a month across": "November 2026,1,2,3,4,5\nComments,,3,2,,\nPosts,,1,,,\n",
    "three columns for a day": "Year,Month,Day,Comments,Posts\n2026,11,2,3,1\n2026,11,3,2,0\n",
    "numbers of a spreadsheet": "Date,Comments,Posts\n46328,3,1\n46329,2,0\n",
    "decorated": "Date,# of comments made,📝 Posts (n)\n2026-11-02,3,1\n2026-11-03,2,0\n",
    "one in a row": "Date,Habit,Count\n2026-11-02,Comments,3\n2026-11-02,post,1\n"
    "2026-11-03,comment,2\n",
    "json": '[{"date": "2026-11-02", "comments": 3, "posts": 1}, '
    '{"date": "2026-11-03", "comments": 2}]',
    "json by day": '{"2026-11-02": {"comments": 3, "posts": 1}, "2026-11-03": {"comments": 2}}',
    "json lines": '{"date": "2026-11-02", "comments": 3, "posts": 1}\n'
    '{"date": "2026-11-03", "comments": 2}\n',
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_table_is_found_wherever_it_stands(name: str) -> None:
    said = report(LAYOUTS[name])
    assert {k: sum(d.values()) for k, d in said.actions.items()} == {"comment": 5, "post": 1}
    assert min(said.actions["comment"]) == date(2026, 11, 2)
    assert not said.faults
    assert (said.rows, said.cells) == (said.rows_read, said.cells_read)


@given(
    order=st.permutations(["Date", "Comments", "Posts", "Note"]),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    counts=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=12),
    title=st.booleans(),
)
def test_order_delimiter_and_encoding_never_change_the_result(
    order: list[str],
    delimiter: str,
    encoding: str,
    counts: list[tuple[int, int]],
    title: bool,
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    if title:
        writer.writerows([["Mein Jahr für Größeres", *[""] * 3], [""] * 4])
    writer.writerow(order)
    for number, (comments, posts) in enumerate(counts):
        day = TODAY - timedelta(days=number)
        cells = {"Date": day, "Comments": comments, "Posts": posts, "Note": "größer, „oder“"}
        writer.writerow([cells[name] for name in order])
    said = report(text.getvalue().encode(encoding, errors="replace"))
    wanted = {"comment": sum(c for c, _ in counts), "post": sum(p for _, p in counts)}
    got = {kind: sum(days.values()) for kind, days in said.actions.items()}
    assert got == {kind: count for kind, count in wanted.items() if count}
    assert said.left_out == ("Note",)


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("Fecha;Comentarios;Publicaciones", ("02/11/2026;3;1", "13/11/2026;2;0")),
        ("Date;Commentaires;Publications", ("lundi 2 novembre 2026;3;1", "13 nov. 2026;2;0")),
        ("Data;Comentários;Postagens", ("2 de novembro de 2026;3;1", "13/11/2026;2;0")),
        ("Dato;Kommentarer;Opslag", ("man. 2. nov. 2026;3;1", "13-11-2026;2;0")),
        ("Datum;Kommentare;Beiträge", ("2.11.26;3;1", "13. November 2026;2;0")),
    ],
)
def test_headings_and_days_in_other_languages(head: str, lines: tuple[str, str]) -> None:
    said = report("\n".join([head, *lines]))
    assert {k: sum(d.values()) for k, d in said.actions.items()} == {"comment": 5, "post": 1}
    assert min(said.actions["comment"]) == date(2026, 11, 2)


def test_a_workbook_is_read_as_it_is() -> None:
    log = [["My log"], [], ["Date", "Comments", "Posts"], [datetime(2026, 11, 2), 3, True],
           [datetime(2026, 11, 3), 2, False], ["Total", 5, 1]]  # fmt: skip
    assert sums(workbook(log)) == {"comment": 5, "post": 1}
    months = [[["Date", "Comments"], [datetime(2026, m, 2), m]] for m in (10, 11)]
    assert sums(workbook(*months, [["Notes"]])) == {"comment": 21}
    other = [["Date", "SSI"], [datetime(2026, 11, 2), 33]]
    asked = look(workbook(months[0], other))
    assert asked == Question(asked=Asked.SHEET, choices=("Sheet 1", "Sheet 2"))
    assert report(workbook(months[0], other), sheet="Sheet 2").readings


# What a cell says

MARKED = ["✅ ❌", "☑ ☐", "✔️ ✗", "x ", "yes no", "TRUE FALSE", "ja nein", "waar onwaar",
          "oui non", "sí no", "sim não", "done missed", "Completed Skipped", "1 0"]  # fmt: skip


@pytest.mark.parametrize("marks", MARKED)
def test_ticks_and_crosses_are_one_and_none(marks: str) -> None:
    yes, no = marks.split(" ")
    rows = ((yes, no), (yes, yes), (no, no))
    lines = [f"2026-11-0{n},{','.join(row)}" for n, row in enumerate(rows, 2)]
    table = "\n".join(["Date,Comments,Posts", *lines])
    assert sums(table) == {"comment": 2, "post": 1}


@pytest.mark.parametrize("odd", ["n/a", "3 min", "-2.15E+09", "-28", "2.5", "?", "3/5", "50 %"])
@pytest.mark.parametrize("form", ["Date,Habit,Value", "Date,comment,Note"])
def test_an_odd_cell_is_told_and_the_others_count(odd: str, form: str) -> None:
    long = form.endswith("Value")
    rows = [("2026-11-02", "3"), ("2026-11-03", odd), ("2026-11-04", "40")]
    lines = [f"{day},comment,{cell}" if long else f"{day},{cell},x" for day, cell in rows]
    said = report("\n".join([form, *lines]))
    assert sum(said.actions["comment"].values()) == 43
    (fault,) = said.faults
    assert fault == ("no-count", 3, "Value" if long else "comment", odd)
    assert (said.rows, said.rows_read, said.cells, said.cells_read) == (3, 2, 3, 2)


def test_a_named_column_of_counts_never_becomes_one_each() -> None:
    odd = (
        "Date,Habit,Value\n2026-11-02,comment,n/a\n2026-11-03,comment,3 min\n"
        "2026-11-04,comment,1\n2026-11-05,comment,9 min\n"
    )
    odd += "2026-11-06,comment,2 min\n"
    refused = refusal(odd)
    assert (refused.fault, refused.place, refused.value) == (Fault.NO_COUNTS, "Value", "n/a")
    none = report("Date,Habit,Minutes\n2026-11-02,comment,30\n")
    assert none.each_row
    assert none.actions == {"comment": {date(2026, 11, 2): 1}}


@pytest.mark.parametrize("thousand", ["1,000", "1.000", "1 000", "1'000", "1,000.00", "1.000,00"])
def test_a_thousand_is_no_one_and_is_asked_about(thousand: str) -> None:
    said = report(f'Date,Habit,Value\n2026-11-02,comment,3\n2026-11-03,comment,"{thousand}"\n')
    assert sum(said.actions["comment"].values()) == 1003
    (doubt,) = said.doubts
    assert (doubt.kind, doubt.number, doubt.day) == ("comment", 1000, date(2026, 11, 3))
    assert sums("Date,comments\n2026-11-02,7.000\n2026-11-03,0.000\n") == {"comment": 7}


def test_an_unclosed_quote_swallows_no_row() -> None:
    said = report('Date,comment,Note\n2026-11-13,3,"oops\n2026-11-12,4,"fine"\n2026-11-11,5,b\n')
    assert sum(said.actions["comment"].values()) == 12
    assert [fault[:3] for fault in said.faults] == [("no-quote", 2, "Note")]
    closed = 'Date,comment,Note\n2026-11-13,3,"oops\n2026-11-12,4,fine"\n2026-11-11,5,b\n'
    assert sums(closed) == {"comment": 12}  # closed by the quote of another row
    fine = 'Date,comment,Note\n2026-11-13,3,"two\nlines, ""quoted"""\n2026-11-12,4,x\n'
    assert sums(fine) == {"comment": 7}
    assert not report(fine).faults


@given(st.lists(st.sampled_from(['"', "a", ",", "b c", '""']), max_size=6).map("".join))
def test_no_note_hides_a_row(note: str) -> None:
    rows = "".join(f"2026-11-{n:02},1,{note if n == 5 else 'x'}\n" for n in range(1, 13))
    assert sums("Date,comment,Note\n" + rows) == {"comment": 12}


def test_times_with_a_zone_become_days_where_one_lives() -> None:
    said = report(
        "Date,comment\n2026-11-13T23:30:00Z,3\n2026-11-14T00:30:00+01:00,3\n"
        "11/13/2026 5:00 PM PST,1\n2026-11-15 00:15,2\n"
    )
    assert said.actions["comment"] == {date(2026, 11, 14): 7, date(2026, 11, 15): 2}


def test_a_day_that_is_in_no_calendar_is_told() -> None:
    said = report("Datum;Kommentare\n29.02.2026;3\n31.11.2026;1\n29.02.2024;2\n")
    assert said.actions["comment"] == {date(2024, 2, 29): 2}
    assert [(f.why, f.line, f.value) for f in said.faults] == [
        ("no-day", 2, "29.02.2026"), ("no-day", 3, "31.11.2026"),
    ]  # fmt: skip


# Other trackers


def test_loop_says_done_with_a_two_and_counts_in_thousandths() -> None:
    coded = "Date,Comments,Posts\n2026-11-05,2,-1\n2026-11-04,2,0\n2026-11-03,1,2\n2026-11-02,2,3\n"
    assert sums(coded) == {"comment": 4, "post": 1}
    words = "Date,comment,post,\n2021-09-08,YES_MANUAL,7000,\n2021-09-07,UNKNOWN,UNKNOWN,\n"
    assert sums(words + "2021-09-05,SKIP,2500,\n") == {"comment": 1, "post": 7}
    twos = "Date,Comments,Posts\n2026-11-05,2,0\n2026-11-04,2,2\n2026-11-03,2,0\n"
    assert question(twos).asked is Asked.CODES
    assert sums(twos, codes="done") == {"comment": 3, "post": 1}
    assert sums(twos, codes="counts") == {"comment": 6, "post": 2}


OTHERS = {
    "HabitBull": "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
    "Comments,,Work,9/1/2021,30,\nRun,,Fitness,9/13/2021,1,hi\nComments,,Work,9/14/2021,-2.15E+09,\n",
    "Streaks": "task_id,title,entry_type,entry_date,entry_timestamp,quantity\n"
    "1,Comments,completed_manually,20261102,2026-11-02T10:00:00Z,30\n"
    "1,Comments,missed_auto,20261103,2026-11-03T10:00:00Z,0\n",
    "Notion": 'Name,Date,Done,Count\nComment,"November 2, 2026",Yes,30\n'
    'Comment,"November 3, 2026",No,4\n',
    "Airtable": "Activity,Created,Completed,Qty\nComments,11/2/2026 10:04am,checked,30\n"
    "Comments,11/13/2026 9:04am,,\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_other_trackers_export_is_understood(name: str) -> None:
    assert sums(OTHERS[name]) == {"comment": 30}


# Other people's doing


@pytest.mark.parametrize(
    "head",
    [
        "Date,Impressions,Engagements,Reactions,Comments,Reposts",
        "Datum,Impressionen,Interaktionen,Reaktionen,Kommentare,Reposts",
        "Datum,Weergaven,Interacties,Likes,Reacties,Reposts",
        "Dato,Visninger,Interaktioner,Reaktioner,Kommentarer,Delinger",
        "Fecha,Impresiones,Interacciones,Reacciones,Comentarios,Compartidos",
        "Date,Vues,Clics,Réactions,Commentaires,Partages",
        "Data,Alcance,Cliques,Reações,Comentários,Reposts",
        "Date,Reach,CTR,Likes,Comments,Shares",
        "Date,Followers,Engagement rate,Likes,Comments,Reposts",
        "Post URL,Published,Hashtags,Reactions,Comments,Reposts",
    ],
)
def test_reach_is_asked_about_and_never_ones_own(head: str) -> None:
    rows = "2026-11-13,1200,30,25,5,2\n2026-11-14,900,20,17,3,1\n"
    if head.startswith("Post"):
        rows = "https://x,2026-11-13,1,25,5,2\nhttps://y,2026-11-14,2,17,3,1\n"
    asked = question(f"{head}\n{rows}")
    assert (asked.asked, asked.reach) == (Asked.COUNT_COLUMN, True)
    column = head.split(",")[3]
    again = question(f"{head}\n{rows}", count_column=column)
    assert (again.asked, again.reach) == (Asked.ACTION, True)
    kind = "engagement-received"
    assert sums(f"{head}\n{rows}", count_column=column, action=kind) == {kind: 42}


def test_what_one_does_oneself_is_no_reach() -> None:
    table = "Date,Comments,Profile views,New followers\n2026-11-02,3,5,2\n"
    assert sums(table) == {"comment": 3, "profile-view": 5, "follower-gained": 2}
    long = "Date,Metric,Value\n2026-11-02,Impressions,1200\n2026-11-02,Comments,5\n"
    assert question(long).reach


@pytest.mark.parametrize("head", ["Date,Comments,Likes", "Datum,Kommentare,Gefällt mir"])
def test_whose_likes_those_are_is_asked_where_nothing_tells(head: str) -> None:
    table = f"{head}\n2026-11-02,3,5\n2026-11-03,2,0\n"
    asked = question(table)
    assert (asked.asked, asked.choices) == (Asked.LIKES, ("mine", "others"))
    assert sums(table, likes="mine") == {"comment": 5, "reaction": 5}
    with pytest.raises(FileRefusedError) as refused:
        sums(table, likes="others")
    assert refused.value.fault is Fault.OTHERS
    posts = f"{head},Posts\n2026-11-02,3,5,1\n"
    assert question(posts).asked is Asked.LIKES
    assert sums(posts, likes="others") == {"post": 1}


@pytest.mark.parametrize(
    "head", ["Comments,Likes,DMs", "Comments made,Likes,Posts", "Likes given,Comments,Posts"]
)
def test_likes_beside_what_nobody_gets_are_ones_own(head: str) -> None:
    assert sums(f"Date,{head}\n2026-11-02,3,5,1\n")["reaction"] in (3, 5)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Connection requests sent", "request"),
        ("connection_requests", "request"),
        ("connectionRequests", "request"),
        ("Invites sent", "request"),
        ("Kontaktanfragen", "request"),
        ("Reacties gegeven", "reaction"),
        ("Reaktioner givet", "reaction"),
        ("Kommentare verfasst", "comment"),
        ("Berichten verzonden", "message"),
        ("Demandes de connexion", "request"),
        ("Connections accepted", "request-accepted"),
        ("Comments on LinkedIn", "comment"),
        ("LinkedIn posts", "post"),
        ("Posts published", "post"),
        ("num_comments", "comment"),
        ("Follow-ups", "message"),
        ("Profiles viewed", "profile-view"),
        ("Voice messages", "message"),
    ],
)
def test_headings_are_understood_as_people_write_them(head: str, kind: str) -> None:
    assert sums(f"Date,{head}\n2026-11-02,3\n2026-11-03,2\n") == {kind: 5}


@pytest.mark.parametrize(
    "head",
    [
        "Status",
        "Streak",
        "Connections",
        "Comments from others",
        "Coffee",
        "Calls",
        "Updates",
    ],
)
def test_a_heading_that_names_no_action_is_not_taken_for_one(head: str) -> None:
    assert sums(f"Date,Comments,{head}\n2026-11-02,3,2\n") == {"comment": 3}


@pytest.mark.parametrize("total", ["Total", "Gesamt", "Totaal", "I alt"])
def test_a_sum_beside_counts_is_no_score(total: str) -> None:
    table = f"Date,Comments,Posts,{total}\n2026-11-02,3,1,4\n2026-11-03,2,0,2\n"
    understood = look(table)
    assert isinstance(understood, TrackerReport)
    assert (understood.left_out, dict(understood.readings)) == ((total,), {})
    scores = f"Date,Comments,SSI,{total}\n2026-11-02,3,41,4\n"
    beside = look(scores)
    assert isinstance(beside, TrackerReport)
    assert [reading.total for reading in beside.readings.values()] == [41]


def test_a_score_that_cannot_be_is_named() -> None:
    head = "Date,Total,Brand,People,Insights,Relationships"
    with pytest.raises(FileRefusedError) as refused:
        look(f"{head}\n2026-11-02,50,12,8,1,12\n")
    error = refused.value
    assert (error.fault, error.place, error.value) == (Fault.NO_SCORE, "Total", "50")


def test_a_table_in_markdown_is_read() -> None:
    rows = "| Date | Comments | Posts |\n|:---|---|--:|\n| 2026-11-02 | 3 | 1 |\n"
    assert sums(rows) == {"comment": 3, "post": 1}


@pytest.mark.parametrize(
    "head", ["Employee", "Mitarbeiter", "Medewerker", "Empleado", "Name", "Wer"]
)
@pytest.mark.parametrize("wide", [True, False])
def test_rows_of_several_people_are_asked_about(head: str, wide: bool) -> None:
    rows = [(day, name) for day in ("2026-11-02", "2026-11-03") for name in ("Ann", "Bob")]
    lines = [f"{day},{name},{'3' if wide else 'comment'},1" for day, name in rows]
    titles = f"Date,{head},{'Comments,Posts' if wide else 'Action,Count'}"
    table = "\n".join([titles, *lines])
    asked = question(table)
    assert (asked.asked, asked.choices, asked.example) == (Asked.PERSON, ("Ann", "Bob", "*"), head)
    assert sums(table, person="Ann")["comment"] == (6 if wide else 2)
    assert sums(table, person="*")["comment"] == (12 if wide else 4)


def test_people_that_one_acts_on_are_no_question() -> None:
    table = (
        "Date,Name,Action\n2026-11-02,Ann,comment\n2026-11-02,Bob,message\n2026-11-03,Eve,post\n"
    )
    assert sums(table) == {"comment": 1, "message": 1, "post": 1}
    assert sums("Date,Employee,Comments\n2026-11-02,Ann,3\n2026-11-03,Ann,2\n") == {"comment": 5}


# Why not


@pytest.mark.parametrize(
    ("table", "fault", "value"),
    [
        ("Date,Comments\n2 Nov,3\n3 Nov,2\n", Fault.NO_YEAR, "2 Nov"),
        ("Datum;Kommentare\n02.11.;3\n03.11.;2\n", Fault.NO_YEAR, "02.11."),
        ("Week,Comments\nKW 45,3\nKW 46,2\n", Fault.WEEKS, "KW 45"),
        ("Week,Comments\n2026-W45,3\n2026-W46,2\n", Fault.WEEKS, "2026-W45"),
        ("Month,Comments\nNov 2026,3\nOct 2026,2\n", Fault.MONTHS, "Nov 2026"),
        ("Date,Comments\n2026-12-02,3\n2026-12-03,2\n", Fault.ALL_TO_COME, "2026-12-02"),
        ("Date,Comments\n2026-02-29,3\n2026-02-30,2\n", Fault.NO_SUCH_DAY, "2026-02-29"),
        ("Name,Comments\nAnn,3\nBob,2\n", Fault.NO_DATES, ""),
    ],
)
def test_a_table_that_is_refused_says_the_true_reason(table: str, fault: Fault, value: str) -> None:
    refused = refusal(table)
    assert (refused.fault, refused.value) == (fault, value)


# Scores

PARTS = {"brand": 12.275, "people": 8.51, "insights": 0.3, "relationships": 12.0}
HEADS = [
    "created_at,total_score,build_brand,find_people,engage_insights,build_relationships,"
    "industry_rank,network_rank",
    "Date,SSI,prof_brand,right_people,insights_score,strong_relationship,Industry SSI rank,"
    "Network SSI rank",
    "Datum,Gesamt,Marke,Personen,Einblicke,Beziehungen,Branchenrang,Netzwerkrang",
    "Data,Score total,Marca,Pessoas,Insights,Relacionamentos,Classificação no setor,"
    "Classificação na rede",
]


@given(st.sampled_from(HEADS), st.permutations(range(8)))
def test_histories_of_other_tools_come_in_by_the_names_of_their_columns(
    head: str, order: list[int]
) -> None:
    names = head.split(",")
    cells = [
        "2026-11-02T08:00:00Z",
        "33 of 100",
        "12.275",
        "8.51",
        "0.3",
        "12 / 25",
        "Top 65 %",
        "81%",
    ]
    table = "\n".join(",".join(row[n] for n in order) for row in (names, cells))
    reading = report(table).readings[date(2026, 11, 2)]
    assert (reading.total, reading.industry_rank, reading.network_rank) == (33, 65, 81)
    assert {name: getattr(reading, name) for name in PARTS} == PARTS


def test_a_row_for_each_part_is_one_reading() -> None:
    rows = [
        ("you", "Social Selling Index", "33 of 100"),
        ("you", "Build relationships", "12"), ("you", "Find the right people", "8.51"),
        ("you", "Establish your professional brand", "12.275"),
        ("you", "Engage with insights", "0.3"),
    ]  # fmt: skip
    industry = [
        ("industry", "Establish your professional brand", "11"),
        ("industry", "Find the right people", "8"), ("industry", "Engage with insights", "1"),
        ("industry", "Build relationships", "11"),
    ]  # fmt: skip
    for listed in (rows, rows + industry, industry + rows):
        table = "\n".join(["date,part,label,score", *(f"2026-11-02,{','.join(r)}" for r in listed)])
        said = report(table)
        reading = said.readings[date(2026, 11, 2)]
        assert {name: getattr(reading, name) for name in PARTS} == PARTS
        assert (said.rows, said.rows_read, said.cells, said.cells_read) == (len(listed),) * 4


def test_a_sum_that_can_not_be_is_told_and_not_taken() -> None:
    said = report(
        "Date,total,brand,people,insights,relationships\n2026-11-02,46,12.275,8.51,0.3,12\n"
        "2026-11-09,33,12.275,8.51,0.3,12\n"
    )
    assert list(said.readings) == [date(2026, 11, 9)]
    assert said.faults == (("no-score", 2, "total", "46"),)


RAW = {
    "memberScore": {
        "overall": 33.085,
        "subScores": [
            {"score": 12.0, "pillar": "STRONG_RELATIONSHIP"},
            {"score": 12.275, "pillar": "PROFESSIONAL_BRAND"},
            {"score": 8.51, "pillar": "FIND_RIGHT_PEOPLE"},
            {"score": 0.3, "pillar": "INSIGHT_ENGAGEMENT"},
        ],
    }
}


def test_linkedins_own_data_come_in_from_json_and_from_a_column() -> None:
    entries = [{"date": "2026-11-02", "raw": RAW}, {"date": "2026-11-09", "data": {"page": RAW}}]
    text = io.StringIO()
    csv.writer(text).writerows([["date", "raw"], ["2026-11-02", json.dumps(RAW)]])
    for table in (json.dumps(entries), json.dumps({"history": entries}), text.getvalue()):
        reading = report(table).readings[date(2026, 11, 2)]
        assert {name: getattr(reading, name) for name in PARTS} == PARTS
        assert reading.total == 33.085


@pytest.mark.parametrize(
    "table",
    [
        "Name,Date,Comments\nAnn,2026-11-02,5\nBob,2026-11-02,3\nCem,2026-11-02,1\n",
        "date,user_email,comments\n2026-11-02,a@example.org,5\n2026-11-02,b@example.org,3\n",
        "Date,Comments,Employee name\n2026-11-02,5,Ann\n2026-11-03,3,Bob\n",
        "Date;Kommentare;Profil\n02.11.2026;5;in/ann\n02.11.2026;3;in/bob\n",
    ],
)
def test_rows_of_people_are_asked_about_though_each_is_there_once(table: str) -> None:
    said = look(table)
    assert isinstance(said, Question)
    assert said.asked is Asked.PERSON


@pytest.mark.parametrize("counts", [(3, 3), (3, 5)])
def test_sheets_with_the_same_days_are_never_added_up(counts: tuple[int, int]) -> None:
    book = Workbook()
    for number, count in enumerate(counts):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = f"Log ({number})"
        for row in (["Date", "Comments"], [date(2026, 11, 2), count], [date(2026, 11, 3), 1]):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    said = look(data.getvalue())
    assert isinstance(said, Question)
    assert (said.asked, said.choices) == (Asked.SHEET, ("Log (0)", "Log (1)"))
    assert sums(data.getvalue(), sheet="Log (1)") == {"comment": counts[1] + 1}


def test_the_heading_may_come_again_where_two_tables_were_joined() -> None:
    table = "Date,Comments\n2026-11-02,3\nDate,Comments\n2026-11-03,2\n"
    assert sums(table) == {"comment": 5}
    assert sums("My log,\n" + table + "Total,5\n") == {"comment": 5}


def test_a_day_before_linkedin_is_none_and_is_named() -> None:
    said = report("Date,Comments\n1899-12-31,2\n2026-11-03,1\n")
    assert said.actions == {"comment": {date(2026, 11, 3): 1}}
    assert [(fault.why, fault.value) for fault in said.faults] == [("no-day", "1899-12-31")]
