"""From when to when a notice holds, and what it abolishes, as its own sentences say."""

from __future__ import annotations

from datetime import date

import pytest

from rag.domain import Extension, Reference
from rag.parse.terms import Terms, read_terms

ISSUED = date(2020, 3, 5)
PRINTED = date(2020, 3, 9)


def terms(text: str, *, title: str = "某市管理办法") -> Terms:
    return read_terms(text, title, issued=ISSUED, printed=PRINTED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第九条 本办法自2021年1月1日起施行。", date(2021, 1, 1)),
        ("本通知自印发之日起执行。", PRINTED),
        ("本条例自公布之日起施行。", ISSUED),
        ("本规定自发布之日起30日后施行。", date(2020, 4, 4)),
        ("本办法自二〇二一年七月一日起实施。", date(2021, 7, 1)),
        ("现公布修订后的《某条例》，自2019年1月1日起施行。", date(2019, 1, 1)),
        ("本办法自2025年1月1日零时起施行。", date(2025, 1, 1)),
        ("本条例自1999年10月l日起施行。", date(1999, 10, 1)),
        ("本条例自2O24年l0月1日起施行。", date(2024, 10, 1)),
        ("补贴自2021年1月1日起发放。", None),
        ("从业人员自2021年1月1日起应当持证。", None),
    ],
)
def test_the_day_a_notice_comes_into_force(text: str, day: date | None) -> None:
    assert terms(text).effective == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本办法自2021年1月1日起施行，有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本办法自2021年1月1日起施行，有效期5年。", date(2025, 12, 31)),
        ("本通知自印发之日起施行，有效期为三年。", date(2023, 3, 8)),
        ("本办法有效期自2021年1月1日起至2023年12月31日止。", date(2023, 12, 31)),
        ("本办法自2021年1月1日起试行，试行期2年。", date(2022, 12, 31)),
        ("本意见自2020年2月29日起施行，有效期12个月。", date(2021, 2, 27)),
        ("第九条 本办法有效期5年，自2021年1月1日起施行。", date(2025, 12, 31)),
        ("本办法自2021年1月1日起施行。有效期5年。", date(2025, 12, 31)),
        ("本办法有效期截至2027年12月31日。", date(2027, 12, 31)),
        ("本办法执行期限为2024年1月1日至2026年12月31日。", date(2026, 12, 31)),
        ("第九条 本办法自2024年1月1日起试行，试行期至2025年12月31日。", date(2025, 12, 31)),
        ("三、本通知自2024年3月1日起执行，执行期限截至2025年底。", date(2025, 12, 31)),
        ("本措施自2024年1月1日起施行，至2026年12月31日止。", date(2026, 12, 31)),
        ("本办法有效期自发布之日起两年。", date(2022, 3, 4)),
        ("本公告自2024年5月1日起生效，2026年4月30日失效。", date(2026, 4, 30)),
        ("本方案自印发之日起施行，有效期至2025年6月底。", date(2025, 6, 30)),
        ("上述措施执行至2025年12月31日。", date(2025, 12, 31)),
        ("本办法自2024年1月1日起施行。许可证有效期5年。", None),
        ("本方案自2024年1月1日起实施，到2026年建成一批项目。", None),
        ("第十六条 许可证有效期为五年。", None),
        ("依照本办法取得的许可证有效期为3年。", None),
        ("本条例施行前取得的备案证在有效期内继续有效。", None),
    ],
)
def test_the_last_day_of_a_term(text: str, day: date | None) -> None:
    assert terms(text).valid_until == day


@pytest.mark.parametrize(
    ("title", "trial"),
    [
        ("某市管理办法（试行）", True),
        ("某市长期护理保险试行办法", True),
        ("某市管理暂行规定", True),
        ("国务院关于试行社会保险基金预算的意见", False),
        ("某市管理办法", False),
    ],
)
def test_whether_a_notice_is_on_trial(title: str, trial: bool) -> None:
    assert terms("第一条 甲。", title=title).trial is trial


A = Reference(title="甲办法")
B = Reference(title="乙规定")


@pytest.mark.parametrize(
    ("text", "repealed"),
    [
        ("本办法自公布之日起施行，《甲办法》同时废止。", (A,)),
        ("1999年5月1日某市人民政府发布的《甲办法》和2001年3月2日发布的《乙规定》同时废止。", (B, A)),
        ("《甲办法》（某府办〔2019〕13号）同时废止。", (Reference(title="甲办法", symbol="某府办〔2019〕13号"),)),
        ("《关于印发〈甲办法〉的通知》自本通知印发之日起废止。", (Reference(title="关于印发《甲办法》的通知"),)),
        (
            "《甲办法》（某府〔2010〕5号）《乙规定》（某府〔2011〕6号）同时废止。",
            (Reference(title="乙规定", symbol="某府〔2011〕6号"), Reference(title="甲办法", symbol="某府〔2010〕5号")),
        ),
        ("《甲办法》《乙规定》同时废止。", (B, A)),
        ("贯彻《甲办法》落实《乙规定》同时废止。", (B,)),
        ("原某府〔2010〕5号文同时废止。", (Reference(symbol="某府〔2010〕5号"),)),
        ("《甲办法》中关于反补贴的规定同时废止。", ()),
        ("根据《甲办法》修正的《乙规定》同时废止。", (B,)),
        ("《甲办法》的修改和废止，适用本规定。", ()),
        ("建设用地规划许可证失效。", ()),
    ],
)
def test_what_a_notice_abolishes(text: str, repealed: tuple[Reference, ...]) -> None:
    assert terms(text).repeals == repealed


