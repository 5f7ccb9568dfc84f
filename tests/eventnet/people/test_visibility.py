"""One function decides who sees what; what is indexed of it says the same."""

from hypothesis import given
from hypothesis import strategies as st

from eventnet.people.models import Audience
from eventnet.people.visibility import (
    FIELDS,
    NAME,
    Relation,
    audience,
    reach,
    reaching,
    visible,
)

choices = st.dictionaries(
    st.sampled_from([*FIELDS, "email"]), st.sampled_from([*Audience, "", "EVERYONE", "all"])
)


@given(choices, st.sampled_from(FIELDS), st.sampled_from(list(Relation)))
def test_a_field_is_hidden_unless_its_audience_includes_the_relation(
    visibility: dict[str, str], field: str, relation: Relation
) -> None:
    chosen = visibility.get(field, "met")
    includes = {
        "nobody": {Relation.SELF},
        "met": {Relation.SELF, Relation.MET},
        "attendees": {Relation.SELF, Relation.MET, Relation.FELLOW},
        "community": {Relation.SELF, Relation.MET, Relation.FELLOW, Relation.MEMBER},
        "everyone": set(Relation),
    }.get(chosen, {Relation.SELF})
    if field == NAME:
        includes |= {Relation.MET}
    assert visible(visibility, field, relation) == (relation in includes)


@given(choices, st.sampled_from(FIELDS))
def test_a_nearer_viewer_sees_whatever_a_farther_one_sees(
    visibility: dict[str, str], field: str
) -> None:
    seen = [visible(visibility, field, relation) for relation in Relation]
    assert seen == sorted(seen, reverse=True)
    assert seen[Relation.SELF]


def test_a_field_that_does_not_exist_is_shown_to_its_owner_at_most() -> None:
    assert audience({"email": "everyone"}, "email") is Audience.NOBODY
    assert not visible({"email": "everyone"}, "email", Relation.MET)


@given(choices, st.sampled_from(FIELDS), st.sampled_from(list(Relation)))
def test_what_is_indexed_answers_like_the_function(
    visibility: dict[str, str], field: str, relation: Relation
) -> None:
    seen = visible(visibility, field, relation)
    assert (relation <= reach(visibility, field)) == seen
    assert (audience(visibility, field) in reaching(relation)) == seen
