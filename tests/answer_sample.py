"""Three small notices on places that the corpus says nothing about, and an assistant over them, for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.answer.ask import Assistant
from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.chunk import chunk_notice
from rag.domain import Draft, Fact, Notice, Quote
from rag.facts import find_facts
from rag.index.store import Store, make_store
from rag.numerals import find_amounts
from rag.parse.notice import read_notice
from rag.question.query import Query, read_question
from rag.retrieve.evidence import Evidence
from rag.retrieve.scope import gather
from rag.settings import Settings

LIFTS = "建办城函〔2024〕31号"
PLAN = "洪府办发〔2023〕12号"
GREEN = "城市绿道建设可复制经验清单（第一批）"

LIFTS_TEXT = """建办城函〔2024〕31号

住房和城乡建设部办公厅关于印发既有住宅加装电梯可复制经验做法清单（第三批）的通知

各省、自治区住房和城乡建设厅：

现将第三批清单印发给你们。

住房和城乡建设部办公厅

2024年5月20日

一、完善支持政策

（一）给予资金补贴

1. 杭州、宁波对既有住宅加装电梯给予资金补贴。其中，杭州每台补贴20万元；宁波每台补贴15万元，最高不超过总造价的40%。

2. 福州对加装电梯项目给予每台10万元资金补贴，2023年共发放补贴3000万元。

3. 贵阳将加装电梯纳入住房公积金提取范围。

（二）优化审批流程

1. 贵阳、昆明推行加装电梯并联审批，审批时限压缩至15个工作日。

2. 宁波推行“一窗受理”。

二、加强运行维护

1. 昆明建立电梯维护保险制度，引入3家保险公司参与。

2. 福州搭建电梯远程监测平台，对1200台电梯实行在线监测。
"""

PLAN_TEXT = """洪府办发〔2023〕12号

南昌市人民政府办公室关于印发南昌市既有住宅加装电梯工作方案的通知

各县（区）人民政府：

现将《南昌市既有住宅加装电梯工作方案》印发给你们，请认真贯彻执行。

南昌市人民政府办公室

2023年3月8日

南昌市既有住宅加装电梯工作方案

一、工作目标

到2024年，全市完成加装电梯300台；到2025年，累计完成加装电梯800台。

二、保障措施

（一）加强组织领导。成立市加装电梯工作专班，统筹推进各项工作。

（二）加大财政支持。市财政对每台加装电梯补贴18万元。

附件

南昌市加装电梯重点任务清单

| 序号 | 任务 | 完成时间 | 责任单位 |
|---|---|---|---|
| 1 | 出台加装电梯补贴实施细则 | 2024年12月底前 | 住建局、财政局 |
| 2 | 建立加装电梯审批绿色通道 | 2023年9月底前 | 行政审批局、住建局、自然资源和规划局 |
| 3 | 开展电梯安全检测 | 每年 | 市场监管局 |
"""

GREEN_TEXT = """城市绿道建设可复制经验清单（第一批）

一、规划引领

1. 贵阳编制绿道专项规划，明确2025年建成绿道500公里。

2. 福州印发《福州市绿道建设导则》。

二、资金保障

1. 福州统筹城市维护费，每公里绿道安排资金80万元。
"""


def read_text(text: str, name: str = "notice.txt") -> Notice:
    """The notice whose source file holds `text`."""
    return read_notice(Path(name), text.encode())


@cache
def notices() -> tuple[Notice, ...]:
    """The three notices."""
    return (
        read_text(LIFTS_TEXT, "lifts.txt"),
        read_text(PLAN_TEXT, "plan.txt"),
        read_text(GREEN_TEXT, "green.txt"),
    )


@cache
def facts() -> tuple[Fact, ...]:
    """Their facts."""
    return tuple(one for notice in notices() for one in find_facts(notice))


def fact(text: str) -> Fact:
    """A clause that says `text`."""
    return Fact(
        notice="n", path=("一",), start=0, end=len(text), regions=(), headings=(), text=text, amounts=find_amounts(text)
    )


@cache
def evidence() -> tuple[Evidence, ...]:
    """Their items with the facts."""
    return gather(notices(), facts())


def read(question: str, carried: str = "") -> Query:
    """`question` as it reads over the three notices."""
    return read_question(question, notices=notices(), max_length=2000, carried=carried)


def select_for(question: str) -> Selection:
    """What is selected for `question`, without any help from retrieval."""
    return select(read(question), evidence(), ItemScores(fused={}))


def found(question: str) -> list[tuple[str, tuple[str, ...]]]:
    """Notice and path of every item that answers."""
    return [(one.evidence.notice.id, one.evidence.item.path) for one in select_for(question).findings]


def select_over(question: str, *texts: str) -> Selection:
    """What is selected for `question` over notices whose source files hold `texts`, without help from retrieval."""
    own = [read_text(text, f"{number}.txt") for number, text in enumerate(texts)]
    stated = [one for notice in own for one in find_facts(notice)]
    asked = read_question(question, notices=own, max_length=2000)
    return select(asked, gather(own, stated), ItemScores(fused={}))


def draft_for(question: str) -> Draft:
    """The quoting answer to `question` before grounding."""
    return write(read(question), select_for(question))


def words_of(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """What stands in the notices at `quotes`, once each, without a comma or semicolon at its end."""
    texts = {notice.id: notice.text for notice in notices()}
    return tuple(dict.fromkeys(texts[quote.notice][quote.start : quote.end].rstrip("，；") for quote in quotes))


def quoted(question: str) -> tuple[str, ...]:
    """The words that the lines of the quoting answer to `question` stand on."""
    return words_of(quote for claim in draft_for(question).claims for quote in claim.quotes)


class LetterEncoder:
    """Vectors a test can work out: how often each character's code modulo 64 occurs, at unit length."""

    name = "letters"
    fingerprint = "letters-64"
    dim = 64

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for char in text:
                row[ord(char) % self.dim] += 1
            row /= np.linalg.norm(row) or 1
        return rows

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_queries(texts)


@cache
def store() -> Store:
    """An index of the three notices in memory; a character is a token."""
    chunks = tuple(chunk for one in notices() for chunk in chunk_notice(one, max_tokens=600, count_tokens=len))
    texts = [f"{chunk.context}\n{chunk.text}" for chunk in chunks]
    return make_store(
        notices=notices(),
        chunks=chunks,
        facts=facts(),
        vectors=LetterEncoder().encode_passages(texts),
        encoder_name=LetterEncoder.name,
        encoder_fingerprint=LetterEncoder.fingerprint,
    )


def open_assistant(**settings: object) -> Assistant:
    """An assistant over the three notices."""
    return Assistant(settings=Settings(**settings), store=store(), encoder=LetterEncoder())
