"""Verbs of what-ifs: ask, ask again, delete. None of them touches what is planned."""

from sqlmodel import Session, col, select

from eventnet.database import writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.actions import held
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.whatif.changes import Changes
from eventnet.whatif.editions import edition_of
from eventnet.whatif.jobs import answer_waiting
from eventnet.whatif.models import AS_IT_IS, Scenario, ScenarioState

MOST_SCENARIOS = 12


class TooManyScenarios(Conflict):
    """The event has as many scenarios as can be read side by side."""


def ask(session: Session, event: Event, name: str, changes: Changes) -> Scenario:
    """Ask what would be with these changes; what is as it is now is worked out beside it."""
    event_id = event.id
    with writing(session):
        event = held(session, event_id)
        there = _scenarios(session, event_id)
        asked = [one for one in there if one.number != AS_IT_IS]
        if len(asked) >= MOST_SCENARIOS:
            raise TooManyScenarios(
                _(
                    "There are %(most)d what-ifs, and more cannot be read side by side. Delete one "
                    "that you no longer need.",
                    most=MOST_SCENARIOS,
                )
            )
        scenario = Scenario(
            event_id=event_id,
            number=max((one.number for one in there), default=AS_IT_IS) + 1,
            name=name,
            changes=changes.model_dump(mode="json", exclude_defaults=True),
        )
        session.add(scenario)
        _as_it_is(session, event, there)
        enqueue(session, answer_waiting, event_id)
    return scenario


def ask_again(session: Session, event: Event) -> None:
    """Work out anew what is out of date, or failed."""
    event_id = event.id
    with writing(session):
        event = held(session, event_id)
        edition = edition_of(session, event)
        for scenario in _scenarios(session, event_id):
            _renew(scenario, edition)
        enqueue(session, answer_waiting, event_id)


def delete_scenario(session: Session, event_id: str, number: int) -> None:
    """Delete a scenario, also one that is being worked on: then its answer is dropped."""
    with writing(session):
        held(session, event_id)
        found = [one for one in _scenarios(session, event_id) if one.number == number]
        if number == AS_IT_IS or not found:
            raise NotFound(_("There is no such what-if; perhaps it was deleted already."))
        session.delete(found[0])


def _scenarios(session: Session, event_id: str) -> list[Scenario]:
    query = select(Scenario).where(Scenario.event_id == event_id).order_by(col(Scenario.number))
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def _as_it_is(session: Session, event: Event, there: list[Scenario]) -> None:
    """Have what is as it is now worked out, unless that is done."""
    found = next((one for one in there if one.number == AS_IT_IS), None)
    if found is None:
        session.add(Scenario(event_id=event.id, number=AS_IT_IS))
    else:
        _renew(found, edition_of(session, event))


def _renew(scenario: Scenario, edition: str) -> None:
    """Let an answer wait again that has failed, or that rests on what the event no longer is."""
    if scenario.state is ScenarioState.FAILED or (
        scenario.state is ScenarioState.ANSWERED and scenario.edition != edition
    ):
        scenario.state = ScenarioState.WAITING
        scenario.failure = scenario.gap = None
