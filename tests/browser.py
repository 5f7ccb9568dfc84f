"""A browser without a screen: it keeps cookies, says where its forms come from, and reads pages."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx2
from sqlmodel import Session, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from eventnet.accounts import sessions
from eventnet.accounts.models import Account
from eventnet.settings import Settings

# Values of a form; a list is sent once per item.
Values = Mapping[str, Any]


class Browser:
    """One browser of one person."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.settings: Settings = app.state.settings
        self.client = TestClient(
            app,
            base_url=self.settings.origin,
            follow_redirects=False,
            raise_server_exceptions=True,
            headers={"accept-language": "en"},
        )

    def close(self) -> None:
        """Close the browser."""
        self.client.close()

    def sign_in(self, email: str) -> "Browser":
        """Sign in as the account with this address, without the detour through the mail."""
        with Session(self.app.state.engine) as session:
            account = session.exec(select(Account).where(Account.email == email)).one()
            secret = sessions.start(session, account, self.settings, "a test")
            session.commit()
        self.set_cookie(sessions.cookie_name(self.settings), secret)
        return self

    def set_cookie(self, name: str, value: str) -> None:
        """Put a cookie into the browser, where one from the site would be."""
        domain = urlsplit(self.settings.origin).hostname or ""
        self.client.cookies.set(name, value, domain=domain, path="/")

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """Open a page, without following where it leads."""
        return self.client.get(path, headers=headers)

    def read(self, path: str) -> str:
        """Open a page, follow where it leads, expect it to be in order, and return its text."""
        response = self.client.get(path, follow_redirects=True)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return text_of(response.text)

    def post(
        self, path: str, values: Values | None = None, files: Any = None, **headers: str
    ) -> httpx2.Response:
        """Send a form from one of our own pages."""
        return self.client.post(
            path,
            data=dict(values or {}),
            files=files,
            headers={"origin": self.settings.origin, **headers},
        )


def text_of(html: str) -> str:
    """Return the words that a page shows, with single spaces."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
