"""An operator is told where no mail server is set; nobody else is, nor where mails leave."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.mail.models import OutboxMail
from eventnet.mail.waiting import no_server
from eventnet.settings import Settings
from tests.browser import Browser
from tests.factories import an_account, save

Open = Callable[[], Browser]


def a_mail(**fields: Any) -> OutboxMail:
    """Make a mail in the outbox."""
    return OutboxMail(to="a@example.org", kind="x", subject="x", text="x", html="x", **fields)


@pytest.mark.parametrize("more", [{"smtp_host": "mail.example.org"}, {"demo": True}])
def test_where_mails_leave_there_is_nothing_to_say(
    session: Session, settings: Settings, more: dict[str, object]
) -> None:
    save(session, a_mail())
    assert no_server(session, settings.model_copy(update=more)) is None


def test_without_a_server_the_mails_that_wait_are_counted(
    session: Session, settings: Settings
) -> None:
    save(session, a_mail(), a_mail(sent_at=clock.now()), a_mail(failed_at=clock.now()))
    words = no_server(session, settings)
    assert words is not None
    assert "1 mail waits; it leaves once EVENTNET_SMTP_HOST is set." in words


def test_operators_alone_are_told(session: Session, browser: Open) -> None:
    an_account(session, "root@example.org", operator=True)
    an_account(session, "ada@example.org")
    for path in ("/", "/communities"):
        assert "No mail server is set" in browser().sign_in("root@example.org").read(path)
    for reader in (browser(), browser().sign_in("ada@example.org")):
        assert "No mail server is set" not in reader.read("/")
