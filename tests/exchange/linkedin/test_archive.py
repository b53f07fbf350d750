"""LinkedIn's archive: exact on every variant and trap, and nobody's words survive."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.archive import ArchiveReport
from ssi_tui.exchange.linkedin.formats import parse_moment
from ssi_tui.exchange.linkedin.sources import Table
from tests.exchange.linkedin.archive_maker import OWNER_URL, ZONE, Made, american, variants, zipped

VARIANTS = dict(variants())
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A"


def read(*paths: Path) -> ArchiveReport:
    """In the zone of the maker."""
    return archive.read(paths, zone=ZONE)


def counted(report: ArchiveReport) -> dict[str, dict[date, int]]:
    """The counts as plain dicts."""
    return {kind: dict(days) for kind, days in report.counts.items()}


def of(tmp_path: Path, name: str, text: str) -> ArchiveReport:
    """What one table says."""
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return read(tmp_path / name)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_is_counted_exactly(tmp_path: Path, variant: str, seed: int) -> None:
    made = Made(seed)
    VARIANTS[variant](made)
    report = read(made.zip(tmp_path / "Complete_LinkedInDataExport_06-01-2025.zip"))
    assert counted(report) == made.counts()
    assert report.stocks == made.stocks


def test_wherever_the_files_lie_they_are_the_same(tmp_path: Path) -> None:
    made = Made().everything()
    plain = made.zip(tmp_path / "a.zip")
    (tmp_path / "nested.zip.zip").write_bytes(zipped({"Complete.zip": plain.read_bytes()}))
    ways = [
        made.zip(tmp_path / "Complete_x (1).zip", prefix="Complete_LinkedInDataExport/"),
        made.zip(tmp_path / "streamed.zip", stream=True),
        tmp_path / "nested.zip.zip",
        made.folder(tmp_path / "unpacked"),
    ]
    for way in ways:
        assert counted(read(way)) == made.counts(), way.name
    (tmp_path / "download").mkdir()
    plain.rename(tmp_path / "download" / "Complete.zip")
    assert counted(read(tmp_path / "download")) == made.counts()


def test_copies_are_not_added_up_and_parts_are(tmp_path: Path) -> None:
    made = Made().everything()
    whole, folder = made.zip(tmp_path / "a.zip"), made.folder(tmp_path / "both" / "one")
    made.folder(tmp_path / "both" / "two")
    assert counted(read(whole, folder)) == made.counts()
    assert counted(read(tmp_path / "both")) == made.counts()
    (folder / "Comments (1).csv").write_bytes((folder / "Comments.csv").read_bytes())
    assert counted(read(folder)) == made.counts()
    halves = (folder / "SearchQueries.csv").read_text(encoding="utf-8").splitlines()
    (folder / "SearchQueries.csv").unlink()
    for number, part in enumerate((halves[1:5], halves[5:]), start=1):
        text = "\n".join([halves[0], *part])
        (folder / f"SearchQueries_{number}.csv").write_text(text, encoding="utf-8")
    assert counted(read(folder)) == made.counts()


def test_the_report_tells_what_was_found_missing_and_passed_over(tmp_path: Path) -> None:
    made = Made().everything()
    del made.files["InstantReposts.csv"]
    report = read(made.zip(tmp_path / "a.zip"))
    assert report.complete
    assert report.missing == {Table.REPOSTS: False}
    reasons = {file.name: file.reason for file in report.passed}
    assert reasons["Gedeelde berichten.csv"] == "unknown-header"
    assert reasons["coach_messages.csv"] == "not-messages"
    assert reasons["Receipts_v2.csv"] == "not-needed"
    assert "Comments.csv" not in reasons
    files = {file.name: file for file in report.files}
    assert files["Articles/*.html"].skipped == {"draft": 1}
    assert files["Endorsement_Given_Info.csv"].skipped == {"status": 1}
    assert {"draft", "spam", "sponsored", "no-sender", "received", "note-of-request"} == set(
        files["messages.csv"].skipped
    )
    assert report.actions["comment"] == made.truth["comment"]
    assert not {"connection", "sign-in"} & set(report.actions)


def test_a_basic_archive_is_known_as_one(tmp_path: Path) -> None:
    made = Made()
    made.network()
    report = read(made.zip(tmp_path / "Basic_LinkedInDataExport_01-01-2026.zip"))
    assert not report.complete
    absent = report.missing
    assert absent[Table.COMMENTS]
    assert not absent[Table.COMPANY_FOLLOWS]


def test_nothing_useful_is_said_to_be_nothing(tmp_path: Path) -> None:
    report = of(tmp_path, "holiday.csv", "a,b\n1,2\n")
    assert report.empty
    assert [file.reason for file in report.passed] == ["unknown-header"]


def test_requests_are_joined_with_connections(tmp_path: Path) -> None:
    made = Made()
    made.network(40)
    found = read(made.zip(tmp_path / "a.zip")).acceptance
    sent = sum(made.truth["request"].values()), sum(made.truth["request-with-note"].values())
    assert (found.plain, found.noted) == sent
    accepted = sum(made.truth["request-accepted"].values())
    assert found.plain_accepted + found.noted_accepted == accepted
    assert found.rate == pytest.approx(accepted / sum(sent))


def test_moments_become_days_of_the_user(tmp_path: Path) -> None:
    searches = of(tmp_path, "SearchQueries.csv",
                  "Time,Search Query\n2025/07/01 22:30:00 UTC,a, b\n")  # fmt: skip
    assert list(searches.counts["people-search"]) == [date(2025, 7, 2)]
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    row = f'A,B,"3/8/25, 11:20 PM",,OUTGOING,{OWNER_URL},https://www.linkedin.com/in/b\n'
    assert list(of(tmp_path, "Invitations.csv", header + row).counts["request"]) == [
        date(2025, 3, 9)
    ]
    follows = of(tmp_path, "Company Follows.csv",
                 "Organization,Followed On\nX,Wed Mar 13 23:51:14 UTC 2024\n")  # fmt: skip
    assert list(follows.counts["follow"]) == [date(2024, 3, 14)]


def test_dates_of_every_form_are_read_and_others_refused() -> None:
    moment = datetime(2024, 3, 5, 19, 20, tzinfo=UTC)
    assert parse_moment(american(moment)) == datetime(2024, 3, 5, 11, 20)
    assert parse_moment("1/8/18, 6:14 PM") == datetime(2018, 1, 8, 18, 14)
    assert parse_moment("12/24/23, 12:28 AM") == datetime(2023, 12, 24, 0, 28)
    assert parse_moment("20 Mar 2024") == datetime(2024, 3, 20)
    for text in (
        "",
        "yesterday",
        "13/13/24, 1:00 PM",
        "1/8/18, 18:14 PM",
        "2024-13-01 00:00:00",
        "31 Feb 2024",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "20 Mai 2024",
    ):
        assert parse_moment(text) is None  # fmt: skip


def test_escaped_quotes_and_texts_that_look_like_records_stay_in_their_record(
    tmp_path: Path,
) -> None:
    text = (
        "Date,Link,Message\n"
        f'2025-01-01 10:00:00,{LINK}1,"He said \\"no\\", twice\n\n'
        f'2025-01-09 10:00:00,{LINK}9,\\"quoted\\""\n'
        f"2025-01-02 10:00:00,{LINK}2,no quotes, a comma\n"
        "and 2025-01-08 10:00:00, was a day\n"
        f'2025-01-03 10:00:00,{LINK}3,"ends in a backslash \\"\n'
        f'2025-01-04 10:00:00,{LINK}4,"ends in an escaped one \\\\"\n'
        f'2025-01-05 10:00:00,{LINK}5,"never closed\n'
        f"2025-01-06 10:00:00,{LINK}6,"
    )
    days = of(tmp_path, "Comments.csv", text).counts["comment"]
    assert days == {date(2025, 1, n): 1 for n in (1, 2, 3, 4, 5, 6)}


def test_two_reactions_of_one_second_are_two(tmp_path: Path) -> None:
    rows = [f"2025-01-01 10:00:00,LIKE,{LINK}{n}" for n in (1, 2, 2)]
    found = of(tmp_path, "Reactions.csv", "\n".join(["Date,Type,Link", *rows]))
    assert found.counts["reaction"] == {date(2025, 1, 1): 2}
    assert found.files[0].skipped == {"repeated": 1}


def test_notes_and_messages_without_quotes_are_joined_again(tmp_path: Path) -> None:
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    row = f'A,B,"3/8/25, 11:20 AM",Dear B,\nwill you, or not?\nA,OUTGOING,{OWNER_URL},x\n'
    found = of(tmp_path, "Invitations.csv", header + row * 2)
    assert found.counts["request-with-note"] == {date(2025, 3, 8): 2}


def test_a_spreadsheet_under_the_name_of_a_table_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (["Notes:"], [], ["First Name", "Last Name", "URL", "Connected On"]):
        book.active.append(cells)
    book.active.append(["A", "B", "https://www.linkedin.com/in/a", "20 Mar 2024"])
    book.active.append(["C", "D", "https://www.linkedin.com/in/c", datetime(2024, 3, 20)])
    (tmp_path / "x").mkdir()
    book.save(tmp_path / "x" / "Connections.xlsx")
    (tmp_path / "x" / "Connections.xlsx").rename(tmp_path / "x" / "Connections.csv")
    for path in (tmp_path / "x", tmp_path / "x" / "Connections.csv"):
        assert read(path).counts["connection"] == {date(2024, 3, 20): 2}
    files = {"Connections.csv": (tmp_path / "x" / "Connections.csv").read_bytes()}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    assert read(tmp_path / "a.zip").counts["connection"] == {date(2024, 3, 20): 2}


def test_the_owner_is_known_by_name_where_no_address_tells(tmp_path: Path) -> None:
    made = Made()
    made.network(form="2025")
    del made.files["Invitations.csv"]
    made.standing()
    report = read(made.zip(tmp_path / "a.zip"))
    notes = sum(f.skipped.get("note-of-request", 0) for f in report.files)
    assert notes == 0  # without Invitations nobody can tell a note
    sent = sum(report.counts["message"].values())
    assert sent >= sum(made.truth["message"].values())
    del made.files["Profile.csv"]
    alone = read(made.zip(tmp_path / "b.zip"))  # one person is in all conversations
    assert alone.counts["message"] == report.counts["message"]


def test_a_file_beside_the_profile_fills_its_section_only_with_rows(tmp_path: Path) -> None:
    made = Made()
    made.standing()
    filled = read(made.zip(tmp_path / "a.zip")).stocks["profile"]
    made.put("Languages.csv", "Name,Proficiency\n")
    assert read(made.zip(tmp_path / "b.zip")).stocks["profile"] == pytest.approx(filled - 0.1)


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = Made().everything().zip(tmp_path / "a.zip")
    archive.read([path], zone=ZONE, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    made = Made()
    made.comments()
    elsewhere = made.folder(tmp_path / "elsewhere")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "Comments.csv").symlink_to(elsewhere / "Comments.csv")
    (tmp_path / "archive" / "more").symlink_to(elsewhere)
    report = read(tmp_path / "archive")
    assert not report.counts
    assert [file.reason for file in report.passed] == ["link"]
