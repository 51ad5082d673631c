"""Words after a numeral that name the unit, and words that state something."""

from __future__ import annotations

import pytest

from rag.parse.headings import run_in_heading
from rag.parse.markers import Style


@pytest.mark.parametrize(
    ("text", "style", "followed", "heading"),
    [
        ("指导思想", "cn", True, "指导思想"),
        ("完善政策体系。出台政策文件，形成清单。", "cn_paren", False, "完善政策体系"),
        ("加快建筑工业化升级。", "cn_paren", True, "加快建筑工业化升级"),
        ("研究制定发展规划。将数字化列入规划。", "num", False, "研究制定发展规划"),
        (
            "部署启动阶段（2024 年 1 月—2024 年 6 月）。制定方案。",
            "cn_paren",
            False,
            "部署启动阶段（2024年1月—2024年6月）",
        ),
        ("形成政策“工具箱”。纳入概算。", "num", False, "形成政策“工具箱”"),
        ("本通知自2025年7月1日起执行。", "cn", False, ""),
        ("本办法自印发之日起正式施行。", "cn", False, ""),
        ("总 则", "chapter", False, "总则"),
        ("狠抓投资建设，全力保增长", "cn_paren", True, "狠抓投资建设，全力保增长"),
        ("卧具每次使用后必须换洗。卧具上不得有虱子。", "cn_paren", False, ""),
        ("供热期为11月15日至次年3月15日。遇低温天气可以提前。", "cn_paren", False, ""),
        ("保定、长沙、广州出台规划，总结经验。其中，保定先行。", "num", False, ""),
        ("厦门发布 11 项技术指引。其中，3 项为装备指引。", "num", False, ""),
        ("推行全过程应用，探索审批。出台意见。", "num", False, ""),
        ("台州发布目录。", "num", False, ""),
        ("台州发布目录。引导企业选用。", "num", False, ""),
        ("狠抓投资建设，全力保增长", "cn_paren", False, ""),
        ("有具体经营项目；", "num", False, ""),
        ("为了规范开放。制定本条例。", "article", False, ""),
        ("", "num", False, ""),
    ],
)
def test_the_heading_at_the_start_of_a_unit(text: str, style: Style, followed: bool, heading: str) -> None:
    assert run_in_heading(text, style, followed=followed) == heading


def test_a_sentence_longer_than_thirty_characters_names_nothing() -> None:
    thirty = "推" * 30
    assert run_in_heading(f"{thirty}。下文。", "num", followed=False) == thirty
    assert run_in_heading(f"{thirty}动。下文。", "num", followed=False) == ""


def test_a_sentence_of_two_halves_over_its_own_list_is_a_heading() -> None:
    text = "统筹两个市场，打造加工制造中心。"
    assert run_in_heading(text, "cn_paren", followed=True, leads=True) == text[:-1]
    assert run_in_heading(text, "cn_paren", followed=True) == ""
    assert run_in_heading("市财政局牵头，各区配合。", "cn_paren", followed=True, leads=True) == ""
