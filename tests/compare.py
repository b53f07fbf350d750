"""Two checkouts side by side: the same commands, keys and files, and which answers differ.

    python -m tests.compare OLD [NEW] [--only WORDS] [--show] [--without-app]

Both run as processes with PYTHONPATH, on the sample and on ten years, on an invented Friday and
with invented ids.  Compared, byte for byte: exit code, both outputs, and every file below the home
and the working folder.  NEW is this tree where it is not named; exit code 1 if anything differs.
"""

import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from tests.exchange.linkedin.archive_maker import Made
from tests.exchange.linkedin.test_analytics import sheet

ROOT = Path(__file__).parents[1]
YEARS, A_DAY = 10, 12
TODAY = date(2026, 11, 20)
KINDS = (
    *("comment", "reaction", "message", "profile-view", "people-search", "post", "repost"),
    *("group-post", "request-with-note", "invitation-accepted", "active-day", "skill"),
)

FIXED = """
import datetime, os, sys, time
tree = os.environ["PYTHONPATH"]
class Stands(type):  # what a library made before this is a day, too
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__base__)
class Moment(datetime.datetime, metaclass=Stands):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 20, 9, 30, tzinfo=tz)
class Day(datetime.date, metaclass=Stands):
    @classmethod
    def today(cls):
        return cls(2026, 11, 20)
datetime.datetime, datetime.date = Moment, Day
given = 1000 * int(os.environ["COMPARE_STEP"])
random = os.urandom
def invented(size):
    global given
    given += size == 6  # the store's ids; others in the process may ask for more
    return given.to_bytes(6, "big") if size == 6 else random(size)
import ssi_tui
assert ssi_tui.__file__.startswith(tree), ssi_tui.__file__
import ssi_tui.i18n, ssi_tui.settings
os.urandom = invented
time.time_ns = lambda: 1_795_000_000_000_000_000 + 1000 * int(os.environ["COMPARE_STEP"])
"""
"""A process in which it is half past nine on a Friday, and ids are counted."""

COMMAND = FIXED + "from ssi_tui.cli import main; main()"

APP = (
    FIXED
    + """
import asyncio, json
from ssi_tui import i18n
from ssi_tui.settings import load_settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
async def still(pilot):
    before = None
    for _ in range(400):
        await pilot.pause(0.1)
        rows = [
            [(part.text, str(part.style)) for part in strip]
            for strip in pilot.app.screen._compositor.render_strips()
        ]
        if rows == before and all(worker.is_finished for worker in pilot.app.workers):
            return rows
        before = rows
    raise TimeoutError
async def walk(size, language, stops):
    i18n.use(language)
    now = lambda: Moment(2026, 11, 20, 9, 30)
    app = SsiApp(Store(profile_folder(), now=now), settings=load_settings(), now=now, name="Ana")
    app.animation_level = "none"
    async with app.run_test(size=tuple(size)) as pilot:
        await still(pilot)
        for keys in stops:
            await pilot.press(*keys.split())
            rows = await still(pilot)
            print("==", keys)
            for row in rows:
                print("".join(text for text, _ in row))
            print(json.dumps(rows))
asyncio.run(walk(*json.loads(sys.argv[1])))
"""
)

READS = """
today | today --check | today --as-of 2026-11-18 | today --as-of 2026-08-31 | week
week --as-of 2026-10-20 | month | month --as-of 2026-09-02 | year | year --as-of 2026-06-30
score | score --last 4 | score --as-of 2026-10-01 | changes | changes --last 3 | edit | rm
skip --list | target list | target comment | action | action list | action show post
action show request-with-note | explain | explain --as-of 2026-10-10 | explain --member active
next | next 5 | next --member inactive | model | config | config list | config get theme
profile | profile list | path | backup list | doctor | completion bash | completion zsh
completion fish | export json | export csv | sim quiet_month | sim comment_daily --weeks 30
sim quiet_month comment_daily balanced_150_minutes | sim pitch_spree --member ordinary --seed 3
sim post_weekly --band 95 --from 2026-12-01 | plan --target 62 | plan --target 62 --by 2027-04-01
plan --role sales --minutes 200 | plan --pillar insights=14 --limit post=0..2 | plan --target 99
"""
"""Each as it is, with `--json` and with `--plain`."""

