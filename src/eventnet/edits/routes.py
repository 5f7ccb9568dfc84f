"""Routes of edits."""

from typing import Any

from eventnet.edits import views
from eventnet.events.policies import content, matching
from eventnet.routing import Page

HERE = "/e/{event}/organize"

pages: list[Page[Any]] = [
    Page("GET", f"{HERE}/changes", views.changes, "changes", matching),
    Page("POST", f"{HERE}/changes/{{edit}}/undo", views.undo, "change-undo", matching),
    Page("POST", f"{HERE}/changes/{{edit}}/tell", views.tell, "change-tell", matching),
    Page("GET", f"{HERE}/words", views.words, "words", content),
    Page("POST", f"{HERE}/words", views.change_words, "words-change", content),
]
