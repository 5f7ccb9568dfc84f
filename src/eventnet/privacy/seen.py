"""What others see of me: my card for each kind of viewer, as their own pages would show it."""

from dataclasses import dataclass
from enum import StrEnum

from starlette.responses import Response

from eventnet.arrivals.references import ticket_name
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.organize.roll import entry
from eventnet.organize.words import consent_in_words, status_in_words
from eventnet.people.completeness import total_at
from eventnet.people.models import Audience, Profile
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.viewers import anybody
from eventnet.people.views.profile import my_profile
from eventnet.people.visibility import Relation, audience, visible
from eventnet.people.words import audience_choices, field_names
from eventnet.templating import render


class Eyes(StrEnum):
    """A kind of viewer, from the farthest to the nearest; and the organizers."""

    EVERYONE = "everyone"
    COMMUNITY = "community"
    ATTENDEES = "attendees"
    MET = "met"
    ORGANIZERS = "organizers"


STANDS = {
    Eyes.EVERYONE: Relation.STRANGER,
    Eyes.COMMUNITY: Relation.MEMBER,
    Eyes.ATTENDEES: Relation.FELLOW,
    Eyes.MET: Relation.MET,
}
"""How each stands to me; organizers know the roll, whatever I show."""


@dataclass(frozen=True)
class ShownField:
    """A field of my profile: whether the viewer sees it, and to whom it is shown in all."""

    name: str
    label: str
    seen: bool
    shown_to: str


def as_seen(visit: AttendeeVisit) -> Response:
    """Show somebody their own card as one kind of viewer sees it."""
    eyes = _eyes(visit.request.query_params.get("eyes", ""))
    profile = my_profile(visit.session, visit.attendance.membership_id)
    relation = STANDS.get(eyes)
    context = {
        "event": visit.event,
        "eyes": eyes,
        "kinds": _kinds(),
        "person": None if relation is None else _card(visit, relation),
        "fields": [] if relation is None else _fields(profile, relation),
        "entry": entry(visit.session, visit.event.id, visit.attendance.id),
        "questions": total_at(visit.session, visit.event.id),
        "local": lambda moment: moment.astimezone(zone(visit.event)),
        "consent_in_words": consent_in_words,
        "status_in_words": status_in_words,
        "ticket_name": ticket_name,
    }
    return render(visit, "privacy/as_seen.html", context)


def _eyes(said: str) -> Eyes:
    return Eyes(said) if said in list(Eyes) else Eyes.ATTENDEES


def _card(visit: AttendeeVisit, relation: Relation) -> PersonView | None:
    """Return what such a viewer sees of me; None if they find no page of mine, lacking my name."""
    mine = visit.attendance.id
    found = as_seen_by(visit.session, anybody(visit.event.id, relation), [mine]).get(mine)
    return found if found and found.name else None


def _fields(profile: Profile, relation: Relation) -> list[ShownField]:
    audiences = {value: label for value, label, _why in audience_choices()}
    audiences[Audience.NOBODY] = _("Nobody")
    return [
        ShownField(
            name,
            label,
            visible(profile.visibility, name, relation),
            audiences[audience(profile.visibility, name)],
        )
        for name, label in field_names()
    ]


def _kinds() -> list[tuple[Eyes, str]]:
    return [
        (Eyes.EVERYONE, _("Everyone")),
        (Eyes.COMMUNITY, _("The community")),
        (Eyes.ATTENDEES, _("Attendees")),
        (Eyes.MET, _("People I meet")),
        (Eyes.ORGANIZERS, _("Organizers")),
    ]
