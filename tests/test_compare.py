import io
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from page_sample import Recital, make_notice

from rag.domain import Cell, Fact, Item, Language
from rag.errors import UnknownAddress
from rag.numerals import find_amounts
from rag.settings import Settings
from ui import compare_api
from ui.matrix import largest_sums, matrix_of, narrowed
from ui.render_bars import room_of
from ui.render_compare import compare_html
from ui.render_overview import overview_html
from ui.render_pair import places_html
from ui.words import WORDS, ZH

NOTICE = make_notice()


def fact(text: str, *regions: str, heading: str = "给予资金奖补") -> Fact:
    return Fact(
        notice="甲〔2025〕1号", path=("一", "1"), start=0, end=9, regions=regions, headings=("总", heading), text=text
    )


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()
    compare_api.add_routes(app, Recital(settings=Settings(), notices=(NOTICE,)))
    with TestClient(app) as client:
        yield client


def test_a_fact_on_several_places_stands_with_each_and_one_on_none_nowhere() -> None:
    both, alone, nowhere = fact("甲", "西安", "深圳"), fact("乙", "深圳", heading="培育"), fact("丙")
    matrix = matrix_of([both, alone, nowhere, replace(alone, headings=())])
    assert matrix.places == ("深圳", "西安")
    assert matrix.measures == ("给予资金奖补", "培育")
    assert matrix.at("西安", "给予资金奖补") == (both,)
    assert matrix.at("西安", "培育") == ()


def test_a_fact_that_names_no_place_is_one_of_the_place_that_issued_its_notice() -> None:
    title = "南溪市住房和城乡建设局关于规范施工许可的通知"
    own = replace(NOTICE, id="甲〔2025〕1号", title=title, issuer="南溪市住房和城乡建设局")
    headed, bare = fact("甲", heading="提高标准"), replace(fact("乙"), headings=())
    around, named = replace(bare, path=()), fact("丙", "西安", heading="提高标准")
    matrix = matrix_of([headed, bare, around, named], [own])
    assert matrix.of_place("南溪市") == (headed, bare)
    assert matrix.measures == ("提高标准", "规范施工许可")
    assert matrix_of([headed, bare], [replace(own, title=NOTICE.title, issuer="住房和城乡建设部")]).places == ()


def test_the_place_with_the_most_entries_and_what_the_most_places_do_stand_first() -> None:
    often = [fact(text, "保定", heading="培育") for text in "甲乙丙"]
    matrix = matrix_of([*often, fact("丁", "西安"), fact("戊", "深圳"), fact("己", "深圳")])
    assert matrix.measures == ("给予资金奖补", "培育")
    assert matrix.places == ("保定", "深圳", "西安")
    bars = re.findall(r'<span lang="zh-CN">([^<]*)</span><svg', overview_html(matrix, {}, notice="", words=ZH))
    assert bars == ["保定", "深圳", "西安", "给予资金奖补", "培育"]


def test_a_matrix_of_nothing_says_so() -> None:
    assert "没有写明地区的做法" in compare_html(matrix_of([]), [], words=ZH)


def test_foreign_words_are_escaped_wherever_they_stand() -> None:
    html = compare_html(matrix_of([fact("甲", "<i>", heading='"><script>')]), [], words=ZH)
    assert "<i>" not in html
    assert "<script>" not in html


def test_the_view_counts_each_cell(client: TestClient) -> None:
    html = client.get("/compare").text
    assert 'data-place="西安" data-measure="给予资金奖补" aria-label="西安 给予资金奖补 1">1</button>' in html


@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("zh", ["第一地", "第二地", "第一份", "第二份"]),
        ("en", ["first place", "second place", "first notice", "second notice"]),
    ],
)
def test_a_field_in_which_nothing_is_chosen_says_what_belongs_in_it(language: Language, faces: list[str]) -> None:
    second = make_notice(symbol="建市〔2020〕60号")
    assistant = Recital(settings=Settings(), notices=(make_notice(), second))
    html = compare_html(matrix_of(assistant.facts), assistant.notices, words=WORDS[language])
    assert re.findall(r'<option value="">([^<]*)</option>', html)[1:] == faces


def test_a_cell_gives_its_facts_with_a_way_to_each_item(client: TestClient) -> None:
    html = client.get("/compare/cell", params={"place": "西安", "measure": "给予资金奖补"}).text
    assert "西安对试点项目给予最高10万元奖补" in html
    assert ">建办市函〔2025〕190号 一（一）1</a>" in html
    assert 'href="#/library?doc=' in html


def test_places_are_named_in_the_pages_language(client: TestClient) -> None:
    assert ">Xi&#x27;an</a></th>" in client.get("/compare", params={"lang": "en"}).text


def test_two_places_stand_side_by_side(client: TestClient) -> None:
    html = client.get("/compare/pair", params={"a": "西安", "b": "<深圳>", "lang": "en"}).text
    assert "Measure</th>" in html
    assert "&lt;深圳&gt;" in html
    assert '<td class="is-none">not mentioned</td>' in html
    assert "Measures: 0 of both places, 1 of Xi&#x27;an alone, 0 of &lt;深圳&gt; alone." in html


