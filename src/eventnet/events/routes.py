"""Routes of setting up an event, and of what dresses its pages."""

from typing import Any

from eventnet import images
from eventnet.events.policies import content, event_guest, host, organizer
from eventnet.events.views import joining, making, setting_up, team
from eventnet.routing import Page

NEW = "/c/{community}/events/new"
HERE = "/e/{event}/organize"

pages: list[Page[Any]] = [
    Page("GET", NEW, making.new_event, "event-new", host),
    Page("POST", NEW, making.create, "event-create", host),
    Page("GET", f"{HERE}/details", setting_up.details, "details", content),
    Page("POST", f"{HERE}/details", setting_up.change_details, "details-save", content),
    Page("GET", f"{HERE}/phase", setting_up.rules, "phase", organizer),
    Page("POST", f"{HERE}/phase", setting_up.change_rules, "phase-save", organizer),
    Page("GET", f"{HERE}/look", setting_up.look, "look", content),
    Page(
        "POST",
        f"{HERE}/look",
        setting_up.change_look,
        "look-save",
        content,
        max_body=images.MAX_BODY,
    ),
    Page("GET", f"{HERE}/team", team.listing, "team", organizer),
    Page("POST", f"{HERE}/team", team.add, "team-add", organizer, when_closed=True),
    Page("GET", f"{HERE}/team/{{account}}", team.one, "teammate", organizer),
    Page(
        "POST", f"{HERE}/team/{{account}}", team.change, "team-change", organizer, when_closed=True
    ),
    Page(
        "POST",
        f"{HERE}/team/{{account}}/remove",
        team.remove,
        "team-remove",
        organizer,
        when_closed=True,
    ),
    Page("GET", f"{HERE}/joining", joining.joining, "joining", organizer),
    Page("POST", f"{HERE}/joining", joining.switch, "joining-switch", organizer),
    Page("GET", "/e/{event}/theme.css", setting_up.theme, "theme", event_guest),
    Page("GET", "/e/{event}/logo/{file}", setting_up.logo, "logo", event_guest),
]
