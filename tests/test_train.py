"""Training: no test row gets in, the same seed gives the same model, an interruption costs nothing."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from rag.embed.cloze import clipped_pairs, statute_pairs
from rag.embed.gloss import ENGLISH_FORMS, english_of, glossary_of, place_pairs
from rag.embed.heldout import bucket, held_out, holds_parallel, holds_passage, holds_statute, normal
from rag.embed.learn import Recipe, Stream, bags_of, schedule
from rag.embed.pairs import FILES, Pairs, read_held_out, read_pairs, training_statutes
from rag.embed.testsets import figures, places, read_test_sets, retrieval_set
from rag.embed.train import TrainOptions, TrainReport, train_encoder
from rag.embed.vocabulary import tokenizer_of
from rag.errors import CorpusError, SettingsError

TINY = TrainOptions(epochs=1, dim=16, vocabulary=300, threads=1, share=1.0)
NOTICE = "桐乡市每年培育智能建造示范应用项目不少于五个并做好跟踪评估"


def _write(path: Path, lines: list[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def _numbered(form: str, count: int) -> list[str]:
    digits = "零一二三四五六七八九"
    return [form.format("".join(digits[int(d)] for d in str(n))) for n in range(count)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    zh = _numbered("第{}个城市的试点项目得到了财政奖励", 200)
    rows = [f"{text}\tCity number {n} rewards its pilot projects\ttatoeba" for n, text in enumerate(zh)]
    test_zh = "美联储主席周二在国会作证时谈到了利率前景"
    rows += [f"{test_zh}\tThe chairman of the Federal Reserve testified on Tuesday\tntrex"]
    rows += [f"据报道{test_zh}。\tReported: the Fed chairman gave testimony about rates\tjiyu"]
    rows += [f"{NOTICE}。\tTongxiang cultivates five projects a year\tjiyu"]
    _write(folder / "parallel-zh-en.tsv.gz", rows)
    _write(folder / "parallel-zh-en-general.tsv.gz", ["我喜欢读书\tI like reading\tjiyu"] * 10)
    _write(folder / "terms-zh-en.tsv.gz", ["智能建造\tsmart construction; intelligent construction"])
    cedict = ["# CC-CEDICT", "城市 城市 [cheng2 shi4] /city/town/", "獎勵 奖励 [jiang3 li4] /to reward/"]
    _write(folder / "cedict.txt.gz", [*cedict, "保定 保定 [Bao3 ding4] /Baoding, prefecture-level city in Hebei/"])
    asked = [
        {"question": q, "passage": p, "source": "cmrc2018"}
        for q, p in zip(
            _numbered("第{}座桥是谁修的？", 60), _numbered("第{}座桥由工匠修建。桥长百米。", 60), strict=True
        )
    ]
    _write(folder / "qa-zh.jsonl.gz", [json.dumps(row) for row in asked])
    titles = _numbered("第{}市燃气管理条例", 80)
    law = [{"title": t, "text": f"第一条 为了加强{t}的实施，保障公民安全，制定本条例。"} for t in titles]
    _write(folder / "policy-text-zh.jsonl.gz", [json.dumps(row) for row in law])
    templated = [{"question": f"为什么要制定《{r['title']}》？", "passage": f"{r['title']}\n{r['text']}"} for r in law]
    _write(folder / "qa-zh-policy-templated.jsonl.gz", [json.dumps(row) for row in templated])
    title = {"title": "水稻土中的磷", "keywords": "土壤；水稻", "passage": "研究了水稻土中磷的含量。"}
    _write(folder / "title-passage-zh.jsonl.gz", [json.dumps(title)])
    _write(folder / "similar-zh.tsv.gz", ["你好吗\t你还好吗\t1\tx", "甲打乙\t乙打甲\t0\tx"])
    return folder


@pytest.fixture(scope="module", autouse=True)
def _glossary_once() -> Iterator[None]:
    """The field's glossary, which no data of a test makes shorter, is most of a small training."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.embed.gloss.FIELD_REPEATS", 1)
        yield


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> TrainOptions:
    """Those of a small model that must not learn from `NOTICE`."""
    folder = tmp_path_factory.mktemp("notices")
    (folder / "plan.txt").write_text(NOTICE + "\n", encoding="utf-8")
    return replace(TINY, keep_out=folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a training reported in the end, and the stages that it told of on the way."""

    report: TrainReport
    stages: frozenset[str]


@pytest.fixture(scope="module")
def training(data: Path, options: TrainOptions, tmp_path_factory: pytest.TempPathFactory) -> Training:
    """One training, into a folder that was not there."""
    stages: set[str] = set()
    output = tmp_path_factory.mktemp("trained") / "new" / "model"
    report = train_encoder(data, output, options=options, on_progress=lambda stage, _d, _n: stages.add(stage))
    return Training(report=report, stages=frozenset(stages))


def _stream(data: Path) -> Iterator[str]:
    held = read_held_out(data, also=[NOTICE])
    pairs = read_pairs(data, held, on_file=lambda _: None)
    passages = [p for each in pairs if each.kind == "question" for p in each.right]
    statutes = training_statutes(data, held)
    random = np.random.default_rng(0)
    cloze = statute_pairs(statutes, held, random, share=1.0, on_statute=lambda _: None)
    for each in (*pairs, cloze, clipped_pairs(passages, held, random)):
        yield from each.left
        yield from each.right


def _overlap(one: str, two: str) -> float:
    """Share of the shorter text's runs of five characters; counted apart from the filter under test."""
    runs = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (normal(one), normal(two))]
    return len(runs[0] & runs[1]) / max(1, min(len(runs[0]), len(runs[1])))


