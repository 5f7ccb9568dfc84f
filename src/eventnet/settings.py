"""Settings: from the environment (`EVENTNET_…`), then a TOML file, then the defaults here."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

DEMO_SECRET = "the demo signs with a secret that everybody knows"  # noqa: S105 - said out loud


class OidcProvider(BaseModel):
    """One identity provider that people may sign in with."""

    key: str = Field(pattern=r"^[a-z0-9-]+$", description="names it in addresses")
    name: str = Field(description="names it on the button")
    issuer: str = Field(description="its address; discovery is read below it")
    client_id: str
    client_secret: SecretStr | None = None
    scope: str = "openid email profile"


class Settings(BaseSettings):
    """Everything an operator can set. docs/settings.md explains each; a test keeps it complete."""

    model_config = SettingsConfigDict(
        env_prefix="EVENTNET_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    base_url: str = "http://localhost:8000"
    site_name: str = "eventnet"
    secret: SecretStr | None = None
    demo: bool = False
    database_url: str = "sqlite:///var/eventnet.db"
    data_dir: Path = Path("var")
    mail_from: str = "eventnet@localhost"
    bounce_address: str | None = Field(
        default=None, description="mails say this as sender, with +id, so that bounces are known"
    )
    reply_address: str | None = Field(
        default=None, description="mails about one discussion are answered there, with +TOKEN"
    )
    lmtp_host: str = "127.0.0.1"
    lmtp_port: int | None = Field(
        default=None, description="where a mail server hands over what comes to `reply_address`"
    )
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_timeout: float = Field(default=10.0, gt=0, description="seconds")
    oidc: list[OidcProvider] = []
    trusted_proxies: list[str] = Field(
        default=[], description="addresses whose X-Forwarded-For is believed"
    )
    calendars_inside: str | None = Field(
        default=None, description="origin of a calendar server in our own network, to be read too"
    )
    session_idle_days: int = Field(default=14, ge=1)
    session_days: int = Field(default=90, ge=1)
    solver_workers: int = Field(default=2, ge=1)
    solver_seconds: float = Field(default=60.0, gt=0, description="longest matching run")
    worker: str = Field(default="worker-1", description="each running process needs its own")
    threads: int = Field(default=20, ge=1, description="handlers at a time, and connections")
    log_format: Literal["json", "text"] = "json"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the file that `EVENTNET_SETTINGS` names, or `eventnet.toml` where we stand."""
        path = os.environ.get("EVENTNET_SETTINGS")
        if path and not Path(path).is_file():
            raise FileNotFoundError(f"EVENTNET_SETTINGS names {path}, and there is no such file")
        toml = TomlConfigSettingsSource(settings_cls, Path(path or "eventnet.toml"))
        return init_settings, env_settings, toml

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.secret is None and not self.demo:
            raise ValueError(
                "secret is not set: put EVENTNET_SECRET (32 characters or more) into the "
                "environment or `secret` into eventnet.toml; `eventnet secret` makes one"
            )
        if self.secret is not None and len(self.secret.get_secret_value()) < 32:
            raise ValueError("secret is shorter than 32 characters; `eventnet secret` makes one")
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError(f"base_url {self.base_url!r} is not of the form https://host[:port]")
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, proxies: list[str]) -> list[str]:
        for entry in proxies:
            try:
                ip_network(entry, strict=False)
            except ValueError as error:
                raise ValueError(
                    f"trusted_proxies has {entry!r}, which is no address; "
                    "give addresses or networks, such as 10.0.0.1 or 10.0.0.0/24"
                ) from error
        return proxies

    @field_validator("oidc")
    @classmethod
    def _check_providers(cls, providers: list[OidcProvider]) -> list[OidcProvider]:
        keys = [one.key for one in providers]
        if len(keys) != len(set(keys)):
            raise ValueError(f"two providers in oidc have the same key: {', '.join(keys)}")
        return providers

    @property
    def key(self) -> str:
        """The secret that tokens and cookies are signed with."""
        return self.secret.get_secret_value() if self.secret else DEMO_SECRET

    @property
    def origin(self) -> str:
        """The one origin that forms may come from, such as `https://meet.example.org`."""
        return self.base_url.rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether the site is served over https, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are answered, without ports."""
        named = urlsplit(self.base_url).hostname or ""
        return frozenset({named, "localhost", "127.0.0.1"} if self.demo else {named})

    @property
    def files_dir(self) -> Path:
        """Where uploaded photos and logos are kept."""
        return self.data_dir / "files"
