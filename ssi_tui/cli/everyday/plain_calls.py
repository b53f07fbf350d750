"""`ssi log comment 3 -d yesterday`, `ssi week`: calls of every day, without click, half their time.

What is not as plain as that (another option, an own action, a beginning, a slip) is the command's.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ssi_tui.cli.shared.progress_line import progress_data, progress_on, state_line
from ssi_tui.cli.shared.session import Session, silence_stdout
from ssi_tui.i18n import _
from ssi_tui.model.terms import short
from ssi_tui.wording.actions import ACTIONS, action_name
from ssi_tui.wording.dates import format_day, parse_day

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.journal import Done

DIGITS = 3
"""More are seldom meant, and never wrong where all are digits."""


def run(words: Sequence[str]) -> int | None:
    """Do it, and answer the exit code; None: nothing was done, the command is to read the words."""
    call = _call(words)
    if call is None or "_SSI_COMPLETE" in os.environ:
        return None
    session = Session()
    try:
        session.speak()
        session.finish_deletions()
        call(session)
    except KeyboardInterrupt:
        raise
    except BrokenPipeError:
        silence_stdout()
    except Exception as error:  # noqa: BLE001 - as the command ends
        from ssi_tui.cli.shared.errors import report

        return report(session, error)
    return 0


def _call(words: Sequence[str]) -> "Callable[[Session], None] | None":
    """What the words ask for."""
    if len(words) == 1 and words[0] in ("week", "month", "year"):
        from ssi_tui.cli.everyday.looking_back import show

        return lambda session: show(session, words[0], session.today)
    return _log_call(words[1:]) if words[:1] == ["log"] else None


def _log_call(words: Sequence[str]) -> "Callable[[Session], None] | None":
    when = None
    if words[1:] and words[-2] in ("-d", "--day") and not words[-1].startswith("--"):
        words, when = words[:-2], words[-1]
    kind, number = (*words, "1")[:2] if words else ("", "")
    plain_count = number.isascii() and number.isdigit() and len(number) <= DIGITS and int(number)
    if len(words) > 2 or kind not in ACTIONS or not plain_count:
        return None

    def log(session: Session) -> None:
        today = session.today
        day = today if when is None else parse_day(when, today, latest=today)
        done = session.store.log(kind, day, int(number))
        answer(session, done, _("Logged {count} {action} for {day}"), kind, day, int(number))

    return log


def answer(session: Session, done: "Done", form: str, kind: str, day: "date", count: int) -> None:
    """Echo what is on the disk, the day and the new state."""
    session.warn_of(done.journal)
    said = form.format(
        count=count, action=action_name(kind, count), day=format_day(day, session.today)
    )
    row = progress_on(session, done.journal, kind, day)
    now = done.journal.count(kind, day)
    data = {
        "changed": done.change is not None,
        "id": None if done.entry is None else short(done.entry),  # for `ssi edit` and `ssi rm`
        "action": kind,
        "day": day,
        "count": now,
        "progress": row and progress_data(row),
    }
    lines = [said, state_line(session, done.journal, kind, day)]
    session.answer(data, lines, [(kind, day, now)])
