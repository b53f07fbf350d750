"""The manifest of a profile: which files it has, how far each was written, and its counter.

``.manifest`` lies beside the months.  It names the profile and this machine by random ids, counts
the changes (their order comes from here, never from a clock), and keeps a line for each file:
its generation and checksum, the newest change in it, and what is known to be lost of it.  A file
that is missing, was put back from an older day or comes from another profile does not fit its line.

It is renamed into place between a file and the sync of the folder, so a write costs no further
sync.  The counter stands in the lock file too, written before: where the two differ a program was
stopped, the power failed or one of them was put back, and all files are looked at once.

**Two machines.**  What a merge of two profiles needs is here already: entries and changes have
random ids; `counter` is a Lamport clock (a merge takes the greater, so that what is done next is
newer than all of both); changes of one order are told apart by their ids, alike on both sides;
``revisions`` in each file keeps, for every document that was edited or removed, the order of the
last edit and its table, also after the change itself is forgotten: a revision without a document
is a deletion.  Of two versions of a document the one with the greater order wins (none: 0), a
document before a deletion of the same order.  Of two records of one change the one with the
greater ``turned`` says whether it is taken back.  An entry that was moved to another month is a
deletion in the old one and, without a revision, a document in the new one.  `recovery.union` does
all this for two versions of one file.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.disk import NOTE_SIZE
from ssi_tui.store.file_format import EMPTY, HEAD_SIZE, ORIGIN, Content, head_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssi_tui.disk import Disk, Lock, Stamp
MANIFEST_NAME = ".manifest"
MANIFEST_TEMPORARY = ".manifest.tmp"
ABSENT = "00000000"
"""Stands for the checksum of a file that is not there."""
_START = b'{"manifest":1,"profile":"%s","machine":"%s","counter":%20d,"crc32":"'
_FILES = b'","files":{\n'
_END = b"}}\n"
_LINE = b'"%s":{"generation":%12d,"crc32":"%s","order":%20d,"lost":%12d}'
_LINE_SIZE = len(_LINE % (b"2026-11", 1, ABSENT.encode(), 1, 1))
"""Every line is as long: all names have seven letters, ``profile`` too."""
_START_SIZE = len(_START % (bytes(12), bytes(12), 1))
_ORDERS = rb'"(?:order|undone|turned)":(\d{1,19})\b'
_ORIGIN = rb'"%s":\{"1":\{"profile":"([0-9a-f]{12})"' % ORIGIN.encode()


class FileLine(NamedTuple):
    """What is known of one file."""

    generation: int
    """Of the last write; 0 where the file is not there."""
    crc: str
    """As the file's own head says it."""
    order: int
    """Of the newest change, or undoing, that the file records."""
    lost: int = 0
    """The generation that was written and is not there any more; 0 where nothing is missing."""

    @property
    def last(self) -> int:
        """The newest generation that was written, there or not."""
        return max(self.lost, self.generation)


class Manifest(NamedTuple):
    """One state of the manifest."""

    profile: str
    """Twelve hexadecimal digits, random; every file of the profile carries them."""
    machine: str
    """Likewise, of the computer on which the manifest was first made."""
    counter: int
    """The order of the newest change of all."""
    body: bytes = b""

    def line(self, name: str) -> FileLine | None:
        """The line of a file, ``2026-11`` or ``profile``."""
        start = self.body.find(b'"%s":{' % name.encode())
        if start < 0:
            return None
        fields = json.loads(self.body[start + len(name) + 3 : start + _LINE_SIZE])
        return FileLine(fields["generation"], fields["crc32"], fields["order"], fields["lost"])

    def names(self) -> list[str]:
        """The files that have a line, in the order of their first writing."""
        size = _LINE_SIZE + 2
        return [
            self.body[place + 1 : place + 8].decode() for place in range(0, len(self.body), size)
        ]

    def lines(self, last: str) -> list[str]:
        """What is known of the months up to one, each as it stands here."""
        lines = self.body.decode().split(",\n") if self.body else []
        return sorted(line for line in lines if line[1:8] <= last)

    def put(self, name: str, line: FileLine, counter: int = 0) -> Manifest:
        """Another manifest, with this line."""
        text = _LINE % (name.encode(), line.generation, line.crc.encode(), line.order, line.lost)
        start = self.body.find(b'"%s":{' % name.encode())
        if start < 0:
            body = b",\n".join((self.body, text)) if self.body else text
        else:
            body = self.body[:start] + text + self.body[start + _LINE_SIZE :]
        return self._replace(body=body, counter=max(self.counter, counter))

    def encode(self) -> bytes:
        """The bytes of the file."""
        start = _START % (self.profile.encode(), self.machine.encode(), self.counter)
        rest = _FILES + self.body + _END
        return b"%s%08x%s" % (start, zlib.crc32(rest, zlib.crc32(start)), rest)


