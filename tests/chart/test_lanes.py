"""The lanes under the chart share its columns."""

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from ssi_tui.chart.curves import draw_curves, draw_lanes
from ssi_tui.chart.text import Row, plain_text, row_width
from tests.chart.plots import TODAY, a_lane, a_plot


def columns(row: Row, style: str) -> list[int]:
    """Where pieces of a style stand."""
    found: list[int] = []
    at = 0
    for text, name in row:
        if name.partition("@")[0] == style:
            found += range(at, at + len(text))
        at += len(text)
    return found


def test_the_log_day_by_day_stands_left_of_today_and_the_plan_right_of_it() -> None:
    done = {TODAY - timedelta(days=back): 4 - back // 40 for back in range(160)}
    rows = draw_lanes(
        a_plot(lane_room=10),
        [a_lane(done=done, plan=[2.0] * 182)],
        64,
        done_title="your log",
        plan_title="scenario A plans",
    )
    assert plain_text(rows) == [
        "    your log              │ scenario A plans",
        " c   ▁▂▂▂▂▂▄▄▄▄▄▅▆▆▆▆▇▇▇▇▇▅▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ Comments",
    ]


@given(st.integers(30, 300), st.integers(0, 800), st.integers(1, 800))
def test_todays_column_is_the_one_of_the_chart(width: int, back: int, ahead: int) -> None:
    plot = a_plot(
        first=TODAY - timedelta(days=back), last=TODAY + timedelta(days=ahead), points=[], lines=[]
    )
    axis = draw_curves(plot, width, 12)[-2]
    (today,) = columns(axis, "today")
    assert columns(draw_lanes(plot, [a_lane(done={}, plan=[])], width)[0], "today") == [today]
    lane = draw_lanes(plot, [a_lane(done={TODAY: 3}, plan=[2.0] * 900)], width)[0]
    assert today in columns(lane, "lane-today")
    assert all(column >= today for column in columns(lane, "lane-plan"))


def test_what_was_done_today_is_shown_not_what_is_planned() -> None:
    lane = draw_lanes(a_plot(), [a_lane(done={}, plan=[5.0] * 100)], 100)[0]
    assert not columns(lane, "lane-today")
    assert not columns(lane, "lane")


def test_days_that_are_wide_stay_apart() -> None:
    plot = a_plot(
        first=TODAY - timedelta(days=6), last=TODAY + timedelta(days=7), lines=[], points=[]
    )
    done = {TODAY - timedelta(days=back): 2 for back in range(7)}
    (row,) = plain_text([draw_lanes(plot, [a_lane(done=done, plan=[1.0] * 7)], 74)[0]])
    assert row == " c  ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ ▄▄▄▄ ▄▄▄▄ ▄▄▄▄ ▄▄▄▄ ▄▄▄▄ ▄▄▄▄ ▄▄▄▄"


def test_a_little_is_never_nothing() -> None:
    done = {TODAY - timedelta(days=30): 1, TODAY - timedelta(days=60): 500}
    (row,) = plain_text([draw_lanes(a_plot(), [a_lane(done=done, plan=[])], 120)[0]])
    assert "▁" in row
    assert "▇" in row


@example(40, "Comments", "\u200d", [1.0] * 30, 0)
@given(
    st.integers(1, 300),
    st.text(max_size=20),
    st.text(max_size=2),
    st.lists(st.floats(0, 1e9), max_size=400),
    st.sampled_from([-900, -30, 0, 30, 900]),
)
def test_a_lane_fills_its_cells_exactly(
    width: int, name: str, key: str, plan: list[float], shift: int
) -> None:
    plot = a_plot(today=TODAY + timedelta(days=shift))
    lane = a_lane(name=name, key=key, plan=plan)
    rows = draw_lanes(plot, [lane, lane], width, done_title=name, plan_title=name)
    assert {row_width(row) for row in rows} == {width}
