"""Routes of groups: the list, the people, the settings. What is written there comes after."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.groups import counting
from eventnet.groups.policies import in_it, knows, moderates, owns
from eventnet.groups.views import list as overview
from eventnet.groups.views import people, settings
from eventnet.routing import Page

COUNTS = (counting,)

HERE = "/c/{community}/groups"
ONE = f"{HERE}/{{group}}"
PEOPLE = f"{ONE}/people"
PERSON = f"{PEOPLE}/{{membership}}"
SETTINGS = f"{ONE}/settings"

pages: list[Page[Any]] = [
    Page("GET", HERE, overview.groups, "groups", member),
    Page("POST", HERE, overview.open_one, "group-open", member),
    Page("POST", f"{ONE}/join", overview.join, "group-join", knows),
    Page("POST", f"{ONE}/leave", overview.leave, "group-leave", knows),
    Page("GET", PEOPLE, people.people, "group-people", in_it),
    Page("POST", PEOPLE, people.invite, "group-invite", moderates),
    Page("POST", f"{PERSON}/in", people.let_in, "group-let-in", moderates),
    Page("POST", f"{PERSON}/out", people.put_out, "group-put-out", moderates),
    Page("POST", f"{PERSON}/role", people.give_role, "group-role", owns),
    Page("GET", SETTINGS, settings.settings, "group-settings", owns),
    Page("POST", SETTINGS, settings.change, "group-change", owns),
    Page("POST", f"{SETTINGS}/closed", settings.close, "group-close", owns),
]
