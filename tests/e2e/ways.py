"""The ways to pages of the demo in a state that is looked at: who looks, and how they get there."""

import json
from collections.abc import Callable

from playwright.sync_api import Page

from eventnet.demo.sessions import make_schedule
from tests.e2e import steps
from tests.e2e.steps import (
    ADAEZE,
    AT_THE_DOOR,
    ELODIE,
    EVENT,
    FIONA,
    FOR_MATCHING,
    OPERATOR,
    ORGANIZER,
    TICKET_ONLY,
)

SPREADSHEET = f"""\
Name,E-mail,Company,Ticket type
Mirthe Dommel,mirthe.dommel@polderwerk.example,Polderwerk,Attendee
Sem Dommel,not an address,Polderwerk,Attendee
Fiona Hathersage,{FIONA},Another Firm,Exhibitor
"""
CONSOLE = f"{EVENT}/organize"


def a_person(page: Page) -> None:
    """Open the first person of the directory."""
    page.goto(f"{EVENT}/people")
    page.locator("#results .person-name a").first.click()


def nobody_found(page: Page) -> None:
    """Look for somebody who is not there."""
    page.goto(f"{EVENT}/people?q=nobodyofthisname")


def a_meeting(page: Page) -> None:
    """Open the first meeting of one's days."""
    page.goto(f"{EVENT}/schedule")
    page.locator(".meeting .person-name a").first.click()


def a_round_table(page: Page) -> None:
    """Open the first round table, with everything that can be done about it."""
    page.goto(f"{EVENT}/round-tables")
    page.locator(".round .session-title a").first.click()
    for panel in page.locator("main details summary").all():
        panel.click()


def a_request(page: Page) -> None:
    """Open the first of one's requests, with everything that can be said to it."""
    page.goto(f"{EVENT}/requests")
    page.locator(".request-row .person-name a").first.click()
    for panel in page.locator("main details summary").all():
        panel.click()


def a_conversation(page: Page) -> None:
    """Open a conversation, with everything that can be done about it."""
    page.goto(f"{EVENT}/messages")
    page.locator(".talk-row a").first.click()
    for panel in page.locator("main details summary").all():
        panel.click()


def a_report(page: Page) -> None:
    """Report a conversation, and look at it as an organizer."""
    steps.sign_in(page, ELODIE)
    page.goto(f"{EVENT}/messages")
    page.locator(".talk-row a").first.click()
    page.locator("summary", has_text="Report").click()
    page.get_by_label("What is wrong").fill("He brings no maps.")
    page.get_by_role("button", name="Report it").click()
    page.get_by_role("button", name="Sign out").click()
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{CONSOLE}/reports")


def a_form_to_ask(page: Page) -> None:
    """Begin to ask somebody of the list."""
    page.goto(f"{EVENT}/people")
    page.get_by_role("link", name="Ask for a meeting").first.click()


def a_kept_search(page: Page) -> None:
    """Open the search that she keeps."""
    page.goto(f"{EVENT}/searches")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_role("heading", name="Change it").wait_for()


def the_keys(page: Page) -> None:
    """Look at what keys do, on a search with chips."""
    page.goto(f"{EVENT}/people?q=pilot")
    page.get_by_role("button", name="Keys").click()


def a_form_that_came_back(page: Page) -> None:
    """Send a profile without a name."""
    page.goto(f"{EVENT}/profile")
    page.locator("#name").evaluate("field => { field.required = false; field.value = ''; }")
    page.get_by_role("button", name="Save my profile").click()
    page.locator(".error-summary").wait_for()


def no_word_tapped(page: Page) -> None:
    """Save a screen on which nothing is chosen."""
    page.goto(f"{EVENT}/next/seeks")
    page.get_by_role("button", name="Save, and see ten people").click()
    page.locator(".error-summary").wait_for()


def columns_of_a_file(page: Page) -> None:
    """Upload a spreadsheet whose columns are to be named."""
    steps.upload(page, "a spreadsheet.csv", SPREADSHEET)
    steps.see_the_columns(page)


def what_a_file_would_change(page: Page) -> None:
    """Go on to the difference."""
    columns_of_a_file(page)
    steps.name_the_columns(page)
    page.get_by_role("heading", name="Row by row").wait_for()


def what_a_programme_would_change(page: Page) -> None:
    """Upload a programme of which a part is new, a part gone, and a part left out."""
    programme = make_schedule()
    days = programme["schedule"]["conference"]["days"]
    rooms = days[0]["rooms"]
    rooms["Quay"] = [
        {"guid": "new", "title": "New", "date": "2027-05-11T09:00:00+01:00", "duration": "00:30"}
    ]
    rooms["Gallery"][0]["title"] = "Doors"
    days[1]["rooms"]["Gallery"].append({**rooms["Gallery"][0], "guid": "other", "duration": "soon"})
    page.goto(f"{CONSOLE}/programme")
    page.get_by_label("A file").set_input_files(
        {
            "name": "schedule.json",
            "mimeType": "application/json",
            "buffer": json.dumps(programme).encode(),
        }
    )
    page.get_by_role("button", name="Show what it would change", exact=True).click()
    page.get_by_role("heading", name="Left out").wait_for()