def decode(data: bytes) -> Manifest | None:
    """The manifest in these bytes; None where they are none, or not as they were written."""
    start, rest = data[:_START_SIZE], data[_START_SIZE + 8 :]
    if data[_START_SIZE : _START_SIZE + 8] != b"%08x" % zlib.crc32(rest, zlib.crc32(start)):
        return None
    try:
        head = json.loads(start + b'"}')
        manifest = Manifest(head["profile"], head["machine"], head["counter"])
        body = rest[len(_FILES) : -len(_END)]
    except (ValueError, KeyError, TypeError):
        return None
    return manifest._replace(body=body) if manifest.encode()[:_START_SIZE] == start else None


def misfit(line: FileLine | None, content: Content) -> str:
    """``missing``, ``old`` (or another than the one that was written), or empty: it fits."""
    if line is None or not (line.generation or line.lost):
        return ""
    if content.generation == 0:
        return "missing"
    newer = content.generation > line.generation and content.origin
    same = content.generation == line.generation
    same = same and (content.crc == line.crc or content.edited is not None)
    return "old" if line.lost or not (newer or same) else ""


def random_id() -> str:
    """Twelve hexadecimal digits."""
    return os.urandom(6).hex()


class ManifestKeeper:
    """The manifest of one folder: read by anyone, written under the folder's lock."""

    def __init__(
        self, folder: str, disk: Disk, lock: Lock, names: Callable[[], Iterable[str]]
    ) -> None:
        self._folder, self._disk, self._lock, self._names = folder, disk, lock, names
        self._path = os.path.join(folder, MANIFEST_NAME)
        self._seen: tuple[Stamp, Manifest] | None = None

    def peek(self) -> Manifest | None:
        """As it lies on the disk; None where there is none, or none that can be read."""
        with suppress(OSError):
            return self._read()
        return None

    def _read(self) -> Manifest | None:
        stamp = self._disk.stamp(self._path)
        if self._seen and stamp == self._seen[0]:
            return self._seen[1]
        file = self._disk.read(self._path) if stamp else None
        manifest = decode(file[0]) if file else None
        self._seen = (file[1], manifest) if file and manifest else None
        return manifest

    def is_foreign(self, profile: str) -> bool:
        """Whether a file with that profile in it belongs to another one.

        Where the two disagree it may be the manifest that is another's: then it does not fit the
        number in the lock file, and no file is of its profile.
        """
        manifest = self.peek()
        if manifest is None or manifest.profile == profile:
            return False
        with suppress(OSError, ValueError):
            if int(self._disk.head(self._lock.path, NOTE_SIZE)) == manifest.counter:
                return True
        return manifest.profile in map(self._origin, (*self._names(), "profile"))

    def current(self) -> Manifest:
        """Under the lock: one that knows of all that was written.

        OSError where it can't be read: that is not the same as not there.
        """
        manifest = self._read()
        if manifest is None or self._lock.note() != manifest.counter:
            if manifest:
                origins = {self._origin(name) for name in (*self._names(), "profile")} - {""}
                if origins and manifest.profile not in origins:
                    manifest = None  # put here from another profile
            manifest = self._look_at_all(manifest)
            self._lock.set_note(manifest.counter)
            self._write(manifest)
        return manifest

    def prepare(self, order: int) -> None:
        """Before a file is put in place: whoever comes after a stop here looks at all files."""
        manifest = self.current()
        self._lock.set_note(max(manifest.counter, order))

    def commit(
        self, name: str, before: Content, after: Content, order: int, *, accept: bool
    ) -> None:
        """A file is in place.  `accept`: what was lost of it is mended, or given up.

        What the disk refuses here is made good by the next write.
        """
        manifest = self.peek()
        if manifest is None:
            return
        line, lost = manifest.line(name), 0
        if line and not accept:
            lost = line.last if misfit(line, before) else line.lost
        line = FileLine(after.generation, after.crc, order, lost)
        self._write(manifest.put(name, line, order))

    def accept(self, name: str) -> None:
        """Under the lock: take a file, or its absence, as it is."""
        content, order = self._look_at(name)
        if content is not None:
            line = FileLine(content.generation, content.crc or ABSENT, order)
            self._write(self.current().put(name, line))

    def renew(self) -> None:
        """Under the lock: take all files as they are, after they were put in place of others."""
        known = self.peek()
        manifest = self._look_at_all(None, known.counter if known else 0, whole=True)
        if known:
            manifest = manifest._replace(machine=known.machine)
        self._lock.set_note(manifest.counter)
        self._write(manifest)

    def _write(self, manifest: Manifest) -> None:
        temporary = os.path.join(self._folder, MANIFEST_TEMPORARY)
        self._seen = None
        with suppress(OSError):
            stamp = self._disk.put_at_once(self._path, manifest.encode(), temporary)
            self._seen = (stamp, manifest)

    def _look_at_all(
        self, known: Manifest | None, counter: int = 0, *, whole: bool = False
    ) -> Manifest:
        """The manifest that fits the files; what is known of lost ones stays known.

        OSError where a file can't be read, if all are needed (`whole`) to say whose they are.
        """
        names = {*self._names(), "profile", *(known.names() if known else ())}
        origins: list[str] = []
        lines: dict[str, FileLine] = {}
        unread: OSError | None = None
        for name in sorted(names, reverse=True):  # profile.json first
            line = known.line(name) if known else None
            try:
                content, order = self._look_at(name)
            except OSError as error:
                content, order, unread = None, 0, error
            if content is None:  # can't be read: what is known of it stays
                line = line or FileLine(0, ABSENT, 0)
                lines[name] = line._replace(order=max(line.order, order))
                continue
            lost = line.lost if line else 0
            if line and misfit(line, content):
                lost = line.last
            lines[name] = FileLine(content.generation, content.crc or ABSENT, order, lost)
            if content.origin:
                origins.append(content.origin["profile"])
        whose = max(dict.fromkeys(origins), key=origins.count, default="")
        if unread and known is None and (whole or not whose):
            raise unread
        manifest = Manifest(
            known.profile if known else whose or random_id(),
            known.machine if known else random_id(),
            max(counter, known.counter if known else 0),
        )
        for name, line in lines.items():
            if line != (0, ABSENT, 0, 0):
                manifest = manifest.put(name, line, line.order)
        return manifest

    def _origin(self, name: str) -> str:
        content = None
        with suppress(OSError):
            content, _ = self._look_at(name)
        return content.origin.get("profile", "") if content else ""

    def _look_at(self, name: str) -> tuple[Content | None, int]:
        """Head and origin of a file (EMPTY: not there, None: damaged), and its newest order."""
        file = self._disk.read(os.path.join(self._folder, f"{name}.json"))
        if file is None:
            return EMPTY, 0
        data, _ = file
        order = max(map(int, re.findall(_ORDERS, data)), default=0)
        generation, _ = head_of(data)
        if not generation:
            return None, order
        origin = re.search(_ORIGIN, data)
        tables = {ORIGIN: {"1": {"profile": origin[1].decode()}}} if origin else {}
        return Content(tables, generation, data[:HEAD_SIZE]), order
