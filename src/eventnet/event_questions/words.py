"""Questions in words: their kinds, and who sees what is answered."""

from eventnet.event_questions.models import QuestionKind, SeenBy
from eventnet.i18n import gettext as _


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of answers, as options."""
    return [
        (QuestionKind.LINE.value, _("A short text")),
        (QuestionKind.TEXT.value, _("A long text")),
        (QuestionKind.ONE.value, _("One of several answers")),
        (QuestionKind.SEVERAL.value, _("Any of several answers")),
        (QuestionKind.YES_NO.value, _("Yes or no")),
    ]


def audiences() -> list[tuple[str, str]]:
    """Return who may see an answer, as options."""
    return [
        (SeenBy.EVERYONE.value, _("Everybody at the event who may see the person")),
        (SeenBy.ORGANIZERS.value, _("Only the organizers")),
    ]


def promise(seen_by: SeenBy) -> str:
    """Say to whoever answers who sees it."""
    if seen_by is SeenBy.ORGANIZERS:
        return _("Only the organizers see what you answer.")
    return _("Whoever sees you at this event sees what you answer.")
