"""Everything out as CSV and in again, and the tables of other trackers."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.exchange.csv_text import DELIMITERS, Fault, FileRefusedError, guarded, unguarded
from ssi_tui.exchange.export import BOM, COLUMNS, from_csv, to_csv, to_json
from ssi_tui.exchange.merge import Portable
from tests.exchange.contents import contents

TODAY = date(2026, 11, 20)
RUNS = tuple("=+-@")
risky = st.text(st.sampled_from("=+-@\t\r\n',;|\"a1 "), max_size=14) | st.text(max_size=14)


@given(content=contents())
def test_out_and_in_and_out_again_is_the_same(content: Portable) -> None:
    text = to_csv(content)
    again = from_csv(text.encode(), "x")
    assert to_json(again) == to_json(content)
    assert to_csv(again) == text


@given(text=risky)
def test_a_guard_is_undone_letter_by_letter(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(content=contents(), delimiter=st.sampled_from(DELIMITERS))
def test_no_cell_runs_whatever_the_spreadsheet_takes_for_a_delimiter(
    content: Portable, delimiter: str
) -> None:
    text = to_csv(content)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            assert not cell.startswith((*RUNS, "\t", "\r")), cell
    for line in re.split(r"[\r\n]", text):  # also where quotes mean nothing
        assert not any(cell.strip('"').startswith(RUNS) for cell in line.split(delimiter))


def test_what_a_spreadsheet_made_of_it_is_understood() -> None:
    text = (
        f"{BOM}{';'.join(COLUMNS)};;\r\n"
        "action;20.11.2026;comment;3;'=call();;;;;;;;;;;;;;#0000000001;;\r\n"
        ";;;;;;;;;;;;;;;;;;;;\r\n"
        "reading;19.11.2026;;61,5;;17,5;14;12;18;;;;;;;;;;\r\n"
    )
    content = from_csv(text.encode(), "x")
    (action,) = content.actions.values()
    (reading,) = content.readings.values()
    assert (action.day, action.note, action.id) == (TODAY, "=call()", 1)
    assert (reading.total, reading.brand) == (61.5, 17.5)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("action,2026-11-20,comment,x", "2"),
        ("action,2026-99-20,comment,1", "2"),
        ("action,2026-11-20,comment,1,,,,,,,,,,,,,#u", "2"),
        ("reading,2026-11-20,,inf", "2"),
        ("reading,2026-11-20,comment,61", "2"),
        ("party,2026-11-20", "2"),
        ("note,2026-11-20,,,x\nnote,2026-11-20,,,y", "3"),
        ("note,2026-11-20,,,x" + "," * 20 + "y", "2"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(row: str, place: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        from_csv(f"{','.join(COLUMNS)}\n{row}\n".encode(), "x")
    assert (refused.value.fault, refused.value.place) == (Fault.RECORD, place)
