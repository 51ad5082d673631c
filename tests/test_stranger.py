"""Places that neither the gazetteer nor the corpus knows."""

from __future__ import annotations

import pytest
from answer_sample import draft_for, evidence, read, select_over

from rag.answer.stranger import stranger_in

PAYS = """石政办发〔2022〕5号

石家庄市人民政府办公室关于既有住宅加装电梯的实施意见

一、资金支持
（一）既有住宅加装电梯，每台补贴20万元。
"""


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("云山市加装电梯每台补多少？", "云山市"),
        ("云山市加装一部电梯补贴多少？", "云山市"),
        ("临河市加装电梯每台20万，对吗？", "临河市"),
        ("请问青垄县加装电梯由谁牵头？", "青垄县"),
        ("加装电梯市级财政补多少？", ""),
        ("试点城市有哪些补贴？", ""),
        ("农贸市场改造有哪些补贴？", ""),
        ("我市加装电梯补贴多少？", ""),
        ("哪些县市给加装电梯发补贴？", ""),
        ("昆明市加装电梯补贴多少？", ""),
    ],
)
def test_the_full_name_of_an_unknown_place_opens_a_question(question: str, name: str):
    assert stranger_in(read(question), evidence()) == name


def test_a_place_that_the_corpus_names_is_no_stranger_though_the_gazetteer_lacks_it():
    text = PAYS + "\n二、青垄市参照执行，加装电梯每台补贴5万元。\n"
    assert select_over("青垄市加装电梯每台补贴多少？", text).reason != "region"


def test_what_another_city_pays_confirms_nothing():
    selection = select_over("临河市加装电梯每台20万，对吗？", PAYS)
    assert (selection.reason, selection.lacking, selection.nearby) == ("region", ("临河市",), ())


def test_the_refusal_names_the_place():
    assert "云山市" in draft_for("云山市加装电梯每台补多少？").claims[0].text
