"""History in a large window: the score under the map, the day beside it, each action's weeks."""

from ssi_tui.chart.text import cell_len, plain_text
from ssi_tui.model.entries import Reading
from ssi_tui.tui.history.draw import MapRows, draw_wide, has_room
from tests.tui.helpers import days_ago
from tests.tui.history.test_draw import journal, view

WEEKLY = {"comment": dict.fromkeys(range(0, 200, 7), 3), "post": dict.fromkeys(range(0, 90, 7), 1)}


def drawn(width: int, height: int, *, scores: bool = True) -> MapRows:
    """Half a year of two actions, with a score or without."""
    readings = [
        Reading(id=1, day=days_ago(60), total=41.0),
        Reading(id=2, day=days_ago(0), total=48.0),
    ]
    found = journal(
        WEEKLY, readings=readings if scores else [], notes={days_ago(9): "a [good] talk"}
    )
    rows = draw_wide(view(found, width), width, height)
    assert len(rows.rows) <= height
    assert all(sum(cell_len(text) for text, _style in row) <= width for row in rows.rows)
    return rows


def test_a_small_window_is_not_drawn_in_this_way() -> None:
    assert has_room(140, 36)
    assert not has_room(80, 40)
    assert not has_room(200, 20)


def test_the_score_the_day_and_the_notes_are_seen_at_once() -> None:
    text = "\n".join(plain_text(drawn(140, 36).rows))
    for part in ("Score", "(today)", "3   comments", "Notes", "a [good] talk", "Comments", "Posts"):
        assert part in text
    assert "Score" not in "\n".join(plain_text(drawn(140, 36, scores=False).rows))
    old = journal({}, readings=[Reading(id=1, day=days_ago(2000), total=41.0)])
    said = "\n".join(plain_text(draw_wide(view(old, 200), 200, 46).rows))
    assert "Score" not in said
    assert "Week by week" not in said


def test_the_weeks_of_each_action_stand_below_the_map_or_right_of_it_where_that_has_room() -> None:
    below, apart = drawn(140, 36), drawn(200, 46)
    assert min(below.subject_at) > below.map_top + 7
    assert below.lanes_from == 0
    assert min(apart.subject_at) < apart.map_top + 7
    for y in apart.subject_at:
        left = "".join(text for text, _style in apart.rows[y])[: apart.lanes_from]
        assert "Comments" not in left
        assert "Posts" not in left
