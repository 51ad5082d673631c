"""A model of the hub is a drop-in: build, ask and evaluate with a tiny real transformer, its prompts and all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from eval.cli import channels_of
from eval.run import run_eval
from rag.answer.ask import Assistant
from rag.embed.encoder import SentenceTransformerEncoder, open_encoder
from rag.embed.hub import open_model
from rag.errors import IndexMismatch, ModelMissing
from rag.index.build import build_index
from rag.settings import Settings, load_settings
from tests.conftest import CORPUS, Built
from tests.tiny_models import save_encoder

QUESTION = "哪些城市对智能建造项目给予资金补贴？"
PASSAGES = ("温州对智能建造试点项目给予奖励。", "培育智能建造产业集群")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub") / "tiny-bert"
    save_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(model: Path) -> SentenceTransformerEncoder:
    opened = open_encoder(str(model))
    assert isinstance(opened, SentenceTransformerEncoder)
    return opened


@pytest.fixture(scope="module")
def settings(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the tiny model, and an index built with them."""
    chosen = load_settings(corpus=CORPUS, index=tmp_path_factory.mktemp("other") / "index", encoder=str(model))
    build_index(chosen, on_progress=lambda *_: None)
    return chosen


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return Assistant.open(settings)


def test_the_prompts_of_the_models_own_configuration_are_put_before_the_texts(
    encoder: SentenceTransformerEncoder, model: Path
) -> None:
    saved = json.loads((model / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
    assert (saved["query"], saved["passage"], saved["document"]) == ("query: ", "passage: ", "")
    asked, said = encoder.encode_queries([QUESTION]), encoder.encode_passages(PASSAGES)
    bare = {"prompt": "", "normalize_embeddings": True}
    np.testing.assert_allclose(asked, encoder.model.encode([f"query: {QUESTION}"], **bare), atol=1e-6)
    np.testing.assert_allclose(said, encoder.model.encode([f"passage: {p}" for p in PASSAGES], **bare), atol=1e-6)
    assert np.abs(said - encoder.model.encode(list(PASSAGES), **bare)).max() > 1e-3


def test_a_model_that_does_not_normalise_gives_unit_rows_all_the_same(encoder: SentenceTransformerEncoder) -> None:
    plain = encoder.model.encode(list(PASSAGES), prompt="passage: ")
    lengths = np.linalg.norm(plain, axis=1, keepdims=True)
    assert np.abs(lengths - 1).min() > 0.1
    found = encoder.encode_passages(PASSAGES)
    assert (found.dtype, found.shape, encoder.dim) == (np.float32, (2, 32), 32)
    np.testing.assert_allclose(found, plain / lengths, atol=1e-6)


def test_no_texts_give_no_rows(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 32)


def test_the_index_holds_the_models_vectors(assistant: Assistant, encoder: SentenceTransformerEncoder) -> None:
    store = assistant.store
    assert (store.vectors.dim, store.encoder_fingerprint) == (32, encoder.fingerprint)
    chunk = store.chunks[7]
    vector = encoder.encode_passages([f"{chunk.context}\n{chunk.text}"])[0]
    best = store.vectors.search(vector, k=1)[0]
    assert (best.row, best.score) == (7, pytest.approx(1, abs=1e-4))


def test_an_answer_with_it_is_grounded(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    texts = {notice.id: notice.text for notice in assistant.notices}
    assert not answer.abstained
    assert answer.citations
    assert all(texts[cited.doc][cited.start : cited.end] == cited.quote for cited in answer.citations)
    assert assistant.retrieve(QUESTION, channel="vectors")[0].vector_rank == 1


def test_the_question_set_runs_with_it(assistant: Assistant) -> None:
    done = run_eval(assistant, label="tiny", kinds=("compare",), retrieve=channels_of(assistant))
    assert done.records
    assert all(record.failure is None for record in done.records)
    recalls = {channel.name: channel.recall for channel in done.channels}
    assert set(recalls) == {"words", "vectors", "fused"}
    assert all(recall is not None and 0 <= recall.mean <= 1 for recall in recalls.values())


def test_an_index_of_one_encoder_refuses_another(settings: Settings, built: Built) -> None:
    with pytest.raises(IndexMismatch, match="policy-rag build"):
        Assistant.open(settings.model_copy(update={"encoder": ""}))
    with pytest.raises(IndexMismatch, match="policy-rag build"):
        Assistant.open(settings.model_copy(update={"index": built.folder}))


def test_an_index_refuses_other_weights_under_the_same_name(tmp_path: Path) -> None:
    model = tmp_path / "model"
    save_encoder(model)
    settings = load_settings(corpus=CORPUS, index=tmp_path / "index", encoder=str(model))
    build_index(settings, on_progress=lambda *_: None)
    model.rename(tmp_path / "old")
    save_encoder(tmp_path / "new", seed=1)
    (tmp_path / "new").rename(model)
    with pytest.raises(IndexMismatch, match="另一个向量模型"):
        Assistant.open(settings)


def test_notes_of_a_download_do_not_change_the_fingerprint(encoder: SentenceTransformerEncoder, model: Path) -> None:
    notes = model / ".cache" / "huggingface"
    notes.mkdir(parents=True)
    (notes / "model.safetensors.metadata").write_text("1700000000", encoding="utf-8")
    (model / "README.md").write_text("a card", encoding="utf-8")
    assert open_encoder(str(model)).fingerprint == encoder.fingerprint


@pytest.mark.parametrize("name", ["nowhere", "./nowhere", "/nowhere/at/all", "~/nowhere", "models/of/mine"])
def test_a_wrong_path_is_refused_at_once(name: str, tmp_path: Path) -> None:
    told: list[str] = []
    settings = Settings(corpus=CORPUS, index=tmp_path / "index", encoder=name)
    start = time.perf_counter()
    with pytest.raises(ModelMissing, match="没有模型文件夹") as refused:
        build_index(settings, on_progress=lambda stage, *_: told.append(stage))
    assert time.perf_counter() - start < 0.5
    assert name in refused.value.message
    assert told == []


def test_a_model_on_this_machine_asks_nobody(model: Path) -> None:
    assert open_model(str(model), lambda source, local_only: (source, local_only)) == (str(model), True)
    assert open_model("BAAI/bge-m3", lambda source, local_only: (source, local_only)) == ("BAAI/bge-m3", True)


def test_a_hub_that_does_not_answer_is_not_waited_for() -> None:
    code = (
        "from rag.embed.hub import open_model\n"
        "from rag.errors import ModelMissing\n"
        "def opening(source, local_only):\n"
        "    print(source, local_only)\n"
        "    raise FileNotFoundError('not in the cache')\n"
        "try:\n"
        "    open_model('nobody/no-model', opening)\n"
        "except ModelMissing as error:\n"
        "    print(error.hint)\n"
    )
    closed = {**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9"}
    start = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", code], env=closed, capture_output=True, check=True, text=True)
    tried, hint = run.stdout.splitlines()
    assert tried == "nobody/no-model True"
    assert "没有网络时" in hint
    assert time.perf_counter() - start < 8
