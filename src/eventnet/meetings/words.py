"""A meeting in words, the same wherever it is told of."""

from eventnet.i18n import gettext as _
from eventnet.meetings.queries import OwnMeeting


def place(meeting: OwnMeeting) -> str:
    """Say where a meeting takes place."""
    if meeting.is_online:
        return _("Online")
    if meeting.table_number is None:
        return _("Stand %(name)s", name=meeting.place)
    return _("Table %(number)d", number=meeting.table_number)
