"""The word index: which words a text has, and scores that are those of the formula."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rag.index.hits import Hit
from rag.index.words import FILES, K1, B, WordIndex, analyse

TEXTS = ("西安奖励", "西安", "BIM 报建", "")


def rows(hits: tuple[Hit, ...]) -> list[int]:
    return [hit.row for hit in hits]


def test_words_are_characters_pairs_latin_words_and_whole_numbers() -> None:
    assert analyse("加大BIM应用，1.5倍") == ["加", "大", "加大", "bim", "应", "用", "应用", "1.5", "倍"]
    assert analyse("2,000万元于2025.") == ["2000", "万", "元", "于", "万元", "元于", "2025"]


def test_width_case_and_script_make_no_difference() -> None:
    assert analyse("ＢＩＭ 應用 １０") == analyse("bim 应用 10") == ["bim", "应", "用", "应用", "10"]


def test_scores_are_those_of_the_lucene_formula() -> None:
    # Words: 西 安 奖 励 西安 安奖 奖励 (7), 西 安 西安 (3), bim 报 建 报建 (4), none (0): 14 in 4 texts.
    mean = 14 / 4
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    score = 3 * idf * 1 / (1 + K1 * (1 - B + B * 7 / mean))
    (hit,) = WordIndex.build(TEXTS).search("奖励", k=3)
    assert hit.row == 0
    assert hit.score == pytest.approx(score, rel=1e-6)


def test_known_is_the_share_of_the_rarity_of_the_words_that_a_text_has() -> None:
    index = WordIndex.build(TEXTS)
    nowhere, once, twice = (math.log(1 + (4 - n + 0.5) / (n + 0.5)) for n in (0, 1, 2))
    assert index.known("奖励") == pytest.approx(1.0)
    assert index.known("西") == pytest.approx(1.0)
    assert index.known("西 bim xyz") == pytest.approx((twice + once) / (twice + once + nowhere))
    assert index.known("xyz") == 0.0
    assert index.known("，") == 0.0


def test_the_shorter_of_two_texts_with_the_word_comes_first() -> None:
    assert rows(WordIndex.build(TEXTS).search("西安", k=3)) == [1, 0]


def test_texts_without_a_word_of_the_query_are_no_hits() -> None:
    index = WordIndex.build(TEXTS)
    assert rows(index.search("bim", k=9)) == [2]
    assert index.search("深圳", k=9) == ()
    assert index.search("，。", k=9) == ()


def test_equal_scores_come_by_row_and_k_cuts() -> None:
    index = WordIndex.build(["试点", "试点", "试点", "其他"])
    assert rows(index.search("试点", k=2)) == [0, 1]


def test_scores_agree_with_bm25s_own_retrieval() -> None:
    from bm25s import BM25

    texts = ["西安对试点项目给予奖励", "合肥给予资金补贴", "对试点企业给予补贴", "项目"]
    model = BM25(method="lucene", k1=K1, b=B)
    model.index([analyse(text) for text in texts], show_progress=False)
    wanted = model.get_scores(analyse("试点项目补贴"))
    found = {hit.row: hit.score for hit in WordIndex.build(texts).search("试点项目补贴", k=4)}
    assert [found.get(row, 0.0) for row in range(4)] == pytest.approx(list(wanted), rel=1e-6)


def test_an_index_made_upon_another_is_the_one_made_of_the_texts_alone(tmp_path: Path) -> None:
    WordIndex.build(["西安奖励", "西安西安", "深圳试点", "合肥"]).save(tmp_path / "before")
    before = WordIndex.load(tmp_path / "before")
    # 深圳试点 leaves with all its words, 合肥 moves before 西安西安, and two texts are new
    upon = WordIndex.build(["合肥补贴", 3, 0, "BIM 报建", 1], before=before)
    alone = WordIndex.build(["合肥补贴", "合肥", "西安奖励", "BIM 报建", "西安西安"])
    upon.save(tmp_path / "upon")
    alone.save(tmp_path / "alone")
    assert [*upon.vocabulary] == sorted(upon.vocabulary)
    assert "深圳" not in upon.vocabulary
    for name in FILES:
        assert (tmp_path / "upon" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()


def test_of_an_index_may_be_nothing_left() -> None:
    before = WordIndex.build(["西安奖励"])
    assert WordIndex.build(["合肥"], before=before).search("合肥", k=1)[0].row == 0
    assert WordIndex.build([], before=before).vocabulary == {}


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    built = WordIndex.build(TEXTS)
    built.save(tmp_path / "words")
    loaded = WordIndex.load(tmp_path / "words")
    assert loaded.count == 4
    assert loaded.search("西安奖励", k=4) == built.search("西安奖励", k=4)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    WordIndex.build([]).save(tmp_path / "words")
    assert WordIndex.load(tmp_path / "words").search("西安", k=4) == ()


def test_arrays_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    WordIndex.build(TEXTS).save(tmp_path / "words")
    WordIndex.build(["西安"]).save(tmp_path / "other")
    (tmp_path / "other" / "rows.npy").replace(tmp_path / "words" / "rows.npy")
    with pytest.raises(ValueError, match="word index of 4 texts"):
        WordIndex.load(tmp_path / "words")


def test_a_planted_pickle_is_never_opened(tmp_path: Path) -> None:
    import pickle

    opened = tmp_path / "opened"
    WordIndex.build(TEXTS).save(tmp_path / "words")
    (tmp_path / "words" / "scores.npy").write_bytes(pickle.dumps(_Trap(str(opened))))
    with pytest.raises(ValueError, match="pickle"):
        WordIndex.load(tmp_path / "words")
    assert not opened.exists()


class _Trap:
    """An object whose pickle makes a file when it is opened."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.path, "w")
