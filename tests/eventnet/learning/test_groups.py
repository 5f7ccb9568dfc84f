"""Groups of ratings are large enough to tell of nobody."""

from eventnet.learning.groups import coarse, large_groups


def part(outcomes: int, people: int, predicted: float, found: float) -> dict[str, float]:
    return {"outcomes": outcomes, "people": people, "predicted": predicted, "found": found}


def test_a_part_by_few_people_is_put_to_the_next() -> None:
    parts = [part(30, 4, 0.1, 0.3), part(10, 12, 0.5, 0.7), part(20, 15, 0.8, 0.9)]
    assert large_groups(parts) == [
        {"ratings": 40, "predicted": 20, "found": 40},
        {"ratings": 20, "predicted": 80, "found": 90},
    ]


def test_the_last_part_by_few_people_is_put_to_the_one_before() -> None:
    parts = [part(10, 10, 0.2, 0.2), part(10, 9, 0.8, 0.6)]
    assert large_groups(parts) == [{"ratings": 20, "predicted": 50, "found": 40}]


def test_people_in_two_parts_are_not_counted_twice() -> None:
    assert large_groups([part(10, 6, 0.2, 0.2), part(10, 6, 0.8, 0.6)]) == []


def test_shares_are_told_in_steps_of_five() -> None:
    assert [coarse(share) for share in (0.0, 0.02, 0.03, 0.714, 1.0)] == [0, 0, 5, 70, 100]
