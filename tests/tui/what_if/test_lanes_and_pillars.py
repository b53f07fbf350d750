"""What stands under the curves and in their place: what differs in figures, pillars as bars."""

from dataclasses import replace
from datetime import date

import pytest

from sim.terms import ActionKind, Pillar
from ssi_tui.chart.text import cell_len, plain_text
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.what_if.chart import draw, lanes_shown, pillar_table
from tests.tui.what_if.test_draw import DAYS, curve, scene

FIRST = replace(
    curve("A", 60, first=True),
    plan={
        "post": (1.5 / 7,) * DAYS,
        "comment": (1.0,) * DAYS,
        ActionKind.ACTIVE_DAY: (0.5,) * DAYS,
    },
    minutes_per_week=131,
)
OTHER = replace(
    curve("B", 58),
    plan={"post": (2 / 7,) * DAYS, "comment": (1.0,) * DAYS, ActionKind.ACTIVE_DAY: (0.9,) * DAYS},
    minutes_per_week=118,
)


def test_of_another_curve_only_what_differs_from_the_first_has_a_lane_and_its_paces() -> None:
    lanes, changes, against = lanes_shown(scene(FIRST, OTHER, band="B"))
    assert [lane.name for lane in lanes] == ["Posts"]
    assert changes == {"Posts": "1.5 → 2"}
    assert against == "A"


@pytest.mark.parametrize("other", [FIRST, replace(FIRST, letter="B")], ids=["itself", "its twin"])
def test_what_does_not_differ_from_the_first_has_all_lanes_and_no_figures(other: object) -> None:
    band = getattr(other, "letter", "")
    lanes, changes, against = lanes_shown(scene(FIRST, other, band=band))  # type: ignore[arg-type]
    assert {lane.name for lane in lanes} == {"Posts", "Comments"}
    assert (changes, against) == ({}, "")


def test_what_differs_is_said_in_whole_figures_beside_the_lanes_or_above_them() -> None:
    shown = scene(FIRST, OTHER, band="B")
    narrow, wide = ("\n".join(plain_text(draw(shown, width, 21))) for width in (53, 120))
    assert "B against A, a week: Posts 1.5 → 2, 131 → 118 min" in narrow
    assert "B against A, a week" in wide
    assert "1.5 → 2 Posts" in wide
    kinds = ["comment", "message", "like", "post", "profile_view", "search"]
    many = replace(OTHER, plan=dict.fromkeys(kinds, (0.5,) * DAYS))
    text = "\n".join(plain_text(draw(scene(FIRST, many, band="B"), 53, 21)))
    assert text.count("→") >= 2
    assert "131 → 118 min" in text


@pytest.mark.parametrize(("width", "height"), [(53, 19), (33, 14), (120, 20)])
def test_pillars_are_bars_with_figures_and_what_they_gain_in_any_size(
    width: int, height: int
) -> None:
    reading = Reading(
        id=1, day=date(2026, 11, 19), total=50, brand=14, people=12, insights=12, relationships=12
    )
    shown = scene(FIRST, OTHER, journal=Journal(readings=[reading]))
    rows = pillar_table(shown, width, height)
    assert len(rows) <= height
    assert all(sum(cell_len(text) for text, _style in row) <= width for row in rows)
    text = "\n".join(plain_text(rows))
    for part in (
        "Brand",
        "People",
        "Insights",
        "Relationships",
        "now 14.0",
        "15.0",
        "+1.0",
        "+3.0",
    ):
        assert part in text
    assert "in 26 weeks, now" not in text
    assert text.count("\n   B ") == len(Pillar)


def test_pillars_without_a_reading_say_no_change() -> None:
    text = "\n".join(plain_text(pillar_table(scene(FIRST), 53, 19)))
    assert "15.0" in text
    assert "now" not in text
    assert "+" not in text