CALLS = """
--help | --version | log --help | set --help | today --help | skip --help | edit --help
rm --help | undo --help | redo --help | changes --help | week --help | month --help | year --help
score --help | reading --help | explain --help | next --help | plan --help | sim --help
model --help | target --help | action --help | action add --help | import --help
import csv --help | import linkedin --help | export --help | backup --help | doctor --help
profile --help | config --help | demo --help | path --help | completion --help | demo
sim quiet_month --csv | sim quiet_month comment_daily --csv
sim quiet_month comment_daily --svg chart.svg | sim quiet_month --png chart.png
sim quiet_month post_weekly --html page.html | plan --target 62 --save plan.yaml
plan --target 62 --ics plan.ics | sim plan.yaml | export json -o out.json | export csv -o out.csv
--sample today | --sample week --json | --sample sim quiet_month | --sample log comment
log zzz | log comment -d 99 | log comm | log po | log comment 0 | log comment -- -3 | log
set comment x | reading 400 | reading 50 --brand 30 | reading --brand x | target comment 9/year
target nothing 3/week | sim no_such | sim broken.yaml | sim unknown_key.yaml | plan --target 1000
plan | plan --role king | plan --pillar x=3 | week --as-of nonsense | import csv no_such.csv
import json broken.yaml | import linkedin broken.yaml | import analytics broken.yaml
config get no_such | config set theme purple | profile use nobody | profile delete nobody
action show zzz | edit zzzz 3 | rm zzzz | backup restore no_such | completion tcsh | nonsense
--profile nobody today | --json log zzz | --json sim no_such | --json plan --target 1000
"""

WRITES = """
log comment | log comment 3 -d yesterday | --json log post -m "a_note" | log reaction 2 -d mon
log message -d 11-03 | --plain log message | set comment 5 | set comment 5 | --json set comment 4
set comment 0 -d yesterday | today | undo | redo | undo 2 | --json undo | redo 2 | changes
reading 61 | reading --brand 14 --people 9 --insights 10 --relationships 16 -d 11-18
--json reading 60,5 --industry-rank 12 --network-rank 20 -d yesterday | score | explain
target comment 3/week | target post mon,wed | --json target reaction <=2/day | target message 3/7d
target list | target reaction none | skip | skip post -d fri | skip --from 12-21 --to 12-31 -m rest
skip --list | skip --off | today | today --check | week | month
action add Coffee --pillar relationships --minutes 20 | action add Call | log Coffee 2
action edit Coffee --minutes 25 | action archive Coffee | action list | --json action show Coffee
edit | rm | backup | backup list | profile new Ben | profile list | profile use Ben | today
log comment 2 | profile rename Ben Bob | profile use default | profile delete Bob
config set week_start sunday | week | config set language de | today | week | month | year | score
config set language nl | today | week | next | config set language da | today | explain
config set language en | config list | import csv table.csv | import csv table.csv -y
import csv table.csv -y | undo | import json out.json -y | import linkedin archive.zip
import linkedin archive.zip -y | import analytics sheet.xlsx -y | changes | export json | export csv
plan --target 63 --targets -y | today | week | next | model | doctor | undo | doctor --repair
"""
"""On one journal, one after the other."""

STOPS = (
    "1",
    "down c",
    "escape n",
    "escape s",
    "escape e",
    "escape a",
    "escape x",
    "escape left",
    "home question_mark",
    "escape 2",
    "left up",
    "a",
    "A p",
    "p y",
    "home x",
    "escape 3",
    "down",
    "v",
    "v",
    "v",
    "x",
    "escape 4",
    "down v",
    "v m",
    "m left_square_bracket",
    "right_square_bracket w z",
    "enter right",
    "escape enter",
    "x",
    "escape p",
    "space space",
    "question_mark",
    "escape escape escape 5",
    "down right",
    "x",
    "escape y",
    "escape 6",
    "n",
    "escape 7",
    "question_mark",
    "escape 8",
    "down down",
    "question_mark",
    "escape 1 c c u",
)
SIGHTS = (((80, 24), "en"), ((140, 40), "de"), ((60, 20), "en"))