def test_rules_hold_the_same_rows_out_on_every_machine() -> None:
    assert bucket("智能建造") == bucket(" 智能，建造。")
    assert [bucket(text) for text in ("智能建造", "policy", "")] == [67, 93, 52]
    assert holds_parallel("任何一句", "ntrex")
    assert not holds_parallel("任何一句", "jiyu")


def test_copy_with_other_punctuation_or_a_few_words_more_is_recognised() -> None:
    held = held_out(["美联储主席周二在国会作证时谈到了利率前景"])
    assert held.blocks("美联储主席周二，在国会作证时谈到了利率前景！")
    assert held.blocks("据报道，美联储主席周二在国会作证时谈到了利率前景。")
    assert not held.blocks("国会周二谈到了房价")


def test_sentence_of_a_test_passage_is_recognised_however_short() -> None:
    held = held_out(["头部轮廓呈平滑的弧型。本鱼体长形，侧扁。体色为银白色。", "本鱼体长形，侧扁。"])
    assert held.blocks("本鱼体长形，侧扁。")
    assert held.blocks("头部轮廓呈平滑的弧型。")
    assert not held.blocks("体色为银白")
    assert not held.blocks("本鱼体长形，成群。")


def test_no_test_row_is_in_the_training_stream(data: Path) -> None:
    stream = set(_stream(data))
    plain = {normal(text) for text in stream}
    sets = read_test_sets(data)
    assert all(each.queries for each in sets)
    tested = {text for each in sets for text in (*each.queries, *each.candidates)}
    assert not plain & {normal(text) for text in tested}
    assert normal(NOTICE) not in plain


def test_no_near_copy_of_the_translation_test_or_the_notices_is_in_the_training_stream(data: Path) -> None:
    stream = set(_stream(data))
    tested = [t for each in read_test_sets(data) if "ntrex" in each.name for t in (*each.queries, NOTICE)]
    assert max(_overlap(text, other) for text in stream for other in tested) < 0.5


def test_held_out_statutes_give_neither_text_nor_questions(data: Path) -> None:
    titles = [t for t in _numbered("第{}市燃气管理条例", 80) if holds_statute(t)]
    assert titles
    assert not [text for text in _stream(data) for title in titles if title in text]


def test_held_out_passages_give_no_questions(data: Path) -> None:
    passages = [p for p in _numbered("第{}座桥由工匠修建。桥长百米。", 60) if holds_passage(p)]
    assert passages
    assert not set(passages) & set(_stream(data))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"缺少 'parallel-zh-en\.tsv\.gz'"):
        list(read_held_out(tmp_path).exact)


def test_bags_give_back_the_tokens_of_the_chosen_texts() -> None:
    ids, sizes = bags_of([[5, 6], [], [7]]).take(np.array([2, 1, 0]))
    assert ids.tolist() == [7, 5, 6]
    assert sizes.tolist() == [1, 0, 2]


def test_places_count_ties_against_the_right_candidate() -> None:
    each = retrieval_set("x", [("q", "a"), ("q", "b"), ("r", "c")])
    scores = np.array([[0.1, 0.9, 0.9], [0.5, 0.4, 0.3]], dtype=np.float32)
    found = places(scores, each.relevant)
    assert found.tolist() == [2, 3]
    assert figures(found).mrr == pytest.approx((1 / 2 + 1 / 3) / 2)
    assert figures(found).ndcg_10 == pytest.approx((1 / np.log2(3) + 1 / 2) / 2)


def test_english_question_is_made_of_the_glosses_in_order() -> None:
    tokenizer = tokenizer_of({"城市": 2.0, "奖励": 2.0, "的": 5.0})
    entries = [("城市", "city; town"), ("奖励", "to reward; reward (as encouragement)"), ("的", "of; really")]
    glossary = glossary_of(entries, [("城市", "city")])
    found = english_of("城市的奖励有哪些规定？", tokenizer, glossary, np.random.default_rng(0))
    assert found in {form.format("city reward") for form in ENGLISH_FORMS}
    assert english_of("城市", tokenizer, glossary, np.random.default_rng(0)) == ""


