"""Scenarios as they are shown side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from eventnet import i18n
from eventnet.events.models import Event
from eventnet.events.queries import roles
from eventnet.events.roles import may_meet
from eventnet.i18n import gettext as _
from eventnet.matching.refreshing import Sessions
from eventnet.matching.words import ceiling
from eventnet.templating import text
from eventnet.whatif.changes import Changes
from eventnet.whatif.editions import edition_of
from eventnet.whatif.figures import Figures
from eventnet.whatif.models import AS_IT_IS, Scenario, ScenarioState
from eventnet.whatif.queries import UNDER_WAY, scenarios_of
from eventnet.whatif.words import Change, against, changes_in_words, missing

NAMED = 2
"""So many changes make the name of a scenario that has none."""


@dataclass(frozen=True)
class Column:
    """A scenario beside the others; `figures` stay while they are worked out anew."""

    number: int
    name: str
    state: ScenarioState
    changes: list[Change]
    figures: Figures | None
    against: str
    gap: float | None
    seconds: float | None
    failure: str | None
    is_stale: bool

    @property
    def is_now(self) -> bool:
        """Whether it changes nothing."""
        return self.number == AS_IT_IS

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be answered."""
        return self.state in UNDER_WAY

    @property
    def ceiling(self) -> str:
        """How much better any schedule could be, in words."""
        return ceiling(self.figures["gap"] if self.figures else None)

    @property
    def missing(self) -> str:
        """How many meetings are missing to the floors, in words; empty where none is."""
        return missing(self.figures) if self.figures and self.figures["shortfall"] else ""

    @property
    def progress(self) -> str:
        """How far its answer has come."""
        if self.state is ScenarioState.WAITING:
            return _("waits for its turn")
        if self.gap is None:
            return _("reads what everybody offers, seeks and wishes")
        return ceiling(self.gap)


def columns(session: Session, event: Event) -> list[Column]:
    """Return the scenarios of an event; the first is as it is now, where any was asked for."""
    found = scenarios_of(session, event.id)
    if not found:
        return []
    edition = edition_of(session, event)
    known = {role.id: role for role in roles(session, event.id)}
    allowed = may_meet(session, event.id)
    now = found[0].figures if found[0].number == AS_IT_IS else None
    return [
        _column(
            one, changes_in_words(Changes.model_validate(one.changes), known, allowed), now, edition
        )
        for one in found
    ]


def _column(one: Scenario, changes: list[Change], now: Figures | None, edition: str) -> Column:
    compared = one.figures is not None and now is not None and one.number != AS_IT_IS
    took = (one.finished_at - one.started_at) if one.finished_at and one.started_at else None
    return Column(
        number=one.number,
        name=_name(one, changes),
        state=one.state,
        changes=changes,
        figures=one.figures,
        against=against(one.figures or {}, now or {}) if compared else "",
        gap=one.gap,
        seconds=took.total_seconds() if took is not None else None,
        failure=one.failure,
        is_stale=one.state is ScenarioState.ANSWERED and one.edition != edition,
    )


def _name(one: Scenario, changes: Sequence[Change]) -> str:
    if one.number == AS_IT_IS:
        return _("As it is now")
    named = ", ".join(change.words for change in changes[:NAMED])
    return one.name or named or _("What if %(number)d", number=one.number)


def reader(sessions: Sessions, event_id: str) -> Callable[[], tuple[str, bool]]:
    """Return what reads the answers for a stream: (what to show, whether that is the end)."""
    language = i18n.language()

    def read() -> tuple[str, bool]:
        i18n.use(language)
        with sessions() as session:
            event = session.get(Event, event_id)
            shown = columns(session, event) if event is not None else []
        under_way = [one for one in shown if one.is_under_way]
        return text("whatif/progress.html", {"under_way": under_way}), not under_way

    return read
