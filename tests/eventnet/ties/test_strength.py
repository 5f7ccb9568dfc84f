"""How well two people know each other."""

from datetime import UTC, datetime, timedelta

import pytest

from eventnet.ties.strength import HALF_LIFE, Contact, Kind, Strength, strength, weight

NOW = datetime(2027, 9, 1, tzinfo=UTC)


def test_meeting_weighs_half_after_its_half_life() -> None:
    assert weight([Contact(Kind.MET, NOW)], NOW) == pytest.approx(1)
    assert weight([Contact(Kind.MET, NOW - HALF_LIFE)], NOW) == pytest.approx(0.5)
    assert weight([], NOW) == 0


def test_what_lies_ahead_weighs_no_more_than_what_is_now() -> None:
    assert weight([Contact(Kind.MET, NOW + timedelta(days=900))], NOW) == pytest.approx(1)


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        ([Kind.EXCHANGED], Strength.FAINT),
        ([Kind.MET], Strength.SOME),
        ([Kind.MET, Kind.MET], Strength.STRONG),
        ([Kind.MET, Kind.EXCHANGED, Kind.WROTE], Strength.STRONG),
    ],
)
def test_more_that_happened_is_a_stronger_tie(kinds: list[Kind], word: Strength) -> None:
    assert strength([Contact(kind, NOW) for kind in kinds], NOW) is word
