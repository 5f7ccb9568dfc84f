"""Pages of introductions: mine, asking for one, and giving my word."""

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.errors import NotFound, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.introductions import answering, asking
from eventnet.introductions.consent import choice_of, choose
from eventnet.introductions.forms import AskFields, ChoiceFields, PassFields, YesFields
from eventnet.introductions.models import IntroductionState
from eventnet.introductions.rules import MOST_OPEN, PATIENCE, bar, open_of, spent_in_words
from eventnet.introductions.showing import (
    WaitingLine,
    introductions_of,
    waiting_line,
    ways_for,
)
from eventnet.introductions.ways import way_on
from eventnet.notices import with_notice
from eventnet.people.members import view_members, view_those_told
from eventnet.people.queries import PersonView
from eventnet.redirects import see
from eventnet.templating import render


def introductions(visit: MemberVisit) -> Response:
    """Show what waits for the reader's word, what they asked for, and what came about."""
    return _mine(visit, Form())


def _mine(visit: MemberVisit, form: Form[ChoiceFields], status: int = 200) -> Response:
    choice = choice_of(visit.session, visit.membership.id)
    if not form.errors:
        chosen = {name: getattr(choice, name) for name in ("introduces", "reachable")}
        form = Form({name: ["yes"] for name, said in chosen.items() if said})
    context = {
        "community": visit.community,
        "form": form,
        "mine": introductions_of(visit.session, visit.membership, clock.now()),
        "states": IntroductionState,
        "day": day,
    }
    return render(visit, "introductions/introductions.html", context, status=status)


def choice(visit: MemberVisit) -> Response:
    """Take what somebody lets others ask."""
    form: Form[ChoiceFields] = Form.read(ChoiceFields, visit.form)
    if not form.valid:
        return _mine(visit, form, status=422)
    said = form.data
    choose(
        visit.session,
        visit.membership.id,
        introduces=said.introduces,
        reachable=said.reachable,
    )
    return with_notice(visit, see(_here(visit)), _("Saved. You can change this at any time."))


def ask(visit: MemberVisit) -> Response:
    """Show over whom somebody can be reached, and the form to ask one of them."""
    return _ask_page(visit, Form())


def ask_now(visit: MemberVisit) -> Response:
    """Ask for an introduction."""
    goal = _goal(visit)
    form: Form[AskFields] = Form.read(AskFields, visit.form)
    if not form.valid:
        return _ask_page(visit, form, status=422)
    own, said = visit.membership.id, form.data
    try:
        asking.ask(visit.session, own, goal.membership_id, said.first, said.message)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _ask_page(visit, form, status=refused.status)
    words = _("Asked. You can take it back until it has come about.")
    return with_notice(visit, see(_here(visit)), words)


def _ask_page(visit: MemberVisit, form: Form[AskFields], status: int = 200) -> Response:
    goal, session, now = _goal(visit), visit.session, clock.now()
    own, key = visit.membership.id, goal.membership_id
    spent = open_of(session, own, now) >= MOST_OPEN
    ways = ways_for(session, visit.membership, key, now)
    if ways and not form.errors:  # the best is chosen, until somebody chooses another
        form = Form({"first": [ways[0].first.membership_id]})
    context = {
        "community": visit.community,
        "form": form,
        "goal": goal,
        "bar": bar(session, own, key, now) or (spent_in_words() if spent else ""),
        "ways": ways,
        "email": visit.account.email,
        "days": PATIENCE.days,
    }
    return render(visit, "introductions/ask.html", context, status=status)


def introduction(visit: MemberVisit) -> Response:
    """Show what waits for the reader's word."""
    return _word_page(visit, Form())


def pass_on(visit: MemberVisit) -> Response:
    """Pass a request on."""
    form: Form[PassFields] = Form.read(PassFields, visit.form)
    line = _waiting(visit)
    if not form.valid:
        return _word_page(visit, form, status=422)
    key, own = line.waiting.introduction.id, visit.membership.id
    try:
        answering.pass_on(visit.session, key, own, form.data.on, form.data.words)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _word_page(visit, form, status=refused.status)
    return with_notice(visit, see(_here(visit)), _("Passed on. Thank you."))


def no(visit: MemberVisit) -> Response:
    """Say no."""
    answering.decline(visit.session, visit.param("introduction"), visit.membership.id)
    said = _("Declined. Who asked learns only that it did not come about.")
    return with_notice(visit, see(_here(visit)), said)


def yes(visit: MemberVisit) -> Response:
    """Say yes to being introduced."""
    form: Form[YesFields] = Form.read(YesFields, visit.form)
    if not form.valid:
        return _word_page(visit, form, status=422)
    key, own, session = visit.param("introduction"), visit.membership.id, visit.session
    answering.agree(session, key, own, gives_address=form.data.gives_address)
    said = _("You are introduced. Both of you get a mail that says so.")
    return with_notice(visit, see(_here(visit)), said)


def back(visit: MemberVisit) -> Response:
    """Take back what the reader asked for, or an introduction of theirs."""
    answering.take_back(visit.session, visit.param("introduction"), visit.membership.id)
    return with_notice(visit, see(_here(visit)), _("Taken back."))


def _word_page(
    visit: MemberVisit, form: Form[PassFields] | Form[YesFields], status: int = 200
) -> Response:
    line, session, now = _waiting(visit), visit.session, clock.now()
    waiting, following = line.waiting, None
    if not waiting.is_about_me:
        key = way_on(session, waiting.step, waiting.introduction, now)
        people = view_those_told(session, visit.membership, [key]) if key else {}
        following = people.get(key or "")
    context = {
        "community": visit.community,
        "form": form,
        "line": line,
        "asked": waiting.introduction,
        "next": following,
        "until": day(waiting.introduction.expires_at.date(), "long"),
        "email": visit.account.email,
    }
    return render(visit, "introductions/introduction.html", context, status=status)


def _waiting(visit: MemberVisit) -> WaitingLine:
    key = visit.param("introduction")
    found = waiting_line(visit.session, visit.membership, key, clock.now())
    if found is None or found.asker is None or found.goal is None:
        raise NotFound(
            _(
                "This does not wait for a word of yours: it is answered, was taken back, or its "
                "time is over."
            )
        )
    return found


def _goal(visit: MemberVisit) -> PersonView:
    key = visit.param("membership")
    found = view_members(visit.session, visit.membership, [key]).get(key)
    if found is None or not found.name or key == visit.membership.id:
        raise NotFound(
            _("There is no such person in this community, or they are not shown to you.")
        )
    return found


def _here(visit: MemberVisit) -> str:
    return visit.url("introductions", community=visit.community.slug)
