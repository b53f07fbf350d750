"""Reminders in the system's schedulers: stand-ins on PATH and a home of the test's own."""

import json
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.cli import remind
from ssi_tui.errors import BadValueError, ToolRefusedError
from ssi_tui.reminders import Cron, Launchd, Schedule, Scheduler, Systemd, Windows, show
from tests.cli.conftest import Ssi, answer, refusal, ssi, store  # noqa: F401 - fixtures

EVENING = Schedule(hour=17, minute=5, weekdays=(0, 2, 6))
ODD = ("/a b/ssi", "--profile", 'x%y"$z', "remind", "now")

RECORDER = """#!{python}
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "calls"), "a") as calls:
    calls.write(json.dumps([os.path.basename(sys.argv[0]), *sys.argv[1:]]) + "\\n")
{body}
"""
CRONTAB = """
table = os.path.join(here, "table")
if sys.argv[1:] == ["-l"]:
    if not os.path.exists(table):
        sys.exit("no crontab for anna")
    print(open(table).read(), end="")
else:
    open(table, "w").write(sys.stdin.read())
"""
SCHTASKS = """
task, words = os.path.join(here, "task"), sys.argv[1:]
if words[0] == "/Create":
    at, days = words[words.index("/ST") + 1], words[words.index("/D") + 1].split(",")
    names = {"MON": "Monday", "TUE": "Tuesday", "WED": "Wednesday", "THU": "Thursday",
             "FRI": "Friday", "SAT": "Saturday", "SUN": "Sunday"}
    xml = f"<StartBoundary>2026-11-21T{at}:00</StartBoundary>"
    open(task, "w").write(xml + "".join(f"<{names[day]} />" for day in days))
elif not os.path.exists(task):
    sys.exit("ERROR: The system cannot find the file specified.")
elif words[0] == "/Delete":
    os.unlink(task)
else:
    print(open(task).read())
"""

Tool = Callable[..., None]


