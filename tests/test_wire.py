"""The answer's JSON: the fields DESIGN.md fixes, and the way back."""

from __future__ import annotations

import json

from rag.domain import Answer, Citation, Coverage, Table
from rag.wire import answer_from_json, answer_to_json

CITATION = Citation(
    n=1,
    doc="建办市函〔2025〕190号",
    title="清单（第四批）",
    path=("一", "（四）", "2"),
    label="建办市函〔2025〕190号 一（四）2",
    heading="推进支持政策落地",
    quote="给予10万元奖励",
    start=1234,
    end=1242,
    source_sha256="6a36",
)
ANSWER = Answer(
    question="西安给多少？",
    language="zh",
    text="西安给予10万元奖励。[1]",
    abstained=False,
    citations=(CITATION,),
    table=Table(columns=("地区", "金额"), rows=(("西安", "10万元 [1]"),), total=1),
    coverage=Coverage(matched=1, notices=5),
    engine="quoting",
    settings="0123456789ab",
    timings_ms=(("retrieve", 2.1), ("total", 3.4)),
)
REFUSAL = Answer(
    question="明天天气？",
    language="zh",
    text="政策库里没有。",
    abstained=True,
    citations=(),
    table=None,
    coverage=Coverage(matched=0, notices=5),
    engine="quoting",
    settings="0123456789ab",
    timings_ms=(),
)


def test_the_answer_as_json_has_the_fields_of_the_schema() -> None:
    assert answer_to_json(ANSWER, question_id="q1") == {
        "id": "q1",
        "question": "西安给多少？",
        "language": "zh",
        "answer": "西安给予10万元奖励。[1]",
        "abstained": False,
        "citations": [
            {
                "n": 1,
                "doc": "建办市函〔2025〕190号",
                "title": "清单（第四批）",
                "path": ["一", "（四）", "2"],
                "label": "建办市函〔2025〕190号 一（四）2",
                "heading": "推进支持政策落地",
                "quote": "给予10万元奖励",
                "start": 1234,
                "end": 1242,
                "source_sha256": "6a36",
            }
        ],
        "table": {"columns": ["地区", "金额"], "rows": [["西安", "10万元 [1]"]], "total": 1},
        "coverage": {"matched": 1, "notices": 5},
        "engine": "quoting",
        "settings": "0123456789ab",
        "timings_ms": {"retrieve": 2.1, "total": 3.4},
    }


def test_the_fields_stand_in_the_order_of_the_schema() -> None:
    assert list(answer_to_json(ANSWER, question_id="q1")) == [
        *("id", "question", "language", "answer", "abstained", "citations"),
        *("table", "coverage", "engine", "settings", "timings_ms"),
    ]


def test_an_answer_outside_a_batch_has_no_id() -> None:
    assert "id" not in answer_to_json(ANSWER)


def test_a_refusal_has_neither_citations_nor_a_table() -> None:
    body = answer_to_json(REFUSAL)
    assert (body["abstained"], body["citations"], body["table"]) == (True, [], None)


def test_an_answer_survives_json() -> None:
    for answer in (ANSWER, REFUSAL):
        assert answer_from_json(json.loads(json.dumps(answer_to_json(answer, question_id="q1")))) == answer
