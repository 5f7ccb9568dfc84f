"""Show one's code, read another's, and keep the contacts that come of it."""

from starlette.responses import Response

from eventnet.contacts import actions
from eventnet.contacts.cards import card_response
from eventnet.contacts.codes import Shown, drawn, read_token, spaced, token_for
from eventnet.contacts.forms import CodeFields, SearchFields, ShareFields, chosen
from eventnet.contacts.guesses import count_guess
from eventnet.contacts.models import ContactCard
from eventnet.contacts.queries import (
    Details,
    contact_of,
    contacts_of,
    details_behind,
    shown_with,
)
from eventnet.errors import NotFound, Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.directory import PAGE
from eventnet.people.queries import PersonView, as_seen_by, tint
from eventnet.people.saved import holds
from eventnet.people.visits import viewer_for
from eventnet.redirects import see
from eventnet.templating import render

ANY = "-"


def code(visit: AttendeeVisit) -> Response:
    """Show one's own code, what one shares, and where to type another's."""
    return _code_page(visit, _chosen(visit), Form())


def save_choice(visit: AttendeeVisit) -> Response:
    """Take what somebody shares; the first time they get their code by it."""
    form: Form[ShareFields] = Form.read(ShareFields, visit.form)
    if not form.valid:
        return _code_page(visit, form, Form(), status=422)
    choice = form.data.choice()
    actions.choose(visit.session, visit.event, visit.attendance.id, choice)
    return with_notice(visit, see(_code_path(visit)), _("Your choice is saved."))


def renew(visit: AttendeeVisit) -> Response:
    """Give somebody a new code."""
    actions.renew_code(visit.session, visit.attendance.id)
    said = _("This is your new code. The old one leads nowhere; your contacts stay.")
    return with_notice(visit, see(_code_path(visit)), said)


def find(visit: AttendeeVisit) -> Response:
    """Lead from a code that was typed to the one who showed it."""
    count_guess(visit)
    form: Form[CodeFields] = Form.read(CodeFields, visit.form)
    found = shown_with(visit.session, visit.event.id, form.data.code) if form.valid else None
    if found is None or details_behind(visit.session, visit.event.id, found) is None:
        if form.valid:
            form.refuse("code", _("Nobody here has this code now. Please compare it once more."))
        return _code_page(visit, _chosen(visit), form, status=422)
    return see(_exchange_path(visit, found))


def exchange(visit: AttendeeVisit) -> Response:
    """Show whose code was read, and ask whether to exchange."""
    return _exchange_page(visit, _chosen(visit))


def exchange_now(visit: AttendeeVisit) -> Response:
    """Exchange contact details with the one who showed their code."""
    form: Form[ShareFields] = Form.read(ShareFields, visit.form)
    if not form.valid:
        return _exchange_page(visit, form, status=422)
    own_id, choice = visit.attendance.id, form.data.choice()
    person = actions.exchange(visit.session, visit.event, own_id, _shown(visit), choice)
    said = _("You and %(name)s have each other's contact details.", name=person.name)
    return with_notice(visit, see(_contacts_path(visit)), said)


def contacts(visit: AttendeeVisit) -> Response:
    """Show a page of those with whom somebody exchanged."""
    form: Form[SearchFields] = Form.read(SearchFields, visit.request.query_params)
    words = form.data.q if form.valid else ""
    everyone = contacts_of(visit.session, visit.attendance.id)
    found = [one for one in everyone if not words or holds(one.words(), words)]
    asked, path = visit.request.query_params.get("page", "1"), _contacts_path(visit)
    pages = pager(len(found), asked, size=PAGE, path=path, query={"q": words})
    listed = found[pages.offset : pages.offset + PAGE]
    faces = _faces(visit, listed)
    context = {
        "event": visit.event,
        "form": form,
        "narrowed": bool(words) or not form.valid,
        "pager": pages,
        "contacts": [(faces[one.attendance_id], one) for one in listed],
    }
    status = 200 if form.valid else 422
    return render(visit, "contacts/contacts.html", context, status=status, block="results")