def test_passage_of_a_place_question_names_the_place_asked_for() -> None:
    entries = [("保定", "Baoding, prefecture-level city in Hebei"), ("长沙市", "Changsha, capital of Hunan province")]
    glossary = glossary_of(entries, [])
    assert glossary.cities == (("保定", "Baoding"), ("长沙", "Changsha"))
    source = Pairs(kind="cloze", left=("如何申请财政奖励？",) * 40, right=("给予奖励。",) * 40)
    made = place_pairs(source, tokenizer_of({"奖励": 1.0}), glossary, held_out([]), np.random.default_rng(0))
    assert len(made.left) == len(made.right) > 10
    for asked, passage in zip(made.left, made.right, strict=True):
        assert passage.endswith("给予奖励。")
        assert "哪些城市" in asked or asked[:2] in passage


def test_neighbours_stay_in_one_batch_and_every_pair_is_seen_once_an_epoch() -> None:
    bags = bags_of([[1]] * 40)
    stream = Stream(kind="cloze", left=bags, right=bags, together=4)
    recipe = Recipe(dim=4, epochs=2, batch=20, rate=0.1, scale=20.0, spread=0.1, rarity=0.001, seed=3, threads=1)
    batches = [part for _, part in schedule([stream], recipe)]
    assert [len(part) for part in batches] == [20] * 4
    seen = [int(n) for part in batches for n in part]
    assert sorted(seen) == sorted([*range(40)] * 2)
    assert sum(two - one == 1 for part in batches for one, two in zip(part, part[1:], strict=False)) > 50
    assert seen[:40] != [*range(40)]


def test_a_training_tells_its_stages_and_leaves_a_card_and_a_log(training: Training) -> None:
    assert training.report.steps > 0
    assert {"pairs", "vocabulary", "steps", "measure"} <= training.stages
    output = training.report.output
    card = (output / "README.md").read_text(encoding="utf-8")
    assert all(name in card for name in FILES)
    assert "CC-CEDICT" in card
    assert str(output.parent.parent) not in card
    assert (output / "train.log").read_text(encoding="utf-8")


def test_training_again_puts_the_same_model_in_the_place_of_the_old_one(
    data: Path, options: TrainOptions, training: Training, tmp_path: Path
) -> None:
    output = Path(shutil.copytree(training.report.output, tmp_path / "model"))
    (output / "README.md").write_text("old", encoding="utf-8")
    again = train_encoder(data, output, options=options, on_progress=lambda *_: None)
    assert again.fingerprint == training.report.fingerprint
    assert "CC-CEDICT" in (output / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_interrupted_training_leaves_the_old_model(data: Path, options: TrainOptions, tmp_path: Path) -> None:
    output = tmp_path / "model"
    output.mkdir()
    (output / "modules.json").write_text("old", encoding="utf-8")

    def stop(stage: str, _done: int, _all: int) -> None:
        if stage == "measure":  # the new one is written
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_encoder(data, output, options=options, on_progress=stop)
    assert [path.name for path in output.iterdir()] == ["modules.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def refused(data: Path, output: Path, options: TrainOptions = TINY) -> str:
    with pytest.raises(SettingsError) as caught:
        train_encoder(data, output, options=options, on_progress=lambda *_: None)
    return caught.value.message


def test_a_model_goes_nowhere_where_something_else_is(data: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "notes.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "own")
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    before = {path.name for path in data.iterdir()}

    assert "notes.txt" in refused(data, tmp_path / "own")
    assert "notes.txt" in refused(data, tmp_path / "link")
    assert "那是一个文件" in refused(data, tmp_path / "file")
    for output in (data, data.parent, data / ".." / data.name):
        assert "训练数据就在那里" in refused(data, output)

    assert (tmp_path / "own" / "notes.txt").read_text() == (tmp_path / "file").read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"own", "link", "file"}
    assert {path.name for path in data.iterdir()} == before


def test_no_epoch_is_no_training(data: Path, tmp_path: Path) -> None:
    assert "遍数应至少是 1" in refused(data, tmp_path / "model", replace(TINY, epochs=0))


def test_a_folder_whose_files_are_empty_but_for_one_trains_too(options: TrainOptions, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in FILES:
        _write(folder / name, [])
    _write(folder / "parallel-zh-en-general.tsv.gz", ["我喜欢读书\tI like reading\tjiyu", "下雨了\tIt rains\tjiyu"])
    report = train_encoder(folder, tmp_path / "model", options=options, on_progress=lambda *_: None)
    assert report.pairs["general"] == 2
    assert report.pairs["joined"] == 2
    assert report.pairs["question"] == 0
