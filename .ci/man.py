"""Manual pages made from the commands themselves: `python .ci/man.py FOLDER`.

What `--help` shows is what a page says: each command writes its help into a formatter whose lines
are roff.  A page for `ssi`, one for each of its commands with those below it, one for the app.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))  # a build has it installed nowhere yet
from ssi_tui import __version__
from ssi_tui.cli.main import ssi


def roff(text: str) -> str:
    """Text that is shown as it is: nothing in it is an order, and a minus can be copied."""
    shown = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", shown, flags=re.MULTILINE)


class Page(click.HelpFormatter):
    """Takes what a command says of itself, and has it as lines of a manual page."""

    def __init__(self) -> None:
        super().__init__(width=80)
        self.lines: list[str] = []
        self.heading = ".SH"
        self.described = False

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the line is written."""
        self.lines += [f"{self.heading} SYNOPSIS", f".B {roff(prog)}", roff(args) or ".br"]

    def write_heading(self, heading: str) -> None:
        """A section; below a command of a page, a smaller one."""
        self.described = True
        big = self.heading == ".SH"
        self.lines += [f".SH {roff(heading.upper())}"] if big else [".PP", f".I {roff(heading)}"]

    def write_paragraph(self) -> None:
        """Paragraphs come from the texts."""

    def write_text(self, text: str) -> None:
        """Running text; the first one describes."""
        if not self.described and self.heading == ".SH":
            self.lines.append(".SH DESCRIPTION")
        self.described = True
        for paragraph in text.split("\n\n"):
            self.lines += [".PP", roff(" ".join(paragraph.split()))]

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Terms and what they mean."""
        for term, meaning in rows:
            self.lines += [".TP", f".B {roff(term)}", roff(" ".join(meaning.split())) or ".br"]

    def take(self, command: click.Command, name: str) -> None:
        """A command and all that are below it."""
        context = click.Context(command, info_name=name)
        command.format_help(context, self)
        if isinstance(command, click.Group) and command is not ssi:
            for below in command.list_commands(context):
                inner = command.get_command(context, below)
                if inner is not None and not inner.hidden:
                    self.lines.append(f".SH {roff(f'{name} {below}'.upper())}")
                    self.heading = ".SS"
                    self.take(inner, f"{name} {below}")


def page(name: str, title: str, lines: Sequence[str], also: Sequence[str]) -> str:
    """A whole page; the first letter of what follows a name is small, as `man -k` lists it."""
    head = f'.TH "{name.upper()}" 1 "" "ssi-tui {__version__}"'
    short = title[:1].lower() + title[1:].rstrip(".")
    named = ", ".join(f"\\fB{roff(other)}\\fR(1)" for other in also)
    return "\n".join(
        [head, ".SH NAME", f"{roff(name)} \\- {roff(short)}", *lines, ".SH SEE ALSO", named, ""]
    )


def pages() -> Iterator[tuple[str, str]]:
    """Name of each page's file, and the page."""
    context = click.Context(ssi, info_name="ssi")
    for name in ssi.list_commands(context):
        command = ssi.get_command(context, name)
        assert command is not None
        written = Page()
        written.take(command, f"ssi {name}")
        title = (command.help or name).split(". ")[0].split(": ")[0]
        yield f"ssi-{name}.1", page(f"ssi-{name}", title, written.lines, ["ssi", "ssi-tui"])
    written = Page()
    written.take(ssi, "ssi")
    names = [f"ssi-{name}" for name in ssi.list_commands(context)]
    yield "ssi.1", page("ssi", ssi.help or "", written.lines, ["ssi-tui", *names])
    yield (
        "ssi-tui.1",
        page(
            "ssi-tui",
            "log what you do on LinkedIn, and see what it may do to your score",
            list(_app()),
            ["ssi"],
        ),
    )


def _app() -> Iterator[str]:
    """The app reads its line itself: what its help says, term by term."""
    from ssi_tui.tui import launch

    usage, *rest = launch.help_text().strip().split("\n\n")
    yield from (".SH SYNOPSIS", f".B {roff(usage.removeprefix('Usage: '))}", ".SH DESCRIPTION")
    for part in rest:
        heading, _, lines = part.partition("\n")
        if not heading.endswith(":"):
            yield from (".PP", roff(" ".join(part.split())))
            continue
        yield f".SH {heading[:-1].upper()}"
        for line in lines.splitlines():
            term, _, meaning = line.strip().partition("  ")
            yield from (".TP", f".B {roff(term)}", roff(meaning.strip()))


def write(folder: Path) -> list[Path]:
    """All pages into a folder, which is made; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


if __name__ == "__main__":
    write(Path(sys.argv[1]))
