"""Routes of contacts."""

from typing import Any

from eventnet.contacts import views
from eventnet.events.policies import attendee
from eventnet.routing import Page

HERE = "/e/{event}"
CODE = f"{HERE}/code"
EXCHANGE = f"{HERE}/exchange/{{token}}"
CONTACTS = f"{HERE}/contacts"

pages: list[Page[Any]] = [
    Page("GET", CODE, views.code, "code", attendee),
    Page("POST", CODE, views.save_choice, "code-save", attendee),
    Page("POST", f"{CODE}/renew", views.renew, "code-renew", attendee),
    Page("POST", f"{CODE}/find", views.find, "code-find", attendee),
    Page("GET", EXCHANGE, views.exchange, "exchange", attendee),
    Page("POST", EXCHANGE, views.exchange_now, "exchange-now", attendee),
    Page("GET", CONTACTS, views.contacts, "contacts", attendee),
    Page("GET", f"{CONTACTS}/all.vcf", views.contacts_file, "contacts-file", attendee),
    Page("GET", f"{CONTACTS}/{{attendance}}.vcf", views.contact_file, "contact-file", attendee),
    Page(
        "POST",
        f"{CONTACTS}/{{attendance}}/end",
        views.end,
        "contact-end",
        attendee,
        when_closed=True,
    ),
]
