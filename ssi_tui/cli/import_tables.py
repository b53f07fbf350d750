"""Exports and other trackers' tables before they come in: questions, and what is shown."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.previews import Line, Preview, numbered
from ssi_tui.cli.session import Session, is_terminal, shown
from ssi_tui.errors import SsiError
from ssi_tui.exchange.csv_days import Order, orders
from ssi_tui.exchange.csv_text import read_rows
from ssi_tui.exchange.merge import plan_merge
from ssi_tui.exchange.reasons import PARTS, SKIPPED_ROWS
from ssi_tui.exchange.tables import is_export
from ssi_tui.exchange.taking import plan_readings
from ssi_tui.exchange.trackers import Answers, Asked, Question, TrackerReport, understand
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.words.names import match_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_tui.exchange.merge import MergePlan
    from ssi_tui.exchange.portable import JoinPlan, Portable
    from ssi_tui.model.journal import Journal

OPTIONS = {
    Asked.DATE_COLUMN: "--date-column",
    Asked.COUNT_COLUMN: "--count-column",
    Asked.ACTION: "--action",
    Asked.ORDER: "--day-order",
}


def read_order(text: str) -> Order:
    """``dmy`` or ``mdy``, as people write it."""
    return Order(match_word(N_("order"), text, {each.value: (each.value,) for each in Order}))


def asked(session: Session, data: bytes, label: str, answers: Answers) -> TrackerReport:
    """What a table says, once all is answered that it leaves open."""
    while True:
        found = understand(data, label, session.today, session.kinds, answers)
        if not isinstance(found, Question):
            return found
        answers = _answered(session, found, answers)


def export_order(session: Session, data: bytes, label: str, answers: Answers) -> Order | None:
    """The order of day and month in a table of our own; None for any other table."""
    rows = read_rows(data, label)
    if not rows or not is_export(rows[0][1]):
        return None
    cells = [row[1] for _, row in rows[1:] if len(row) > 1]
    found = orders(cells, session.today)
    if len(found) > 1 and answers.order is None:
        question = Question(asked=Asked.ORDER, choices=tuple(found), example=cells[0])
        answers = _answered(session, question, answers)
    return answers.order or (found[0] if found else Order.DAY)


def _answered(session: Session, question: Question, answers: Answers) -> Answers:
    """Ask on a terminal; elsewhere name the option that answers."""
    text = _question(question)
    option = OPTIONS[question.asked]
    if session.json or not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        way = _("{option} answers it.").format(option=option)
        raise click.UsageError(f"{text} {way}", click.get_current_context())
    while True:
        said = click.prompt(text, err=True)
        try:
            return _with(session, question, answers, said)
        except SsiError as error:
            from ssi_tui.cli.failure import sentences

            click.echo("\n".join(sentences(error)), err=True)


def _with(session: Session, question: Question, answers: Answers, said: str) -> Answers:
    if question.asked is Asked.ACTION:
        return replace(answers, action=session.kind_named(said))
    if question.asked is Asked.ORDER:
        return replace(answers, order=read_order(said))
    name = match_word(N_("column"), said, {each: (each,) for each in question.choices})
    if question.asked is Asked.DATE_COLUMN:
        return replace(answers, date_column=name)
    return replace(answers, count_column=name)


def _question(question: Question) -> str:
    """The question in words, with what it can be."""
    forms = {
        Asked.DATE_COLUMN: _("Which column has the days: {choices}?"),
        Asked.COUNT_COLUMN: _("Which column has the counts: {choices}?"),
        Asked.ORDER: _("Is “{example}” day first (dmy) or month first (mdy)?"),
        Asked.ACTION: _("Which action does “{example}” count?"),
    }
    form = forms[question.asked]
    if question.asked is Asked.ACTION and not question.example:
        form = _("Which action is a row of the table?")
    choices = ", ".join(map(shown, question.choices))
    return form.format(choices=choices, example=shown(question.example))


def tracker_preview(journal: "Journal", report: TrackerReport) -> Preview:
    """What a table of days would bring."""
    plan = plan_merge(journal, report)
    readings, kept = plan_readings(journal, report.readings)
    before = []
    if report.left_out:
        names = ", ".join(map(shown, report.left_out))
        before.append(_("Columns that say nothing to the journal: {names}").format(names=names))
    for why, lines in report.skipped.items():
        form = ngettext("Left out, {why}: line {lines}", "Left out, {why}: lines {lines}",
                        len(lines))  # fmt: skip
        before.append(form.format(why=_(SKIPPED_ROWS[why]), lines=numbered(lines)))
    after = []
    if report.readings:
        form = ngettext("{n} reading, {new} new", "{n} readings, {new} new", len(report.readings))
        after.append("  " + form.format(n=len(report.readings), new=len(readings)))
    after += ["", larger_stays()] if plan.kinds else []
    data = {
        "columns": dict(report.used),
        "left_out": list(report.left_out),
        "skipped": {why: list(lines) for why, lines in report.skipped.items()},
        "readings": {"found": len(report.readings), "new": len(readings), "kept": kept},
    }
    return Preview(
        kinds=kind_lines(plan), new=bool(plan.entries or readings), before=before, after=after,
        data=data,
    )  # fmt: skip


def kind_lines(plan: "MergePlan") -> list[Line]:
    """The actions of an import of counts."""
    return [
        Line(kind=k.kind, first=k.found.first, last=k.found.last, count=k.found.count, new=k.new)
        for k in plan.kinds
    ]


def larger_stays() -> str:
    """The rule by which nothing is counted twice."""
    return _(
        "For each action and day the larger count stays, the journal's or the import's: nothing "
        "is counted twice."
    )


def join_preview(plan: "JoinPlan") -> Preview:
    """What another journal's content would bring."""
    parts = {
        part: {
            "found": len(getattr(plan.content, part)),
            "new": len(getattr(plan.new, part)),
            "changed": len(getattr(plan.changed, part)),
        }
        for part in ("actions", *PARTS)
    }
    after = []
    for part, word in PARTS.items():
        if parts[part]["found"]:
            form = _("  {what}: {found} found, {new} new")
            after.append(form.format(what=_(word), **parts[part]))
    changed = sum(numbers["changed"] for numbers in parts.values())
    if changed or plan.kept:
        form = _(
            "Where both know the same entry or day, but not alike, the larger count and the longer "
            "text stay: {taken} from the import, {kept} from the journal."
        )
        after += ["", form.format(taken=changed, kept=plan.kept)]
    new = not (plan.new.empty and plan.changed.empty)
    data = {"parts": parts, "kept": plan.kept}
    return Preview(kinds=_actions(plan.content, plan.new), new=new, after=after, data=data)


def _actions(content: "Portable", new: "Portable") -> "Sequence[Line]":
    """Each kind's entries."""
    lines = []
    for kind in sorted({action.kind for action in content.actions.values()}):
        those = [action for action in content.actions.values() if action.kind == kind]
        lines.append(
            Line(
                kind=kind,
                first=min(action.day for action in those),
                last=max(action.day for action in those),
                count=sum(action.count for action in those),
                new=sum(a.count for a in new.actions.values() if a.kind == kind),
            )
        )
    return lines
