"""What people of the world did with each other: wishes, contacts, meetings, requests, sessions."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from eventnet import clock
from eventnet.affinities.models import AffinityState, PairAffinity
from eventnet.contacts.codes import PURPOSE
from eventnet.contacts.models import Contact, ContactCard
from eventnet.events.models import Attendance, Event, Slot, Unavailable
from eventnet.events.queries import slots
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.notes.models import Note
from eventnet.programme.models import Programme, ProgrammeDraft, Star, Talk
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState, pair_of
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.settings import Settings
from eventnet.tokens import Signer
from eventnet.watches.models import Fit, SavedSearch
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import FAR, NEAR, ONCE_MET, Persona
from tests.eventnet.world.marks import mark
from tests.factories import a_meeting, save

ME = Persona.ATTENDEE.value
VETO = ("far1", ME)
"""Who silently does not want to meet whom."""
VETOES = (VETO, ("near3", "far4"), (ME, "far3"))
CARDS = {
    ME: True,
    "far1": True,
    "far2": True,
    "far3": False,
    "far4": True,
    Persona.LEFT.value: True,
    Persona.DEACTIVATED.value: True,
}
"""Who has a code, and whether they share everything or nothing but their name."""
EXCHANGED = (
    (ME, "far2"),
    (ME, "far3"),
    (ME, Persona.LEFT.value),
    (ME, Persona.DEACTIVATED.value),
    ("far1", "far2"),
)
WANTS = (("far2", ME), ("near0", ME), (ME, "far0"), ("far0", "near1"))


def because(other: str, other_is_b: bool) -> list[dict[str, object]]:
    """Return what the engine stores of a pair: also what only one of the two may know.

    The other of the two wants to meet, they share a topic, and a word of their texts.
    """
    wants = "b_wants_a" if other_is_b else "a_wants_b"
    return [
        {"signal": wants, "detail": [mark(other, "wish")], "share": 0.4},
        {"signal": "interests", "detail": [mark(other, "topicsinterest")], "share": 0.3},
        {"signal": "text", "detail": [mark(other, "bio")], "share": 0.3},
    ]


def wishes(session: Session, facts: Facts, event: Event) -> None:
    """Let some want to meet, and some not."""
    people = facts.attendances
    for pairs, kind in ((VETOES, WishKind.AVOID), (WANTS, WishKind.WANT)):
        for one, other in pairs:
            save(
                session,
                Wish(from_id=people[one], to_id=people[other], event_id=event.id, kind=kind),
            )


def notes(session: Session, facts: Facts, event: Event) -> None:
    """Let the attendee keep something of people who are shown, hidden and gone, and others too."""
    people = facts.attendances
    kept = (
        (ME, "far2", False, True),
        (ME, "far1", True, True),
        (ME, "near0", True, False),
        (ME, Persona.LEFT.value, True, True),
        ("far2", ME, True, True),
        ("near0", "far2", True, True),
        (Persona.DEACTIVATED.value, ME, True, True),
    )
    for one, other, bookmarked, noted in kept:
        note = Note(
            from_id=people[one],
            to_id=people[other],
            event_id=event.id,
            bookmarked=bookmarked,
            words=mark(one, "note") if noted else "",
        )
        save(session, note)


def programme(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let each event have sessions, of which the attendee starred some, and a draft of others."""
    for event in (spring, autumn):
        ids, owner = (facts.ids if event is spring else facts.foreign), event.slug
        grid = slots(session, event.id)
        made = [
            Talk(
                event_id=event.id,
                key=mark(owner, f"talkkey{letter}"),
                title=mark(owner, f"talktitle{letter}"),
                room=mark(owner, "talkroom"),
                abstract=mark(owner, "talkabstract"),
                speakers=[mark(owner, "talkspeaker")],
                starts_at=slot.starts_at,
                ends_at=slot.starts_at + timedelta(minutes=10),
                folded=mark(owner, "talkfolded"),
                gone_at=clock.now() if letter == "c" else None,
            )
            for letter, slot in (("a", grid[0]), ("b", grid[-1]), ("c", grid[-1]))
        ]
        save(session, *made)
        entry = {
            "key": mark(owner, "entrykey"),
            "title": mark(owner, "entrytitle"),
            "room": mark(owner, "entryroom"),
            "abstract": mark(owner, "entryabstract"),
            "speakers": [mark(owner, "entryspeaker")],
            "starts_at": grid[0].starts_at.isoformat(),
            "ends_at": (grid[0].starts_at + timedelta(minutes=5)).isoformat(),
        }
        left_out = {"called": mark(owner, "leftout"), "words": mark(owner, "why"), "key": ""}
        draft = ProgrammeDraft(
            event_id=event.id,
            source=mark(owner, "draftsource"),
            address=f"https://{mark(owner, 'draftaddress')}.example",
            entries=[entry, {**entry, "key": made[0].key}],
            refused=[left_out],
        )
        source = Programme(
            event_id=event.id,
            source=mark(owner, "source"),
            address=f"https://{mark(owner, 'address')}.example",
        )
        save(session, draft, source)
        ids |= {"talk": made[1].id, "draft": draft.id}
        if event is spring:
            for talk in (made[0], made[2]):
                save(session, Star(attendance_id=facts.attendances[ME], talk_id=talk.id))


