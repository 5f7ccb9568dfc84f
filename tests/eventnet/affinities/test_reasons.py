"""Reasons are true sentences about what the reader may see, and never more."""

from typing import Any

import pytest

from eventnet.affinities.reasons import CommonGround, reasons

BECAUSE: list[dict[str, Any]] = [
    {"signal": "interests", "detail": ["Hydrogen", "Ports"], "share": 0.2},
    {"signal": "a_offers_b_seeks", "detail": ["Capital"], "share": 0.3},
    {"signal": "b_offers_a_seeks", "detail": ["Pilots", "Roofs"], "share": 0.1},
    {"signal": "text", "detail": ["tidal", "grids"], "share": 0.15},
    {"signal": "a_wants_b", "detail": [], "share": 0.12},
    {"signal": "b_wants_a", "detail": [], "share": 0.11},
    {"signal": "met", "detail": [], "share": 0.01},
    {"signal": "something_new", "detail": ["leak"], "share": 0.01},
]


SHARED = CommonGround(
    interests=("Hydrogen", "Ports"), they_offer=("Pilots", "Roofs"), they_seek=("Capital",)
)
TURNED = CommonGround(SHARED.interests, SHARED.they_seek, SHARED.they_offer)
NOTHING = CommonGround()


def told(because: list[dict[str, Any]], common: CommonGround, **seen: bool) -> list[str]:
    """Return what `a` reads, who sees everything unless told otherwise."""
    return reasons(
        because,
        True,
        common,
        topics_visible=seen.get("topics_visible", True),
        bio_visible=seen.get("bio_visible", True),
    )


def test_a_reads_what_b_looks_for_first_because_it_weighs_most_and_words_last() -> None:
    assert told(BECAUSE, SHARED) == [
        "They look for what you offer: Capital.",
        "You are both interested in Hydrogen and Ports.",
        "They offer what you look for: Pilots and Roofs.",
        "You have met before.",
        "Words you both use: tidal and grids.",
    ]


def test_b_reads_the_same_from_the_other_side() -> None:
    found = reasons(BECAUSE, False, TURNED, topics_visible=True, bio_visible=True)
    assert found[:3] == [
        "They offer what you look for: Capital.",
        "You are both interested in Hydrogen and Ports.",
        "They look for what you offer: Pilots and Roofs.",
    ]


@pytest.mark.parametrize("signal", ["a_wants_b", "b_wants_a"])
@pytest.mark.parametrize("reader_is_a", [True, False])
def test_a_wish_is_never_a_reason(signal: str, reader_is_a: bool) -> None:
    because = [{"signal": signal, "detail": ["leak"], "share": 1.0}]
    assert reasons(because, reader_is_a, NOTHING, topics_visible=True, bio_visible=True) == []


def test_hidden_topics_and_a_hidden_bio_give_no_reasons() -> None:
    assert told(BECAUSE, NOTHING, topics_visible=False, bio_visible=False) == [
        "You have met before."
    ]


def test_topics_that_are_not_shared_any_more_are_left_out() -> None:
    now = CommonGround(interests=("HYDROGEN",), they_offer=("Roofs",))
    assert told(BECAUSE, now, bio_visible=False) == [
        "You are both interested in HYDROGEN.",
        "They offer what you look for: Roofs.",
        "You have met before.",
    ]


def test_common_ground_that_the_engine_does_not_know_is_added_what_helps_first() -> None:
    common = CommonGround(("Ports",), ("Capital",), ("Roofs", "Pilots", "Tides", "Grids"))
    assert told([], common) == [
        "They offer what you look for: Capital.",
        "They look for what you offer: Roofs, Pilots, and Tides.",
        "You are both interested in Ports.",
    ]
    assert common.weight == 11
    assert not NOTHING


def test_one_word_that_both_use_is_no_reason() -> None:
    assert told([{"signal": "text", "detail": ["co-founder"], "share": 1.0}], NOTHING) == []


@pytest.mark.parametrize("broken", [{}, {"signal": None}, {"signal": "interests"}])
def test_a_reason_that_says_nothing_is_left_out(broken: dict[str, Any]) -> None:
    assert told([broken], NOTHING) == []
