"""A live slide as rows: every figure, at every size, and nothing given away before its time."""

import re
from datetime import date

import pytest

from sim.terms import Pillar
from ssi_tui.chart.text import plain_text, row_width
from ssi_tui.forecasting import Curve, Doubts, Outlook, Present, Series, Sliders, as_now
from ssi_tui.tui.live.draw import (
    Live,
    Parts,
    asked_curve,
    cut,
    digit_rows,
    draw_live,
    figures,
    wiped,
)
from ssi_tui.tui.live.screen import draw_beliefs, partly
from ssi_tui.tui.live.slide import (
    LiveAnswer,
    LiveState,
    assumptions,
    plot_of,
    said_doubts,
    stepped,
)

DAYS = 84
PRESENT = Present(
    pace={"post": 1.0},
    most={"post": 50},
    accepted={},
    profile=1,
    half_life=31.0,
    half_pace={"post": 2.5},
    points={"post": 4.8},
)
SIZES = [(80, 24), (60, 20), (140, 40), (200, 50), (40, 12), (30, 5), (20, 4)]


def series(first: float, last: float, spread: float = 3) -> Series:
    middle = [first + (last - first) * day / DAYS for day in range(DAYS + 1)]
    return Series(
        low=tuple(value - spread for value in middle),
        median=tuple(middle),
        high=tuple(value + spread for value in middle),
    )


def curve(letter: str, last: float, gap: float | None = None) -> Curve:
    parts = {pillar: series(10, 10 + (last - 40) / 4) for pillar in Pillar}
    return Curve(
        letter=letter,
        name=f"Plan {letter}",
        description="",
        start=1,
        total=series(40, last),
        pillars=parts,
        plan={},
        minutes_per_week=0,
        goals=(),
        difference=None if gap is None else series(0, gap, 1),
    )


def outlook(*curves: Curve) -> Outlook:
    return Outlook(
        start=date(2026, 11, 21),
        days=DAYS,
        curves=curves,
        member=None,
        reading=None,
        confidence=0.8,
        remarks=(),
    )


def answered(*curves: Curve) -> LiveAnswer:
    return LiveAnswer(
        outlook(*curves),
        asked="".join(one.letter for one in curves),
        sliders=Sliders(base=as_now("As usual", ""), present=PRESENT, kinds=()),
        turnable=(),
        kinds=(),
        present=PRESENT,
        own=None,
        points=(),
    )


ANSWER = answered(curve("A", 40), curve("B", 46, 6), curve("C", 40.2, 0.2), curve("D", 38, -2))
TWO = answered(curve("A", 40), curve("B", 46, 6))
ALL = LiveState(revealed=frozenset("ABCD"))


def text(state: LiveState, width: int = 100, height: int = 24, **more: object) -> str:
    live = Live(ANSWER, state)._replace(**more)  # type: ignore[arg-type]
    return "\n".join(plain_text(draw_live(live, width, height).rows))


def test_each_revealed_curve_has_its_name_band_and_difference_and_equal_ones_say_so() -> None:
    shown = text(ALL)
    for name in ("A Plan A", "B Plan B", "C Plan C", "D Plan D"):
        assert name in shown
    assert "43–49" in shown
    assert "+6 (+5…+7)" in shown
    assert "equal to A" in shown
    assert "−2 (−3…−1)" in shown
    beside = text(LiveState(revealed=frozenset("AB")), answer=TWO)
    assert re.search(r"43–49.*\n.*\+6.*\n.*\(\+5…\+7\)", beside), beside
    assert "D: what moves most is" in shown


def test_a_difference_never_contradicts_the_numbers_above_it() -> None:
    apart = answered(curve("A", 52.6), curve("B", 51.2, -1.4))
    told = figures(apart, LiveState(revealed=frozenset("AB")))
    assert [figure.value for figure in told] == ["53", "51"]
    assert told[1].difference == "−1.4 (−2…0)"
    near = answered(curve("A", 34.4), curve("B", 34.6, 0.2))
    assert figures(near, LiveState(revealed=frozenset("AB")))[1].difference == ("+0.2 (−0.8…+1.2)")


def test_a_hidden_curve_gives_away_its_name_and_nothing_more() -> None:
    shown = text(LiveState())
    assert "B Plan B" in shown
    assert "+6" not in shown
    assert "46" not in shown
    assert figures(ANSWER, LiveState())[1].value == "?"


@pytest.mark.parametrize("size", SIZES)
def test_a_slide_stays_inside_its_window(size: tuple[int, int]) -> None:
    guesses = {str(n): float(n * 9) for n in range(11)}
    for state in (LiveState(), ALL, LiveState(guesses=guesses), LiveState(assuming=0)):
        rows = assumptions(Doubts(), PRESENT, ("post",))
        drawn = draw_live(Live(ANSWER, state, rows=rows), *size)
        assert len(drawn.rows) <= size[1]
        assert all(row_width(row) <= size[0] for row in drawn.rows)


