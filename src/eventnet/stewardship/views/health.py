"""The page of how a community is doing, and the same as a table."""

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.exports import csv_response
from eventnet.i18n import gettext as _
from eventnet.stewardship.health import health
from eventnet.stewardship.words import (
    active_in_a_sentence,
    figures_in_words,
    number,
    posts_in_a_sentence,
    week_in_words,
)
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show how the community is doing."""
    found = health(visit.session, visit.community.id, clock.now())
    context = {
        "community": visit.community,
        "figures": figures_in_words(found),
        "weeks": [(week_in_words(week), number(week.posts)) for week in found.weeks],
        "by_week": [(week_in_words(week), week.posts) for week in found.weeks if week.posts],
        "posts": posts_in_a_sentence(found),
        "active_words": active_in_a_sentence(found),
        "active": [
            (words, people)
            for words, people in (
                (_("In 30 days"), found.active_month),
                (_("In 90 days"), found.active_quarter),
                (_("All members"), found.members),
            )
            if people is not None
        ],
    }
    return render(visit, "stewardship/health.html", context)


def file(visit: MemberVisit) -> Response:
    """Give the same figures as a table for spreadsheets."""
    found = health(visit.session, visit.community.id, clock.now())
    rows = [(one.name, one.value, one.counts) for one in figures_in_words(found)]
    rows += [
        (
            _("Posts in the week of %(day)s", day=week.begins.isoformat()),
            number(week.posts),
            _("in groups that do not hide themselves"),
        )
        for week in found.weeks
    ]
    header = (_("Figure"), _("Value"), _("What it counts"))
    return csv_response(f"{visit.community.slug}-health.csv", header, rows)
