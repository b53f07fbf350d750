"""The content-analytics sheet, in languages that the program has never heard of."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ssi_tui.exchange.linkedin import analytics
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal

FIRST = date(2026, 2, 20)
DAYS = 30
FORMS = {
    "month first": lambda d: f"{d.month}/{d.day}/{d.year}",
    "day first": lambda d: f"{d.day}/{d.month}/{d.year}",
    "day first, dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "iso": lambda d: d.isoformat(),
    "dates": lambda d: datetime(d.year, d.month, d.day),
}


def sheet(path: Path, form: str, *, days: int = DAYS, numbers: str = "int") -> Path:
    """A workbook as LinkedIn writes it, in Spanish."""
    shown = FORMS[form]
    book = Workbook()
    discovery = book.active
    discovery.title = "DESCUBRIMIENTO"
    discovery.append(["Rendimiento general", f"{shown(FIRST)} - {shown(FIRST)}"])
    discovery.append(["Impresiones", 12345])
    engagement = book.create_sheet("INTERACCIÓN")
    engagement.append(["Fecha", "Impresiones", "Interacciones"])
    top = book.create_sheet("PUBLICACIONES")
    top.append(["Número máximo de 50"])
    top.append([])
    for place in range(5):
        top.append(["https://www.linkedin.com/feed/x", shown(FIRST), place, None, "https://x", 5])
    followers = book.create_sheet("SEGUIDORES")
    followers.append([f"Total de seguidores el {shown(FIRST)}:", 4321])
    followers.append([])
    followers.append(["Fecha", "Nuevos seguidores"])
    for place in range(days):
        day = FIRST + timedelta(days=place)
        seen = 1000 * place
        engagement.append([shown(day), f"{seen:,}" if numbers == "text" else seen, place % 4])
        followers.append([shown(day), place % 3])
    book.create_sheet("DATOS DEMOGRÁFICOS").append(["Cargos", "Panadero", 0.25])
    book.save(path)
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("numbers", ["int", "text"])
def test_it_is_read_by_shape_in_any_language(tmp_path: Path, form: str, numbers: str) -> None:
    found = analytics.read(sheet(tmp_path / "a.xlsx", form, numbers=numbers))
    days = [FIRST + timedelta(days=place) for place in range(DAYS)]
    assert found.daily["engagements"] == {day: place % 4 for place, day in enumerate(days)}
    assert found.daily["followers"] == {day: place % 3 for place, day in enumerate(days)}
    assert found.daily["impressions"][days[7]] == 7000
    assert found.days == tuple(days)
    assert set(found.actions) == {"engagement-received", "follower-gained"}
    assert all(found.actions["follower-gained"].values())


def test_days_that_could_be_months_are_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefusedError) as refused:
        analytics.read(_one_day(tmp_path / "a.xlsx"))
    assert refused.value.reason is Refusal.DAY_ORDER


def _one_day(path: Path) -> Path:
    book = Workbook()
    book.active.append(["Fecha", "Impresiones", "Interacciones"])
    book.active.append(["3/4/2026", 10, 2])
    book.save(path)
    return path


def test_sheets_without_days_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Name", "Number"])
    book.active.append(["Baker", 3])
    book.save(tmp_path / "none.xlsx")
    (tmp_path / "text.xlsx").write_bytes(b"Date,Impressions\n")
    (tmp_path / "cut.xlsx").write_bytes(sheet(tmp_path / "a.xlsx", "iso").read_bytes()[:3000])
    expected = {"none": "no-days", "text": "unknown", "cut": "damaged", "gone": "not-found"}
    for name, reason in expected.items():
        with pytest.raises(ArchiveRefusedError) as refused:
            analytics.read(tmp_path / f"{name}.xlsx")
        assert refused.value.reason == reason
        assert refused.value.exit_code == 2


def engagement(path: Path, rows: list[list[object]], head: list[str], total: int = 4321) -> Path:
    """A workbook of which the engagement sheet has these rows, and 30 days of followers."""
    book = Workbook()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    followers = book.create_sheet("FOLLOWERS")
    followers.append(["Total followers:", total])
    followers.append([])
    followers.append(["Date", "New followers"])
    for place in range(DAYS):
        followers.append([FORMS["iso"](FIRST + timedelta(days=place)), 1])
    book.save(path)
    return path


def daily(cells: list[object], impressions: int = 1000) -> list[list[object]]:
    """Days one after the other with impressions and these engagements."""
    return [
        [FORMS["day first"](FIRST + timedelta(days=n)), impressions, cell]
        for n, cell in enumerate(cells)
    ]


HEAD = ["Date", "Impressions", "Engagements"]


@pytest.mark.parametrize("odd", [-28, "–", "-28", "n/a", 2.5, None])
@pytest.mark.parametrize("place", [0, 7, 29])
def test_one_odd_cell_costs_its_day_and_no_other(tmp_path: Path, odd: object, place: int) -> None:
    cells: list[object] = [3] * DAYS
    cells[place] = odd
    found = analytics.read(engagement(tmp_path / "a.xlsx", daily(cells), HEAD))
    assert sum(found.daily["engagements"].values()) == 3 * (DAYS - 1)
    assert len(found.daily["followers"]) == DAYS
    assert [fault.value for fault in found.faults] == ([] if odd is None else [str(odd)])


def test_impressions_never_become_followers(tmp_path: Path) -> None:
    halves: list[object] = [n + 0.5 for n in range(DAYS)]
    found = analytics.read(engagement(tmp_path / "a.xlsx", daily(halves), HEAD))
    assert found.actions == {"follower-gained": dict.fromkeys(found.daily["followers"], 1)}
    assert found.left_out == ("Engagements",)
    assert sum(found.daily["followers"].values()) == DAYS


@pytest.mark.parametrize(
    "head",
    [
        ["Date", "Engagements", "Impressions"],
        ["Datum", "Interaktionen", "Impressionen"],
        ["Fecha", "Interacciones", "Impresiones"],
    ],
)
def test_the_names_of_the_columns_come_before_their_place(tmp_path: Path, head: list[str]) -> None:
    rows = [[day, few, many] for day, many, few in daily([3] * DAYS)]
    found = analytics.read(engagement(tmp_path / "a.xlsx", rows, head))
    assert set(found.daily["engagements"].values()) == {3}
    assert set(found.daily["impressions"].values()) == {1000}
    assert not found.doubts


@pytest.mark.parametrize(
    "head",
    [
        ["Päivä", "Jotain", "Muuta"],
        ["Päivä", "Jotain", "Engagement"],
        ["Päivä", "Impressiot", "Jotain"],
    ],
)
def test_columns_whose_names_nobody_knows_are_told_by_their_place_or_the_other_one(
    tmp_path: Path, head: list[str]
) -> None:
    found = analytics.read(engagement(tmp_path / "a.xlsx", daily([3] * DAYS), head))
    assert set(found.daily["impressions"].values()) == {1000}
    assert set(found.daily["engagements"].values()) == {3}


def test_sums_that_can_not_be_are_doubted(tmp_path: Path) -> None:
    swapped = engagement(tmp_path / "a.xlsx", daily([3000] * DAYS, 10), HEAD)
    assert [doubt.why for doubt in analytics.read(swapped).doubts] == ["engagements"]
    few = engagement(tmp_path / "b.xlsx", daily([3] * DAYS), HEAD, total=5)
    assert [(d.why, d.number, d.of) for d in analytics.read(few).doubts] == [("followers", DAYS, 5)]


@pytest.mark.parametrize("odd", ["n/a", "02/30/2026", None, "30.02.2026"])
def test_one_row_without_a_day_costs_itself_and_is_named(tmp_path: Path, odd: object) -> None:
    rows = daily([3] * DAYS)
    rows[9][0] = odd
    found = analytics.read(engagement(tmp_path / "a.xlsx", rows, HEAD))
    assert sum(found.daily["engagements"].values()) == 3 * (DAYS - 1)
    ((why, line),) = [(fault.why, fault.line) for fault in found.faults]
    assert (why, line) == ("no-day", 11)


def test_a_day_twice_counts_once_and_another_count_for_it_is_named(tmp_path: Path) -> None:
    rows = daily([3] * DAYS)
    same = analytics.read(engagement(tmp_path / "a.xlsx", [*rows, rows[5]], HEAD))
    assert sum(same.daily["engagements"].values()) == 3 * DAYS
    assert not same.faults
    other = analytics.read(engagement(tmp_path / "b.xlsx", [*rows, [rows[5][0], 9, 9]], HEAD))
    assert sum(other.daily["engagements"].values()) == 3 * DAYS
    assert [(fault.why, fault.line) for fault in other.faults] == [("repeated", DAYS + 2)]


def test_days_to_come_are_left_out_and_named(tmp_path: Path) -> None:
    today = FIRST + timedelta(days=DAYS - 3)
    found = analytics.read(engagement(tmp_path / "a.xlsx", daily([3] * DAYS), HEAD), today)
    assert found.days[-1] == today
    assert {fault.why for fault in found.faults} == {"to-come"}


@pytest.mark.parametrize("spoilt", [[10], [10, 11], [3, 4, 5, 19]])
@pytest.mark.parametrize("how", ["no count", "no day"])
def test_rows_without_a_day_or_a_count_never_cut_the_sheet(
    tmp_path: Path, spoilt: list[int], how: str
) -> None:
    path = sheet(tmp_path / "a.xlsx", "iso")
    book = load_workbook(path)
    for name, heads in (("INTERACCIÓN", 1), ("SEGUIDORES", 3)):
        for place in spoilt:
            cells = book[name][heads + 1 + place]
            for cell in cells[1:] if how == "no count" else cells[:1]:
                cell.value = None
    book.save(path)
    found = analytics.read(path)
    left = [place for place in range(DAYS) if place not in spoilt]
    assert sum(found.daily["engagements"].values()) == sum(place % 4 for place in left)
    assert sum(found.daily["followers"].values()) == sum(place % 3 for place in left)
