"""What people type wrong, in four languages: each gets the line that helps."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Ssi

TABLE = Path(__file__).with_name("wrong_input.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines()]
"""Language, what was typed after `ssi`, exit code, and how the answer begins, hints included."""


def test_the_table_is_large_and_has_all_languages() -> None:
    assert len(ROWS) >= 150
    assert {row[0] for row in ROWS} == {"en", "de", "nl", "da"}
    assert len({(language, call) for language, call, _code, _line in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("language", "call", "code", "line"), ROWS)
def test_a_wrong_input_gets_the_line_that_helps(
    ssi: Ssi, monkeypatch: pytest.MonkeyPatch, language: str, call: str, code: str, line: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    done = ssi(*shlex.split(call), code=int(code))
    assert done.stdout == ""
    said = " ".join(done.stderr.split("\n")[:3]).removeprefix("ssi: ").strip()
    assert said.startswith(line)
