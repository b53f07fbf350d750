"""The scenario files that come with the program, and the page that explains them."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import numpy as np
import pytest
import yaml

from sim.catalogue.kinds import CATALOGUE
from sim.errors import ScenarioFileError
from sim.scenario.cadence import Cadence
from sim.scenario.files import dump, load, loads
from sim.terms import ActionKind, Member, Stock

ROOT = Path(__file__).parents[1]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
VALID = sorted((ROOT / "tests" / "sim" / "scenario" / "scenario_files" / "valid").glob("*.yaml"))
SCHEMA = json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", PAGE, re.M | re.S)
HEAD = "# yaml-language-server: $schema=scenario.schema.json"
CORE: dict[str, Callable[[str], object]] = {
    r"true|false": lambda text: text == "true",
    r"[-+]?[0-9]+": int,
    r"[-+]?[0-9]+\.[0-9]+": float,
}
"""How editors read scalars: the core schema of YAML 1.2."""


def as_an_editor_reads(text: str) -> object:
    """The document with numbers and booleans, for the schema."""

    def typed(value: object) -> object:
        if isinstance(value, dict):
            return {key: typed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [typed(item) for item in value]
        for pattern, read in CORE.items():
            if re.fullmatch(pattern, str(value)):
                return read(str(value))
        return value

    return typed(yaml.load(text, Loader=yaml.BaseLoader))


def check(text: str) -> None:
    """Raises when the schema refuses the text."""
    jsonschema.Draft202012Validator(SCHEMA).validate(as_an_editor_reads(text))


def whole(block: str) -> str:
    """An example of the page as a complete file."""
    text = block if "format:" in block else f"format: 1\nname: Example\n{block}"
    return text if "phases:" in text else f"{text}phases:\n  - do: usual\n"


# ---- the files


def test_there_is_one_scenario_for_each_thing_the_sources_say() -> None:
    assert [file.stem for file in SHIPPED] == sorted(
        (
            "quiet_month",
            "post_weekly",
            "no_posts_but_present",
            "comment_daily",
            "network_with_notes",
            "unanswered_requests",
            "pitch_spree",
            "profile_first",
            "one_article",
            "balanced_150_minutes",
            "formula_change",
            "sales_navigator",
        )
    )


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_scenario_reads_without_the_manual(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == HEAD
    assert all(line.startswith("# ") for line in lines[1:3]), "two lines on what to look at"
    assert lines[1].startswith("# Look at ")
    scenario = load(file)
    assert scenario.member, "it runs without a journal"
    assert "stimate" in scenario.description
    assert "you will" not in text.casefold()
    assert max(map(len, lines)) <= 100
    assert loads(dump(scenario)) == scenario
    check(text)


def test_names_and_descriptions_differ() -> None:
    scenarios = [load(file) for file in SHIPPED]
    assert len({scenario.name for scenario in scenarios}) == len(SHIPPED)
    assert len({scenario.description for scenario in scenarios}) == len(SHIPPED)


def test_150_minutes_are_150_minutes() -> None:
    scenario = load(ROOT / "scenarios" / "balanced_150_minutes.yaml")
    kinds = tuple(kind.kind for kind in CATALOGUE.kinds)
    minutes = np.array([kind.minutes for kind in CATALOGUE.kinds])
    ten_weeks = scenario.doses(np.zeros(len(kinds)), days=70, start=date(2026, 11, 23), kinds=kinds)
    assert (ten_weeks @ minutes).sum() / 10 == pytest.approx(150, abs=1)


def test_posts_and_comments_are_compared_at_about_the_same_minutes() -> None:
    comments, post = CATALOGUE[ActionKind.COMMENT].minutes * 7, CATALOGUE[ActionKind.POST].minutes
    assert comments == pytest.approx(post, rel=0.1)


# ---- the schema


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_the_same_words() -> None:
    entry = SCHEMA["properties"]["changes"]["items"]["properties"]
    assert SCHEMA["$defs"]["action"]["enum"] == list(ActionKind)
    assert SCHEMA["properties"]["member"]["enum"] == list(Member)
    assert set(entry) - {"day", "week", "date"} == set(Stock)


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_what_is_written_for_a_valid_file_passes_the_schema(file: Path) -> None:
    check(dump(load(file)))


@pytest.mark.parametrize("name", ["misspelt", "units", "missing", "shapes", "both", "goals"])
def test_the_schema_refuses_what_the_program_refuses(name: str) -> None:
    folder = ROOT / "tests" / "sim" / "scenario" / "scenario_files" / "invalid"
    with pytest.raises(jsonschema.ValidationError):
        check((folder / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pace", SCHEMA["$defs"]["pace"]["examples"])
def test_the_examples_for_editors_are_paces(pace: str) -> None:
    assert Cadence.read(pace)


# ---- the page


@pytest.mark.parametrize(("block", "errors"), BLOCKS, ids=lambda text: text.split("\n")[0])
def test_examples_on_the_page_do_what_the_page_says(block: str, errors: str) -> None:
    if errors:
        name = block.split("\n")[0].removeprefix("# ")
        with pytest.raises(ScenarioFileError) as caught:
            loads(block, file=name)
        assert str(caught.value) + "\n" == errors
    else:
        assert loads(whole(block))
        check(whole(block))


def test_the_page_names_every_key_action_member_and_fact() -> None:
    names = (*SCHEMA["properties"], *SCHEMA["$defs"]["phase"]["properties"])
    rates = SCHEMA["properties"]["assumptions"]["properties"]
    for name in (*names, *rates, *ActionKind, *Member, *Stock):
        assert re.search(rf"`{name}`|^ *{name}:", PAGE, re.MULTILINE), name


def test_every_pace_in_the_tables_is_one() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE.split("## When")[0].split("## Phases")[1], re.M)
    paces = [pace for row in rows for pace in re.findall("`([^`]+)`", row)]
    assert len(paces) > 15
    assert all(Cadence.read(pace) for pace in paces)
