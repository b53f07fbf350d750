"""`--json` is a contract: a schema for each command, and keys that are only ever added."""

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from tests.cli.every_command import every_command
from tests.json_answers import CALLS, REFUSED, SCHEMAS, asked, schemas

KEPT = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in SCHEMAS.glob("*.json")}
APART = {
    "demo": "as sim",
    "serve": "answers and listens: test_encodings reads its answer",
    "target": "without words it is target list",
    "action": "as action list",
    "scenario": "as scenario list",
    "profile": "as profile list",
    "group": "as group list",
    "remind": "as remind show",
    "scenario-edit": "opens an editor",
    "config-list": "as config",
    "remind-show": "as remind",
    "backup-restore": "asks; its answer is tested in test_copies",
}
"""Commands without a schema of their own, and why."""


def test_every_command_has_a_schema() -> None:
    commands = {"-".join(words) for words in every_command()}
    assert commands - set(KEPT) <= set(APART), sorted(commands - set(KEPT) - set(APART))


@cache
def validator(name: str) -> Any:
    """Of the schema of a command, which is looked at once."""
    kind = jsonschema.validators.validator_for(KEPT[name])
    kind.check_schema(KEPT[name])
    return kind(KEPT[name])


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, dict[str, Any]]]:
    return list(asked(CALLS))


def test_every_answer_fits_the_schema_of_its_command(
    answers: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de")
    german = asked(CALLS.partition("explain")[0])
    for command, envelope in (*answers, *german):
        validator(command if envelope["ok"] else "error").validate(envelope)


def test_every_refusal_fits_the_schema_of_errors() -> None:
    refused = [envelope for _command, envelope in asked(REFUSED)]
    assert {envelope["ok"] for envelope in refused} == {False}
    for envelope in refused:
        validator("error").validate(envelope)


def test_keys_are_only_ever_added(answers: list[tuple[str, dict[str, Any]]]) -> None:
    fresh = schemas(answers)
    assert set(KEPT) <= set(fresh)
    for name, kept in KEPT.items():
        assert list(_lost(kept, fresh[name], name)) == []


def _lost(kept: dict[str, Any], fresh: dict[str, Any], path: str) -> list[str]:
    """Properties that a schema has and the answers have no more."""
    known, now = kept.get("properties", {}), fresh.get("properties", {})
    lost = [f"{path}.{key}" for key in known if key not in now]
    for key in known.keys() & now.keys():
        lost += _lost(known[key], now[key], f"{path}.{key}")
    for inner in ("items", "additionalProperties"):
        if isinstance(kept.get(inner), dict):
            lost += _lost(kept[inner], fresh.get(inner, {}), f"{path}.{inner}")
    return lost
