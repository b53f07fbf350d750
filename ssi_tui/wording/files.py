"""What is said of a journal's files: faults, repairs, exchanges with other machines, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, NN_, _, ngettext
from ssi_tui.wording.errors import system_reason, worded
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssi_tui.errors import SsiError

FINDINGS = {
    "damaged": N_("{file} is damaged: {detail}"),
    "newer": N_("{file} was written by a newer version of ssi-tui: {detail}"),
    "astray": N_("{file} has rows of another month"),
    "foreign": N_("{file} belongs to another profile"),
    "missing": N_("{file} is not there any more"),
    "old": N_("{file} is not what was written last: {detail} writes"),
    "ahead": N_("{file} has entries ahead of today: {detail}"),
    "unreadable": N_("{file} can’t be read: {detail}"),
    "edited": N_("{file} was changed by hand, and reads well"),
    "counts": N_("{file} sums its own entries up wrongly"),
    "doubled": N_("{file} has an entry that another month has too"),
    "conflict": N_(
        "{file} is another computer’s version of {detail}.json, left by a synced folder"
    ),
    "unfinished": N_("{file}: a program was stopped between two files"),
    "half": N_(
        "{file}: an import was stopped before {detail}; the same import again adds the rest, and "
        "one undo takes back both"
    ),
    "leftover": N_("{file} was left by a program that was stopped; nothing depends on it"),
    "open": N_("{file} can be read by others on this computer ({detail})"),
    "damaged-copy": N_("the copy {file} is damaged: {detail}"),
    "no-copy": N_("no copy of the journal is newer than its entries"),
}
"""`store.doctor.Finding.code` → what it says."""

FIXES = {
    "recover": N_("bring it back from the newest copy and from what it still says"),
    "recall": N_("bring back from a copy what is not in it"),
    "accept": N_("take it as it is: no copy has more"),
    "reopen": N_("let you read it again, or bring it back from the newest copy"),
    "number": N_("make it anew from the other files"),
    "rewrite": N_("write it anew as it is"),
    "drop": N_("keep it in the month that had the last word"),
    "merge": N_("take in what only that version has, and keep the file aside"),
    "finish": N_("finish what was begun"),
    "settle": N_("take what was imported as all of it"),
    "remove": N_("remove it"),
    "close": N_("let only you read it"),
    "copy": N_("make a copy"),
}
"""`store.doctor.Finding.fix` → what would be done."""


def finding_text(code: str, file: str, detail: str) -> str:
    """What is wrong, in a sentence."""
    return _(FINDINGS[code]).format(file=file, detail=system_reason(detail) or "–")


def fix_text(fix: str) -> str:
    """What a repair would do about it."""
    return _("would {fix}").format(fix=_(FIXES[fix]))


def mended_lines(kept: int, moved: int, set_aside: int, brought_back: int) -> Iterator[str]:
    """How many rows a repair kept, moved, set aside and brought back; nothing where none."""
    if kept or moved or set_aside:
        form = _("{kept} rows kept, {moved} moved to their month, {aside} only set aside")
        yield form.format(kept=kept, moved=moved, aside=set_aside)
    if brought_back:
        form = ngettext(
            "{n} row brought back from a copy", "{n} rows brought back from a copy", brought_back
        )
        yield form.format(n=brought_back)


def exchange_words(taken: int, removed: int, sent: int) -> str:
    """What came, what went."""
    if not taken and not removed and not sent:
        return _("Nothing new on either side.")
    form = _("Taken in: {taken}, removed: {removed}, sent: {sent}.")
    return form.format(taken=taken, removed=removed, sent=sent)


def machines_met(machines: int) -> str:
    """How many others have been in the folder."""
    met = ngettext("{n} other machine", "{n} other machines", machines)
    return met.format(n=machines)


_HELD = {
    "entries": NN_("{n} entry", "{n} entries"),
    "readings": NN_("{n} reading", "{n} readings"),
    "notes": NN_("{n} note", "{n} notes"),
    "backups": NN_("{n} backup", "{n} backups"),
    "changes": NN_("{n} change for undo", "{n} changes for undo"),
    "unread": NN_("{n} file that can’t be read", "{n} files that can’t be read"),
}
"""What a profile holds, as `sync.deletion` counts it."""


def _counted(held: Mapping[str, int], *names: str) -> str:
    return ", ".join(ngettext(*_HELD[name], held[name]).format(n=held[name]) for name in names)


def held_short(held: Mapping[str, int]) -> str:
    """The two that one would miss most, for a line of a form."""
    return _counted(held, "entries", "backups")


def held_text(held: Mapping[str, int]) -> str:
    """All that there is: "312 entries, 12 readings, 4 notes, 9 backups, 41 changes for undo"."""
    unread = ("unread",) if held["unread"] else ()
    return _counted(held, "entries", "readings", "notes", "backups", "changes", *unread)


def deleted_text(name: str, held: Mapping[str, int], files: int, size: int) -> str:
    """What was removed."""
    form = ngettext(
        "Deleted {name} for good: {what}; {n} file of {size} kB.",
        "Deleted {name} for good: {what}; {n} files of {size} kB.",
        files,
    )
    kilobytes = format_number(max(1, round(size / 1000)))
    return form.format(name=name, what=held_text(held), n=files, size=kilobytes)


def shared_lines(shared: int, left: Iterable[tuple[str, int]]) -> list[str]:
    """What became of the folders by which it was exchanged."""
    lines = []
    if shared:
        form = ngettext(
            "{n} file of this machine was removed from a shared folder too.",
            "{n} files of this machine were removed from shared folders too.",
            shared,
        )
        lines.append(form.format(n=shared))
    for folder, files in left:
        if files:
            form = ngettext(
                "{n} file of other machines is still in {folder}: delete there too.",
                "{n} files of other machines are still in {folder}: delete there too.",
                files,
            )
            lines.append(form.format(n=files, folder=folder))
        else:
            text = _("The shared folder {folder} could not be looked into: see to it yourself.")
            lines.append(text.format(folder=folder))
    return lines


def finished_text(folder: str, files: int) -> str:
    """What the start after a killed deletion says."""
    form = ngettext(
        "The deletion of {folder}, which was stopped, is finished: {n} file was still there.",
        "The deletion of {folder}, which was stopped, is finished: {n} files were still there.",
        files,
    )
    return form.format(folder=folder, n=files)


def unfinished_text(error: SsiError) -> str:
    """Where it could not be finished either."""
    return _("A deletion could not be finished: {what}").format(what=worded(error).whole)
