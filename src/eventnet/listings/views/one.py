"""A listing: what it says, and what the reader and its owner write to each other about it."""

from starlette.responses import Response

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.discussions.haste import count_post
from eventnet.discussions.markdown import as_html
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.listings.actions import answering
from eventnet.listings.forms import LineFields, ReadFields, ReportFields
from eventnet.listings.models import LONGEST_LINE, LONGEST_REASON
from eventnet.listings.queries import answers_to, view_listings
from eventnet.listings.reading import find_listing
from eventnet.listings.unread import note_read
from eventnet.listings.words import kind_in_words
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def listing(visit: MemberVisit) -> Response:
    """Show the listing."""
    return _page(visit)


def answer(visit: MemberVisit) -> Response:
    """Write to the owner."""
    form: Form[LineFields] = Form.read(LineFields, visit.form)
    find_listing(visit.session, visit.membership, visit.param("listing"))
    if not form.valid:
        return _page(visit, form, status=422)
    count_post(visit)
    answering.answer(visit.session, visit.membership, visit.param("listing"), form.data)
    return _sent(visit)


def write_back(visit: MemberVisit) -> Response:
    """Write back to somebody who wrote."""
    form: Form[LineFields] = Form.read(LineFields, visit.form)
    find_listing(visit.session, visit.membership, visit.param("listing"))
    if not form.valid:
        return _page(visit, form, status=422, to=visit.param("answer"))
    count_post(visit)
    key, answer_id = visit.param("listing"), visit.param("answer")
    answering.write_back(visit.session, visit.membership, key, answer_id, form.data)
    return _sent(visit)


def report(visit: MemberVisit) -> Response:
    """Show the listing to the stewards."""
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    key = visit.param("listing")
    if not form.valid:
        return _page(visit, report_form=form, status=422)
    answering.report(visit.session, visit.membership, key, form.data.reason)
    words = _("Reported. The stewards read it; whoever put it up is not told.")
    return with_notice(visit, see(path_of(visit, key)), words)


def read(visit: MemberVisit) -> Response:
    """Note how far the reader has read what was written to them."""
    form: Form[ReadFields] = Form.read(ReadFields, visit.form)
    key = visit.param("listing")
    note_read(visit.session, visit.membership, key, form.data.up_to if form.valid else "")
    if visit.request.headers.get("hx-request") == "true":
        return Response()  # in place of the button
    return with_notice(visit, see(path_of(visit, key)), _("Noted: you have read that far."))


def path_of(visit: MemberVisit, listing_id: str) -> str:
    """Return the address of a listing."""
    return visit.url("listing", community=visit.community.slug, listing=listing_id)


def _sent(visit: MemberVisit) -> Response:
    words = _("Sent. You read the answer here, and are told of it by mail.")
    return with_notice(visit, see(path_of(visit, visit.param("listing")) + "#answers"), words)


def _page(
    visit: MemberVisit,
    form: Form[LineFields] | None = None,
    *,
    report_form: Form[ReportFields] | None = None,
    status: int = 200,
    to: str = "",
) -> Response:
    session, member = visit.session, visit.membership
    found = find_listing(session, member, visit.param("listing"))
    (view,) = view_listings(session, member, [found])
    form = form or Form()
    answers = answers_to(session, member, found)
    unread = [one.line for answer in answers for one in answer.lines if one.is_new]
    context = {
        "community": visit.community,
        "view": view,
        "answers": answers,
        "unread": max((line.at, line.id) for line in unread)[1] if unread else "",
        "stewards": member.role is MemberRole.STEWARD,
        "form": form,
        "to": to,
        "blank": Form(),
        "once": form.value("once") or new_id(),
        "report": report_form or Form(),
        "kind_in_words": kind_in_words,
        "longest_line": LONGEST_LINE,
        "longest_reason": LONGEST_REASON,
        "as_html": as_html,
    }
    return render(visit, "listings/listing.html", context, status=status)
