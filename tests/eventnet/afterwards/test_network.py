"""Who met whom: groups that hang together, and the map."""

from hypothesis import given
from hypothesis import strategies as st

from eventnet.afterwards.drawing import MOST_DOTS, WIDTH, Node, draw
from eventnet.afterwards.network import group_sizes

PEOPLE = st.sampled_from("abcdefghijkl")


def test_people_hang_together_over_those_whom_they_met() -> None:
    assert group_sizes([]) == []
    assert group_sizes([("a", "b"), ("c", "d"), ("b", "e"), ("a", "e")]) == [3, 2]


@given(st.lists(st.tuples(PEOPLE, PEOPLE)))
def test_groups_are_what_one_reaches_step_by_step(pairs: list[tuple[str, str]]) -> None:
    there = {one for two in pairs for one in two}
    groups = set()
    for one in there:
        reached = {one}
        for _step in there:
            reached |= {x for two in pairs if reached & set(two) for x in two}
        groups.add(frozenset(reached))
    assert group_sizes(pairs) == sorted(map(len, groups), reverse=True)


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=12),
    st.lists(st.integers(2, 10_000), min_size=1, max_size=300),
)
def test_everything_is_within_the_drawing_and_no_dots_overlap(
    people: list[int], sizes: list[int]
) -> None:
    nodes = [Node(f"Role {at}", number, number) for at, number in enumerate(people)]
    lines = {(a, b): a + b for a in range(len(nodes)) for b in range(a + 1, len(nodes))}
    drawing = draw(nodes, lines, sorted(sizes, reverse=True))
    for spot in drawing.spots:
        reach = spot.radius + spot.ring
        assert reach <= spot.x <= WIDTH - reach
        assert reach <= spot.y <= drawing.roles_height - reach
    for dot in drawing.dots:
        assert dot.x - dot.radius >= -0.1
        assert dot.x + dot.radius <= WIDTH + 0.1
        assert dot.y + dot.radius <= drawing.dots_height
    assert len(drawing.dots) + drawing.left_out == len(sizes)
    assert len(drawing.dots) <= MOST_DOTS
    assert len(drawing.lines) == len(lines)
