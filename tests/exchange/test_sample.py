"""The built-in sample journal."""

from datetime import date, timedelta
from pathlib import Path

from ssi_tui.exchange import sample

TODAY = date(2026, 11, 21)


def test_the_sample_is_the_same_for_the_same_day_and_moves_with_the_day() -> None:
    journal, again = sample.journal(TODAY), sample.journal(TODAY)
    assert journal.actions == again.actions
    tomorrow = sample.journal(TODAY + timedelta(days=1))
    assert tomorrow.latest_reading() is not None
    assert tomorrow.latest_reading().day == journal.latest_reading().day + timedelta(days=1)  # type: ignore[union-attr]


def test_the_sample_covers_half_a_year_with_a_holiday_and_no_future() -> None:
    journal = sample.journal(TODAY)
    days = {action.day for action in journal.actions}
    assert max(days) <= TODAY
    assert (TODAY - min(days)).days in range(170, 182)
    holiday = TODAY - timedelta(days=(sample.WEEKS - sample.HOLIDAY.start) * 7 - 1)
    assert not days & {holiday + timedelta(days=n) for n in range(14)}
    assert len(journal.readings) == len(sample.READINGS)
    assert len(journal.notes) == len(sample.NOTES)


def test_the_sample_opens_as_a_store_and_leaves_nothing_behind() -> None:
    with sample.open_sample(TODAY) as store:
        folder = Path(store.folder)
        assert store.read().actions == sample.journal(TODAY).actions
        assert store.name == sample.NAME
        assert store.read().note(TODAY - timedelta(days=9)) == sample.NOTES[9]
        assert store.read().stocks == sample.STOCKS
    assert not folder.exists()


def test_undo_in_the_sample_takes_back_what_its_visitor_did_and_nothing_of_the_sample() -> None:
    with sample.open_sample(TODAY) as store:
        store.log("comment", TODAY)
        assert [change.what for change in store.undo(9)] == ["log"]
        assert store.read().actions == sample.journal(TODAY).actions
        assert store.name == sample.NAME
