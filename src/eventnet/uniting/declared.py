"""What becomes of every row that points to a person when two accounts become one.

A column that points to an account, a membership, an attendance or a profile and stands in no rule
fails a test, as does an id of somebody that the database does not know as such.
"""

from eventnet.crews.models import SeatState
from eventnet.uniting import stricter
from eventnet.uniting.rules import Rule, forgotten, handled, moved

PEOPLE = ("account", "membership", "attendance", "profile")
"""The tables in which somebody stands twice."""

PROFILE = "eventnet.uniting.profiles"
TALK = "eventnet.uniting.conversations"
SELF = "eventnet.uniting.selves"

SEATS = (SeatState.NO, SeatState.DROPPED, SeatState.YES, SeatState.INVITED, SeatState.PICKED)

RULES: dict[str, Rule] = {
    "membership": handled("account_id", SELF),
    "attendance": handled("membership_id", SELF),
    "profile": handled("membership_id", PROFILE),
    "profile_topic": handled("profile_id", PROFILE),
    "identity": moved("account_id"),
    "other_address": moved("account_id"),
    "login": forgotten("account_id", "whoever is signed in there signs in to the one that stays"),
    "address_change": forgotten("account_id", "none that counts, or they would not become one"),
    "account_union": forgotten("account_id other_id", "it is done"),
    "former_self": moved("membership_id attendance_id"),
    "organizer": moved("account_id"),
    "helper": moved("account_id", together=stricter.either("door", "content", "matching")),
    "edit": moved("account_id undone_by"),
    "edit_touch": moved("membership_id"),
    "run": moved("account_id"),
    "publication": moved("account_id undone_by_id"),
    "plan_edit": moved("a_id b_id account_id", apart=("a_id", "b_id")),
    "hand_rule": moved("a_id b_id account_id", apart=("a_id", "b_id"), ordered=True),
    "ticket_import": moved("account_id"),
    "ticket": moved("attendance_id"),
    "waiting_guest": moved("account_id"),
    "return_invitation": moved("membership_id", together=stricter.declined),
    "unavailable": moved("attendance_id"),
    "own_calendar": forgotten("attendance_id", "the one who stays gives theirs, as before"),
    "busy_time": forgotten("attendance_id", "was read from the calendar that is forgotten"),
    "free_anyway": forgotten("attendance_id", "says something of the calendar that is forgotten"),
    "calendar_address": moved("attendance_id"),
    "schedule_look": moved("attendance_id"),
    "reminder_choice": moved("attendance_id"),
    "announcement_dismissal": moved("attendance_id"),
    "star": moved("attendance_id"),
    "event_answer": moved("attendance_id"),
    "check_in": moved("attendance_id", together=stricter.check_in),
    "slot_seeker": moved("attendance_id"),
    "proposal": forgotten("a_id b_id", "asks two who are free in a slot of that hour alone"),
    "round_table": moved("host_id"),
    "round_seat": moved(
        "attendance_id",
        together=stricter.round_seat,
        beside={"live": False, "state": "off"},
    ),
    "wish": moved("from_id to_id", apart=("from_id", "to_id"), together=stricter.wish),
    "unmet_wish": moved("from_id to_id", apart=("from_id", "to_id")),
    "note": moved("from_id to_id", apart=("from_id", "to_id"), together=stricter.note),
    "saved_search": moved("attendance_id"),
    "saved_search_fit": moved("attendance_id"),
    "contact_card": moved(
        "attendance_id",
        together=stricter.both_must("shares_email", "shares_organization", "shares_links"),
    ),
    "contact": moved("a_id b_id", apart=("a_id", "b_id"), ordered=True),
    "meeting_side": moved("attendance_id", beside={"seat": 2}),
    "meeting_sign": moved("attendance_id"),
    "side_before": moved("attendance_id"),
    "seat_before": moved("attendance_id"),
    "outcome": moved("attendance_id"),
    "promise": moved("by_id to_id maker_id", apart=("by_id", "to_id")),
    "meeting_request": moved("from_id to_id awaits_id", apart=("from_id", "to_id"), pair="pair_id"),
    "conversation_side": handled("attendance_id other_id", TALK),
    "message": moved("from_id"),
    "message_choice": moved("attendance_id", together=stricter.both_must("shows_reading")),
    "message_report": moved("by_id about_id", apart=("by_id", "about_id")),
    "pair_affinity": forgotten("a_id b_id", "is computed anew"),
    "tie": forgotten("a_id b_id", "is counted anew"),
    "team_member": moved("attendance_id"),
    "team_target": moved("attendance_id member_id", apart=("attendance_id", "member_id")),
    "introduction_choice": moved(
        "membership_id", together=stricter.both_must("introduces", "reachable")
    ),
    "introduction": moved("from_id to_id", apart=("from_id", "to_id")),
    "introduction_step": moved("membership_id"),
    "round_member": moved("membership_id", together=stricter.both_must("takes_part")),
    "round_talk_side": moved("membership_id"),
    "ask": moved("by_id"),
    "ask_turn": moved("member_id suggested_by_id", together=stricter.ask_turn),
    "ask_answer": moved("by_id", together=stricter.ask_answer, children=("ask_reply.answer_id",)),
    "ask_reply": moved("by_id"),
    "ask_help": moved("member_id", together=stricter.ask_help),
    "ask_choice": moved("member_id", together=stricter.both_must("shows_reliability")),
    "ask_news": moved("member_id"),
    "group_member": moved("member_id", together=stricter.group_member),
    "group_thread": moved("by_id"),
    "group_post": moved("by_id"),
    "group_reaction": moved("member_id"),
    "group_mention": moved("member_id"),
    "group_reading": moved("member_id", together=stricter.reading),
    "post_report": moved("by_id"),
    "idea": moved("by_id"),
    "idea_post": moved("by_id"),
    "idea_vote": moved("member_id"),
    "idea_news": moved("member_id"),
    "idea_report": moved("by_id"),
    "listing": moved("by_id"),
    "listing_answer": moved("by_id", children=("listing_line.answer_id",)),
    "listing_line": moved("by_id"),
    "listing_report": moved("by_id"),
    "group_file": moved("by_id"),
    "file_report": moved("by_id"),
    "page_version": moved("by_id"),
    "page_report": moved("by_id"),
    "member_follow": moved("by_id of_id", apart=("by_id", "of_id")),
    "reply_address": moved("member_id"),
    "digest": moved("member_id"),
    "feed_address": forgotten("member_id", "an address of theirs is void"),
    "network_choice": moved("membership_id", together=stricter.both_must("drawn")),
    "crew_brief": moved("by_id"),
    "crew_seat": moved("member_id", together=stricter.strictest("state", SEATS)),
    "crew_choice": moved("member_id", together=stricter.both_must("may_be_suggested")),
    "member_block": moved("by_id of_id", apart=("by_id", "of_id")),
}

UNKEYED = {
    "audit_entry.account_id": "account",
    "meeting.cause_id": "attendance",
    "meeting_before.cause_id": "attendance",
    "meeting_request.cause_id": "attendance",
    "round_seat.cause_id": "attendance",
    "seat_before.cause_id": "attendance",
    "promise.changed_by_id": "attendance",
    "promise.reworded_by_id": "attendance",
}
"""Columns with the id of somebody, of which the database does not know that it is one."""
