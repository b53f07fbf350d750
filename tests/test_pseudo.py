"""Nothing that a person sees goes past gettext: both programs in a language of strange letters.

Each text that translators get is "translated" by giving its letters strokes and accents, `{fields}`
kept.  What is still plain on the screen has bypassed the catalogue.  Unlike brackets, strange
letters survive wrapping, cutting and columns.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from click.testing import CliRunner
from textual.screen import Screen

import ssi_tui
from sim.terms import ActionKind, Member
from ssi_tui import i18n
from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from ssi_tui.i18n import DOMAIN
from ssi_tui.locale.texts import gather
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.cli.every_command import every_command
from tests.tui import quick, walk
from tests.tui.helpers import NOW

quick.install()
ROOT = Path(__file__).parents[1]
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "áƀćđéƒǵĥíĵķĺɱńóṕɋŕśţúṽẃẋýźÁɃĆĐÉƑǴĤÍĴĶĹṀŃÓṔɊŔŚŢÚṼẂẊÝŹ"
LETTERS = str.maketrans(PLAIN, STRANGE)
LANGUAGE = "de"
"""The language whose place it takes: the settings accept no other name."""


def strange(text: str) -> str:
    """The text in the language of strange letters, `{fields}` as they were."""
    parts = re.split(r"(\{[^{}]*\})", text)
    return "".join(part if part.startswith("{") else part.translate(LETTERS) for part in parts)


def compile_strange(folder: Path) -> Path:
    """Write the catalogue of all texts below the folder, and answer the folder."""
    made = Catalog(locale=LANGUAGE)
    for message in gather():
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            said = [strange(form) for form in forms]
            made.add(message.id, said[0] if len(said) == 1 else said, context=message.context)
    target = folder / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, made)
    return folder


def plain_words(text: str) -> set[str]:
    """What is left of English: runs of two or more plain letters, no options, no file names."""
    text = re.sub(r"(?<!\w)--?[a-z][\w-]*|\S*[/\\]\S*|\w+\.(?:yaml|json)\b", " ", text)
    return set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", text))


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The strange language, and every module with its tables, read while English is spoken."""
    i18n.use(i18n.ENGLISH)
    for module in pkgutil.walk_packages(ssi_tui.__path__, "ssi_tui."):
        importlib.import_module(module.name)
    return compile_strange(tmp_path_factory.mktemp("strange"))


