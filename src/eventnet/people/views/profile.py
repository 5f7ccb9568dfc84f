"""The page on which somebody says who they are, and whom they let see it."""

from collections import Counter
from pathlib import Path
from typing import Any, cast

from sqlmodel import Session, select
from starlette.responses import Response

from eventnet.errors import Conflict, NotFound, Refused
from eventnet.event_questions.queries import questions_of
from eventnet.events.policies import AttendeeVisit, EventVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.images import drop_image, image_response, sent_image, store_image
from eventnet.notices import with_notice
from eventnet.people.actions import Changes, change_profile, profile_version
from eventnet.people.forms import ProfileFields, split_topics
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.queries import as_seen_by, topics_of
from eventnet.people.topics import suggestions, word_news
from eventnet.people.visibility import FIELDS, audience
from eventnet.people.visits import nobody_here, viewer_for
from eventnet.people.words import audience_choices, field_names
from eventnet.redirects import see
from eventnet.settings import Settings
from eventnet.templating import render

LONGEST_SIDE = 800
"""Pixels of a photo."""


def profile(visit: AttendeeVisit) -> Response:
    """Show somebody their own profile, to be changed."""
    mine = my_profile(visit.session, visit.attendance.membership_id)
    return _page(visit, mine, _form_of(visit.session, mine))


def save_profile(visit: AttendeeVisit) -> Response:
    """Save a profile; a form that is older than what is stored changes nothing and is kept."""
    mine = my_profile(visit.session, visit.attendance.membership_id)
    form: Form[ProfileFields] = Form.read(ProfileFields, visit.form)
    if not form.valid:
        return _page(visit, mine, form, status=422)
    try:
        photo = store_photo(visit.settings, visit.form.get("photo"))
    except Refused as refused:
        form.refuse("photo", refused.sentence)
        return _page(visit, mine, form, status=refused.status)
    try:
        dropped = change_profile(
            visit.session, mine.id, _changes(form.data, photo), shown=form.data.version
        )
    except BaseException as error:
        drop_image(photos(visit.settings), photo)
        if not isinstance(error, Conflict):
            raise
        visit.session.refresh(mine)
        form.refuse("", error.sentence)
        return _page(visit, mine, form, status=409)
    drop_image(photos(visit.settings), dropped)
    response = see(visit.url("profile", event=visit.event.slug))
    return with_notice(visit, response, _("Your profile is saved."))


def photo(visit: EventVisit) -> Response:
    """Answer with somebody's photo, if the viewer may see it; a shared cache never keeps it."""
    attendance_id, name = visit.param("attendance"), visit.param("file")
    found = as_seen_by(visit.session, viewer_for(visit), [attendance_id]).get(attendance_id)
    if found is None or not found.photo_url or found.photo_url.rsplit("/", 1)[-1] != name:
        raise nobody_here()
    return image_response(photos(visit.settings), name, public=False)


def photos(settings: Settings) -> Path:
    """Return where photos are kept."""
    return settings.files_dir / "photos"


def store_photo(settings: Settings, sent: object) -> str | None:
    """Keep a photo that was sent, if there is one; return its name."""
    data = sent_image(sent)
    if data is None:
        return None
    return store_image(data, photos(settings), square=None, longest=LONGEST_SIDE)


def my_profile(session: Session, membership_id: str) -> Profile:
    """Return the profile of a member; everyone who was let in has one."""
    found = session.exec(select(Profile).where(Profile.membership_id == membership_id)).first()
    if found is None:
        raise NotFound(_("Your profile is missing. Please tell the organizers of the event."))
    return found


def _page(
    visit: AttendeeVisit, mine: Profile, form: Form[ProfileFields], status: int = 200
) -> Response:
    context = {
        "event": visit.event,
        "form": form,
        "version": profile_version(visit.session, mine),
        "photo_url": mine.photo
        and visit.url(
            "photo", event=visit.event.slug, attendance=visit.attendance.id, file=mine.photo
        ),
        "suggestions": suggestions(visit.session, visit.event),
        "word_news": [
            sentence
            for news in word_news
            for sentence in news(visit.session, visit.attendance.membership_id)
        ],
        "audiences": audience_choices(),
        "fields": field_names(),
        "attendance": visit.attendance,
        "asks": bool(questions_of(visit.session, visit.event.id)),
        "by_field": "fields" in visit.request.query_params
        or any(form.value(f"shown_{field}") for field in FIELDS),
    }
    return render(visit, "people/profile.html", context, status=status)


def _form_of(session: Session, mine: Profile) -> Form[ProfileFields]:
    topics = topics_of(session, [mine.id])[mine.id]
    chosen = {field: audience(mine.visibility, field) for field in FIELDS}
    common = Counter(option for option in chosen.values() if option is not Audience.NOBODY)
    overall = common.most_common(1)[0][0]  # a name is never for nobody
    shown: dict[str, Any] = {
        f"shown_{field}": "" if option is overall else option for field, option in chosen.items()
    }
    own: dict[str, Any] = mine.model_dump(include={"name", "headline", "organization", "bio"})
    fields = ProfileFields.model_construct(
        None,
        links="\n".join(mine.links),
        interests=", ".join(topics[TopicKind.INTEREST]),
        offers=", ".join(topics[TopicKind.OFFER]),
        seeks=", ".join(topics[TopicKind.SEEK]),
        audience=overall,
        **own,
        **shown,
    )
    return Form.of(fields)


def _changes(data: ProfileFields, photo: str | None) -> Changes:
    plain = data.model_dump(include={"name", "headline", "organization", "bio"})
    changes = cast("Changes", plain)
    changes["links"] = data.links.split("\n") if data.links else []
    changes["visibility"] = data.visibility()
    changes["interests"] = split_topics(data.interests)
    changes["offers"] = split_topics(data.offers)
    changes["seeks"] = split_topics(data.seeks)
    if photo or data.remove_photo:
        changes["photo"] = photo
    return changes
