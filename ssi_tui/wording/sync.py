"""What an exchange with the other machines did, said alike in both front ends."""

from ssi_tui.i18n import _, ngettext


def exchange_words(taken: int, removed: int, sent: int) -> str:
    """What came, what went."""
    if not taken and not removed and not sent:
        return _("Nothing new on either side.")
    form = _("Taken in: {taken}, removed: {removed}, sent: {sent}.")
    return form.format(taken=taken, removed=removed, sent=sent)


def machines_met(machines: int) -> str:
    """How many others have been in the folder."""
    met = ngettext("{n} other machine", "{n} other machines", machines)
    return met.format(n=machines)
