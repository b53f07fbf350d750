"""docs/model.md: its examples run, and its table of facts is today's."""

import doctest
import json
import re
from pathlib import Path

from ssi_tui.forecasting.model_report import FILE
from tests.sim.facts import table
from tests.sim.measured import figures_of

PAGE = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_give_what_the_page_says() -> None:
    session = "\n".join(BLOCK.findall(PAGE))
    assert session.count(">>>") > 20
    example = doctest.DocTestParser().get_doctest(session, {}, "docs/model.md", "model.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(example, out=said.append)
    assert result.failed == 0, "".join(said)


def test_the_table_of_facts_is_what_the_model_gives_today() -> None:
    for fact in table():
        row = f"| {fact.id} | {fact.sentence} | {fact.allowed} | {fact.reached} |"
        assert row in PAGE


def test_the_figures_that_the_program_shows_are_those_of_the_page() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert kept == figures_of(PAGE), "run python -m tests.sim.measured"
