"""`ssi sim --svg`, `--png` and `--html`: the chart in files."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from ssi_tui.i18n import use
from tests.cli.conftest import Ssi, answer

CALL = ("sim", "quiet_month", "post_weekly", "--member", "active", "--weeks", "6")


def test_a_drawing_is_written_instead_of_the_answer(ssi: Ssi, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    file.write_text("old", encoding="utf-8")
    assert ssi(*CALL, "--svg", str(file)).stdout == f"Wrote {file}\n"
    svg = file.read_text(encoding="utf-8")
    said = [
        found.text or "" for found in Xml.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert said[0] == "Quiet month · One post a week"
    assert {"A Quiet month", "B One post a week", "today"} <= set(said)
    assert any(text.startswith("A: If you keep this pace") for text in said)
    assert ssi(*CALL, "--svg", "-").stdout == svg


def test_all_forms_at_once_and_each_with_its_own_bytes(ssi: Ssi, tmp_path: Path) -> None:
    places = {form: tmp_path / f"out.{form}" for form in ("svg", "png", "html")}
    options = [part for form, place in places.items() for part in (f"--{form}", str(place))]
    said = ssi(*CALL, *options).stdout
    assert said.splitlines() == [f"Wrote {place}" for place in places.values()]
    assert places["png"].read_bytes().startswith(b"\x89PNG")
    assert places["svg"].read_text(encoding="utf-8").startswith("<svg ")
    assert places["html"].read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_says_the_same_with_a_drawing_as_without(ssi: Ssi, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    assert answer(ssi(*CALL, "--json", "--svg", str(file))) == answer(ssi(*CALL, "--json"))
    assert file.exists()
    plain = ssi(*CALL, "--csv").stdout
    assert ssi(*CALL, "--csv", "--svg", str(file)).stdout == plain


class Page(HTMLParser):
    """Open tags, and all that is said."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_the_page_stands_alone_and_says_it_all(ssi: Ssi) -> None:
    text = ssi(*CALL, "--html", "-").stdout
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "style"} & set(page.tags) - {"style"}
    assert re.findall(r"https?://[^\"']+", text) == ["http://www.w3.org/2000/svg"]
    assert "default-src 'none'" in text
    assert page.tags.count("table") == 2
    assert page.tags.count("tr") == 1 + 7 + 1 + 2
    said = " ".join(page.said)
    assert "At the end: " in said
    assert "This is an estimate" in said
    assert "not yours" in said, "remarks of the simulation too"


def test_a_page_is_in_the_language_and_names_are_text(ssi: Ssi, tmp_path: Path) -> None:
    plan = tmp_path / "x.yaml"
    plan.write_text(
        'format: 1\nname: "<script>alert(1)</script>"\nphases:\n  - weeks: 2\n'
        "    do: {post: 1 per week}\n",
        encoding="utf-8",
    )
    use("de")
    text = ssi("sim", str(plan), "--member", "active", "--html", "-").stdout
    assert '<html lang="' in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_made_up_data_says_so_in_the_picture(ssi: Ssi) -> None:
    svg = ssi("--sample", "sim", "quiet_month", "--weeks", "2", "--svg", "-").stdout
    assert "Quiet month · made-up data" in svg


def test_stdout_holds_one_answer(ssi: Ssi) -> None:
    for other in (("--svg", "-", "--html", "-"), ("--svg", "-", "--json"), ("--png", "-", "--csv")):
        refused = ssi(*CALL, *other, code=2)
        assert refused.stdout == ""
        assert "stdout" in refused.stderr


def test_without_the_library_nothing_is_written(
    ssi: Ssi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    both = ("--svg", str(tmp_path / "a.svg"), "--png", str(tmp_path / "a.png"))
    assert "pip install resvg-py" in ssi(*CALL, *both, code=2).stderr
    assert list(tmp_path.iterdir()) == []
    told = json.loads(ssi(*CALL, *both, "--json", code=2).stderr)
    assert told["error"]["exit"] == 2


def test_a_folder_that_is_not_there_is_no_crash(ssi: Ssi, tmp_path: Path) -> None:
    assert "NOT saved" in ssi(*CALL, "--svg", str(tmp_path / "no" / "a.svg"), code=6).stderr
