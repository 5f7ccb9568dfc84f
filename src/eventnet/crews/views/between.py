"""The page of ties between two sides."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.crews.between import LISTED, between
from eventnet.crews.picture import LEFT, RIGHT, WIDTH, picture
from eventnet.crews.sides import options, side
from eventnet.crews.words import strength_in_words
from eventnet.forms import Fields, Form, Line
from eventnet.i18n import gettext as _
from eventnet.templating import render

Key = Annotated[Line, Field(max_length=40)]
Typed = Annotated[Line, Field(max_length=300)]


class SidesFields(Fields):
    """The two sides, as the address says them: chosen, or an organization that is typed."""

    a: Key = ""
    b: Key = ""
    a_organization: Typed = ""
    b_organization: Typed = ""


def show(visit: MemberVisit) -> Response:
    """Show the ties between two sides, once both are chosen."""
    form: Form[SidesFields] = Form.read(SidesFields, visit.request.query_params)
    context = {
        "community": visit.community,
        "form": form,
        "options": [("", _("Choose")), *options(visit.session, visit.membership)],
        "sides": None,
        "listed": LISTED,
        "strength_in_words": strength_in_words,
    }
    if form.valid and visit.request.query_params:
        said, session, reader = form.data, visit.session, visit.membership
        a = side(session, reader, said.a, said.a_organization)
        b = side(session, reader, said.b, said.b_organization)
        for one, name in ((a, "a"), (b, "b")):
            if one is None:
                form.refuse(
                    name, _("Choose a side, or type an organisation of which you see people.")
                )
        if a and b:
            found = between(session, reader, a, b, clock.now())
            context |= {
                "sides": (a, b),
                "found": found,
                "picture": picture(found.pairs),
                "width": WIDTH,
                "edges": (LEFT, RIGHT),
            }
    return render(visit, "crews/between.html", context, status=422 if form.errors else 200)
