"""A file whose checksum does not fit: changed by hand and whole, or damaged, and where."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssi_tui.disk import strict_json
from ssi_tui.errors import BadValueError, DamagedError, NewerSchemaError
from ssi_tui.model.terms import BITS, Target, check_text
from ssi_tui.store import documents
from ssi_tui.store.file_format import COUNTS, HEAD_SIZE, ORIGIN, SCHEMA, Content, checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssi_tui.store.file_format import Tables


def decode(data: bytes, path: str, name: str) -> Content:
    """The content of a file: DamagedError or NewerSchemaError if it is none that we can use."""
    content = checked(data)
    if content is None:
        tables, generation = read_carefully(data, path, name, SCHEMA)
        content = Content(tables, generation, data[:HEAD_SIZE], edited=data)
    return content


def read_carefully(data: bytes, path: str, name: str, schema: int) -> tuple[Tables, int]:
    """The tables and the generation, if every document in them is one that we could have written.

    DamagedError names the first that is not; NewerSchemaError wins over anything in the tables.
    """
    try:
        content = strict_json(data)
    except ValueError as error:
        raise DamagedError(path, str(error)) from None
    try:
        own = content.pop("store")["1"]
        written, generation = _number(own["schema"]), _number(own["generation"])
    except (KeyError, TypeError, AttributeError, ValueError):
        raise DamagedError(path, "no file of a journal") from None
    if written > schema:
        raise NewerSchemaError(path, f"schema {written}, this program knows {schema}")
    if written < schema:
        raise DamagedError(path, f"schema {written} was never written")
    checks = PROFILE_CHECKS if name == documents.NAME else MONTH_CHECKS
    content.pop(COUNTS, None)
    odd = sorted((content.keys() ^ checks.keys()) - (LATER - content.keys()))
    if odd:
        raise DamagedError(path, f"tables do not fit: {', '.join(odd)}")
    for table, rows in content.items():
        _check_table(path, name, table, rows, checks[table])
    return content, generation


def _check_table(
    path: str, name: str, table: str, documents: Any, check: Callable[[int, Any], date | None]
) -> None:
    if not isinstance(documents, dict):
        raise DamagedError(path, f"{table}: not a table")
    for key, document in documents.items():
        try:
            day = check(_id(key), document)
            if day is not None and day.isoformat()[:7] != name:
                raise _RowError(f"{day} {OTHER_FILE}")
        except (KeyError, TypeError, ValueError, AttributeError, BadValueError) as error:
            raise DamagedError(path, f"{table} {key[:20]}: {_row_reason(error)}") from error


class _RowError(ValueError):
    """What is wrong with a row, in words that have translations."""


def _row_reason(error: Exception) -> str:
    match error:
        case KeyError():
            return f"no {error.args[0]}"
        case _RowError() | BadValueError():
            return str(error)
        case ValueError():  # of our values only days can say no otherwise
            return "no such day"
    _said, quote, name = str(error).partition("() got an unexpected keyword argument '")
    return f"not as we write it: {name[:-1]}" if quote else "not as we write it"


def _note(_: int, document: Any) -> date:
    check_text("text", document["text"])
    return date.fromisoformat(document["day"])


def _change(_: int, document: Any) -> None:
    datetime.fromisoformat(document["at"])
    _number(document["order"])
    _number(document["undone"])
    _number(document.get("turned", 0))
    for name in document.get("parts", ()):
        check_text("parts", name)
    if document["day"]:
        date.fromisoformat(document["day"])
    for field in ("by", "what", "kind", "amount", "day"):
        check_text(field, document[field])
    for table, key, before, after in document["docs"]:
        check = (MONTH_CHECKS | PROFILE_CHECKS)[table]
        for image in (before, after):
            if image is not None:
                check(_id(key), image)


def _target(_: int, document: Any) -> None:
    if document["target"] != documents.NO_TARGET:
        Target.parse(document["kind"], document["target"])


def _rest(_: int, document: Any) -> None:
    documents.rest_from(document)


def _own(_: int, document: Any) -> None:
    documents.own_action_from(document)


def _revision(_: int, document: Any) -> None:
    _number(document["order"])
    if document["table"] not in MONTH_CHECKS | PROFILE_CHECKS or len(document) > 2:
        raise _RowError("no revision")


def _origin(_: int, document: Any) -> None:
    check_text("profile", document["profile"])
    check_text("file", document["file"])
    _number(document.get("forgotten", 0))


OTHER_FILE = "belongs to another file"
"""Said of a row in another month's file."""
LATER = {"rests", "own", documents.REVISIONS, ORIGIN}
"""Tables that the first files did not have."""

MONTH_CHECKS: dict[str, Callable[[int, Any], date | None]] = {
    "actions": lambda number, row: documents.action_from(number, row).day,
    "readings": lambda number, row: documents.reading_from(number, row).day,
    "notes": _note,
    "changes": _change,
    documents.REVISIONS: _revision,
    ORIGIN: _origin,
}

PROFILE_CHECKS: dict[str, Callable[[int, Any], date | None]] = {
    "targets": _target,
    "stocks": lambda _, row: documents.check_stock(row["stock"], row["count"]),
    "rests": _rest,
    "own": _own,
    "settings": lambda _, row: check_text(row["key"], row["value"]),
    "changes": _change,
    documents.REVISIONS: _revision,
    ORIGIN: _origin,
}

BOOKKEEPING = ("changes", documents.REVISIONS, ORIGIN)
"""Tables that hold nothing that a person has entered."""


def _id(key: str) -> int:
    if not (key.isascii() and key.isdecimal() and str(int(key)) == key):
        raise _RowError("id is no number")
    if int(key) >> BITS:
        raise _RowError("id is too long")
    return int(key)


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _RowError(f"{value!r} is no whole number")
    return value
