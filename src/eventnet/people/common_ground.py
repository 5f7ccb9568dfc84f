"""What a viewer and a person have in common, and why they should meet, as the viewer may see it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from eventnet.affinities.queries import affinities_with
from eventnet.affinities.reasons import CommonGround, reasons
from eventnet.people.queries import PersonView
from eventnet.people.topics import topic_key


def common_ground(me: PersonView, them: PersonView) -> CommonGround:
    """Return what both have in common, of what is in `them` as the viewer sees them."""
    return CommonGround(
        interests=_both(them.interests, me.interests),
        they_offer=_both(them.offers, me.seeks),
        they_seek=_both(them.seeks, me.offers),
    )


def why_meet(
    me: PersonView, them: PersonView, because: Iterable[Mapping[str, Any]], reader_is_a: bool
) -> list[str]:
    """Return the reasons that are true now of what `me` may see of `them`, the weightiest first.

    `because` is what the engine stored for the pair.
    """
    return reasons(
        [_still_written(why, them) for why in because],
        reader_is_a,
        common_ground(me, them),
        topics_visible=them.shows_topics,
        bio_visible=them.shows_bio,
    )


def reasons_for(
    session: Session, me: PersonView | None, people: Mapping[str, PersonView]
) -> dict[str, list[str]]:
    """Return for each of these people why the viewer should meet them, in one query."""
    if me is None:
        return {key: [] for key in people}
    stored = affinities_with(session, me.attendance_id, list(people))
    return {
        key: why_meet(
            me,
            them,
            stored[key].because if key in stored else (),
            stored[key].reader_is_a if key in stored else True,
        )
        for key, them in people.items()
    }


def _both(theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
    known = {topic_key(label) for label in mine}
    return tuple(label for label in theirs if topic_key(label) in known)


def _still_written(why: Mapping[str, Any], them: PersonView) -> Mapping[str, Any]:
    """Keep of the words that two texts share those that the other's still holds."""
    if why.get("signal") != "text" or not why.get("detail"):
        return why
    text = f"{them.bio} {them.headline}".casefold()
    words = [word for word in why["detail"] if str(word).casefold() in text]
    return {**why, "detail": words} if words else {}
