"""The front door for Python: rows or frames in, dated bands out, and errors that name fields."""

import doctest
import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sim
from sim.errors import SimError
from sim.scenario.files import loads
from sim.terms import ActionKind, Pillar
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
    assert repr(busy) == "<Person on 2026-11-15, 1 reading>"


def test_without_pandas_a_frame_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SimError, match="pandas is not installed"):
        sim.fit(READINGS).run(days=7).to_frame()


SCORE, ACTION = READINGS[0], {"day": "2026-11-15", "kind": "post"}
NAN = float("nan")
WRONG: list[tuple[object, object, dict[str, object], str]] = [
    *((rows, [], {}, r"readings: \w+ is no list") for rows in (3, "scores.csv", b"x", {"day": 3})),
    *((rows, [], {}, r"readings\[0\]: \w+ is no") for rows in ([None], ["post"], [("a", 44)])),
    *(
        ([{"day": day, "total": 44}], [], {}, r"readings\[0\].day")
        for day in (
            None,
            "yesterday",
            "01.11.2026",
            "2026-13-01",
            "2026-11-01x",
            20261101,
            1.5,
            True,
            "0001-01-01",
            date(9999, 12, 31),
            [3],
            np.datetime64("NaT", "D"),
        )
    ),
    *(
        ([{"day": "2026-11-15", "total": total}], [], {}, r"readings\[0\].total")
        for total in (
            None,
            NAN,
            float("inf"),
            -4,
            144,
            True,
            "many",
            "44,5",
            4j,
            [4],
            np.array([4.0, 5.0]),
        )
    ),
    ([{"total": 44}], [], {}, r"readings\[0\].day: missing"),
    ([{"day": "2026-11-15"}], [], {}, r"readings\[0\].total: missing"),
    ([{"day": "2026-11-15", "brand": 3}], [], {}, r"readings\[0\].people"),
    ([{**SCORE, **dict.fromkeys(Pillar, 26)}], [], {}, r"readings\[0\].brand"),
    ([{**SCORE, **dict.fromkeys(Pillar, 4)}], [], {}, r"readings\[0\].total: 44, .* make 16"),
    ([{**SCORE, "brnad": 6}], [], {}, r"readings\[0\].brnad: no such field; brand"),
    ([{"Day": "2026-11-15", "total": 4}], [], {}, r"readings\[0\].Day: no such field; day"),
    ([SCORE, {**SCORE, "total": 20}], [], {}, r"readings\[1\].day: another reading"),
    *(
        (READINGS, [{**ACTION, "count": count}], {}, r"actions\[0\].count")
        for count in (-1, 1.5, NAN, 1e300, "x", True, [1])
    ),
    *(
        (READINGS, [{**ACTION, "kind": kind}], {}, r"actions\[0\].kind")
        for kind in ("coment", 3, None, ["post"], "Post")
    ),
    (READINGS, [{"kind": "post"}], {}, r"actions\[0\].day"),
    (READINGS, 5, {}, "actions: int"),
    *(
        (READINGS, [], {"stocks": stocks}, "stocks")
        for stocks in (
            [1],
            "x",
            {"friends": 3},
            {3: 3},
            {"network": -1},
            {"network": NAN},
            {"network": None},
            {"network": 1e300},
            {"profile": 70},
        )
    ),
    *((READINGS, [], {"active": member}, "active") for member in ("very", 3, [1])),
    *((READINGS, [], {"sales_navigator": said}, "sales_navigator") for said in ("yes", 1)),
    *((READINGS, [], {"today": day}, "today") for day in ("soon", 5)),
    ([], [], {}, "today"),
]


@pytest.mark.parametrize(("readings", "actions", "more", "field"), WRONG)
def test_what_is_wrong_is_named(
    readings: object, actions: object, more: dict[str, object], field: str
) -> None:
    with pytest.raises(SimError, match=field):
        sim.fit(readings, actions, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "more",
    [
        *({"days": days} for days in (0, "7", NAN, 1.5, 10**7, True, [7])),
        *({"confidence": part} for part in (2, 80, 0, NAN, "x")),
        *({"scenario": name} for name in ("no_such", "", "a\0b", "a" * 5000, None, 3)),
    ],
)
def test_a_run_names_what_is_wrong_with_it(more: dict[str, object]) -> None:
    with pytest.raises(SimError, match=next(iter(more))):
        sim.fit(READINGS).run(**more)  # type: ignore[arg-type]


def test_a_forecast_is_asked_only_for_what_it_has() -> None:
    forecast = sim.fit(READINGS).run(days=7).forecast
    for day in (-1, 8):
        with pytest.raises(SimError, match="day"):
            forecast.probability(50, day)
    with pytest.raises(SimError, match="pillar"):
        forecast.probability(5, 1, "friends")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 15),
        datetime(2026, 11, 15, 23, 30, tzinfo=timezone(timedelta(hours=-8))),
        "2026-11-15T23:30:00",
        np.datetime64("2026-11-15"),
        np.datetime64("2026-11-15T23:30:00.000000000"),
    ],
)
def test_a_day_is_a_date_or_a_moment_on_its_own_clock(day: object) -> None:
    rows = [{"day": day, "total": np.float32(44), "source": "table"}]
    done = [{"day": day, "kind": ActionKind.COMMENT, "count": np.int64(3)}]
    assert sim.fit(rows, done).today == date(2026, 11, 15)


def test_days_of_long_ago_cost_nothing() -> None:
    old = [{"day": "2000-01-01", "kind": "post"}, *ACTIONS]
    assert (
        sim.fit(READINGS, old).run(days=7).to_dict()
        == sim.fit(READINGS, ACTIONS).run(days=7).to_dict()
    )


def test_what_is_made_says_in_a_line_what_it_is() -> None:
    person = sim.fit(READINGS)
    run = person.run(days=7)
    parts = (person, person.fitted, person.fitted.starts[0], run, run.forecast,
             run.forecast.total, run.forecast.trajectory)  # fmt: skip
    assert all(len(repr(part)) < 100 for part in parts)


def test_a_scenario_without_do_is_as_usual(tmp_path: Path) -> None:
    file = tmp_path / "usual.yaml"
    file.write_text("format: 1\nname: Nothing new\nphases:\n  - weeks: 4\n", encoding="utf-8")
    person = sim.fit(READINGS)
    assert person.run(file, days=28).to_dict()["total"] == person.run(days=28).to_dict()["total"]
