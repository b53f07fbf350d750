"""What a build adds to the code: manual pages, and a README that an index can show."""

import re
import runpy
from pathlib import Path

import click
import pytest

from ssi_tui.cli.main import ssi

ROOT = Path(__file__).parents[1]
MAN = runpy.run_path(str(ROOT / ".ci" / "man.py"))
README = runpy.run_path(str(ROOT / ".ci" / "readme.py"))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(MAN["pages"]())


def test_every_command_has_a_page_with_all_its_options(pages: dict[str, str]) -> None:
    context = click.Context(ssi, info_name="ssi")
    names = ssi.list_commands(context)
    assert pages.keys() == {"ssi.1", "ssi-tui.1", *(f"ssi-{name}.1" for name in names)}
    for name in names:
        command = ssi.get_command(context, name)
        assert command is not None
        page = pages[f"ssi-{name}.1"].replace("\\-", "-")
        assert f".B ssi {name}\n" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.opts[-1] in page, (name, parameter.opts)


def test_commands_of_a_command_stand_on_its_page(pages: dict[str, str]) -> None:
    page = pages["ssi-scenario.1"].replace("\\-", "-")
    assert ".SH SSI SCENARIO COPY" in page
    assert ".B --own" in page
    assert ".B ssi scenario edit" in page


def test_a_page_holds_no_orders_but_its_own(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        orders = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
        assert orders <= {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I", ".br"}, name
        assert page.startswith(".TH "), name
        assert page.count(".SH NAME\n") == page.count(".SH DESCRIPTION\n") == 1, name
        assert not re.search(r"\x1b|\\(?![-e&f])", page), name


def test_the_page_of_the_app_says_what_its_help_says(pages: dict[str, str]) -> None:
    page = pages["ssi-tui.1"]
    assert ".B \\-p, \\-\\-profile NAME\nwhose journal; else the one in use" in page


def test_an_index_gets_pictures_from_where_the_package_was_built() -> None:
    forge = {
        "GITHUB_SERVER_URL": "https://example.org",
        "GITHUB_REPOSITORY": "a/b",
        "GITHUB_SHA": "12",
    }
    address = README["source"](forge)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = README["for_an_index"](text, address)
    assert "](https://example.org/a/b/blob/12/docs/pictures/today.svg?raw=true)" in shown
    assert "](https://example.org/a/b/blob/12/docs/model.md)" in shown
    assert not re.search(r"\]\((?!https://|#)", shown)
    assert (
        README["source"](forge | {"SSI_TUI_SOURCE": "https://other.org/x/"})
        == "https://other.org/x"
    )


def test_without_an_address_no_picture_and_no_link_is_broken() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = README["for_an_index"](text, README["source"]({}))
    assert "![" not in shown
    assert "](docs/" not in shown
    assert "docs/model.md" in shown
