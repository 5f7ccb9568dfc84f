"""The page on which somebody answers the questions of their event."""

from collections.abc import Sequence

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.event_questions.actions import answer
from eventnet.event_questions.forms import Said, field_of, form_of, offered, read_answers
from eventnet.event_questions.models import EventQuestion, SeenBy
from eventnet.event_questions.queries import in_words, questions_of, said_by
from eventnet.event_questions.words import promise
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Both, Fields, Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.people.actions import skip_question
from eventnet.people.questions import FURTHER, skip_key
from eventnet.people.views.profile import my_profile
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import Clash, edition_of

THEN = {"next": "next-question", "people": "recommended"}
"""Where one goes on to, who came here from there; else to the profile."""


def answers(visit: AttendeeVisit) -> Response:
    """Show the questions of the event, with what was answered."""
    questions = questions_of(visit.session, visit.event.id)
    return _page(visit, questions, form_of(questions, _said(visit, questions)))


def save_answers(visit: AttendeeVisit) -> Response:
    """Keep the answers, or the wish to skip the questions, and go on."""
    questions = questions_of(visit.session, visit.event.id)
    if "skip" in visit.form:
        return _skip(visit, questions)
    form, said = read_answers(questions, visit.form, _said(visit, questions))
    if form.errors:
        return _page(visit, questions, form, 422)
    shown, private = (str(visit.form.get(name, "")) for name in ("version", "private"))
    try:
        answer(visit.session, visit.attendance.id, said, shown, private.split(","))
    except Clash as clash:
        form = form_of(questions, clash.values)
        for one in questions:
            if one.id in clash.fields:
                mine, before = (", ".join(in_words(one, some)) for some in clash.fields[one.id])
                other = _("You, in another window")
                form.both[field_of(one)] = Both(mine or _("nothing"), before or _("nothing"), other)
                form.refuse(field_of(one), _("You answered this in another window: choose one."))
        return _page(visit, questions, form, clash.status)
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _page(visit, questions, form, refused.status)
    if not all(said.values()):
        _remember_skipped(visit)
    return with_notice(visit, _onwards(visit), _("Your answers are saved."))


def _said(visit: AttendeeVisit, questions: Sequence[EventQuestion]) -> Said:
    said = said_by(visit.session, visit.attendance.id)
    return {one.id: said.get(one.id, []) for one in questions}


def _skip(visit: AttendeeVisit, questions: Sequence[EventQuestion]) -> Response:
    said = _said(visit, questions)
    if any(one.required and not said[one.id] for one in questions):
        form = form_of(questions, said)
        form.refuse("", _("Some of these the organizers ask everybody to answer."))
        return _page(visit, questions, form, 422)
    _remember_skipped(visit)
    return _onwards(visit)


def _remember_skipped(visit: AttendeeVisit) -> None:
    """Remember that they saw the questions, and left some open that may stay so."""
    mine = my_profile(visit.session, visit.attendance.membership_id)
    skip_question(visit.session, mine.id, skip_key(FURTHER, visit.attendance))


def _onwards(visit: AttendeeVisit) -> Response:
    page = THEN.get(str(visit.form.get("then", "")), "profile")
    return see(visit.url(page, event=visit.event.slug))


def _page(
    visit: AttendeeVisit, questions: Sequence[EventQuestion], form: Form[Fields], status: int = 200
) -> Response:
    said = _said(visit, questions)
    sent = visit.form.get("then") if status != 200 else visit.request.query_params.get("then")
    context = {
        "event": visit.event,
        "questions": questions,
        "form": form,
        "field_of": field_of,
        "promise": promise,
        "offered": lambda one: offered(one, said[one.id]),
        "version": visit.form.get("version") if status == 422 else edition_of(said),
        "private": ",".join(one.id for one in questions if one.seen_by is SeenBy.ORGANIZERS),
        "then": sent if sent in THEN else "",
        "may_skip": all(said[one.id] for one in questions if one.required),
    }
    return render(visit, "people/answers.html", context, status=status)
