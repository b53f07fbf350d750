"""What the parts of one call share: whose journal, which day it is, and how to answer."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ssi_tui import i18n, places
from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.terminal import is_terminal, say
from ssi_tui.disk import Disk
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.settings import (
    FIRST_PROFILE,
    language,
    load_settings,
    profile_folder,
    read_settings,
    today,
)
from ssi_tui.wording.actions import ACTIONS, match_action

if TYPE_CHECKING:
    from ssi_tui.chart.text import Row
    from ssi_tui.model.entries import Reading
    from ssi_tui.model.journal import Journal
    from ssi_tui.settings import Settings
    from ssi_tui.store import Store
    from ssi_tui.store.profiles import Profile

SCHEMA = 1
"""Of `--json`: keys are only ever added."""


class UnheardError(SsiError):
    """The answer could not be written; whatever the command was to change, it has changed."""

    def __init__(self, reason: str, *, saved: bool) -> None:
        self.reason, self.saved = reason, saved
        self.exit_code = 0 if saved else 1
        super().__init__(reason)


class Session:
    """One call of `ssi`; the shared options fill it while the command line is read."""

    def __init__(self, *, now: Callable[[], datetime] = datetime.now) -> None:
        self.now = now
        self.profile: str | None = None
        self.sample = False
        self.json = False
        self.plain = False
        self.no_color = False
        self.warnings: list[str] = []
        self._problem: SsiError | None = None
        self._puts_before = Disk.puts

    @cached_property
    def settings(self) -> "Settings":
        """The person's settings, read once."""
        settings, self._problem = read_settings()
        return settings

    @cached_property
    def today(self) -> date:
        """The local calendar day, which may begin some hours after midnight."""
        return today(self.settings, self.now())

    @cached_property
    def store(self) -> "Store":
        """The journal of the profile in use, or a copy of the sample that goes with the call."""
        if self.sample:
            import click

            from ssi_tui.exchange.sample import open_sample

            self.warn(_("A made-up journal: nothing in it is yours, and no change is kept."))
            root = click.get_current_context().find_root()
            return root.with_resource(open_sample(self.today))
        from ssi_tui.store import Store

        name = self.profile
        folder = self.settings.profile if name is None else self.profile_named(name).folder
        must_exist = folder != FIRST_PROFILE  # only the first profile is made by an entry
        return Store(profile_folder(folder), now=self.now, must_exist=must_exist)

    def journal(self, first: date | None = None, last: date | None = None) -> "Journal":
        """The journal from one day to another, with what its files have to say as remarks."""
        journal = self.store.read(first, last)
        self.warn_of(journal)
        return journal

    def journal_for_targets(self, day: date) -> "Journal":
        """As many days up to this one as the longest target looks back."""
        journal = self.journal(day - timedelta(days=7), day)
        days = max((target.days for target in journal.targets.values()), default=7)
        return journal if days <= 7 else self.journal(day - timedelta(days=days), day)

    def reading_before(self, day: date) -> "Reading | None":
        """The newest one of the days before."""
        return self.store.latest_reading(day - timedelta(days=1))

    def warn_of(self, journal: "Journal") -> None:
        """Pass on what the journal's files have to say."""
        for remark in journal.remarks:
            from ssi_tui.wording.errors import remark_text

            self.warn(remark_text(remark))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All that can be logged: LinkedIn's actions and the person's own, in use or archived."""
        return (*ACTIONS, *self.store.read(self.today, self.today).own_actions)

    def kind_named(self, text: str) -> str:
        """The action that a person means; LinkedIn's by their whole names need no journal."""
        return text if text in ACTIONS else match_action(text, self.kinds)

    def profile_named(self, name: str) -> "Profile":
        """The profile of that name; the first one is there before anything is in it."""
        from ssi_tui.store.profiles import Profile, find_profile, list_profiles

        if name == FIRST_PROFILE and all(profile.folder != name for profile in list_profiles()):
            return Profile(name, name)
        return find_profile(name)

    def speak(self) -> None:
        """Take the language of the settings, else that of the system."""
        i18n.use(language(self.settings))
        if self._problem:
            from ssi_tui.wording.errors import settings_text

            self.warn(settings_text(self._problem))

    def finish_deletions(self) -> None:
        """End the deletions that were stopped, and say so; the day's entry does not wait for it."""
        if not places.deletion_waits():
            return
        from ssi_tui.sync.deletion import finish  # the store, and only after a killed deletion
        from ssi_tui.wording.files import finished_text, unfinished_text

        try:
            for folder, gone in finish():
                self.warn(finished_text(folder, gone.files))
                self.forget_settings()  # it may have been the one in use
        except SsiError as error:
            self.warn(unfinished_text(error))

    def forget_settings(self) -> None:
        """They are read anew when they are asked for again."""
        self.__dict__.pop("settings", None)

    def warn(self, text: str) -> None:
        """A remark that goes with the answer: on stderr, or in the envelope of `--json`."""
        if text not in self.warnings:
            self.warnings.append(text)

    def coloured(self, rows: Iterable["Row"]) -> list[str]:
        """The rows as text, in the colours that the terminal has and its person wants."""
        from ssi_tui.chart.palette import (  # 3 ms
            PALETTES,
            Depth,
            colour_depth,
            ground_is_light,
            to_ansi,
        )

        depth = Depth.NONE
        if not self.no_color:
            depth = colour_depth(os.environ, is_terminal=is_terminal(sys.stdout))
        theme = self.settings.theme
        if theme == "dark" and ground_is_light(os.environ):
            theme = "light"
        return to_ansi(rows, PALETTES[theme], depth)

    def answer(
        self,
        data: Mapping[str, object],
        lines: Iterable[str] = (),
        records: Iterable[Sequence[object] | Mapping[str, object]] | None = None,
        *,
        simulated: bool = False,
    ) -> None:
        """Print one answer in the form that was asked for; the other forms are not even read.

        Args:
            data: for `--json`: plain values and days.
            lines: for people.
            records: for `--plain`, one a line, fields parted by tabs; else the lines.
        """
        if self.json:
            lines = [self.as_json("data", data, simulated=simulated)]
        elif self.plain and records is not None:
            lines = map(_record, records)
        text = "".join(f"{line}\n" for line in lines)
        try:
            if text:
                say(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            silence_stdout()
            raise UnheardError(error.strerror or str(error), saved=self.saved) from error
        if not self.json:
            self.tell_warnings()

    def as_json(self, key: str, content: object, *, simulated: bool = False) -> str:
        """An answer, ``data``, or an ``error`` in the envelope of `--json`."""
        import json

        envelope = {
            "schema": SCHEMA,
            "ok": key == "data",
            "simulated": simulated,
            key: content,
            "warnings": self.warnings,
        }
        return json.dumps(envelope, default=date.isoformat)

    def one_answer(self, places: Iterable[str], *, other: bool = False) -> None:
        """Refuse to write more than one of these files, and the answer, to stdout."""
        if [*places].count("-") + (self.json or self.plain or other) > 1:
            import click

            raise click.UsageError(_("Only one answer can go to stdout: give the others files."))

    @property
    def saved(self) -> bool:
        """Whether this call has put something on the disk that stays."""
        return Disk.puts > self._puts_before and not self.sample

    def keep_status(self) -> None:
        """After a change of the settings: bring what `ssi status` says up to date with them."""
        from ssi_tui.store import Store

        settings = load_settings()
        i18n.use(language(settings))
        Store(profile_folder(settings.profile), now=self.now).keep_status()

    def tell_warnings(self) -> None:
        """The remarks, one a line, on stderr."""
        if self.warnings:
            from ssi_tui.chart.text import wrap
            from ssi_tui.cli.shared.terminal import size

            with suppress(OSError):  # nobody to tell
                for text in self.warnings:
                    lines = wrap(plain(text), size()[0], whole=True)
                    say("".join(f"{line}\n" for line in lines), error=True)

    def types_again(self, question: str, name: str) -> bool:
        """Ask for a name to be typed, whole, so that no slip of a finger deletes what it names."""
        import click

        _need_somebody()
        typed: str = click.prompt(plain(question), default="", show_default=False, err=True)
        return typed.strip() == name

    def confirm(self, question: str) -> bool:
        """Ask on a terminal; elsewhere nobody could answer, and `--yes` is asked for."""
        import click

        _need_somebody()
        return click.confirm(plain(question), err=True)


def _need_somebody() -> None:
    import click

    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise click.UsageError(_("Nobody to ask here: --yes says that you mean it."))


def silence_stdout() -> None:
    """Nothing more goes there: what is left in its buffer would fail once more at the end."""
    with suppress(OSError):  # a test's stream has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _record(record: "Sequence[object] | Mapping[str, object]") -> str:
    fields = record.values() if isinstance(record, Mapping) else record
    return "\t".join("" if field is None else plain(str(field)) for field in fields)
