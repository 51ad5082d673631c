"""Settings: defaults < policy-rag.toml < environment < flags, and which of them change an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import PROJECT, SETTINGS_FILE, Settings, load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path(SETTINGS_FILE).write_text(text, encoding="utf-8")


def test_without_anything_set_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.corpus == PROJECT / "corpus"
    assert (settings.encoder, settings.model, settings.top_k, settings.chunk_tokens) == ("", "", 12, 600)


def test_the_file_wins_over_the_defaults() -> None:
    write("top_k = 5\n")
    assert load_settings().top_k == 5


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write("top_k = 5\nchunk_tokens = 300\n")
    monkeypatch.setenv("POLICY_RAG_TOP_K", "7")
    settings = load_settings()
    assert (settings.top_k, settings.chunk_tokens) == (7, 300)


def test_flags_win_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    write("top_k = 5\n")
    monkeypatch.setenv("POLICY_RAG_TOP_K", "7")
    assert load_settings(top_k=9).top_k == 9


def test_a_flag_that_was_not_given_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_RAG_TOP_K", "7")
    assert load_settings(top_k=None).top_k == 7


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_RAG_TOP_K", "")
    assert load_settings().top_k == 12


@pytest.mark.parametrize(
    ("name", "value"), [("top_k", 0), ("top_k", "many"), ("chunk_tokens", 1), ("model_timeout", 0)]
)
def test_a_value_that_cannot_be_used_is_named_with_its_variable(name: str, value: str | float) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings(**{name: value})
    assert f"POLICY_RAG_{name.upper()}" in caught.value.hint
    assert repr(value) in caught.value.message


def test_an_unknown_name_in_the_file_is_refused() -> None:
    write("topk = 5\n")
    with pytest.raises(SettingsError, match="topk"):
        load_settings()


def test_a_file_that_is_no_toml_is_refused() -> None:
    write("top_k = \n")
    with pytest.raises(SettingsError, match=SETTINGS_FILE):
        load_settings()


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.top_k = 3


def test_the_key_is_never_shown() -> None:
    assert "geheim" not in repr(load_settings(model_key="geheim"))


def test_what_changes_an_answer_changes_the_fingerprint() -> None:
    base = Settings().fingerprint()
    assert len(base) == 12
    assert Settings(top_k=13).fingerprint() != base
    assert Settings(model="openai:qwen").fingerprint() != base


def test_what_cannot_change_an_answer_leaves_the_fingerprint() -> None:
    base = Settings().fingerprint()
    assert Settings(model_key="x", model_timeout=1.0, model_first_timeout=1.0, index=Path("e")).fingerprint() == base


def test_the_index_depends_on_encoder_and_chunks_alone() -> None:
    base = Settings().index_fingerprint()
    assert Settings(top_k=13, model="openai:qwen").index_fingerprint() == base
    assert Settings(chunk_tokens=300).index_fingerprint() != base
    assert Settings(encoder="bge").index_fingerprint() != base
