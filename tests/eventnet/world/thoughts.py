"""The ideas of the world: what members suggest and say about it, one reported, one merged."""

from sqlmodel import Session

from eventnet import clock
from eventnet.discussions.markdown import as_text
from eventnet.events.models import Event
from eventnet.ideas.models import (
    About,
    Idea,
    IdeaNews,
    IdeaPost,
    IdeaReport,
    IdeaVote,
    Status,
)
from eventnet.people.search.kept import kept_words
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value


def ideas(session: Session, facts: Facts, spring: Event, winter: Event) -> None:
    """Make them: one of another, one of the attendee, one hidden, one of whom they block."""
    people = facts.memberships
    wanted = _idea(session, facts, spring, "near0")
    mine = _idea(session, facts, spring, ME)
    other = _idea(session, facts, spring, "near0", into=wanted)
    _idea(session, facts, spring, "near1")
    hidden = _idea(session, facts, spring, "far0", field="ideahidden")
    foreign = _idea(session, facts, winter, "winter1")
    facts.ids |= {"idea": wanted.id, "idea-mine": mine.id, "idea-merged": other.id}
    facts.foreign["idea"] = foreign.id
    wanted.status, wanted.status_at = Status.PLANNED, clock.now()
    wanted.why = mark("harbour", "ideawhy")
    words = _post(session, facts, hidden, "far0", mark("far0", "ideahidden"))
    words.hidden_at = clock.now()
    said = _post(session, facts, wanted, "near0", f"*{mark('near0', 'ideasaid')}*")
    own = _post(session, facts, wanted, ME, f"*{mark(ME, 'ideasaid')}*")
    save(
        session,
        wanted,
        words,
        IdeaVote(idea_id=wanted.id, member_id=people["far2"]),
        IdeaVote(idea_id=other.id, member_id=people[ME]),
        IdeaNews(idea_id=wanted.id, member_id=people[ME]),
        IdeaReport(post_id=said.key, by_id=people[ME], reason=mark(ME, "ideareason")),
        IdeaReport(post_id=own.key, by_id=people["near0"], reason=mark("near0", "ideareason")),
    )


def _idea(
    session: Session,
    facts: Facts,
    event: Event,
    by: str,
    into: Idea | None = None,
    field: str = "idea",
) -> Idea:
    key = f"idea{by[:6]}{field[-1]}{'m' if into else 'o'}"
    title, words = mark(by, f"{field}title"), f"*{mark(by, f'{field}words')}*"
    idea = Idea(
        id=key,
        root_id=into.id if into else key,
        merged_into_id=into.id if into else None,
        community_id=event.community_id,
        title=title,
        about=About.EVENT,
        by_id=facts.memberships[by],
        once=key,
        found=kept_words(title, as_text(words)),
    )
    save(session, idea)
    first = _post(session, facts, idea, by, words)
    if field == "ideahidden":
        first.hidden_at = clock.now()
        save(session, first)
    return idea


def _post(session: Session, facts: Facts, idea: Idea, by: str, words: str) -> IdeaPost:
    idea.latest += 1
    post = IdeaPost(
        idea_id=idea.id,
        number=idea.latest,
        by_id=facts.memberships[by],
        words=words,
        once=f"{idea.id[:12]}{idea.latest}",
    )
    save(session, idea, post)
    return post
