"""What owners do: put a listing up, change, renew and close it."""

from datetime import timedelta

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.discussions.haste import count_post
from eventnet.errors import Conflict
from eventnet.forms import FARTHEST, Form
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.listings.actions import putting_up
from eventnet.listings.forms import ListingFields
from eventnet.listings.models import LONGEST_LINK, LONGEST_PLACE, LONGEST_TITLE, Kind, Listing
from eventnet.listings.reading import find_listing, no_listing
from eventnet.listings.views.one import path_of
from eventnet.listings.words import kinds
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

USUALLY = timedelta(days=30)


def new(visit: MemberVisit) -> Response:
    """Show an empty form."""
    until = clock.now().date() + USUALLY
    begun = ListingFields.model_construct(kind=Kind.JOB_OFFERED, title="", words="", until=until)
    return _page(visit, Form.of(begun))


def put_up(visit: MemberVisit) -> Response:
    """Put a listing up."""
    form: Form[ListingFields] = Form.read(ListingFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    count_post(visit)
    try:
        made = putting_up.put_up(visit.session, visit.membership, form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, refused.status)
    words = _("It is up. You are told by mail when somebody writes to you, and before it ends.")
    return with_notice(visit, see(path_of(visit, made.id)), words)


def change(visit: MemberVisit) -> Response:
    """Show what one's listing says, to be changed."""
    listing = _own(visit)
    said = ListingFields.model_construct(
        kind=listing.kind,
        title=listing.title,
        words=listing.words,
        place=listing.place,
        remote="yes" if listing.remote else "",
        link=listing.link,
        until=listing.until,
        version=str(listing.version),
    )
    return _page(visit, Form.of(said), listing=listing)


def save(visit: MemberVisit) -> Response:
    """Put one's listing another way."""
    listing = _own(visit)
    form: Form[ListingFields] = Form.read(ListingFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422, listing)
    try:
        putting_up.change(visit.session, visit.membership, listing.id, form.data)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, refused.status, _own(visit))
    return with_notice(visit, see(path_of(visit, listing.id)), _("Saved."))


def renew(visit: MemberVisit) -> Response:
    """Let one's listing run on."""
    listing = putting_up.renew(visit.session, visit.membership, visit.param("listing"))
    words = _("Renewed: it is shown until %(day)s.", day=day(listing.until))
    return with_notice(visit, see(path_of(visit, listing.id)), words)


def close(visit: MemberVisit) -> Response:
    """Take one's listing down."""
    putting_up.close(visit.session, visit.membership, visit.param("listing"))
    words = _("Closed: it is in no list any more. You can renew it.")
    return with_notice(visit, see(path_of(visit, visit.param("listing"))), words)


def _own(visit: MemberVisit) -> Listing:
    found = find_listing(visit.session, visit.membership, visit.param("listing"))
    if found.by_id != visit.membership.id:
        raise no_listing()
    return found


def _page(
    visit: MemberVisit,
    form: Form[ListingFields],
    status: int = 200,
    listing: Listing | None = None,
) -> Response:
    today = clock.now().date()
    context = {
        "community": visit.community,
        "form": form,
        "listing": listing,
        "version": listing.version if listing else "",
        "once": form.value("once") or new_id(),
        "kinds": [(value, name, None) for value, name in kinds()],
        "first_day": today.isoformat(),
        "last_day": (today + FARTHEST).isoformat(),
        "longest_title": LONGEST_TITLE,
        "longest_place": LONGEST_PLACE,
        "longest_link": LONGEST_LINK,
    }
    return render(visit, "listings/write.html", context, status=status)
