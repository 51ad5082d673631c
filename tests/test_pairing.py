from dataclasses import replace

from page_sample import make_notice

from rag.domain import Cell, Item, Notice
from rag.text import Span
from ui.pairing import pairing_of
from ui.twins import alike, differing, woven


def cut(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def notice(*pieces: tuple[str, str, str]) -> Notice:
    """Of (numeral, heading, text); the text begins with the numeral."""
    items: list[Item] = []
    at = 0
    for numeral, heading, text in pieces:
        kind = "section" if heading and text.strip().endswith(heading) else "item"
        items.append(Item(path=(numeral,), kind=kind, heading=heading, text=text, start=at, end=at + len(text)))
        at += len(text)
    return replace(make_notice(), items=tuple(items), text="".join(item.text for item in items))


def test_the_most_alike_are_twins_and_each_has_one() -> None:
    left = ["对试点项目给予最高10万元奖补", "加强组织领导"]
    right = ["加强组织实施", "对试点项目给予最高20万元奖补", "对试点项目给予奖补"]
    assert alike(left, right, least=0.55) == {0: 1, 1: 0}
    assert alike(left, right, least=0.7) == {0: 1}
    assert alike(left, [], least=0.5) == {}


def test_width_blanks_and_traditional_characters_make_no_difference_to_twins() -> None:
    assert alike(["資金 獎補(10萬元)"], ["资金奖补（10万元）"], least=0.99) == {0: 0}


def test_both_sides_are_woven_in_the_order_of_the_left_one() -> None:
    runs = list(woven(["a", "b", "c"], ["x", "b", "y", "a"], {0: 3, 1: 1}))
    assert [(run.left, run.right, run.twins) for run in runs] == [
        ((), ("x", "y"), False),
        (("a",), ("a",), True),
        (("b",), ("b",), True),
        (("c",), (), False),
    ]
    shown = [one for run in runs for one in run.right]
    assert sorted(shown) == ["a", "b", "x", "y"]


def test_what_differs_is_told_without_single_characters_in_between() -> None:
    left, right = "各地要将现有政策向智能建造倾斜。", "完善现有政策，向智能建造倾斜。"
    mine, theirs = differing(left, right)
    assert cut(left, mine) == ["各地要将"]
    assert cut(right, theirs) == ["完善", "，"]
    assert differing("同样的话", "同样的话") == ((), ())


def test_long_texts_are_compared_sentence_by_sentence() -> None:
    left = "".join(f"第{n}项要求按时完成。" for n in range(400))
    right = left.replace("第7项要求", "第7项任务", 1)
    mine, theirs = differing(left, right)
    assert cut(left, mine) == ["第7项要求按时完成。"]
    assert cut(right, theirs) == ["第7项任务按时完成。"]


def test_headings_are_aligned_and_what_only_one_has_keeps_its_place() -> None:
    left = notice(
        ("一", "加大政策支持", "一、加大政策支持\n"),
        ("1", "", "1. 对企业给予奖补。\n"),
        ("二", "只在左边", "二、只在左边\n"),
    )
    right = notice(("一", "右边才有", "一、右边才有\n"), ("二", "加大政策支持力度", "二、加大政策支持力度\n"))
    blocks = pairing_of(left, right)
    assert [(block.left, block.right) for block in blocks] == [
        (None, "右边才有"),
        ("加大政策支持", "加大政策支持力度"),
        ("", None),
        ("只在左边", None),
    ]


def test_a_twin_under_another_heading_stands_beside_its_own_and_nothing_twice() -> None:
    left = notice(("一", "保障措施", "一、保障措施。各地要适时对政策的实施情况进行评估。\n"))
    right = notice(
        ("一", "其他事项", "一、其他事项。适时对政策的实施情况进行评估，并通报。\n"),
        ("二", "保障措施", "二、保障措施。落实经费。\n"),
    )
    runs = [run for block in pairing_of(left, right) for run in block.runs]
    assert [([line.text for line in run.left], [line.text for line in run.right], run.twins) for run in runs] == [
        ([], ["落实经费。"], False),
        (["各地要适时对政策的实施情况进行评估。"], ["适时对政策的实施情况进行评估，并通报。"], True),
    ]
    line = runs[1].right[0]
    assert right.text[line.start : line.end] == "适时对政策的实施情况进行评估，并通报。"


def test_every_sentence_of_both_stands_exactly_once() -> None:
    left, right = make_notice(filler=5), make_notice(filler=9)
    blocks = pairing_of(left, right)
    shown = [line.start for block in blocks for run in block.runs for line in run.right]
    assert len(shown) == len(set(shown)) == 15
    assert sum(run.twins for block in blocks for run in block.runs) == 11


def test_a_number_differs_as_a_whole() -> None:
    left, right = "最高奖补12.5万元，用于BIM技术", "最高奖补2.5万元，用于BIM技术"
    mine, theirs = differing(left, right)
    assert (cut(left, mine), cut(right, theirs)) == (["12.5"], ["2.5"])


def test_the_columns_of_a_table_are_no_sentence_that_both_have() -> None:
    def tabled(task: str) -> Notice:
        head = "一、任务分工\n序号 工作任务 责任单位\n"
        row = f"1 {task} 市住建局\n"
        at = len(head) + 2
        cells = (
            Cell(column="序号", text="1", start=len(head), end=len(head) + 1),
            Cell(column="工作任务", text=task, start=at, end=at + len(task)),
            Cell(column="责任单位", text="市住建局", start=at + len(task) + 1, end=at + len(task) + 5),
        )
        items = (
            Item(path=("一",), kind="section", heading="任务分工", text=head, start=0, end=len(head)),
            Item(
                path=("一", "1"),
                kind="row",
                heading="",
                text=row,
                start=len(head),
                end=len(head) + len(row),
                cells=cells,
            ),
        )
        return replace(make_notice(), items=items, text=head + row)

    blocks = pairing_of(tabled("培育骨干企业"), tabled("搭建数据平台"))
    lines = [line.text for block in blocks for run in block.runs for line in run.left]
    assert not any("工作任务" in line for line in lines)
    assert any("培育骨干企业" in line for line in lines)


def test_an_item_that_says_no_more_than_its_heading_is_a_sentence_below_the_one_above_it() -> None:
    left = notice(("一", "奖补对象", "一、奖补对象"), ("二", "", "二、对项目给予奖补。"))
    items = list(left.items)
    text = "（一）在本市注册的施工企业。"
    lone = Item(
        path=("一", "（一）"), kind="item", heading="在本市注册的施工企业", text=text, start=99, end=99 + len(text)
    )
    right = replace(left, items=(items[0], lone, items[1]))
    block = pairing_of(left, right)[0]
    assert (block.left, block.right) == ("奖补对象", "奖补对象")
    assert [line.text for run in block.runs for line in run.right] == ["在本市注册的施工企业。"]
