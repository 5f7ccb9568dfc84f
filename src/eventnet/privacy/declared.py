"""What of each table is handed to whom it is about: every table and column is in one of the lists.

A table that nobody has declared fails a test, so that nothing about a person is forgotten.
"""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Declared:
    """What a row says to the person whom it is about.

    What is withheld is an id, a secret or its fingerprint, the bookkeeping of a machine, or the
    words of others.
    """

    given: tuple[str, ...]
    withheld: tuple[str, ...]

    @classmethod
    def of(cls, given: str, withheld: str) -> Self:
        """Return a declaration of columns that are named in two lines."""
        return cls(tuple(given.split()), tuple(withheld.split()))


EXPORTED = {
    "account": Declared.of(
        "email created_at seen_at is_operator time_zone language",
        "id deactivated_at erase_at",
    ),
    "other_address": Declared.of(
        "email since",
        "account_id",
    ),
    "account_union": Declared.of(
        "created_at expires_at",
        "id fingerprint account_id other_id",
    ),
    "identity": Declared.of(
        "issuer subject created_at",
        "id account_id",
    ),
    "login": Declared.of(
        "agent created_at seen_at expires_at",
        "id fingerprint account_id",
    ),
    "sign_in_link": Declared.of(
        "email purpose created_at expires_at used_at voided_at",
        "id fingerprint next issuer subject",
    ),
    "address_change": Declared.of(
        "old_email new_email created_at expires_at confirmed_at ended_at objected_at",
        "id fingerprint account_id",
    ),
    "mail_stop": Declared.of(
        "email kind stopped_at",
        "id",
    ),
    "mail_trouble": Declared.of(
        "email since words",
        "",
    ),
    "outbox_mail": Declared.of(
        "to kind subject text created_at sent_at failed_at",
        "id once html stop_url event_id reply_to secret due_at attempts claimed_at failure",
    ),
    "membership": Declared.of(
        "role joined_at left_at here_at here_before_at warned_at ends_at removed_at",
        "id community_id account_id",
    ),
    "profile": Declared.of(
        "name headline organization bio links photo visibility skipped updated_at",
        "id membership_id community_id",
    ),
    "profile_topic": Declared.of(
        "kind",
        "profile_id topic_id",
    ),
    "attendance": Declared.of(
        "consent max_meetings stand afar created_at invited_at reminded_at confirmed_at paused_at "
        "left_at may_return_until removed vip",
        "id event_id membership_id role_id",
    ),
    "unavailable": Declared.of(
        "",
        "attendance_id slot_id",
    ),
    "star": Declared.of(
        "starred_at",
        "attendance_id talk_id",
    ),
    "round_table": Declared.of(
        "title about seats number live said created_at changed_at",
        "id event_id host_id slot_id",
    ),
    "round_seat": Declared.of(
        "state number since changed_at",
        "table_id attendance_id slot_id live sequence run_id cause_id",
    ),
    "own_calendar": Declared.of(
        "address given_at read_at failing_since trouble status left_out",
        "attendance_id given asked_at looked_at failures due_at told",
    ),
    "busy_time": Declared.of(
        "starts_at ends_at",
        "attendance_id",
    ),
    "free_anyway": Declared.of(
        "",
        "attendance_id slot_id",
    ),
    "calendar_address": Declared.of(
        "renewed_at",
        "attendance_id generation",
    ),
    "schedule_look": Declared.of(
        "seen_at",
        "attendance_id seen",
    ),
    "reminder_choice": Declared.of(
        "evening minutes",
        "attendance_id",
    ),
    "unmet_wish": Declared.of(
        "kind",
        "from_id to_id event_id run_id slot_ids",
    ),
    "ticket": Declared.of(
        "source reference status email name organization headline kind role stand website "
        "topics changed_at",
        "id event_id buyer_email attendance_id",
    ),
    "wish": Declared.of(
        "kind created_at",
        "from_id to_id event_id",
    ),
    "note": Declared.of(
        "bookmarked words changed_at",
        "from_id to_id event_id",
    ),
    "saved_search": Declared.of(
        "name query watching created_at deleted_at",
        "id attendance_id event_id looked_at",
    ),
    "saved_search_fit": Declared.of(
        "",
        "search_id attendance_id is_new found_at told_at",
    ),
    "contact_card": Declared.of(
        "code shares_email shares_organization shares_links phone",
        "attendance_id event_id",
    ),
    "contact": Declared.of(
        "created_at",
        "a_id b_id event_id",
    ),
    "meeting_request": Declared.of(
        "kind message reply state expires_at created_at changed_at",
        "id event_id from_id to_id pair_id awaits_id slot_id sequence cause_id answered "
        "meeting_id old_slot_id",
    ),
    "conversation": Declared.of(
        "",
        "id event_id pair_id",
    ),
    "conversation_side": Declared.of(
        "blocked_at",
        "conversation_id attendance_id other_id latest latest_at heard read seen due_at mailed",
    ),
    "message": Declared.of(
        "words sent_at",
        "id conversation_id number from_id delivered",
    ),
    "message_choice": Declared.of(
        "shows_reading",
        "attendance_id",
    ),
    "message_report": Declared.of(
        "reason created_at settled_at",
        "id event_id conversation_id by_id about_id up_to",
    ),
    "meeting": Declared.of(
        "state table_number place answer_until created_at changed_at said",
        "id event_id slot_id room live affinity because run_id sequence cause_id",
    ),
    "meeting_side": Declared.of(
        "answer answered_at",
        "meeting_id attendance_id slot_id seat live",
    ),
    "outcome": Declared.of(
        "happened worth memory told_at changed_at counted_happened counted_worth",
        "meeting_id attendance_id event_id",
    ),
    "promise": Declared.of(
        "words due_on former_words former_due_on state created_at changed_at",
        "id event_id meeting_id by_id to_id maker_id once delivered changed_by_id nudge_at"
        " reworded_by_id rewording_delivered",
    ),
    "check_in": Declared.of(
        "on since look door_at",
        "attendance_id event_id",
    ),
    "meeting_sign": Declared.of(
        "here_at late_minutes missing_at by_desk",
        "meeting_id attendance_id",
    ),
    "slot_seeker": Declared.of(
        "since",
        "attendance_id slot_id",
    ),
    "proposal": Declared.of(
        "state by_desk expires_at created_at changed_at",
        "id event_id slot_id a_id b_id by_id a_yes_at b_yes_at meeting_id",
    ),
    "announcement_dismissal": Declared.of(
        "at",
        "announcement_id attendance_id",
    ),
    "waiting_guest": Declared.of(
        "name organization role since",
        "id event_id account_id",
    ),
    "return_invitation": Declared.of(
        "written_at declined_at",
        "event_id membership_id from_event_id",
    ),
    "team_member": Declared.of(
        "since",
        "attendance_id team_id stand_before",
    ),
    "team_target": Declared.of(
        "added_at",
        "team_id attendance_id member_id wish_due wished_at",
    ),
    "introduction_choice": Declared.of(
        "introduces reachable changed_at",
        "membership_id",
    ),
    "network_choice": Declared.of(
        "drawn changed_at",
        "membership_id",
    ),
    "introduction": Declared.of(
        "message state expires_at created_at changed_at gives_address",
        "id community_id from_id to_id",
    ),
    "introduction_step": Declared.of(
        "asked_at words answered_at yes",
        "introduction_id number membership_id reached",
    ),
    "round_member": Declared.of(
        "takes_part every paused_until skips_next time_zone days from_hour to_hour where "
        "first_since since",
        "membership_id community_id latest_round_id calendar",
    ),
    "round_talk": Declared.of(
        "starts_at minutes live changed_at",
        "id round_id community_id sequence asked_at",
    ),
    "round_talk_side": Declared.of(
        "suits out_at met worth memory promise due_on kept_at told_at counted",
        "talk_id membership_id",
    ),
    "ask": Declared.of(
        "title words useful_until reach named may_open state created_at answered_at escalated_at "
        "ended_at",
        "id community_id by_id waves wave next_at",
    ),
    "ask_topic": Declared.of(
        "",
        "ask_id topic_id",
    ),
    "ask_turn": Declared.of(
        "state asked_at changed_at",
        "ask_id member_id wave score load because suggested_by_id tells_who",
    ),
    "ask_answer": Declared.of(
        "words at thanked_at helped_at",
        "id ask_id by_id delivered",
    ),
    "ask_reply": Declared.of(
        "words at",
        "id answer_id by_id delivered",
    ),
    "ask_help": Declared.of(
        "times last_at used",
        "member_id topic_id weight",
    ),
    "ask_choice": Declared.of(
        "willing shows_reliability",
        "member_id",
    ),
    "ask_news": Declared.of(
        "kind at told_at",
        "id ask_id member_id about",
    ),
    "crew_brief": Declared.of(
        "kind title words least most until state created_at ended_at",
        "id community_id by_id group_id once looks looked_among gap lacks looked_at",
    ),
    "crew_skill": Declared.of(
        "people must",
        "brief_id topic_id",
    ),
    "crew_seat": Declared.of(
        "state invited_at changed_at",
        "brief_id member_id covers because",
    ),
    "crew_choice": Declared.of(
        "may_be_suggested",
        "member_id",
    ),
    "group_member": Declared.of(
        "state role since",
        "group_id member_id",
    ),
    "group_thread": Declared.of(
        "title created_at",
        "id group_id by_id once latest latest_at",
    ),
    "group_post": Declared.of(
        "words posted_at edited_at removed_at hidden_at",
        "id thread_id number by_id quotes once version",
    ),
    "group_reaction": Declared.of(
        "kind at",
        "post_id member_id",
    ),
    "group_mention": Declared.of(
        "told_at",
        "post_id member_id heard",
    ),
    "group_reading": Declared.of(
        "read following",
        "thread_id member_id",
    ),
    "post_report": Declared.of(
        "reason created_at settled_at",
        "post_id by_id",
    ),
    "member_follow": Declared.of(
        "since",
        "by_id of_id",
    ),
    "reply_address": Declared.of(
        "expires_at",
        "id member_id thread_id counted_on taken",
    ),
    "digest": Declared.of(
        "rhythm told_at",
        "member_id",
    ),
    "feed_address": Declared.of(
        "kind renewed_at",
        "member_id about_id generation",
    ),
    "group_file": Declared.of(
        "name kind size added_at hidden_at",
        "id group_id by_id post_id stored once found",
    ),
    "file_report": Declared.of(
        "reason created_at settled_at",
        "file_id by_id",
    ),
    "page_version": Declared.of(
        "title words note number saved_at restores",
        "page_id by_id once erased_at",
    ),
    "page_report": Declared.of(
        "reason created_at settled_at",
        "page_id by_id",
    ),
    "member_block": Declared.of(
        "since",
        "by_id of_id",
    ),
    "idea": Declared.of(
        "title about created_at",
        "id community_id by_id once found latest status why status_at merged_into_id root_id",
    ),
    "idea_post": Declared.of(
        "words posted_at edited_at removed_at hidden_at",
        "id idea_id number by_id once version",
    ),
    "idea_vote": Declared.of("at", "idea_id member_id"),
    "idea_news": Declared.of("at", "idea_id member_id"),
    "idea_report": Declared.of(
        "reason created_at settled_at",
        "post_id by_id",
    ),
    "listing": Declared.of(
        "kind title words place remote link until created_at edited_at closed_at hidden_at",
        "id community_id by_id once found version reminded_at",
    ),
    "listing_answer": Declared.of("at", "id listing_id by_id"),
    "listing_line": Declared.of(
        "words at",
        "id answer_id by_id once delivered told_at read_at",
    ),
    "listing_report": Declared.of(
        "reason created_at settled_at",
        "listing_id by_id",
    ),
    "organizer": Declared.of(
        "since",
        "event_id account_id",
    ),
    "helper": Declared.of(
        "since door content matching",
        "event_id account_id",
    ),
    "ticket_import": Declared.of(
        "file_name stage created_at applied_at",
        "id event_id account_id data table mapping failure report started_at counts",
    ),
    "run": Declared.of(
        "number state created_at published_at",
        "id event_id account_id time_limit stop_asked started_at heartbeat_at finished_at "
        "keeps people pairs incumbent bound shortfall seconds failure report problem plan solved "
        "edition enough around_id",
    ),
    "event_answer": Declared.of(
        "said seen_by answered_at",
        "question_id attendance_id",
    ),
    "edit": Declared.of(
        "kind at undone_at told_at",
        "id event_id account_id detail inverse undo_until undone_by",
    ),
    "edit_touch": Declared.of(
        "",
        "edit_id membership_id",
    ),
    "plan_edit": Declared.of(
        "made_at",
        "run_id number a_id b_id slot_id account_id",
    ),
    "hand_rule": Declared.of(
        "kind made_at",
        "id event_id a_id b_id slot_id reason account_id",
    ),
    "audit_entry": Declared.of(
        "at deed",
        "id account_id event_id community_id subject detail",
    ),
    "side_before": Declared.of(
        "answer answered_at",
        "publication_id meeting_id attendance_id",
    ),
    "seat_before": Declared.of(
        "change number",
        "publication_id table_id attendance_id run_id cause_id",
    ),
    "publication": Declared.of(
        "at undo_until told_at undone_at",
        "id event_id run_id account_id undone_by_id lost",
    ),
}

