"""Following a member with a click, and following them no longer."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.following import actions
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import safe_path, see


def follow(visit: MemberVisit) -> Response:
    """Follow a member."""
    actions.follow(visit.session, visit.membership, visit.param("membership"))
    said = _("You follow them: what they write and ask stands in your digest. They are not told.")
    return _back(visit, said)


def unfollow(visit: MemberVisit) -> Response:
    """Follow a member no longer."""
    actions.unfollow(visit.session, visit.membership, visit.param("membership"))
    return _back(visit, _("You follow them no longer."))


def _back(visit: MemberVisit, sentence: str) -> Response:
    here = {"community": visit.community.slug, "membership": visit.param("membership")}
    there = safe_path(str(visit.form.get("next", "")), visit.url("member", **here))
    return with_notice(visit, see(there), sentence)