def test_what_both_places_do_is_named_and_what_differs_is_marked(client: TestClient) -> None:
    both, mine = fact("甲乙两地联合出资<50万元>", "西安", "深圳"), fact("对试点项目给予最高10万元奖补", "西安")
    theirs = fact("对示范项目给予最高20万元奖补", "深圳")
    html = places_html(matrix_of([mine, both, theirs]), ("西安", "深圳"), {}, words=ZH)
    assert html.count("甲乙两地联合出资&lt;50万元&gt; <em>两地都有</em>") == 2
    assert "对<mark>试点</mark>项目给予最高<mark>10</mark>万元奖补" in html
    assert "对<mark>示范</mark>项目给予最高<mark>20</mark>万元奖补" in html


def test_two_notices_stand_side_by_side_and_an_unknown_one_is_told(client: TestClient) -> None:
    html = client.get("/compare/notices", params={"left": NOTICE.id, "right": NOTICE.id, "lang": "en"}).text
    assert "Headings: 3 alike, 0 only on the left, 0 only on the right. Sentences: 6 the same, 0 nearly so" in html
    assert html.count("西安对试点项目给予最高10万元奖补。 <em>the same words</em>") == 2
    assert 'href="#/library?doc=' in html
    with pytest.raises(UnknownAddress):
        client.get("/compare/notices", params={"left": NOTICE.id, "right": "没有"})


def test_the_matrix_is_a_file_with_one_fact_a_row(client: TestClient) -> None:
    reply = client.get("/compare.xlsx")
    assert unquote(reply.headers["content-disposition"]).endswith("''各地对照.xlsx")
    page = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows[0] == ["地区", "举措", "原文", "通知", "编号", "条目"]
    assert ["西安", "给予资金奖补"] in [row[:2] for row in rows]
    assert all(cell.data_type == "s" for row in page.iter_rows(min_row=4) for cell in row)


def test_the_file_holds_what_the_view_is_narrowed_to(client: TestClient) -> None:
    def rows(**asked: str) -> list[list[object]]:
        book = openpyxl.load_workbook(io.BytesIO(client.get("/compare.xlsx", params=asked).content))
        return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=5)]

    assert {row[0] for row in rows()} == {"西安", "深圳", "保定"}
    assert {row[0] for row in rows(words="深")} == {"深圳"}
    assert {row[1] for row in rows(words="培育")} == {"培育产业"}
    assert {row[0] for row in rows(words="投资额")} == {"深圳"}
    assert {row[0] for row in rows(a="西安", b="深圳")} == {"西安", "深圳"}
    assert {row[0] for row in rows(words="Xi'an", lang="en")} == {"Xi'an"}
    assert rows(words="没有的") == []
    pair = rows(left=NOTICE.id, right=NOTICE.id)
    assert ["西安对试点项目给予最高10万元奖补。", "一（一）1"] * 2 in pair


def test_the_second_sheet_counts(client: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/compare.xlsx").content))
    table = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=4)]
    assert table[0][:2] == ["地区", "合计"]
    assert {row[0]: row[1] for row in table[1:]} == {"西安": 1, "深圳": 1, "保定": 1}


@pytest.mark.parametrize(
    ("lengths", "room"),
    [([149, 23, 20, 18, 2], 28.75), ([150, 140, 8, 6, 4], 10), ([30, 23, 1], 30), ([9, 1], 9), ([], 1)],
)
def test_a_bar_that_dwarfs_all_others_is_not_drawn_to_scale(lengths: list[float], room: float) -> None:
    assert room_of(lengths) == room


def test_what_a_table_without_a_title_says_stands_under_its_column() -> None:
    cell = Cell(column="补贴标准", text="给予50万元奖励", start=5, end=13)
    row = Item(
        path=("表1", "1"), kind="row", heading="", text="1\t宁波\t给予50万元奖励", start=0, end=13, cells=(cell,)
    )
    table = replace(NOTICE, id="各地情况", title="各地情况", source="收文/各地情况.csv", items=(row,))
    said = replace(fact("给予50万元奖励", "宁波"), notice=table.id, headings=(), start=5, end=13)
    assert matrix_of([said], [table]).measures == ("补贴标准",)
    assert matrix_of([said], [replace(table, title="各地奖补情况")]).measures == ("各地奖补情况",)


def test_the_matrix_of_one_notice_leaves_the_others_out() -> None:
    mine, theirs = fact("甲", "西安"), replace(fact("乙", "深圳"), notice="乙〔2024〕2号")
    assert matrix_of([mine, theirs], notice="乙〔2024〕2号").places == ("深圳",)


def test_what_fits_neither_place_nor_measure_leaves_nothing() -> None:
    left = narrowed(matrix_of([fact("甲", "西安")]), "没有", name=str)
    assert (left.places, left.measures) == ((), ())


def test_a_sum_is_drawn_where_a_fact_is_on_one_place_alone() -> None:
    def worth(text: str, *places: str) -> Fact:
        return replace(fact(text, *places), amounts=tuple(find_amounts(text)))

    facts = [worth("最高10万元", "西安"), worth("最高20万元", "西安"), worth("共500万元", "西安", "深圳")]
    assert largest_sums(matrix_of(facts), "给予资金奖补") == {"西安": 200_000}


def test_a_measure_draws_its_sums_where_several_places_name_one(client: TestClient) -> None:
    html = client.get("/compare/cell", params={"measure": "给予资金奖补"}).text
    assert "各地条数" in html
    assert html.count("<figure") == 1
    assert client.get("/compare/cell", params={"place": "西安"}).text.count("<h4") == 1