def test_a_decision_names_what_it_abolishes_after_the_word() -> None:
    text = "一、废止《甲办法》、《乙规定》。\n二、本决定自公布之日起施行。"
    assert terms(text, title="某市人民政府关于废止部分规章的决定").repeals == (A, B)
    assert terms(text).repeals == ()


GIVEN = (Reference(title="甲办法", symbol="某府发〔2019〕1号"), Reference(title="乙规定", symbol="某府发〔2018〕2号"))
LISTED = "1.《甲办法》（某府发〔2019〕1号）；{}2.《乙规定》（某府发〔2018〕2号）。"


@pytest.mark.parametrize(
    ("text", "repealed"),
    [
        (f"经研究，决定对下列文件宣布失效：{LISTED.format('')}", GIVEN),
        (f"经研究，决定废止下列文件：{LISTED.format('')}", GIVEN),
        ("经研究，决定对下列2件文件予以废止：\n" + LISTED.format("\n") + "\n3.本决定依据《丙办法》作出。", GIVEN),
        ("决定宣布以下规章失效：\n（1）甲办法（某府发〔2019〕1号）\n（2）《乙规定》（某府发〔2018〕2号）", GIVEN),
        ("一、继续有效的文件\n1.《丙办法》\n二、废止的文件\n" + LISTED.format("\n"), GIVEN),
        (
            "列入目录的文件自公布之日起废止。\n序号\t名称\t文号\n1\t甲办法\t某府发〔2019〕1号\n2\t《乙规定》\t某府发〔2018〕2号",
            GIVEN,
        ),
        ("决定对《甲办法》（某府发〔2019〕1号）等2件文件宣布失效。", GIVEN[:1]),
        (f"下列文件继续有效：{LISTED.format('')}", ()),
        ("序号\t名称\t文号\n1\t甲办法\t某府发〔2019〕1号", ()),
    ],
)
def test_a_decision_lists_what_it_abolishes(text: str, repealed: tuple[Reference, ...]) -> None:
    assert terms(text, title="某市人民政府关于废止部分文件的决定").repeals == repealed


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("《甲办法》（某府发〔2019〕1号）有效期延长至2028年5月31日。", date(2028, 5, 31)),
        ("《甲办法》（某府发〔2019〕1号）继续有效，有效期至2027年12月31日。", date(2027, 12, 31)),
        ("将《甲办法》（某府发〔2019〕1号）的有效期延续至二〇二八年五月三十一日。", date(2028, 5, 31)),
        ("《甲办法》（某府发〔2019〕1号）有效期至2023年5月31日届满。", None),
        ("按照《甲办法》（某府发〔2019〕1号），项目延长至2028年5月31日。", None),
    ],
)
def test_a_notice_extends_the_term_of_another(text: str, until: date | None) -> None:
    expected = () if until is None else (Extension(notice=GIVEN[0], until=until),)
    assert terms(text).extends == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲办法》（某府发〔2019〕1号）有效期延长三年。", Extension(notice=GIVEN[0], months=36)),
        ("《甲办法》（某府发〔2019〕1号）到期后继续执行3年。", Extension(notice=GIVEN[0], months=36)),
        ("将《甲办法》（某府发〔2019〕1号）延长有效期6个月。", Extension(notice=GIVEN[0], months=6)),
        (
            "《甲办法》（某府发〔2019〕1号）自2024年6月1日起延长执行三年。",
            Extension(notice=GIVEN[0], until=date(2027, 5, 31)),
        ),
        (
            "《甲办法》（某府发〔2019〕1号）自发文之日起继续有效2年。",
            Extension(notice=GIVEN[0], until=date(2022, 3, 8)),
        ),
        ("经研究，决定将该办法有效期延长三年。", Extension(notice=GIVEN[0], months=36)),
        ("经研究，该办法的有效期延长至2028年5月31日。", Extension(notice=GIVEN[0], until=date(2028, 5, 31))),
    ],
)
def test_a_term_is_extended_by_years_without_a_day(text: str, expected: Extension) -> None:
    title = "某市人民政府关于延长《甲办法》（某府发〔2019〕1号）有效期的通知"
    assert terms(text, title=title).extends == (expected,)


def test_a_contract_that_is_extended_extends_no_notice() -> None:
    assert terms("依据《甲办法》签订的合同有效期可以延长三年。").extends == ()
    assert terms("该办法实施三年以来，成效明显。", title="某市关于延长《甲办法》有效期的通知").extends == ()
