"""`ssi backup`, `ssi doctor` and `ssi sync`: copies of the journal, its damage, other machines."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.shared.command import Group, command, yes_option
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import table
from ssi_tui.errors import NotFoundError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.settings import choose
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.files import exchange_words, finding_text, fix_text, machines_met, mended_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.store.backups import Backup
    from ssi_tui.store.doctor import Finding, Mended

ILL = 5
"""Exit code of `ssi doctor` while something is wrong, as with a file that can't be read."""

_WHY = {
    "daily": N_("the first entry of the day"),
    "asked": N_("asked for"),
    "restore": N_("before another was put in place"),
}


@click.group(
    "backup",
    cls=Group,
    invoke_without_command=True,
    help=N_("Keep a copy of the journal now. One is kept on every day with an entry anyway."),
)
@click.pass_context
def backup_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.ensure_object(Session)
    backup = session.store.back_up()
    if backup is None:
        session.answer({"backup": None}, [_("Nothing to copy yet.")], [])
        return
    said = _("Kept a copy: {id}. `ssi backup restore {id}` puts it in place.").format(id=backup.id)
    session.answer({"backup": _data(backup)}, [said], [(backup.id,)])


@backup_command.part("list", N_("List the copies, newest first."))
def list_command(session: Session) -> None:
    copies = session.store.backups()
    data = [_data(copy) for copy in copies]
    lines = [_("No copy yet: the first is made with the first entry of the next day.")]
    if copies:
        lines = table([_row(session, copy) for copy in copies], "<<>><")
    session.answer({"backups": data}, lines, data)


@backup_command.part(
    "restore", N_("Put a copy in place of the journal; what it replaces is kept as a copy.")
)
@click.argument("name", metavar=N_("ID"))
@yes_option
def restore_command(session: Session, name: str, yes: bool) -> None:
    question = _("Put the copy {id} in place of all that is logged now?").format(id=name)
    if not yes and not session.confirm(question):
        session.answer({"restored": None}, [_("Nothing was changed.")], [])
        return
    done = session.store.restore(name)
    lines = [_("The journal is that of the copy {id} now.").format(id=done.backup)]
    if done.replaced:
        form = _("What was there before is kept: `ssi backup restore {id}` brings it back.")
        lines.append(form.format(id=done.replaced.id))
    for file in done.left:
        form = _("{file} is damaged in that copy: the one in use was left as it is.")
        session.warn(form.format(file=file))
    replaced = done.replaced and done.replaced.id
    data = {"restored": done.backup, "replaced": replaced, "left": done.left}
    session.answer(data, lines, [(done.backup, replaced)])


def _row(session: Session, copy: "Backup") -> list[str]:
    at = f"{format_day(copy.at.date(), session.today)} {copy.at:%H:%M}"
    files = ngettext("{n} file", "{n} files", copy.files).format(n=copy.files)
    if not copy.files:
        files = _("damaged")
    size = _("{n} kB").format(n=-(-copy.size // 1000))
    return [copy.id, at, files, size, _(_WHY.get(copy.why, copy.why))]


def _data(copy: "Backup") -> dict[str, object]:
    return copy._asdict() | {"at": copy.at.isoformat(timespec="seconds")}


@command(
    "doctor",
    N_(
        "Look at every file of the journal and say what is wrong; exit code 5 if anything is. It "
        "changes nothing without --repair."
    ),
)
@click.option("--repair", "mend", is_flag=True, help=N_("Do what it proposes."))
def doctor_command(session: Session, mend: bool) -> None:
    from ssi_tui.store.doctor import examine, repair

    folder = session.store.folder
    findings = examine(folder, now=session.now)
    mended = repair(findings, now=session.now) if mend and findings else ()
    left = examine(folder, now=session.now) if mended else findings
    ill = [_finding_data(finding) for finding in left]
    data = {
        "folder": folder,
        "found": [_finding_data(finding) for finding in findings],
        "mended": [_finding_data(done.finding) | done.rows._asdict() for done in mended],
        "left": ill,
    }
    session.answer(data, _told(folder, mended, left), ill)
    if left:
        click.get_current_context().exit(ILL)


def _told(
    folder: str, mended: "tuple[Mended, ...]", left: "tuple[Finding, ...]"
) -> "Iterator[str]":
    """What was done, what is wrong still, and what would be done about it."""
    for done in mended:
        yield f"{_('Mended')}: {_finding(done.finding)}"
        counts = mended_lines(*done.rows)
        yield from (f"  {line}" for line in counts)
    for finding in left:
        yield _finding(finding)
        if finding.fix:
            yield "  " + fix_text(finding.fix)
    if not left:
        yield _("All is well in {folder}.").format(folder=folder)
    elif any(finding.fix for finding in left):
        yield from ("", _("`ssi doctor --repair` does that; what it changes is kept aside."))


def _finding(finding: "Finding") -> str:
    return finding_text(finding.code, finding.file or finding.folder, finding.detail)


def _finding_data(finding: "Finding") -> dict[str, object]:
    return {name: value for name, value in finding._asdict().items() if name != "folder"}


@command(
    "sync",
    N_(
        "Exchange the journal with your other machines by way of a folder that Syncthing, Dropbox, "
        "a network drive or a stick carries around. All that was logged anywhere is then on all of "
        "them, once; the later change wins, and undo takes back what was done here."
    ),
)
@click.argument("folder", metavar=N_("[FOLDER]"), required=False)
@click.option(
    "--always",
    is_flag=True,
    help=N_("Let the app exchange with this folder by itself from now on."),
)
def sync_command(session: Session, folder: str | None, always: bool) -> None:
    from ssi_tui.sync import sync

    if session.sample:
        raise click.UsageError(_("The made-up journal stays where it is."))
    place = str(Path(folder).expanduser().absolute()) if folder else session.settings.sync
    if not place:
        raise click.UsageError(_("Which folder? `ssi sync FOLDER --always` has it remembered."))
    if not Path(place).is_dir():
        raise NotFoundError("folder", place)
    done = sync(session.store, place)
    for name in done.unread:
        text = _("{file} has not arrived whole, or is none of ours: nothing of it was taken.")
        session.warn(text.format(file=name))
    words = exchange_words(done.taken, done.removed, done.sent)
    lines = [f"{words} ({machines_met(done.machines)})"]
    if always:
        choose(sync=place)
        lines.append(
            _("The app does this by itself from now on; `ssi config set sync off` ends it.")
        )
    by_itself = always or session.settings.sync == place
    data = {"folder": place, **asdict(done), "always": by_itself}
    session.answer(data, lines, [(done.taken, done.removed, done.sent, done.machines)])
    if always:
        session.keep_status()
