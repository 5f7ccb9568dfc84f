"""Saying how long a community keeps what is over."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.communities.actions import held
from eventnet.database import lock, writing
from eventnet.stewardship.forms import Keeping
from eventnet.stewardship.models import KeepingRule
from eventnet.stewardship.over import Years, years_of
from eventnet.versions import expect, version_of

SHOWN = Years._fields


def version(rule: KeepingRule) -> str:
    """Return what tells whether somebody else has changed the rule meanwhile."""
    return version_of(rule, only=SHOWN)


def years_said(said: Keeping) -> Years:
    """Return what a form says."""
    return Years(*(getattr(said, name) for name in SHOWN))


def save_rule(session: Session, community_id: str, said: Keeping, *, by: str) -> None:
    """Keep things for so long from now on; the clock carries it out in the night."""
    with writing(session):
        held(session, community_id)
        rule = lock(session, KeepingRule, community_id) or KeepingRule(community_id=community_id)
        if years_said(said) == years_of(rule):
            session.add(rule)
            return
        expect(said.version, version(rule))
        for name in SHOWN:
            setattr(rule, name, getattr(said, name))
        rule.changed_at = clock.now()
        session.add(rule)
        audit.record(
            session,
            "keeping.changed",
            account_id=by,
            community_id=community_id,
            **years_said(said)._asdict(),
        )
