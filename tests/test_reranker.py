"""The reranker: off by default, refused where it is none, and in charge of the order where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.answer.ask import Assistant
from rag.embed.reranker import CrossEncoderReranker, open_reranker
from rag.errors import ModelMissing
from rag.retrieve.search import passages, rank, rerank, scores_by_item
from rag.settings import Settings, load_settings
from tests.answer_sample import LetterEncoder, read, store
from tests.conftest import CORPUS, Built
from tests.tiny_models import save_cross_encoder, save_encoder

QUESTION = "哪些城市对智能建造项目给予资金补贴？"
PASSAGES = ("温州对智能建造试点项目给予奖励。", "培育智能建造产业集群", "")


class Backwards:
    """Likes best what it is given last."""

    def scores(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        return tuple((place + 1) / (len(passages) + 1) for place in range(len(passages)))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub") / "tiny-reranker"
    save_cross_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def reranker(model: Path) -> CrossEncoderReranker:
    return open_reranker(str(model))


def test_scores_are_the_sigmoid_of_the_models(reranker: CrossEncoderReranker) -> None:
    raw = reranker.model.predict([(QUESTION, passage) for passage in PASSAGES], activation_fn=lambda scores: scores)
    found = reranker.scores(QUESTION, PASSAGES)
    assert found == pytest.approx(1 / (1 + np.exp(-raw)), abs=1e-6)
    assert len(set(found)) == 3
    assert reranker.scores(QUESTION, ()) == ()


def test_there_is_none_unless_one_is_set(built: Built) -> None:
    settings = load_settings(corpus=CORPUS, index=built.folder)
    assert settings.reranker == ""
    assert settings.fingerprint() != settings.model_copy(update={"reranker": "x/y"}).fingerprint()
    assert settings.index_fingerprint() == settings.model_copy(update={"reranker": "x/y"}).index_fingerprint()


def test_a_wrong_path_is_refused(built: Built) -> None:
    with pytest.raises(ModelMissing, match="没有模型文件夹 'nowhere'"):
        Assistant.open(Settings(corpus=CORPUS, index=built.folder, reranker="nowhere"))


def test_a_model_that_scores_no_pairs_is_refused(tmp_path: Path) -> None:
    save_encoder(tmp_path / "encoder")
    with pytest.raises(ModelMissing, match="不是重排模型"):
        open_reranker(str(tmp_path / "encoder"))


def test_the_best_chunks_come_in_its_order_and_the_others_after_them_in_theirs() -> None:
    query = read("加装电梯给予资金补贴")
    before = rank(query, store(), LetterEncoder())
    after = rerank(query, before, store(), Backwards(), most=3)
    old, new = ([one.chunk for one in passages(query, each, store(), top_k=50)] for each in (before, after))
    assert len(old) > 4
    assert new == [*old[2::-1], *old[3:]]
    assert (after.words, after.vectors) == (before.words, before.vectors)
    assert max(scores_by_item(after, store()).values()) == 3 / 4


def test_it_reads_only_chunks_that_the_question_lets_through(reranker: CrossEncoderReranker) -> None:
    query = read("第一批清单里福州有什么做法？")
    ranked = rerank(query, rank(query, store(), LetterEncoder()), store(), reranker)
    found = passages(query, ranked, store(), top_k=3)
    texts = [f"{one.chunk.context}\n{one.chunk.text}" for one in found]
    assert [one.score for one in found] == pytest.approx(reranker.scores(query.text, texts), abs=1e-6)


def test_the_assistant_retrieves_and_answers_with_it(built: Built, model: Path) -> None:
    settings = load_settings(corpus=CORPUS, index=built.folder)
    plain, reranked = (Assistant.open(settings.model_copy(update={"reranker": name})) for name in ("", str(model)))
    assert {one.chunk for one in plain.retrieve(QUESTION)} != {one.chunk for one in reranked.retrieve(QUESTION)}
    assert plain.retrieve(QUESTION, channel="words") == reranked.retrieve(QUESTION, channel="words")
    answer = reranked.ask(QUESTION)
    assert not answer.abstained
    assert answer.citations
