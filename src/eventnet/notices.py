"""A sentence that waits for the next page: "Saved.", shown once, after a redirect."""

import base64
import json
from typing import Literal, NamedTuple, TypeVar

from starlette.responses import Response

from eventnet.routing import Visit
from eventnet.tokens import Signer

COOKIE = "notice"
Level = Literal["good", "careful", "stop"]
Answer = TypeVar("Answer", bound=Response)


class Notice(NamedTuple):
    """A sentence and how serious it is."""

    level: Level
    text: str


def with_notice(visit: Visit, response: Answer, sentence: str, level: Level = "good") -> Answer:
    """Let the page that `response` leads to show `sentence`."""
    packed = base64.urlsafe_b64encode(json.dumps([level, sentence[:1000]]).encode()).decode()
    response.set_cookie(
        COOKIE,
        Signer(visit.settings.key, "notice").sign(packed),
        max_age=60,
        httponly=True,
        samesite="lax",
        secure=visit.settings.secure,
    )
    return response


def waiting(visit: Visit) -> list[Notice]:
    """Return the sentences that wait for this page."""
    token = visit.request.cookies.get(COOKIE)
    packed = Signer(visit.settings.key, "notice").read(token, seconds=60) if token else None
    return [Notice(*json.loads(base64.urlsafe_b64decode(packed)))] if packed else []


def clear(response: Response) -> None:
    """Forget the sentences that were shown."""
    response.delete_cookie(COOKIE)
