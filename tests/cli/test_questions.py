"""What is asked on a terminal: an import's one question, a table's columns, a pasted page."""

import os
import pty
import select
import subprocess
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from tests.cli.test_processes import SSI, rest

PAGE = """33 out of 100
12.275 | Establish your professional brand
6.72 | Find the right people
1.33 | Engage with insights
12.9 | Build relationships
"""


SECONDS = 20
"""Within which a program says what it has to say."""


def talk(arguments: list[str], *turns: tuple[str, str]) -> tuple[int, str]:
    """Exit code and all that a terminal got to see; each turn waits for a text and types one."""
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "LINES": "30"}
    with subprocess.Popen(
        [*SSI, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment
    ) as process:
        os.close(slave)
        said = ""
        try:
            for wait, typed in turns:
                part = ""
                while wait not in part:
                    ready, _, _ = select.select([master], [], [], SECONDS)
                    assert ready, f"waits for {wait!r}: {said}{part}"
                    part += os.read(master, 4096).decode()
                said += part
                os.write(master, typed.encode())
            said += rest(master)
            code = process.wait(timeout=30)
        finally:
            process.kill()  # a failed test must not wait for an answer that nobody gives
    os.close(master)
    return code, said


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table that leaves everything open."""
    file = tmp_path / "t.csv"
    file.write_text("start,end,a,b\n05/11/2025,06/11/2025,1,2\n07/11/2025,08/11/2025,3,4\n")
    return str(file)


def test_a_table_is_asked_about_until_all_is_clear_and_then_written(table: str) -> None:
    code, said = talk(
        ["import", "csv", table],
        ("Which column has the days? (start, end)", "end\n"),
        ("Which comes first in “06/11/2025”? (dmy, mdy)", "what\n"),
        ("dmy", "dmy\n"),
        ("Which column has the counts", "b\n"),
        ("Which action does “b” count?", "comm\n"),
        ("Import this? [y/N]", "y\n"),
    )
    assert code == 0, said
    assert "`ssi undo` takes all of it back" in said
    counts = Store(profile_folder()).read().counts()
    assert counts == {"comment": {date(2025, 11, 6): 2, date(2025, 11, 8): 4}}


@pytest.mark.parametrize("typed", ["n\n", "\n"])
def test_an_import_that_is_not_wanted_writes_nothing(table: str, typed: str) -> None:
    options = ["--date-column", "end", "--count-column", "b", "--day-order", "dmy"]
    line = ["import", "csv", table, "--action", "comment", *options]
    code, said = talk(line, ("Import this?", typed))
    assert (code, "Nothing was imported." in said) == (0, True)
    assert Store(profile_folder()).read().empty


@pytest.mark.parametrize(("typed", "kept"), [("y\n", 1), ("n\n", 0)])
def test_a_page_is_pasted_shown_and_kept_only_if_it_is_right(typed: str, kept: int) -> None:
    code, said = talk(
        ["reading", "--paste"],
        ("press Ctrl-D", PAGE + "\x04"),
        ("Keep this? [y/N]", typed),
    )
    assert code == 0, said
    assert "Brand" in said
    assert len(Store(profile_folder()).read().readings) == kept


def test_a_restore_is_asked_about() -> None:
    store = Store(profile_folder())
    store.log("comment", date(2026, 11, 20))
    made = store.back_up()
    assert made is not None
    store.log("comment", date(2026, 11, 20))
    code, said = talk(["backup", "restore", made.id], ("[y/N]", "n\n"))
    assert (code, "Nothing was changed." in said) == (0, True)
    assert store.read().count("comment", date(2026, 11, 20)) == 2
