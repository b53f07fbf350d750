"""Imports add what is missing, once, in whatever order they come, and leave nobody's words."""

import errno
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.terms import ActionKind as Kind
from ssi_tui.disk import TEMPORARY_NAME, Disk
from ssi_tui.errors import NotSavedError
from ssi_tui.exchange import merge
from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.merge import Report
from ssi_tui.model.entries import Action
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from tests.exchange.linkedin.archive_maker import ZONE, Made

DAY = date(2026, 11, 20)
KINDS = (Kind.POST, Kind.VIDEO, Kind.MESSAGE, Kind.REQUEST, Kind.REQUEST_WITH_NOTE, Kind.COMMENT)


def said(**counts: int) -> Report:
    """All on one day; underscores are hyphens."""
    return Report(actions={kind.replace("_", "-"): {DAY: n} for kind, n in counts.items()})


def store(folder: Path) -> Store:
    """A fresh profile."""
    return Store(folder / "profile")


def counts(journal: Journal) -> dict[str, int]:
    """The day's counts."""
    return journal.day_counts(DAY)


def add(journal: Journal, report: Report) -> Journal:
    """The journal after the import."""
    plan = merge.plan_merge(journal, report)
    return Journal(actions=[*journal.actions, *plan.entries])


def new_of(journal: Journal, report: Report) -> int:
    """How many actions the import adds."""
    return sum(entry.count for entry in merge.plan_merge(journal, report).entries)


def test_the_count_becomes_the_larger_of_both(tmp_path: Path) -> None:
    profile = store(tmp_path)
    profile.log("comment", DAY, 2, note="by hand")
    profile.log("reaction", DAY, 9)
    report = said(comment=5, reaction=4, post=1)
    plan = merge.plan_merge(profile.read(), report)
    assert [(k.kind, k.new) for k in plan.kinds] == [
        ("comment", 3), ("reaction", 0), ("post", 1),
    ]  # fmt: skip
    change = merge.apply_counts(profile, report)
    assert change is not None
    assert (change.by, change.what) == ("import", "add")
    assert counts(profile.read()) == {"comment": 5, "reaction": 9, "post": 1}
    assert {a.source for a in profile.read().actions} == {"cli", "import"}


def test_what_was_logged_while_the_plan_was_shown_is_not_counted_twice(tmp_path: Path) -> None:
    profile = store(tmp_path)
    report = said(comment=5)
    merge.plan_merge(profile.read(), report)
    profile.log("comment", DAY, 4)
    merge.apply_counts(profile, report)
    assert counts(profile.read()) == {"comment": 5}


@pytest.mark.parametrize(
    ("hand", "found", "after"),
    [
        ({"video": 1}, {"post": 1}, {"video": 1}),
        ({"video": 1}, {"post": 3}, {"video": 1, "post": 2}),
        ({"inmail": 2}, {"message": 2}, {"inmail": 2}),
        ({"request": 3}, {"request-with-note": 3}, {"request": 3}),
        ({"request": 3}, {"request-with-note": 3, "request": 3},
         {"request": 3, "request-with-note": 3}),
        ({"repost": 1}, {"repost": 1, "post": 1}, {"repost": 1, "post": 1}),
    ],
)  # fmt: skip
def test_the_same_action_under_another_name_is_not_counted_twice(
    hand: dict[str, int], found: dict[str, int], after: dict[str, int]
) -> None:
    actions = [Action(id=n, kind=k, day=DAY, count=c) for n, (k, c) in enumerate(hand.items(), 1)]
    report = Report(actions={kind: {DAY: n} for kind, n in found.items()})
    journal = add(Journal(actions=actions), report)
    assert counts(journal) == after
    assert counts(add(journal, report)) == after


