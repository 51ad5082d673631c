"""A tiny question set, and an assistant that really answers it: it quotes the line of an asked keyword."""

from __future__ import annotations

from eval.cases import Address, Case, QuestionSet
from rag.domain import Answer, Citation, Coverage, Turn
from rag.errors import ModelFailed
from rag.text import language_of

DOC = "建办市函〔2025〕190号"
TIANJIN = Address(doc=DOC, path=("一", "（四）", "1"))
ROBOTS = Address(doc=DOC, path=("二", "（五）", "5"))
LINES = {
    "天津": (TIANJIN, "天津2024年度共投入2000万元支持15家智能建造企业。"),
    "机器人": (ROBOTS, "嘉兴、厦门、郑州、深圳发布建筑机器人补充定额。"),
}
PLACES = {
    "天津": ("Tianjin",),
    "嘉兴": (),
    "厦门": (),
    "郑州": (),
    "深圳": ("Shenzhen",),
    "杭州": ("Hangzhou",),
}


class KeywordAssistant:
    """Quotes the line of the first keyword that the conversation holds, abstains without one, fails at 坏."""

    def __init__(self, lines: dict[str, tuple[Address, str]] | None = None) -> None:
        self.lines = LINES if lines is None else lines
        self.asked: list[str] = []

    def ask(self, question: str, *, history: tuple[Turn, ...] = ()) -> Answer:
        self.asked.append(question)
        if "坏" in question:
            raise ModelFailed("模型没有回答。", hint="请稍后再试。")
        said = " ".join([question, *(turn.content for turn in history)])
        found = next((line for keyword, line in self.lines.items() if keyword in said), None)
        return answer_of(question, () if found is None else (found,))


def answer_of(question: str, found: tuple[tuple[Address, str], ...]) -> Answer:
    """An answer that quotes `found`, or an abstention where it is empty."""
    citations = tuple(cite(n, address, quote) for n, (address, quote) in enumerate(found, start=1))
    return Answer(
        question=question,
        language=language_of(question),
        text="\n".join(f"{one.quote}[{one.n}]" for one in citations) or "政策库中没有相关内容。",
        abstained=not found,
        citations=citations,
        table=None,
        coverage=Coverage(matched=len(found), notices=1),
        engine="quoting",
        settings="abc123",
        timings_ms=(("total", 1.5),),
    )


def cite(n: int, address: Address, quote: str) -> Citation:
    """Citation `n` of `quote` at `address`."""
    return Citation(
        n=n,
        doc=address.doc,
        title="清单",
        path=address.path,
        label=str(address),
        heading="推进支持政策落地",
        quote=quote,
        start=0,
        end=len(quote),
        source_sha256="0" * 64,
    )


def questions(*cases: Case) -> QuestionSet:
    """A question set of `cases`, or of the four sample ones."""
    return QuestionSet(cases=cases or (FACT, LIST, UNKNOWN, BROKEN), places=PLACES, fingerprint="cafe")


FACT = Case(
    id="fact-01",
    kind="fact",
    language="zh",
    split="dev",
    question="天津投了多少钱？",
    answerable=True,
    cite=(TIANJIN,),
    facts=(("2000万元", "20 million"), ("15家",)),
)
LIST = Case(
    id="list-01",
    kind="list",
    language="zh",
    split="dev",
    question="机器人定额哪些城市有？",
    answerable=True,
    cite=(ROBOTS,),
    members=("嘉兴", "厦门", "郑州", "深圳"),
    count=4,
)
UNKNOWN = Case(
    id="unanswerable-01",
    kind="unanswerable",
    language="zh",
    split="dev",
    question="杭州有什么做法？",
    answerable=False,
    absent=("杭州发布",),
)
BROKEN = Case(
    id="fact-02",
    kind="fact",
    language="zh",
    split="dev",
    question="坏了吗？",
    answerable=True,
    cite=(TIANJIN,),
)
