"""The buttons by which a member is followed, on their page."""

from eventnet.communities.policies import MemberVisit
from eventnet.following.queries import follows
from eventnet.i18n import gettext as _
from eventnet.members.views import Button, buttons
from eventnet.people.queries import PersonView
from eventnet.people.visibility import Relation


def follow_button(visit: MemberVisit, person: PersonView) -> Button | None:
    """Return the button that follows a member, or ends that; oneself nobody follows."""
    if person.relation is Relation.SELF or not person.has_page:
        return None
    here = {"community": visit.community.slug, "membership": person.membership_id}
    if follows(visit.session, visit.membership.id, person.membership_id):
        return Button(_("Follow no longer"), visit.url("member-unfollow", **here))
    return Button(_("Follow"), visit.url("member-follow", **here))


buttons.append(follow_button)
