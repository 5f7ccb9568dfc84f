"""What is kept of the rounds that a member takes part in, as it is handed out to them."""

from typing import Any

from sqlmodel import Session

from eventnet.communities.models import Community, Membership
from eventnet.privacy.declared import told
from eventnet.rounds.queries import taking_part, talks_of
from eventnet.rounds.talks_shown import show


def in_rounds(
    session: Session, membership: Membership, community: Community
) -> list[dict[str, Any]]:
    """Return how somebody takes part, and their talks with what they said of each.

    Of others it holds what the pages of the talks show: nothing once the reader left.
    """
    mine = taking_part(session, membership.id)
    if mine is None:
        return []
    own = talks_of(session, membership.id)
    shown = show(session, membership.id, own, mine.time_zone)
    left = membership.left_at is not None
    return [
        {"what": "taking part", "community": community.name, **told("round_member", mine)},
        *(
            {
                "what": "talk",
                "community": community.name,
                "people": [other.person.name for other in one.others if not left],
                **told("round_talk", one.own.talk),
                "my": told("round_talk_side", one.own.mine),
                "promised_to_me": [line.words for line in one.promises if not left],
            }
            for one in shown
        ),
    ]
