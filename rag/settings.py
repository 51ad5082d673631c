"""One frozen Settings: defaults < policy-rag.toml < environment < flags."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rag.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "policy-rag.toml"
KEPT = 3
"""Generations of an index that are kept where nothing else is set."""


class Settings(BaseSettings):
    """Everything that can be set; each field is the environment variable ``POLICY_RAG_<FIELD>`` too."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_RAG_", toml_file=SETTINGS_FILE, frozen=True, extra="forbid", env_ignore_empty=True
    )

    corpus: Path = PROJECT / "corpus"
    """Folder of notices: with a manifest.toml, or simply all its files."""
    index: Path = PROJECT / ".policy-rag" / "index"
    """Folder the index is built in and read from."""
    keep: int = Field(default=KEPT, ge=2, le=100)
    """Generations of the index that are kept, the one in force among them: so many changes less one can be undone."""
    encoder: str = ""
    """Hub name or folder of a sentence-transformers model; empty for the built-in one."""
    reranker: str = ""
    """Hub name or folder of a cross-encoder that puts the best passages in order; empty for none."""
    model: str = ""
    """Language model as LangChain names it (``openai:qwen2.5-72b-instruct``); empty for none."""
    model_url: str = ""
    """Base URL of the OpenAI-compatible endpoint; empty for the provider's own."""
    model_key: str = Field(default="", repr=False)
    """API key for it; empty where the provider's own variable holds it."""
    model_timeout: float = Field(default=60.0, gt=0)
    """Seconds a language model may take for one answer, repetitions included."""
    model_first_timeout: float = Field(default=30.0, gt=0)
    """Seconds within which it must begin to answer."""
    model_tokens: int = Field(default=6000, ge=500)
    """Tokens of facts, passages and question a language model is given at most."""
    chunk_tokens: int = Field(default=600, ge=50)
    """Tokens a chunk may hold before it is split at sentence ends."""
    top_k: int = Field(default=12, ge=1, le=200)
    """Passages that retrieval hands to the writer."""
    max_question: int = Field(default=2000, ge=1)
    """Characters a question may have."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: flags, environment, policy-rag.toml, defaults."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def fingerprint(self) -> str:
        """Twelve hexadecimal characters over every setting that can change an answer."""
        silent = {"corpus", "index", "keep", "model_key", "model_timeout", "model_first_timeout"}
        return _digest(self.model_dump(mode="json", exclude=silent))

    def index_fingerprint(self) -> str:
        """Twelve hexadecimal characters over the settings that an index was built with."""
        return _digest(self.model_dump(mode="json", include={"encoder", "chunk_tokens"}))


def load_settings(**flags: Path | str | float | None) -> Settings:
    """Settings in force; a flag that is None was not given.

    Raises:
        SettingsError: a value cannot be used, or policy-rag.toml is not TOML.
    """
    given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"设置 {name} 的值 {first.get('input')!r} 不可用（{first['msg']}）。",
            hint=f"请改正命令行参数、环境变量 POLICY_RAG_{name.upper()} 或 {SETTINGS_FILE}。",
        ) from error
    except (ValueError, OSError) as error:
        raise SettingsError(f"{SETTINGS_FILE} 无法读取：{error}。", hint="请检查它是否为正确的 TOML。") from error


def _digest(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