def round_tables(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let some host round tables, sit at them and wish to; one is off."""
    people = facts.attendances
    for event in (spring, autumn):
        event.round_tables = 4
    for event, name, host, slot, number, live in (
        (spring, "table", "far2", 10, 1, True),
        (spring, "table-mine", ME, 11, 1, True),
        (spring, "table-off", "far1", 10, 2, False),
        (autumn, "table", "autumn1", 2, 1, True),
    ):
        ids = facts.ids if event is spring else facts.foreign
        place = slots(session, event.id)[slot]
        table = RoundTable(
            event_id=event.id,
            host_id=people[host],
            slot_id=place.id,
            number=number,
            title=mark(host, "tabletitle"),
            about=mark(host, "tableabout"),
            seats=6,
            live=live,
            said="" if live else mark(host, "tablesaid"),
        )
        save(session, event, table)
        ids[name] = table.id
        hosting = SeatState.HOSTING if live else SeatState.OFF
        _seat(session, table, people[host], hosting, 0)
        if event is spring and live:
            for at, guest in enumerate(("near0", "near1", "far0", "far3", Persona.LEFT.value), 1):
                if name == "table":
                    _seat(session, table, people[guest], SeatState.SEATED, at)
    table = session.get_one(RoundTable, facts.ids["table"])
    for guest in (ME, "far4"):
        _seat(session, table, people[guest], SeatState.WISHED, None)


def _seat(
    session: Session, table: RoundTable, who: str, state: SeatState, number: int | None
) -> None:
    live = state in {SeatState.HOSTING, SeatState.SEATED}
    seat = RoundSeat(
        table_id=table.id,
        attendance_id=who,
        slot_id=table.slot_id,
        state=state,
        number=number,
        live=live,
    )
    save(session, seat)


def searches(session: Session, facts: Facts, event: Event) -> None:
    """Let the attendee keep a watched search and a deleted one, and others keep theirs."""
    people = facts.attendances
    for one, name, deleted in (
        (ME, "search", False),
        (ME, "search-deleted", True),
        ("far2", "search-others", False),
    ):
        words = {"q": "zq"} if name == "search" else {"q": mark(one, "search")}
        search = SavedSearch(
            attendance_id=people[one],
            event_id=event.id,
            name=f"{mark(one, 'search')} {name}",
            query=words,
            watching=True,
            deleted_at=clock.now() if deleted else None,
        )
        save(session, search)
        facts.ids[name] = search.id
        found = {*NEAR, *FAR, ME, Persona.LEFT.value, Persona.DEACTIVATED.value} - {one}
        for other in sorted(found):
            save(session, Fit(search_id=search.id, attendance_id=people[other], is_new=True))


def contacts(session: Session, settings: Settings, facts: Facts, event: Event) -> None:
    """Let the attendee exchange with one who shares all, one who shares nothing, and the gone."""
    people, codes = facts.attendances, iter("23456789")
    for name, shares in CARDS.items():
        card = ContactCard(
            attendance_id=people[name],
            event_id=event.id,
            code=f"cafecaf{next(codes)}",
            shares_email=shares,
            shares_organization=shares,
            shares_links=shares,
            phone=mark(name, "phone") if shares else "",
        )
        save(session, card)
        if name == "far4":
            facts.tokens["exchange"] = Signer(settings.key, PURPOSE).seal([people[name], card.code])
    for one, other in EXCHANGED:
        a_id, b_id = sorted((people[one], people[other]))
        save(session, Contact(a_id=a_id, b_id=b_id, event_id=event.id))


def affinities(session: Session, facts: Facts, event: Event) -> None:
    """Let the attendee be worth meeting for everyone, with reasons that know too much."""
    me = facts.attendances[ME]
    for number, name in enumerate(NEAR + FAR):
        a, b = sorted((me, facts.attendances[name]))
        value = 0.9 - number / 20
        save(
            session,
            PairAffinity(
                a_id=a,
                b_id=b,
                event_id=event.id,
                value=value,
                shown=value,
                because=because(name, other_is_b=a == me),
            ),
        )
    save(session, AffinityState(event_id=event.id, computed_at=clock.now()))


# Where a meeting is that is not at a table.
ELSEWHERE: dict[str, dict[str, Any]] = {
    "near1": {"place": mark("near1", "stand"), "table": None},
    "near2": {"room": mark("near2", "room"), "table": None},
}


def meetings(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let the attendee have a meeting of each kind, and strangers have theirs."""
    people = {name: session.get_one(Attendance, one) for name, one in facts.attendances.items()}
    me = people[ME]
    for number, name in enumerate(NEAR):
        answers = (None, Answer.YES) if number % 2 else (Answer.YES, Answer.YES)
        place: dict[str, Any] = ELSEWHERE.get(name, {})
        made = a_meeting(
            session,
            spring,
            me,
            people[name],
            slot=number,
            answers=answers,
            because=because(name, other_is_b=people[name].id > me.id),
            **place,
        )
        facts.ids[f"meeting-{name}"] = made.id
    ended = (MeetingState.DECLINED, MeetingState.RELEASED, MeetingState.CANCELLED)
    for number, (name, state) in enumerate(zip(ONCE_MET, ended, strict=True)):
        gone = a_meeting(session, spring, me, people[name], slot=5 + number, state=state)
        _end(session, gone)
    others = a_meeting(session, spring, people["far3"], people["far4"], slot=9, table=3)
    theirs = a_meeting(session, autumn, people["autumn1"], people["autumn2"])
    waiting = facts.ids["meeting-near1"]
    facts.ids |= {"meeting": waiting, "meeting-others": others.id}
    facts.foreign["meeting"] = theirs.id
    last = slots(session, spring.id)[-1]
    save(session, Unavailable(attendance_id=me.id, slot_id=last.id))
    facts.ids["slot"] = last.id
    facts.foreign["slot"] = session.exec(select(Slot.id).where(Slot.event_id == autumn.id)).all()[0]


def requests(session: Session, facts: Facts, event: Event) -> None:
    """Let some ask the attendee, the attendee ask others, and some have their answer."""
    people, when = facts.attendances, slots(session, event.id)
    facts.ids["request"] = _request(session, event, people["far4"], people[ME], "far4", when[6])
    moves = session.get_one(Meeting, facts.ids["meeting-near2"])
    mine = _request(session, event, people[ME], people["near2"], ME, when[6], moves=moves)
    facts.ids["request-mine"] = mine
    old = _request(session, event, people[ME], people["far2"], ME, when[7])
    declined = session.get_one(MeetingRequest, old)
    declined.state, declined.cause_id = RequestState.EXPIRED, None
    declined.reply = mark("far2", "said")
    save(session, declined)
    # Whom the attendee ruled out asked them: nobody but who asked ever reads of it.
    _request(session, event, people["far3"], people[ME], "far3", when[8])
    facts.ids["request-old"] = old


def _request(
    session: Session,
    event: Event,
    from_id: str,
    to_id: str,
    owner: str,
    slot: Slot,
    moves: Meeting | None = None,
) -> str:
    made = MeetingRequest(
        event_id=event.id,
        kind=RequestKind.MOVE if moves else RequestKind.MEET,
        from_id=from_id,
        to_id=to_id,
        pair_id=pair_of(from_id, to_id),
        awaits_id=to_id,
        slot_id=slot.id,
        message=mark(owner, "asked"),
        expires_at=clock.now() + timedelta(days=2),
        cause_id=from_id,
        meeting_id=moves.id if moves else None,
        old_slot_id=moves.slot_id if moves else None,
    )
    save(session, made)
    return made.id


def _end(session: Session, meeting: Meeting) -> None:
    meeting.live = False
    meeting.said = mark("far2", "said")
    for side in session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting.id)):
        side.live = False
        session.add(side)
    save(session, meeting)
