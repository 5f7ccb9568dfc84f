"""Pages of the roll: everyone who comes, one of them, and all of them as a file."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from eventnet import audit, clock
from eventnet.arrivals.references import ticket_name
from eventnet.database import writing
from eventnet.errors import NotFound, Refused
from eventnet.event_questions.models import EventQuestion
from eventnet.event_questions.queries import Answered, answers_of, answers_of_each, questions_of
from eventnet.events.merging import Trace, sentence, show_both, taken
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import roles, zone
from eventnet.exports import csv_response
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.organize import actions
from eventnet.organize.deeds import choices
from eventnet.organize.forms import Seat
from eventnet.organize.roll import Entry, count, entries, entry
from eventnet.organize.wanted import Wanted
from eventnet.organize.words import consent_in_words, status_in_words
from eventnet.paging import pager
from eventnet.people.completeness import total_at
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import Clash, version_of

PAGE = 50


def roll(visit: InsiderVisit) -> Response:
    """Show who comes, fifty at a time, or those whom the words find."""
    said = visit.request.query_params
    wanted = Wanted.read(lambda name: said.get(name, ""))
    page = pager(
        count(visit.session, visit.event.id, wanted),
        said.get("page", ""),
        size=PAGE,
        path=visit.url("roll", event=visit.event.slug),
        query=wanted.query,
    )
    here = zone(visit.event)
    context = {
        "entries": entries(visit.session, visit.event.id, wanted, offset=page.offset, limit=PAGE),
        "pager": page,
        "wanted": wanted,
        "form": Form({name: [value] for name, value in wanted.query.items()}),
        "roles": roles(visit.session, visit.event.id),
        "deeds": choices(),
        "questions": total_at(visit.session, visit.event.id),
        "local": lambda moment: moment.astimezone(here),
        "consent_in_words": consent_in_words,
        "status_in_words": status_in_words,
        "ticket_name": ticket_name,
    }
    return render(visit, "organize/roll.html", context, block="results")


def person(visit: InsiderVisit) -> Response:
    """Show one attendee, with what an organizer decides about them."""
    found = _entry(visit)
    row = found.attendance
    return _person(visit, found, _seat(row.role_id, row.stand))


def _seat(role_id: str, stand: str | None) -> Form[Seat]:
    return Form.of(Seat.model_construct(role_id=role_id, stand=stand or ""))


def _person(visit: InsiderVisit, found: Entry, form: Form[Seat], status: int = 200) -> Response:
    typed = form.value("version")
    fresh = version_of(found.attendance, only=actions.SEAT)
    here = zone(visit.event)
    context = {
        "entry": found,
        "form": form,
        "version": typed if status == 422 and typed else fresh,
        "answers": answers_of(visit.session, visit.event.id, found.attendance.id),
        "roles": roles(visit.session, visit.event.id),
        "questions": total_at(visit.session, visit.event.id),
        "local": lambda moment: moment.astimezone(here),
        "consent_in_words": consent_in_words,
        "status_in_words": status_in_words,
        "ticket_name": ticket_name,
    }
    return render(visit, "organize/person.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Give an attendee another role or stand."""
    found = _entry(visit)
    form = Form.read(Seat, visit.form)
    if not form.valid:
        return _person(visit, found, form, 422)
    event_id, key, theirs = visit.event.id, found.attendance.id, taken(visit.form)
    names = {role.id: role.name for role in roles(visit.session, event_id)}
    trace = Trace("attendance.changed", key, {"role_id": lambda one: names.get(one, "")})
    try:
        merged = actions.change_seat(
            visit.session, event_id, key, form.data, visit.account.id, theirs=theirs
        )
    except Clash as clash:
        values = clash.values
        form = _seat(values["role_id"], values["stand"])
        show_both(visit, form, clash, trace)
        return _person(visit, _entry(visit), form, clash.status)
    except Refused as refused:
        form.refuse("role_id" if refused.status == 422 else "", refused.sentence)
        return _person(visit, _entry(visit), form, refused.status)
    labels = {"role_id": _("Role"), "stand": _("Stand")}
    also = sentence(visit, trace, labels, merged)
    return _done(visit, key, " ".join(filter(None, (_("Saved."), also))))


def remove(visit: InsiderVisit) -> Response:
    """Let an attendee no longer come."""
    key = visit.param("attendance")
    count = actions.remove_attendee(visit.session, visit.event.id, key, visit.account.id)
    return _done(visit, key, actions.meetings_called_off(count))


def take_back(visit: InsiderVisit) -> Response:
    """Let an attendee come after all."""
    key = visit.param("attendance")
    actions.take_back(visit.session, visit.event.id, key, visit.account.id)
    return _done(
        visit, key, _("They are on the list again. Meetings that were called off stay so.")
    )


def try_again(visit: InsiderVisit) -> Response:
    """Let mail be written again to an attendee whose address sent it back."""
    key = visit.param("attendance")
    actions.try_address_again(visit.session, visit.event.id, key, visit.account.id)
    return _done(
        visit,
        key,
        _("From now on mail goes to this address again. What it missed is not sent again."),
    )


def file(visit: InsiderVisit) -> Response:
    """Answer with everyone who comes, as a table for a spreadsheet."""
    everyone = entries(visit.session, visit.event.id, Wanted())
    name = f"{visit.event.slug}-people-{clock.now():%Y-%m-%d}.csv"
    header = [_("Name"), _("E-mail"), _("Organisation"), _("Role"), _("Stand"), _("Consent")]
    header += [_("Tickets"), _("Mail trouble"), _("Came"), _("Answers"), _("VIP")]
    asked = questions_of(visit.session, visit.event.id)
    header += [one.label for one in asked]
    said = answers_of_each(visit.session, asked, [one.attendance.id for one in everyone])
    rows = [[*_cells(one), *_answers(asked, said.get(one.attendance.id, {}))] for one in everyone]
    with writing(visit.session):
        audit.record(
            visit.session,
            "roll.exported",
            account_id=visit.account.id,
            event_id=visit.event.id,
            people=len(rows),
        )
    return csv_response(name, header, rows)


def _answers(asked: Sequence[EventQuestion], said: Mapping[str, Answered]) -> list[str]:
    return [said[one.id].words if one.id in said else "" for one in asked]


def _cells(one: Entry) -> list[str]:
    tickets = ", ".join(ticket_name(ticket.source, ticket.reference) for ticket in one.tickets)
    consent = consent_in_words(one.consent) if one.consent else ""
    stand = one.attendance.stand or ""
    return [
        one.name,
        one.email,
        one.organization,
        one.role,
        stand,
        consent,
        tickets,
        one.trouble or "",
        _("yes") if one.attendance.confirmed_at else _("no"),
        str(one.answered),
        _("yes") if one.attendance.vip else _("no"),
    ]


def _entry(visit: InsiderVisit) -> Entry:
    found = entry(visit.session, visit.event.id, visit.param("attendance"))
    if found is None:
        raise NotFound(_("There is no such person at this event."))
    return found


def _done(visit: InsiderVisit, key: str, sentence: str) -> Response:
    page = visit.url("roll-person", event=visit.event.slug, attendance=key)
    return with_notice(visit, see(page), sentence)
