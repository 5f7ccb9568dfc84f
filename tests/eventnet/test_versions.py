import pytest
from sqlmodel import Session

from eventnet.errors import Conflict
from eventnet.versions import Clash, content, edition_of, expect, merge, version_of
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


def test_what_only_one_changed_is_theirs_and_what_both_did_is_a_clash() -> None:
    drawn = {"a": 1, "b": 1, "c": 1, "d": 1}
    now = {"a": 1, "b": 2, "c": 3, "d": 2}
    shown = edition_of(drawn)
    merged = merge(shown, {"a": 9, "b": 1, "c": 3}, now)
    assert merged.values == {"a": 9, "b": 2, "c": 3}
    assert (merged.kept, merged.changed) == (("b",), ("a",))
    with pytest.raises(Clash) as clash:
        merge(shown, {"a": 9, "b": 1, "d": 5}, now)
    assert clash.value.fields == {"d": (5, 2)}
    assert clash.value.values == {"a": 9, "b": 2, "d": 5}


def test_the_other_value_is_taken_only_as_it_was_shown() -> None:
    shown = edition_of({"a": 2})
    assert merge(shown, {"a": 5}, {"a": 2}, theirs=["a"]).values == {"a": 2}
    with pytest.raises(Clash):
        merge(shown, {"a": 5}, {"a": 3}, theirs=["a"])


@pytest.mark.parametrize("shown", ["", "__", "a", "a__b__c", "ä__\0"])
def test_of_an_edition_that_is_none_everything_that_differs_is_a_clash(shown: str) -> None:
    with pytest.raises(Clash):
        merge(shown, {"a": 1}, {"a": 2})
    assert merge(shown, {"a": 1}, {"a": 1}).changed == ()
