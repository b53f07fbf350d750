"""One call at least of every command, for tests of what holds for all of them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ssi_tui.cli.main import ssi
from tests.test_reminders import CRONTAB, RECORDER

SCENARIO = "👩\u200d👩\u200d👧 žluťoučký 依頼"
NOTE = "naïve – “quoted” → 依頼 🎉 ž"
CALLS = (
    f"log|comment|3|-m|{NOTE}",
    "set|post|2",
    "skip|--from|2027-01-02|--to|2027-01-04|-m|žízeň",
    "edit",
    "undo",
    "redo",
    "changes",
    "today",
    "status",
    "status|--format|waybar",
    "week",
    "month",
    "year",
    "review",
    "review|week|--html|-",
    "target|comment|5/week",
    "target|list",
    "action",
    "action|list",
    "action|show|post",
    "action|add|žurnál|--pillar|brand|--minutes|5",
    "action|edit|žurnál|--minutes|20",
    "action|archive|žurnál",
    "reading|61|--brand|15|--people|16|--insights|14|--relationships|16",
    "score",
    "explain",
    "next",
    "plan|--target|65",
    "sim|FILE",
    "sim|FILE|--csv",
    "model",
    "profile",
    "profile|new|Žofie 依",
    "profile|list",
    "profile|use|Žofie 依",
    "profile|use|default",
    "profile|rename|Žofie 依|Žo 頼",
    "profile|due",
    "profile|compare|-28",
    f"profile|meeting|Žo 頼|{NOTE}",
    "profile|meeting|Žo 頼",
    "profile|archive|Žo 頼",
    "profile|archive|Žo 頼|--back",
    "profile|delete|Žo 頼|--yes",
    "group|new|Tým 依|PEOPLE",
    "group",
    "group|list",
    "group|show|Tým 依",
    "group|show|sample|--hide",
    "group|race|Tým 依|--weeks|2",
    "group|delete|Tým 依|--yes",
    "workshop|--listen|show",
    "handout|--output|PAGES",
    "cohort|PROFILES|--output|ROWS|--weeks|1|--workers|1",
    "present",
    "present|20-minutes|--check",
    "present|20-minutes|--guide",
    "serve|--port|1",
    "remind",
    "remind|show",
    "remind|on|17:00",
    "remind|now",
    "remind|calendar|-",
    "remind|off",
    "sync|FOLDER",
    "demo",
    "config",
    "config|list",
    "config|get|language",
    "config|set|week_start|sunday",
    "config|activity|regularly",
    "config|licence|yes",
    "config|connections|850",
    "config|profile|80%",
    "import|csv|TABLE|--yes",
    "import|json|NOTHING|--yes",
    "import|linkedin|NOTHING|--yes",
    "import|analytics|NOTHING|--yes",
    "export|json",
    "export|csv",
    "backup",
    "backup|list",
    "backup|restore|1999-01-01|--yes",
    "doctor",
    "path",
    "completion|bash",
    "log|žluť",
    "log|comment|x",
    "sim|nothing",
    "rm|zzzz",
    "nonsense",
    "--help",
    "log|--help",
    "help|backup",
    "docs",
    "docs|privacy",
    "scenario",
    "scenario|list",
    "scenario|new|žár",
    "scenario|copy|quiet_month|žluť",
    "scenario|edit|žluť",
    "scenario|show|quiet_month",
)
"""Words parted by |; those in capitals are places that a test has to name."""

LISTENING = {"workshop", "serve"}
"""Their answers while they listen have a test of their own: they end when somebody ends them."""


def arguments_of(call: str, home: Path) -> list[str]:
    """The words of a call, with places below this folder for those in capitals."""
    names = {
        "FILE": "plan.yaml",
        "TABLE": "table.csv",
        "PEOPLE": "people.txt",
        "PAGES": "pages",
        "ROWS": "rows.csv",
        "FOLDER": "shared",
        "PROFILES": "ssi/profiles",
        "NOTHING": "nothing.zip",
    }
    return [str(home / names[part]) if part in names else part for part in call.split("|")]


def furnish(home: Path) -> None:
    """Put there what the calls name, and a crontab in place of the system's."""
    plan = f"format: 1\nname: {SCENARIO}\nmember: ordinary\nphases:\n  - weeks: 2\n    do: usual\n"
    (home / "plan.yaml").write_text(plan, encoding="utf-8")
    table = "date,action,count\n2026-01-05,comment,2\n2026-01-06,post,1\n"
    (home / "table.csv").write_text(table, encoding="utf-8")
    (home / "people.txt").write_text("Žofie 61\n依頼 12.5 6 3 15\n", encoding="utf-8")
    (home / "shared").mkdir()
    (home / "bin").mkdir()
    crontab = home / "bin" / "crontab"
    crontab.write_text(RECORDER.format(python=sys.executable, body=CRONTAB))
    crontab.chmod(0o755)


def apart(home: Path, patch: pytest.MonkeyPatch) -> None:
    """No scheduler, notice, editor or folder of the person's own is touched."""
    patch.setenv("SSI_HOME", str(home / "ssi"))
    patch.setenv("HOME", str(home))
    patch.setenv("PATH", str(home / "bin"))
    patch.setenv("EDITOR", f"{sys.executable} -c pass")


def every_command(
    command: click.Command = ssi, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The words of each command and subcommand that `ssi --help` leads to."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from every_command(inner, (*words, name))
        if not command.invoke_without_command:
            return
    if words:
        yield words
