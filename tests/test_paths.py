"""Items named in a question by their steps."""

from __future__ import annotations

import pytest

from rag.domain import Path
from rag.question.paths import find_paths, without_paths


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("二（四）1-2 两条", (("二", "（四）", "1"), ("二", "（四）", "2"))),
        ("二（四）1至3条", (("二", "（四）", "1"), ("二", "（四）", "2"), ("二", "（四）", "3"))),
        ("第三部分（一）到（三）", (("三", "（一）"), ("三", "（二）"), ("三", "（三）"))),
        ("2-3个城市", ()),
        ("实习3-12个月", ()),
    ],
)
def test_a_range_names_all_from_its_first_to_its_last(question: str, paths: tuple[Path, ...]):
    assert find_paths(question) == paths


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("第二部分（一）第1条讲了什么", ("二", "（一）", "第1条")),
        ("第二个方面讲了什么", ("二",)),
        ("第一部分第二个方面", ("一", "二")),
        ("一（四）2 的内容", ("一", "（四）", "2")),
        ("任务清单第9项由谁牵头", ("9",)),
        ("附件第12项", ("附件", "12")),
        ("附件28是什么", ("附件28",)),
        ("任务9谁负责", ("9",)),
        ("12号任务", ("12",)),
        ("第十二条规定", ("第十二条",)),
        ("第（七）条讲什么", ("第七条",)),
        ("第三章讲什么", ("第三章",)),
        ("第四部分有几条", ("四",)),
        ("第一批的第3条", ("第3条",)),
        ("Who leads item 9?", ("9",)),
        ("part two (1) item 3", ("二", "（一）", "3")),
        ("Article 12", ("第十二条",)),
        ("What is in chapter 3?", ("第三章",)),
        ("What is in section 二 of the call?", ("二",)),
        ("What does section 三（二）3 say?", ("三", "（二）", "3")),
        ("section three, part (seven), item 2 of the plan", ("三", "（七）", "2")),
        ("section III, subsection (two), the first item", ("三", "（二）", "1")),
        ("part 4 item (3): what does it say?", ("四", "（三）")),
        ("第四大条第（二）小条", ("四", "第二条")),
        ("In the fourth batch list, part III, section (3), item 2", ("三", "（三）", "2")),
        ("第三部分第（二）小节的第5条", ("三", "第二节", "第5条")),
        ("第一部分第三小节下面的第2条", ("一", "第三节", "第2条")),
    ],
)
def test_an_item_is_named_by_its_steps(question: str, path: Path) -> None:
    assert find_paths(question) == (path,)


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("第22、23、24项由谁负责", (("22",), ("23",), ("24",))),
        ("第5到7项", (("5",), ("6",), ("7",))),
        ("任务清单第5至7项分别由谁牵头", (("5",), ("6",), ("7",))),
        ("第一、二条", (("第一条",), ("第二条",))),
        ("第九至十一条", (("第九条",), ("第十条",), ("第十一条",))),
        ("第二部分第3至5条", (("二", "第3条"), ("二", "第4条"), ("二", "第5条"))),
        ("第9项和第10项谁牵头", (("9",), ("10",))),
        ("第12项任务和第13项任务", (("12",), ("13",))),
        ("一（四）2和3", (("一", "（四）", "2"), ("一", "（四）", "3"))),
        ("第一部分第3条和第5条", (("一", "第3条"), ("一", "第5条"))),
        ("第一部分第3条和第二部分第1条", (("一", "第3条"), ("二", "第1条"))),
        ("附件1和附件2", (("附件1",), ("附件2",))),
        ("items 3 and 4", (("3",), ("4",))),
        ("items 3-5 of section 2", (("二", "3"), ("二", "4"), ("二", "5"))),
        ("articles 3 to 5", (("第三条",), ("第四条",), ("第五条",))),
    ],
)
def test_several_items_and_ranges_are_named_at_once(question: str, paths: tuple[Path, ...]) -> None:
    assert find_paths(question) == paths


@pytest.mark.parametrize(
    "question",
    [
        "第二批有哪些",
        "第一批和第三批",
        "第一季度",
        "2025年有哪些目标",
        "最高2000万元",
        "任务3项",
        "附件是什么",
        "倒数第二条",
        "出台十条规定的城市",
        "共24条内容",
        "这20条措施说了什么",
        "没有",
    ],
)
def test_a_batch_a_year_and_a_count_are_no_address(question: str) -> None:
    assert find_paths(question) == ()


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("条例24条原文", ("第24条",)),
        ("办法十二条", ("第十二条",)),
        ("60号文（二十三）条内容", ("第二十三条",)),
        ("意见第（五）条说了啥", ("第五条",)),
    ],
)
def test_an_article_is_named_without_its_ordinal_where_its_text_is_asked_for(question: str, path: Path) -> None:
    assert find_paths(question) == (path,)


def test_a_question_is_freed_of_the_items_it_names() -> None:
    assert without_paths("任务清单第9项谁牵头").split() == ["任务清单", "谁牵头"]
    assert without_paths("建办〔2025〕190号第3至5条").split() == ["建办〔2025〕190号"]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("Fourth-batch list, section 2, (5), no. 4 - please quote it", (("二", "（五）", "4"),)),
        ("Please quote part 1, (4), item 2", (("一", "（四）", "2"),)),
        ("section 2 of notice no. 190", (("二",),)),
        ("附件1任务清单的第19项是什么", (("附件1", "19"),)),
        ("附件1《完整社区建设任务清单》第30项", (("附件1", "30"),)),
    ],
)
def test_a_number_stands_below_what_is_named_before_it(question: str, paths: tuple[Path, ...]):
    assert find_paths(question) == paths


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("青山市人民政府令〔2024〕第6号 第十一条 说了什么？", (("第十一条",),)),
        ("青山市人民政府令第6号是谁签的？", ()),
        ("桂建房〔2025〕41号 一 说了什么？", (("一",),)),
        ("建市〔2020〕60号 四（一）怎么写的", (("四", "（一）"),)),
        ("建市〔2020〕60号 一共有几条", ()),
        ("建市〔2020〕60号二手房怎么交易", ()),
    ],
)
def test_what_stands_right_after_a_symbol_is_the_address_in_it(question: str, paths: tuple[Path, ...]):
    assert find_paths(question) == paths
