"""What every import has in common: it is shown first, asked about once, written as one change."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

from ssi_tui.cli.session import Session, is_terminal, shown
from ssi_tui.i18n import N_, _
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ssi_tui.model.change import Change


AnyFunction = TypeVar("AnyFunction", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of action in an import."""

    kind: str
    first: "date"
    last: "date"
    count: int
    """In the import."""
    new: int
    """Of them, what the journal does not have."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do, to be shown before it is done."""

    kinds: Sequence[Line]
    new: bool
    """Whether anything at all would be written."""
    before: Sequence[str] = ()
    """Lines for people, above the table of actions."""
    after: Sequence[str] = ()
    """Below it."""
    data: Mapping[str, object] = field(default_factory=dict)

    def lines(self, session: Session) -> list[str]:
        """All of it for people."""
        return [*_fitted(self.before), *_kind_lines(session, self.kinds), *_fitted(self.after)]


def import_options(command: AnyFunction) -> AnyFunction:
    """The options of every import."""
    command = click.option("-y", "--yes", is_flag=True, help=N_("Don't ask."))(command)
    return click.option(
        "--dry-run", is_flag=True, help=N_("Only show what would be imported.")
    )(command)  # fmt: skip


def carry_out(
    session: Session,
    preview: Preview,
    write: "Callable[[], Change | None]",
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Show the preview, ask once, write, and say how it is taken back."""
    lines = preview.lines(session)
    data = {
        **preview.data,
        "actions": [
            {
                "action": line.kind,
                "first": line.first.isoformat(),
                "last": line.last.isoformat(),
                "count": line.count,
                "new": line.new,
            }
            for line in preview.kinds
        ],
    }
    records = [(x.kind, x.first.isoformat(), x.last.isoformat(), x.count, x.new)
               for x in preview.kinds]  # fmt: skip
    if dry_run or not preview.new:
        done = _("All of it is in the journal already.") if not preview.new else ""
        done = done or _("Nothing was written: this was a look (--dry-run).")
        session.answer({**data, "written": False}, [*lines, "", done], records)
        return
    if not yes:
        if not session.json and is_terminal(sys.stdin):
            click.echo("\n".join(lines) + "\n", err=True)
            lines = []
        if not session.confirm(_("Import this?")):
            session.answer({**data, "written": False}, [_("Nothing was imported.")], records)
            return
    change = write()
    if lines:
        lines = [*lines, ""]
    done = _("Imported. `ssi undo` takes all of it back.")
    session.answer({**data, "written": change is not None}, [*lines, done], records)


def _fitted(lines: Iterable[str]) -> "Iterator[str]":
    """The lines, none wider than the screen."""
    from ssi_tui.cli.paper import size, wrapped

    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        yield from wrapped(line, size()[0], indent) if line else [""]


def _kind_lines(session: Session, kinds: Sequence[Line]) -> "Iterator[str]":
    if not kinds:
        return
    from ssi_tui.cli.paper import table

    head = ["", _("first"), _("last"), _("found"), _("new")]
    rows = [
        [
            shown(action_name(line.kind, 2)),
            format_day(line.first, session.today),
            format_day(line.last, session.today),
            str(line.count),
            str(line.new or "–"),
        ]
        for line in kinds
    ]
    yield from table([head, *rows], "<<<>>", indent="  ")


def numbered(lines: Iterable[int], most: int = 8) -> str:
    """Line numbers for a sentence, not all of too many."""
    known = list(lines)
    return ", ".join(map(str, known[:most])) + (" …" if len(known) > most else "")
