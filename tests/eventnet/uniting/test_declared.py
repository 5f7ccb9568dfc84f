"""Nothing that points to a person is forgotten when two accounts become one."""

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from eventnet import features
from eventnet.uniting.declared import PEOPLE, RULES, UNKEYED
from eventnet.uniting.moving import targets
from eventnet.uniting.rules import Moved

TABLES = SQLModel.metadata.tables

OF_OTHER_THINGS = {
    "affinity_state.weights_id",
    "audit_entry.community_id",
    "audit_entry.event_id",
    "conversation.pair_id",  # by `conversations`
    "feed_address.about_id",  # void with whom it names
    "former_self.former_id",  # is of nobody any more
    "idea.root_id",
    "learning.weights_id",
    "meeting.run_id",
    "meeting_before.run_id",
    "meeting_before.slot_id",
    "meeting_request.pair_id",  # by its rule
    "outbox_mail.event_id",
    "plan_edit.slot_id",
    "proposal.by_id",  # is forgotten
    "round_seat.run_id",
    "seat_before.run_id",
}


def points_to_a_person(column: sa.Column[object]) -> bool:
    """Say whether a column leads to a person, be it by way of another that does."""
    return any(
        (key.column.table.name in PEOPLE and key.column.name == "id")
        or (key.column.name != "id" and points_to_a_person(key.column))
        for key in column.foreign_keys
    )


def test_every_column_that_points_to_a_person_has_a_rule() -> None:
    assert features.TABLES
    pointing = {
        f"{name}.{column.name}"
        for name, table in TABLES.items()
        for column in table.columns
        if points_to_a_person(column)
    }
    ruled = {f"{name}.{column}" for name, rule in RULES.items() for column in rule.columns}
    assert sorted(pointing - ruled) == []
    assert sorted(ruled - pointing) == []


def test_every_other_id_is_of_somebody_or_of_another_thing() -> None:
    loose = {
        f"{name}.{column.name}"
        for name, table in TABLES.items()
        for column in table.columns
        if column.name.endswith("_id") and not column.foreign_keys
    }
    assert sorted(loose) == sorted(OF_OTHER_THINGS | set(UNKEYED))


@pytest.mark.parametrize("table", [name for name, rule in RULES.items() if isinstance(rule, Moved)])
def test_a_rule_names_columns_of_its_table(table: str) -> None:
    rule = RULES[table]
    assert isinstance(rule, Moved)
    columns = set(TABLES[table].columns.keys())
    assert {*rule.apart, *rule.beside, *([rule.pair] if rule.pair else [])} <= columns
    assert set(targets(TABLES[table], rule.columns).values()) <= set(PEOPLE)
    if rule.ordered:
        assert len(rule.columns) >= 2
