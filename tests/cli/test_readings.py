"""`ssi reading` and `ssi score`."""

import pytest
from click.testing import CliRunner

from ssi_tui.cli.main import ssi as command
from ssi_tui.cli.shared.session import Session
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer

PILLARS = ("--brand", "17.2", "--people", "13,8", "--insights", "12.1", "--relationships", "17,9")


def test_the_total_alone_is_enough(ssi: Ssi) -> None:
    assert ssi("reading", "61").stdout == "Noted 61 for Sat 21 Nov\n"
    assert ssi("reading", "61,4", "-d", "-7").stdout == "Noted 61.4 for Sat 14 Nov\n"


def test_the_pillars_make_the_total_and_the_change_is_said(ssi: Ssi) -> None:
    ssi("reading", "60", "-d", "mon")
    assert ssi("reading", *PILLARS).stdout == (
        "Noted 61 (Brand 17.2, People 13.8, Insights 12.1, Relationships 17.9) for Sat 21 Nov; "
        "+1.0 since Mon 16 Nov\n"
    )


def test_a_reading_as_data(ssi: Ssi) -> None:
    done = ssi("reading", "61", *PILLARS, "--industry-rank", "16", "--network-rank", "49", "--json")
    assert answer(done) == {
        "reading": {
            "day": "2026-11-21",
            "total": 61.0,
            "brand": 17.2,
            "people": 13.8,
            "insights": 12.1,
            "relationships": 17.9,
            "industry_rank": 16,
            "network_rank": 49,
            "industry_average": None,
            "network_average": None,
        },
        "before": None,
    }


def test_three_decimals_as_on_the_page_are_kept_and_summed(ssi: Ssi, store: Store) -> None:
    values = ("13.118", "3,68", "0.3", "2.608")
    options = [
        part for name, value in zip(PILLARS[::2], values, strict=True) for part in (name, value)
    ]
    ssi("reading", "20", *options)
    (reading,) = store.read().readings
    assert (reading.total, reading.brand) == (20, 13.118)
    ssi("reading", *options)
    assert store.read().readings[0].total == 19.706


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Give the total"),
        (["0"], "page of zeros"),
        ([*(part for name in PILLARS[::2] for part in (name, "0"))], "page of zeros"),
        (["101"], "0 to 100"),
        (["-5"], "-5"),
        (["nan"], "number"),
        (["1e1"], "number"),
        (["61%"], "number"),
        (["--brand", "17"], "all four pillars"),
        (["61", "--brand", "17"], "all four pillars"),
        ([*PILLARS, "--brand", "25.1"], "0 to 25"),
        (["50", *PILLARS], "sum of the pillars, 61.0"),
        (["61", "--industry-rank", "0"], "industry rank"),
        (["61", "--network-rank", "101"], "network rank"),
        (["61", "-d", "tomorrow"], "still to come"),
    ],
)
def test_what_can_be_no_score_is_refused(
    ssi: Ssi, store: Store, arguments: list[str], says: str
) -> None:
    assert says in ssi("reading", *arguments, code=2).stderr
    assert store.read().empty


def test_a_second_reading_of_a_day_takes_the_place_of_the_first_until_undone(ssi: Ssi) -> None:
    ssi("reading", "61")
    ssi("reading", "62")
    assert answer(ssi("score", "--json"))["readings"][0]["total"] == 62
    ssi("undo")
    assert answer(ssi("score", "--json"))["readings"][0]["total"] == 61


def test_the_score_is_a_chart_and_a_table(ssi: Ssi) -> None:
    assert "ssi reading 61" in ssi("score").stdout
    ssi("reading", "58,5", "-d", "2026-10-30")
    ssi("reading", *PILLARS, "-d", "yesterday")
    said = ssi("score").stdout
    assert "today" in said
    assert said.endswith(
        "\n\n"
        "Day         Total        Brand  People  Insights  Relationships\n"
        "Fri 30 Oct   58.5            –       –         –              –\n"
        "Fri 20 Nov   61.0  +2.5   17.2    13.8      12.1           17.9\n"
    )
    assert (
        ssi("score", "--plain", "--as-of", "11-01").stdout == "2026-10-30\t58.5" + "\t" * 8 + "\n"
    )
    assert len(ssi("score", "--plain", "--last", "1").stdout.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_page_may_be_piped_in_whatever_encoding_the_shell_writes(encoding: str) -> None:
    page = "33 von 100\r\n12,275 | Ihre professionelle Marke aufbauen\r\n8,51 | Größe\r\n"
    page = page.replace("Größe", "Gezielt die richtigen Personen finden (Größe)")
    page += "0,3 | Durch Einblicke Interesse wecken\r\n12 | Beziehungen aufbauen\r\n"
    done = CliRunner().invoke(
        command, ["reading", "--paste", "-y"], obj=Session(now=lambda: SATURDAY),
        input=page.encode(encoding),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "33.1" in done.stdout
