"""The labels of the 对照 tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.domain import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWords:
    """The labels in one language; ``{…}`` places are filled by the renderer or the page's script."""

    title: str
    note: str
    none: str
    nothing_fits: str
    chosen: str
    click: str
    measure: str
    total: str
    filter: str
    unfiltered: str
    """Below the filter, of the pictures."""
    one_notice: str
    every_notice: str
    shown: str
    earlier_columns: str
    later_columns: str
    by_place: str
    by_measure: str
    sums: str
    sums_note: str
    counts_note: str
    beyond: str
    others: str
    more_bars: str
    every: str
    two: str
    two_notices: str
    with_other: str
    choose: Mapping[str, str]
    """What stands in a field in which nothing is chosen, by the name of the field."""
    pair: str
    pair_notices: str
    pair_summary: str
    here: str
    same: str
    missing: str
    nothing: str
    frame: str
    back: str
    shared: str
    summary: str
    excel: str
    file: str
    """Name of the file, without its ending."""


COMPARE_WORDS: dict[Language, CompareWords] = {
    "zh": CompareWords(
        title="对照",
        note="点数字看原文，点名称看它的全部，点箭头排序；地区按合计从多到少排，举措按涉及的地区从多到少排。“条”是写到这个地区的一句话或表格的一行；"
        "一句写到几个地区，各算一条；没有点名地区的，算发文的地区。",
        none="所收录的文件里没有写明地区的做法，也都不是地方的文件。",
        nothing_fits="没有符合的地区、举措或条目。",
        chosen="所选的内容",
        click="点一格查看原文。",
        measure="举措",
        total="合计",
        filter="筛选地区、举措或条目文字",
        unfiltered="下面的图按全部条目统计，不随筛选变化。",
        one_notice="出自",
        every_notice="全部文件",
        shown="{places} 个地区、{measures} 类举措；看到第 {first}–{last} 类",
        earlier_columns="前面的举措",
        later_columns="后面的举措",
        by_place="各地条数",
        by_measure="各类举措条数",
        sums="各地最高一笔金额（万元）",
        sums_note="取原文中最大的一笔，总额、预算和门槛不算；口径可能不同，以原文为准。",
        counts_note="颜色表示出自哪份文件：",
        beyond="中间断开的条太长，没有按比例画，以数字为准。",
        others="其他文件",
        more_bars="其余 {count} 个在表里。",
        every="{count} 条",
        two="并排看两地",
        two_notices="两份文件",
        with_other="与",
        choose={"a": "第一地", "b": "第二地", "left": "第一份", "right": "第二份"},
        pair="两地并排",
        pair_notices="两份文件并排",
        pair_summary="两地都有的举措 {both} 类，只有{left}有的 {only_left} 类，只有{right}有的 {only_right} 类。",
        here="两地都有",
        same="文字相同",
        missing="没有相近的标题",
        nothing="没有写到",
        frame="文头、落款",
        back="返回各地对照表",
        shared="只看两边都有的",
        summary="标题相同或相近 {both} 个，只在左边 {left} 个，只在右边 {right} 个；"
        "文字相同 {same} 句，略有不同 {near} 句，不同的字有底色。",
        excel="导出 Excel",
        file="各地对照",
    ),
    "en": CompareWords(
        title="Compare",
        note="Click a number to read the entries, a name for all of it, an arrow to sort. Places with the most entries "
        "come first, and measures that the most places have. An entry is one sentence or "
        "table row on the place; a sentence on several places counts once for each, one that names none for the place "
        "that issued the notice.",
        none="The notices name no place's measures, and none was issued by a place.",
        nothing_fits="No place, measure or entry fits.",
        chosen="What was chosen",
        click="Click a cell to read its entries.",
        measure="Measure",
        total="All",
        filter="Filter places, measures or words",
        unfiltered="The pictures below count all entries, whatever is filtered.",
        one_notice="From",
        every_notice="all notices",
        shown="{places} places, {measures} measures; {first}–{last} in sight",
        earlier_columns="Earlier measures",
        later_columns="Later measures",
        by_place="Entries by place",
        by_measure="Entries by measure",
        sums="Largest sum named, by place (10,000 yuan)",
        sums_note="The largest sum in each place's entries, totals, budgets and thresholds left out; they may not be "
        "like for like, see the source.",
        counts_note="The colour says which notice:",
        beyond="A bar with a gap is too long to be drawn to scale; its number tells.",
        others="other notices",
        more_bars="{count} more in the table.",
        every="{count} entries",
        two="Two places",
        two_notices="Two notices",
        with_other="with",
        choose={"a": "first place", "b": "second place", "left": "first notice", "right": "second notice"},
        pair="Two places side by side",
        pair_notices="Two notices side by side",
        pair_summary="Measures: {both} of both places, {only_left} of {left} alone, {only_right} of {right} alone.",
        here="both places",
        same="the same words",
        missing="no such heading",
        nothing="not mentioned",
        frame="head and signature",
        back="Back to all places",
        shared="Only what both have",
        summary="Headings: {both} alike, {left} only on the left, {right} only on the right. "
        "Sentences: {same} the same, {near} nearly so, with the difference marked.",
        excel="Save as Excel",
        file="compare",
    ),
}
