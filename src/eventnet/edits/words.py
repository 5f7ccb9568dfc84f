"""What an edit did, in a sentence."""

from eventnet.edits.models import Edit, EditKind
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


def in_words(edit: Edit) -> str:
    """Say what an edit did to what, as its organizers read it."""
    detail = edit.detail
    if edit.kind is EditKind.WORD_RENAMED:
        return _("“%(before)s” became “%(after)s”", before=detail["before"], after=detail["after"])
    if edit.kind is EditKind.WORDS_MERGED:
        before = ", ".join(_("“%(label)s”", label=label) for label in detail["before"])
        return ngettext(
            "%(before)s became “%(after)s”",
            "%(before)s became “%(after)s”",
            len(detail["before"]),
            before=before,
            after=detail["after"],
        )
    return {
        EditKind.SLOTS_OUT: _slots_out,
        EditKind.SLOTS_MOVED: _slots_moved,
        EditKind.TABLES: _tables,
    }[edit.kind](edit)


def _slots_out(edit: Edit) -> str:
    return ngettext(
        "%(num)d slot was taken out", "%(num)d slots were taken out", edit.detail["slots"]
    )


def _slots_moved(edit: Edit) -> str:
    minutes = edit.detail["minutes"]
    if minutes < 0:
        return ngettext(
            "%(num)d slot moved to %(minutes)d minutes earlier",
            "%(num)d slots moved to %(minutes)d minutes earlier",
            edit.detail["slots"],
            minutes=-minutes,
        )
    return ngettext(
        "%(num)d slot moved to %(minutes)d minutes later",
        "%(num)d slots moved to %(minutes)d minutes later",
        edit.detail["slots"],
        minutes=minutes,
    )


def _tables(edit: Edit) -> str:
    tables = ngettext("%(num)d table", "%(num)d tables", edit.detail["tables"])
    return ngettext(
        "%(num)d slot got %(tables)s",
        "%(num)d slots got %(tables)s",
        edit.detail["slots"],
        tables=tables,
    )


def whom(edit: Edit) -> str:
    """Say how many people it touched, and what they lost by it."""
    detail = edit.detail
    if not detail.get("people"):
        return _("It touched nobody.")
    words = ngettext("It touched %(num)d person.", "It touched %(num)d people.", detail["people"])
    if edit.kind is not EditKind.SLOTS_MOVED and detail.get("meetings"):
        off = ngettext(
            "%(num)d meeting was called off.",
            "%(num)d meetings were called off.",
            detail["meetings"],
        )
        words = f"{words} {off}"
    return words
