"""The views of Scores as rows: sums that are sums, words beside colours, and what fits."""

from dataclasses import replace

import pytest

from sim.terms import Pillar
from ssi_tui.chart.text import cell_len, plain_text
from ssi_tui.forecasting import ModelRemark
from ssi_tui.forecasting.attribution import Source
from ssi_tui.tui.scores.answers import Bars, ScoreAnswer, learned_rows, steps, where_rows, why_rows
from ssi_tui.tui.scores.draw import (
    LEARNED,
    READINGS,
    SCORE,
    SPANS,
    VIEWS,
    WHERE,
    WHY,
    ScoreView,
    before,
    heading,
    lines,
    others_words,
    pane,
    plot,
    strip,
    view_at,
    view_beside,
    views_in_sight,
)
from ssi_tui.tui.shell.score_form import with_others
from tests.tui.helpers import TODAY
from tests.tui.made_answers import PARTS, explained, healthy, moved, part, readings

READ = readings(8)
VIEW = ScoreView(READ, TODAY, len(READ) - 1)
TOLD = ScoreAnswer(explained(READ[-1]), moved(READ[-2], READ[-1]), healthy())
SIZES = [(40, 6), (60, 13), (80, 16), (61, 32), (198, 44)]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_every_view_fits_every_size(name: str, size: tuple[int, int]) -> None:
    width, height = size
    for told in (TOLD, None):
        rows = pane(VIEW, name, told, width, height).rows
        assert 0 < len(rows) <= height
        assert all(cell_len(text) <= width for text in plain_text(rows))


def test_steps_sum_to_the_whole_however_few_are_shown() -> None:
    total = sum(one.total for one in PARTS)
    for room in range(2, 12):
        shown = steps(PARTS, room)
        assert len(shown) <= max(room, 2)
        assert sum(step.points for step in shown) == pytest.approx(total)
    assert [step.text for step in steps(PARTS, 4)][-1] == "5 smaller parts"


def test_each_bar_begins_where_the_one_above_ended() -> None:
    shown = steps(PARTS, 12)
    bars = Bars.of(shown, sum(step.points for step in shown), 60)
    reached, end = 0.0, 0
    for step in shown:
        blank, *marks = bars.step(step, reached)
        begin, length = len(blank[0]), sum(len(text) for text, _style in marks)
        if step.points > 1:
            assert begin == end, step.text
            end = begin + length
        reached += step.points
    assert sum(len(text) for text, _style in bars.sum(reached)) == 60 - 3  # drift came down again


def test_a_part_says_whether_it_is_learned_or_assumed() -> None:
    texts = plain_text(where_rows(explained(READ[-1]), TODAY, 80, 20))
    assert any("comments" in text and "learned" in text for text in texts)
    assert any("posts" in text and "assumed" in text for text in texts)
    assert any("by chance" in text and "assumed" not in text for text in texts)
    assert any(text.startswith("  together") and "43.5" in text for text in texts)


def test_why_it_moved_names_both_readings_and_is_silent_without_two() -> None:
    texts = plain_text(why_rows(moved(READ[-3], READ[-1]), TODAY, 80, 16))
    assert texts[0] == "  Why it moved from Fri 6 Nov to Fri 20 Nov: +3.0"
    assert any("comments" in text and "+1.5" in text for text in texts)
    assert "none before" in plain_text(why_rows(None, TODAY, 80, 16))[0]


def test_the_change_is_told_from_a_week_before_or_else_the_reading_before() -> None:
    assert before(READ[:8]) is READ[6]
    close = readings(4, gap=2)
    assert before(close[:4]) is close[2]
    assert before(READ[:1]) is None
    text = "".join(text for text, _style in heading(VIEW, 80))
    assert text == "  SSI 43.5   as LinkedIn showed it on Fri 20 Nov   ▲ 1.5 in 7 days"
    assert "SSI 43.5" in "".join(text for text, _style in heading(VIEW, 30))


