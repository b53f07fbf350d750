"""Questions of a live slide: sliders beside up to five curves, a past begin, keys that say no."""

from dataclasses import replace
from datetime import date, timedelta

from sim.terms import Member
from ssi_tui.chart.text import plain_text
from ssi_tui.forecasting import Doubts, as_now, find_scenario, load
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster, Wish
from ssi_tui.tui.live.draw import Live, draw_live
from ssi_tui.tui.live.slide import LiveControl, LiveQuestion, LiveState, ask, shown_curves

TODAY = date(2026, 11, 21)
NAMES = ("post_weekly", "comment_daily", "quiet_month", "pitch_spree")


def question(count: int = 5, **changes: object) -> LiveQuestion:
    shipped = [as_now("As usual", ""), *(load(find_scenario(name)) for name in NAMES)][:count]
    member = Member.ORDINARY
    plans = tuple(replace(plan, member=member) for plan in shipped)
    wish = Wish(Journal(), TODAY, plans, days=84, member=member)._replace(**changes)
    return LiveQuestion(wish, "ABCDE"[:count], ("post", "comment"))


def control_of(asked: LiveQuestion, state: LiveState | None = None) -> LiveControl:
    forecaster = Forecaster()

    def compute() -> None:
        control.answer = ask(forecaster, asked, control.state)

    control = LiveControl(compute, state)
    compute()
    return control


def test_what_the_sliders_come_to_is_a_curve_of_its_own() -> None:
    control = control_of(question(3))
    assert control.answer is not None
    assert control.answer.letters == ("A", "B", "C")
    assert control.press("right")
    assert control.answer.letters == ("A", "B", "C", "D")
    assert "D" in control.state.revealed
    assert "a week" in control.answer.outlook.curves[-1].name
    assert control.press("left")
    assert control.answer.letters == ("A", "B", "C")
    assert "D" not in control.state.revealed


def test_where_five_are_on_it_takes_the_place_of_the_last() -> None:
    control = control_of(question())
    assert control.press("up")
    assert control.answer is not None
    assert control.answer.letters == ("A", "B", "C", "D", "E")
    assert "a week" in control.answer.outlook.curves[-1].name
    assert control.press("down")
    assert control.answer.outlook.curves[-1].name == "Pitches for a month"
    doubting = control_of(
        question(), LiveState(revealed=frozenset("ABCDE"), doubts=Doubts(ceiling=40))
    )
    assert doubting.answer is not None
    shown = shown_curves(doubting.answer, doubting.state)
    assert len({one.letter for one in shown}) == 3


def test_a_question_about_the_past_has_its_readings_and_its_curves() -> None:
    actions = [
        Action(id=ago + 1, kind="comment", day=TODAY - timedelta(days=ago), count=1)
        for ago in range(90)
    ]
    readings = [
        Reading(id=ago, day=TODAY - timedelta(days=ago), total=40) for ago in (1, 30, 60, 80)
    ]
    asked = question(
        2,
        journal=Journal(actions=actions, readings=readings),
        member=None,
        start=TODAY - timedelta(days=40),
        days=124,
    )
    control = control_of(asked)
    assert control.answer is not None
    assert control.answer.outlook.start == TODAY - timedelta(days=41)
    rows = draw_live(Live(control.answer, control.state), 80, 22).rows
    assert any("40" in row for row in plain_text(rows))


def test_keys_without_an_answer_are_for_somebody_else() -> None:
    control = LiveControl(lambda: None)
    for key in ("left", "up", "tab", "enter", "x"):
        assert not control.press(key)
    assert control.press("7")
    assert control.press("enter")
    assert control.state.guesses == {"1": 7.0}
    assert not control.forward()
    assert not control.back()
    control.open_assumptions()
    for key in ("left", "up", "0", "escape"):
        assert control.press(key) or key in ("left", "up")
    assert control.state.assuming is None
