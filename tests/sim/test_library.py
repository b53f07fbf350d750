"""The front door for Python: rows or frames in, dated bands out, and errors that name fields."""

import doctest
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import sim
from sim.errors import SimError
from sim.scenario.files import loads
from tests.house import ROOT

READINGS = [{"day": "2026-11-15", "total": 44.0}]
ACTIONS = [{"day": date(2026, 11, 1 + day), "kind": "comment", "count": 2} for day in range(15)]


def test_the_examples_of_the_page_are_true() -> None:
    page = ROOT / "docs" / "library.md"
    said: list[str] = []
    examples = doctest.DocTestParser().get_doctest(
        page.read_text(encoding="utf-8"), {}, "library.md", str(page), 0
    )
    options = doctest.IGNORE_EXCEPTION_DETAIL
    result = doctest.DocTestRunner(optionflags=options).run(examples, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted > 10


def test_importing_it_changes_and_loads_nothing() -> None:
    code = (
        "import os, sys; before = dict(os.environ); import sim; "
        "print(dict(os.environ) == before, 'numpy' in sys.modules, 'scipy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.split() == ["True", "False", "False"]


def test_a_frame_is_as_good_as_rows() -> None:
    frame = SimpleNamespace(to_dict=lambda _orient: ACTIONS)  # as pandas answers
    nan = float("nan")
    scores = [{**READINGS[0], "brand": nan, "people": nan, "insights": nan, "relationships": nan}]
    one, other = sim.fit(READINGS, ACTIONS).run(days=28), sim.fit(scores, frame).run(days=28)
    assert one.to_dict() == other.to_dict()


def test_a_run_is_json_and_begins_at_the_reading() -> None:
    made = sim.fit(READINGS).run(days=28).to_dict()
    assert json.loads(json.dumps(made)) == made
    assert made["days"][0] == "2026-11-15"
    assert made["total"]["low"][0] == made["total"]["high"][0] == 44
    assert len(made["days"]) == len(made["brand"]["median"]) == 29


def test_a_scenario_is_named_read_from_a_file_or_given(tmp_path: Path) -> None:
    person = sim.fit(READINGS)
    text = (ROOT / "scenarios" / "quiet_month.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    runs = [person.run(one, days=28) for one in ("quiet_month", file, loads(text))]
    assert runs[0].to_dict() == runs[1].to_dict() == runs[2].to_dict()


def test_what_is_known_of_a_person_is_used() -> None:
    quiet, busy = (sim.fit(READINGS, active=name) for name in ("inactive", "intensive"))
    assert quiet.fitted.starts[0].usual.sum() < busy.fitted.starts[0].usual.sum()
    assert "learned from 1 readings" in repr(busy)


def test_without_pandas_a_frame_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SimError, match="pandas is not installed"):
        sim.fit(READINGS).run(days=7).to_frame()


@pytest.mark.parametrize(
    ("readings", "actions", "more", "field"),
    [
        ([{"total": 44}], [], {}, r"readings\[0\].day"),
        ([{"day": "yesterday", "total": 44}], [], {}, r"readings\[0\].day"),
        ([{"day": "2026-11-15"}], [], {}, r"readings\[0\].total"),
        ([{"day": "2026-11-15", "total": "many"}], [], {}, r"readings\[0\].total"),
        ([{"day": "2026-11-15", "brand": 3}], [], {}, r"readings\[0\].people"),
        (READINGS, [{"day": "2026-11-15", "kind": "post", "count": -1}], {}, "count"),
        (READINGS, [{"kind": "post"}], {}, r"actions\[0\].day"),
        (READINGS, ["post"], {}, r"rows\[0\]"),
        (READINGS, [], {"stocks": {"friends": 3}}, "stocks.friends"),
        (READINGS, [], {"active": "very"}, "active"),
        ([], [], {}, "today"),
        ("readings.csv", [], {}, "rows"),
    ],
)
def test_what_is_wrong_is_named(
    readings: object, actions: object, more: dict[str, object], field: str
) -> None:
    with pytest.raises(SimError, match=field):
        sim.fit(readings, actions, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("more", [{"days": 0}, {"confidence": 2}, {"scenario": "no_such"}])
def test_a_run_names_what_is_wrong_with_it(more: dict[str, object]) -> None:
    with pytest.raises(SimError, match=next(iter(more))):
        sim.fit(READINGS).run(**more)  # type: ignore[arg-type]
