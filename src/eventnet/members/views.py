"""Pages of members: one of them, and those whom the reader met over all events."""

from collections.abc import Callable
from typing import NamedTuple

from sqlmodel import Session
from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.contacts.cards import card_response
from eventnet.dates import day
from eventnet.errors import NotFound
from eventnet.exports import csv_response
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.images import image_response
from eventnet.introductions.showing import ways_for
from eventnet.members.forms import RecordFields
from eventnet.members.places import place
from eventnet.members.record import Known, as_details, known, record
from eventnet.members.words import how_often, note_for_card, strength_in_words, when
from eventnet.paging import pager
from eventnet.people.members import view_members
from eventnet.people.queries import PersonView
from eventnet.people.views.profile import photos
from eventnet.people.visibility import Relation
from eventnet.templating import render

PAGE = 30
also_said: list[Callable[[Session, str], list[str]]] = []
"""What else is said of a membership on its page, in sentences; later features say it."""


class Button(NamedTuple):
    """Something that a reader does about a member with one click."""

    label: str
    href: str


buttons: list[Callable[[MemberVisit, PersonView], Button | None]] = []
"""What else a reader may do about a member, on their page; later features say it."""


def member(visit: MemberVisit) -> Response:
    """Show a member: what they show the reader, and what happened between the two."""
    one = _known(visit)
    is_me = one.person.relation is Relation.SELF
    unmet = not is_me and one.person.has_page and not one.between.knows
    to_id, reader = one.person.membership_id, visit.membership
    ways = ways_for(visit.session, reader, to_id, clock.now()) if unmet else None
    context = {
        "community": visit.community,
        "known": one,
        "also_said": [
            words
            for say in also_said
            for words in say(visit.session, one.person.membership_id)
            if one.person.has_page
        ],
        "buttons": [made for make in buttons if (made := make(visit, one.person))],
        "is_me": is_me,
        "ways": ways,
        "when": when,
        "place": place,
        "day": day,
        "strength_in_words": strength_in_words,
        "now": clock.now(),
    }
    return render(visit, "members/member.html", context)


def photo(visit: MemberVisit) -> Response:
    """Answer with a member's photo, if the reader may see it."""
    key, name = visit.param("membership"), visit.param("file")
    found = view_members(visit.session, visit.membership, [key]).get(key)
    if found is None or not found.photo_url or found.photo_url.rsplit("/", 1)[-1] != name:
        raise _nobody()
    return image_response(photos(visit.settings), name, public=False)


def met(visit: MemberVisit) -> Response:
    """Show a page of those whom the reader met, and whom they still wish to meet."""
    asked = visit.request.query_params
    form: Form[RecordFields] = Form.read(RecordFields, asked)
    wanted = form.data if form.valid else RecordFields()
    everyone = record(visit.session, visit.membership, clock.now())
    found = everyone.narrowed(wanted.q, wanted.event, wanted.only)
    path = visit.url("met", community=visit.community.slug)
    query = {"q": wanted.q, "event": wanted.event, "only": wanted.only.value}
    pages = pager(len(found), asked.get("page", "1"), size=PAGE, path=path, query=query)
    context = {
        "community": visit.community,
        "form": form,
        "narrowed": not form.valid or any(query.values()),
        "pager": pages,
        "record": everyone,
        "people": found[pages.offset : pages.offset + PAGE],
        "how_often": how_often,
        "when": when,
        "place": place,
        "strength_in_words": strength_in_words,
        "now": clock.now(),
    }
    status = 200 if form.valid else 422
    return render(visit, "members/met.html", context, status=status, block="results")


def met_csv(visit: MemberVisit) -> Response:
    """Give the reader all whom they met as a table: a row for each meeting or exchange."""
    header = [
        _("Name"),
        _("Organisation"),
        _("What they do"),
        _("Address"),
        _("Telephone"),
        _("Event"),
        _("When"),
        _("To remember"),
        _("Promises that are open"),
        _("My note"),
    ]
    people = record(visit.session, visit.membership, clock.now()).met
    rows = [row for one in people for row in _rows(one)]
    return csv_response(f"{visit.community.slug}-met.csv", header, rows)


def met_cards(visit: MemberVisit) -> Response:
    """Give the reader all whom they met as cards for an address book."""
    people = record(visit.session, visit.membership, clock.now()).met
    wanted = [(as_details(one), note_for_card(one.between)) for one in people]
    return card_response(visit.settings, wanted, f"{visit.community.slug}-met.vcf")


def member_card(visit: MemberVisit) -> Response:
    """Give the reader one whom they met as a card."""
    one = _known(visit)
    if not one.between.knows:
        raise _nobody()
    wanted = [(as_details(one), note_for_card(one.between))]
    name = f"{visit.community.slug}-{one.person.membership_id}.vcf"
    return card_response(visit.settings, wanted, name)


def _rows(one: Known) -> list[list[object]]:
    details, there = as_details(one), one.between
    person = [details.name, details.organization, details.headline, details.email, details.phone]
    kept = ["; ".join(line.said.words for line in there.agreements)]
    kept += ["; ".join(words for _event, words in there.notes)]
    rows: list[list[object]] = [
        [*person, place(met), met.at.isoformat(timespec="minutes"), met.memory, *kept]
        for met in there.encounters
    ]
    exchanged = there.exchanged_at.isoformat(timespec="minutes") if there.exchanged_at else ""
    return rows or [[*person, "", exchanged, "", *kept]]


def _known(visit: MemberVisit) -> Known:
    found = known(visit.session, visit.membership, visit.param("membership"), clock.now())
    if found is None:
        raise _nobody()
    return found


def _nobody() -> NotFound:
    return NotFound(_("There is no such person in this community, or they are not shown to you."))
