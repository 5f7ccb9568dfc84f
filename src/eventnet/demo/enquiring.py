"""What the demo's organizers ask beside the profile, and what some answered."""

from sqlmodel import Session

from eventnet.demo.asking import FIONA, attendances
from eventnet.event_questions.actions import add_question, answer
from eventnet.event_questions.forms import QuestionFields, Said
from eventnet.event_questions.models import QuestionKind, SeenBy
from eventnet.event_questions.queries import questions_of
from eventnet.events.models import Event
from eventnet.versions import edition_of

QUESTIONS = (
    QuestionFields(
        label="What would you talk about over dinner?",
        hint="Anything but work.",
        seen_by=SeenBy.EVERYONE,
    ),
    QuestionFields(
        label="What do you eat?",
        hint="So that the kitchen knows how much of what.",
        kind=QuestionKind.ONE,
        options="Everything\nVegetarian\nVegan",
        seen_by=SeenBy.ORGANIZERS,
    ),
)
ANSWERS = (
    (FIONA, "Walls that hold without mortar", "Vegetarian"),
    ("annika.ahlstrom@norrvik.example", "Ice on lakes", "Everything"),
    ("karen.kjaer@fjernlun.example", "Brass bands", "Vegan"),
)


def enquire(session: Session, event: Event) -> None:
    """Let the organizers ask, and some answer."""
    for fields in QUESTIONS:
        add_question(session, event.id, fields, None)
    dinner, diet = (one.id for one in questions_of(session, event.id))
    ids = attendances(session, event)
    for who, talk, eats in ANSWERS:
        said: Said = {dinner: [talk], diet: [eats]}
        answer(session, ids[who], said, edition_of({dinner: [], diet: []}))
