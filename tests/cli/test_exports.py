"""`ssi export` and `ssi import`: shown first, written as one change, taken back by one undo."""

import inspect
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from ssi_tui.exchange.linkedin.archive import read
from ssi_tui.model.terms import OwnAction
from ssi_tui.settings import data_home
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer, refusal
from tests.exchange.linkedin.archive_maker import Made

TODAY = SATURDAY.date()


@pytest.fixture
def full(ssi: Ssi, store: Store) -> Store:
    """A journal with something of everything in it."""
    ssi("log", "comment", "3", "-m", "=call() [x]")
    ssi("log", "post", "-d", "-40")
    ssi("reading", "61")
    ssi("target", "post", "2/week")
    store.set_note(TODAY, "-1 @ häi\nthere")
    store.set_stock("network", 620)
    store.skip(None, TODAY, TODAY + timedelta(days=3), "holiday")
    store.set_own_action(OwnAction("stand", "brand"))
    ssi("log", "stand", "2")
    return store


@pytest.mark.parametrize("form", ["json", "csv"])
def test_everything_goes_out_and_comes_in_again_byte_by_byte(
    ssi: Ssi, full: Store, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"all.{form}"
    said = ssi("export", form, "-o", str(file)).stdout
    assert said == f"Wrote 3 entries and 1 reading to {file}\n"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    ssi("profile", "new", "other")
    before = ssi("export", "json", "--profile", "other").stdout
    said = ssi("import", form, str(file), "--yes", "--profile", "other").stdout
    assert said.endswith("Imported. `ssi undo` takes all of it back.\n")
    assert ssi("export", form, "--profile", "other").stdout == ssi("export", form).stdout
    assert file.read_text("utf-8").removeprefix("\ufeff") == ssi("export", form).stdout
    again = ssi("import", form, str(file), "--yes", "--profile", "other").stdout
    assert again.endswith("All of it is in the journal already.\n")
    ssi("undo", "--profile", "other")
    assert ssi("export", "json", "--profile", "other").stdout == before
    assert full.read().count("comment", TODAY) == 3


@pytest.mark.usefixtures("full")
def test_an_import_shows_each_action_before_anything_is_written(ssi: Ssi, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    ssi("export", "json", "-o", str(file))
    ssi("profile", "new", "other")
    said = ssi("import", "json", str(file), "--dry-run", "--profile", "other").stdout
    assert said == (
        "            first       last        found  new\n"
        "  comments  Sat 21 Nov  Sat 21 Nov      3    3\n"
        "  posts     Mon 12 Oct  Mon 12 Oct      1    1\n"
        "  stand     Sat 21 Nov  Sat 21 Nov      2    2\n"
        "  readings: 1 found, 1 new\n"
        "  notes: 1 found, 1 new\n"
        "  targets: 1 found, 1 new\n"
        "  lasting things: 1 found, 1 new\n"
        "  planned rest: 1 found, 1 new\n"
        "  own actions: 1 found, 1 new\n"
        "\n"
        "Nothing was written: this was a look (--dry-run).\n"
    )
    assert ssi("--profile", "other", "changes").stdout.count("\n") == 1
    data = answer(ssi("import", "json", str(file), "--dry-run", "--json", "--profile", "other"))
    assert (data["written"], data["parts"]["notes"]["new"]) == (False, 1)
    assert data["actions"][0]["first"] == "2026-11-21"


def test_nobody_to_ask_is_said_and_nothing_written(ssi: Ssi, full: Store, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("date,comments\n2026-11-20,9\n")
    assert "--yes" in ssi("import", "csv", str(file), code=2).stderr
    assert full.read().count("comment", TODAY - timedelta(days=1)) == 0


def test_where_both_sides_differ_it_is_said_and_by_which_rule(
    ssi: Ssi, full: Store, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    ssi("export", "json", "-o", str(file))
    file.write_text(file.read_text().replace('"total": 61', '"total": 62'))
    said = ssi("import", "json", str(file), "-y").stdout
    assert "1 from the import, 0 from the journal" in " ".join(said.split())
    assert full.read().readings[0].total == 62


def test_an_export_reads_from_a_pipe_and_as_data(ssi: Ssi, full: Store) -> None:
    text = ssi("export", "csv").stdout
    assert text.startswith("record,day,name,value,note,")
    assert answer(ssi("export", "csv", "--json"))["text"] == text
    ssi("undo", "9")
    assert "Imported" in ssi("import", "csv", "-", "-y", stdin=text).stdout
    assert full.read().note(TODAY) == "-1 @ häi\nthere"


@pytest.mark.usefixtures("full")
def test_what_can_not_be_written_leaves_the_old_file(ssi: Ssi, tmp_path: Path) -> None:
    assert "NOT saved" in ssi("export", "json", "-o", str(tmp_path / "no" / "x"), code=6).stderr
    assert "NOT saved" in ssi("export", "json", "-o", str(tmp_path), code=6).stderr
    assert list(tmp_path.iterdir()) == []
    assert "format" in ssi("export", "xml", code=3).stderr


def table(tmp_path: Path, text: str) -> str:
    """A file with a table."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    return str(tmp_path / "t.csv")


def test_another_trackers_table_comes_in_and_what_is_left_out_is_said(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    text = "Datum;Comments;Laune;SSI\n19.11.2026;3;gut;61,5\n18.11.2026;;;\nmorgen;1;;\n"
    file = table(tmp_path, text)
    ssi("log", "comment", "2", "-d", "2026-11-19")
    assert ssi("import", "csv", file, "--yes").stdout == (
        "Understood: rows 1 of 2, cells 2 of 2; days: 1\n"
        "Columns that say nothing to the journal: Laune\n"
        "Left out, no day: line 4, Datum: “morgen”\n"
        "            first       last        found  new\n"
        "  comments  Thu 19 Nov  Thu 19 Nov      3    1\n"
        "  1 reading, 1 new\n"
        "\n"
        "For each action and day the larger count stays, the journal’s or the import’s: "
        "nothing is counted\n"
        "twice.\n"
        "\n"
        "Imported. `ssi undo` takes all of it back.\n"
    )
    assert store.read().count("comment", TODAY - timedelta(days=2)) == 3
    assert store.read().readings[0].total == 61.5
    ssi("undo")
    assert store.read().count("comment", TODAY - timedelta(days=2)) == 2


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("date,n\n05/11/2026,1\n06/11/2026,2\n", "--day-order"),
        ("date,done\n2026-11-05,1\n", "--action"),
        ("from,to,comments\n2026-11-05,2026-11-06,1\n", "--date-column"),
    ],
)
def test_where_nobody_can_be_asked_the_option_is_named(
    ssi: Ssi, store: Store, tmp_path: Path, text: str, option: str
) -> None:
    done = ssi("import", "csv", table(tmp_path, text), "-y", code=2)
    assert f"{option} answers it" in done.stderr
    assert store.read().empty


def test_options_answer_what_a_table_leaves_open(ssi: Ssi, store: Store, tmp_path: Path) -> None:
    file = table(tmp_path, "a,b,x,y\n05/11/2026,06/11/2026,1,2\n")
    ssi("import", "csv", file, "--date-column", "B", "--count-column", "y", "--action", "com",
        "--day-order", "dmy", "--yes")  # fmt: skip
    assert store.read().counts() == {"comment": {TODAY.replace(day=6): 2}}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["json", "nope.json"], "there is no such file"),
        (["csv", "nope.csv"], "there is no such file"),
        (["linkedin", "nope.zip"], "there is no such file or folder"),
        (["analytics", "nope.xlsx"], "there is no such file"),
        (["json"], "FILE"),
        ([], "COMMAND"),
    ],
)
def test_what_is_not_there_is_said(ssi: Ssi, arguments: list[str], says: str) -> None:
    done = ssi("import", *arguments, code=2)
    assert says.lower() in done.stderr.lower()


def test_a_file_that_is_none_is_refused_in_words_and_as_data(ssi: Ssi, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"format": "ssi-tui journal", "version": 1, "actions": [5]}')
    done = ssi("import", "json", str(tmp_path / "x.json"), code=2)
    assert done.stderr == "ssi: x.json: actions[0] makes no sense; nothing was imported\n"
    error = refusal(ssi("import", "json", str(tmp_path / "x.json"), "--json", code=2))
    assert (error["type"], error["reason"]) == ("file", "record")


def test_a_word_that_an_option_refuses_is_told_as_data_wherever_that_is_asked_for(
    ssi: Ssi,
) -> None:
    for words in (("--json", "--codes", "zz"), ("--codes", "zz", "--json")):
        refused = refusal(ssi("import", "csv", "table.csv", *words, code=3))
        assert (refused["type"], refused["name"]) == ("not-found", "zz"), words


def test_linkedins_archive_comes_in_with_what_was_found_and_what_was_not(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    archive = str(Made(1).everything().zip(tmp_path / "Complete_LinkedInDataExport_06-01.zip"))
    said = ssi("import", "linkedin", archive, "--dry-run").stdout
    words = " ".join(said.split())
    for part in ("A complete archive.", "Comments.csv: ", " records", "Passed over, ",
                 "requests since", "connections, not known so far", "the larger count stays",
                 "--dry-run"):  # fmt: skip
        assert part in words, part
    assert store.read().empty
    ssi("import", "linkedin", archive, "-y")
    assert store.read().counts() == read([archive], zone=None).actions
    assert store.read().stocks["network"] > 0
    changes = store.changes()
    assert "already" in ssi("import", "linkedin", archive, "-y").stdout
    assert store.changes() == changes
    data = answer(ssi("import", "linkedin", archive, "--json", "--dry-run"))
    assert data["edition"] == "complete"
    ssi("undo")
    assert store.read().empty
    assert store.read().stocks == {}


def test_no_word_of_the_archive_is_in_the_home(ssi: Ssi, tmp_path: Path) -> None:
    made = Made(2).everything()
    ssi("import", "linkedin", str(made.folder(tmp_path / "unpacked")), "-y")
    kept = b"".join(path.read_bytes() for path in Path(data_home()).rglob("*") if path.is_file())
    assert kept
    for word in ("linkedin.com", "@", "http"):
        assert word.encode() not in kept


def test_the_analytics_sheet_comes_in(ssi: Ssi, store: Store, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Fecha", "Impresiones", "Interacciones"])
    for n in range(20):
        day = TODAY - timedelta(days=20 - n)
        sheet.append([f"{day.day}/{day.month}/{day.year}", 100 + n, n % 4])
    book.save(tmp_path / "a.xlsx")
    said = ssi("import", "analytics", str(tmp_path / "a.xlsx"), "-y").stdout
    assert said.startswith("The sheet covers Sun 1 Nov to Fri 20 Nov.\n")
    assert sum(store.read().counts()["engagement-received"].values()) == 30


PAGE = """Your Social Selling Index
Top 85% Industry SSI rank
Top 65% Network SSI rank
33 out of 100
12.275 | Establish your professional brand
6.72 | Find the right people
1.33 | Engage with insights
12.9 | Build relationships
Sales professionals in the Retail industry have an average SSI of 31.
People in your network have an average SSI of 30.
"""


def test_a_pasted_page_is_kept(ssi: Ssi, store: Store) -> None:
    said = ssi("reading", "--paste", "-d", "fri", stdin=PAGE).stdout
    assert said == (
        "Noted 33.2 (Brand 12.3, People 6.7, Insights 1.3, Relationships 12.9) for Fri 20 Nov\n"
    )
    (reading,) = store.read().readings
    assert (reading.brand, reading.industry_rank, reading.network_rank) == (12.275, 85, 65)
    assert (reading.industry_average, reading.network_average) == (31, 30)


def test_a_page_that_does_not_fit_is_shown_and_refused(ssi: Ssi, store: Store) -> None:
    done = ssi("reading", "--paste", stdin=PAGE.replace("33 out", "39 out"), code=2)
    assert done.stderr.startswith("ssi: the four pillars of this text do not add up to its total\n")
    assert "  Brand" in done.stderr
    way = done.stderr.splitlines()[-1].removeprefix("By hand: ssi ")
    assert way.startswith("reading --brand 12.275 --people 6.72")
    assert "33.2 (Brand 12.3" in ssi(*way.split()).stdout
    ssi("undo")
    data = refusal(ssi("reading", "--paste", "--json", stdin="hello", code=2))
    assert (data["type"], data["gap"]) == ("page", "nothing")
    assert "not both" in ssi("reading", "61", "--paste", stdin=PAGE, code=2).stderr
    assert store.read().empty


def test_a_heading_counts_as_the_shell_counts_the_word_and_says_so(
    ssi: Ssi, tmp_path: Path
) -> None:
    file = table(tmp_path, "Date,Share,DMs,Comments\n2026-11-19,1,2,3\n2026-11-20,2,0,1\n")
    said = ssi("import", "csv", file, "--dry-run").output
    assert "Counted as: Share → reposts; DMs → messages\n" in said
    assert "“share” is counted as reposts" in ssi("log", "share").output


def test_every_reason_of_the_readers_has_words() -> None:
    """Whatever an archive, a sheet or a table is refused or passed over for."""
    from ssi_tui.exchange.csv_text import CellFault, Fault
    from ssi_tui.exchange.linkedin.score_page import Gap
    from ssi_tui.exchange.linkedin.sources import FileReport, Refusal
    from ssi_tui.wording import errors

    assert set(errors.FAULTS) == set(Fault)
    assert set(errors.REFUSALS) == set(Refusal)
    assert set(errors.GAPS) == set(Gap)
    codes = set(re.findall(r"``([a-z-]+)``", inspect.getsource(FileReport))) - {"header-by-name"}
    assert codes <= set(errors.PASSED_OVER) | set(errors.UNCOUNTED) | {"connection"}
    assert set(re.findall(r"``([a-z-]+)``", inspect.getsource(CellFault))) == set(
        errors.SKIPPED_ROWS
    )


def test_tables_may_come_in_any_order(ssi: Ssi, store: Store, tmp_path: Path) -> None:
    texts = ["date,comments\n2026-11-16,3\n2026-11-17,1\n", "date,comments\n2026-11-16,5\n"]
    ends = []
    for order in (texts, texts[::-1]):
        for text in order:
            ssi("import", "csv", table(tmp_path, text), "-y")
        ends.append(store.read().counts())
        ssi("undo", "2")
        assert store.read().empty
    assert ends[0] == ends[1]


def test_nothing_recognised_has_its_own_words_and_exit_code(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = ssi("import", "linkedin", str(tmp_path / "in"), "-y", code=8)
    assert done.stderr == (
        "ssi: nothing that the journal keeps was recognised in in\n"
        "Passed over, a header that is not known: notes.csv.\n"
    )
    error = refusal(ssi("import", "linkedin", str(tmp_path / "in"), "--json", code=8))
    assert error["type"] == "nothing-known"
    assert error["files"] == [{"name": "notes.csv", "reason": "unknown-header"}]
    assert store.read().empty


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_twice_in_a_zip_counts_once_and_no_sentence_lacks_its_end(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "in.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir("Jobs")
        for _twice in range(2):
            row = (
                '"Date","Link","Message"\n"2026-10-01 10:00:00","https://x.example/a","Well said"\n'
            )
            archive.writestr("Comments.csv", row)
    said = ssi("import", "linkedin", str(file), "-y").stdout
    assert "\nPassed over, the same file twice.\n" in said
    assert store.read().counts() == {"comment": {date(2026, 10, 1): 1}}


def test_an_unknown_acceptance_stays_unknown(ssi: Ssi, tmp_path: Path) -> None:
    head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    file = tmp_path / "Invitations.csv"
    file.write_text(f'{head}\nMe,Ann,"3/1/26, 11:20 AM",,OUTGOING,,\n', encoding="utf-8")
    said = " ".join(ssi("import", "linkedin", str(file), "--dry-run").stdout.split())
    assert "without Connections nobody can tell whether it was accepted" in said
    data = answer(ssi("import", "linkedin", str(file), "--dry-run", "--json"))
    assert data["acceptance"]["rate"] is None


def test_an_import_that_is_tried_again_needs_one_undo(store: Store) -> None:
    from ssi_tui.exchange.merge import apply_counts
    from ssi_tui.exchange.trackers.table import Answers, TrackerReport, understand

    text = b"date,comments,ssi\n2026-10-16,3,61\n2026-11-17,1,62\n"
    report = understand(text, "x.csv", SATURDAY.date(), ["comment"], Answers())
    assert isinstance(report, TrackerReport)
    for _attempt in range(2):
        apply_counts(store, report, change=77)
    assert store.read().counts()["comment"]
    store.undo()
    assert store.read().empty


def test_amounts_that_can_hardly_be_are_asked_about(ssi: Ssi, store: Store, tmp_path: Path) -> None:
    file = table(tmp_path, "Date,comment\n2026-11-16,1000\n2026-11-17,3\n")
    done = ssi("import", "csv", file, "-y", code=2)
    assert "1000 comments on Mon 16 Nov: can that be?" in done.stderr
    assert "--sure" in done.stderr
    assert store.read().empty
    assert "1000 comments" in ssi("import", "csv", file, "--dry-run").stdout
    ssi("import", "csv", file, "-y", "--sure")
    assert store.read().count("comment", TODAY - timedelta(days=5)) == 1000


def test_a_table_of_reach_and_one_of_several_people_name_the_option_that_answers(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    reach = table(tmp_path, "Date,Impressions,Comments\n2026-11-16,1000,5\n")
    said = ssi("import", "csv", reach, "-y", code=2).stderr
    assert "those of others" in said
    assert "--count-column answers it" in said
    team = table(tmp_path, "Date,Employee,comment\n2026-11-16,Ann,5\n2026-11-16,Bob,2\n")
    assert "--person answers it" in ssi("import", "csv", team, "-y", code=2).stderr
    ssi("import", "csv", team, "-y", "--person", "Bob")
    assert store.read().counts()["comment"] == {TODAY - timedelta(days=5): 2}


def test_the_preview_counts_what_was_understood_and_names_what_was_not(
    ssi: Ssi, tmp_path: Path
) -> None:
    file = table(tmp_path, "Date,Habit,Value\n2026-11-16,comment,3\n2026-11-17,comment,n/a\n")
    said = ssi("import", "csv", file, "--dry-run").stdout
    assert "Understood: rows 1 of 2, cells 1 of 2; days: 1\n" in said
    assert "Left out, no whole number: line 3, Value: “n/a”\n" in said
    data = answer(ssi("import", "csv", file, "--dry-run", "--json"))
    assert data["rows"] == {"found": 2, "read": 1}
    assert data["faults"] == [{"why": "no-count", "line": 3, "column": "Value", "value": "n/a"}]


def test_score_histories_in_json_come_in_as_readings(
    ssi: Ssi, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "history.json"
    file.write_text(
        '[{"date": "2026-11-16", "total": 33, "brand": 12.275, "people": 8.51, "insights": 0.3,'
        ' "relationships": 12}]',
        encoding="utf-8",
    )
    ssi("import", "json", str(file), "-y")
    assert store.read().readings[0].brand == 12.275
