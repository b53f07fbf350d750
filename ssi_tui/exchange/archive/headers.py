"""Which table a file is, from its first lines and its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ssi_tui.exchange.archive.moments import parse_moment
from ssi_tui.exchange.archive.records import Fields, Layout
from ssi_tui.exchange.archive.tables import FORMS, NOT_MESSAGES, OTHER_FILES, Form, Table

PREAMBLE = 12
"""Lines among which the header is looked for: Connections has three above it."""
DELIMITERS = ",\t;"
_DATE = (
    r'"?(?:\d{4}[-/]\d\d?[-/]\d\d?[ T]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?: UTC)?'
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? \d\d:\d\d:\d\d \S{1,6} \d{4}"
    r'|\d\d?/\d\d?/\d\d(?:\d\d)?,? \d\d?:\d\d [AP]M)"?'
)


@dataclass(frozen=True, kw_only=True)
class Header:
    """A table that was recognised."""

    form: Form
    columns: tuple[str, ...]
    """Small letters and digits only."""
    above: int
    """Lines up to and with the header."""
    by_name: bool
    """The header is not one that was seen before; the name says what it is."""
    layout: Layout

    def column(self, *names: str) -> int | None:
        """Where the first of these columns is."""
        return next((self.columns.index(n) for n in names if n in self.columns), None)

    @property
    def date(self) -> int | None:
        """Where the date is."""
        found = self.column(*self.form.date)
        if found is None and self.form.date:
            words = ("date", "time", "on", "at")
            found = next((n for n, name in enumerate(self.columns) if name.endswith(words)), None)
        return found


def recognise(name: str, first: Sequence[str]) -> Header | str:
    """The table, or the reason why a file is passed over; `name` is the file's plain name."""
    rows = [_split(line) for line in first[:PREAMBLE]]
    for number, (columns, delimiter) in enumerate(rows, start=1):
        found = _by_header(name, columns)
        if isinstance(found, Form):
            if found.table is Table.MESSAGES and name.startswith(NOT_MESSAGES):
                return "not-messages"
            return _header(found, columns, delimiter, number, by_name=False)
        if found:
            return found
    if not any(line.strip() for line in first):
        return "empty"
    form = next((form for form in FORMS if name in form.names), None)
    if form is not None and form.date:
        number = next((n for n, line in enumerate(first) if line.strip()), 0)
        columns, delimiter = rows[min(number, len(rows) - 1)]
        header = _header(form, columns, delimiter, number + 1, by_name=True)
        if header.date is not None:
            return header
        return "unknown-header"
    return "not-needed" if name in OTHER_FILES else "unknown-header"


def plain(text: str) -> str:
    """Small letters and digits."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _by_header(name: str, columns: tuple[str, ...]) -> Form | str:
    """The form whose header this is, or why it can't be told, or an empty text."""
    have = set(columns)
    fitting = [
        form
        for form in FORMS
        if form.needs <= have and (not (form.only or form.needs == {"name"}) or form.needs == have)
    ]
    for form in fitting:
        if name in form.names or not form.name_decides:
            return form
    if not fitting or name in OTHER_FILES:
        return ""
    return "unknown-header" if Table.SKILLS in [form.table for form in fitting] else "no-direction"


def _split(line: str) -> tuple[tuple[str, ...], str]:
    """The line's columns and what stands between them."""
    line = line[:4000]
    delimiter = max(DELIMITERS, key=line.count)
    fields = Fields(delimiter, False)
    if not fields.feed(line):
        return (), delimiter
    return tuple(plain(field) for field in fields.done), delimiter


def _header(
    form: Form, columns: tuple[str, ...], delimiter: str, above: int, *, by_name: bool
) -> Header:
    text = columns.index(form.text) if form.text in columns else None
    date = next((columns.index(name) for name in form.date if name in columns), None)

    def own(fields: list[str]) -> bool:
        return date is not None and date < len(fields) and parse_moment(fields[date]) is not None

    layout = Layout(
        delimiter=delimiter,
        width=len(columns),
        text=text,
        start=_start(form, columns, delimiter) if form.led and date == 0 else None,
        backslash=form.backslash,
        own=own,
    )
    return Header(form=form, columns=columns, above=above, by_name=by_name, layout=layout)


def _start(form: Form, columns: tuple[str, ...], delimiter: str) -> re.Pattern[str]:
    """What a record starts with: a date, and a link where one follows."""
    after = rf"(?:{delimiter}|$)"
    if form.linked and len(columns) > 1 and "link" in columns[1]:
        after = rf'(?:{delimiter}"?(?:https?:|urn:|{delimiter}|"?$|"{delimiter})|$)'
    return re.compile(_DATE + after)
