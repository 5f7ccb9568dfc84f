"""Making the world: two communities, three events, and one of everything in them."""

from dataclasses import dataclass, field

from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import TAKEN_BACK_WITHIN, Account
from eventnet.communities.models import Community, MemberRole, Membership, Topic
from eventnet.event_questions.models import EventAnswer, EventQuestion, QuestionKind, SeenBy
from eventnet.events.charges import Charge
from eventnet.events.models import Attendance, Consent, Duty, Event, Organizer, Role
from eventnet.floor.models import FloorPlan
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.visibility import FIELDS
from tests.eventnet.world.cast import FAR, HELPERS, NEAR, Persona, audience_of, email
from tests.eventnet.world.marks import mark
from tests.factories import a_member, a_role, an_account, an_attendee, an_event, save

PICTURE = "picture23456789.webp"
STANDS = {"near1", "far2"}


@dataclass
class Facts:
    """What tests need to know of the world: ids, by the names of their owners."""

    autumn: str = ""
    attendances: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    memberships: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """Everything else that stands in an address, such as `meeting` or `role`."""
    foreign: dict[str, str] = field(default_factory=dict)
    """The same of the other event, where the addresses of this one must not lead."""
    tokens: dict[str, str] = field(default_factory=dict)
    """Those that stand in addresses, by the name of the page."""
    secrets: dict[Persona, str] = field(default_factory=dict)
    """The secret in each persona's cookie."""


def a_place(session: Session, slug: str) -> Community:
    """Make a community whose every word is marked."""
    community = Community(slug=slug, name=mark(slug, "name"), about=mark(slug, "about"))
    save(session, community)
    return community


def a_fair(session: Session, community: Community, slug: str, slots: int) -> Event:
    """Make an event whose every word is marked."""
    event = an_event(session, community, slug, slots=slots, tables=6)
    event.name, event.tagline = mark(slug, "name"), mark(slug, "tagline")
    event.about, event.venue = mark(slug, "about"), mark(slug, "venue")
    event.city, event.logo = mark(slug, "city"), PICTURE
    event.join_code = f"{slug}joincode2345"
    event.online_pattern = f"https://meet.example/{mark(slug, 'pattern')}/{{meeting}}"
    room = FloorPlan(event_id=event.id, per_row=3, stands=[mark(slug, "floorstand")])
    save(session, event, room, Role(event_id=event.id, name=mark(slug, "role"), position=1))
    return event


def somebody(
    session: Session, facts: Facts, event: Event, name: str, consent: Consent = Consent.BOOK
) -> Attendance:
    """Make an attendee whose profile is marked in every field."""
    attendance = an_attendee(
        session,
        event,
        mark(name, "name"),
        email(name),
        consent=consent,
        role=mark(event.slug, "role"),
        headline=mark(name, "headline"),
        organization=mark(name, "organization"),
        bio=mark(name, "bio"),
        links=[f"https://links.example/{mark(name, 'links')}"],
        photo=PICTURE,
    )
    if name in STANDS:
        attendance.stand = mark(name, "stand")
    membership = session.get_one(Membership, attendance.membership_id)
    profile = session.exec(select(Profile).where(Profile.membership_id == membership.id)).one()
    for kind in TopicKind:
        topic = a_topic(session, event.community_id, mark(name, f"topics{kind.value}"))
        session.add(ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic.id))
    if name[-1].isdecimal():
        profile.visibility = {one: audience_of(name, one).value for one in FIELDS}
    index_profile(session, profile)
    save(session, attendance, profile)
    facts.attendances[name] = attendance.id
    facts.memberships[name] = membership.id
    facts.accounts[name] = membership.account_id
    return attendance


def a_topic(session: Session, community_id: str, label: str) -> Topic:
    """Make a word of the community."""
    topic = Topic(community_id=community_id, label=label, key=label.casefold())
    save(session, topic)
    return topic


