"""Nothing that is kept about a person is forgotten: every table and column is declared."""

import pytest
from sqlmodel import SQLModel

from eventnet import features
from eventnet.privacy.declared import EXPORTED, LEFT_OUT

PEOPLE = {"account", "membership", "profile", "attendance"}
TABLES = SQLModel.metadata.tables


def test_every_table_is_either_handed_out_or_left_out() -> None:
    assert features.TABLES
    assert sorted([*EXPORTED, *LEFT_OUT]) == sorted(TABLES)


@pytest.mark.parametrize("table", EXPORTED)
def test_every_column_is_either_given_or_withheld(table: str) -> None:
    declared = EXPORTED[table]
    assert sorted(declared.given + declared.withheld) == sorted(TABLES[table].columns.keys())


def test_only_what_is_computed_of_two_people_is_left_out_of_what_refers_to_one() -> None:
    refer = {
        name
        for name, table in TABLES.items()
        if {key.column.table.name for key in table.foreign_keys} & PEOPLE
    }
    ids_alone = {"former_self"}
    assert refer - set(EXPORTED) == {"pair_affinity", "tie"} | ids_alone


@pytest.mark.parametrize("table", EXPORTED)
def test_ids_and_fingerprints_are_given_nowhere(table: str) -> None:
    ids = {
        column.key
        for column in TABLES[table].columns
        if column.foreign_keys
        or column.key.endswith(("_id", "fingerprint", "_url"))
        or column.key == "id"
    }
    assert ids & set(EXPORTED[table].given) == set()
