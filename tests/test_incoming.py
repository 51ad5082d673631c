"""A file of cases is held against the notices entry by entry; what an entry leaves out is filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval_sample import FACT
from page_sample import make_notice

from eval.cases import Address
from eval.incoming import check_folder, incoming
from rag.errors import EvalError

NOTICE = make_notice()
XIAN = f"{NOTICE.id} 一（一）1"


def entry(**body: object) -> str:
    return json.dumps(body, ensure_ascii=False)


def test_what_an_entry_leaves_out_is_filled_in() -> None:
    text = "\n".join(
        (
            entry(question="西安奖补\n多少？", cite=XIAN, facts=["10万元"]),
            entry(question="廣州獎補多少？", answerable=False),
            entry(
                question="那深圳呢？", cite=[f"{NOTICE.id} 一（一）2"], history=[{"role": "user", "content": "西安？"}]
            ),
            entry(id="自定", question="Which cities give subsidies?", kind="list", cite=[XIAN], members=["西安"]),
        )
    )
    cases = [one.case for one in incoming(text, "题.jsonl", (NOTICE,), ())]
    assert [(case.id, case.kind, case.language, case.split) for case in cases if case] == [
        ("fact-01", "fact", "zh", "dev"),
        ("unanswerable-01", "unanswerable", "zh-hant", "dev"),
        ("followup-01", "followup", "zh", "dev"),
        ("自定", "list", "en", "dev"),
    ]
    assert cases[0] is not None
    assert cases[0].question == "西安奖补 多少？"
    assert cases[0].cite == (Address(doc=NOTICE.id, path=("一", "（一）", "1")),)


@pytest.mark.parametrize("given", ["fact-01", "<b>", "a\nb", "x" * 61])
def test_an_id_that_is_taken_or_cannot_be_used_makes_way(given: str) -> None:
    (one,) = incoming(entry(id=given, question="问？", cite=[XIAN]), "题.jsonl", (NOTICE,), [FACT])
    assert one.case is not None
    assert one.case.id == one.id == "fact-02"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"cite": [f"{NOTICE.id} 一（九）1"]}, "一（九）1"),
        ({"cite": [{"doc": NOTICE.id, "path": ["一", "（一）", "9"]}]}, "一（一）下面有：一（一）1、一（一）2"),
        ({"cite": [{"doc": "没有的", "path": []}]}, f"政策库里有：{NOTICE.id}"),
        ({"cite": [XIAN], "facts": ["500万元"]}, f"要点 '500万元' 不在所引条目中；见于 {NOTICE.id} 一（一）2"),
        ({"cite": [XIAN], "facts": ["7万元"]}, "哪一份通知里都没有"),
        ({"cite": [XIAN], "members": ["深圳"]}, "地区 '深圳' 不在所引条目中"),
        ({"cite": []}, "可以回答的题没有出处"),
        ({"cite": [XIAN], "fact": ["10万元"]}, "不认识的字段 ['fact']"),
        ({"cite": [XIAN], "answerable": "yes"}, "字段 answerable 应为 bool"),
    ],
)
def test_what_is_wrong_is_told_with_what_was_meant(body: dict[str, object], told: str) -> None:
    (one,) = incoming(entry(question="问？", **body), "题.jsonl", (NOTICE,), ())
    assert one.case is None
    assert told in one.faults[0]


def test_what_is_odd_is_told_and_taken_all_the_same() -> None:
    same = entry(question="西安 奖补多少？", cite=[XIAN], facts=["10万元"], absent=["10万 元"], split="test")
    text = f"{entry(question='西安奖补多少？', cite=[XIAN])}\n{same}"
    _, odd = incoming(text, "题.jsonl", (NOTICE,), ())
    assert odd.case is not None
    assert [words.partition("：")[0] for words in odd.doubts] == [
        "与 fact-01 是同一个问题",
        "'10万 元' 既要说到，又不得说到",
        "保留题",
    ]


def test_a_file_of_too_many_entries_is_refused() -> None:
    with pytest.raises(EvalError, match="2001 条"):
        incoming("{}\n" * 2001, "题.jsonl", (NOTICE,), ())


def test_every_file_of_a_set_is_checked_and_an_id_belongs_to_one_question(tmp_path: Path) -> None:
    case = f"""- id: 甲
  kind: {{kind}}
  language: zh
  split: dev
  question: {{question}}？
  answerable: true
  cite:
    - {{{{doc: {NOTICE.id}, path: [一, （一）, '1']}}}}
"""
    (tmp_path / "places.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "list.yaml").write_text(case.format(kind="list", question="一"), encoding="utf-8")
    (tmp_path / "fact.yaml").write_text("\n" + case.format(kind="fact", question="二"), encoding="utf-8")
    read = check_folder(tmp_path, (NOTICE,))
    assert read["list.yaml"][0].faults == ()
    assert read["fact.yaml"][0].faults == ("题号重复，list.yaml:1 也用了",)
    assert read["fact.yaml"][0].line == 2
