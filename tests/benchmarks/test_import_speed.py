"""Fourteen years and 200,000 rows come in under ten seconds and 300 MB, and malice is no slower."""

import json
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange.linkedin.records import Records, TableLayout
from ssi_tui.exchange.linkedin.score_page import read_page
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError
from tests.exchange.linkedin.archive_maker import ZONE, Made
from tests.exchange.linkedin.test_archive_refused import HARM

CODE = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo
from ssi_tui.exchange.linkedin import archive
from ssi_tui.exchange import merge
from ssi_tui.store import Store
begin = time.process_time()
report = archive.read([sys.argv[1]], zone=ZoneInfo("Europe/Amsterdam"))
read = time.process_time() - begin
store = Store(sys.argv[2])
merge.apply_counts(store, report)
whole = time.process_time() - begin
counts = {kind: sum(days.values()) for kind, days in report.counts.items()}
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
rows = sum(file.records for file in report.files)
print(json.dumps([read, whole, memory, rows, counts]))
"""


def test_fourteen_years_come_in_quickly_and_in_little_memory(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    made = Made(days=14 * 365)
    made.shares(8_000)
    made.comments(40_000)
    made.reactions(60_000)
    made.searches(10_000)
    made.network(25_000)
    made.standing()
    path = made.zip(tmp_path / "Complete_LinkedInDataExport.zip")

    def run() -> str:
        command = [sys.executable, "-c", CODE, str(path), str(tmp_path / "profile")]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    read, whole, memory, rows, counts = json.loads(benchmark.pedantic(run, rounds=1))
    benchmark.extra_info |= {"read, s": read, "whole, s": whole, "memory, MB": memory, "rows": rows}
    assert counts == {kind: sum(days.values()) for kind, days in made.truth.items() if days}
    assert rows > 200_000
    assert whole < 10
    assert memory < 300


PIECES = ["1", "1 ", "1.", "9,", "[", "{", '{"memberScore":', " ", "\n", "12.275\n", "a", "%",
          "1%\n", "33 out of 100\n", "12.275 | Find the right people\n", "Build relationships\n",
          "\u00a0", "33 out of 100", "1 a 100 b ", "\\", '"', "1/"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_pasted_takes_under_two_seconds(piece: str) -> None:
    begin = process_time()
    read_page(piece * (1_000_000 // len(piece)))
    assert process_time() - begin < 2  # the square of the length would take hours


@pytest.mark.parametrize("line", ['a,b,"c', '"', '""', "a", "\\", 'x,"', '"a"b', ",,,,,,"])
def test_a_hundred_thousand_broken_quotes_take_under_five_seconds(line: str) -> None:
    layout = TableLayout(
        delimiter=",", width=3, text=2, start=None, backslash=True, own=lambda _: False
    )
    begin = process_time()
    for _ in Records(iter([line] * 100_000), layout):
        pass
    assert process_time() - begin < 5


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_in_under_two_seconds(tmp_path: Path, name: str) -> None:
    file = tmp_path / "archive.zip"
    file.write_bytes(HARM[name][0]())
    begin = process_time()
    with pytest.raises(ArchiveRefusedError):
        archive.read([file], zone=ZONE)
    assert process_time() - begin < 2
