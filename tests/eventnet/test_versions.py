import pytest
from sqlmodel import Session

from eventnet.errors import Conflict
from eventnet.versions import content, expect, version_of
from tests.factories import an_event


def test_a_version_changes_with_the_fields_it_stands_for(session: Session) -> None:
    event = an_event(session)
    whole, name = version_of(event), version_of(event, only=["name"])
    event.city = "Évora"
    session.commit()
    assert version_of(event) != whole
    assert version_of(event, only=["name"]) == name
    event.name = "Other"
    assert version_of(event, only=["name"]) != name


def test_a_version_is_the_same_before_and_after_a_transaction(session: Session) -> None:
    event = an_event(session)
    before = version_of(event)
    for end in (session.commit, session.rollback):
        end()
        assert version_of(event) == before
        end()
        assert content(event, ["name"]) == {"name": event.name}


def test_an_older_version_is_a_conflict() -> None:
    expect("same", "same")
    with pytest.raises(Conflict, match="Somebody else changed this"):
        expect("older", "newer")
