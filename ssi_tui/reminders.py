"""A nudge once a day, by the system's own scheduler: nothing of ours runs in between."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, ToolRefusedError
from ssi_tui.model.terms import WEEKDAYS

WORKING_DAYS = (0, 1, 2, 3, 4)
ALL_DAYS = tuple(range(7))
TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?(?:\s*h)?")
DAY_WORDS = {"daily": ALL_DAYS, "workdays": WORKING_DAYS}
Words = Sequence[str]
Environ = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """One time of day, local, on the days of the week."""

    hour: int
    minute: int
    weekdays: tuple[int, ...] = WORKING_DAYS
    """0 Monday to 6 Sunday, in order, at least one."""

    def __post_init__(self) -> None:
        if not (0 <= self.hour <= 23 and 0 <= self.minute <= 59):
            raise BadValueError("time", self.time, "a time of day: 17:00")
        if not self.weekdays or set(self.weekdays) - set(ALL_DAYS):
            raise BadValueError("days", self.weekdays, "daily, workdays or mon,wed,fri")

    @property
    def time(self) -> str:
        """``17:05``."""
        return f"{self.hour:02}:{self.minute:02}"

    @property
    def days(self) -> str:
        """``daily``, ``workdays`` or ``mon,wed``, as `parse` takes it."""
        names = ",".join(WEEKDAYS[day] for day in self.weekdays)
        return next((word for word, days in DAY_WORDS.items() if days == self.weekdays), names)

    @classmethod
    def parse(cls, time: str, days: str = "workdays") -> Schedule:
        """From ``17:00``, ``17.30`` or ``17``, and days as above: BadValueError."""
        at = TIME.fullmatch(time.strip().lower())
        if at is None:
            raise BadValueError("time", time, "a time of day: 17:00")
        words = days.strip().lower()
        weekdays = DAY_WORDS.get(words)
        if weekdays is None:
            names = re.split(r"[,\s]+", words)
            if not names or set(names) - set(WEEKDAYS):
                raise BadValueError("days", days, "daily, workdays or mon,wed,fri")
            weekdays = tuple(sorted({WEEKDAYS.index(name) for name in names}))
        return cls(hour=int(at[1]), minute=int(at[2] or 0), weekdays=weekdays)


SECONDS = 20
"""More patience than any of them needs."""


def there(tool: str) -> bool:
    """Whether a program of that name can be called."""
    return shutil.which(tool) is not None


def ask(*command: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Call a program, and answer how it ended: ToolRefusedError where it could not be started."""
    try:
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolRefusedError(command[0], str(error)) from error


def order(*command: str, stdin: str | None = None) -> str:
    """Call a program that must succeed, and answer what it said: ToolRefusedError."""
    done = ask(*command, stdin=stdin)
    if done.returncode:
        lines = f"{done.stderr}\n{done.stdout}".strip().splitlines() or ["it gave no reason"]
        raise ToolRefusedError(command[0], lines[-1])
    return done.stdout


NAME = "ssi-remind"
LABEL = "org.ssi-tui.remind"


class Scheduler(Protocol):
    """What each of them can do; ToolRefusedError where the system does not want to."""

    name: str

    def usable(self) -> bool:
        """Whether it is there, and answers to this user."""

    def install(self, schedule: Schedule, command: Words, environ: Environ) -> None:
        """Put our entry in place of an older one."""

    def installed(self) -> Schedule | None:
        """What is set; None where nothing of ours is."""

    def remove(self) -> bool:
        """Take our entry out; whether there was one."""