class Tools:
    """A folder that is all of PATH, with programs that write down how they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, body: str = "") -> None:
        file = self.folder / name
        file.write_text(RECORDER.format(python=sys.executable, body=body))
        file.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        file = self.folder / "calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(remind, "_program", lambda: "/usr/bin/ssi")
    return Tools(folder)


@pytest.fixture(params=["systemd", "cron", "launchd", "schtasks"])
def scheduler(request: pytest.FixtureRequest, tools: Tools, own_home: Path) -> Scheduler:
    name = request.param
    for tool in ("systemctl", "launchctl"):
        tools.put(tool)
    tools.put("crontab", CRONTAB)
    tools.put("schtasks", SCHTASKS)
    made = {"systemd": Systemd(own_home), "cron": Cron(), "launchd": Launchd(own_home)}
    return made.get(name) or Windows()


def test_what_was_set_is_read_back_replaced_and_removed(scheduler: Scheduler) -> None:
    assert scheduler.usable()
    assert scheduler.installed() is None
    assert not scheduler.remove()
    for schedule in (EVENING, Schedule(hour=0, minute=0), Schedule.parse("23:59", "daily")):
        scheduler.install(schedule, ODD, {"SSI_HOME": "/a na"})
        assert scheduler.installed() == schedule
    assert scheduler.remove()
    assert scheduler.installed() is None
    assert not scheduler.remove()


def test_a_crontab_keeps_every_other_line(tools: Tools) -> None:
    tools.put("crontab", CRONTAB)
    table = tools.folder / "table"
    mine = "# my lines\n5 4 * * * backup  # ssi-remind-not\n@daily x\n"
    table.write_text(mine)
    for _ in range(2):
        Cron().install(EVENING, ODD, {"SSI_HOME": "/a b"})
    line = table.read_text().removeprefix(mine)
    assert line.count("\n") == 1
    when, command = line.split(" env ", 1)
    assert when == "5 17 * * 1,3,0"
    words = shlex.split(command.replace(r"\%", "%"), comments=True)
    assert words == ["SSI_HOME=/a b", *ODD]
    assert "%" not in command.replace(r"\%", "")
    Cron().remove()
    assert table.read_text() == mine


def test_a_crontab_that_cannot_be_read_is_not_written_over(tools: Tools) -> None:
    tools.put("crontab", 'sys.exit("crontab: you are not allowed to use this program")')
    with pytest.raises(ToolRefusedError, match="not allowed"):
        Cron().install(EVENING, ODD, {})
    assert [call[1:] for call in tools.calls] == [["-l"]]


@pytest.mark.parametrize(
    "job",
    [
        *(b"", b"plist", b"<?xml version='1.0'?><plist><dict>"),
        *(plistlib.dumps(job) for job in ({}, {"StartCalendarInterval": []})),
        plistlib.dumps({"StartCalendarInterval": [{"Weekday": 1, "Hour": "x", "Minute": 0}]}),
    ],
)
def test_a_job_that_somebody_else_wrote_is_refused_in_words(
    tools: Tools, own_home: Path, job: bytes
) -> None:
    file = own_home / "Library/LaunchAgents/org.ssi-tui.remind.plist"
    file.parent.mkdir(parents=True)
    file.write_bytes(job)
    with pytest.raises(ToolRefusedError, match=r"remind\.plist"):
        Launchd(own_home).installed()
    tools.put("schtasks", 'print("<StartBoundary>2026-11-21T17:00:00</StartBoundary>")')
    with pytest.raises(ToolRefusedError, match="not one that ssi made"):
        Windows().installed()


def test_a_folder_with_a_line_end_in_its_name_writes_no_second_line_for_cron(tools: Tools) -> None:
    tools.put("crontab", CRONTAB)
    with pytest.raises(ToolRefusedError, match="line end"):
        Cron().install(EVENING, ODD, {"SSI_HOME": "/a\n* * * * * rm"})
    assert [call[1:] for call in tools.calls] == [["-l"]]
    tools.put("crontab")
    (tools.folder / "crontab").write_text("#!/nowhere\n")
    with pytest.raises(ToolRefusedError, match="No such file"):
        Cron().installed()


def test_units_of_systemd_say_when_and_what_and_nothing_else(tools: Tools, own_home: Path) -> None:
    tools.put("systemctl")
    Systemd(own_home).install(EVENING, ODD, {"SSI_HOME": "/a b%c$d"})
    folder = own_home / ".config/systemd/user"
    timer = (folder / "ssi-remind.timer").read_text()
    assert "OnCalendar=Mon,Wed,Sun *-*-* 17:05:00\n" in timer
    assert "Persistent=false" in timer  # a day on which the machine was off is not made up for
    service = (folder / "ssi-remind.service").read_text()
    assert 'Environment="SSI_HOME=/a b%%c$d"\n' in service
    assert 'ExecStart="/a b/ssi" "--profile" "x%%y\\"$$z" "remind" "now"\n' in service
    assert [call[2:] for call in tools.calls][-2:] == [
        ["daemon-reload"],
        ["enable", "--now", "ssi-remind.timer"],
    ]


def test_a_job_of_launchd_has_the_words_as_they_are(tools: Tools, own_home: Path) -> None:
    tools.put("launchctl")
    Launchd(own_home).install(EVENING, ODD, {"SSI_HOME": "/a b"})
    job = plistlib.loads((own_home / "Library/LaunchAgents/org.ssi-tui.remind.plist").read_bytes())
    assert job["ProgramArguments"] == list(ODD)
    assert job["EnvironmentVariables"] == {"SSI_HOME": "/a b"}
    assert [time["Weekday"] for time in job["StartCalendarInterval"]] == [1, 3, 0]


def test_a_task_of_windows_is_one_line_that_it_can_take_apart(tools: Tools) -> None:
    tools.put("schtasks", SCHTASKS)
    Windows().install(EVENING, ODD, {"SSI_HOME": "C:\\a b"})
    (call,) = tools.calls
    assert call[:5] == ["schtasks", "/Create", "/F", "/TN", "ssi-remind"]
    assert call[call.index("/D") + 1] == "MON,WED,SUN"
    run = call[call.index("/TR") + 1]
    assert run == f'cmd /d /c "set "SSI_HOME=C:\\a b" && {subprocess.list2cmdline(ODD)}"'


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
def test_a_schedule_is_read_back_as_it_says_itself(
    hour: int, minute: int, weekdays: tuple[int, ...]
) -> None:
    schedule = Schedule(hour=hour, minute=minute, weekdays=weekdays)
    assert Schedule.parse(schedule.time, schedule.days) == schedule


@pytest.mark.parametrize("time", ["17:00", "17.00", "17", "17h", "17h00"])
def test_times_of_day_are_understood_as_people_write_them(time: str) -> None:
    assert Schedule.parse(time) == Schedule(hour=17, minute=0)


@pytest.mark.parametrize(
    ("time", "days"),
    [("25", "daily"), ("17:60", "daily"), ("", "daily"), ("17", "xyz"), ("17", "")],
)
def test_what_is_no_time_or_day_is_refused(time: str, days: str) -> None:
    with pytest.raises(BadValueError):
        Schedule.parse(time, days)


# The command


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remind.sys, "platform", "linux")


@pytest.mark.usefixtures("linux")
def test_reminders_are_off_until_one_is_asked_for(tools: Tools, ssi: Ssi) -> None:  # noqa: F811
    tools.put("crontab", CRONTAB)
    assert "No reminder is set" in ssi("remind").stdout
    ssi("log", "comment")
    assert not (tools.folder / "table").exists()
    said = ssi("remind", "on", "16:30", "--days", "mon,thu").stdout
    assert said.startswith("Mon, Thu at 16:30 you are reminded of what is due (by cron).\n")
    assert answer(ssi("remind", "--json")) == {
        "on": True, "time": "16:30", "days": "mon,thu", "scheduler": "cron",
    }  # fmt: skip
    assert (tools.folder / "table").read_text().count("\n") == 1
    assert "SSI_HOME=" + os.environ["SSI_HOME"] in (tools.folder / "table").read_text()
    ssi("remind", "on")
    assert "On working days at 17:00" in ssi("remind").stdout
    assert ssi("remind", "off").stdout == "No reminder is set any more.\n"
    assert ssi("remind", "off").stdout == "No reminder was set.\n"
    assert (tools.folder / "table").read_text() == ""


@pytest.mark.usefixtures("linux")
def test_only_one_scheduler_reminds(tools: Tools, ssi: Ssi) -> None:  # noqa: F811
    tools.put("crontab", CRONTAB)
    ssi("remind", "on")
    tools.put("systemctl")
    assert answer(ssi("remind", "on", "--json"))["scheduler"] == "systemd"
    assert (tools.folder / "table").read_text() == ""
    ssi("remind", "on", "--with", "cron")
    assert answer(ssi("remind", "show", "--json"))["scheduler"] == "cron"


@pytest.mark.usefixtures("linux", "tools")
def test_a_system_without_any_scheduler_is_told_so(ssi: Ssi) -> None:  # noqa: F811
    assert refusal(ssi("remind", "on", "--json", code=6))["tool"] == "systemd, cron"


@pytest.mark.usefixtures("linux")
def test_what_a_scheduler_refuses_is_said_with_its_words(tools: Tools, ssi: Ssi) -> None:  # noqa: F811
    tools.put("crontab", 'sys.exit("crontab: you are not allowed")')
    done = ssi("remind", "on", code=6)
    assert done.stderr == "ssi: crontab did not do it: crontab: you are not allowed\n"


# The notice


@pytest.mark.usefixtures("linux")
def test_a_notice_comes_only_while_something_is_due(
    tools: Tools,
    ssi: Ssi,  # noqa: F811
) -> None:
    tools.put("notify-send")
    for kind in ("post", "request-with-note", "message", "people-search", "profile-view"):
        ssi("target", kind, "none")
    assert ssi("remind", "now").stdout == ""
    (call,) = tools.calls
    assert call == [
        "notify-send",
        "--app-name=ssi-tui",
        "--",
        "1 thing is due on LinkedIn",
        "comments",
    ]
    ssi("skip")
    assert (ssi("remind", "now").stdout, len(tools.calls)) == ("", 1)
    ssi("undo")
    ssi("log", "comment", "5")
    assert (ssi("remind", "now").stdout, len(tools.calls)) == ("", 1)


@pytest.mark.usefixtures("linux", "tools")
def test_without_a_desktop_the_terminal_says_it(ssi: Ssi) -> None:  # noqa: F811
    assert ssi("remind", "now").stdout.startswith("6 things are due on LinkedIn: comments, posts")


def test_every_desktop_gets_the_words_as_words(tools: Tools) -> None:
    evil = "`id` $(id) \"; <b>x</b> & 'y'"
    environ: dict[str, str] = {}
    for name in ("osascript", "powershell", "notify-send"):
        tools.put(name)
    for platform in ("darwin", "win32", "linux"):
        assert show(platform, "title", evil, environ)
    mac, windows, linux = tools.calls
    assert mac[-2:] == ["title", evil]
    assert evil not in " ".join(windows)
    assert environ["SSI_TEXT"] == evil
    assert linux[-1] == evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_desktop_that_refuses_is_none(tools: Tools) -> None:
    tools.put("notify-send", 'sys.exit("no display")')
    assert not show("linux", "title", "text", {})