def test_one_undo_takes_the_whole_import_back(tmp_path: Path) -> None:
    profile = store(tmp_path)
    profile.log("comment", DAY, 2)
    before = profile.read().actions
    days = {DAY - timedelta(days=40 * n): n + 1 for n in range(9)}
    report = Report(actions={"comment": days, "post": days})
    merge.apply_counts(profile, report)
    assert profile.read().total("post", date.min, date.max) == 45
    profile.undo()
    assert profile.read().actions == before
    merge.apply_counts(profile, report)
    assert profile.read().total("post", date.min, date.max) == 45


class FullDisk(Disk):
    """Takes so many files, and then no more for once."""

    left = 3

    def replace(self, source: str, target: str) -> None:
        """As a disk does that is full."""
        self.left -= source.endswith(TEMPORARY_NAME)
        if self.left == 0 and source.endswith(TEMPORARY_NAME):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().replace(source, target)


def test_an_import_that_was_stopped_goes_on_and_is_one_change(tmp_path: Path) -> None:
    profile = Store(tmp_path / "profile", disk=FullDisk())
    days = {DAY - timedelta(days=40 * n): n + 1 for n in range(5)}
    report = Report(actions={"comment": days})
    with pytest.raises(NotSavedError):
        merge.apply_counts(profile, report, change=77)
    assert 0 < len(profile.read().actions) < 5
    merge.apply_counts(profile, report, change=77)
    assert profile.read().counts() == {"comment": days}
    profile.undo()
    assert profile.read().empty


def test_counts_beyond_one_entry_become_several(tmp_path: Path) -> None:
    profile = store(tmp_path)
    merge.apply_counts(profile, said(engagement_received=25_000))
    assert counts(profile.read()) == {"engagement-received": 25_000}
    assert len(profile.read().actions) == 3


def test_entries_are_the_same_for_the_same_journal_and_never_share_an_id() -> None:
    plans = [merge.plan_merge(Journal(), said(comment=4, post=2)) for _ in range(2)]
    assert plans[0].entries == plans[1].entries
    taken = plans[0].entries[0]
    moved = Action(id=taken.id, kind="meeting", day=DAY, count=1)
    again = merge.plan_merge(Journal(actions=[moved]), said(comment=4, post=2))
    assert counts(Journal(actions=[moved, *again.entries])) == {
        "meeting": 1,
        "comment": 4,
        "post": 2,
    }
    assert len({each.id for each in (moved, *again.entries)}) == 3


def test_a_stock_only_grows() -> None:
    report = Report(actions={}, stocks={"network": 500, "skills": 12})
    plan = merge.plan_merge(Journal(stocks={"network": 620, "skills": 3}), report)
    assert [(s.stock, s.now, s.becomes) for s in plan.stocks] == [("skills", 3, 12)]


def test_a_part_of_a_journal_is_no_ground_for_a_plan() -> None:
    with pytest.raises(ValueError, match="part"):
        merge.plan_merge(Journal(first=DAY), said(comment=1))


DAYS = st.integers(0, 3).map(lambda ago: DAY - timedelta(days=ago))
SAID = st.dictionaries(
    st.sampled_from(KINDS).map(str),
    st.dictionaries(DAYS, st.integers(1, 6), min_size=1, max_size=3),
    max_size=4,
).map(lambda actions: Report(actions=actions))
LOGGED = st.lists(st.tuples(st.sampled_from(KINDS), DAYS, st.integers(1, 4)), max_size=6)


def by_hand(logged: list[tuple[str, date, int]]) -> Journal:
    """A journal written by hand."""
    return Journal(
        actions=[Action(id=n, kind=str(k), day=d, count=c) for n, (k, d, c) in enumerate(logged, 1)]
    )


@given(LOGGED, SAID)
def test_importing_twice_is_importing_once(
    logged: list[tuple[str, date, int]], one: Report
) -> None:
    once = add(by_hand(logged), one)
    assert merge.plan_merge(once, one).entries == ()


@given(LOGGED, st.lists(SAID, max_size=3), st.randoms())
def test_the_order_of_imports_does_not_matter(
    logged: list[tuple[str, date, int]], imports: list[Report], chance: object
) -> None:
    journal, other = by_hand(logged), by_hand(logged)
    for one in imports:
        journal = add(journal, one)
    chance.shuffle(imports)  # type: ignore[attr-defined]
    for one in imports:
        other = add(other, one)
    assert journal.counts() == other.counts()
    assert len({a.id for a in journal.actions}) == len(journal.actions)


