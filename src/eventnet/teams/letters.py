"""The mail that says that somebody is in a team now."""

from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.schedule.desk import Desk
from eventnet.teams.models import ExhibitorTeam

KIND = "teams"


def member_letter(desk: Desk, team: ExhibitorTeam, since: str) -> Letter:
    """Return the mail, with the way to the team's page."""
    return desk.letter(
        _("%(event)s: you are in the team “%(team)s”", event=desk.event.name, team=team.name),
        "mail/team",
        once=f"team:{team.id}:{since}",
        team=team.name,
        stand=team.stand,
        team_url=desk.way_in(f"/e/{desk.event.slug}/team"),
    )