def test_ranks_and_averages_of_others_stand_in_words_with_their_day() -> None:
    said = "industry: top 33 %, average 34 · network: top 43 %, average 36.5"
    assert others_words(VIEW) == said
    bare = [*READ[:-1], with_others(READ[-1], None)]
    assert with_others(bare[-1], READ[0]).industry_rank == 40
    later = readings(9)[-1]
    newest = type(later)(id=99, day=later.day, total=40.0)
    assert others_words(ScoreView([*READ[:-1], newest], TODAY, 0)).endswith("· as of Fri 13 Nov")


def test_the_chart_shows_the_chosen_pillar_over_the_chosen_span() -> None:
    far = readings(24)
    assert (TODAY - plot(far, TODAY, None, SPANS[0]).first).days == 84
    assert plot(far, TODAY, None, SPANS[-1]).first == far[0].day
    found = plot(far, TODAY, Pillar.PEOPLE, SPANS[0])
    assert found.ceiling == 25
    assert found.points[-1] == (TODAY, far[-1].people)
    others = plot(far, TODAY, None, SPANS[0]).averages
    assert [one.names[-1].split()[0] for one in others] == ["industry", "network"]
    assert "you: top" in others[0].names[0]
    assert plot(far, TODAY, Pillar.PEOPLE, SPANS[0]).averages == ()


def test_the_views_have_names_that_can_be_clicked() -> None:
    text = "".join(text for text, _style in strip(WHERE, (WHERE,), 80))
    for name, title in VIEWS.items():
        assert view_at(text.index(title), 80) == name
    assert view_at(79, 80) is None
    assert view_at(3, 40) is None
    assert "Where from" in "".join(text for text, _style in strip(WHERE, (WHERE,), 40))
    assert view_beside(SCORE, -1) == LEARNED
    assert views_in_sight(WHY, 140) == (WHERE, WHY)
    assert views_in_sight(READINGS, 80) == (READINGS,)


def test_what_is_learned_says_the_judgement_first_and_drops_columns_not_words() -> None:
    wide, narrow = (plain_text(learned_rows(healthy(), width)) for width in (120, 58))
    assert wide[0].startswith("  On your last 8 readings the model was off by 1.1 points")
    head = next(text for text in wide if "Learned from you" in text)
    assert head.split()[3:] == ["value", "80", "%", "assumed", "learned"]
    head = next(text for text in narrow if "Learned from you" in text)
    assert "80 %" not in head
    assert any("Our starting assumption" in text for text in narrow)
    heads = [text for text in wide if " assumed " in text]
    assert len({head.index("assumed") for head in heads}) == 1
    (both,) = (text for text in plain_text(learned_rows(healthy(), 200)) if " assumed " in text)
    assert "Learned from you" in both
    assert "Our starting assumption" in both


def test_remarks_of_the_model_stand_beside_its_answer() -> None:
    remark = ModelRemark(code="old-reading", values=(("days", 44),))
    for name, told in (
        (WHERE, ScoreAnswer(explained=replace(explained(READ[-1]), remarks=(remark,)))),
        (LEARNED, ScoreAnswer(health=replace(healthy(), remarks=(remark,)))),
    ):
        texts = plain_text(pane(VIEW, name, told, 80, 18).rows)
        assert any("44 days old" in text for text in texts), name


def test_the_sentences_hold_every_part_and_every_reading() -> None:
    said = list(lines(VIEW, [TOLD], TODAY))
    assert said[0] == "SSI 43.5, as LinkedIn showed it on Fri 20 Nov."
    assert "comments: 5.0 (learned)." in said
    assert "messages: 0.0 (assumed)." in said
    assert sum(text.startswith("Fri ") for text in said) == len(READ)


def test_a_total_alone_has_no_pillars_and_no_lie_about_them() -> None:
    alone = type(READ[0])(id=1, day=TODAY, total=61.0)
    texts = plain_text(pane(ScoreView([alone], TODAY, 0), SCORE, None, 80, 16).rows)
    assert any("Brand" in text and text.endswith("–") for text in texts)
    assert part(Source.CAP).total == 0
