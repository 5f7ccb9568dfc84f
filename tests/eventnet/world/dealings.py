"""What people of the world said, agreed and looked at: messages, meetings, their days."""

from datetime import date, timedelta
from itertools import combinations

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar, Trouble
from eventnet.announcing.models import Announcement, AnnouncementDismissal, Hearers
from eventnet.day.models import CheckIn, MeetingSign, Proposal, SlotSeeker
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.introductions.models import (
    Introduction,
    IntroductionChoice,
    IntroductionState,
    IntroductionStep,
)
from eventnet.matching.models import (
    Change,
    Hindrance,
    MeetingBefore,
    SeatBefore,
    SideBefore,
    UnmetWish,
)
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.messages.models import (
    Conversation,
    ConversationSide,
    Message,
    MessageChoice,
    MessageReport,
)
from eventnet.networks.models import NetworkChoice
from eventnet.outcomes.models import AskedDay, Happened, Outcome, Promise, PromiseState, Worth
from eventnet.requests.models import pair_of
from eventnet.schedule.models import ReminderChoice, ScheduleLook
from eventnet.teams.models import ExhibitorTeam, TeamMember, TeamTarget
from eventnet.ties.models import Tie
from eventnet.ties.strength import height_of
from eventnet.waiting.models import WaitingGuest
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import FAR, NEAR, Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value
LEFT = Persona.LEFT.value


def days(session: Session, facts: Facts, event: Event) -> None:
    """Let some have said that they are here, or free, and one proposal wait for the attendee."""
    people, slot = facts.attendances, slots(session, event.id)[7]
    for name in (ME, "near0", "far2"):
        look = mark(name, "howtofind")
        here = CheckIn(attendance_id=people[name], on=event.starts_on, event_id=event.id, look=look)
        save(session, here, SlotSeeker(attendance_id=people[name], slot_id=slot.id))
    for name in (ME, "near0"):
        sign = MeetingSign(
            meeting_id=facts.ids["meeting-near0"], attendance_id=people[name], late_minutes=5
        )
        save(session, sign)
    a_id, b_id = sorted((people[ME], people["far2"]))
    made = Proposal(
        event_id=event.id,
        slot_id=slot.id,
        a_id=a_id,
        b_id=b_id,
        by_id=people["far2"],
        by_desk=True,
        expires_at=clock.now() + timedelta(days=2),
    )
    save(session, made)
    facts.ids["proposal"] = made.id


def announcements(session: Session, facts: Facts, event: Event) -> None:
    """Let the organizers have said something to everybody, which one has read away."""
    made = Announcement(
        event_id=event.id,
        words=mark("spring", "announced"),
        to=Hearers.EVERYBODY,
        ends_at=clock.now() + timedelta(days=2),
    )
    save(session, made)
    away = AnnouncementDismissal(announcement_id=made.id, attendance_id=facts.attendances["near0"])
    save(session, away)
    facts.ids |= {"announcement": made.id, "at-near0": facts.attendances["near0"]}


