"""Files come in and go out through the app: shown first, written once, taken back by one key."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from rich.cells import cell_len
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.importing import Importing
from tests.exchange.linkedin.archive_maker import Made
from tests.tui.helpers import TODAY, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


async def command(pilot: Pilot[None], name: str) -> None:
    """By its name in the palette."""
    await pilot.press(":")
    await give(pilot, name)


async def give(pilot: Pilot[None], path: Path | str) -> None:
    """Type a path in the place of what stands there."""
    pilot.app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await settled(pilot)


async def test_an_archive_is_shown_first_then_imported_and_one_undo_takes_it_back(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    made = Made().everything()
    path = made.zip(tmp_path / "Complete_LinkedInDataExport_11-01-2026.zip")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, path)
        shown = text_of(pilot.app)
        assert "229 actions are new" in shown
        assert "nothing is counted twice" in " ".join(shown.split())
        assert "Reactions                 Tue 7 Jan 2025" in shown
        assert store.read().empty
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        files = " ".join(text_of(pilot.app).split())
        assert "A complete archive." in files
        assert "Passed over, a header that is not known: Gedeelde berichten.csv." in files
        await pilot.press("enter")
        await settled(pilot)
        assert "one u takes all of it back" in text_of(pilot.app)
        totals = {kind: sum(days.values()) for kind, days in made.counts().items()}
        counts = store.read().counts()
        assert {kind: sum(days.values()) for kind, days in counts.items()} == {
            kind: total for kind, total in totals.items() if kind in counts
        }
        await pilot.press("u")
        await settled(pilot)
        assert "entries and readings · U does it again" in text_of(pilot.app)
    assert store.read().empty


async def test_escape_on_the_preview_writes_nothing(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    made = Made()
    made.comments()
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, made.folder(tmp_path / "unpacked"))
        assert "actions are new" in text_of(pilot.app)
        await pilot.press("escape")
        await settled(pilot)
        assert "Friday 20 November" in text_of(pilot.app)
    assert store.read().empty


async def test_the_pages_for_files_fill_every_size_exactly(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    path = Made().everything().zip(tmp_path / "Complete_LinkedInDataExport_11-01-2026.zip")
    store.log("comment", TODAY)
    store.back_up()
    async with make_app().run_test(size=(40, 12)) as pilot:
        seen = []
        for name in ("paste", "backups", "import"):
            await command(pilot, name)
            seen.append(text_of(pilot.app))
            if name != "import":
                await pilot.press("escape")
        await give(pilot, path)
        seen.append(text_of(pilot.app))
        await pilot.resize_terminal(140, 40)
        await settled(pilot)
        large = text_of(pilot.app)
    for screen in seen:
        assert screen.split("\n")[-1].strip().startswith(("enter", "paste", "↑↓"))
        assert [cell_len(line) for line in screen.split("\n")] == [40] * 12
    assert [cell_len(line) for line in large.split("\n")] == [140] * 40
    assert "229 actions are new" in large


async def test_what_the_journal_has_already_is_said_and_not_written_again(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    made = Made()
    made.comments()
    path = made.zip(tmp_path / "a.zip")
    async with make_app().run_test(size=SIZE) as pilot:
        for _ in range(2):
            await command(pilot, "import")
            await give(pilot, path)
            shown = text_of(pilot.app)
            await pilot.press("enter")
            await settled(pilot)
        assert "All of it is in the journal already." in shown
    assert len(store.changes()) == 1


async def test_reading_can_be_stopped(make_app: Make, store: Store, tmp_path: Path) -> None:
    made = Made()
    made.comments(2_000)
    path = made.zip(tmp_path / "a.zip")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        sheet = pilot.app.screen
        assert isinstance(sheet, Importing)
        sheet.entry.value = str(path)
        pilot.app.post_message(Key("enter", None))
        while not sheet.running:
            await asyncio.sleep(0)
        pilot.app.post_message(Key("escape", None))  # sooner than it can be read
        await settled(pilot)
        assert "Stopped; nothing was imported." in text_of(pilot.app)
        assert str(path) in sheet.entry.value
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is not sheet
    assert store.read().empty


REFUSED = {
    "absent.zip": (None, "absent.zip: there is no such file or folder"),
    "x.zip": (b"PK\3\4 broken", "x.zip is damaged; download it once more"),
    "x.json": (b"{", "x.json is not JSON"),
    "x.csv": (b"name;colour\nAda;red\n", "x.csv has no column of days"),
    "x.xlsx": (b"no sheet", "x.xlsx is none of LinkedIn’s archives, sheets or tables"),
}


async def test_what_cannot_be_taken_is_said_in_a_sentence_and_the_path_stays(
    make_app: Make, tmp_path: Path
) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        for name, (data, said) in REFUSED.items():
            if data is not None:
                (tmp_path / name).write_bytes(data)
            await give(pilot, f"~/{name}")
            shown = text_of(pilot.app)
            assert said in shown
            assert f"~/{name}" in shown


async def test_a_text_that_no_file_can_be_called_is_refused_and_ends_nothing(
    make_app: Make,
) -> None:
    """Somebody pastes a page where a path is asked for."""
    async with make_app().run_test(size=SIZE) as pilot:
        for name, endings in (
            ("import", ("", ".csv", ".json", ".xlsx", ".zip")),
            ("export", (".csv",)),
        ):
            for ending in endings:
                await command(pilot, name)
                await give(pilot, "~/" + "x" * 400 + ending)
                assert "x" * 20 in text_of(pilot.app)
                await pilot.press("escape")
                await settled(pilot)
        assert not pilot.app.screen_stack[1:-1]


async def test_a_path_is_completed_by_tab(make_app: Make, tmp_path: Path) -> None:
    made = Made()
    made.comments()
    (tmp_path / "Downloads").mkdir()
    made.zip(tmp_path / "Downloads" / "Basic_LinkedInDataExport.zip")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        assert "Basic_LinkedInDataExport.zip" in text_of(pilot.app)
        await pilot.press("b", "tab", "enter")
        await settled(pilot)
        assert "actions are new" in text_of(pilot.app)


async def test_the_analytics_sheet_comes_in_too(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Fecha", "Impresiones", "Interacciones"])
    for place in range(30):
        sheet.append([datetime(2026, 2, 1) + timedelta(days=place), 100 * place, place % 4])
    book.save(tmp_path / "a.xlsx")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, tmp_path / "a.xlsx")
        assert "The sheet covers Sun 1 Feb to Mon 2 Mar." in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().count("engagement-received", date(2026, 2, 4)) == 3


async def test_a_question_that_a_table_leaves_open_is_asked(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("date,number\n2026-11-18,3\n2026-11-19,2\n", encoding="utf-8")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, tmp_path / "t.csv")
        assert "Which action does “number” count?" in text_of(pilot.app)
        await give(pilot, "comments")
        await settled(pilot)
        assert "5 actions are new" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().count("comment", date(2026, 11, 18)) == 3


async def test_what_is_exported_comes_back_by_import(
    make_app: Make, store: Store, folder: Path, tmp_path: Path
) -> None:
    store.log("comment", TODAY, 2)
    store.log("post", TODAY, note="=1+1; [AI]")
    store.add_reading(TODAY, 61)
    before = store.read()
    async with make_app().run_test(size=SIZE) as pilot:
        for name in ("out.json", "out.csv"):
            await command(pilot, "export")
            await give(pilot, f"~/{name}")
            assert "Wrote 2 entries to" in text_of(pilot.app)
            assert (tmp_path / name).stat().st_mode & 0o077 == 0
        for name in ("out.json", "out.csv"):
            shutil.rmtree(folder)
            folder.mkdir()
            await command(pilot, "import")
            await give(pilot, tmp_path / name)
            assert "Readings: 1 found, 1 new" in text_of(pilot.app)
            await pilot.press("enter")
            await settled(pilot)
            after = Store(folder).read()
            assert {*after.actions} == {*before.actions}
            assert len(after.readings) == 1


async def test_an_export_needs_a_place_and_never_overwrites_without_asking(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    store.log("comment", TODAY)
    file = tmp_path / "out.json"
    file.write_text("precious", encoding="utf-8")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "export")
        await give(pilot, "~/out.txt")
        assert "A name that ends in .json or .csv" in text_of(pilot.app)
        await give(pilot, "~/no/such/out.json")
        assert "out.json can’t be written" in text_of(pilot.app)
        await give(pilot, file)
        assert "Enter again replaces it" in text_of(pilot.app)
        assert file.read_text(encoding="utf-8") == "precious"
        await pilot.press("enter")
        await settled(pilot)
    assert "comment" in file.read_text(encoding="utf-8")


async def test_a_backup_is_kept_and_restored_after_one_question(
    make_app: Make, store: Store
) -> None:
    store.log("comment", TODAY, 2)
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "backups")
        await pilot.press("enter")
        await settled(pilot)
        assert "A copy of everything is kept." in text_of(pilot.app)
        await pilot.press("p", "p")
        await settled(pilot)
        await command(pilot, "backups")
        assert "asked for" in text_of(pilot.app)
        await give(pilot, "asked")
        await settled(pilot)
        assert "What it replaces is kept as a backup first" in text_of(pilot.app)
        assert store.read().count("post", TODAY) == 2
        await pilot.press("enter")
        await settled(pilot)
        assert "What it replaced is kept among the backups" in text_of(pilot.app)
        assert store.read().day_counts(TODAY) == {"comment": 2}
        assert "restore" in [backup.why for backup in store.backups()]
        await command(pilot, "backups")
        await give(pilot, "before another")
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().day_counts(TODAY) == {"comment": 2, "post": 2}


async def test_escape_leaves_a_restore_alone(make_app: Make, store: Store) -> None:
    store.log("comment", TODAY)
    store.back_up()
    store.log("post", TODAY)
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "backups")
        await give(pilot, "asked")
        await pilot.press("escape")
        await settled(pilot)
    assert store.read().count("post", TODAY) == 1


async def test_a_damaged_copy_changes_nothing_and_is_said(
    make_app: Make, store: Store, folder: Path
) -> None:
    store.log("comment", TODAY)
    copy = store.back_up()
    assert copy
    (folder / "backups" / f"{copy.id}.zip").write_bytes(b"PK damaged")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "backups")
        await give(pilot, "damaged")
        await pilot.press("enter")
        await settled(pilot)
        assert "That copy is damaged; nothing was changed." in text_of(pilot.app)
        await pilot.press("c")
        await settled(pilot)
        assert "NOT saved" not in text_of(pilot.app)
    assert store.read().count("comment", TODAY) == 2


async def test_rows_of_several_people_and_large_amounts_are_asked_about(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    rows = "2026-11-17,Ann,900,1\n2026-11-17,Bob,2,1\n2026-11-18,Bob,3,1\n"
    (tmp_path / "team.csv").write_text(f"Date,Employee,Comments,Posts\n{rows}", encoding="utf-8")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, tmp_path / "team.csv")
        assert "whose rows are yours" in text_of(pilot.app)
        await pilot.press("enter")  # the first: Ann
        await settled(pilot)
        shown = " ".join(text_of(pilot.app).split())
        assert "900 comments on Tue 17 Nov: can that be?" in shown
        assert "Understood: rows 1 of 1, cells 2 of 2; days: 1" in shown
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().count("comment", date(2026, 11, 17)) == 900


async def test_a_workbook_of_another_tracker_is_no_analytics_sheet(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["Date", "Comments", "Posts"],
        [date(2026, 11, 17), 3, 1],
        [date(2026, 11, 18), 2, 0],
    ):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, tmp_path / "log.xlsx")
        await pilot.press("enter")
        await settled(pilot)
    counts = store.read().counts()
    assert {kind: sum(days.values()) for kind, days in counts.items()} == {"comment": 5, "post": 1}


async def test_an_archive_in_which_nothing_is_recognised_says_so(
    make_app: Make, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    async with make_app().run_test(size=SIZE) as pilot:
        await command(pilot, "import")
        await give(pilot, tmp_path / "in")
        shown = " ".join(text_of(pilot.app).split())
        assert "othing that the journal keeps was recognised in in" in shown
        assert "already" not in shown


async def test_a_wide_window_says_below_the_list_what_the_journal_holds(
    make_app: Make, store: Store
) -> None:
    for number, back in enumerate((40, 3, 0)):
        store.log("comment", TODAY - timedelta(days=back), 1 + number)
    store.add_reading(TODAY - timedelta(days=3), total=31.0)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("7")
        await settled(pilot)
        rows = [row[:75].split() for row in text_of(pilot.app).split("\n")]
        assert ["entries", "3", "Sun", "11", "Oct", "–", "Fri", "20", "Nov"] in rows
        assert ["readings", "1", "last", "Tue", "17", "Nov"] in rows
        assert ["notes", "0"] in rows
        assert "Nothing of LinkedIn’s lies in Downloads" in text_of(pilot.app)
        await pilot.resize_terminal(80, 24)
        assert "In this journal" not in text_of(pilot.app)


async def test_what_a_table_leaves_open_is_asked_by_key_or_click_and_escape_imports_nothing(
    make_app: Make, store: Store, home: Path
) -> None:
    (home / "t.csv").write_text("date,action,count\n05/11/2025,comment,2\n06/11/2025,comment,3\n")
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("7", "b", "enter")
        await settled(pilot)
        assert "✗ There is nothing to keep a copy of yet." in text_of(app)
        await pilot.press("w", *"t.csv", "enter")
        await settled(pilot)
        assert "Which comes first in “05/11/2025”?" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "✗ Stopped; nothing was imported." in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.click("#choices", offset=(5, 1))
        await settled(pilot)
        assert "5 actions are new" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Imported · one u takes all of it back" in text_of(app)
        store.log("post", TODAY + timedelta(days=3))
        await pilot.press("d")
        await settled(pilot)
        assert "has entries ahead of today: 2026-11-23" in text_of(app)
        assert "History shows them: end goes to the last day" in text_of(app)
    days = {date(2025, 5, 11): 2, date(2025, 6, 11): 3}
    assert store.read().counts()["comment"] == days
