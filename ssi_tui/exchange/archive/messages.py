"""Which messages the owner sent: the table has no direction, and holds more than messages."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from ssi_tui.exchange.archive.headers import Header
from ssi_tui.exchange.archive.moments import parse_moment
from ssi_tui.exchange.archive.people import Key, People, name_key, text_key, url_key

YES = ("yes", "true", "1")
SPONSORED = "sponsored conversation"
COLUMNS = (
    "conversationtitle",
    "from",
    "senderprofileurl",
    "to",
    "recipientprofileurls",
    "date",
    "content",
    "folder",
    "ismessagedraft",
    "isconversationdraft",
)


class Sent:
    """The owner's messages, by one way of knowing the owner."""

    def __init__(self) -> None:
        self._days: Counter[date] = Counter()
        self._notes: dict[tuple[Key, Key], list[date]] = {}
        self.number = 0

    def add(self, day: date, note: tuple[Key, Key] | None) -> None:
        """Take one message in; `note`: text and receiver, where they are those of a request."""
        self.number += 1
        if note is None:
            self._days[day] += 1
        else:
            self._notes.setdefault(note, []).append(day)

    def settle(self, sent: Counter[date]) -> int:
        """Count all but the first message of each note; answers how many notes there were."""
        for days in self._notes.values():
            self._days.update(sorted(days)[1:])
        sent.update(self._days)
        return len(self._notes)


def count_messages(
    header: Header,
    rows: Iterable[Sequence[str]],
    people: People,
    day: Callable[[datetime], date],
    sent: Counter[date],
    skipped: Counter[str],
) -> None:
    """Add the messages that the owner sent, leaving out drafts, spam, adverts and notes.

    The owner is known by the address where one of the messages has it, else by name.
    """
    owner_url, owner_names = people.owner_url, people.owner_name
    places = [header.column(name) for name in COLUMNS]
    last = max((place for place in places if place is not None), default=0)
    by_address, by_name = Sent(), Sent()
    addressed, messages = False, 0
    for row in rows:
        padded = row if len(row) > last else [*row, *[""] * (last + 1 - len(row))]
        title, sender, url, to, to_urls, when, content, folder, draft, unfinished = (
            "" if place is None else padded[place] for place in places
        )
        reason = _not_a_message(title, sender + url, folder, draft, unfinished)
        if reason:
            skipped[reason] += 1
            continue
        messages += 1
        address = url_key(url)
        ours = address is not None and address == owner_url
        named = name_key(sender) in owner_names
        moment = parse_moment(when) if ours or named else None
        if moment is not None:
            note = _note(people, content, to, to_urls)
            addressed = addressed or ours
            if ours or (named and address is None):
                by_address.add(day(moment), note)
            if named:
                by_name.add(day(moment), note)
        elif ours or named:
            skipped["unreadable-date"] += 1
            messages -= 1
    chosen = by_address if addressed else by_name
    known = owner_url is not None or bool(owner_names)
    skipped["received" if known else "owner-unknown"] += messages - chosen.number
    skipped["note-of-request"] += chosen.settle(sent)


def _not_a_message(title: str, sender: str, folder: str, draft: str, unfinished: str) -> str:
    """Why a row is no message, or an empty text."""
    if draft.strip().casefold() in YES or unfinished.strip().casefold() in YES:
        return "draft"
    if folder.strip().upper() == "SPAM":
        return "spam"
    if title.strip().casefold() == SPONSORED:
        return "sponsored"
    return "" if sender.strip() else "no-sender"


def _note(people: People, content: str, to: str, to_urls: str) -> tuple[Key, Key] | None:
    """Text and receiver, where the message is word for word what a request to them said."""
    text = text_key(content)
    receivers = people.notes.get(text) if text is not None else None
    if text is None or not receivers:
        return None
    for key in (url_key(to_urls.split(",")[0]), name_key(to)):
        if key in receivers and key is not None:
            return text, key
    return None