@pytest.fixture
def foreign(catalogues: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, where the strange language is spoken."""
    monkeypatch.setenv("SSI_LOCALE_DIR", str(catalogues))
    monkeypatch.setenv("LANG", f"{LANGUAGE}_DE.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_plain_words_are_seen_among_strange_ones() -> None:
    text = strange("Logged {count} {action}").format(count=3, action="post")
    assert plain_words(f"{text} for ŃóSuchDay, saved") == {"post", "for", "saved"}
    assert plain_words("śśí --plain -d scenarios/quiet_month.yaml a.json · c p ÓẂŃ 80 %") == set()


NAMES = (
    *ActionKind,
    *Member,
    *Settings._fields,
    *(word for words in every_command() for word in words),
)
WORDS = (
    "ssi tui list new use rename delete get bash zsh fish mon wed yesterday tomorrow zzz default "
    "add archive race sample show analytics csv json linkedin restore svg html ics "
    "da de en nl shown hidden monday sunday "
    "system dark light contrast projector done due left of streak text "
    "calendar now off on copy docs quarter compare meeting"
)
FILES = " ".join(file.stem for file in ROOT.glob("scenarios/*.yaml"))
KEYWORDS = "assumptions description do format goals member nam name phases shocks start weeks daily"
TYPED = set(
    re.findall(r"[a-z]+", f"{' '.join(NAMES)} {WORDS} {FILES} {KEYWORDS}".replace("_", " "))
)
"""What a person types is the same in all languages."""
NOTATION = {"ARGS", "COMMAND", "CSV", "JSON", "OPTIONS", "YAML"}


def leaks(lines: list[str], codes: set[int]) -> str:
    """The words in each `ssi` line's answer that are plain English and nobody's own."""
    found = []
    for line in lines:
        session = Session(now=lambda: datetime(2026, 11, 20, 9, 30))
        done = CliRunner().invoke(ssi, line.split(), obj=session)
        assert done.exit_code in codes, (line, done.exit_code, done.output)
        assert done.output, line
        if words := plain_words(done.output) - TYPED - NOTATION:
            found.append(f"{line}: {' '.join(sorted(words))}")
    return "\n".join(found)


@pytest.mark.usefixtures("foreign")
def test_every_help_goes_through_the_catalogue() -> None:
    names = ssi.list_commands(None)  # type: ignore[arg-type]
    assert leaks(["--help", *(f"{name} --help" for name in names)], {0}) == ""


@pytest.mark.usefixtures("foreign")
def test_every_answer_goes_through_the_catalogue() -> None:
    lines = [
        "today",
        "log comment 3",
        "log post -d yesterday",
        "set comment 4",
        "set comment 4",
        "target comment 5/week",
        "target comment <=2/day",
        "target post mon,wed",
        "target list",
        "reading --brand 13 --people 9,5 --insights 6 --relationships 14",
        "reading 61 -d 11-03",
        "score",
        "undo",
        "redo",
        "redo",
        "changes",
        "today",
        "profile list",
        "profile due",
        "profile compare -28",
        "profile meeting default",
        "profile archive default --back",
        "path",
        "--sample sim quiet_month",
        "--sample model",
        "--sample sim quiet_month post_weekly --weeks 4",
        "sim --member active unanswered_requests",
        "--sample sim comment_daily --weeks 30 --band 95",
        "--sample plan --target 60",
        "--sample plan --pillar insights=12 --minutes 60 --sure 80%",
        "plan --target 60 --member active --limit post=0..3",
        "--sample explain",
        "--sample next",
        "next",
        "week",
        "month",
        "year",
        "--sample week",
        "--sample month",
        "--sample year",
        "--sample score",
        "skip",
        "skip -d 12-24",
        "changes",
        "action",
        "config",
        "export json -o 1.json",
        "export csv -o 1.csv",
        "import json 1.json",
        "backup",
        "backup list",
        "doctor",
        "sim quiet_month --svg 1.svg",
        "sim quiet_month --html 1.html",
        "plan --target 40 --save 1.yaml --ics 1.ics",
        "plan --target 40 --targets --yes",
        "today",
    ]
    assert leaks(lines, {0}) == ""


def test_every_refusal_goes_through_the_catalogue(foreign: Path) -> None:
    (foreign / "zzz.yaml").write_text("format: 1\nnam: zzz\nphases:\n  - weeks: x\n", "utf-8")
    lines = [
        "zzz",
        "log",
        "log zzz",
        "log comm -d 11-99",
        "log comment x",
        "log comment -d zzz",
        "log comment -d tomorrow",
        "log comment 1 2",
        "log comment --zzz",
        "log comment -d",
        "set comment 9999999",
        "target comment zzz",
        "reading 0",
        "reading 101",
        "reading --brand 26",
        "reading 50 --brand 1 --people 1 --insights 1 --relationships 1",
        "undo zzz",
        "today --as-of zzz",
        "--profile zzz today",
        "sim zzz",
        "sim zzz.yaml",
        "sim quiet_month --weeks 0",
        "sim quiet_month --member zzz",
        "plan --target 101",
        "plan --role zzz",
        "plan --target 60 --pillar zzz=3",
        "plan --target 60 --limit post",
        "import zzz",
        "export zzz/zzz.json",
        "backup zzz",
        "config zzz",
        "config theme zzz",
        "edit zzz",
        "rm zzz",
        "skip -d 12-24 12-20",
        "action zzz",
        "profile use zzz",
    ]
    assert leaks(lines, {2, 3, 4}) == ""


KEYS = {"ctrl", "enter", "esc", "home", "space", "tab", "SSI"}
"""What is printed on the keyboard, and the name of the score."""
OWN_NAMES = {"English", "Dansk", "Nederlands", "Deutsch"}
"""Each language is called what its speakers call it."""


async def screens(name: str, stops: Iterable[walk.Stop]) -> list[tuple[walk.Stop, str]]:
    """What stands at the stops of a walk through the app, with the journal in a folder."""
    app = SsiApp(Store(Path(name), now=lambda: NOW), settings=Settings(), now=lambda: NOW)
    async with app.run_test(size=(140, 44)) as pilot:
        return [seen async for seen in walk.walk(app, pilot, stops)]


async def test_every_screen_goes_through_the_catalogue(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an empty journal and a full one, and with what the model really says."""
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda _: None)  # painted for the look only
    i18n.use(LANGUAGE)
    walk.journal(Store(foreign / "2", now=lambda: NOW))
    told = [*await screens("1", walk.ROOMS), *await screens("2", walk.STOPS)]
    found = []
    for stop, text in told:
        assert re.search(f"[{STRANGE}]{{3}}", text), (stop.name, text)
        words = plain_words(text) - TYPED - KEYS - OWN_NAMES
        if words and not stop.user:
            found.append(f"{stop.name}: {' '.join(sorted(words))}")
    assert not found, "\n".join(found)
