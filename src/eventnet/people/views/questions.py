"""One question at a time, each worth answering alone, each to be skipped."""

from typing import Any, cast

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.models import Consent
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Fields, Form
from eventnet.i18n import gettext as _
from eventnet.images import drop_image
from eventnet.people.actions import Changes, ask_again, change_profile, skip_question
from eventnet.people.attending import choose_consent
from eventnet.people.forms import ANSWERS, split_topics
from eventnet.people.models import Audience, Profile
from eventnet.people.questions import QUESTIONS, progress, skip_key
from eventnet.people.topics import suggestions
from eventnet.people.views.profile import my_profile, photos, store_photo
from eventnet.people.visibility import FIELDS
from eventnet.people.words import audience_choices, consent_choices
from eventnet.redirects import see
from eventnet.templating import render


def next_question(visit: AttendeeVisit) -> Response:
    """Ask the most valuable thing that is missing."""
    return _page(visit, Form())


def answer_question(visit: AttendeeVisit) -> Response:
    """Take an answer, or the wish to skip the question, and go on to the next."""
    mine = my_profile(visit.session, visit.attendance.membership_id)
    question = str(visit.form.get("question", ""))
    here = see(visit.url("next-question", event=visit.event.slug))
    if "again" in visit.form:
        ask_again(visit.session, mine.id)
        return here
    if question not in QUESTIONS:
        raise Refused(_("This question is not one of ours. Please go back and answer again."))
    if "skip" in visit.form:
        skip_question(visit.session, mine.id, skip_key(question, visit.attendance))
        return here
    form: Form[Fields] = Form.read(ANSWERS[question], visit.form)
    if form.valid:
        try:
            _take(visit, mine, question, form)
        except Refused as refused:
            form.refuse(question, refused.sentence)
    return here if form.valid else _page(visit, form, question)


def _take(visit: AttendeeVisit, mine: Profile, question: str, form: Form[Fields]) -> None:
    if question == "consent":
        choose_consent(visit.session, visit.attendance.id, Consent(form.value("consent")))
        return
    if question == "photo":
        name = store_photo(visit.settings, visit.form.get("photo"))
        if name is None:
            raise Refused(_("Please choose a picture, or skip this question."))
        dropped = change_profile(visit.session, mine.id, {"photo": name})
        drop_image(photos(visit.settings), dropped)
        return
    value: Any = getattr(form.data, question)
    if question in {"offers", "seeks", "interests"}:
        value = split_topics(value)
    elif question == "visibility":
        value = dict.fromkeys(FIELDS, Audience(value).value)
    change_profile(visit.session, mine.id, cast("Changes", {question: value}))


def _page(visit: AttendeeVisit, form: Form[Any], question: str | None = None) -> Response:
    mine = my_profile(visit.session, visit.attendance.membership_id)
    state = progress(visit.session, mine, visit.attendance)
    context = {
        "event": visit.event,
        "form": form,
        "question": question or state.question,
        "state": state,
        "suggestions": suggestions(visit.session, visit.event),
        "consents": consent_choices(),
        "audiences": audience_choices(),
    }
    return render(visit, "people/next.html", context, status=422 if form.errors else 200)
