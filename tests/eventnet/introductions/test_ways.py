"""Whom one can ask, as far as everybody concerned agreed."""

import pytest

from eventnet.introductions.ways import MOST_WAITING
from tests.eventnet.introductions.chain import Chain
from tests.factories import an_attendee, save


def test_way_leads_over_one_or_two_and_no_farther(chain: Chain) -> None:
    assert chain.ways("ada", "bo") == []
    assert chain.ways("ada", "cy") == [("bo", True)]
    assert chain.ways("ada", "dee") == [("bo", False)]
    assert chain.ways("ada", "eve") == []


@pytest.mark.parametrize("name", ["bo", "cy", "dee"])
def test_nobody_is_on_a_way_or_at_its_end_who_did_not_agree(chain: Chain, name: str) -> None:
    chain.agrees(name, introduces=name == "dee", reachable=name != "dee")
    assert chain.ways("ada", "dee") == []


def test_who_asks_need_not_have_agreed_to_anything(chain: Chain) -> None:
    chain.agrees("ada", introduces=False, reachable=False)
    chain.agrees("dee", introduces=False)
    assert chain.ways("ada", "dee") == [("bo", False)]


def test_whoever_has_enough_to_answer_is_spared(chain: Chain) -> None:
    for number in range(MOST_WAITING):
        assert chain.ways("ada", "cy") == [("bo", True)]
        name = f"asker{number}"
        chain.people[name] = an_attendee(chain.session, chain.event(), name)
        chain.tie(name, "bo")
        chain.asks(name, "bo", "cy")
    assert chain.ways("ada", "cy") == []


def test_what_only_seems_sent_spares_them_too(chain: Chain) -> None:
    for number in range(MOST_WAITING):
        name = f"asker{number}"
        chain.people[name] = an_attendee(chain.session, chain.event(), name)
        chain.tie(name, "bo")
        chain.rules_out("bo", name)
        chain.asks(name, "bo", "cy")
    assert chain.waits("bo") == []
    assert chain.ways("ada", "cy") == []


def test_whom_one_rules_out_oneself_one_is_not_led_to(chain: Chain) -> None:
    chain.rules_out("ada", "bo")
    assert chain.ways("ada", "cy") == []


@pytest.mark.parametrize(("one", "other"), [("bo", "ada"), ("cy", "ada"), ("bo", "cy")])
def test_anothers_veto_shows_in_no_way(chain: Chain, one: str, other: str) -> None:
    chain.rules_out(one, other)
    assert chain.ways("ada", "cy") == [("bo", True)]


def test_who_left_is_on_no_way(chain: Chain) -> None:
    membership = chain.member("bo")
    membership.left_at = membership.joined_at
    save(chain.session, membership)
    assert chain.ways("ada", "cy") == []
