"""The rows of a spreadsheet, once its zip has been found harmless."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ssi_tui.exchange.archive.refusal import ArchiveRefusedError, Refusal
from ssi_tui.exchange.archive.zips import FAULTS, open_zip

Cell = object
"""A text, a number, a datetime or None."""
ROWS_MAX = 400_000
COLUMNS_MAX = 100
UNPACKED_MAX = 256 << 20
"""Bytes of all parts together."""
SPOILT = (*FAULTS, ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError)
"""What openpyxl raises for a sheet that is none; XML that does not parse is a SyntaxError."""


class Sheet:
    """One sheet of a workbook."""

    def __init__(self, title: str, rows: Iterator[tuple[Cell, ...]]) -> None:
        self.title, self.rows = title, rows


@contextmanager
def open_sheets(handle: IO[bytes], label: str) -> Iterator[list[Sheet]]:
    """The sheets, to be read one after the other; ArchiveRefusedError."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # 120 ms

    with open_zip(handle, label) as archive:
        if sum(info.file_size for info in archive.infolist()) > UNPACKED_MAX:
            raise ArchiveRefusedError(label, Refusal.TOO_BIG)
    handle.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles that a sheet has not
        try:
            book = load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        except SPOILT:
            raise ArchiveRefusedError(label, Refusal.DAMAGED) from None
        try:
            sheets = list(book.worksheets)
            for sheet in sheets:
                sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            yield [Sheet(sheet.title, _rows(sheet, label)) for sheet in sheets]
        finally:
            book.close()


def _rows(sheet: object, label: str) -> Iterator[tuple[Cell, ...]]:
    rows = sheet.iter_rows(values_only=True, max_col=COLUMNS_MAX)  # type: ignore[attr-defined]
    for number in range(ROWS_MAX):
        try:
            row = next(rows, None)
        except SPOILT:
            raise ArchiveRefusedError(label, Refusal.DAMAGED, number + 1) from None
        if row is None:
            return
        yield row
    raise ArchiveRefusedError(label, Refusal.TOO_MANY)
