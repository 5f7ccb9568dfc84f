"""What those who are invited say, and what members choose about crews."""

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.crews.actions import answering
from eventnet.crews.forms import AnswerFields, ChoiceFields
from eventnet.crews.willing import spare
from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def answer(visit: MemberVisit) -> Response:
    """Say yes or no to a crew."""
    form: Form[AnswerFields] = Form.read(AnswerFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say yes or no."))
    key, yes = visit.param("brief"), form.data.say == "yes"
    answering.answer(visit.session, visit.membership, key, yes=yes)
    if yes:
        there = see(visit.url("crew", community=visit.community.slug, brief=key))
        return with_notice(visit, there, _("You are in. The crew reads your name here."))
    there = see(visit.url("crews", community=visit.community.slug))
    return with_notice(visit, there, _("That is fine. Only whoever asked you is told."))


def choice(visit: MemberVisit) -> Response:
    """Show what the reader chose."""
    key = visit.membership.id
    willing = spare(visit.session, [key], clock.now())[key].willing
    chosen = ChoiceFields.model_construct(
        may_be_suggested="yes" if willing else "",
    )
    return _page(visit, Form.of(chosen))


def choose(visit: MemberVisit) -> Response:
    """Keep what the reader chose."""
    form: Form[ChoiceFields] = Form.read(ChoiceFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    answering.choose(
        visit.session,
        visit.membership.id,
        may_be_suggested=bool(form.data.may_be_suggested),
    )
    there = see(visit.url("crews-choice", community=visit.community.slug))
    return with_notice(visit, there, _("Saved."))


def _page(visit: MemberVisit, form: Form[ChoiceFields], status: int = 200) -> Response:
    context = {"community": visit.community, "form": form}
    return render(visit, "crews/choice.html", context, status=status)
