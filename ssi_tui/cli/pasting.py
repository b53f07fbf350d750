"""`ssi reading --paste`: the score page as it was copied, shown before it is kept."""

import sys
from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.cli.failure import PageUnclearError
from ssi_tui.cli.session import Session, is_terminal
from ssi_tui.exchange import page
from ssi_tui.exchange.page import Gap, PageParts, PageReading
from ssi_tui.i18n import N_, _
from ssi_tui.words.names import pillar_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_GAPS = {
    Gap.NOTHING: N_("nothing of a score page is in this text"),
    Gap.MISSING: N_("this text has only a part of the score"),
    Gap.SUM: N_("the four pillars of this text do not add up to its total"),
    Gap.ZEROS: N_("this page shows zeros: it failed to load its numbers"),
    Gap.SEVERAL: N_("this text has more than one score"),
}


def read_paste() -> PageReading:
    """What was pasted or piped in: PageUnclearError where it is no reading."""
    if is_terminal(sys.stdin):
        click.echo(_("Paste the page here, then press Ctrl-D on a line of its own:"), err=True)
    found = page.read(sys.stdin.read() if sys.stdin else "")
    if isinstance(found, PageParts):
        raise PageUnclearError(found.gap, _unclear(found))
    return found


def kept(session: Session, reading: PageReading, *, yes: bool) -> bool:
    """Show on a terminal what was understood, and ask; what is piped in needs no answer."""
    if yes or session.json or not is_terminal(sys.stdin):
        return True
    click.echo("\n".join(_lines(_values(reading))), err=True)
    return session.confirm(_("Keep this?"))


def _unclear(parts: PageParts) -> list[str]:
    """Why it is no reading, what was understood, and how to give the rest by hand."""
    known = parts.understood
    lines = [_(_GAPS[parts.gap]), *_lines(known)]
    if known:
        total = f"{known['total']:g} " if "total" in known else ""
        options = " ".join(
            f"--{pillar} {known[pillar]:g}" if pillar in known else f"--{pillar} …"
            for pillar in Pillar
        )
        lines.append(_("By hand: {line}").format(line=f"ssi reading {total}{options}"))
    return lines


def _values(reading: PageReading) -> "dict[str, float]":
    """What the page says, under the names of `PageParts.understood`."""
    values = {"total": reading.shown}
    values |= {str(pillar): getattr(reading, pillar.value) for pillar in Pillar}
    for name, group in (("industry", reading.industry), ("network", reading.network)):
        if group.rank is not None:
            values[f"{name}_rank"] = group.rank
        if group.average is not None:
            values[f"{name}_average"] = group.average
    return values


def _lines(values: "Mapping[str, float]") -> list[str]:
    """Each value with its name."""
    from ssi_tui.cli.paper import table

    names = {
        "total": _("total"),
        **{str(pillar): pillar_name(pillar) for pillar in Pillar},
        "industry_rank": _("top % of the industry"),
        "network_rank": _("top % of the network"),
        "industry_average": _("average of the industry"),
        "network_average": _("average of the network"),
    }
    rows = [[names[name], f"{value:g}"] for name, value in values.items()]
    return table(rows, "<>", indent="  ") if rows else []
