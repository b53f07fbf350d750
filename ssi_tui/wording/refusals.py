"""Why something was passed over or refused, in words that both front ends use."""

from ssi_tui.i18n import N_

PASSED_OVER = {
    "unknown-header": N_("a header that is not known"),
    "not-needed": N_("nothing for the journal"),
    "not-messages": N_("not your messages"),
    "no-direction": N_("nobody can tell who wrote them"),
    "duplicate": N_("the same file twice"),
    "empty": N_("empty"),
    "link": N_("a link"),
    "no-file": N_("no file"),
    "unreadable": N_("can't be read"),
    "damaged": N_("damaged"),
    "day-order": N_("its days could be months"),
    "unknown": N_("none of LinkedIn's files"),
    "sheet": N_("a spreadsheet"),
    "encrypted": N_("encrypted"),
    "bomb": N_("unpacks to far too much"),
    "overlap": N_("entries on top of each other"),
    "path": N_("an entry that points out of it"),
    "method": N_("packed in an unknown way"),
    "too-many": N_("too many entries"),
    "too-big": N_("too large"),
    "too-deep": N_("archives inside of archives"),
    "line": N_("a line without an end"),
    "not-found": N_("not there"),
}
"""Why a file of an archive was not read (`linkedin.report.FileReport`)."""


UNCOUNTED = {
    "repeated": N_("repeated"),
    "unclear-day": N_("whose day could be a month"),
    "unreadable-date": N_("with a date that can't be read"),
    "draft": N_("drafts"),
    "spam": N_("spam"),
    "sponsored": N_("sponsored"),
    "no-sender": N_("without a sender"),
    "received": N_("received"),
    "owner-unknown": N_("of nobody knows whom"),
    "note-of-request": N_("the note of a request"),
    "status": N_("not accepted"),
    "direction": N_("of unknown direction"),
    "article": N_("counted as articles"),
    "no-record": N_("no record"),
}
"""Why a record of a file was not counted (`linkedin.report.FileReport`)."""


SKIPPED_ROWS = {
    "no-day": N_("no day"),
    "to-come": N_("a day that is still to come"),
    "repeated": N_("a day that stands above with other counts"),
    "no-count": N_("no whole number"),
    "no-action": N_("no action of ours"),
    "no-score": N_("no score that can be"),
    "no-quote": N_("a quotation mark that is never closed"),
}
"""Why a row of another tracker's table was not taken (`trackers`)."""


PARTS = {
    "readings": N_("readings"),
    "notes": N_("notes"),
    "targets": N_("targets"),
    "stocks": N_("lasting things"),
    "facts": N_("what you say of yourself"),
    "rests": N_("planned rest"),
    "own_actions": N_("own actions"),
}
"""What an export holds beside entries (`merge.Portable`)."""


FAULTS = {
    "not-found": N_("{file}: there is no such file"),
    "unreadable": N_("{file} can't be read"),
    "too-big": N_("{file} is larger than a table of years can be"),
    "sheet": N_("{file} is a spreadsheet that can't be read; save it as xlsx or CSV"),
    "not-json": N_("{file} is not JSON"),
    "no-export": N_("{file} is no export of ssi-tui"),
    "newer": N_("{file} was written by a newer version of ssi-tui"),
    "record": N_("{file}: {place} makes no sense; nothing was imported"),
    "no-table": N_("{file} has no table with a heading and rows"),
    "no-dates": N_("{file} has no column of days"),
    "no-column": N_("{file} has no column “{value}”, but {place}"),
    "no-counts": N_("{file}: the column “{place}” holds no counts, but “{value}”"),
    "no-year": N_("{file}: its days have no year: “{value}”"),
    "nothing": N_("{file}: nothing beside its days could be understood"),
    "weeks": N_("{file} has weeks, not days: “{value}”"),
    "months": N_("{file} has months, not days: “{value}”"),
    "no-such-day": N_("{file}: “{value}” is in no calendar"),
    "all-to-come": N_("{file}: all of its days are still to come, for instance “{value}”"),
}
"""What is wrong with a table or an export (`csv_text.Fault`)."""


REFUSALS = {
    "not-found": N_("{file}: there is no such file or folder"),
    "unreadable": N_("{file} can't be read"),
    "unknown": N_("{file} is none of LinkedIn's archives, sheets or tables"),
    "sheet": N_("{file} is a spreadsheet; import it alone"),
    "damaged": N_("{file} is damaged; download it once more"),
    "encrypted": N_("{file} is encrypted; unpack it first"),
    "bomb": N_("{file} unpacks to far more than an archive can hold; nothing was read of it"),
    "overlap": N_("{file} has entries on top of each other, as no honest archive has"),
    "path": N_("{file} has an entry that points out of it, as no honest archive has"),
    "method": N_("{file} is packed in a way that LinkedIn does not use"),
    "too-many": N_("{file} has more entries than an archive can have"),
    "too-big": N_("{file} is larger than an archive can be"),
    "too-deep": N_("{file} holds archives inside of archives"),
    "line": N_("{file} has a line longer than anything that a person wrote"),
    "time-zones": N_("no time zones are known here: `pip install tzdata` brings them"),
    "no-days": N_("{file} has no run of days with numbers"),
    "day-order": N_("{file}: its days could be months; export a longer time"),
    "nothing-known": N_("nothing that the journal keeps was recognised in {file}"),
}
"""What is wrong with an archive or a sheet (`linkedin.Refusal`)."""


GAPS = {
    "nothing": N_("nothing of a score page is in this text"),
    "missing": N_("this text has only a part of the score"),
    "sum": N_("the four pillars of this text do not add up to its total"),
    "zeros": N_("this page shows zeros: it failed to load its numbers"),
    "several": N_("this text has more than one score"),
}
"""Why a pasted text is no reading (`linkedin.score_page.Gap`)."""
