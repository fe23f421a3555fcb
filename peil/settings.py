"""Deployment settings, read once from the environment (prefix PEIL_).

In: environment variables. Out: one frozen object. Nothing is read at import, nothing is created.
"""

import os
from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from peil.errors import SettingsError


class Settings(BaseSettings):
    """Every deployment setting with its default; the field's name upper-cased after `PEIL_` is the variable."""

    model_config = SettingsConfigDict(env_prefix="PEIL_", frozen=True, extra="ignore")

    data: Path = Field(Path("data"), description="Folder of the run folders and of the embedded ledger.")
    database: str = Field("", description="postgresql://… ; empty: the embedded SQLite file in the data folder.")
    elasticsearch: str = Field(
        "", description="Address of Elasticsearch; empty: the private one of `make elasticsearch`."
    )
    elasticsearch_user: str = Field("", description="User for Elasticsearch.")
    elasticsearch_password: SecretStr = Field(SecretStr(""), description="Password of that user.")
    elasticsearch_api_key_file: Path | None = Field(
        None, description="File with the publisher's key, readable by its owner alone; counts before a user."
    )
    elasticsearch_ca: Path | None = Field(None, description="Certificate authority of Elasticsearch, a PEM file.")
    contact: str = Field("", description="Address that the User-Agent gives to site owners.")
    crawls: int = Field(4, ge=1, le=64, description="How many sites are crawled at the same time, a process each.")
    jitter: float = Field(
        60, ge=0, le=3600, description="Seconds by which a site's start is spread after its due moment."
    )

    turns: Path | None = Field(
        None, description="Folder in which all crawls of this machine take turns; empty: the user's state folder."
    )
    secret_file: Path | None = Field(
        None, description="File with the secret that signs the console's sessions, readable by its owner alone."
    )

    kept_out_key_file: Path | None = Field(
        None, description="File with the key of those who stay out of crawls; empty: `keys/kept-out.key` in the data."
    )
    backup_recipient: str = Field("", description="Public age key that backups are sealed to; empty: not sealed.")
    retention_days: int = Field(180, ge=1, le=3650, description="Days that sightings and evidence are kept.")
    retention_licensed_days: int = Field(
        30, ge=1, le=3650, description="Days for ads of premises with a licence that matches exactly."
    )
    retention_dismissed_days: int = Field(90, ge=1, le=3650, description="Days that a dismissed flag is kept.")
    retention_open_days: int = Field(
        365, ge=1, le=3650, description="Days for ads of a cluster with an open flag, as the controller sets."
    )
    retention_confirmed_days: int = Field(
        730, ge=1, le=3650, description="Days after confirming that a case is kept, as the controller sets."
    )

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
            raise ValueError("an address such as postgresql://user@host/peil or sqlite:///file would be right")
        return value

    @property
    def database_url(self) -> str:
        """The ledger's address, the embedded file's where none is set."""
        return self.database or f"sqlite:///{self.data / 'ledger.sqlite3'}"

    @property
    def turns_folder(self) -> Path:
        """Folder of the locks of sites and hosts: not with the runs, since crawls into other folders hold to them."""
        state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
        return self.turns or Path(state).expanduser() / "peil" / "turns"

    @property
    def runs(self) -> Path:
        """Folder of the run folders: `<site>/<started>/`."""
        return self.data / "runs"


@cache
def settings() -> Settings:
    """The settings of this process; raises SettingsError naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "PEIL_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(first["msg"].removeprefix("Value error, "), where=name) from error
