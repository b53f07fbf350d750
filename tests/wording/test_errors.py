"""Errors are worded once: shell and app say the same and differ only in the way on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sim.terms import Pillar
from ssi_tui import i18n
from ssi_tui.cli.shared.errors import sentences
from ssi_tui.errors import (
    AmbiguousError,
    BadValueError,
    DamagedError,
    InDoubtError,
    LockedError,
    NewerSchemaError,
    NoLockError,
    NotFoundError,
    NotSavedError,
    SsiError,
)
from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal
from ssi_tui.model.entries import Reading
from ssi_tui.model.terms import (
    OwnAction,
    Rest,
    check_count,
    check_own_action,
    check_rest,
    check_text,
    parse_short,
)
from ssi_tui.settings import Settings, change
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.wording.errors import allowed_text, system_reason, system_text, worded

MONTH = Path("/journal/2026-11.json")
ERRORS = (
    BadValueError("count", "x", "a whole number from 1 to 10000"),
    NotFoundError("profile", "nobody", ("ana", "bo")),
    NotFoundError("action", "flurb"),
    AmbiguousError("action", "re", ("reactions", "reposts")),
    NewerSchemaError(MONTH, "schema 9"),
    DamagedError(MONTH, "empty file"),
    DamagedError(Path("/x/settings.json"), "is not JSON"),
    InDoubtError(MONTH, "Input/output error"),
    NotSavedError(MONTH, "No space left on device"),
    NoLockError(MONTH.parent, "No locks available"),
    LockedError(MONTH, 5.0),
    *(FileRefusedError("a.csv", fault, "3", "x") for fault in Fault),
    *(ArchiveRefusedError("a.zip", refusal) for refusal in Refusal),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_shell_and_app_say_the_same_of_an_error(error: SsiError) -> None:
    shell, app = sentences(error)[0], told_error(error, named=True)
    assert shell.startswith(worded(error).said)
    assert app.startswith(worded(error, short=True).said)
    assert worded(error).reason in shell
    assert worded(error).reason in app


def test_names_and_reasons_are_harmless_in_either() -> None:
    nasty = "a\x1b[31m\nb\u202e"
    for error in (
        BadValueError("count", nasty, "one character"),
        NotFoundError("profile", nasty, (nasty,)),
        AmbiguousError("profile", nasty, (nasty,)),
        DamagedError(Path(nasty), nasty),
        NotSavedError(Path(nasty), nasty),
        FileRefusedError(nasty, Fault.NO_COLUMN, nasty, nasty),
        ArchiveRefusedError(nasty, Refusal.DAMAGED),
        OSError(2, nasty, nasty),
    ):
        said = [*sentences(error)]
        if isinstance(error, SsiError):
            said.append(told_error(error))
        assert not {"\x1b", "\n", "\u202e"} & set("".join(said))


def _refused() -> list[BadValueError]:
    """Values that the layers without a catalogue refuse."""
    day, later = date(2026, 1, 1), date(2028, 1, 1)
    tries: tuple[Callable[[], object], ...] = (
        lambda: check_count(0),
        lambda: check_text("why", "x" * 3000),
        lambda: check_text("why", "\ud800"),
        lambda: parse_short("!"),
        lambda: check_own_action(OwnAction("post", Pillar.BRAND)),
        lambda: check_own_action(OwnAction("x", "nobody")),
        lambda: check_own_action(OwnAction("x", Pillar.BRAND, minutes=900)),
        lambda: check_own_action(OwnAction("x", Pillar.BRAND, key="ab")),
        lambda: check_rest(Rest("", day, later)),
        lambda: Reading(id=1, day=day, total=101),
        lambda: Reading(id=1, day=day, total=0),
        lambda: change(Settings(), "theme", "pink"),
        lambda: change(Settings(), "day_start", "9"),
        lambda: change(Settings(), "nonsense", "9"),
    )
    found = []
    for attempt in tries:
        with pytest.raises(BadValueError) as caught:
            attempt()
        found.append(caught.value)
    return found


@pytest.mark.parametrize("language", ["de", "nl", "da"])
def test_what_is_allowed_is_said_in_the_language(language: str) -> None:
    english = [error.allowed for error in _refused()]
    i18n.use(language)
    for allowed in english:
        said = allowed_text(allowed)
        assert said != allowed
        bounds = [word for word in allowed.split() if word.isdecimal()]
        assert all(bound in said for bound in bounds)


def test_what_the_system_says_of_a_file_is_said_in_words_of_ours() -> None:
    error = OSError(36, "File name too long", f"/journals/{'a' * 400}.yaml")
    assert (
        system_text(error) == f"/journals/{'a' * 59}… can’t be used: no name may be as long as this"
    )
    assert system_reason("Something else") == "Something else"
    i18n.use("de")
    try:
        assert worded(NotSavedError(MONTH, "No space left on device")).reason == (
            "der Datenträger ist voll"
        )
    finally:
        i18n.use("en")
