"""The encoder's benchmark over the shipped notices: what words, vectors and both reach, and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench import encoder as bench
from eval.bench.encoder import compare, cost, read_notice_sets
from rag.embed.encoder import open_encoder
from rag.embed.testsets import Figures, RetrievalSet
from rag.errors import EvalError
from tests.conftest import CORPUS

ROWS = Path(bench.__file__).parent / "encoder_notices.tsv"
MOST_LOST = 0.01


@pytest.fixture(scope="module")
def sets() -> dict[str, RetrievalSet]:
    return {each.name: each for each in read_notice_sets(CORPUS / "notices", ROWS)}


@pytest.fixture(scope="module")
def found(sets: dict[str, RetrievalSet]) -> dict[str, dict[str, Figures]]:
    encoder = open_encoder()
    return {name: compare(encoder, each) for name, each in sets.items()}


@pytest.mark.parametrize("name", ["notices en→zh", "notices zh→zh"])
def test_both_together_are_no_worse_than_the_better_part(found: dict[str, dict[str, Figures]], name: str) -> None:
    one = found[name]
    assert one["hybrid"].mrr >= max(one["words"].mrr, one["vectors"].mrr) - MOST_LOST
    assert one["hybrid"].recall_10 >= max(one["words"].recall_10, one["vectors"].recall_10) - MOST_LOST


def test_an_english_question_finds_its_chinese_item_in_the_first_ten(found: dict[str, dict[str, Figures]]) -> None:
    assert found["notices en→zh"]["hybrid"].recall_10 >= 0.95


def test_chinese_to_chinese_keeps_its_level(found: dict[str, dict[str, Figures]]) -> None:
    assert found["notices zh→zh"]["vectors"].mrr >= 0.8
    assert found["notices zh→zh"]["hybrid"].mrr >= 0.86


def test_a_row_that_no_notice_holds_is_named(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text("What?\t什么？\t没有这句话\n", encoding="utf-8")
    with pytest.raises(EvalError, match="没有这句话"):
        read_notice_sets(CORPUS / "notices", tmp_path / "rows.tsv")


def test_the_built_in_encoder_costs_what_it_may(sets: dict[str, RetrievalSet]) -> None:
    each = sets["notices zh→zh"]
    one = cost("", each.candidates, each.queries)
    assert one.load_s < 2.0  # 0.3 where nothing else runs
    assert one.query_ms < 1.0
    assert one.passages_per_s > 2_000  # above 20,000 where nothing else runs


def test_the_command_prints_every_method_and_writes_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["encoder", "--json", str(tmp_path / "figures.json")])
    monkeypatch.setenv("COLUMNS", "120")
    bench.main()
    printed = capsys.readouterr().out
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert "hybrid" in printed
    assert "passages/s" in printed
    assert list(written["figures"]["notices en→zh"]) == ["words", "vectors", "hybrid"]
    assert written["costs"]["built-in"]["query_ms"] > 0
