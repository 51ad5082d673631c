"""A small notice and an assistant that recites it, for the tests of the page."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.address import label
from rag.domain import Answer, Citation, Coverage, Fact, Item, ItemKind, Language, Notice, Path, Table, Turn
from rag.errors import ModelFailed, QuestionError, UnknownAddress
from rag.facts import find_facts
from rag.retrieve.filters import Filters, let_through, standings
from rag.settings import Settings

MANY = 100
"""Times that each piece of an answer comes that does not end while anybody waits for it."""
PIECES: tuple[tuple[Path, ItemKind, str, str], ...] = (
    ((), "head", "", "关于印发智能建造经验做法清单的通知\n\n各省、自治区住房城乡建设厅：\n\n"),
    (("一",), "section", "完善政策体系", "一、完善政策体系\n\n"),
    (("一", "（一）"), "section", "给予资金奖补", "（一）给予资金奖补\n\n"),
    (("一", "（一）", "1"), "item", "", "1. 西安对试点项目给予最高10万元奖补。\n\n"),
    (("一", "（一）", "2"), "item", "", "2. 深圳按投资额的1.5%给予资助，最高500万元。\n\n"),
    (("二",), "section", "培育产业", "二、培育产业\n\n"),
    (("二", "1"), "item", "", "1. 保定引导<企业>发展 & 壮大。\n\n"),
    ((), "tail", "", "2025年7月17日\n"),
)


def make_notice(*, symbol: str = "建办市函〔2025〕190号", filler: int = 0, reward: str = "最高10万元") -> Notice:
    """The notice of `PIECES`; `filler` more items make it long enough to scroll, its first one gives `reward`."""
    more: list[tuple[Path, ItemKind, str, str]] = [
        ((f"附{n}",), "item", "", f"附{n}. 各地应当加强组织领导，落实工作责任。\n") for n in range(filler)
    ]
    items: list[Item] = []
    start = 0
    for path, kind, heading, piece in (*PIECES[:-1], *more, PIECES[-1]):
        text = piece.replace("最高10万元", reward)
        end = start + len(text)
        items.append(Item(path=path, kind=kind, heading=heading, text=text, start=start, end=end))
        start = end
    text = "".join(item.text for item in items)
    return Notice(
        id=symbol,
        title="发展智能建造可复制经验做法清单（第四批）",
        symbol=symbol,
        issuer="住房和城乡建设部办公厅",
        issued=date(2025, 7, 17),
        source="list-4.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        items=tuple(items),
        repairs=(),
        dropped=(),
    )


def make_citation(notice: Notice, quote: str, *, n: int) -> Citation:
    """The place of `quote` in `notice`."""
    start = notice.text.index(quote)
    item = next(item for item in notice.items if item.start <= start < item.end)
    return Citation(
        n=n,
        doc=notice.id,
        title=notice.title,
        path=item.path,
        label=label(notice.id, item.path),
        heading=(notice.headings(item.path) or ("",))[-1],
        quote=quote,
        start=start,
        end=start + len(quote),
        source_sha256=notice.sha256,
    )


def make_answer(notice: Notice, question: str = "哪些城市给予资金奖补？") -> Answer:
    """Two sentences with two citations, and a table of two rows."""
    return Answer(
        question=question,
        language="zh",
        text="**《清单》**列出 2 个城市：\n\n- 西安：最高10万元。[1]\n- 深圳：最高500万元。[2]",
        abstained=False,
        citations=(
            make_citation(notice, "西安对试点项目给予最高10万元奖补", n=1),
            make_citation(notice, "最高500万元", n=2),
        ),
        table=Table(
            columns=("地区", "金额", "来源"),
            rows=(("西安", "最高10万元", "[1]"), ("深圳", "最高500万元", "[2]")),
            total=2,
        ),
        coverage=Coverage(matched=2, notices=1),
        engine="quoting",
        settings="0123456789ab",
        timings_ms=(("retrieve", 2.1), ("write", 0.8), ("total", 3.4)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recital:
    """Answers every question with `make_answer`; "慢" slows it, "没完" keeps it from ending, "坏" breaks the model."""

    settings: Settings
    notices: tuple[Notice, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Those of all the notices."""
        return tuple(fact for notice in self.notices for fact in find_facts(notice))

    def within(self, filters: Filters) -> Recital:
        """The same over the notices that are let through."""
        through = let_through(self.notices, filters, standings(self.notices, date(2026, 1, 1)))
        if not through:
            raise QuestionError("没有符合筛选条件的通知。", hint="请放宽筛选条件。")
        return replace(self, notices=tuple(notice for notice in self.notices if notice.id in through))

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The last of the snapshots."""
        return list(self.stream(question, history=history))[-1]

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer a few characters at a time."""
        if not question.strip():
            raise QuestionError("问题是空的。", hint="请输入问题。")
        if "坏" in question:
            raise ModelFailed("模型没有在 60 秒内作答。", hint="请稍后再试，或改用无模型模式。")
        if "错" in question:
            raise ZeroDivisionError
        whole = make_answer(self.notices[0], question)
        if history:
            whole = replace(whole, text=f"{whole.text}\n\n前面已有 {len(history)} 条消息。")
        for length in range(8, len(whole.text), 8):
            for _ in range(MANY if "没完" in question else 1):
                if "慢" in question:
                    time.sleep(0.4)
                yield replace(whole, text=whole.text[:length], table=None)
        yield whole

    def quote(self, question: str) -> Answer:
        """As `ask`, but it knows of nothing that goes wrong."""
        return make_answer(self.notices[0], question)

    def suggestions(self, language: Language) -> tuple[str, ...]:
        return ("哪些城市给予资金奖补？",) if language == "zh" else ("Which cities give subsidies?",)

    def notice(self, reference: str) -> Notice:
        """The notice by its id."""
        for notice in self.notices:
            if notice.id == reference:
                return notice
        raise UnknownAddress(f"没有文件 {reference!r}。", hint=f"已收录：{self.notices[0].id}。")
