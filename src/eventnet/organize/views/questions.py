"""The pages on which organizers say what else people are asked."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from eventnet.edits.deciding import decide
from eventnet.edits.questions import QuestionChange, QuestionOut
from eventnet.errors import NotFound, Refused
from eventnet.event_questions import actions
from eventnet.event_questions.forms import QuestionFields
from eventnet.event_questions.models import EventQuestion
from eventnet.event_questions.queries import count_answers, questions_of
from eventnet.event_questions.words import audiences, kinds
from eventnet.events.merging import TAKE, Trace, sentence, show_both, taken
from eventnet.events.policies import InsiderVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import Clash, content, merge, version_of


def listing(visit: InsiderVisit) -> Response:
    """Show the questions in their order, and a form for another."""
    return _listing(visit, Form({"kind": ["line"], "seen_by": ["everyone"]}))


def _listing(visit: InsiderVisit, form: Form[QuestionFields], status: int = 200) -> Response:
    context = {
        "event": visit.event,
        "questions": questions_of(visit.session, visit.event.id),
        "counts": count_answers(visit.session, visit.event.id),
        "most": actions.MOST,
        "form": form,
        "kinds": kinds(),
        "audiences": audiences(),
        "kind_words": dict(kinds()),
        "audience_words": dict(audiences()),
    }
    return render(visit, "organize/questions.html", context, status=status)


def add(visit: InsiderVisit) -> Response:
    """Add a question."""
    form = Form.read(QuestionFields, visit.form)
    if not form.valid:
        return _listing(visit, form, 422)
    try:
        actions.add_question(visit.session, visit.event.id, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _listing(visit, form, refused.status)
    return with_notice(visit, _back(visit), _("The question is added. People are asked it now."))


def move(visit: InsiderVisit) -> Response:
    """Bring a question one place up or down."""
    up = visit.form.get("to") == "up"
    key, by = visit.param("item"), visit.account.id
    actions.move_question(visit.session, visit.event.id, key, by, up=up)
    return _back(visit)


def one(visit: InsiderVisit) -> Response:
    """Show one question, to be changed."""
    found = _question(visit)
    return _one(visit, found, _form(content(found, actions.FIELDS)))


def _form(values: Mapping[str, Any]) -> Form[QuestionFields]:
    said = {**values, "options": "\n".join(values["options"])}
    return Form.of(QuestionFields.model_construct(**said))


def _one(
    visit: InsiderVisit, found: EventQuestion, form: Form[QuestionFields], status: int = 200
) -> Response:
    typed = form.value("version")
    context = {
        "event": visit.event,
        "question": found,
        "answered": count_answers(visit.session, visit.event.id).get(found.id, 0),
        "form": form,
        "kinds": kinds(),
        "audiences": audiences(),
        "version": typed if status == 422 and typed else version_of(found, only=actions.FIELDS),
    }
    return render(visit, "organize/question.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Change a question."""
    found = _question(visit)
    form = Form.read(QuestionFields, visit.form)
    if not form.valid:
        return _one(visit, found, form, 422)
    said, theirs = form.data, taken(visit.form)
    typed, trace = actions.values_of(said), Trace("question.changed", found.id, _told())
    plan = QuestionChange(found.id, typed, said.version, theirs)
    sent = {name: form.values(name) for name in (*actions.FIELDS, "version")}
    sent |= {f"{TAKE}{name}": ["theirs"] for name in sorted(theirs)}
    back = visit.url("event-questions", event=visit.event.slug)
    try:
        now = content(found, actions.FIELDS)
        merged = merge(said.version, typed, now, theirs=theirs)
        also = sentence(visit, trace, _labels(), merged, saved=False)
        return decide(visit, plan, sent, agreed=said.agreed, back=back, also=also)
    except Clash as clash:
        form = _form(clash.values)
        show_both(visit, form, clash, trace)
        return _one(visit, found, form, clash.status)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _one(visit, found, form, refused.status)


def remove(visit: InsiderVisit) -> Response:
    """Take a question away."""
    found = _question(visit)
    agreed = visit.form.get("agreed", "")
    back = visit.url("event-questions", event=visit.event.slug)
    mark = agreed if isinstance(agreed, str) else ""
    return decide(visit, QuestionOut(found.id), {}, agreed=mark, back=back)


def _labels() -> dict[str, str]:
    return {
        "label": _("Question"),
        "hint": _("A sentence that helps"),
        "kind": _("The answer is"),
        "options": _("Answers to choose from"),
        "required": _("Everybody has to answer"),
        "seen_by": _("Who sees the answers"),
    }


def _told() -> dict[str, Any]:
    return {
        "kind": lambda value: dict(kinds())[value],
        "seen_by": lambda value: dict(audiences())[value],
        "options": lambda value: ", ".join(value) or _("nothing"),
    }


def _question(visit: InsiderVisit) -> EventQuestion:
    return actions.find_question(visit.session, visit.event.id, visit.param("item"))


def _back(visit: InsiderVisit) -> Response:
    return see(visit.url("event-questions", event=visit.event.slug))
