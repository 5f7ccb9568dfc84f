"""The `eventnet` command, run as from a shell, on a database of its own."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from eventnet import logs
from eventnet.accounts.models import Account
from eventnet.cli import main
from eventnet.database import create_engine
from eventnet.settings import Settings
from tests.conftest import SECRET


@pytest.fixture
def installed(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Let the command find the settings of an installation in its environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EVENTNET_SECRET", SECRET)
    monkeypatch.setenv("EVENTNET_DATABASE_URL", settings.database_url)
    monkeypatch.setattr(logs, "configure", lambda _form: None)  # it would outlast the test
    return settings


def operators(settings: Settings) -> list[str]:
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        found = list(session.exec(select(Account.email).where(Account.is_operator)))
    engine.dispose()
    return found


def test_init_knows_the_address_as_signing_in_does(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "You@Example.ORG"]) == 0
    assert "Sign in as you@example.org" in capsys.readouterr().out
    assert main(["init", "you@example.org"]) == 0
    assert operators(installed) == ["you@example.org"]


@pytest.mark.parametrize("typed", ["not an address", "you", "you@", ""])
def test_init_refuses_what_is_no_address(
    installed: Settings, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert main(["init", typed]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "address" in said.err
    assert operators(installed) == []