def one_attendee(page: Page) -> None:
    """Open the first person of the organizer's list."""
    page.goto(f"{CONSOLE}/people")
    page.locator(".table tbody a").first.click()


def as_fiona_sees_it(page: Page) -> None:
    """Look at the event as somebody with meetings sees it."""
    page.goto(f"{CONSOLE}/people?q={FIONA}")
    page.locator(".table tbody a").first.click()
    page.get_by_role("link", name="See the event as they do").click()


def a_teammate(page: Page) -> None:
    """Open what one helper may do."""
    page.goto(f"{CONSOLE}/team")
    page.get_by_role("link", name=f"Change what {AT_THE_DOOR}").click()


def one_role(page: Page) -> None:
    """Open the first role."""
    page.goto(f"{CONSOLE}/roles")
    page.locator(".table tbody a").first.click()


def one_question(page: Page) -> None:
    """Open the first question that organizers ask."""
    page.goto(f"{CONSOLE}/questions")
    page.locator(".asked-one a").first.click()


def a_draft(page: Page) -> None:
    """Compute a schedule that is not published."""
    steps.start_run(page)
    steps.wait_for_draft(page)


def what_is_published(page: Page) -> None:
    """Open the run that was published."""
    page.goto(f"{CONSOLE}/runs")
    page.locator("tr", has_text="everybody's schedule now").get_by_role("link").click()


def what_changes_by_name(page: Page) -> None:
    """Look up what publishing a draft would change for each person."""
    a_draft(page)
    page.goto(f"{page.url.partition('#')[0]}/people")  # linked where it changes something


def a_mail_on_its_way(page: Page) -> None:
    """Ask for a link to sign in."""
    page.goto("/sign-in")
    page.get_by_label("Your e-mail address").fill("somebody@elsewhere.example")
    page.get_by_role("button", name="Mail me a link").click()
    page.get_by_role("heading", level=1).wait_for()


def a_letter(page: Page) -> None:
    """Open a mail."""
    page.goto("/mailbox")
    page.locator(".mail-subject").first.click()


