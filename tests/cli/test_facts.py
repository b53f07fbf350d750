"""`ssi config activity`, `licence`, `connections` and `profile`: what one says of oneself."""

from pathlib import Path

import pytest

from ssi_tui.store import Store
from tests.cli.conftest import Ssi, answer


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("activity", "much", "How active: a lot"),
        ("activity", "a lot", "How active: a lot"),
        ("licence", "YES", "Sales Navigator: yes"),
        ("connections", "850", "Connections: 850"),
        ("profile", "80%", "Profile filled in: 80 %"),
        ("profile", "80", "Profile filled in: 80 %"),
    ],
)
def test_a_fact_is_said_shown_and_taken_back(ssi: Ssi, name: str, typed: str, said: str) -> None:
    assert ssi("config", name, typed).stdout.strip() == said
    assert ssi("config", name).stdout.strip() == said
    assert said.split(": ")[1] in ssi("config").stdout
    assert answer(ssi("config", name, "none", "--json"))["changed"] is True
    assert "not said" in ssi("config", name).stdout
    ssi("undo")
    assert ssi("config", name).stdout.strip() == said


def test_facts_are_the_profile_s_and_are_in_the_journal(ssi: Ssi, store: Store) -> None:
    ssi("config", "activity", "regularly")
    ssi("config", "licence", "no")
    ssi("config", "connections", "850")
    ssi("config", "profile", "80%")
    journal = store.read()
    assert (journal.activity, journal.licence) == ("regularly", "no")
    assert dict(journal.stocks) == {"network": 850.0, "profile": 0.8}
    assert answer(ssi("config", "--json"))["about"] == {
        "activity": "regularly", "licence": "no", "connections": 850.0, "profile": 0.8,
    }  # fmt: skip
    ssi("profile", "new", "Ben")
    ssi("config", "set", "profile", "ben")
    assert set(answer(ssi("config", "--json"))["about"].values()) == {None}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("activity", "daily", 3),
        ("licence", "maybe", 3),
        ("connections", "-1", 2),
        ("connections", "30001", 2),
        ("profile", "101%", 2),
        ("profile", "full", 2),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_written(
    ssi: Ssi, store: Store, name: str, typed: str, code: int
) -> None:
    said = ssi("config", name, "--", typed, code=code).stderr
    assert said.startswith("ssi: ")
    assert store.changes() == ()


def test_what_one_says_changes_what_is_best_next(ssi: Ssi) -> None:
    before = answer(ssi("next", "--json"))["weakest_points"]
    ssi("config", "activity", "much")
    after = answer(ssi("next", "--json"))["weakest_points"]
    assert after > before  # type: ignore[operator]
    assert "as active as you say you are" in " ".join(ssi("next").stderr.split())


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_one_says_comes_along_in_an_export_and_a_backup_and_undo_takes_it_back(
    ssi: Ssi, store: Store, tmp_path: Path, form: str
) -> None:
    for name, typed in (("activity", "regularly"), ("licence", "yes"), ("connections", "850")):
        ssi("config", name, typed)
    ssi("backup")
    file = str(tmp_path / f"all.{form}")
    ssi("export", form, "-o", file)
    said = answer(ssi("config", "--json"))["about"]
    ssi("profile", "new", "Ben")
    other = ("--profile", "ben")
    told = ssi(*other, "import", form, file, "-y").stdout
    assert "what you say of yourself: 2 found, 2 new" in told
    assert answer(ssi(*other, "config", "--json"))["about"] == said
    ssi(*other, "undo")
    assert set(answer(ssi(*other, "config", "--json"))["about"].values()) == {None}  # type: ignore[attr-defined]
    for name in ("activity", "licence", "connections"):
        ssi("config", name, "none")
    copies = answer(ssi("backup", "list", "--json"))["backups"]
    ssi("backup", "restore", copies[0]["id"], "-y")  # type: ignore[index]
    assert (store.read().activity, store.read().licence) == ("regularly", "yes")