@pytest.mark.parametrize("size", [(80, 22), (140, 38)])
def test_nothing_but_the_curve_moves_when_it_is_revealed(size: tuple[int, int]) -> None:
    states = [LiveState(revealed=frozenset("ABCD"[:count])) for count in (1, 2, 3, 4)]
    axes = [
        [line for line in plain_text(draw_live(Live(ANSWER, state), *size).rows) if "─" in line]
        for state in states
    ]
    assert len({tuple(found) for found in axes}) == 1


def test_the_scale_is_all_of_it_or_what_is_in_sight() -> None:
    assert plot_of(ANSWER, ALL, zoom=False).bounds == (0.0, 100.0)
    low, high = plot_of(ANSWER, LiveState(), zoom=True).bounds or (0, 0)
    assert low < 36
    assert 48 < high < 60, "room for every band from the start"


def test_the_room_sees_its_own_curve_beside_ours_named_as_such() -> None:
    own = outlook(curve("A", 42), curve("B", 50, 8), curve("C", 41, 0), curve("D", 40, -2))
    state = LiveState(revealed=frozenset("AB"), doubts=Doubts(half_life=60, worth=(("post", 2.0),)))
    answer = ANSWER._replace(own=own, present=PRESENT)
    names = [figure.name for figure in figures(answer, state)]
    assert names == ["Plan A", "Plan B", "B, as you assume"]
    assert [figure.difference for figure in figures(answer, state)] == [
        "",
        "+6 (+5…+7)",
        "+8 (+7…+9)",
    ]
    assert "Your assumptions: half-life 60 days · posts × 2" in text(state, answer=answer)


def test_guesses_are_held_against_the_last_curve_that_was_asked_for() -> None:
    assert asked_curve(ANSWER).letter == "D"
    state = LiveState(revealed=frozenset("AB"), guesses={"Ann": 37.0, "Ben": 60.0})
    assert "closest" not in text(state), "not before it is revealed"
    told = LiveState(revealed=ALL.revealed, guesses=state.guesses)
    assert "the closest is 37" in text(told)
    assert "Ann" not in text(told)
    assert "closest: Ann" in text(told, names=True)


def test_steps_of_an_assumption_go_over_ours_and_stop_at_the_ends() -> None:
    doubts = Doubts()
    for _step in range(30):
        doubts = stepped(doubts, "half_life", 1, PRESENT)
    assert doubts.half_life == 365
    for _step in range(30):
        doubts = stepped(doubts, "half_life", -1, PRESENT)
    assert doubts.half_life == 3
    back = stepped(stepped(Doubts(), "half_life", 1, PRESENT), "half_life", -1, PRESENT)
    assert back == Doubts(), "ours is one of the steps"
    for name in ("half_pace", "ceiling", "post"):
        for by in (1, -1):
            doubts = Doubts()
            for _step in range(20):
                doubts = stepped(doubts, name, by, PRESENT)
            assert bool(doubts) == (name != "ceiling" or by < 0)
    assert said_doubts(Doubts(half_pace=1.5, ceiling=80)) == "half-pace × 1.5 · ceiling 80"


def test_the_number_waits_for_the_whole_curve() -> None:
    before = draw_live(Live(ANSWER, LiveState()), 80, 22)
    now = draw_live(Live(ANSWER, LiveState(revealed=frozenset("AB"))), 80, 22)
    half = partly(before.rows, now, 0.5, 80)
    assert half[now.end :] == before.rows[now.end :]
    assert half[now.begin : now.end] != now.rows[now.begin : now.end]
    assert partly(before.rows, now, 1, 80)[: now.end] == now.rows[: now.end]
    assert partly([], Parts(now.rows, 0, 0), 0.5, 80) == now.rows


def test_why_one_should_believe_it_is_one_page_at_80x24() -> None:
    shown = "\n".join(plain_text(draw_beliefs(80, 22)))
    assert "What it does not know" in shown
    assert "does for reach" in shown


def test_digits_are_blocks_three_or_six_rows_high() -> None:
    assert digit_rows("1", 3) == [" ▄█ ", "  █ ", " ▄█▄"]
    for high in (3, 6):
        rows = digit_rows("1234567890?", high)
        assert len(rows) == high
        assert len({len(row) for row in rows}) == 1


def test_rows_are_cut_at_cells() -> None:
    row = [("ab", "x"), ("日本", "y")]
    assert cut(row, 1, 4) == [("b", "x"), ("日", "y")]
    assert wiped([[("aaaa", "x")]], [[("bbbb", "x")]], 1) == [[("b", "x"), ("aaa", "x")]]
