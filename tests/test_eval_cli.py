"""``policy-rag eval`` as it is typed: over a corpus and questions of one's own, with its files and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_sample import LIFTS, LIFTS_TEXT

from eval.saved import load_run
from rag.__main__ import main

CASES = f"""
- id: fact-01
  kind: fact
  language: zh
  split: dev
  question: 杭州每台补贴多少钱？
  answerable: true
  cite:
    - {{doc: {LIFTS}, path: [一, （一）, "1"]}}
  facts: [20万元]
- id: fact-02
  kind: fact
  language: zh
  split: dev
  question: 贵阳的审批时限压缩到多少个工作日？
  answerable: true
  cite:
    - {{doc: {LIFTS}, path: [一, （二）, "1"]}}
  facts: [15个工作日]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a corpus of one notice and two questions on it."""
    for name, file, text in (
        ("corpus", "lifts.txt", LIFTS_TEXT),
        ("questions", "fact.yaml", CASES),
        ("questions", "places.yaml", "杭州: [Hangzhou]\n"),
    ):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_text(text, encoding="utf-8")
    return tmp_path


def run(own: Path, *arguments: str) -> int:
    """The exit code of ``policy-rag eval …`` over the corpus and questions of `own`."""
    places = ("--corpus", str(own / "corpus"), "--questions", str(own / "questions"))
    return ended(arguments[0], *places, *arguments[1:])


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(("eval", *arguments))
    return end.value.code if isinstance(end.value.code, int) else 0


def test_a_run_over_a_corpus_of_ones_own_needs_no_index(own: Path, capsys: pytest.CaptureFixture[str]):
    assert run(own, "run", "--output", str(own / "甲.jsonl"), "--html", str(own / "甲.html")) == 0

    assert [record.passed for record in load_run(own / "甲.jsonl").records] == [True, True]
    assert "完全通过" in capsys.readouterr().out
    assert (own / "甲.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in own.iterdir()) == ["corpus", "questions", "甲.html", "甲.jsonl"]


def test_a_run_that_is_worse_than_its_baseline_exits_with_1(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    before, after = str(own / "before.jsonl"), str(own / "after.jsonl")
    assert run(own, "run", "--output", before, "--label", "before") == 0
    assert run(own, "run", "--output", after, "--baseline", before) == 0
    monkeypatch.setenv("POLICY_RAG_MAX_QUESTION", "11")

    assert run(own, "run", "--output", after, "--baseline", before) == 1
    assert ended("compare", before, after, "--html", str(own / "甲.html")) == 1

    assert "不再通过 1 道\nfact-02" in capsys.readouterr().out
    assert "Against before" in (own / "甲.html").read_text(encoding="utf-8")
    assert ended("compare", after, before) == 0


def test_a_baseline_of_other_golds_is_scored_again(own: Path, capsys: pytest.CaptureFixture[str]):
    before, after = str(own / "before.jsonl"), str(own / "after.jsonl")
    assert run(own, "run", "--output", before) == 0
    for file in ("corpus/lifts.txt", "questions/fact.yaml"):
        text = (own / file).read_text(encoding="utf-8")
        (own / file).write_text(text.replace("20万元", "22万元"), encoding="utf-8")

    assert run(own, "run", "--output", after, "--baseline", before) == 0

    assert "新通过 1 道\nfact-01" in capsys.readouterr().out
    assert ended("compare", before, after) == 2


def test_golds_that_are_not_in_the_corpus_are_named(own: Path, capsys: pytest.CaptureFixture[str]):
    (own / "questions" / "fact.yaml").write_text(CASES.replace("15个工作日", "10个工作日"), encoding="utf-8")

    assert run(own, "run", "--output", str(own / "甲.jsonl")) == 2

    assert "fact-02：要点 '10个工作日' 不在所引条目中" in capsys.readouterr().err
    assert not (own / "甲.jsonl").exists()


def test_several_sets_are_asked_in_one_run_and_told_apart(own: Path, capsys: pytest.CaptureFixture[str]):
    second = own / "more" / "questions"
    second.mkdir(parents=True)
    (second / "places.yaml").write_text("杭州: [Hangzhou]\n", encoding="utf-8")
    (second / "fact.yaml").write_text(CASES.replace("20万元", "杭州"), encoding="utf-8")

    assert run(own, "run", "--questions", str(second), "--output", str(own / "甲.jsonl")) == 0

    first = f"{own.name}/questions"
    ids = [f"{name}/{case}" for name in (first, "more/questions") for case in ("fact-01", "fact-02")]
    assert [record.id for record in load_run(own / "甲.jsonl").records] == ids
    out = capsys.readouterr().out
    assert "more/questions" in out
    assert run(own, "run", "--questions", str(second), "--baseline", str(own / "甲.jsonl"), "--output", str(own)) == 0


def test_questions_are_checked_and_every_fault_is_told_by_its_line(own: Path, capsys: pytest.CaptureFixture[str]):
    corpus = ("--corpus", str(own / "corpus"))
    assert ended("check", str(own / "questions"), *corpus) == 0
    assert "2 道题，有错误 0 道，有提醒 0 道" in capsys.readouterr().out
    wrong = CASES.replace("15个工作日", "20万元").replace("fact-02", "fact-01")
    (own / "questions" / "fact.yaml").write_text(wrong, encoding="utf-8")

    assert ended("check", str(own / "questions"), *corpus) == 1

    out = capsys.readouterr().out
    assert f"fact.yaml:11  fact-01  错误：要点 '20万元' 不在所引条目中；见于 {LIFTS} 一（一）1\n" in out
    assert "fact.yaml:11  fact-01  错误：题号重复，fact.yaml:2 也用了\n" in out
    assert "2 道题，有错误 1 道" in out


def test_a_file_of_questions_is_checked_before_it_joins_a_set(own: Path, capsys: pytest.CaptureFixture[str]):
    (own / "新.jsonl").write_text(f'{{"question": "杭州补多少？", "cite": "{LIFTS} 一（一）9"}}\n', encoding="utf-8")

    assert ended("check", str(own / "新.jsonl"), "--corpus", str(own / "corpus")) == 1

    assert "新.jsonl:1" in capsys.readouterr().out


def test_an_ablation_prints_a_table_for_the_readme_and_keeps_its_runs(own: Path, capsys: pytest.CaptureFixture[str]):
    assert run(own, "ablate", "--markdown", "--output", str(own / "runs")) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("| 去掉的部分 | 完全通过 |")
    assert lines[2].startswith("| 完整 | 100 |")
    assert (own / "runs" / "without-words.jsonl").is_file()


def test_a_half_that_does_not_exist_is_refused(own: Path, capsys: pytest.CaptureFixture[str]):
    assert run(own, "run", "--split", "train") == 2
    assert "没有 'train' 这一半" in capsys.readouterr().err


def test_a_notice_that_cannot_be_read_stops_no_check(own: Path, capsys: pytest.CaptureFixture[str]):
    (own / "corpus" / "empty.txt").write_bytes(b"")
    (own / "questions" / "places.yaml").unlink()

    with pytest.raises(SystemExit) as ended:
        main(["eval", "check", str(own / "questions"), "--corpus", str(own / "corpus")])

    assert ended.value.code == 0
    printed = capsys.readouterr()
    assert "2 道题，有错误 0 道" in printed.out
    assert printed.err.startswith("没有读入：文件 empty.txt 是空的")
