"""The gazetteer: names that are regions, names that only look like one, and who lies in whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rag.regions import Region, english_name, find_region, find_regions, is_within, named_in, parent_of, place_names

NOTICES = Path(__file__).resolve().parent.parent / "corpus" / "notices"


def full_names(text: str) -> list[str]:
    return [mention.region.full for mention in find_regions(text)]


def region(name: str) -> Region:
    found = find_region(name)
    assert found is not None
    return found


def test_full_and_short_names_are_found_in_printed_order() -> None:
    assert full_names("天津、重庆、陕西、苏州市和雄安等地") == [
        "天津市",
        "重庆市",
        "陕西省",
        "苏州市",
        "雄安新区",
    ]


def test_a_mention_quotes_the_text() -> None:
    text = "其中，西安修订出台《西安市智能建造指导意见》"
    assert [(mention.text, mention.start, mention.end) for mention in find_regions(text)] == [
        ("西安", 3, 5),
        ("西安市", 10, 13),
    ]


@pytest.mark.parametrize("name", ["德清县", "南宁市", "越城区"])
def test_a_name_that_ends_the_text_ends_where_the_text_does(name: str) -> None:
    assert [(one.start, one.end) for one in find_regions(name)] == [(0, len(name))]


def test_districts_are_found_in_full_and_after_their_city_in_short() -> None:
    assert full_names("江苏省徐州市沛县") == ["江苏省", "徐州市", "沛县"]
    assert full_names("北京城市副中心（通州区）") == ["北京市", "通州区"]
    assert full_names("重庆涪陵、巴南、永川") == ["重庆市", "涪陵区", "巴南区", "永川区"]
    assert full_names("涪陵榨菜") == []


def test_county_level_cities_are_found_in_short() -> None:
    assert full_names("形成一批“桐乡经验”，学习义乌") == ["桐乡市", "义乌市"]


def test_a_district_name_of_several_cities_is_that_of_the_city_before_it() -> None:
    codes = [mention.region.code for mention in find_regions("沈阳市和平区、天津市和平区")]
    assert codes == ["210100", "210102", "120000", "120101"]


def test_new_areas_are_found_whole() -> None:
    assert full_names("两江新区、浦东新区、南京江北新区") == ["两江新区", "浦东新区", "南京市", "江北新区"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("环保定期检查", []),
        ("海南通过", ["海南省"]),
        ("其中山东、四川", ["山东省", "四川省"]),
        ("河北区域协同", ["河北省"]),
        ("朝阳产业", []),
        ("和平发展", []),
        ("高新区、城区和县城", []),
        ("适应城市发展，建设沿海城市", []),
        ("以上城区", []),
        ("复合肥", []),
        ("形成都市圈", []),
        ("推动经济南北协同", []),
        ("加强合作、共赢", []),
        ("日照标准", []),
        ("长江西岸", []),
        ("发扬中华文化", []),
        ("提高邮政服务", []),
        ("淮河路步行街、南京路、深圳中学、浙江工业大学", []),
        ("上海街道、厦门路线图、成都大学生", ["上海市", "厦门市", "成都市"]),
    ],
)
def test_words_that_only_look_like_regions_are_left_alone(text: str, expected: list[str]) -> None:
    assert full_names(text) == expected


def test_names_that_are_words_too_count_beside_their_like() -> None:
    assert full_names("辽宁朝阳") == ["辽宁省", "朝阳市"]
    assert full_names("青岛、日照、烟台") == ["青岛市", "日照市", "烟台市"]
    assert full_names("白银、兰州") == ["白银市", "兰州市"]


def test_groups_are_regions_with_members() -> None:
    assert full_names("京津冀三地、川渝地区、粤港澳大湾区") == ["京津冀", "川渝", "粤港澳大湾区"]
    assert [mention.region.level for mention in find_regions("京津冀")] == ["group"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does Xi'an give?", ["西安市"]),
        ("xian, XI’AN and Xi an", ["西安市", "西安市", "西安市"]),
        ("Xi'an's projects in chongqing", ["西安市", "重庆市"]),
        ("Shaanxi or Shanxi?", ["陕西省", "山西省"]),
        ("Harbin, Urumqi, Hohhot and Lhasa", ["哈尔滨市", "乌鲁木齐市", "呼和浩特市", "拉萨市"]),
        ("Inner Mongolia, Hong Kong, Tibet", ["内蒙古自治区", "香港特别行政区", "西藏自治区"]),
        ("Huangyan District of Tongxiang", ["黄岩区", "桐乡市"]),
        ("the Xiong'an New Area", ["雄安新区"]),
        ("Beijing-Tianjin-Hebei", ["京津冀"]),
        ("Taizhou", ["泰州市", "台州市"]),
        ("Beijing's Chaoyang District", ["北京市", "朝阳区"]),
        ("Zhejiang: Taizhou", ["浙江省", "台州市"]),
        ("BIM standards and hefeiness", []),
    ],
)
def test_latin_names_are_whole_words_in_any_case(text: str, expected: list[str]) -> None:
    assert full_names(text) == expected


def test_a_region_is_looked_up_by_any_of_its_names() -> None:
    names = ("西安", "西安市", "Xi'an", "xian")
    assert [region(name).code for name in names] == ["610100"] * 4
    assert region("Shaanxi Province").full == "陕西省"
    assert region("吉林").full == "吉林省"
    assert region("通州").full == "通州区"
    assert find_region("不存在") is None


def test_canonical_names_are_short() -> None:
    full = ("西安市", "内蒙古自治区", "桐乡市", "通州区", "雄安新区", "延边朝鲜族自治州")
    assert [region(name).name for name in full] == ["西安", "内蒙古", "桐乡", "通州区", "雄安", "延边"]


def test_a_region_lies_in_itself_its_parents_and_their_groups() -> None:
    assert is_within(region("黄岩区"), region("台州"))
    assert is_within(region("黄岩区"), region("浙江"))
    assert is_within(region("黄岩区"), region("长三角"))
    assert is_within(region("雄安"), region("京津冀"))
    assert is_within(region("西安"), region("西安"))
    assert not is_within(region("陕西"), region("西安"))
    assert not is_within(region("西安"), region("川渝"))


def test_parents_end_at_the_province() -> None:
    district = next(mention.region for mention in find_regions("西安市雁塔区") if mention.region.level == "district")
    city = parent_of(district)
    assert city is not None
    assert city.name == "西安"
    assert parent_of(region("陕西")) is None


def test_english_names_are_the_conventional_ones() -> None:
    names = ("西安", "哈尔滨", "内蒙古", "陕西", "长治", "漯河", "通州区", "雄安", "没有这里")
    assert [english_name(name) for name in names] == [
        *("Xi'an", "Harbin", "Inner Mongolia", "Shaanxi", "Changzhi", "Luohe"),
        *("Tongzhou District", "Xiong'an New Area", "没有这里"),
    ]


@pytest.mark.parametrize(
    ("source", "items"), [("mohurd-2025-190-practices-list-4.txt", 51), ("mohurd-practices-list-2.txt", 49)]
)
def test_every_practice_of_the_corpus_opens_with_a_region(source: str, items: int) -> None:
    text = (NOTICES / source).read_text(encoding="utf-8")
    openings = re.findall(r"(?:^|>|\])\s*\d\.\s?(\D[^\n<]*)", text, re.MULTILINE)
    assert len(openings) == items
    assert [opening for opening in openings if find_regions(opening)[0].start != 0] == []


def test_place_names_are_those_that_are_no_other_word() -> None:
    names = place_names()

    assert {"西安", "西安市", "乌鲁木齐", "雄安新区"} <= names
    assert not {"朝阳", "桐乡", "京津冀"} & names


def test_a_title_names_its_places_once() -> None:
    assert [region.name for region in named_in("西安市人民政府关于印发西安市办法的通知")] == ["西安"]


def test_a_latin_district_without_its_word_needs_its_city_before_it() -> None:
    assert [mention.region.name for mention in find_regions("beijing shijingshan pays")] == ["北京", "石景山区"]
    assert find_regions("Shijingshan pays") == ()


def test_a_conventional_name_that_is_no_pinyin_is_known():
    assert {one.region.name for one in find_regions("Hailar District")} == {"海拉尔区"}


@pytest.mark.parametrize(
    ("text", "names"),
    [("沛县发了什么？", ["沛县"]), ("今天，涉县呢？", ["涉县"]), ("产品易县城销售", []), ("该县的平台", [])],
)
def test_a_county_of_two_characters_names_itself_where_a_clause_begins(text: str, names: list[str]):
    assert [mention.region.name for mention in find_regions(text)] == names
