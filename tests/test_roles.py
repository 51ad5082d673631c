"""What a line outside the numbered body is."""

from __future__ import annotations

from datetime import date

import pytest

from rag.parse.roles import read_date, read_symbol, role_of


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("建市〔2020〕60 号", "symbol"),
        ("国办发[2016]71号", "symbol"),
        ("桐政办发(2024)9号", "symbol"),
        ("（建市〔2020〕60号）", "symbol"),
        ("某建〔2024〕5号 签发人：李四", "symbol"),
        ("2025年7月17日", "date"),
        ("2020 年 7 月 3 日", "date"),
        ("二〇二〇年七月三日", "date"),
        ("2024年4月12日印发", "printed"),
        ("桐乡市人民政府办公室 2024年4月12日印发", "printed"),
        ("抄送：市委各部门，市人大办。", "copies"),
        ("（此件主动公开）", "disclosure"),
        ("(此件公开发布)", "disclosure"),
        ("（联系人：张三，电话：010-58934000）", "contact"),
        ("桐乡市人民政府办公室", "signature"),
        ("中华人民共和国住房和城乡建设部", "signature"),
        ("国家铁路局", "signature"),
        ("桐乡市人民政府办公室文件", "signature"),
    ],
)
def test_the_role_of_a_line(line: str, role: str) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "根据《关于推进试点的通知》（建市〔2020〕60号）要求",
        "到2025年7月17日前完成",
        "加强组织领导",
        "关于印发某某方案的通知",
        "各省、自治区住房城乡建设厅：",
        "附件",
        "",
    ],
)
def test_running_text_and_titles_have_no_role(line: str) -> None:
    assert role_of(line) is None


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("建市〔2020〕60 号", "建市〔2020〕60号"),
        ("建办市函[2025]190号", "建办市函〔2025〕190号"),
        ("桐政办发（2024）第9号", "桐政办发〔2024〕9号"),
        ("某市人民政府令〔2024〕第 6 号", "某市人民政府令〔2024〕第6号"),
        ("某部公告[2021]第5号", "某部公告〔2021〕第5号"),
        ("没有文号", ""),
    ],
)
def test_a_symbol_is_written_with_full_width_brackets_and_no_blanks(line: str, symbol: str) -> None:
    assert read_symbol(line) == symbol


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2020 年 7 月 3 日", date(2020, 7, 3)),
        ("二〇二〇年七月三日", date(2020, 7, 3)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("2024年2月30日", None),
        ("2024年4月", None),
    ],
)
def test_the_day_in_a_line(line: str, day: date | None) -> None:
    assert read_date(line) == day