def contacts_file(visit: AttendeeVisit) -> Response:
    """Give somebody all their contacts as a file."""
    people = contacts_of(visit.session, visit.attendance.id)
    return _file(visit, people, f"{visit.event.slug}.vcf")


def contact_file(visit: AttendeeVisit) -> Response:
    """Give somebody one contact as a file."""
    key = visit.param("attendance")
    person = contact_of(visit.session, visit.attendance.id, key)
    if person is None:
        raise actions.no_contact()
    return _file(visit, [person], f"{visit.event.slug}-{key}.vcf")


def end(visit: AttendeeVisit) -> Response:
    """Take an exchange back."""
    actions.take_back(visit.session, visit.attendance.id, visit.param("attendance"))
    said = _("Taken back: neither of you has the other's contact details any more.")
    return with_notice(visit, see(_contacts_path(visit)), said)


def _code_page(
    visit: AttendeeVisit, form: Form[ShareFields], typed: Form[CodeFields], status: int = 200
) -> Response:
    card = visit.session.get(ContactCard, visit.attendance.id)
    context = {
        "event": visit.event,
        "form": form,
        "typed": typed,
        "email": visit.account.email,
        "code": spaced(card.code) if card else "",
        "drawing": drawn(_address(visit, Shown(card.attendance_id, card.code))) if card else "",
        "leads": visit.url("exchange", event=visit.event.slug, token=ANY).removesuffix(ANY),
    }
    return render(visit, "contacts/code.html", context, status=status)


def _exchange_page(visit: AttendeeVisit, form: Form[ShareFields], status: int = 200) -> Response:
    shown = _shown(visit)
    person = details_behind(visit.session, visit.event.id, shown)
    if person is None:
        raise actions.outdated()
    if shown.attendance_id == visit.attendance.id:
        raise Refused(_("This is your own code. Let somebody else read it."))
    context = {
        "event": visit.event,
        "form": form,
        "email": visit.account.email,
        "person": _faces(visit, [person])[person.attendance_id],
        "name": person.name,
        "known": contact_of(visit.session, visit.attendance.id, person.attendance_id) is not None,
    }
    return render(visit, "contacts/exchange.html", context, status=status)


def _faces(visit: AttendeeVisit, people: list[Details]) -> dict[str, PersonView]:
    """Return these people as they are seen anywhere; who hides has the name they gave, no page."""
    seen = as_seen_by(visit.session, viewer_for(visit), [one.attendance_id for one in people])
    faces = {}
    for one in people:
        face = seen.get(one.attendance_id)
        if face is None or not face.name:
            ink = tint(one.name)
            face = PersonView(one.attendance_id, name=one.name, tint=ink, has_page=False)
        faces[one.attendance_id] = face
    return faces


def _chosen(visit: AttendeeVisit) -> Form[ShareFields]:
    return Form(chosen(visit.session.get(ContactCard, visit.attendance.id)))


def _shown(visit: AttendeeVisit) -> Shown:
    shown = read_token(visit.settings.key, visit.param("token"))
    if shown is None:
        raise NotFound(_("This is no code of ours. Let the code be read once more, or type it."))
    return shown


def _file(visit: AttendeeVisit, people: list[Details], name: str) -> Response:
    note = _("Met at %(event)s", event=visit.event.name)
    return card_response(visit.settings, [(one, note) for one in people], name)


def _exchange_path(visit: AttendeeVisit, shown: Shown) -> str:
    token = token_for(visit.settings.key, shown)
    return visit.url("exchange", event=visit.event.slug, token=token)


def _address(visit: AttendeeVisit, shown: Shown) -> str:
    return visit.settings.origin + _exchange_path(visit, shown)


def _code_path(visit: AttendeeVisit) -> str:
    return visit.url("code", event=visit.event.slug)


def _contacts_path(visit: AttendeeVisit) -> str:
    return visit.url("contacts", event=visit.event.slug)
