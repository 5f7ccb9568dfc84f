"""What is done to the event: its set-up, its grid and rules, its plans and its team."""

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.oversight import phrases
from eventnet.oversight.deed import About, Deed, Kind

DEEDS: dict[str, Deed] = {
    "event.created": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("made the event"),
        frozenset({"slug"}),
    ),
    "event.copied": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: _("began it as a copy of %(event)s", event=detail.get("of", "")),
        frozenset({"of"}),
    ),
    "event.changed": Deed(Kind.SETTING_UP, About.NOTHING, phrases.changed, frozenset({"fields"})),
    "event.rules": Deed(
        Kind.SETTING_UP, About.NOTHING, phrases.phase, frozenset({"phase", "before", "fields"})
    ),
    "event.look": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("changed colour or logo"),
        frozenset({"fields"}),
    ),
    "event.archived": Deed(Kind.SETTING_UP, About.NOTHING, lambda _detail: _("archived the event")),
    "event.opened_again": Deed(
        Kind.SETTING_UP, About.NOTHING, lambda _detail: _("opened the archived event again")
    ),
    "event.deleted": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("deleted the event"),
        frozenset({"slug", "people"}),
    ),
    "event.taken_back": Deed(
        Kind.SETTING_UP, About.NOTHING, lambda _detail: _("took back that the event is deleted")
    ),
    "event.join_link": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: (
            _("made a link for joining")
            if detail.get("on", True)
            else _("took the link for joining away")
        ),
        frozenset({"on"}),
    ),
    "programme.imported": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: _(
            "brought the programme in (%(new)d new, %(changed)d changed, %(gone)d gone)",
            new=phrases.count(detail, "new"),
            changed=phrases.count(detail, "changed"),
            gone=phrases.count(detail, "gone"),
        ),
        frozenset({"new", "changed", "gone"}),
    ),
    "round_tables.set": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: _(
            "set the round tables: %(tables)d in a slot, %(seats)d seats",
            tables=phrases.count(detail, "tables"),
            seats=phrases.count(detail, "seats"),
        ),
        frozenset({"tables", "seats"}),
    ),
    "grid.added": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "added %(num)d slot", "added %(num)d slots", phrases.count(detail, "slots")
        ),
        frozenset({"slots"}),
    ),
    "grid.removed": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "took out %(num)d slot", "took out %(num)d slots", phrases.count(detail, "slots")
        ),
        phrases.OF_EDITS,
    ),
    "grid.moved": Deed(Kind.ROOM, About.NOTHING, phrases.slots_moved, phrases.OF_EDITS),
    "words.renamed": Deed(Kind.SETTING_UP, About.NOTHING, phrases.renamed, phrases.OF_EDITS),
    "words.merged": Deed(
        Kind.SETTING_UP, About.NOTHING, lambda _detail: _("made words one"), phrases.OF_EDITS
    ),
    "edit.undone": Deed(
        Kind.ROOM, About.NOTHING, lambda _detail: _("undid a change"), frozenset({"what", "lost"})
    ),
    "edit.told": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda _detail: _("let people be told of a change at once"),
        frozenset({"what"}),
    ),
    "grid.tables": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda detail: ngettext(
            "gave %(num)d slot %(tables)d tables",
            "gave %(num)d slots %(tables)d tables",
            phrases.count(detail, "slots"),
            tables=phrases.count(detail, "tables"),
        ),
        phrases.OF_EDITS,
    ),
    "room.changed": Deed(
        Kind.ROOM, About.NOTHING, lambda _detail: _("changed the room"), frozenset({"fields"})
    ),
    "online.changed": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda _detail: _("changed where people meet online"),
        frozenset({"fields"}),
    ),
    "waiting.places": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda detail: (
            ngettext(
                "said that there is %(num)d place",
                "said that there are %(num)d places",
                phrases.count(detail, "places"),
            )
            if detail.get("places")
            else _("said that there is a place for everybody")
        ),
        frozenset({"places"}),
    ),
    "exhibitors.made": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: _("made the exhibitor team %(name)s", name=detail.get("name", "")),
        frozenset({"name"}),
    ),
    "exhibitors.changed": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: _("changed the exhibitor team %(name)s", name=detail.get("name", "")),
        frozenset({"name"}),
    ),
    "exhibitors.deleted": Deed(
        Kind.PEOPLE,
        About.NOTHING,
        lambda detail: _("deleted the exhibitor team %(name)s", name=detail.get("name", "")),
        frozenset({"name"}),
    ),
    "role.added": Deed(Kind.ROOM, About.ROLE, lambda _detail: _("added a role")),
    "role.changed": Deed(
        Kind.ROOM, About.ROLE, lambda _detail: _("changed a role"), phrases.OF_EDITS
    ),
    "role.removed": Deed(
        Kind.ROOM,
        About.ROLE,
        lambda detail: _("removed the role %(name)s", name=detail.get("name", "")),
        phrases.OF_EDITS,
    ),
    "question.added": Deed(
        Kind.SETTING_UP, About.NOTHING, lambda _detail: _("added a question for the profile")
    ),
    "question.moved": Deed(
        Kind.SETTING_UP, About.NOTHING, lambda _detail: _("put the questions in another order")
    ),
    "question.changed": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("changed a question for the profile"),
        phrases.OF_EDITS,
    ),
    "question.removed": Deed(
        Kind.SETTING_UP,
        About.NOTHING,
        lambda _detail: _("took a question for the profile away"),
        phrases.OF_EDITS,
    ),
    "roles.may_meet": Deed(
        Kind.ROOM,
        About.NOTHING,
        lambda _detail: _("set which roles may meet"),
        phrases.OF_EDITS,
    ),
    "run.started": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda detail: _("started run %(number)s", number=detail.get("number", "")),
        frozenset({"number", "seconds"}),
    ),
    "run.discarded": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda detail: _("discarded run %(number)s", number=detail.get("number", "")),
        frozenset({"number"}),
    ),
    "plan.published": Deed(
        Kind.MATCHING,
        About.RUN,
        phrases.published,
        frozenset({"number", "meetings", "added", "moved", "cancelled", "seats"}),
    ),
    "plan.undone": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda _detail: _("undid a publication"),
        frozenset({"back", "off", "lost"}),
    ),
    "plan.told": Deed(
        Kind.MATCHING, About.RUN, lambda _detail: _("let people be told of a publication")
    ),
    "rule.made": Deed(Kind.MATCHING, About.NOTHING, phrases.rule, frozenset({"kind", "slot"})),
    "rule.taken_back": Deed(
        Kind.MATCHING,
        About.NOTHING,
        lambda _detail: _("took back what was asked of two people by hand"),
        frozenset({"kind", "slot"}),
    ),
    "draft.changed": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda _detail: _("changed a draft by hand"),
        frozenset({"number", "changed"}),
    ),
    "draft.change_undone": Deed(
        Kind.MATCHING,
        About.RUN,
        lambda _detail: _("took back a change of a draft"),
        frozenset({"number", "changed"}),
    ),
    "weights.standard": Deed(
        Kind.MATCHING, About.NOTHING, lambda _detail: _("chose the standard weights")
    ),
    "weights.learned": Deed(
        Kind.MATCHING, About.NOTHING, lambda _detail: _("chose the learned weights")
    ),
    "organizer.added": Deed(
        Kind.TEAM,
        About.ACCOUNT,
        lambda detail: _(
            "added somebody to the team (%(part)s)", part=phrases.duties(detail, "duties")
        ),
        frozenset({"duties"}),
    ),
    "organizer.changed": Deed(
        Kind.TEAM,
        About.ACCOUNT,
        lambda detail: _(
            "changed what somebody may do (%(part)s; before: %(before)s)",
            part=phrases.duties(detail, "duties"),
            before=phrases.duties(detail, "before"),
        ),
        frozenset({"duties", "before"}),
    ),
    "organizer.removed": Deed(
        Kind.TEAM, About.ACCOUNT, lambda _detail: _("took somebody out of the team")
    ),
}
