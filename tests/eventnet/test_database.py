"""Transactions: writers wait for each other instead of failing, and a failure leaves nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import OperationalError, StatementError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.database import writing
from tests.factories import an_account


def test_writing_leaves_nothing_when_it_fails(session: Session) -> None:
    def fail() -> None:
        with writing(session):
            session.add(Account(email="half@example.org"))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert session.exec(select(Account)).all() == []


def test_writing_inside_writing_is_one_transaction(session: Session) -> None:
    def fail() -> None:
        with writing(session):
            with writing(session):
                session.add(Account(email="inner@example.org"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert session.exec(select(Account)).all() == []


def test_moment_comes_back_in_utc_and_needs_an_offset(session: Session) -> None:
    account = an_account(session)
    account.deactivated_at = datetime(2027, 3, 28, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    session.add(account)
    session.commit()
    session.expire_all()
    assert account.deactivated_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert account.deactivated_at.utcoffset() == timedelta(0)
    account.deactivated_at = datetime(2027, 3, 28, 3, 30)  # noqa: DTZ001 - the fault under test
    with pytest.raises(StatementError, match="no time zone"):
        session.commit()


def test_eight_writers_never_hear_that_the_database_is_locked(app: Starlette) -> None:
    def work(writer: int) -> int:
        for number in range(100):
            with Session(app.state.engine) as session:
                session.exec(select(Account).limit(1)).all()  # a read before, as in a request
                with writing(session):
                    session.add(Account(email=f"{writer}-{number}@example.org"))
        return 100

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 800
    with Session(app.state.engine) as session:
        assert len(session.exec(select(Account)).all()) == 800


def test_reading_that_turns_to_writing_fails_without_the_guard(app: Starlette) -> None:
    """The control: why actions write inside `writing`."""
    if app.state.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one writer")
    with Session(app.state.engine) as reader, Session(app.state.engine) as writer:
        reader.exec(select(Account)).all()
        an_account(writer)
        reader.add(Account(email="late@example.org"))
        with pytest.raises(OperationalError, match="locked"):
            reader.commit()
