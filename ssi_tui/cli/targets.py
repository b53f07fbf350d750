"""`ssi target`: how often a person wants to do something."""

from typing import TYPE_CHECKING

import click

from ssi_tui.cli.command import Command, complete_actions
from ssi_tui.cli.session import Session
from ssi_tui.i18n import N_, _
from ssi_tui.words.goals import target_in_words
from ssi_tui.words.names import action_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.model.target import Target


@click.command(
    "target",
    cls=Command,
    help=N_(
        "Set how often: ssi target comment 3/week. Other forms: daily, weekly, 2/day, 3/7d (in "
        "any seven days), mon,wed,fri, <=2/day (at most), none. Without SPEC it shows the target, "
        "and `ssi target list` all of them."
    ),
)
@click.argument(
    "action", metavar=N_("[ACTION|list]"), default="list", shell_complete=complete_actions
)
@click.argument("spec", metavar=N_("[SPEC]"), required=False)
@click.pass_obj
def target_command(session: Session, action: str, spec: str | None) -> None:
    from ssi_tui.model.target import Target

    if action == "list" and spec is None:
        _list(session, session.journal(session.today, session.today).targets)
        return
    kind = session.kind_named(action)
    if spec is None:
        targets = session.journal(session.today, session.today).targets
        _list(session, {kind: targets[kind]} if kind in targets else {})
        return
    target = None if spec.strip().lower() == "none" else Target.parse(kind, spec)
    done = session.store.set_target(target, kind)
    actions = action_name(kind, 2)
    if target is None:
        said = _("No target for {actions} any more").format(actions=actions)
    else:
        said = _("Target for {actions}: {target}").format(
            actions=actions, target=target_in_words(target)
        )
    changed = done.change is not None
    text = None if target is None else str(target)
    data = {"action": kind, "target": text, "changed": changed}
    session.answer(data, [said], [(kind, target or "none")])


def _list(session: Session, targets: "Mapping[str, Target]") -> None:
    from ssi_tui.cli.paper import table

    rows = [[kind, str(target), target_in_words(target)] for kind, target in targets.items()]
    data = [{"action": kind, "target": str(target)} for kind, target in targets.items()]
    lines = table(rows, "<<<") if rows else [_("No target. `ssi target comment 3/week` sets one.")]
    session.answer({"targets": data}, lines, [row[:2] for row in rows])
