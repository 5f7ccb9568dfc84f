"""Suggesting an idea: those like it are shown while one types, and before it is sent."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.haste import count_post
from eventnet.discussions.markdown import as_text, excerpt
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ideas.actions.suggesting import suggest as suggest_idea
from eventnet.ideas.forms import IdeaFields, TitleFields
from eventnet.ideas.models import LONGEST_TITLE, About
from eventnet.ideas.queries import IdeaLine, alike
from eventnet.ideas.words import abouts, status_in_words
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def new(visit: MemberVisit) -> Response:
    """Show an empty form; with a title so far, the ideas like it."""
    typed: Form[TitleFields] = Form.read(TitleFields, visit.request.query_params)
    title = typed.data.title if typed.valid else ""
    begun = IdeaFields.model_construct(title=title, words="", about=About.COMMUNITY)
    return _page(visit, Form.of(begun), alike(visit.session, visit.membership, title))


def suggest(visit: MemberVisit) -> Response:
    """Suggest it, once the reader has seen those like it."""
    form: Form[IdeaFields] = Form.read(IdeaFields, visit.form)
    close = alike(visit.session, visit.membership, form.value("title")[:LONGEST_TITLE])
    if not form.valid:
        return _page(visit, form, close, 422)
    if close and not form.data.looked:
        form.refuse(
            "", _("There are ideas like yours. Vote for one of them, or send yours all the same.")
        )
        return _page(visit, form, close, 422, looked=True)
    count_post(visit)
    made = suggest_idea(visit.session, visit.membership, form.data)
    there = visit.url("idea", community=visit.community.slug, idea=made.id)
    words = _("Suggested, with your vote. You are told what becomes of it.")
    return with_notice(visit, see(there), words)


def _page(
    visit: MemberVisit,
    form: Form[IdeaFields],
    close: list[IdeaLine],
    status: int = 200,
    *,
    looked: bool = False,
) -> Response:
    context = {
        "community": visit.community,
        "form": form,
        "once": form.value("once") or new_id(),
        "looked": looked,
        "alike": close,
        "abouts": [(value, name, None) for value, name in abouts()],
        "longest_title": LONGEST_TITLE,
        "status_in_words": status_in_words,
        "brief": lambda words: excerpt(as_text(words), 160),
    }
    return render(visit, "ideas/new.html", context, status=status, block="alike")
