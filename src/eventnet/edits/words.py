"""What an edit did, in a sentence."""

from eventnet.edits.limits import changed_in_words
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.who_meets import two_of
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
        EditKind.WHO_MEETS: _who_meets,
        EditKind.ROLE_CHANGED: _role_changed,
        EditKind.ROLE_OUT: _role_out,
        EditKind.QUESTION_CHANGED: _question_changed,
        EditKind.QUESTION_OUT: _question_out,
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


def _who_meets(edit: Edit) -> str:
    off, on = edit.detail["off"], edit.detail["on"]
    if len(off) + len(on) == 1:
        one, other = (off or on)[0]
        if off:
            return _("%(two)s may no longer meet", two=two_of(one, other))
        return _("%(two)s may meet", two=two_of(one, other))
    parts = []
    if off:
        parts.append(
            ngettext(
                "%(num)d pair of roles may no longer meet",
                "%(num)d pairs of roles may no longer meet",
                len(off),
            )
        )
    if on:
        parts.append(
            ngettext("%(num)d pair of roles may meet", "%(num)d pairs of roles may meet", len(on))
        )
    return "; ".join(parts)


def _role_changed(edit: Edit) -> str:
    return "; ".join(changed_in_words(edit.detail["name"], edit.detail["changed"]))


def _role_out(edit: Edit) -> str:
    detail = edit.detail
    if not detail["into"]:
        return _("The role “%(role)s” was removed", role=detail["name"])
    return _(
        "The role “%(role)s” became part of “%(into)s”", role=detail["name"], into=detail["into"]
    )


def _question_changed(edit: Edit) -> str:
    return _("The question “%(label)s” was changed", label=edit.detail["name"])


def _question_out(edit: Edit) -> str:
    return _("The question “%(label)s” was taken away", label=edit.detail["name"])


def whom(edit: Edit) -> str:
    """Say how many people it touched, and what they lost by it."""
    detail = edit.detail
    words = _("It touched nobody.")
    if detail.get("people"):
        words = ngettext(
            "It touched %(num)d person.", "It touched %(num)d people.", detail["people"]
        )
    if edit.kind is not EditKind.SLOTS_MOVED and detail.get("meetings"):
        off = ngettext(
            "%(num)d meeting was called off.",
            "%(num)d meetings were called off.",
            detail["meetings"],
        )
        words = f"{words} {off}"
    if detail.get("stay"):
        stay = ngettext(
            "%(num)d meeting was let stand.", "%(num)d meetings were let stand.", detail["stay"]
        )
        words = f"{words} {stay}"
    return words
