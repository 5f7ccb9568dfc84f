"""The part on wishes: how many who wanted to meet each other did."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.afterwards.crowd import Crowd
from eventnet.afterwards.parts import Figure, Part
from eventnet.afterwards.small import LEAST, about, too_few
from eventnet.i18n import gettext as _
from eventnet.wishes.models import Wish, WishKind

BACK = aliased(Wish)


def mutual_wishes(session: Session, event_id: str) -> list[tuple[str, str]]:
    """Return who want to meet each other, each two once, in the order of their ids."""
    query = (
        select(Wish.from_id, Wish.to_id)
        .join(BACK, (col(BACK.from_id) == Wish.to_id) & (col(BACK.to_id) == Wish.from_id))
        .where(
            Wish.event_id == event_id,
            Wish.kind == WishKind.WANT,
            BACK.kind == WishKind.WANT,
            col(Wish.from_id) < col(Wish.to_id),
        )
    )
    return [(one, other) for one, other in session.exec(query)]


def wishes_part(mutual: list[tuple[str, str]], crowd: Crowd) -> Part:
    """Say how many of them met."""
    title = _("Wishes")
    pairs = {(a, b) for a, b in mutual if a in crowd.role_of and b in crowd.role_of}
    if not pairs:
        return Part("wishes", title, nothing=_("No two people have said that they want to meet."))
    enough = len({one for two in pairs for one in two}) >= 2 * LEAST
    met = pairs & set(crowd.met.held)
    return Part(
        "wishes",
        title,
        figures=[
            Figure(
                _("Mutual wishes"),
                about(len(pairs)) if enough else too_few(),
                _("Twos who both said that they want to meet the other, to the nearest five."),
            ),
            Figure(
                _("Of them met"),
                about(len(met)) if enough else too_few(),
                _("Those of these twos whose meeting was held, to the nearest five."),
            ),
        ],
        notes=[_("Who wishes for whom only they know; here it is only counted.")],
    )
