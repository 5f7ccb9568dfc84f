"""Scenarios in words."""

from datetime import date
from typing import Any

from eventnet.events.models import Role
from eventnet.whatif.changes import Changes
from eventnet.whatif.words import against, changes_in_words, missing

ROLES = {name: Role(id=name, event_id="e", name=name.title()) for name in ("exhibitor", "visitor")}
EVERY = {("exhibitor", "exhibitor"), ("exhibitor", "visitor"), ("visitor", "visitor")}


def told(**changes: Any) -> list[tuple[str, str]]:
    found = changes_in_words(Changes.model_validate(changes), ROLES, EVERY)
    return [(one.words, one.page) for one in found]


def test_each_change_is_named_with_the_page_where_it_is_made() -> None:
    assert told(
        tables="-1",
        slots=2,
        slots_on=date(2027, 5, 11),
        most=5,
        floors={"visitor": 3, "gone": 1},
        caps={"exhibitor": 9},
        pairs=[("exhibitor", "visitor"), ("visitor", "visitor")],
        ask_unchosen=True,
    ) == [
        ("1 table fewer in each slot", "grid"),
        ("2 slots more at the end of the day on Tuesday, 11 May 2027", "grid"),
        ("Nobody has more than 5 meetings", "roles"),
        ("Exhibitor: at most 9", "roles"),
        ("Visitor: at least 3", "roles"),
        ("Exhibitor and Exhibitor do not meet", "roles"),
        ("Those who have not chosen are asked", "phase"),
    ]


def figures(meetings: int, met: int, below: int) -> dict[str, Any]:
    return {"meetings": meetings, "wishes": {"met": met}, "below": below}


def test_difference_of_less_than_a_hundredth_is_none() -> None:
    now = figures(1000, 400, 2)
    assert against(figures(1009, 397, 2), now) == "About as many meetings and wishes met as now."
    assert against(figures(1010, 396, 1), now) == (
        "Beside as it is now: 10 meetings more, 4 wishes fewer are met, "
        "1 person fewer is below the floor."
    )


def test_what_is_missing_says_whether_it_has_to_be() -> None:
    assert missing({"shortfall": 3, "shortfall_bound": 3}) == (
        "3 meetings are missing to the floors, and no schedule misses fewer."
    )
    assert missing({"shortfall": 1, "shortfall_bound": 0}) == (
        "1 meeting is missing to the floors; a full run looks longer, and may find some of them."
    )