class Systemd:
    """User timers: ``~/.config/systemd/user/ssi-remind.timer``."""

    name = "systemd"

    def __init__(self, home: Path) -> None:
        config = os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")
        self._folder = Path(config, "systemd", "user")

    def usable(self) -> bool:
        return there("systemctl") and not ask("systemctl", "--user", "list-timers").returncode

    def install(self, schedule: Schedule, command: Words, environ: Environ) -> None:
        days = ",".join(WEEKDAYS[day].capitalize() for day in schedule.weekdays)
        given = (f"{name}={value}" for name, value in environ.items())
        settings = [f"Environment={_quoted(each)}" for each in given]
        service = [
            "[Unit]",
            "Description=ssi-tui: a nudge where something is due",
            "[Service]",
            "Type=oneshot",
            *settings,
            "ExecStart=" + " ".join(_quoted(word).replace("$", "$$") for word in command),
        ]
        timer = [
            "[Unit]",
            "Description=ssi-tui: when to look whether something is due",
            "[Timer]",
            f"OnCalendar={days} *-*-* {schedule.time}:00",
            "Persistent=false",
            "[Install]",
            "WantedBy=timers.target",
        ]
        self._folder.mkdir(parents=True, exist_ok=True)
        for ending, lines in (("service", service), ("timer", timer)):
            text = "\n".join(lines) + "\n"
            write_whole(self._folder / f"{NAME}.{ending}", text.encode())
        order("systemctl", "--user", "daemon-reload")
        order("systemctl", "--user", "enable", "--now", f"{NAME}.timer")

    def installed(self) -> Schedule | None:
        try:
            text = (self._folder / f"{NAME}.timer").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        at = re.search(r"^OnCalendar=(\S+) \*-\*-\* (\d\d):(\d\d)", text, re.MULTILINE)
        return at and Schedule.parse(f"{at[2]}:{at[3]}", at[1])

    def remove(self) -> bool:
        files = [self._folder / f"{NAME}.{ending}" for ending in ("timer", "service")]
        if not any(file.exists() for file in files):
            return False
        ask("systemctl", "--user", "disable", "--now", f"{NAME}.timer")  # it may be off already
        for file in files:
            file.unlink(missing_ok=True)
        order("systemctl", "--user", "daemon-reload")
        return True


def _quoted(word: str) -> str:
    """A word of a unit file: no specifiers in it, and no end before its end."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{word}"'


class Cron:
    """One line of the user's crontab, known by what stands at its end."""

    name = "cron"
    MARK = f"# {NAME}"

    def usable(self) -> bool:
        return there("crontab")

    def install(self, schedule: Schedule, command: Words, environ: Environ) -> None:
        lines = [line for line in self._lines() if not line.endswith(self.MARK)]
        words = [*(f"{name}={value}" for name, value in environ.items()), *command]
        if environ:
            words.insert(0, "env")
        said = shlex.join(words).replace("%", r"\%")  # cron's own sign for a new line
        if "\n" in said:
            raise ToolRefusedError("crontab", "a folder's name has a line end in it")
        days = ",".join(str((day + 1) % 7) for day in schedule.weekdays)
        days = "*" if schedule.weekdays == ALL_DAYS else days
        line = f"{schedule.minute} {schedule.hour} * * {days} {said} {self.MARK}"
        self._put([*lines, line])

    def installed(self) -> Schedule | None:
        for line in self._lines():
            at = re.match(r"(\d+) (\d+) \* \* ([\d,*]+) ", line)
            if at and line.endswith(self.MARK):
                days = (
                    ALL_DAYS if at[3] == "*" else [(int(day) - 1) % 7 for day in at[3].split(",")]
                )
                return Schedule(hour=int(at[2]), minute=int(at[1]), weekdays=tuple(sorted(days)))
        return None

    def remove(self) -> bool:
        lines = self._lines()
        kept = [line for line in lines if not line.endswith(self.MARK)]
        if len(kept) < len(lines):
            self._put(kept)
        return len(kept) < len(lines)

    @staticmethod
    def _lines() -> list[str]:
        """The crontab; a user who has none is told so with exit code 1, and anything else is an
        error: a crontab that can't be read is not written over."""
        done = ask("crontab", "-l")
        if done.returncode and "no crontab" not in done.stderr.lower():
            raise ToolRefusedError("crontab", done.stderr.strip() or "it can't be read")
        return [] if done.returncode else done.stdout.splitlines()

    @staticmethod
    def _put(lines: list[str]) -> None:
        order("crontab", "-", stdin="".join(f"{line}\n" for line in lines))


