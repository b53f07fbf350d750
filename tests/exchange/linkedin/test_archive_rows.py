"""The identity of a row decides what counts once: not the name of its file, nor who saved it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.archive import ArchiveReport
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal
from ssi_tui.exchange.sentences import undated_lines
from tests.exchange.linkedin.archive_maker import ZONE, Made, zipped

LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A700000000000000"
COPIES = (
    "{} - Copy.csv", "{} 2.csv", "{} (1).csv", "{} kopi.csv", "{}_987654321.csv",
    "Kopie von {}.csv", "{} - Kopie (2).csv", "{}_copy.csv", "older/{}.csv",
)  # fmt: skip


def read(*paths: Path) -> ArchiveReport:
    """In the zone of the maker."""
    return archive.read(paths, zone=ZONE)


def of(folder: Path, **tables: str) -> ArchiveReport:
    """What a folder of tables says; an underscore more stands for each space of a name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return read(folder)


def connections(*rows: tuple[str, str]) -> str:
    """First names, with the days of their connections."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    lines = [
        f"{name},Example,https://www.linkedin.com/in/{name.lower()},,Firm,Boss,{on}"
        for name, on in rows
    ]
    return "\n".join([head, *lines]) + "\n"


def invitations(*names: str) -> str:
    """Requests that were sent, on one day after the other."""
    head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    url = "https://www.linkedin.com/in"
    lines = [
        f'Me Myself,{name} Example,"3/{n}/26, 11:20 AM",,OUTGOING,{url}/me,{url}/{name.lower()}'
        for n, name in enumerate(names, 1)
    ]
    return "\n".join([head, *lines]) + "\n"


TOMORROW_AND_AFTER = ("2026-11-21 10:00:00 UTC", "2026-11-22 10:00:00 UTC")
ME = invitations("Ann")
MADE = Made(11).everything()
NAMES = sorted(name for name in MADE.files if name.endswith(".csv") and "/" not in name)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(COPIES)), min_size=1, max_size=4))
def test_a_copy_of_a_file_beside_it_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, copies: list[tuple[str, str]]
) -> None:
    folder = MADE.folder(tmp_path_factory.mktemp("copies") / "archive")
    for name, form in copies:
        target = folder / form.format(name.removesuffix(".csv"))
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(MADE.files[name])
    report = read(folder)
    assert {kind: dict(days) for kind, days in report.counts.items()} == MADE.counts()
    assert report.stocks == MADE.stocks


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["Reactions.csv", "Votes.csv", "InstantReposts.csv", "Logins.csv"]),
    st.integers(1, 4),
    st.booleans(),
)
def test_true_parts_are_added_up_wherever_a_table_is_cut(
    tmp_path_factory: pytest.TempPathFactory, name: str, cut: int, apart: bool
) -> None:
    folder = MADE.folder(tmp_path_factory.mktemp("parts") / "archive")
    head, *rows = (folder / name).read_text(encoding="utf-8").splitlines()
    (folder / name).unlink()
    stem = name.removesuffix(".csv")
    for number, part in enumerate((rows[:cut], rows[cut:]), 1):
        where = folder / f"part {number}" if apart else folder
        where.mkdir(exist_ok=True)
        text = "\n".join([head, *part])
        (where / f"{stem}_{number}.csv").write_text(text, encoding="utf-8")
    report = read(folder)
    assert {kind: dict(days) for kind, days in report.counts.items()} == MADE.counts()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_also_beside_the_original(
    tmp_path: Path, encoding: str
) -> None:
    text = connections(("Jürgen", "01 Mar 2026"), ("Zoë", "02 Mar 2026"))
    (tmp_path / "Connections - Copy.csv").write_bytes(text.encode(encoding))
    assert read(tmp_path).stocks == {"network": 2}
    (tmp_path / "Connections.csv").write_bytes(text.encode())
    assert read(tmp_path).stocks == {"network": 2}


def test_two_versions_of_a_stock_are_not_joined_and_two_parts_are(tmp_path: Path) -> None:
    old = connections(*((f"Old{n}", "01 Mar 2025") for n in range(9)), ("Gone", "02 Mar 2025"))
    new = connections(*((f"Old{n}", "01 Mar 2025") for n in range(9)), ("New", "02 Mar 2026"))
    both = of(tmp_path / "versions", Connections=old, Connections_987654321=new)
    assert both.stocks == {"network": 10}
    assert (
        sum(both.counts.get("connection", {}).values()) == 11
    )  # a connection was made, whether it lasted or not
    part = connections(("Ann", "01 Mar 2026"))
    assert of(tmp_path / "parts", Connections_1=old, Connections_2=part).stocks["network"] == 11


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1-Mar-26", "13-Mar-26"),
        ("01.03.2026", "13.03.2026"),
        ("3/1/2026", "3/13/2026"),
        ("01/03/2026", "13/03/2026"),
        ("2026-03-01", "2026-03-13"),
        ("1. Mär 26", "13. Mär 26"),
        ("01-mars-26", "13-mars-26"),
        ("1 mrt. 2026", "13 mrt. 2026"),
    ],
)
def test_connections_that_a_spreadsheet_saved_are_read_and_joined(
    tmp_path: Path, first: str, second: str
) -> None:
    saved = connections(("Ann", first), ("Bob", second)).replace(",", ";")
    report = of(tmp_path, Connections=saved, Invitations=invitations("Ann", "Bob", "Eve"))
    assert list(report.counts.get("connection", {})) == [date(2026, 3, 1), date(2026, 3, 13)]
    assert report.acceptance.rate == pytest.approx(2 / 3)


@pytest.mark.parametrize("form", ["{2}-{0:02}-{1:02}", "{0}/{1}/{2}", "{1:02}.{0:02}.{2} 09:30"])
def test_a_saved_table_beside_the_original_changes_nothing(tmp_path: Path, form: str) -> None:
    days = [(1, 13, 2026), (2, 14, 2026), (3, 15, 2026)]
    own = ["Date,Type,Link", *(f"{y}-{m:02}-{d:02} 09:30:01,LIKE,{LINK}{m}" for m, d, y in days)]
    saved = ["Date;Type;Link", *(f"{form.format(*day)};LIKE;{LINK}{day[0]}" for day in days)]
    alone = of(tmp_path / "alone", Reactions="\n".join(saved))
    assert list(alone.counts["reaction"]) == [date(y, m, d) for m, d, y in days]
    both = of(tmp_path / "both", Reactions="\n".join(own), Reactions_2="\n".join(saved))
    assert both.counts == alone.counts


def test_days_of_a_saved_table_that_could_be_months_are_not_guessed(tmp_path: Path) -> None:
    rows = "Date,Type,Link\n3/4/2026,LIKE,https://x.org/1\n1/2/2026,LIKE,https://x.org/2\n"
    report = of(tmp_path, Reactions=rows)
    assert report.empty
    assert [(file.name, file.reason) for file in report.passed] == [("Reactions.csv", "day-order")]


def test_a_search_counts_once_a_day_however_many_pages_it_had(tmp_path: Path) -> None:
    rows = [
        "2026/03/02 10:00:00 UTC,sales manager", "2026/03/02 10:00:00 UTC,Sales  Manager",
        "2026/03/02 10:04:00 UTC,sales manager", "2026/03/02 10:05:00 UTC,baker, Utrecht",
        "2026/03/03 09:00:00 UTC,sales manager",
    ]  # fmt: skip
    report = of(tmp_path, SearchQueries="\n".join(["Time,Search Query", *rows]))
    assert list(report.counts["people-search"].values()) == [2, 1]
    assert report.files[0].skipped == {"repeated": 2}


@pytest.mark.parametrize("word", ["Unfollow", "unfollowed", "Inactive", "Removed"])
def test_what_was_ended_is_no_follow(tmp_path: Path, word: str) -> None:
    rows = f"Date,Status,FullName\n2026-07-09 04:34:36,Active,A\n2026-07-10 04:34:36,{word},B\n"
    report = of(tmp_path, Member_Follows_987=rows)
    assert sum(report.counts["follow"].values()) == 1
    assert report.files[0].skipped == {"status": 1}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("InstantReposts_9", "repost"), ("Reactions", "reaction"), ("Shares", "post"), ("x", "post")],
)
def test_the_name_decides_where_the_header_is_a_date_and_a_link(
    tmp_path: Path, name: str, kind: str
) -> None:
    report = of(tmp_path, **{name: f"Date,ShareLink\n2026-07-20 10:25:25,{LINK}1\n"})
    assert dict(report.counts) == {kind: {date(2026, 7, 20): 1}}


def test_times_with_a_zone_of_their_own_are_converted(tmp_path: Path) -> None:
    rows = (
        f"Date,Type,Link\n2026-07-20T23:30:00Z,LIKE,{LINK}1\n2026-07-21T00:30:00+02:00,LIKE,{LINK}2"
    )
    report = of(tmp_path, Reactions=rows)
    assert report.counts["reaction"] == {date(2026, 7, 21): 2}


def test_without_connections_nobody_knows_what_was_accepted(tmp_path: Path) -> None:
    alone = of(tmp_path / "alone", Invitations=invitations("Ann", "Bob"))
    unreadable = of(
        tmp_path / "unreadable",
        Invitations=invitations("Ann", "Bob"),
        Connections=connections(("Ann", "spring"), ("Bob", "autumn")),
    )
    for report in (alone, unreadable):
        assert (report.acceptance.sent, report.acceptance.rate) == (2, None)
    nobody = of(
        tmp_path / "nobody",
        Invitations=invitations("Ann", "Bob"),
        Connections=connections(("Eve", "1 Mar 2026")),
    )
    assert nobody.acceptance.rate == 0


HEAD = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT"
)


def talks(number: int, *, urls: bool = True, own: str = "Me", draft: str = "") -> str:
    """A message there and one back with so many people."""

    def url(name: str) -> str:
        return f"https://www.linkedin.com/in/{name.lower()}" if urls else ""

    rows = []
    for n in range(1, number + 1):
        when = f"2026-03-{n:02} 10:00:00 UTC"
        for here, there in ((own, f"Ann{n}"), (f"Ann{n}", own)):
            rows.append(f"c{n},,{here},{url(here)},{there},{url(there)},{when},,Hi,INBOX,No")
    if draft:
        rows.append(f"c1,,{draft},{url(draft)},,,2026-03-01 10:00:00 UTC,,Well,INBOX,Yes")
    return "\n".join([HEAD, *rows])


@pytest.mark.parametrize("urls", [True, False])
@pytest.mark.parametrize("number", [2, 3, 9])
def test_the_owner_is_whoever_is_in_all_conversations(
    tmp_path: Path, number: int, urls: bool
) -> None:
    report = of(tmp_path, messages=talks(number, urls=urls))
    assert sum(report.counts["message"].values()) == number
    twice = of(tmp_path, messages_2=talks(number, urls=urls))
    assert twice.counts == report.counts


def test_of_few_conversations_nobody_can_tell_unless_a_draft_does(tmp_path: Path) -> None:
    one = of(tmp_path / "one", messages=talks(1))
    assert one.empty
    assert one.files[0].skipped == {"owner-unknown": 2}
    drafted = of(tmp_path / "drafted", messages=talks(1, draft="Me"))
    assert sum(drafted.counts["message"].values()) == 1


def test_a_profile_of_another_name_does_not_lose_the_messages(tmp_path: Path) -> None:
    profile = "First Name,Last Name,Headline\nMaiden,Name,Baker\n"
    report = of(tmp_path, messages=talks(4), Profile=profile)
    assert sum(report.counts["message"].values()) == 4


def cut_zip() -> bytes:
    """A zip whose end is missing."""
    return zipped({"Comments.csv": b"Date,Link,Message\n"})[:-30]


BAD = {
    "a damaged workbook": ("Content_2026.xlsx", b"PK\x03\x04" + bytes(200), Refusal.DAMAGED),
    "an empty zip": ("Content_2026.xlsx", b"PK\x05\x06" + bytes(18), Refusal.DAMAGED),
    "a cut zip": ("photos.zip", cut_zip(), Refusal.DAMAGED),
    "a zip that points out": ("evil.zip", zipped({"../x.csv": b"a"}), Refusal.PATH),
    "another table": ("table.csv", b"a,b\n1,2\n", "unknown-header"),
    "a line without an end": ("Comments.csv", b"Date,Link,Message\n" + b"a" * (3 << 20), "line"),
}


@pytest.mark.parametrize("case", BAD)
def test_one_bad_file_is_named_and_passed_over(tmp_path: Path, case: str) -> None:
    name, data, reason = BAD[case]
    (tmp_path / name).write_bytes(data)
    report = of(tmp_path, Connections=connections(("Ann", "01 Mar 2026")))
    assert report.stocks == {"network": 1}
    assert (name, reason) in [(file.name, file.reason) for file in report.passed]


def test_of_several_that_are_given_the_bad_one_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(cut_zip())
    good = tmp_path / "good.zip"
    good.write_bytes(zipped({"Connections.csv": connections(("Ann", "01 Mar 2026")).encode()}))
    report = read(tmp_path / "cut.zip", good, tmp_path / "gone.zip")
    assert report.stocks == {"network": 1}
    reasons = {file.name: file.reason for file in report.passed}
    assert reasons == {"cut.zip": Refusal.DAMAGED, "gone.zip": Refusal.NOT_FOUND}
    with pytest.raises(ArchiveRefusedError):
        read(tmp_path / "cut.zip")


def test_dates_that_cannot_be_read_are_named_with_file_line_and_value(tmp_path: Path) -> None:
    rows = [f"2026-0{n}-13 10:00:00,{LINK}{n},ok" for n in (1, 2, 3)]
    rows[1:1] = [f"2026-02-30 10:00:00,{LINK}8,bad", f'2026-01-14 10:00:00,{LINK}9,"two\nlines"']
    comments = "\n".join(["Date,Link,Message", *rows, f"2026-13-01 10:00:00,{LINK}7,bad"]) + "\n"
    found = of(tmp_path, Comments=comments)
    (file,) = [file for file in found.files if file.table]
    assert [(fault.line, fault.value) for fault in file.faults] == [
        (3, "2026-02-30 10:00:00"),
        (8, "2026-13-01 10:00:00"),
    ]
    (said,) = undated_lines(found, str)
    assert said.startswith("Left out of Comments.csv, no day: line 3: “2026-02-30 10:00:00”; line")
    assert file.skipped == {"unreadable-date": 2}


def test_of_many_unreadable_dates_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT"
    rows = [f"c{n},,Me Myself,in/me,Ann{n},then,,Hello {n}" for n in range(30)]
    found = of(tmp_path, messages="\n".join([head, *rows]) + "\n", Profile="First Name\nMe\n")
    (said,) = undated_lines(found, str)
    assert said.startswith("Left out of messages.csv, no day: line 2: “then”; ")
    assert said.endswith("; 24 more")


def test_what_is_still_to_come_was_not_done_and_is_named(tmp_path: Path) -> None:
    comments = (
        f"Date,Link,Message\n2026-03-01 10:00:00,{LINK}1,ok\n2027-03-01 10:00:00,{LINK}2,no\n"
    )
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT"
    messages = [f"c{n},,Me Myself,in/me,Ann,{on},,Hi" for n, on in enumerate(TOMORROW_AND_AFTER)]
    of(tmp_path, Comments=comments, messages="\n".join([head, *messages]), Invitations=ME)
    report = archive.read([tmp_path], zone=ZONE, today=date(2026, 11, 20))
    counts = {kind: sum(days.values()) for kind, days in report.counts.items()}
    assert counts == {"comment": 1, "message": 1, "request": 1}
    assert list(undated_lines(report, str)) == [
        "Left out of Comments.csv, a day that is still to come: line 3: “2027-03-01 10:00:00”",
        "Left out of messages.csv, a day that is still to come: line 3: “2026-11-22 10:00:00 UTC”",
    ]


def test_lines_may_end_as_an_old_mac_ends_them(tmp_path: Path) -> None:
    rows = [f"2026-0{n}-13 10:00:00,{LINK}{n},ok" for n in (1, 2, 3)]
    found = of(tmp_path, Comments="\r".join(["Date,Link,Message", *rows]) + "\r")
    assert sum(found.counts["comment"].values()) == 3


@pytest.mark.parametrize(
    "form", ["3/{}/2026", "{}/3/2026", "0{}/03/26", "3/{}/2026 0:00", "{}-3-26"]
)
@pytest.mark.parametrize("backwards", [False, True])
def test_days_that_could_be_months_are_those_of_one_month(
    tmp_path: Path, form: str, backwards: bool
) -> None:
    rows = [(f"Ann{n}", form.format(n)) for n in range(1, 5)]
    rows = rows[::-1] if backwards else rows
    names = [f"Ann{n}" for n in range(1, 6)]
    found = of(tmp_path, Connections=connections(*rows), Invitations=invitations(*names))
    assert (found.stocks["network"], found.acceptance.rate) == (4, 0.8)
    assert list(found.counts["request-accepted"]) == [date(2026, 3, n) for n in range(1, 5)]


def test_another_table_of_the_same_spreadsheet_tells_what_comes_first(tmp_path: Path) -> None:
    unclear = connections(("Ann", "4/3/2026"), ("Bob", "5/6/2026"))
    reactions = f"Date,Type,Link\n13/04/2026,LIKE,{LINK}1\n02/01/2026,LIKE,{LINK}2\n"
    found = of(tmp_path, Connections=unclear, Reactions=reactions)
    assert list(found.counts.get("connection", {})) == [date(2026, 3, 4), date(2026, 6, 5)]


def test_connections_whose_days_nobody_can_tell_are_people_all_the_same(tmp_path: Path) -> None:
    unclear = connections(("Ann", "4/3/2026"), ("Bob", "5/6/2026"))
    found = of(tmp_path, Connections=unclear, Invitations=invitations("Ann", "Cem"))
    assert found.stocks["network"] == 2
    assert found.acceptance.rate is None
    assert not found.counts.get("connection", {})
    (file,) = [file for file in found.files if file.skipped]
    assert file.skipped == {"unclear-day": 2}


@pytest.mark.parametrize("fraction", ["", ".5", ",25"])
def test_days_that_a_spreadsheet_keeps_as_numbers_are_days(tmp_path: Path, fraction: str) -> None:
    report = of(
        tmp_path / "a",
        Connections=connections(("Ann", f'"46097{fraction}"'), ("Bob", "46098")),
        Reactions=f'Date,Type,Link\n"46097{fraction}",LIKE,{LINK}1\n46098,LIKE,{LINK}2\n',
        Invitations=invitations("Ann", "Bob"),
    )
    assert report.stocks["network"] == 2
    assert [*report.actions["reaction"]] == [date(2026, 3, 16), date(2026, 3, 17)]
    assert sum(report.actions["request-accepted"].values()) == 2


def test_an_accent_written_in_two_ways_is_one_person_and_one_search(tmp_path: Path) -> None:
    composed, decomposed = "Müßig Søren é", "Mu\u0308ßig Søren e\u0301"
    report = of(
        tmp_path / "a",
        SearchQueries="Time,Search Query\n"
        f"2026/03/02 10:00:00 UTC,{composed}\n2026/03/02 10:00:05 UTC,{decomposed}\n",
        Connections=connections((composed, "01 Mar 2026")).replace("https:", "http:x"),
        Connections_2=connections((decomposed, "01 Mar 2026")).replace("https:", "http:x"),
    )
    assert sum(report.actions["people-search"].values()) == 1
    assert report.stocks["network"] == 1


@pytest.mark.parametrize("status", ["Not following", "Stopped following", "Blocked", "Former"])
def test_a_follow_that_is_over_is_none(tmp_path: Path, status: str) -> None:
    rows = f"2026-07-09 04:34:36,Active,Ann\n2026-07-10 04:34:36,{status},Bob\n"
    report = of(tmp_path / "a", Member_Follows=f"Date,Status,FullName\n{rows}")
    assert sum(report.actions["follow"].values()) == 1
