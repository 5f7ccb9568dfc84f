"""One scenario worked out: the set-up as it would be, the engine's answer, its figures."""

import math
from collections.abc import Callable

from sqlmodel import Session

from eventnet import clock
from eventnet.affinities.weights import weights_for
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.matching.planning import worth_of_pairs
from eventnet.matching.profiles import people_documents
from eventnet.matching.refreshing import Sessions, refresh
from eventnet.matching.reports import gap
from eventnet.matching.setting import Document, Setting, problem_document, setting_of
from eventnet.versions import content
from eventnet.whatif.changes import Changes
from eventnet.whatif.changing import away_later, changed
from eventnet.whatif.editions import edition_of
from eventnet.whatif.figures import Figures, figures_of
from eventnet.whatif.models import Scenario, ScenarioState
from eventnet.whatif.planning import answer

log = logger(__name__)

NEAR_ENOUGH = 0.004
"""Nearer to the ceiling than this no answer goes: no full run can then be better by more."""


class Unanswerable(Exception):
    """The scenario has no answer; the sentence says why and is shown to the organizer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def answer_scenario(
    sessions: Sessions, scenario_id: str, *, workers: int, work: float | None = None
) -> None:
    """Bring a scenario that is being worked on to its figures, or to a failure in words.

    `work` limits the engine by work instead of time, so that the same is found again.
    """
    with sessions() as session:
        scenario = session.get(Scenario, scenario_id)
        if scenario is None or scenario.state is not ScenarioState.WORKING:
            return
        event_id, changes = scenario.event_id, Changes.model_validate(scenario.changes)
        session.rollback()
        try:
            refresh(sessions, event_id)
            edition = edition_of(session, session.get_one(Event, event_id))
            setting, document = as_if(session, session.get_one(Event, event_id), changes)
            figures = _solved(
                session,
                event_id,
                setting,
                document,
                work=work,
                workers=workers,
                scenario_id=scenario_id,
            )
        except Unanswerable as refusal:
            fail(session, scenario_id, refusal.sentence)
        except MemoryError:
            fail(session, scenario_id, _("The machine has not enough memory for this."))
        except Exception:
            log.exception("scenario.broke", scenario_id=scenario_id)
            fail(session, scenario_id, _("Something broke on our side; it has been written down."))
        else:
            _store(session, scenario_id, figures, edition)


def as_if(session: Session, event: Event, changes: Changes) -> tuple[Setting, Document]:
    """Return the setting as it would be, and the problem that it makes."""
    if changes.ask_unchosen is not None:  # a copy that the database knows nothing of
        event = Event(**{**content(event), "ask_unchosen": changes.ask_unchosen})
    now = setting_of(session, event)
    setting = changed(now, changes, zone(event))
    if not setting.allowed <= now.allowed:
        setting = _newly_allowed(session, event, setting)
    return setting, away_later(problem_document(session, event, setting=setting))


def _newly_allowed(session: Session, event: Event, setting: Setting) -> Setting:
    """Return the setting with what pairs are worth under its own rules.

    What is stored is of those who may meet now. Who rules whom out counts as ever.
    """
    people = people_documents(session, event).everything
    people["meets"] = [list(pair) for pair in sorted(setting.allowed)]
    weights = weights_for(session, event.id)
    return setting.with_worth(worth_of_pairs(people, weights.document if weights else None))


def _solved(
    session: Session,
    event_id: str,
    setting: Setting,
    document: Document,
    *,
    work: float | None,
    workers: int,
    scenario_id: str,
) -> Figures:
    if not setting.people:
        raise Unanswerable(_("Nobody would take part: nobody has said “book me” or “ask me”."))
    if not document["slots"]:
        raise Unanswerable(_("There would be no slot ahead."))
    if not document["pairs"]:
        raise Unanswerable(_("No two of those who take part could meet."))
    session.rollback()  # nothing is held while the engine works
    try:
        found = answer(
            document,
            gap=NEAR_ENOUGH,
            seconds=seconds_for(len(document["people"])),
            work=work,
            workers=workers,
            watch=_teller(session, scenario_id),
        )
    except ValueError as refusal:
        raise Unanswerable(_("The engine cannot work with this: %(why)s", why=refusal)) from refusal
    if found is None:
        raise Unanswerable(_("No schedule was found in the time."))
    return figures_of(session, session.get_one(Event, event_id), setting, document, found)


def seconds_for(people: int) -> float:
    """Return how long the engine may look: the answer is wanted soon, and near enough ends it."""
    return min(20.0, 1.2 + 0.6 * people / 1000)


def _teller(session: Session, scenario_id: str) -> Callable[[float, float], object]:
    """Return what writes down how near to the ceiling the best plan so far is."""

    def tell(incumbent: float, bound: float) -> None:
        if not (math.isfinite(incumbent) and math.isfinite(bound)):
            return
        with writing(session):
            scenario = lock(session, Scenario, scenario_id)
            if scenario is not None and scenario.state is ScenarioState.WORKING:
                scenario.gap = gap(incumbent, bound)

    return tell


def _store(session: Session, scenario_id: str, figures: Figures, edition: str) -> None:
    """Keep the answer, unless the scenario was deleted meanwhile, or given up."""
    with writing(session):
        scenario = lock(session, Scenario, scenario_id)
        if scenario is None or scenario.state is not ScenarioState.WORKING:
            return
        scenario.state = ScenarioState.ANSWERED
        scenario.figures, scenario.edition = figures, edition
        scenario.gap, scenario.failure = figures["gap"], None
        scenario.finished_at = clock.now()
    log.info("scenario.answered", scenario_id=scenario_id, gap=figures["gap"])


def fail(session: Session, scenario_id: str, sentence: str) -> bool:
    """Let a scenario that is being worked on end as failed, in words; say whether it was."""
    with writing(session):
        scenario = lock(session, Scenario, scenario_id)
        if scenario is None or scenario.state is not ScenarioState.WORKING:
            return False
        scenario.state, scenario.failure = ScenarioState.FAILED, sentence
        scenario.figures = scenario.edition = None
        scenario.finished_at = clock.now()
        return True
