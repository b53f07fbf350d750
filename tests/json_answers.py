"""What `ssi … --json` answers to one call of every command, and schemas that describe it.

`python -m tests.json_answers` writes docs/schemas anew: keys are only ever added there.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sim.terms import ActionKind
from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from tests.cli.conftest import SATURDAY
from tests.cli.every_command import apart, furnish
from tests.exchange.linkedin.archive_maker import Made, zipped
from tests.exchange.linkedin.test_analytics import sheet

SCHEMAS = Path(__file__).parents[1] / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CALLS = """
today
week
month
year
score
changes
edit
target list
profile list
backup list
skip --list
group list
action list
config
doctor
status
review
remind
sync SHARED
handout -o PAGES
model
next
log comment 3 -m talk
action add podcast --pillar brand --minutes 20 --key x
action list
action list --all
action edit podcast --minutes 25
log podcast 2 -d yesterday
log like
log comment -d 20.11.
set post 2
set post 2
set message 0
target comment 5/week
target post none
target podcast daily
target list
target comment
skip -d mon
skip post --from 12-21 --to 12-31 -m holiday
skip --list
skip -d mon --off
reading 61
reading --brand 15 --people 16 --insights 14 --relationships 16 --industry-rank 5 --network-rank 10
reading 60 -d yesterday
edit
edit ID 4
rm ID
log post 2
rm ID
changes
undo
redo
undo 2
redo 2
today
week
month
year
score
explain --member active
next
next 3 --member active
model
plan --target 65 --member active
plan --target 99 --member inactive
sim quiet_month
sim quiet_month post_weekly --member ordinary
scenario list
scenario new spring
scenario copy quiet_month
scenario show quiet_month
profile new Ana
profile list
profile use ana
profile rename ana Anna
profile due
profile compare -28
profile meeting anna two_posts_a_week
profile meeting anna
profile archive default
profile archive default --back
profile delete anna --yes
config
config get theme
config set theme light
config set theme light
config set day_start 3
config activity regularly
config licence yes
config connections 850
config profile 80%
config
export json
export csv
export json -o FILE
import json FILE --dry-run
import csv TABLE --dry-run
import csv TABLE --yes
import csv TABLE --yes
backup
backup
backup list
doctor
docs
docs privacy
path
action archive podcast
action show post
status
status --format waybar
review
review week
review year --html FILE2
group new Team PEOPLE
group new Odd ODD
group list
group show Team
group show sample --hide
handout --group Team -o PAGES
group race Team --weeks 2
group delete Team --yes
workshop --listen show
handout -o PAGES
cohort PROFILES -o ROWS --weeks 1 --workers 1
cohort PROFILES -o ROWS --html FILE2 --weeks 1 --workers 1
plan --target 65 --member active --targets -y
review
present
present 20-minutes --check
remind
remind on 17:00
remind on 16:30 --days mon,thu
remind
remind show
remind now
remind calendar -
remind calendar FILE2
remind off
sync SHARED
sync SHARED
sync SHARED --always
import linkedin ARCHIVE --dry-run
import linkedin ARCHIVE --yes
import linkedin ARCHIVE --yes
import analytics SHEET --dry-run
import analytics SHEET --yes
help
help backup
completion bash
--sample today
--sample week
--sample month
--sample year
--sample score
--sample explain
--sample model
--sample next
--sample plan --target 70
--sample plan --role sales
--sample plan --pillar insights=25
--sample plan --target 55 --by 4w
--sample plan --target 58 --by 12w --kinds 1 --minutes 600
--sample plan --target 66 --by 26w --kinds 8
--sample sim quiet_month comment_daily
--sample changes
--sample edit
--sample backup list
--sample target list
--sample action list
"""
REFUSED = """
log flurb
log re
log comment x
log comment -d 5-11
log comment --frob
tody
target comment often
reading 101
rm zzzz
sim nothing
sim BROKEN
group show nobody
group new Team MISSING
handout --group nobody
cohort MISSING
present nothing
serve --port 1
workshop --port x
remind on 25:00
sync MISSING
review decade
status --format vim
import analytics TABLE
profile use nobody
backup restore never --yes
import csv MISSING
import linkedin MISSING
import json TABLE
import csv BROKEN
reading --paste
export xml
config set theme pink
undo x
"""


def asked(calls: str = CALLS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each call's command, and the envelope of its answer, in one home after another."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        furnish(home)
        apart(home, patch)
        table = "date,action,count\n2026-01-05,comment,2\n2026-01-06,post,1\n"
        (home / "table.csv").write_text(table)
        (home / "odd.txt").write_text("Ann 31\nBo 12.5 6 3 15\n12 13\nCy x\n")
        (home / "archive.zip").write_bytes(zipped(Made(3).everything().files))
        sheet(home / "sheet.xlsx", "month first")
        (home / "broken.yaml").write_text("format: 1\nnam: x\n")
        places = {
            "FILE": str(home / "export.json"),
            "TABLE": str(home / "table.csv"),
            "BROKEN": str(home / "broken.yaml"),
            "MISSING": str(home / "missing.zip"),
            "FILE2": str(home / "written"),
            "PEOPLE": str(home / "people.txt"),
            "ODD": str(home / "odd.txt"),
            "PAGES": str(home / "pages"),
            "ROWS": str(home / "rows.csv"),
            "PROFILES": str(home / "ssi" / "profiles"),
            "SHARED": str(home / "shared"),
            "ARCHIVE": str(home / "archive.zip"),
            "SHEET": str(home / "sheet.xlsx"),
        }
        for call in calls.split("\n"):
            words = [places.get(word, word) for word in call.split()]
            if not words:
                continue
            session = Session(now=lambda: SATURDAY)
            done = CliRunner().invoke(ssi, [*words, "--json"], obj=session, input="nothing\n")
            envelope = json.loads(done.stdout or done.stderr)
            places["ID"] = (envelope.get("data") or {}).get("id") or places.get("ID", "0")
            yield command_of(call), envelope


def command_of(call: str) -> str:
    """ "profile-list" of "profile list"."""
    words = [word for word in call.split() if not word.startswith("-")]
    command = ssi.get_command(None, words[0])  # type: ignore[arg-type]
    inner = getattr(command, "commands", {})
    return f"{words[0]}-{words[1]}" if len(words) > 1 and words[1] in inner else words[0]


def schema_of(values: list[Any]) -> dict[str, Any]:
    """What all these values have in common: a schema that each of them fits."""
    kinds: dict[str, dict[str, Any]] = {}
    objects = [value for value in values if isinstance(value, dict)]
    lists = [value for value in values if isinstance(value, list)]
    for value in values:
        if not isinstance(value, dict | list):
            kinds.setdefault(_kind(value), {})
    if objects:
        kinds["object"] = _object(objects)
    if lists:
        items = [item for value in lists for item in value]
        kinds["array"] = {"items": schema_of(items)} if items else {}
    merged = {key: part for found in kinds.values() for key, part in found.items()}
    names = sorted(kinds)
    if names == ["null"]:  # what else it may be, no answer here shows
        return {}
    return {"type": names[0] if len(names) == 1 else names, **merged} if names else {}


def _object(objects: list[dict[str, Any]]) -> dict[str, Any]:
    keys = list(dict.fromkeys(key for value in objects for key in value))
    if keys and all(_is_name(key) for key in keys):
        return {"additionalProperties": schema_of([each for v in objects for each in v.values()])}
    always = [key for key in keys if all(key in value for value in objects)]
    properties = {key: schema_of([v[key] for v in objects if key in v]) for key in keys}
    return {"properties": properties, "required": always}


def _is_name(key: str) -> bool:
    """Whether a key is a word of the journal's, not of the contract's: a day, a kind of action."""
    return bool(re.fullmatch(r"\d{4}-\d\d(-\d\d)?|[A-H]", key)) or key in (*ActionKind, "podcast")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def schemas(given: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Command -> the schema of these answers; ``error`` for whatever is refused."""
    answers: dict[str, list[Any]] = {}
    for command, envelope in given:
        if envelope["ok"]:
            answers.setdefault(command, []).append(envelope)
    refused = [envelope for _command, envelope in asked(REFUSED) if not envelope["ok"]]
    found = {name: schema_of(envelopes) for name, envelopes in sorted(answers.items())}
    error = schema_of(refused)
    error["properties"]["error"]["required"] = ["type", "exit", "message", "hints"]
    return {**found, "error": error}


def main() -> None:
    """Write them."""
    SCHEMAS.mkdir(exist_ok=True)
    for name, schema in schemas(asked()).items():
        whole = {"$schema": DIALECT, "title": f"ssi {name.replace('-', ' ')} --json", **schema}
        whole["properties"]["schema"] = {"const": 1}
        whole["properties"]["ok"] = {"const": name != "error"}
        whole["properties"]["warnings"] = {"type": "array", "items": {"type": "string"}}
        text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
        (SCHEMAS / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
