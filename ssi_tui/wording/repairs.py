"""What is wrong with a journal's files, what would mend it, and what a repair did."""

from collections.abc import Iterator

from ssi_tui.i18n import N_, _, ngettext

FINDINGS = {
    "damaged": N_("{file} is damaged: {detail}"),
    "newer": N_("{file} was written by a newer version of ssi-tui: {detail}"),
    "astray": N_("{file} has rows of another month"),
    "foreign": N_("{file} belongs to another profile"),
    "missing": N_("{file} is not there any more"),
    "old": N_("{file} is not what was written last: {detail} writes"),
    "ahead": N_("{file} has entries ahead of today: {detail}"),
    "unreadable": N_("{file} can't be read: {detail}"),
    "edited": N_("{file} was changed by hand, and reads well"),
    "counts": N_("{file} sums its own entries up wrongly"),
    "doubled": N_("{file} has an entry that another month has too"),
    "conflict": N_(
        "{file} is another computer's version of {detail}.json, left by a synced folder"
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
    return _(FINDINGS[code]).format(file=file, detail=_(detail or "–"))


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