def teams(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let the attendee and one more be in a team that wants to meet some; one is theirs to meet."""
    people = facts.attendances
    for event, ids in ((spring, facts.ids), (autumn, facts.foreign)):
        team = ExhibitorTeam(
            event_id=event.id,
            name=mark(event.slug, "teamname"),
            stand=mark(event.slug, "teamstand"),
        )
        save(session, team)
        ids["exhibitors"] = team.id
    team_id = facts.ids["exhibitors"]
    facts.ids["at-far4"] = people["far4"]
    for name in (ME, "near0"):
        stood = mark(name, "stoodbefore")
        one = TeamMember(attendance_id=people[name], team_id=team_id, stand_before=stood)
        save(session, one)
    for name, member in (("far0", ME), ("far1", None), ("far2", "near0"), (LEFT, ME)):
        target = TeamTarget(
            team_id=team_id,
            attendance_id=people[name],
            member_id=people[member] if member else None,
        )
        save(session, target)


KNOWN = (
    *((ME, "near0"), (ME, "near2"), (ME, "far0")),
    *(("near0", one) for one in ("near3", "far2", "far4")),
)
"""Who knows each other well enough."""
INTRODUCED: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("far2", "far0", (ME,), "introduction"),
    (ME, "far4", ("near0",), "introduction-mine"),
    ("near2", ME, ("near0", ME), "introduction-me"),
    (ME, "far2", ("near0", "far2"), "introduction-made"),
    ("far3", "far0", (ME,), "introduction-unheard"),
)
"""Who asks for whom, over whom, and what it is called: each waits for the last word, or is made."""


def introductions(session: Session, facts: Facts, event: Event) -> None:
    """Let some know each other and all agree; introductions wait, are made, and reach nobody."""
    member = facts.memberships
    now = clock.now()
    for one, two in KNOWN:
        a_id, b_id = sorted((member[one], member[two]))
        strength = height_of(1, now)
        tie = Tie(
            a_id=a_id,
            b_id=b_id,
            community_id=event.community_id,
            strength=strength,
            since=now,
            latest=now,
        )
        save(session, tie)
    for name in (ME, *NEAR, *FAR):
        agreed = IntroductionChoice(membership_id=member[name], introduces=True, reachable=True)
        save(session, agreed)
    for asker, goal, steps, name in INTRODUCED:
        made = name == "introduction-made"
        asked = Introduction(
            community_id=event.community_id,
            from_id=member[asker],
            to_id=member[goal],
            message=mark(asker, "introduce"),
            state=IntroductionState.MADE if made else IntroductionState.WAITING,
            expires_at=now + timedelta(days=9),
            gives_address=made,
        )
        save(session, asked)
        facts.ids[name] = asked.id
        for number, step in enumerate(steps, 1):
            last = number == len(steps)
            answered = made or not last
            word = IntroductionStep(
                introduction_id=asked.id,
                number=number,
                membership_id=member[step],
                reached=asker != "far3",
                words="" if last else mark(step, "passed"),
                answered_at=now if answered else None,
                yes=True if answered else None,
            )
            save(session, word)
    theirs = Introduction(
        community_id=event.community_id,
        from_id=member["autumn1"],
        to_id=member["autumn2"],
        message=mark("autumn1", "introduce"),
        expires_at=now + timedelta(days=9),
    )
    save(session, theirs)
    facts.foreign["introduction"] = theirs.id


BESIDE = (
    *combinations(("near1", "near2", "near4", "far0", "far1"), 2),
    *((Persona.NEIGHBOUR.value, one) for one in (ME, "near0", "near1")),
    *(("near1", one) for one in (ME, "near0", "near3")),
)
"""Who knows each other too little to introduce anybody, and yet so that they hang together."""
DRAWN = (ME, "near0", "near1", "near2", "far0", "far2", Persona.NEIGHBOUR.value)


def networks(session: Session, facts: Facts, event: Event) -> None:
    """Let more know each other, so that there is a cluster to look at, and most let it be drawn."""
    member, now = facts.memberships, clock.now()
    for one, two in BESIDE:
        a_id, b_id = sorted((member[one], member[two]))
        tie = Tie(
            a_id=a_id,
            b_id=b_id,
            community_id=event.community_id,
            strength=height_of(0.45, now),
            since=now,
            latest=now,
        )
        save(session, tie)
    for name in DRAWN:
        save(session, NetworkChoice(membership_id=member[name], drawn=True))
    facts.ids["cluster-first"] = "1"


def waiting(session: Session, facts: Facts, spring: Event, autumn: Event) -> None:
    """Let a member and somebody of elsewhere wait for a place, and the attendee at Autumn."""
    member, outsider = Persona.MEMBER.value, Persona.OUTSIDER.value
    for event, name, key in (
        (spring, member, "waiting-member"),
        (spring, outsider, "waiting"),
        (autumn, ME, "waiting-foreign"),
    ):
        row = WaitingGuest(
            event_id=event.id,
            account_id=facts.accounts[name],
            name=mark(name, "waitname"),
            organization=mark(name, "waitorganization"),
            role=mark(name, "waitrole"),
        )
        save(session, row)
        facts.ids[key] = row.id
    facts.foreign["waiting"] = facts.ids.pop("waiting-foreign")


def calendars(session: Session, facts: Facts, event: Event) -> None:
    """Let two have given their calendars; the attendee's answers no more, and is overruled."""
    slot = slots(session, event.id)[-1]
    for name in (ME, "far2"):
        one = facts.attendances[name]
        calendar = OwnCalendar(
            attendance_id=one,
            address=f"https://calendars.example/{mark(name, 'calendar')}.ics",
            asked_at=clock.now() - timedelta(hours=1),
            looked_at=clock.now(),
            read_at=clock.now() - timedelta(hours=9),
            failing_since=clock.now(),
            trouble=Trouble.STATUS,
            status=404,
        )
        save(session, calendar)
        busy = BusyTime(attendance_id=one, starts_at=slot.starts_at, ends_at=slot.ends_at)
        save(session, busy, FreeAnyway(attendance_id=one, slot_id=slot.id))


TALKS: tuple[tuple[str, str, tuple[tuple[str, bool], ...]], ...] = (
    (ME, "near0", (("near0", True), (ME, True), ("near0", True))),
    (ME, "far2", (("far2", True), (ME, True), ("far2", True))),
    (ME, "far1", ((ME, False),)),
    (ME, "far3", (("far3", False),)),
    (ME, LEFT, ((LEFT, True),)),
    ("far2", "near0", (("far2", True), ("near0", True))),
)
"""Who wrote to whom, and whether it arrived: nothing across a veto."""
REPORTS = ((ME, "near0", 2, False), (ME, LEFT, 1, True), ("near0", "far2", 1, True))
"""Who reported whom, up to which message, and whether that is settled."""


def messages(session: Session, facts: Facts, event: Event) -> None:
    """Let some write to each other, also across a veto, block and report."""
    people, talks = facts.attendances, {}
    for one, other, said in TALKS:
        talk = Conversation(event_id=event.id, pair_id=pair_of(people[one], people[other]))
        save(session, talk)
        talks[frozenset((one, other))] = talk.id
        for own, theirs in ((one, other), (other, one)):
            seen = [at for at, (by, arrived) in enumerate(said, 1) if arrived or by == own]
            heard = [at for at, (by, arrived) in enumerate(said, 1) if arrived and by != own]
            side = ConversationSide(
                conversation_id=talk.id,
                attendance_id=people[own],
                other_id=people[theirs],
                latest=max(seen, default=0),
                latest_at=clock.now() if seen else None,
                heard=max(heard, default=0),
                blocked_at=clock.now() if own == "near0" else None,
            )
            save(session, side)
        for number, (by, arrived) in enumerate(said, 1):
            message = Message(
                conversation_id=talk.id,
                number=number,
                from_id=people[by],
                words=mark(by, "wrote"),
                delivered=arrived,
            )
            save(session, message)
    for by, about, up_to, is_settled in REPORTS:
        report = MessageReport(
            event_id=event.id,
            conversation_id=talks[frozenset((by, about))],
            by_id=people[by],
            about_id=people[about],
            reason=mark(by, "reason"),
            up_to=up_to,
            settled_at=clock.now() if is_settled else None,
        )
        save(session, report)
        facts.ids["report-settled" if is_settled else "report"] = report.id
    for name in (ME, "far2"):
        save(session, MessageChoice(attendance_id=people[name], shows_reading=True))


def outcomes(session: Session, facts: Facts, event: Event) -> None:
    """Let the attendee have met two people yesterday, and two strangers each other; all tell."""
    made = {}
    for number, two in enumerate(((ME, "near0"), (ME, "near2"), ("far3", "far4"))):
        meeting = _past(session, facts, event, two, hours=number + 20)
        facts.ids.setdefault("meeting-past", meeting.id)
        for maker, doer in (two, two[::-1]):
            made[maker, doer] = _promise(session, facts, meeting, maker, doer)
    kept = session.get_one(Promise, made[ME, "near2"])
    kept.state, kept.changed_by_id = PromiseState.DONE, facts.attendances["near2"]
    save(session, kept, AskedDay(event_id=event.id, day=date(2026, 5, 1)))
    facts.ids |= {
        "promise": made[ME, "near0"],
        "promise-theirs": made["near0", ME],
        "promise-done": kept.id,
    }


def _past(
    session: Session, facts: Facts, event: Event, two: tuple[str, str], hours: int
) -> Meeting:
    """Make a meeting of so many hours ago, of which both tell."""
    # Out of the grid since, so that the grid is that of the event's own days.
    starts, now = clock.now() - timedelta(hours=hours), clock.now()
    slot = Slot(event_id=event.id, starts_at=starts, minutes=20, tables=1, removed_at=now)
    save(session, slot)
    meeting = Meeting(
        event_id=event.id, slot_id=slot.id, table_number=1, state=MeetingState.CONFIRMED
    )
    save(session, meeting)
    for name in two:
        who = facts.attendances[name]
        side = MeetingSide(meeting_id=meeting.id, attendance_id=who, slot_id=slot.id)
        told = Outcome(
            meeting_id=meeting.id,
            attendance_id=who,
            event_id=event.id,
            happened=Happened.YES,
            worth=Worth.SOME,
            memory=mark(name, "memory"),
            told_at=starts + timedelta(hours=2),
            changed_at=starts + timedelta(hours=2),
        )
        save(session, side, told)
    return meeting


def _promise(session: Session, facts: Facts, meeting: Meeting, maker: str, doer: str) -> str:
    """Let one of two write down what the other is to do."""
    promise = Promise(
        event_id=meeting.event_id,
        meeting_id=meeting.id,
        by_id=facts.attendances[doer],
        to_id=facts.attendances[maker],
        maker_id=facts.attendances[maker],
        once=meeting.id,
        words=mark(maker, "promise"),
        due_on=date(2027, 6, 1),
        former_words=mark(maker, "promise"),
        former_due_on=date(2027, 5, 25),
        reworded_by_id=facts.attendances[maker],
    )
    save(session, promise)
    return promise.id


def publication(session: Session, facts: Facts) -> None:
    """Let a publication that can be undone have left one of the attendee's meetings as it was."""
    me, key = facts.attendances[ME], facts.ids["publication"]
    meeting, table = facts.ids["meeting-near0"], facts.ids["table"]
    save(
        session,
        MeetingBefore(
            publication_id=key,
            meeting_id=meeting,
            change=Change.KEPT,
            place=mark("near0", "before"),
            room=mark("near0", "before"),
            because=[{"signal": "text", "detail": [mark("near0", "before")], "share": 1.0}],
        ),
        SideBefore(publication_id=key, meeting_id=meeting, attendance_id=me),
        SeatBefore(publication_id=key, table_id=table, attendance_id=me, change=Change.KEPT),
    )


def looks(session: Session, facts: Facts, event: Event) -> None:
    """Let the attendee have looked at some of their days, and know why a wish was not met."""
    me, slot = facts.attendances[ME], slots(session, event.id)[8]
    first, second = facts.ids["meeting-near0"], facts.ids["meeting-near2"]
    ended = session.exec(
        select(MeetingSide.meeting_id).where(
            MeetingSide.attendance_id == me, col(MeetingSide.live).is_(False)
        )
    ).all()
    began = slot.starts_at.isoformat()
    seen = {
        first: [began, "1", "confirmed"],
        second: [began, "1", "waiting"],
        **{key: [began, "1", "confirmed"] for key in ended},
    }
    save(
        session,
        ScheduleLook(attendance_id=me, seen=seen),
        ReminderChoice(attendance_id=me, minutes=True),
        UnmetWish(
            from_id=me,
            to_id=facts.attendances["far0"],
            event_id=event.id,
            run_id=facts.ids["run-published"],
            kind=Hindrance.TABLES,
            slot_ids=[slot.id],
        ),
    )