TABLE = "date,comment,post\n2026-11-02,3,1\n2026-11-03,2,0\n2026-11-04,1,\n"
UNKNOWN_KEY = "name: Odd\nwheeks: 12\ndo:\n  comment: 3/week\n"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one step gave."""

    code: int
    out: bytes
    err: bytes
    files: Mapping[str, bytes] = field(repr=False)
    """Path below the home → what it holds."""

    def parts(self) -> dict[str, bytes]:
        """All that is compared, by name."""
        code = str(self.code).encode()
        return {"exit code": code, "stdout": self.out, "stderr": self.err, **self.files}


def ten_years() -> str:
    """A dozen entries a day and a reading a week for ten years, as `ssi export json` writes it."""
    actions = [
        {
            "id": f"{1 + ago * A_DAY + number:010d}",
            "kind": KINDS[(ago + number) % len(KINDS)],
            "day": (TODAY - timedelta(days=ago)).isoformat(),
            "count": 1 + number % 3,
        }
        for ago in range(365 * YEARS, 0, -1)
        for number in range(A_DAY)
    ]
    readings = [
        {
            "day": (TODAY - timedelta(days=7 * week + 1)).isoformat(),
            "total": 44.0 + 3 * (week % 3),
            "brand": 12.0 + week % 3,
            "people": 9.0 + week % 3,
            "insights": 8.0 + week % 3,
            "relationships": 15.0,
        }
        for week in range(52 * YEARS)
    ]
    notes = [{"day": (TODAY - timedelta(days=2)).isoformat(), "note": "Two good talks"}]
    parts = {"actions": actions, "readings": readings, "notes": notes, "targets": []}
    rest: dict[str, object] = {"stocks": [], "rests": [], "own_actions": []}
    return json.dumps({"format": "ssi-tui journal", "version": 1, **parts, **rest})


def lines(text: str) -> list[str]:
    """The calls in one of the lists above."""
    return [call.strip() for row in text.strip().splitlines() for call in row.split("|")]


class Side:
    """One checkout with a home of its own."""

    def __init__(self, tree: Path, home: Path) -> None:
        self.tree, self.home = tree.resolve(), home
        self.steps = 0
        self.work = home / "work"
        self.work.mkdir(parents=True)

    def run(self, code: str, *arguments: str) -> Answer:
        """One process of this checkout; what it says of its own places is told alike."""
        self.steps += 1
        place = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.tree),
            "PYTHONHASHSEED": "0",
            "HOME": str(self.home),
            "SSI_HOME": str(self.home / "ssi"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": "80",
            "COMPARE_STEP": str(self.steps),
        }
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=self.work,
            env=place,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Answer(
            code=done.returncode,
            out=self.alike(done.stdout),
            err=self.alike(done.stderr),
            files={name: self.alike(body) for name, body in self.files()},
        )

    def alike(self, text: bytes) -> bytes:
        """Without what is another each time: names of folders, a file's node and time."""
        for place, name in ((self.home, b"HOME"), (self.tree, b"TREE")):
            text = text.replace(str(place).encode(), name)
        text = re.sub(re.escape(gettempdir().encode()) + rb"/[\w-]+", b"TEMPORARY", text)
        text = re.sub(rb"\b\d+\.1\d{18}\.(\d+)", rb"a file of \1", text)  # node.time.size
        return re.sub(rb"Traceback \(most recent.*", b"a traceback", text, flags=re.DOTALL)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What lies below the home; not the cache, which says so of itself by its name."""
        for path in sorted(self.home.rglob("*")):
            if path.is_file() and "cache" not in path.relative_to(self.home).as_posix():
                yield path.relative_to(self.home).as_posix(), path.read_bytes()

    def fill(self, journal: str) -> None:
        """The journal to begin with, and the files that the calls name."""
        body = {
            "table.csv": TABLE,
            "broken.yaml": "name: [Odd\n",
            "unknown_key.yaml": UNKNOWN_KEY,
        }
        for name, text in body.items():
            (self.work / name).write_text(text, encoding="utf-8")
        Made(days=60).everything().zip(self.work / "archive.zip")
        sheet(self.work / "sheet.xlsx", "iso")
        if journal == "sample":
            out = self.run(COMMAND, "--sample", "export", "json").out
            (self.work / "start.json").write_bytes(out)
        else:
            (self.work / "start.json").write_text(ten_years(), encoding="utf-8")
        done = self.run(COMMAND, "import", "json", "start.json", "-y")
        assert done.code == 0, done.err.decode()


def steps(journal: str, with_app: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(what it is called, the code of the process, its arguments), in order."""
    for call in lines(READS):
        for flag in ("", "--json ", "--plain "):
            yield f"{journal}: ssi {flag}{call}", COMMAND, (*flag.split(), *call.split())
    for call in lines(CALLS):
        yield f"{journal}: ssi {call}", COMMAND, tuple(call.split())
    if with_app:
        for size, language in SIGHTS:
            name = f"{journal}: ssi-tui {size[0]}x{size[1]} {language}"
            yield name, APP, (json.dumps((size, language, STOPS)),)
    for call in lines(WRITES):
        yield f"{journal}: ssi {call}", COMMAND, tuple(call.split())


