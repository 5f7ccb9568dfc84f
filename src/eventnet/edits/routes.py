"""Routes of edits."""

from typing import Any

from eventnet.edits import views
from eventnet.events.policies import organizer
from eventnet.routing import Page

HERE = "/e/{event}/organize"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/changes", views.changes, "changes", organizer),
    Page("POST", f"{HERE}/changes/{{edit}}/undo", views.undo, "change-undo", organizer),
    Page("POST", f"{HERE}/changes/{{edit}}/tell", views.tell, "change-tell", organizer),
    Page("GET", f"{HERE}/words", views.words, "words", organizer),
    Page("POST", f"{HERE}/words", views.change_words, "words-change", organizer),
]
