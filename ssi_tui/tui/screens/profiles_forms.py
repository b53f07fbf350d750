"""What is typed in Profiles: a new name, another name, or a name once more before it is deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from ssi_tui.i18n import N_, _
from ssi_tui.store.profiles import NAME_MAX
from ssi_tui.tui.render import plain
from ssi_tui.tui.summaries import Line
from ssi_tui.tui.widgets.forms import Answer, Field, Form

Done = Callable[[str], Awaitable[None]]
_NAME = "name"


class NameForm(Form):
    """A name that is typed: it is no write of the journal that is open."""

    def __init__(self, caption: str, text: str, look: Callable[[str], Answer], done: Done) -> None:
        """``done``: told the name on Enter."""
        super().__init__([Field(_NAME, caption, text)], lambda values: look(values[_NAME]))
        self.done = done

    @property
    def name_typed(self) -> str:
        """As it stands there."""
        return self.values[_NAME]


def naming(lines: Sequence[Line], done: Done, besides: Line | None = None) -> NameForm:
    """For a new journal, or another name for the one that is given."""
    taken = {line.name.casefold() for line in lines if line.folder and line != besides}
    taken |= {line.folder for line in lines if line.folder and line != besides}

    def look(text: str) -> Answer:
        name = text.strip()
        if not name:
            return Answer("", ready=False)
        over = len(name) - NAME_MAX
        if over > 0:
            said = _("{count} characters too many").format(count=over)
            return Answer(said, good=False, ready=False)
        if name.casefold() in taken:
            return Answer(_("That name is taken."), good=False, ready=False)
        return Answer("")

    if besides:
        return NameForm(_("New name"), besides.name, look, done)
    return NameForm(_("Name of the new journal"), "", look, done)


def deleting(line: Line, done: Done) -> NameForm:
    """Asks for the name, so that no slip of a finger deletes a journal."""

    def look(text: str) -> Answer:
        said = _("All of it goes to the trash folder. Type the whole name to do that.")
        return Answer(said, ready=text.strip() == line.name)

    form = NameForm(_("Delete {name}").format(name=plain(line.name)), "", look, done)
    form.sends = N_("delete")
    return form