def readable(part: str, old: bytes, new: bytes) -> str:
    """The first lines in which they differ."""
    if part.endswith((".png", ".zip", ".xlsx")):
        marks = [hashlib.sha256(body).hexdigest()[:12] for body in (old, new)]
        return f"      {len(old)} bytes, {marks[0]} -> {len(new)} bytes, {marks[1]}"
    texts = [body.decode("utf-8", "replace").splitlines() for body in (old, new)]
    changes = difflib.unified_diff(*texts, "old", "new", lineterm="", n=0)
    rows = [row for row in changes if not row.startswith(("---", "+++", "@@"))]
    return "\n".join(f"      {row[:160]}" for row in rows[:12])


def compare(old: Path, new: Path, journal: str, only: str, show: bool, with_app: bool) -> int:
    """Run all steps on both; print and count those that differ."""
    differing = total = 0
    known: set[tuple[str, bytes, bytes]] = set()
    with TemporaryDirectory(prefix="compare-") as place, ThreadPoolExecutor(2) as pool:
        sides = [Side(tree, Path(place) / name) for tree, name in ((old, "old"), (new, "new"))]
        list(pool.map(lambda side: side.fill(journal), sides))
        for name, code, arguments in steps(journal, with_app):
            if only and only not in name:
                continue
            before, after = pool.map(lambda side: side.run(code, *arguments), sides)  # noqa: B023
            total += 1
            left, right = before.parts(), after.parts()
            parts = [
                (part, left.get(part, b"(is not there)"), right.get(part, b"(is not there)"))
                for part in sorted(left.keys() | right.keys())
                if left.get(part) != right.get(part)
            ]
            fresh = [part for part in parts if part not in known]  # a file is told of once
            known |= set(parts)
            if fresh:
                differing += 1
                print(f"{name}: {', '.join(part for part, _, _ in fresh)}", flush=True)
                if show:
                    print("\n".join(readable(*part) for part in fresh), flush=True)
    print(f"{journal}: {total} steps, {differing} differ", flush=True)
    return differing


def main() -> None:
    """Compare on both journals."""
    parser = ArgumentParser(prog="python -m tests.compare", description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path, nargs="?", default=ROOT)
    parser.add_argument("--only", default="", help="steps whose names hold this")
    parser.add_argument("--journal", choices=("sample", "ten years"), help="only this one")
    parser.add_argument("--show", action="store_true", help="the first lines that differ")
    parser.add_argument("--without-app", action="store_true")
    asked = parser.parse_args()
    journals = [asked.journal] if asked.journal else ["sample", "ten years"]
    found = [
        compare(asked.old, asked.new, journal, asked.only, asked.show, not asked.without_app)
        for journal in journals
    ]
    sys.exit(1 if any(found) else 0)


if __name__ == "__main__":
    main()
