"""Notices in traditional characters: read as in simplified ones, and printed as they are."""

from __future__ import annotations

from datetime import date

from notice_sample import at, check_whole, headings, paths, read

from rag.address import find_items
from rag.facts import find_facts
from rag.mentions import find_notices

PRINTED = """杭州市人民政府辦公廳文件
杭府辦[2024]12號

杭州市人民政府辦公廳關於印發《建築廢棄物管理辦法》的通知

各區人民政府：

第一章　總則

第一條　為了規範建築廢棄物處置，制定本辦法。

第二條　市建設局負責統籌協調。
（一）按季度報送進展（責任單位：市財政局）；
（二）給予補貼50萬元。

第二章　附則

第三條　本辦法自2024年5月1日起施行，有效期5年。《杭州市渣土辦法》（杭府〔2018〕3號）同時廢止。

附件：任務分工表

杭州市人民政府辦公廳
2024年4月12日

附件
任務分工表
序號\t工作任務\t責任單位\t完成時限
1\t完善標準\t市住建局\t2024年6月底
"""


def test_what_head_and_tail_say_is_read_and_given_as_printed() -> None:
    notice = read(PRINTED)
    assert (notice.symbol, notice.id) == ("杭府辦〔2024〕12號", "杭府辦〔2024〕12號")
    assert notice.title == "杭州市人民政府辦公廳關於印發《建築廢棄物管理辦法》的通知"
    assert (notice.issuers, notice.level, notice.region) == (("杭州市人民政府辦公廳",), "市", "杭州")
    assert (notice.issued, notice.effective) == (date(2024, 4, 12), date(2024, 5, 1))
    assert notice.valid_until == date(2029, 4, 30)
    assert [(one.title, one.symbol) for one in notice.repeals] == [("杭州市渣土辦法", "杭府〔2018〕3號")]
    assert notice.addressees == "各區人民政府"


def test_paths_are_written_one_way_and_words_as_they_are_printed() -> None:
    notice = read(PRINTED)
    check_whole(notice, PRINTED)
    assert paths(notice) == [
        "第一章",
        "第一条",
        "第二条",
        "第二条/（一）",
        "第二条/（二）",
        "第二章",
        "第三条",
        "附件",
        "附件/1",
    ]
    assert headings(notice)["第一章"] == "總則"
    assert headings(notice)["附件"] == "任務分工表"
    row = at(notice, "附件", "1")
    assert [(cell.column, cell.text) for cell in row.cells][2:] == [
        ("責任單位", "市住建局"),
        ("完成時限", "2024年6月底"),
    ]


def test_facts_are_read_whatever_the_characters() -> None:
    facts = find_facts(notice := read(PRINTED))
    (row,) = (fact for fact in facts if fact.path == ("附件", "1"))
    assert (row.lead, row.due, row.text) == ("市住建局", "2024年6月底", "完善標準")
    (paid,) = (fact for fact in facts if fact.path == ("第二条", "（二）"))
    assert [(one.text, one.value) for one in paid.amounts] == [("50萬元", 500_000)]
    assert all(notice.text[fact.start : fact.end] == fact.text for fact in facts)


def test_a_notice_is_found_by_either_way_of_writing() -> None:
    notice = read(PRINTED)
    for question in ("杭府办〔2024〕12号有什么规定？", "杭府辦[2024]12號", "12号文的内容"):
        assert find_notices(question, [notice]).ids == (notice.id,)
    for address in ("杭府办〔2024〕12号 第二条（一）", "杭府辦〔2024〕12號 第二條（一）"):
        assert find_items(address, [notice])[1] == ("第二条", "（一）")


def test_a_simplified_notice_is_the_same_value_as_without_a_shadow() -> None:
    notice = read("某办〔2024〕1号\n关于乾隆年间著作的通知\n一、保护“蔡襄著”题刻。\n二、著录于册。\n")
    assert notice.text.splitlines()[1] == "关于乾隆年间著作的通知"
    assert paths(notice) == ["一", "二"]
