"""What README and docs/ show is what happens: every `$ ssi …` in them is run, on a Friday.

A page is one session of one person with an empty home.  Blocks marked `yaml` whose first line
names a file are written there first.  `make docs` puts the true answers in the place of old ones.
"""

import json
import os
import re
import shlex
import textwrap
from collections.abc import Iterator
from contextlib import chdir
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from sim.terms import ActionKind, Pillar
from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from ssi_tui.model.entries import main_pillar

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FRIDAY = datetime(2026, 11, 20, 9, 30)
SCENARIOS = ROOT / "docs" / "scenarios.md"
SCHEMA = ROOT / "scenarios" / "scenario.schema.json"
BLOCK = re.compile(r"^```(console|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ALL = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def named(file: Path) -> str:
    """How a test's name shows a file."""
    return file.relative_to(ROOT).as_posix()


def answer(command: str) -> str:
    """What the terminal shows for one command, given at half past nine on that Friday."""
    program, *arguments = shlex.split(command, comments=True)
    assert program == "ssi", command
    session = Session(now=lambda: FRIDAY)
    done = CliRunner().invoke(ssi, arguments, obj=session, env={"COLUMNS": "80"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    lines = (line.rstrip() for line in done.output.rstrip("\n").split("\n"))
    said = "\n".join(lines)
    return f"{said}\n" if said else ""


def played(page: str) -> str:
    """The page with the true answer below each command."""

    def block(match: re.Match[str]) -> str:
        language, body = match.groups()
        if language == "console":
            commands = [line for line in body.splitlines() if line.startswith("$ ")]
            body = "".join(f"{line}\n{answer(line[2:])}" for line in commands)
        elif name := re.match(r"# ([\w-]+\.yaml)\n", body):
            Path(name[1]).write_text(body, encoding="utf-8")
        return f"```{language}\n{body}```"

    return BLOCK.sub(block, page)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_on_the_page_answers_as_the_page_says(
    page: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(own_home)
    text = page.read_text(encoding="utf-8")
    assert played(text) == text, "`make docs` writes what the commands say now; then read the diff"


def links(page: Path) -> Iterator[str]:
    """The files that a page links to."""
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("page", ALL, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ALL, ids=named)
def test_the_chores_named_exist(page: Path) -> None:
    chores = re.findall(r"^\.PHONY: (\w+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    named_here = set(re.findall(r"`make (\w+)", page.read_text(encoding="utf-8")))
    assert named_here <= set(chores)


def test_the_map_shows_what_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named_here = re.findall(r"`((?:sim|ssi_tui|tests)/[\w/.-]*)`", text)
    assert len(named_here) > 25
    assert [name for name in named_here if not (ROOT / name).exists()] == []
    folders = {
        f"{path.parent.name}/{path.name}/"
        for path in (*ROOT.glob("sim/*/"), *ROOT.glob("ssi_tui/*/"))
    }
    missing = {
        name for name in folders if name not in text and f"`{name.split('/')[1]}/`" not in text
    }
    assert {name for name in missing if "__pycache__" not in name} == set()


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = ssi.list_commands(None)  # type: ignore[arg-type]
    assert [name for name in commands if f"ssi {name}" not in text] == []


def actions_listed() -> str:
    """Every kind of action below the pillar that it feeds most, as docs/scenarios.md has them."""
    kinds: dict[str, list[str]] = {str(pillar): [] for pillar in Pillar}
    for kind in ActionKind:
        fed = main_pillar(kind, {})
        kinds.setdefault(str(fed) if fed else "counted alone", []).append(f"`{kind}`")
    lines = (f"- {pillar}: {', '.join(names)}" for pillar, names in kinds.items())
    return "\n".join(
        textwrap.fill(line, 104, subsequent_indent="  ", break_on_hyphens=False) for line in lines
    )


def with_actions(text: str) -> str:
    """The page of scenario files with the actions that there are."""
    before, start, rest = text.partition("The actions are those of `ssi log`:\n\n")
    return before + start + actions_listed() + "\n\n" + rest.partition("\n\n")[2]


def test_the_page_of_scenarios_lists_the_actions_by_pillar() -> None:
    text = SCENARIOS.read_text(encoding="utf-8")
    assert with_actions(text) == text


def main() -> None:
    """Write the pages anew, each in an empty home; and the words that editors offer."""
    SCENARIOS.write_text(with_actions(SCENARIOS.read_text(encoding="utf-8")), encoding="utf-8")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    schema["$defs"]["action"]["enum"] = list(ActionKind)
    SCHEMA.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.environ |= {"LANG": "C.UTF-8", "NO_COLOR": "1"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with TemporaryDirectory() as home, chdir(home):
            os.environ["SSI_HOME"] = os.environ["HOME"] = home
            Path("scenarios").symlink_to(ROOT / "scenarios")
            page.write_text(played(text), encoding="utf-8")


if __name__ == "__main__":
    main()
