"""Three screens when somebody arrives, then one question at a time, each to be skipped."""

from typing import Any, cast

from starlette.responses import Response

from eventnet.errors import NotFound, Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.images import drop_image
from eventnet.people.actions import (
    KINDS,
    Changes,
    ask_again,
    change_profile,
    confirm,
    profile_version,
    skip_question,
)
from eventnet.people.answers import ANSWERS, Answer, ConfirmAnswer, ConsentAnswer, WordsAnswer
from eventnet.people.attending import choose_consent
from eventnet.people.cloud import cloud, with_own
from eventnet.people.models import Profile
from eventnet.people.prospects import brought, prospects, worth_of
from eventnet.people.questions import (
    ASKED,
    FURTHER,
    SCREENS,
    About,
    Progress,
    before,
    following,
    progress,
    skip_key,
)
from eventnet.people.views.profile import my_profile, photos, store_photo
from eventnet.people.visibility import FIELDS, overall
from eventnet.people.visits import viewer_for
from eventnet.people.words import audience_choices, consent_choices
from eventnet.redirects import see
from eventnet.templating import render


def next_question(visit: AttendeeVisit) -> Response:
    """Go on where somebody stopped: with a screen, or the most valuable thing that is missing."""
    state = _progress(visit)
    if state.question == FURTHER:
        return _further(visit, "next")
    return _page(visit, state, state.question)


def question(visit: AttendeeVisit) -> Response:
    """Ask one thing, whether it is answered or not: what was said before can be changed."""
    return _page(visit, _progress(visit), _asked(visit))


def answer_question(visit: AttendeeVisit) -> Response:
    """Take an answer, or the wish to skip the question, and go on."""
    asked, state = _asked(visit), _progress(visit)
    if "skip" in visit.form:
        key = skip_key(asked, visit.attendance)
        skip_question(visit.session, state.about.profile.id, key)
        return _onwards(visit, asked)
    form: Form[Answer] = Form.read(ANSWERS[asked], visit.form)
    if not form.valid:
        return _page(visit, state, asked, form, status=422)
    try:
        _take(visit, state.about.profile, asked, form.data)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("photo" if asked == "photo" else "", refused.sentence)
        return _page(visit, _progress(visit), asked, form, status=refused.status)
    return _onwards(visit, asked)


def ask_me_again(visit: AttendeeVisit) -> Response:
    """Ask what was skipped."""
    ask_again(visit.session, my_profile(visit.session, visit.attendance.membership_id).id)
    return see(visit.url("next-question", event=visit.event.slug))


def _asked(visit: AttendeeVisit) -> str:
    asked = visit.param("question")
    if asked not in ASKED:
        raise NotFound(_("This question is not one of ours."))
    return asked


def _onwards(visit: AttendeeVisit, asked: str) -> Response:
    """Go on to the next screen, from the last one to the people, and else to the next question."""
    event = visit.event.slug
    after = following(asked)
    if after:
        return see(visit.url("question", event=event, question=after))
    if asked in SCREENS and _progress(visit).owes:
        return _further(visit, "people")
    return see(visit.url("recommended" if asked in SCREENS else "next-question", event=event))


def _further(visit: AttendeeVisit, then: str) -> Response:
    """Lead to the questions of the event itself, and say where one goes on from there."""
    return see(f"{visit.url('answers', event=visit.event.slug)}?then={then}")


def _progress(visit: AttendeeVisit) -> Progress:
    mine = my_profile(visit.session, visit.attendance.membership_id)
    return progress(visit.session, mine, visit.attendance)


def _take(visit: AttendeeVisit, mine: Profile, asked: str, said: Answer) -> None:
    if isinstance(said, ConsentAnswer):
        choose_consent(visit.session, visit.attendance.id, said.consent)
        return
    changes: dict[str, Any] = said.model_dump(exclude={"version", "consent"})
    shown = said.version or None
    if isinstance(said, WordsAnswer):
        changes = {asked: said.words()}
    elif asked == "photo":
        changes, shown = {"photo": _photo(visit)}, None
    elif "visibility" in changes:
        changes["visibility"] = dict.fromkeys(FIELDS, changes["visibility"])
    if isinstance(said, ConfirmAnswer):
        if said.visibility is None:
            del changes["visibility"]
        confirm(
            visit.session,
            mine.id,
            visit.attendance.id,
            cast("Changes", changes),
            consent=said.consent,
            shown=shown,
        )
        return
    dropped = change_profile(visit.session, mine.id, cast("Changes", changes), shown=shown)
    drop_image(photos(visit.settings), dropped)


def _photo(visit: AttendeeVisit) -> str:
    name = store_photo(visit.settings, visit.form.get("photo"))
    if name is None:
        raise Refused(_("Please choose a picture, or skip this question."))
    return name


def _page(
    visit: AttendeeVisit,
    state: Progress,
    asked: str | None,
    form: Form[Answer] | None = None,
    status: int = 200,
) -> Response:
    profile, viewer = state.about.profile, viewer_for(visit)
    found = prospects(visit.session, viewer, profile)
    form = form or _form_of(state.about, asked)
    kind = KINDS.get(asked or "")
    context = {
        "event": visit.event,
        "form": form,
        "question": asked,
        "state": state,
        "screen": SCREENS.index(asked) + 1 if asked in SCREENS else None,
        "back": before(asked or ""),
        "version": profile_version(visit.session, profile),
        "worth": worth_of(asked, visit.event, found) if asked else "",
        "brought": brought(found, profile),
        "words": with_own(cloud(visit.session, viewer, visit.event, kind), form.values("tapped"))
        if kind
        else [],
        "consents": consent_choices(),
        "audiences": audience_choices(),
        "by_field": bool(profile.visibility) and overall(profile.visibility) is None,
    }
    template = "people/asked.html" if asked else "people/nothing_left.html"
    return render(visit, template, context, status=status)


def _form_of(about: About, asked: str | None) -> Form[Answer]:
    """Return the form of a question with what is known already."""
    if asked is None:
        return Form()
    if asked in KINDS:
        return Form.of(WordsAnswer.model_construct(tapped=about.topics[KINDS[asked]]))
    profile, fields = about.profile, ANSWERS[asked].model_fields
    known = {
        **profile.model_dump(include={"name", "headline", "organization", "bio"}),
        "consent": about.attendance.consent,
        "visibility": overall(profile.visibility),
    }
    given = {field: value for field, value in known.items() if field in fields}
    return Form.of(ANSWERS[asked].model_construct(None, **given))
