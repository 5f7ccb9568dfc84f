"""From asking to being introduced, step by step; and a no, a silence and a taking back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.actions import leave_community
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.introductions import answering
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.introductions.queries import addresses, made_with
from eventnet.introductions.rules import AGAIN_AFTER, MOST_OPEN, PATIENCE
from eventnet.introductions.settling import KEPT, expire_due
from eventnet.jobs import Ground
from eventnet.messages.rules import bars
from eventnet.ties.paths import know_each_other
from tests.eventnet.introductions.chain import Chain
from tests.factories import an_attendee, save
from tests.work import do_jobs, mails

MADE, DECLINED = IntroductionState.MADE, IntroductionState.DECLINED
WAITING, EXPIRED = IntroductionState.WAITING, IntroductionState.EXPIRED
WITHDRAWN, UNDONE = IntroductionState.WITHDRAWN, IntroductionState.UNDONE


def test_over_one_between(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "cy")
    assert (chain.waits("bo"), chain.waits("cy")) == ([key], [])
    chain.passes("bo", key, "cy")
    assert (chain.waits("bo"), chain.waits("cy")) == ([], [key])
    chain.agrees_to("cy", key)
    assert chain.state(key) is MADE
    assert chain.waits("cy") == []
    assert [(step.membership_id, step.yes) for step in chain.steps(key)] == [
        (chain.id("bo"), True),
        (chain.id("cy"), True),
    ]


def test_over_two_between(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "dee")
    chain.passes("bo", key, "cy")
    assert (chain.waits("cy"), chain.waits("dee")) == ([key], [])
    chain.passes("cy", key, "dee")
    assert (chain.waits("cy"), chain.waits("dee")) == ([], [key])
    chain.agrees_to("dee", key)
    assert chain.state(key) is MADE


def test_whoever_knows_them_by_now_passes_it_on_to_them(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "dee")
    chain.tie("bo", "dee")
    with pytest.raises(Conflict, match="no way on"):
        chain.passes("bo", key, "cy")
    chain.passes("bo", key, "dee")
    assert chain.waits("dee") == [key]


def test_introduced_know_each_other_and_may_write_where_both_attend(
    chain: Chain, app: Starlette
) -> None:
    session, ada, cy = chain.session, chain.people["ada"], chain.people["cy"]
    assert set(bars(session, ada, [cy.id])) == {cy.id}
    key = chain.asks("ada", "bo", "cy")
    chain.passes("bo", key, "cy")
    assert set(bars(session, ada, [cy.id])) == {cy.id}
    chain.agrees_to("cy", key, gives_address=True)
    do_jobs(app)
    assert know_each_other(session, chain.id("ada"), chain.id("cy"))
    assert bars(session, ada, [cy.id]) == bars(session, cy, [ada.id]) == {}
    answering.take_back(session, key, chain.id("cy"))
    do_jobs(app)
    assert chain.state(key) is UNDONE
    assert not know_each_other(session, chain.id("ada"), chain.id("cy"))
    assert set(bars(session, ada, [cy.id])) == {cy.id}


@pytest.mark.parametrize("gives", [True, False])
def test_who_asks_gives_their_address_and_the_other_if_they_like(
    chain: Chain, app: Starlette, gives: bool
) -> None:
    key = chain.asks("ada", "bo", "cy", "Both of us run pumps")
    chain.passes("bo", key, "cy")
    do_jobs(app)
    chain.agrees_to("cy", key, gives_address=gives)
    do_jobs(app)
    session = chain.session
    to_ada, to_cy = mails(session, "ada@example.org")[-1], mails(session, "cy@example.org")[-1]
    assert to_ada.subject == "Cy says yes: you are introduced"
    assert to_cy.subject == "You and Ada are introduced"
    assert ("cy@example.org" in to_ada.text) is gives
    assert "ada@example.org" in to_cy.text
    for name, other, given in (("ada", "cy", gives), ("cy", "ada", True)):
        found = addresses(session, chain.id(name), made_with(session, chain.id(name)))
        assert found == ({chain.id(other): f"{other}@example.org"} if given else {})


def test_mail_goes_to_whom_it_waits_for_once_and_to_nobody_else(
    chain: Chain, app: Starlette
) -> None:
    key = chain.asks("ada", "bo", "dee", "We share pumps")
    do_jobs(app)
    session = chain.session
    (to_bo,) = mails(session, "bo@example.org")
    assert to_bo.subject == "Ada asks you for an introduction to Dee"
    assert "We share pumps" in to_bo.text
    assert to_bo.stop_url
    chain.passes("bo", key, "cy", "She knows pumps")
    do_jobs(app)
    (to_cy,) = mails(session, "cy@example.org")
    assert "She knows pumps" in to_cy.text
    chain.passes("cy", key, "dee", "Meet her")
    do_jobs(app)
    (to_dee,) = mails(session, "dee@example.org")
    assert to_dee.subject == "Cy would introduce Ada to you"
    assert "Meet her" in to_dee.text
    assert "Bo" not in to_dee.text
    assert "She knows pumps" not in to_dee.text
    assert mails(session, "ada@example.org") == []
    assert len(mails(session, "bo@example.org")) == 1


@pytest.mark.parametrize("who", ["bo", "cy"])
def test_no_is_the_same_whoever_said_it(chain: Chain, app: Starlette, who: str) -> None:
    key = chain.asks("ada", "bo", "cy")
    if who == "cy":
        chain.passes("bo", key, "cy")
    answering.decline(chain.session, key, chain.id(who))
    assert chain.state(key) is DECLINED
    do_jobs(app)
    assert mails(chain.session, "ada@example.org") == []
    with pytest.raises(Conflict, match="You can ask again from 1 October 2027 on"):
        chain.asks("ada", "bo", "cy")
    with clock.at(clock.now() + AGAIN_AFTER):
        chain.asks("ada", "bo", "cy")


def test_without_a_word_it_expires_and_is_forgotten_later(chain: Chain, ground: Ground) -> None:
    key = chain.asks("ada", "bo", "cy")
    with clock.at(clock.now() + PATIENCE):
        assert chain.waits("bo") == []
        with pytest.raises(Conflict, match="time is over"):
            chain.passes("bo", key, "cy")
        expire_due.work(ground)
        assert chain.state(key) is EXPIRED
    with clock.at(clock.now() + PATIENCE + KEPT):
        expire_due.work(ground)
        chain.session.rollback()
        assert chain.session.get(Introduction, key) is None


@pytest.mark.parametrize("how", ["silence", "no", "never reached"])
def test_whoever_asked_is_told_once_at_its_end_the_same_for_whatever_reason(
    chain: Chain, app: Starlette, ground: Ground, how: str
) -> None:
    if how == "never reached":
        chain.rules_out("bo", "ada")
    key = chain.asks("ada", "bo", "cy")
    if how == "no":
        answering.decline(chain.session, key, chain.id("bo"))
    do_jobs(app)
    with clock.at(clock.now() + PATIENCE - timedelta(minutes=1)):
        expire_due.work(ground)
        do_jobs(app)
        assert mails(chain.session, "ada@example.org") == []
    for hours in (1, 2):
        with clock.at(clock.now() + PATIENCE + timedelta(hours=hours)):
            expire_due.work(ground)
            do_jobs(app)
    (mail,) = mails(chain.session, "ada@example.org")
    assert mail.subject == "An introduction to Cy did not come about"
    assert "Bo" not in mail.text


def test_whoever_was_introduced_another_way_is_not_told_of_the_first(
    chain: Chain, app: Starlette, ground: Ground
) -> None:
    key = chain.asks("ada", "bo", "cy")
    with clock.at(clock.now() + PATIENCE + timedelta(minutes=1)):
        other = Introduction(
            community_id=chain.member("ada").community_id,
            from_id=chain.id("cy"),
            to_id=chain.id("ada"),
            message="Hello",
            state=MADE,
            expires_at=clock.now() + PATIENCE,
        )
        save(chain.session, other)
        expire_due.work(ground)
        do_jobs(app)
    assert chain.state(key) is EXPIRED
    assert mails(chain.session, "ada@example.org") == []


def test_all_of_them_share_one_time(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "cy")
    due = chain.session.get_one(Introduction, key).expires_at
    with clock.at(clock.now() + timedelta(days=3)):
        chain.passes("bo", key, "cy")
    assert chain.session.get_one(Introduction, key).expires_at == due


def test_taken_back_is_seen_by_nobody_any_more(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "cy")
    with pytest.raises(NotFound):
        answering.take_back(chain.session, key, chain.id("bo"))
    answering.take_back(chain.session, key, chain.id("ada"))
    assert chain.state(key) is WITHDRAWN
    assert chain.waits("bo") == []
    with pytest.raises(Conflict, match="taken back"):
        chain.passes("bo", key, "cy")
    with pytest.raises(Conflict, match="ended already"):
        answering.take_back(chain.session, key, chain.id("ada"))


@pytest.mark.parametrize(("silent", "heard_by"), [("bo", []), ("cy", []), ("dee", [])])
def test_across_a_veto_it_seems_sent_reaches_nobody_and_expires(
    chain: Chain, app: Starlette, silent: str, heard_by: list[str]
) -> None:
    chain.rules_out(silent, "ada")
    goal, first = ("dee" if silent == "dee" else "cy"), "bo"
    key = chain.asks("ada", first, goal)
    do_jobs(app)
    assert chain.state(key) is WAITING
    for name in ("bo", "cy", "dee"):
        assert (chain.waits(name) == [key]) is (name in heard_by)
        assert mails(chain.session, f"{name}@example.org") == []
    with pytest.raises(NotFound):
        chain.passes("bo", key, "cy")


def test_veto_between_those_who_pass_it_on_ends_it_unseen(chain: Chain, app: Starlette) -> None:
    chain.rules_out("cy", "bo")
    key = chain.asks("ada", "bo", "cy")
    assert chain.waits("bo") == [key]
    chain.passes("bo", key, "cy")
    do_jobs(app)
    assert chain.waits("cy") == []
    assert mails(chain.session, "cy@example.org") == []
    assert chain.state(key) is WAITING


def test_what_cannot_be_asked_is_refused_in_words(chain: Chain) -> None:
    with pytest.raises(Conflict, match="know each other already"):
        chain.asks("ada", "bo", "bo")
    with pytest.raises(Conflict, match="cannot introduce you"):
        chain.asks("ada", "dee", "cy")
    with pytest.raises(Conflict, match="cannot introduce you"):
        chain.asks("ada", "bo", "eve")
    chain.asks("ada", "bo", "cy")
    with pytest.raises(Conflict, match="asked already"):
        chain.asks("ada", "bo", "cy")
    chain.rules_out("ada", "dee")
    with pytest.raises(Conflict, match="rather not hear"):
        chain.asks("ada", "bo", "dee")


def test_nobody_has_more_under_way_than_may_be(chain: Chain) -> None:
    for number in range(MOST_OPEN + 1):
        middle, goal = f"middle{number}", f"goal{number}"
        for name in (middle, goal):
            chain.people[name] = an_attendee(chain.session, chain.event(), name)
            chain.agrees(name)
        chain.tie("ada", middle)
        chain.tie(middle, goal)
        if number < MOST_OPEN:
            chain.asks("ada", middle, goal)
    with pytest.raises(Refused, match="5 introductions that are still under way"):
        chain.asks("ada", middle, goal)


def test_each_answers_once_and_only_what_is_theirs(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "cy")
    for name in ("ada", "cy", "dee"):
        with pytest.raises(NotFound):
            chain.passes(name, key, "cy")
        with pytest.raises(NotFound):
            answering.decline(chain.session, key, chain.id(name))
    with pytest.raises(NotFound):
        chain.agrees_to("bo", key)
    chain.passes("bo", key, "cy")
    with pytest.raises(Conflict, match="answered this already"):
        chain.passes("bo", key, "cy")
    with pytest.raises(NotFound):
        chain.passes("cy", key, "dee")
    chain.agrees_to("cy", key)
    with pytest.raises(Conflict, match="answered this already"):
        answering.decline(chain.session, key, chain.id("cy"))


def test_two_who_ask_for_each_other_are_introduced_by_one_yes(chain: Chain) -> None:
    key, other = chain.asks("ada", "bo", "cy"), chain.asks("cy", "bo", "ada")
    chain.passes("bo", key, "cy")
    chain.agrees_to("cy", key)
    assert (chain.state(key), chain.state(other)) == (MADE, WITHDRAWN)
    assert chain.waits("bo") == []
    with pytest.raises(Conflict, match="introduced already"):
        chain.asks("cy", "bo", "ada")


def leaves(chain: Chain, name: str) -> None:
    membership = chain.member(name)
    leave_community(chain.session, membership.community_id, membership.account_id)


def account_goes(chain: Chain, name: str) -> None:
    account = chain.session.get_one(Account, chain.member(name).account_id)
    account.deactivated_at = clock.now()
    save(chain.session, account)


@pytest.mark.parametrize("goes", [leaves, account_goes])
def test_who_asked_and_goes_is_heard_of_no_more(
    chain: Chain, goes: Callable[[Chain, str], None]
) -> None:
    key = chain.asks("ada", "bo", "cy")
    goes(chain, "ada")
    assert chain.waits("bo") == []
    with pytest.raises(Conflict, match="taken back"):
        chain.passes("bo", key, "cy")


@pytest.mark.parametrize("goes", [leaves, account_goes])
def test_to_whoever_went_nothing_is_passed_on(
    chain: Chain, goes: Callable[[Chain, str], None]
) -> None:
    key = chain.asks("ada", "bo", "cy")
    goes(chain, "cy")
    with pytest.raises(Conflict, match="no way on"):
        chain.passes("bo", key, "cy")
    answering.decline(chain.session, key, chain.id("bo"))
    assert chain.state(key) is DECLINED


def test_who_was_to_pass_it_on_and_is_erased_leaves_it_to_expire(chain: Chain) -> None:
    key = chain.asks("ada", "bo", "cy")
    chain.session.delete(chain.session.get_one(Account, chain.member("bo").account_id))
    chain.session.commit()
    assert chain.state(key) is WAITING
    assert chain.steps(key) == []
