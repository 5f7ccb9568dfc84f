"""One ask: to its asker with the answers, to others with what they can do about it."""

from typing import Any

from starlette.responses import Response

from eventnet.asks.actions import answering, asking, thanking
from eventnet.asks.forms import AnswerFields, SuggestionFields
from eventnet.asks.models import LIVE, Ask, AskTurn
from eventnet.asks.people import view_told
from eventnet.asks.queries import answers_to, is_over
from eventnet.asks.reading import find_ask, tells_asker
from eventnet.asks.suggesting import people_called
from eventnet.asks.topics import labels_of, topics_of
from eventnet.asks.words import reasons, topics_in, where_it_stands
from eventnet.communities.policies import MemberVisit
from eventnet.dates import at, day
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import Level, with_notice
from eventnet.redirects import see
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show an ask."""
    return _page(visit, Form())


def _page(
    visit: MemberVisit, form: Form[AnswerFields], status: int = 200, at_answer: str = ""
) -> Response:
    ask, zone = _ask(visit), visit.account.time_zone
    is_mine = ask.by_id == visit.membership.id
    context = {
        "community": visit.community,
        "ask": ask,
        "topics": list(topics_of(visit.session, [ask.id])[ask.id].values()),
        "answers": answers_to(visit.session, visit.membership, ask),
        "form": form,
        "at_answer": at_answer,
        "is_over": is_over(ask),
        "me": visit.membership.id,
        "day": day,
        "at": lambda value: at(value, zone),
        **(_to_asker(ask, zone) if is_mine else _to_others(visit, ask)),
    }
    return render(visit, "asks/mine.html" if is_mine else "asks/put.html", context, status=status)


def _to_asker(ask: Ask, zone: str | None) -> dict[str, Any]:
    waves_left = ask.wave < ask.waves
    return {
        "stands": where_it_stands(ask, zone),
        "can_go_on": ask.state in LIVE and ask.answered_at is not None and waves_left,
        "can_show": ask.state in LIVE and not ask.may_open and not waves_left,
    }


def _to_others(visit: MemberVisit, ask: Ask) -> dict[str, Any]:
    session, member = visit.session, visit.membership
    turn = session.get(AskTurn, (ask.id, member.id))
    because = turn.because if turn else []
    labels = labels_of(session, topics_in(because))
    people = {ask.by_id} if tells_asker(ask, turn) else set()
    people |= {turn.suggested_by_id} if turn and turn.suggested_by_id and turn.tells_who else set()
    told = view_told(session, member, people)
    called = visit.request.query_params.get("who", "")[:200]
    return {
        "asker": told.get(ask.by_id),
        "turn": turn,
        "why": reasons(because, labels, to_them=True),
        "suggested_by": told.get(turn.suggested_by_id) if turn and turn.suggested_by_id else None,
        "who": called,
        "found": people_called(session, member, called, but={ask.by_id}) if called else [],
    }


def answer(visit: MemberVisit) -> Response:
    """Answer an ask."""
    form: Form[AnswerFields] = Form.read(AnswerFields, visit.form)
    if not form.valid:
        return _page(visit, form, status=422)
    answering.answer(visit.session, visit.membership, visit.param("ask"), form.data.words)
    return _back(visit, _("Your answer is there. Thank you."))


def pass_on(visit: MemberVisit) -> Response:
    """Pass, without a word."""
    answering.pass_on(visit.session, visit.membership, visit.param("ask"))
    there = see(visit.url("asks", community=visit.community.slug))
    return with_notice(visit, there, _("That is fine. Nobody is told."))


def suggest(visit: MemberVisit) -> Response:
    """Suggest somebody else."""
    form: Form[SuggestionFields] = Form.read(SuggestionFields, visit.form)
    if not form.valid:
        return _back(visit, _("Choose whom you mean first."), "careful")
    answering.suggest(
        visit.session,
        visit.membership,
        visit.param("ask"),
        form.data.member,
        tells_who=bool(form.data.tells_who),
    )
    return _back(visit, _("Thank you. If they can be reached, they are asked next."))


def thank(visit: MemberVisit) -> Response:
    """Thank for an answer."""
    thanking.thank(visit.session, visit.membership, visit.param("ask"), visit.param("answer"))
    return _back(visit, _("They read that you thank them."))


def accept(visit: MemberVisit) -> Response:
    """Say that an answer helped."""
    thanking.accept(visit.session, visit.membership, visit.param("ask"), visit.param("answer"))
    return _back(visit, _("They read that it helped. You can close the ask, if you have enough."))


def add_line(visit: MemberVisit) -> Response:
    """Add a line about an answer."""
    form: Form[AnswerFields] = Form.read(AnswerFields, visit.form)
    key = visit.param("answer")
    if not form.valid:
        return _page(visit, form, status=422, at_answer=key)
    thanking.add_line(visit.session, visit.membership, visit.param("ask"), key, form.data.words)
    return _back(visit, _("Your line is there."))


def go_on(visit: MemberVisit) -> Response:
    """Ask further people now."""
    asking.ask_further(visit.session, visit.membership.id, visit.param("ask"))
    return _back(visit, _("The next ones are asked."))


def show_to_all(visit: MemberVisit) -> Response:
    """Show an ask to everybody whom it may reach."""
    asking.show_to_all(visit.session, visit.membership.id, visit.param("ask"))
    return _back(visit, _("It is open now, under “Open asks”."))


def close(visit: MemberVisit) -> Response:
    """Close an ask."""
    asking.close(visit.session, visit.membership.id, visit.param("ask"))
    return _back(visit, _("It is closed. Whoever was still asked is told."))


def take_back(visit: MemberVisit) -> Response:
    """Take an ask back."""
    asking.take_back(visit.session, visit.membership.id, visit.param("ask"))
    there = see(visit.url("asks", community=visit.community.slug))
    return with_notice(visit, there, _("You took it back. Nobody else reads it any more."))


def _ask(visit: MemberVisit) -> Ask:
    found = find_ask(visit.session, visit.membership, visit.param("ask"))
    if found is None:
        raise asking.no_such_ask()
    return found


def _back(visit: MemberVisit, sentence: str, level: Level = "good") -> Response:
    there = visit.url("asks-one", community=visit.community.slug, ask=visit.param("ask"))
    return with_notice(visit, see(there), sentence, level)