def test_overlapping_archives_give_the_same_in_any_order_and_twice(tmp_path: Path) -> None:
    old, new = Made(5).everything(), Made(6, first=date(2025, 3, 1)).everything()
    reports = [archive.read([made.zip(tmp_path / f"{n}.zip")], zone=ZONE)
               for n, made in enumerate((old, new))]  # fmt: skip
    one, other = store(tmp_path / "one"), store(tmp_path / "other")
    for profile, order in ((one, (0, 1, 0, 1)), (other, (1, 0, 1))):
        for number in order:
            merge.apply_counts(profile, reports[number])
    assert one.read().counts() == other.read().counts()
    assert set(one.read().counts()) <= set(Kind)
    assert not merge.plan_merge(one.read(), reports[0]).entries
    assert merge.apply_counts(one, reports[0]) is None
    for kind, days in one.read().counts().items():
        for day, count in days.items():
            assert count == max(old.truth[kind][day], new.truth[kind][day])


def test_no_name_text_or_address_of_an_archive_is_kept(tmp_path: Path) -> None:
    made = Made().everything()
    report = archive.read([made.zip(tmp_path / "a.zip")], zone=ZONE)
    profile = store(tmp_path)
    plan = merge.plan_merge(profile.read(), report)
    merge.apply_counts(profile, report)
    profile.undo()
    kept = "".join(
        file.read_text(encoding="utf-8", errors="replace")
        for file in Path(profile.folder).rglob("*")
        if file.is_file()
    )
    assert len(kept) > 1000
    assert len(made.secrets) > 100
    everything = kept + repr(report) + repr(plan)
    assert [secret for secret in made.secrets if secret in everything] == []


moments = st.datetimes(datetime(2025, 1, 1), datetime(2025, 3, 1), timezones=st.just(UTC))
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "UTC")


def in_zone(rows: Sequence[datetime], zone: str) -> Report:
    """Rows of an archive, as its reader counts them there."""
    days = Counter(row.astimezone(ZoneInfo(zone)).date() for row in rows)
    return Report(actions={Kind.REACTION: days}, clocked=True)


@given(
    rows=st.lists(moments, min_size=1, max_size=60),
    later=st.lists(moments.map(lambda moment: moment + timedelta(days=70)), max_size=10),
    home=st.sampled_from(ZONES),
    away=st.sampled_from(ZONES),
)
def test_an_archive_that_is_read_again_in_another_zone_doubles_nothing(
    rows: list[datetime], later: list[datetime], home: str, away: str
) -> None:
    journal = add(Journal(), in_zone(rows, home))
    again = add(journal, in_zone([*rows, *later], away))
    assert sum(again.counts()[Kind.REACTION].values()) == len(rows) + len(later)
    assert not merge.plan_merge(again, in_zone([*rows, *later], home)).entries


def test_days_without_a_clock_are_taken_as_they_are() -> None:
    """A sheet that says less of one day and more of the next was corrected, not moved."""
    one = Report(actions={Kind.ENGAGEMENT_RECEIVED: {DAY: 5}})
    other = Report(actions={Kind.ENGAGEMENT_RECEIVED: {DAY + timedelta(days=1): 5}})
    assert new_of(add(Journal(), one), other) == 5


def test_what_an_archive_has_beside_another_trackers_days_is_new() -> None:
    """Only where nearly all of it is on the day beside is it the same import, moved."""
    days = [DAY + timedelta(days=n) for n in range(12)]
    old = Report(actions={Kind.REACTION: dict.fromkeys(days[::4], 1)}, clocked=True)
    new = Report(actions={Kind.REACTION: dict.fromkeys(days[1:], 2)}, clocked=True)
    assert new_of(add(Journal(), old), new) == 20
