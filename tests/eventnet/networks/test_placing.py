"""Places in a picture: nothing covers anything, and the same ties give the same picture."""

import random

import pytest

from eventnet.networks.drawing import Drawn, draw_close, draw_overview
from eventnet.networks.placing import place_clusters, spread
from eventnet.ties.strength import Strength


@pytest.mark.parametrize("count", [1, 2, 3, 12, 120])
def test_no_box_covers_another(count: int) -> None:
    chance = random.Random(count)
    boxes = [(chance.uniform(60, 220), chance.uniform(40, 300)) for _number in range(count)]
    pairs = [(chance.randrange(count), chance.randrange(count)) for _number in range(3 * count)]
    links = {(min(two), max(two)): 1.0 for two in pairs if len({*two}) > 1}
    places = spread(boxes, links)
    for one in range(count):
        for other in range(one):
            gaps = [
                abs(places[one][axis] - places[other][axis])
                - (boxes[one][axis] + boxes[other][axis]) / 2
                for axis in (0, 1)
            ]
            assert max(gaps) > -1, (one, other)
    assert spread(boxes, links) == places


def test_a_picture_holds_all_that_is_in_it() -> None:
    sizes = [400, 60, 12, 5]
    picture = draw_overview(place_clusters(sizes, {(0, 1): 30, (0, 0): 90}), sizes, {(0, 1): 30})
    for place in picture.places:
        assert place.x - place.radius >= 0
        assert place.y - place.radius >= 0
        assert place.x + place.radius <= picture.width
        assert place.y + place.radius <= picture.height
    assert [path.count("M") for path in picture.dots] == sizes
    assert len(picture.lines) == 1


def test_nobody_and_two_in_one_place_can_be_drawn() -> None:
    assert draw_overview([], [], {}).lines == []
    close = draw_close([], {}, 0)
    assert (close.people, close.unnamed) == ([], "")
    two = [Drawn("Ada", "/ada"), Drawn("Bo" * 150, None, is_me=True)]
    close = draw_close(two, {(0, 1): Strength.SOME}, 10)
    assert close.people[0].ties == 1
    assert len(close.people[1].label) <= 24
    assert close.people[1].name == "Bo" * 150
    assert close.unnamed.count("M") == 10


def test_of_many_lines_the_thickest_are_drawn_and_one_of_each_cluster() -> None:
    sizes = [20] * 12
    between = {(a, b): 100 - a - b for b in range(12) for a in range(b)}
    picture = draw_overview(place_clusters(sizes, between), sizes, between)
    assert picture.leaves_out
    assert len(picture.lines) < len(between) / 1.5
    assert {end for line in picture.lines for end in line.ends} == set(range(12))
    assert not draw_overview(place_clusters([9, 8], {}), [9, 8], {(0, 1): 5}).leaves_out
