"""Somebody at their browser, beside a test that looks into the database between their clicks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2
from sqlmodel import Session

from eventnet.events.models import Attendance
from tests.browser import Browser, Values
from tests.eventnet.people.secrets import email_of

Open = Callable[[], Browser]


@dataclass
class Person:
    """A browser whose every click ends the test's own transaction first, so that each sees all."""

    browser: Browser
    session: Session

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Open a page."""
        self.session.commit()
        return self.browser.get(path, **headers)

    def read(self, path: str) -> str:
        """Open a page and return its words."""
        self.session.commit()
        return self.browser.read(path)

    def post(
        self, path: str, values: Values | None = None, files: Any = None, **headers: str
    ) -> httpx2.Response:
        """Send a form."""
        self.session.commit()
        return self.browser.post(path, values, files, **headers)


def signed_in(browser: Open, session: Session, attendance: Attendance) -> Person:
    """Return an attendee at their browser."""
    email = email_of(session, attendance)
    session.commit()
    return Person(browser().sign_in(email), session)
