"""`ssi status`: one line for a prompt, true to the last entry, or a question mark."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssi_tui import i18n
from ssi_tui.cli.everyday import status_line
from ssi_tui.model.progress import all_progress, met_count, streak
from ssi_tui.model.terms import OwnAction, Target
from ssi_tui.places import STATUS_NAME, data_home
from ssi_tui.settings import choose, profile_folder
from ssi_tui.store import Store
from tests.cli.conftest import SATURDAY, Ssi, answer

DAY = SATURDAY.date()


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place without clock changes, unless a test goes to another."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(style: str = "text", template: str = "", now: datetime = SATURDAY) -> str:
    """What a prompt gets at that local time."""
    return status_line.render(status_line.read_status(now.timestamp()), style, template)


def test_every_entry_keeps_the_line_true(ssi: Ssi, store: Store) -> None:
    assert said() == "?"
    ssi("log", "comment", "5")
    assert said() == "1/6 · 5 due · 1 week"
    ssi("reading", "61.5")
    ssi("set", "post", "1")
    assert said() == "2/6 · 4 due · 1 week · SSI 61.5"
    ssi("undo")
    assert said() == "1/6 · 5 due · 1 week · SSI 61.5"
    Store(store.folder, now=store.files.now, by="tui").log("message", DAY, 5)
    assert said() == "2/6 · 4 due · 1 week · SSI 61.5"
    ssi("skip")
    assert said() == "2/2 · nothing due · 1 week · SSI 61.5"


def test_it_is_true_right_after_midnight_and_into_the_next_week(ssi: Ssi) -> None:
    ssi("target", "comment", "daily")
    ssi("log", "comment", "1")
    ssi("log", "post")
    form = "{day} {done}/{of} {streak}"
    assert said(template=form) == "2026-11-21 2/6 1"
    assert said(template=form, now=datetime(2026, 11, 21, 23, 59, 59)) == "2026-11-21 2/6 1"
    assert said(template=form, now=datetime(2026, 11, 22)) == "2026-11-22 1/6 1"
    assert said(template=form, now=datetime(2026, 11, 23)) == "2026-11-23 0/6 1"
    assert said(template=form, now=datetime(2026, 11, 30)) == "2026-11-30 0/6 0"
    assert said(now=datetime(2026, 12, 1)) == "?"


def test_a_day_begins_when_its_owner_says(ssi: Ssi) -> None:
    ssi("config", "set", "day_start", "4")
    ssi("log", "comment", "5")
    early, late = datetime(2026, 11, 22, 3, 59), datetime(2026, 11, 22, 4)
    assert [said(template="{day}", now=now) for now in (early, late)] == [
        "2026-11-21",
        "2026-11-22",
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def test_the_day_is_the_one_that_the_rest_of_the_program_means(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for hour in range(24 * 366):
        now = 1_780_000_000 + 3600 * hour
        local = datetime.fromtimestamp(now)
        for start in (0, 3, 6):
            expected = (local - timedelta(hours=start)).date().isoformat()
            assert status_line._day(now, start) == expected


steps = st.one_of(
    st.tuples(st.sampled_from(("comment", "post")), st.integers(0, 40), st.integers(1, 6)),
    st.tuples(
        st.sampled_from(("comment", "post")),
        st.sampled_from(("daily", "mon,thu", "2/10d", "3/20d", "<=2/week", "4/week")),
    ),
    st.tuples(st.integers(-20, 20), st.integers(1, 12)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=8), st.integers(0, 9))
def test_the_file_says_of_later_days_what_the_journal_says_then(
    tmp_path: Path, history: list[tuple[object, ...]], ahead: int
) -> None:
    os.environ["SSI_HOME"] = mkdtemp(dir=tmp_path)
    store = Store(profile_folder(), now=lambda: SATURDAY)
    for step in history:
        match step:
            case (str(kind), int(ago), int(count)):
                store.log(kind, DAY - timedelta(days=ago), count)
            case (str(kind), str(goal)):
                store.set_target(Target.parse(kind, goal), kind)
            case (int(begin), int(length)):
                first = DAY + timedelta(days=begin)
                store.skip(None, first, first + timedelta(days=length))
    day = DAY + timedelta(days=ahead)
    fields = status_line.read_status((SATURDAY + timedelta(days=ahead)).timestamp())
    assert fields is not None
    whole = store.read()
    rows = all_progress(whole, day)
    done, of = met_count(rows)
    assert (fields["done"], fields["of"]) == (str(done), str(of))
    assert fields["left"] == str(sum(row.due for row in rows))
    weeks = max(streak(whole, target, day).weeks for target in whole.targets.values())
    assert fields["streak"] == str(weeks)


def test_what_was_changed_past_it_makes_it_unsure_until_somebody_looks(
    ssi: Ssi, store: Store
) -> None:
    ssi("log", "comment", "5")
    month = Path(store.folder, "2026-11.json")
    month.write_bytes(month.read_bytes())
    os.utime(month, ns=(1, 1))
    assert said() == "?"
    ssi("today")
    assert said() == "1/6 · 5 due · 1 week"


@pytest.mark.parametrize("cut", [0, 1, 12, 40, 200, -1, -4])
def test_half_a_file_says_nothing(ssi: Ssi, cut: int) -> None:
    ssi("log", "comment", "5")
    file = Path(data_home(), STATUS_NAME)
    file.write_bytes(file.read_bytes()[:cut])
    assert said() == "?"


def test_settings_change_what_it_says(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    ssi("config", "set", "language", "de")
    assert said() == "1/6 · 5 offen · 1 Woche"
    i18n.use("en")
    ssi("config", "set", "language", "en")
    ssi("config", "set", "streaks", "hidden")
    assert said() == "1/6 · 5 due"
    choose(theme="light")  # by hand: nothing is sure any more
    assert said() == "?"


def test_it_speaks_of_the_profile_in_use_and_of_no_other(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    ssi("profile", "new", "Ben")
    ssi("log", "post", "--profile", "ben")
    assert said(template="{done}") == "1"
    ssi("profile", "use", "ben")
    ssi("set", "message", "5")
    assert said(template="{done}") == "2"
    ssi("profile", "use", "default")
    assert said(template="{done}") == "1"
    ssi("today", "--sample")
    assert said(template="{done}") == "1"


def test_a_name_of_ones_own_is_never_obeyed(store: Store) -> None:
    name = '50%F{red}#[bg=red]$(id)`id`"<b>&\\'
    store.set_own_action(OwnAction(name, "people"))
    store.set_target(Target(name, 1), name)
    for kind in (
        "comment",
        "post",
        "request-with-note",
        "message",
        "people-search",
        "profile-view",
    ):
        store.set_target(None, kind)
    assert said(template="{due}") == name
    assert said("zsh", "{due}").replace("%%", "").count("%") == 0
    assert said("tmux", "{due}").replace("##", "").count("#") == 0
    bar = json.loads(said("waybar", "{due}"))
    assert bar["text"] == name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert bar["class"] == "due"


def test_waybar_gets_json_also_where_nothing_is_known() -> None:
    assert json.loads(said("waybar")) == {"text": "?", "tooltip": "", "class": "unknown"}


def test_what_is_no_field_of_a_format_stays(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    assert said(template="{{{done}} {nope} {of") == "{{1} {nope} {of"


def test_the_long_way_gives_the_same_line(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    for form in ("text", "tmux", "waybar", "zsh:{done} {due}", "{text}"):
        style, template = status_line.style_of(form) or ("", "")
        assert ssi("status", "--format", form).stdout == said(style, template) + "\n"
    data = answer(ssi("status", "--json"))
    assert data["day"] == "2026-11-21"
    assert (data["done"], data["of"], data["streak"], data["score"]) == (1, 6, 1, None)
    assert "post" in data["due"]
    before = said()
    assert ssi("status", "--sample").stdout == "5/6 · 1 due · 13 weeks · SSI 50.2\n"
    assert said() == before


def test_a_format_that_is_none_is_answered_with_those_that_are(ssi: Ssi) -> None:
    assert "zsh, tmux, waybar" in ssi("status", "-f", "vim", code=2).stderr


# `ssi` as it is started, and how it is heard


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = (sys.executable, "-c", "from ssi_tui.cli import main; main()", *words)
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": root, **environment}, capture_output=True,
        check=False,
    )  # fmt: skip


def test_a_prompt_gets_one_line_and_never_an_error(ssi: Ssi) -> None:
    assert process("status").stdout == b"?\n"
    ssi("log", "comment", now=datetime.now())
    assert process("status").stdout == "0/6 · 6 due\n".encode()
    latin = process("status", PYTHONIOENCODING="latin-1")
    assert latin.stdout == "0/6 · 6 due\n".encode("latin-1")
    assert process("status", PYTHONIOENCODING="ascii").stdout == b"0/6 - 6 due\n"
    for broken in ("/dev/null/nowhere", "\x01"):
        done = process("status", SSI_HOME=broken)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"?\n", b"")
    done = process("status", "--format={done} of {of}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"0 of 6\n", b"")


def test_a_reader_that_has_gone_is_no_error() -> None:
    command = f'"{sys.executable}" -c "from ssi_tui.cli import main; main()" status >&-; echo $?'
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        command,
        shell=True,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_a_write_that_was_saved_does_not_fail_for_the_status(ssi: Ssi, store: Store) -> None:
    Path(data_home(), STATUS_NAME).mkdir(parents=True)
    ssi("log", "comment", "2")
    assert store.read().count("comment", DAY) == 2
    assert said() == "?"
    assert not [each for each in Path(data_home()).iterdir() if each.suffix == ".new"]


def test_days_that_were_rested_end_no_streak_of_the_days_to_come(ssi: Ssi) -> None:
    ssi("log", "comment", "5")
    ssi("skip", "--from", "2026-11-23", "--to", "2026-11-29")
    assert said(template="{streak}", now=datetime(2026, 11, 30)) == "1"
    assert date(2026, 11, 30).weekday() == 0
