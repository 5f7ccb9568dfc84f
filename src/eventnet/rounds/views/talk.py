"""The page of one talk: with whom, why, when, and afterwards how it went."""

from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.errors import NotFound, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.rounds import talks
from eventnet.rounds.calendars import calendar
from eventnet.rounds.forms import AnotherTime, Shown, Telling, as_told
from eventnet.rounds.policies import TalksCalendarVisit
from eventnet.rounds.queries import OwnTalk, taking_part, talk_of, talks_of
from eventnet.rounds.readers import UTC
from eventnet.rounds.talks_shown import ShownTalk, show
from eventnet.templating import render
from eventnet.time_zones import zone_named


def talk(visit: MemberVisit) -> Response:
    """Show one of the reader's talks."""
    return _page(visit)


def propose(visit: MemberVisit) -> Response:
    """Propose another time."""
    form: Form[AnotherTime] = Form.read(AnotherTime, visit.form)
    if not form.valid:
        return _page(visit, 422, moving=form)
    said, zone = form.data, zone_named(_zone(visit)) or UTC
    key, me = visit.param("round_talk"), visit.membership.id
    try:
        talks.propose(visit.session, key, me, said.moment(zone), said.sequence)
    except Refused as refused:
        if refused.status == NotFound.status:
            raise
        form.refuse("", refused.sentence)
        return _page(visit, refused.status, moving=form)
    return _back(visit, _("Proposed. The others are told by mail, and say whether it suits them."))


def accept(visit: MemberVisit) -> Response:
    """Say that the time suits the reader."""
    form: Form[Shown] = Form.read(Shown, visit.form)
    if not form.valid:
        raise Refused(_("Please say it on the page of the talk."))
    talks.accept(visit.session, visit.param("round_talk"), visit.membership.id, form.data.sequence)
    return _back(visit, _("Noted: the time suits you."))


def decline(visit: MemberVisit) -> Response:
    """Say that the talk does not suit the reader this time."""
    talks.decline(visit.session, visit.param("round_talk"), visit.membership.id)
    said = _("Noted. They are told kindly, and whoever is alone now is first in line next time.")
    return with_notice(visit, see(visit.url("rounds", community=visit.community.slug)), said)


def tell(visit: MemberVisit) -> Response:
    """Say how it went."""
    form: Form[Telling] = Form.read(Telling, visit.form)
    if not form.valid:
        return _page(visit, 422, telling=form)
    talks.tell(visit.session, visit.param("round_talk"), visit.membership.id, form.data)
    return _back(visit, _("Thank you. You find it under “People I met”, too."))


def keep(visit: MemberVisit) -> Response:
    """Say that a promise is kept."""
    talks.keep(visit.session, visit.param("round_talk"), visit.membership.id)
    return _back(visit, _("Noted: done."))


def file(visit: MemberVisit) -> Response:
    """Give the reader a talk as a file for their calendar."""
    shown = _shown(visit, [_own(visit)])
    name = f"{visit.community.slug}-talk.ics"
    return Response(
        _written(visit, shown),
        media_type="text/calendar",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def feed(visit: TalksCalendarVisit) -> Response:
    """Give a calendar program somebody's talks as they are now."""
    mine = visit.owner.membership_id
    shown = show(visit.session, mine, talks_of(visit.session, mine), visit.owner.time_zone)
    return Response(_written(visit, shown), media_type="text/calendar")


def _written(visit: MemberVisit | TalksCalendarVisit, shown: list[ShownTalk]) -> bytes:
    address = visit.link("talk", community=visit.community.slug, round_talk="TALK")
    host = urlsplit(visit.settings.origin).hostname or "eventnet"
    return calendar(visit.community.name, f"rounds-{visit.community.id}", shown, address, host)


def _page(
    visit: MemberVisit,
    status: int = 200,
    *,
    moving: Form[AnotherTime] | None = None,
    telling: Form[Telling] | None = None,
) -> Response:
    own, now = _own(visit), clock.now()
    (shown,) = _shown(visit, [own])
    zone = _zone(visit)
    here = own.talk.starts_at.astimezone(zone_named(zone) or UTC)
    context: dict[str, Any] = {
        "community": visit.community,
        "shown": shown,
        "own": own,
        "zone": zone,
        "now": now,
        "day": day,
        "today": now.astimezone(zone_named(zone) or UTC).date().isoformat(),
        "moving": moving or Form({"on": [here.date().isoformat()], "at": [here.strftime("%H:%M")]}),
        "moves": moving is not None,
        "telling": telling or Form(as_told(own.mine)),
    }
    return render(visit, "rounds/talk.html", context, status=status)


def _own(visit: MemberVisit) -> OwnTalk:
    found = talk_of(visit.session, visit.membership.id, visit.param("round_talk"))
    if found is None or found.talk.community_id != visit.community.id:
        raise NotFound(_("There is no such talk, or it is not yours."))
    return found


def _shown(visit: MemberVisit, own: list[OwnTalk]) -> list[ShownTalk]:
    return show(visit.session, visit.membership.id, own, _zone(visit))


def _zone(visit: MemberVisit) -> str:
    mine = taking_part(visit.session, visit.membership.id)
    return mine.time_zone if mine else "UTC"


def _back(visit: MemberVisit, said: str) -> Response:
    page = visit.url("talk", community=visit.community.slug, round_talk=visit.param("round_talk"))
    return with_notice(visit, see(page), said)
