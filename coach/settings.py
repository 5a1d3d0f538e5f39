"""Settings, read once from the environment; a wrong value is refused with its name, the value and what was expected."""

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import SettingsError

__all__ = ["DEFAULT_MODEL", "Settings", "load_settings"]

DEFAULT_MODEL = "gpt-5-mini"


class Settings(BaseSettings):
    """Everything that can be set from outside. ``Settings(home="…")`` overrides the environment."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, env_prefix="COACH_", env_ignore_empty=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("networking-coach"))
    database_url: str | None = None
    chroma_url: str | None = None
    api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    model: str = DEFAULT_MODEL
    embeddings: str = "local"
    lang: Literal["auto", "ja", "en"] = "auto"
    timeout: float = Field(60.0, gt=0, le=600)
    linkedin_limit: int = Field(200, ge=50, le=300)
    sender_name: str | None = None
    sender_company: str | None = None

    def __init__(self, **values: Any) -> None:
        """Read the environment, with ``values`` on top.

        Raises:
            SettingsError: a value cannot be used; the sentence names the variable, the value and what was expected.
        """
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _refusal(error) from None

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("chroma_url", "base_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an address such as http://127.0.0.1:8000")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _sqlalchemy_url(cls, value: str | None) -> str | None:
        if value is not None and "://" not in value:
            raise ValueError("a SQLAlchemy URL such as sqlite:///coach.db or postgresql+psycopg://host/name")
        return value

    @field_validator("embeddings")
    @classmethod
    def _known_embeddings(cls, value: str) -> str:
        if value in ("local", "none") or (value.startswith("openai:") and len(value) > len("openai:")):
            return value
        raise ValueError("local, none or openai:<model>")

    @property
    def has_model(self) -> bool:
        """Whether an endpoint is configured; without key and base URL the coach works offline."""
        return self.api_key is not None or self.base_url is not None

    @property
    def index_home(self) -> Path:
        """Folder of the rebuildable caches (Chroma, lexical index, snapshot)."""
        return self.home / "index"

    @property
    def sql_url(self) -> str:
        """The database in use: the given URL or a SQLite file in ``home``."""
        return self.database_url or f"sqlite:///{self.home / 'coach.db'}"


# What to say was expected, for values that pydantic itself refuses.
_EXPECTED = {
    "COACH_LANG": "auto, ja or en",
    "COACH_TIMEOUT": "seconds, more than 0 and at most 600",
    "COACH_LINKEDIN_LIMIT": "a number of characters from 50 to 300",
    "COACH_HOME": "a folder",
}


def _refusal(error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    if not name.startswith(("COACH_", "OPENAI_")):
        name = f"COACH_{name.upper()}"
    expected = _EXPECTED.get(name) or first["msg"].removeprefix("Value error, ")
    shown = "***" if name.endswith("_KEY") else repr(first.get("input"))
    return SettingsError(f"{name}={shown} cannot be used: expected {expected}.")


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment; the same as ``Settings(...)``."""
    return Settings(**overrides)