class Launchd:
    """macOS: ``~/Library/LaunchAgents/org.ssi-tui.remind.plist``."""

    name = "launchd"

    def __init__(self, home: Path) -> None:
        self._file = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def usable(self) -> bool:
        return there("launchctl")

    def install(self, schedule: Schedule, command: Words, environ: Environ) -> None:
        self.remove()
        times = [
            {"Weekday": (day + 1) % 7, "Hour": schedule.hour, "Minute": schedule.minute}
            for day in schedule.weekdays
        ]
        job = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "EnvironmentVariables": dict(environ),
            "StartCalendarInterval": times,
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._file, plistlib.dumps(job))
        order("launchctl", "load", "-w", str(self._file))

    def installed(self) -> Schedule | None:
        try:
            job = plistlib.loads(self._file.read_bytes())
            times = job["StartCalendarInterval"]
            days = sorted((time["Weekday"] - 1) % 7 for time in times)
            hour, minute = times[0]["Hour"], times[0]["Minute"]
            return Schedule(hour=hour, minute=minute, weekdays=tuple(days))
        except FileNotFoundError:
            return None
        except (LookupError, TypeError, ValueError, ExpatError) as error:
            raise ToolRefusedError("launchd", f"{self._file}: {error}") from error

    def remove(self) -> bool:
        if not self._file.exists():
            return False
        ask("launchctl", "unload", "-w", str(self._file))  # it may not be loaded
        self._file.unlink()
        return True


class Windows:
    """The task scheduler, by `schtasks`."""

    name = "schtasks"

    def usable(self) -> bool:
        return there("schtasks")

    def install(self, schedule: Schedule, command: Words, environ: Environ) -> None:
        run = subprocess.list2cmdline(command)
        if environ:
            given = " && ".join(f'set "{name}={value}"' for name, value in environ.items())
            run = f'cmd /d /c "{given} && {run}"'
        days = ",".join(WEEKDAYS[day].upper() for day in schedule.weekdays)
        when = ("/SC", "WEEKLY", "/D", days, "/ST", schedule.time)
        order("schtasks", "/Create", "/F", "/TN", NAME, *when, "/TR", run)

    def installed(self) -> Schedule | None:
        done = ask("schtasks", "/Query", "/TN", NAME, "/XML")
        if done.returncode:
            return None
        at = re.search(r"<StartBoundary>[^<T]*T(\d\d):(\d\d)", done.stdout)
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        days = tuple(n for n, name in enumerate(names) if re.search(rf"<{name}\s*/>", done.stdout))
        if at is None or not days:
            raise ToolRefusedError("schtasks", "the task is not one that ssi made")
        return Schedule(hour=int(at[1]), minute=int(at[2]), weekdays=days)

    def remove(self) -> bool:
        if ask("schtasks", "/Query", "/TN", NAME).returncode:
            return False
        order("schtasks", "/Delete", "/F", "/TN", NAME)
        return True


def schedulers(platform: str, home: Path) -> tuple[Scheduler, ...]:
    """Those of a system, the best one first."""
    if platform == "darwin":
        return (Launchd(home), Cron())
    if platform == "win32":
        return (Windows(),)
    return (Systemd(home), Cron())


BALLOON = (
    "Add-Type -AssemblyName System.Windows.Forms;"
    "$n = New-Object System.Windows.Forms.NotifyIcon;"
    "$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true;"
    "$n.ShowBalloonTip(10000, $env:SSI_TITLE, $env:SSI_TEXT, 'Info');"
    "Start-Sleep -Seconds 10; $n.Dispose()"
)
"""The words come by the environment: nothing that a person has written is ever run."""
SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def show(platform: str, title: str, text: str, environ: MutableMapping[str, str]) -> bool:
    """Show it on the desktop; False where there is none that takes it.

    `environ` is the process's own, in which the desktop's address may have to stand.
    """
    with suppress(ToolRefusedError):
        if platform == "darwin" and there("osascript"):
            lines = [word for line in SCRIPT for word in ("-e", line)]
            order("osascript", *lines, title, text)
            return True
        if platform == "win32" and there("powershell"):
            environ.update(SSI_TITLE=title, SSI_TEXT=text)
            order("powershell", "-NoProfile", "-NonInteractive", "-Command", BALLOON)
            return True
        if there("notify-send"):
            _find_desktop(environ)
            # Desktops take a few tags as markup
            order("notify-send", "--app-name=ssi-tui", "--", title, escape(text, quote=False))
            return True
    return False


def _find_desktop(environ: MutableMapping[str, str]) -> None:
    """Where the user's desktop listens; cron starts without knowing."""
    bus = Path(f"/run/user/{os.getuid()}/bus") if hasattr(os, "getuid") else None
    if "DBUS_SESSION_BUS_ADDRESS" not in environ and bus and bus.exists():
        environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
