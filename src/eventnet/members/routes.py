"""Routes of members."""

from typing import Any

from eventnet.communities.policies import member
from eventnet.members import views
from eventnet.routing import Page

HERE = "/c/{community}"
ONE = f"{HERE}/people/{{membership}}"
MET = f"{HERE}/met"

pages: list[Page[Any]] = [
    Page("GET", MET, views.met, "met", member),
    Page("GET", f"{MET}/people.csv", views.met_csv, "met-csv", member),
    Page("GET", f"{MET}/people.vcf", views.met_cards, "met-cards", member),
    Page("GET", ONE, views.member, "member", member),
    Page("GET", f"{ONE}/card.vcf", views.member_card, "member-card", member),
    Page("GET", f"{ONE}/photo/{{file}}", views.photo, "member-photo", member),
]
