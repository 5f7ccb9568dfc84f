"""Reads of what-ifs."""

from sqlmodel import Session, col, select

from eventnet.whatif.models import Scenario, ScenarioState

UNDER_WAY = (ScenarioState.WAITING, ScenarioState.WORKING)


def scenarios_of(session: Session, event_id: str) -> list[Scenario]:
    """Return the scenarios of an event; the first is as it is now, where any was asked for."""
    query = select(Scenario).where(Scenario.event_id == event_id)
    return list(session.exec(query.order_by(col(Scenario.number))))


def find_scenario(session: Session, event_id: str, number: str) -> Scenario | None:
    """Return a scenario by its number, as an address spells it."""
    if not number.isdecimal() or len(number) > 9:
        return None
    query = select(Scenario).where(Scenario.event_id == event_id, Scenario.number == int(number))
    return session.exec(query).one_or_none()