def everybody(session: Session, facts: Facts) -> tuple[Event, Event, Event]:
    """Make the places and all who are in them; return Spring, Autumn and Winter."""
    harbour, quarry = a_place(session, "harbour"), a_place(session, "quarry")
    spring = a_fair(session, harbour, "spring", 12)
    autumn = a_fair(session, harbour, "autumn", 4)
    winter = a_fair(session, quarry, "winter", 4)
    facts.autumn = autumn.id
    for name in (Persona.ATTENDEE, Persona.LEFT, Persona.DEACTIVATED, *NEAR, *FAR):
        somebody(session, facts, spring, name)
    for name in (Persona.NEIGHBOUR, "autumn1", "autumn2"):
        somebody(session, facts, autumn, name)
    for name in (Persona.OUTSIDER, "winter1"):
        somebody(session, facts, winter, name)
    roles = {Persona.STEWARD: MemberRole.STEWARD, "steward2": MemberRole.STEWARD}
    for name in (
        *(Persona.MEMBER, Persona.STEWARD, Persona.ORGANIZER, Persona.RIVAL),
        *("steward2", *HELPERS),
    ):
        account = an_account(session, email(name))
        membership = a_member(session, harbour, account, roles.get(name, MemberRole.MEMBER))
        facts.accounts[name], facts.memberships[name] = account.id, membership.id
    facts.accounts[Persona.OPERATOR] = an_account(
        session, email(Persona.OPERATOR), operator=True
    ).id
    for event, name in (
        (spring, Persona.ORGANIZER),
        (spring, "organizer2"),
        (autumn, Persona.RIVAL),
    ):
        if name not in facts.accounts:
            facts.accounts[name] = an_account(session, email(name)).id
        save(session, Organizer(event_id=event.id, account_id=facts.accounts[name]))
    for name in HELPERS:
        save(session, Charge.of([Duty(name.value)]).helper(spring.id, facts.accounts[name]))
    _gone(session, facts)
    facts.foreign |= {
        "attendance": facts.attendances["autumn1"],
        "membership": facts.memberships[Persona.OUTSIDER],
        "account": facts.accounts[Persona.RIVAL],
    }
    facts.ids["file-kind"] = "csv"
    facts.ids |= {
        f"member-{name}": facts.memberships[name] for name in ("near0", "near1", "near3", "far4")
    }
    facts.ids["role"] = a_role(session, spring, mark("spring", "sparerole")).id
    facts.foreign["role"] = a_role(session, autumn, mark("autumn", "sparerole")).id
    questions(session, facts, spring, autumn)
    return spring, autumn, winter


def questions(session: Session, facts: Facts, event: Event, other: Event) -> None:
    """Let both events ask, and everybody of the first answer: for all, and for organizers alone."""
    asked = [
        EventQuestion(
            event_id=event.id,
            label=mark("spring", f"question{seen_by.value}"),
            hint=mark("spring", f"hint{seen_by.value}"),
            kind=QuestionKind.LINE,
            seen_by=seen_by,
        )
        for seen_by in SeenBy
    ]
    foreign = EventQuestion(
        event_id=other.id, label=mark("autumn", "question"), kind=QuestionKind.LINE
    )
    spare = EventQuestion(
        event_id=event.id, label=mark("spring", "questionspare"), kind=QuestionKind.LINE, position=1
    )
    choosing = EventQuestion(
        event_id=event.id,
        label=mark("spring", "questionchoosing"),
        kind=QuestionKind.ONE,
        options=[mark("spring", "optionone"), mark("spring", "optiontwo")],
        position=2,
    )
    save(session, *asked, spare, choosing, foreign)
    facts.ids["item"], facts.foreign["item"] = spare.id, foreign.id
    for name in (Persona.ATTENDEE, Persona.LEFT, Persona.DEACTIVATED, *NEAR, *FAR):
        for question, word in zip(asked, ("answer", "answerkept"), strict=True):
            answer = EventAnswer(
                question_id=question.id,
                attendance_id=facts.attendances[name],
                said=[mark(name, word)],
                seen_by=question.seen_by,
            )
            session.add(answer)
    save(session)


def _gone(session: Session, facts: Facts) -> None:
    attendance = session.get_one(Attendance, facts.attendances[Persona.LEFT])
    membership = session.get_one(Membership, attendance.membership_id)
    attendance.left_at = membership.left_at = clock.now()
    account = session.get_one(Account, facts.accounts[Persona.DEACTIVATED])
    account.deactivated_at = clock.now()
    account.erase_at = account.deactivated_at + TAKEN_BACK_WITHIN
    save(session, attendance, membership, account)