# Who looks (None: nobody who is known), and at what: a path, or the way there.
Way = tuple[str | None, str | Callable[[Page], None]]
# By the page and the state of `pages.txt`. What is not here is looked at in a small world.
DEMO: dict[tuple[str, str], list[Way]] = {
    ("home", "full"): [(FIONA, "/")],
    ("home", "anonymous"): [(None, "/")],
    ("event", "full"): [(FIONA, EVENT)],
    ("event", "anonymous"): [(None, EVENT)],
    ("sign-in", "full"): [(None, "/sign-in")],
    ("sign-in-sent", "full"): [(None, a_mail_on_its_way)],
    ("mailbox", "full"): [(None, "/mailbox")],
    ("letter", "full"): [(None, a_letter)],
    ("privacy", "full"): [(None, "/privacy")],
    ("account", "full"): [(FIONA, "/account")],
    ("address", "full"): [(FIONA, "/account/address")],
    ("erase", "full"): [(FIONA, "/account/delete")],
    ("erased", "full"): [(None, "/account/deleted")],
    ("my-data", "full"): [(FIONA, "/account/data")],
    ("community-privacy", "full"): [(FIONA, "/c/estuary/privacy")],
    ("community", "full"): [(FIONA, "/c/estuary")],
    ("people", "full"): [(FIONA, f"{EVENT}/people"), (FIONA, the_keys)],
    ("people", "empty"): [(FIONA, nobody_found)],
    ("person", "full"): [(FIONA, a_person)],
    ("profile", "full"): [(FIONA, f"{EVENT}/profile")],
    ("profile-save", "refused"): [(FIONA, a_form_that_came_back)],
    ("as-seen", "full"): [
        (FIONA, f"{EVENT}/as-seen"),
        (FIONA, f"{EVENT}/as-seen?eyes=everyone"),
        (FIONA, f"{EVENT}/as-seen?eyes=organizers"),
    ],
    ("attendance", "full"): [(FIONA, f"{EVENT}/attendance")],
    ("recommended", "full"): [
        (FIONA, f"{EVENT}/recommended"),
        (TICKET_ONLY, f"{EVENT}/recommended"),
    ],
    ("wishes", "full"): [(FIONA, f"{EVENT}/wishes"), (TICKET_ONLY, f"{EVENT}/wishes")],
    ("saved", "full"): [(FIONA, f"{EVENT}/saved")],
    ("our-team", "full"): [(FIONA, f"{EVENT}/team")],
    ("day", "full"): [(FIONA, f"{EVENT}/day")],
    ("searches", "full"): [(FIONA, f"{EVENT}/searches")],
    ("search-new", "full"): [(FIONA, f"{EVENT}/searches/new?q=pilot")],
    ("search", "full"): [(FIONA, a_kept_search)],
    ("code", "full"): [(FIONA, f"{EVENT}/code")],
    ("contacts", "full"): [(FIONA, f"{EVENT}/contacts")],
    ("programme", "full"): [
        (FIONA, f"{EVENT}/programme"),
        (FIONA, f"{EVENT}/programme?starred=yes"),
        (FIONA, f"{EVENT}/programme?q=nothing-of-the-kind"),
    ],
    ("round-tables", "full"): [(FIONA, f"{EVENT}/round-tables")],
    ("round-table-new", "full"): [(FIONA, f"{EVENT}/round-tables/new")],
    ("round-table", "full"): [(FIONA, a_round_table)],
    ("round-table", "organizer"): [(ORGANIZER, a_round_table)],
    ("requests", "full"): [(FIONA, f"{EVENT}/requests")],
    ("request", "full"): [(FIONA, a_request)],
    ("ask", "full"): [(FIONA, a_form_to_ask)],
    ("messages", "full"): [(ELODIE, f"{EVENT}/messages"), (FIONA, f"{EVENT}/messages")],
    ("conversation", "full"): [(ELODIE, a_conversation)],
    ("schedule", "full"): [(FIONA, f"{EVENT}/schedule"), (TICKET_ONLY, f"{EVENT}/schedule")],
    ("unmet", "full"): [(FIONA, f"{EVENT}/not-met"), (TICKET_ONLY, f"{EVENT}/not-met")],
    ("meeting", "full"): [(FIONA, a_meeting)],
    ("tell", "full"): [(FIONA, f"{EVENT}/tell")],
    ("agreed", "full"): [(FIONA, f"{EVENT}/agreed")],
    ("next-question", "full"): [(TICKET_ONLY, f"{EVENT}/next"), (ADAEZE, f"{EVENT}/next")],
    ("question", "full"): [
        (TICKET_ONLY, f"{EVENT}/next/offers"),
        (TICKET_ONLY, f"{EVENT}/next/photo"),
    ],
    ("question-answer", "refused"): [(TICKET_ONLY, no_word_tapped)],
    ("exhibitors", "full"): [(ORGANIZER, f"{CONSOLE}/teams")],
    ("organize", "full"): [
        (ORGANIZER, CONSOLE),
        (AT_THE_DOOR, CONSOLE),
        (FOR_MATCHING, CONSOLE),
    ],
    ("organize-day", "full"): [(ORGANIZER, f"{CONSOLE}/day")],
    ("roll", "full"): [(ORGANIZER, f"{CONSOLE}/people")],
    ("roll-person", "full"): [(ORGANIZER, one_attendee)],
    ("imports", "full"): [(ORGANIZER, f"{CONSOLE}/imports")],
    ("import", "full"): [(ORGANIZER, columns_of_a_file), (ORGANIZER, what_a_file_would_change)],
    ("invite", "full"): [(ORGANIZER, f"{CONSOLE}/invite")],
    ("joining", "full"): [(ORGANIZER, f"{CONSOLE}/joining")],
    ("details", "full"): [(ORGANIZER, f"{CONSOLE}/details")],
    ("look", "full"): [(ORGANIZER, f"{CONSOLE}/look")],
    ("grid", "full"): [(ORGANIZER, f"{CONSOLE}/grid")],
    ("room", "full"): [(ORGANIZER, f"{CONSOLE}/room")],
    ("programme-source", "full"): [(ORGANIZER, f"{CONSOLE}/programme")],
    ("programme-draft", "full"): [(ORGANIZER, what_a_programme_would_change)],
    ("roles", "full"): [(ORGANIZER, f"{CONSOLE}/roles")],
    ("role", "full"): [(ORGANIZER, one_role)],
    ("event-questions", "full"): [(ORGANIZER, f"{CONSOLE}/questions")],
    ("event-question", "full"): [(ORGANIZER, one_question)],
    ("phase", "full"): [(ORGANIZER, f"{CONSOLE}/phase")],
    ("team", "full"): [(ORGANIZER, f"{CONSOLE}/team")],
    ("teammate", "full"): [(ORGANIZER, a_teammate)],
    ("trail", "full"): [(ORGANIZER, f"{CONSOLE}/trail"), (ORGANIZER, f"{CONSOLE}/trail?q=zzz")],
    ("as-they-see", "full"): [(ORGANIZER, as_fiona_sees_it)],
    ("runs", "full"): [(ORGANIZER, f"{CONSOLE}/runs")],
    ("run", "full"): [(ORGANIZER, a_draft), (ORGANIZER, what_is_published)],
    ("run-people", "full"): [(ORGANIZER, what_changes_by_name)],
    ("event-new", "full"): [(ORGANIZER, "/c/estuary/events/new")],
    ("communities", "full"): [(OPERATOR, "/communities")],
    ("stewards", "full"): [(OPERATOR, "/communities/estuary/stewards")],
    # Last, for that browser is somebody's from here on.
    ("reports", "full"): [(None, a_report)],
}
NOT_FOUND: list[Way] = [(None, "/no-such-page"), (FIONA, f"{EVENT}/no-such-page")]