LEFT_OUT = {
    "spent_state": "knows of no account",
    "community": "is of all its members; its name stands with each membership",
    "topic": "is of the community; its word stands with the profile",
    "event": "is of all who attend; its name stands with each attendance",
    "floor_plan": "is of the event",
    "exhibitor_team": "is of its members and the event; its name stands with each membership",
    "community_group": "is of those who are in it; its name stands with each of them",
    "group_page": "is of its group; what somebody wrote of it stands with each version",
    "page_title": "is of the page: a number for each title that it had",
    "page_link": "is of the page: numbers of the titles that it links to",
    "role": "is of the event; its name stands with each attendance",
    "may_meet": "is a rule of the event",
    "event_question": "is what the organizers ask everybody",
    "asked_day": "is of the event",
    "slot": "is of the event; its time stands with what happens in it",
    "talk": "is of the event; its title stands with each star",
    "programme": "is of the event",
    "programme_draft": "is of the event, and does not say whose it is",
    "pair_affinity": "is computed from two people, and from what each hides from the other",
    "former_self": "leads from an id of theirs that is no more to the one that they have",
    "tie": "is computed from what two people know of each other, and is shown to neither",
    "affinity_state": "is of the event",
    "announcement": "is of the event; who made it stands in the trail",
    "learning": "is of the community: figures over many people, none over fewer than ten",
    "run_point": "is of the event",
    "keeping_rule": "is of the community",
    "rounds_setting": "is of the community",
    "talk_round": "is of the community; its day stands with each talk that came of it",
    "meeting_before": "is what a meeting was before a publication, as long as that can be undone",
    "scenario": "is of the event: figures over all who take part, and nothing about anyone",
}


def told(table: str, row: object) -> dict[str, Any]:
    """Return of a row what its table is declared to give."""
    return {name: getattr(row, name) for name in EXPORTED[table].given}
