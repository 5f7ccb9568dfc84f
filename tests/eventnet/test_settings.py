"""Settings come from the environment and a file, and a bad one stops the start."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from eventnet.settings import Settings

LONG = "x" * 32


def test_settings_without_a_secret_do_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVENTNET_SECRET", raising=False)
    with pytest.raises(ValidationError, match="EVENTNET_SECRET"):
        Settings()


def test_settings_of_the_demo_need_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVENTNET_SECRET", raising=False)
    assert Settings(demo=True).hosts == {"localhost", "127.0.0.1"}


def test_settings_with_a_short_secret_do_not_start() -> None:
    with pytest.raises(ValidationError, match="shorter than 32"):
        Settings(secret="short")


@pytest.mark.parametrize("address", ["meet.example.org", "ftp://x", "https://", "https://x/path"])
def test_settings_with_an_odd_base_url_do_not_start(address: str) -> None:
    with pytest.raises(ValidationError, match="base_url"):
        Settings(secret=LONG, base_url=address)


def test_settings_take_the_environment_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "site.toml"
    file.write_text(f'secret = "{LONG}"\nsite_name = "From the file"\nsmtp_port = 2525\n')
    monkeypatch.setenv("EVENTNET_SETTINGS", str(file))
    monkeypatch.setenv("EVENTNET_SITE_NAME", "From the environment")
    settings = Settings()
    assert (settings.site_name, settings.smtp_port) == ("From the environment", 2525)


def test_settings_refuse_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTNET_SETTINGS", "/nowhere/site.toml")
    with pytest.raises(FileNotFoundError, match="EVENTNET_SETTINGS names"):
        Settings()


def test_settings_refuse_a_name_they_do_not_know(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "site.toml"
    file.write_text(f'secret = "{LONG}"\nsmtp_prot = 25\n')
    monkeypatch.setenv("EVENTNET_SETTINGS", str(file))
    with pytest.raises(ValidationError, match="smtp_prot"):
        Settings()


def test_every_setting_is_explained_in_the_docs() -> None:
    words = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    missing = [name for name in Settings.model_fields if f"`{name}`" not in words]
    assert missing == []


def test_settings_with_an_odd_proxy_do_not_start() -> None:
    with pytest.raises(ValidationError, match=r"'proxy\.local', which is no address"):
        Settings(secret=LONG, trusted_proxies=["10.0.0.0/24", "proxy.local"])


def test_settings_with_the_same_provider_twice_do_not_start() -> None:
    one = {"key": "acme", "name": "Acme", "issuer": "https://id.example", "client_id": "x"}
    with pytest.raises(ValidationError, match="the same key"):
        Settings(secret=LONG, oidc=[one, one])
