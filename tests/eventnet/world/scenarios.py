"""What-ifs in every state in which a page shows them, but for those that are under way."""

from typing import Any

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.whatif.models import Scenario, ScenarioState
from tests.eventnet.world.marks import mark
from tests.factories import save

FIGURES: dict[str, Any] = {
    "people": 12, "served": 11, "few": 4, "meetings": 20, "seats": 0, "slots": 6, "places": 24,
    "floor_people": 12, "below": 3, "shortfall": 4, "shortfall_bound": 2, "longest": 5, "rushed": 2,
    "wishes": {"wanted": 9, "met": 6, "mutual": 2, "mutual_met": 1},
    "roles": [{"role": mark("spring", "scenariorole"), "people": 12, "mean": 3.3, "below": 3}],
    "objective": 10.0, "bound": 10.1, "gap": 0.01,
}  # fmt: skip


def scenarios(session: Session, spring: Event, autumn: Event) -> None:
    """Make one as it is now, two that are answered, and one that failed; and one elsewhere."""
    given: dict[str, Any] = {
        "event_id": spring.id,
        "state": ScenarioState.ANSWERED,
        "figures": FIGURES,
    }
    save(
        session,
        Scenario(number=0, **given),
        Scenario(number=1, name=mark("spring", "scenario"), changes={"tables": "+2"}, **given),
        Scenario(number=2, changes={"slots": -2, "most": 6}, **given),
        Scenario(
            event_id=spring.id,
            number=3,
            changes={"slots": -20},
            state=ScenarioState.FAILED,
            failure=mark("spring", "scenariofailed"),
        ),
        Scenario(event_id=autumn.id, number=9, name=mark("autumn", "scenario")),
    )
