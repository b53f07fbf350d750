"""What a coach keeps of a client beside the journal: notes of meetings, and whether it is over.

Both are settings of the profile, so that undo, backups and other machines know them as they are.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.model.terms import check_text
from ssi_tui.store import documents

if TYPE_CHECKING:
    from ssi_tui.model.journal import Done
    from ssi_tui.store.file_format import Content
    from ssi_tui.store.store import Store

ARCHIVED = "archived"
"""Key of the day on which the work with somebody ended; empty, or not there: it goes on."""
MEETING = "meeting "
"""Begins the key of a meeting's note; its day follows."""


def meetings(store: Store) -> dict[date, str]:
    """Day -> note of the meeting, oldest first: DamagedError."""
    return meetings_of(store.files.file(documents.NAME).storage.refresh())


def meetings_of(content: Content) -> dict[date, str]:
    """The same of a file that was read."""
    meetings = {}
    for row in content.table("settings").values():
        day = _day(row["key"].removeprefix(MEETING))
        if day and row["key"].startswith(MEETING) and row["value"]:
            meetings[day] = row["value"]
    return dict(sorted(meetings.items()))


def set_meeting(
    store: Store, day: date, text: str, *, by: str = "cli", change: int | None = None
) -> Done:
    """Keep the note of a meeting in place of what it was; an empty text takes it away."""
    check_text("note", text)
    head = store._recorder.head("meeting", "", day.isoformat(), "", by)
    document = {"key": f"{MEETING}{day.isoformat()}", "value": text.strip()}
    return store._recorder.fact("settings", "key", document, head, change)


def archived(store: Store) -> date | None:
    """The day on which it was archived; None: the work goes on.  DamagedError."""
    content = store.files.file(documents.NAME).storage.refresh()
    return _day(documents.setting(content, ARCHIVED))


def set_archived(
    store: Store, day: date | None, *, by: str = "cli", change: int | None = None
) -> Done:
    """Archive a profile, or bring it back: nothing of it is moved or lost."""
    text = day.isoformat() if day else ""
    head = store._recorder.head("archive", "", text, "", by)
    return store._recorder.fact("settings", "key", {"key": ARCHIVED, "value": text}, head, change)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # none, or by hand
        return None
