"""Who is new, and how they fare beside those who came before."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session, select

from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event
from eventnet.matching.models import Run
from eventnet.matching.newcomers import came_before
from tests.factories import a_role, an_event, save


def test_whose_first_event_of_the_community_it_is_is_new(
    session: Session, crowd: Event, draft: Callable[[Event], Run]
) -> None:
    run = draft(crowd)
    assert run.report is not None
    assert run.report["newcomers"] == []  # all are new, and there is nothing to compare
    event_id = crowd.id
    community = session.get_one(Community, crowd.community_id)
    before, after = an_event(session, community), an_event(session, community)
    before.starts_on = crowd.starts_on - timedelta(days=365)
    after.starts_on = crowd.starts_on + timedelta(days=365)
    elsewhere = an_event(session)
    elsewhere.starts_on = before.starts_on
    session.commit()
    here = sorted(
        session.exec(select(Attendance).where(Attendance.event_id == event_id)),
        key=lambda one: one.id,
    )
    left = [(before, False)] * 4 + [(before, True), (after, False)]
    for one, (event, gone) in zip(here, left, strict=False):
        other = Attendance(
            event_id=event.id, membership_id=one.membership_id, role_id=a_role(session, event).id
        )
        other.left_at = event.created_at if gone else None
        save(session, other)
    ids = [one.id for one in here]
    crowd = session.get_one(Event, event_id)
    assert came_before(session, crowd, ids) == set(ids[:4])
    again = draft(crowd)
    assert again.report is not None
    groups = again.report["newcomers"]
    assert [(one["group"], one["people"]) for one in groups] == [("new", 26), ("before", 4)]
