"""Notices of other kinds: measures with articles, a call for pilots, the country's opinions, a city's plan."""

from __future__ import annotations

from functools import cache

from answer_sample import read_text

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.domain import Draft, Notice
from rag.facts import find_facts
from rag.question.query import Query, read_question
from rag.retrieve.evidence import Evidence
from rag.retrieve.scope import gather

MEASURES = "赣府发〔2023〕21号"
CALL = "湘建函〔2024〕77号"
OPINIONS = "建城〔2021〕33号"
CITY = "衡政办发〔2022〕15号"

MEASURES_TEXT = """赣州市人民政府关于印发赣州市河道采砂管理办法的通知

赣府发〔2023〕21号

各县（市、区）人民政府：

《赣州市河道采砂管理办法》已经市政府第15次常务会议审议通过，现印发给你们，请遵照执行。

赣州市人民政府

2023年10月8日

赣州市河道采砂管理办法

第一章 总则

第一条 为了加强河道采砂管理，根据《中华人民共和国水法》等法律法规，制定本办法。

第二条 市水利部门负责河道采砂的监督管理。

第二章 许可

第三条 采砂单位应当取得河道采砂许可证。未经许可，不得采砂。

第四条 申请河道采砂许可应当提交下列材料：

（一）采砂申请书；

（二）采砂作业方案；

（三）作业船舶证书。

第五条 采砂船舶应当随船携带许可证，并在每日18时前停止作业。

第三章 法律责任

第六条 违反本办法第三条规定，未经许可采砂的，责令停止违法行为，处5万元以上10万元以下罚款。

第七条 违反本办法第五条规定的，处1000元以上5000元以下罚款。

第四章 附则

第八条 本办法自2023年12月1日起施行，有效期5年。《赣州市河道采砂管理暂行规定》（赣府发〔2016〕8号）同时废止。
"""

CALL_TEXT = """湖南省住房和城乡建设厅关于组织申报海绵城市试点的通知

湘建函〔2024〕77号

各市州住房城乡建设局：

为贯彻落实《湖南省海绵城市专项规划》（湘政办发〔2023〕40号），现就海绵城市试点申报有关事项通知如下：

一、申报条件

申报城市应当同时具备以下条件：

（一）已出台海绵城市建设规划。

（二）年度投资不低于5000万元。

二、申报名额

每个市州推荐申报城市不超过2个，于2024年9月30日前报送我厅。

湖南省住房和城乡建设厅

2024年7月15日
"""

OPINIONS_TEXT = """住房和城乡建设部关于加快发展绿色社区的指导意见

建城〔2021〕33号

各省、自治区住房和城乡建设厅：

为加快发展绿色社区，现提出以下意见。

一、工作目标

到2025年，全国60%的城市社区达到绿色社区创建要求。

二、重点任务

（一）健全垃圾分类体系。居民小区实行垃圾分类投放。（住房城乡建设部牵头，生态环境部配合）

（二）完善充电设施。新建小区预留充电条件。（国家能源局、财政部按职责分工负责）

住房和城乡建设部

2021年8月2日
"""

CITY_TEXT = """衡阳市人民政府办公室关于印发衡阳市绿色社区建设实施方案的通知

衡政办发〔2022〕15号

各县（市、区）人民政府：

现将《衡阳市绿色社区建设实施方案》印发给你们，请认真组织实施。

衡阳市人民政府办公室

2022年5月20日

衡阳市绿色社区建设实施方案

一、工作目标

到2025年，全市75%的城市社区达到绿色社区创建要求，建成示范社区50个。

二、实施步骤

（一）动员部署阶段（2022年5月—6月）。制定方案。

（二）全面实施阶段（2022年7月—2025年6月）。推进各项工作。

附件

衡阳市绿色社区重点任务清单

| 序号 | 任务 | 完成时间 | 牵头单位 | 配合单位 |
|---|---|---|---|---|
| 1 | 制定垃圾分类细则 | 2022年9月底前 | 市城管局 | 市住建局 |
| 2 | 建成公共充电桩 | 2023年12月底前 | 市发展改革委、市住建局 | 市财政局 |
| 3 | 开展绿色社区宣传 | 每年 | 市住建局 | 市教育局 |
"""


@cache
def notices() -> tuple[Notice, ...]:
    """The four notices."""
    texts = {"measures": MEASURES_TEXT, "call": CALL_TEXT, "opinions": OPINIONS_TEXT, "city": CITY_TEXT}
    return tuple(read_text(text, f"{name}.txt") for name, text in texts.items())


@cache
def evidence() -> tuple[Evidence, ...]:
    """Their items with the facts."""
    return gather(notices(), tuple(fact for notice in notices() for fact in find_facts(notice)))


def read(question: str) -> Query:
    """`question` as it reads over the four notices."""
    return read_question(question, notices=notices(), max_length=2000)


def select_for(question: str) -> Selection:
    """What is selected for `question`, without any help from retrieval."""
    return select(read(question), evidence(), ItemScores(fused={}))


def draft_for(question: str) -> Draft:
    """The quoting answer to `question` before grounding."""
    return write(read(question), select_for(question))


def found(question: str) -> list[tuple[str, tuple[str, ...]]]:
    """Notice and path of every item that answers."""
    return [(one.evidence.notice.id, one.evidence.item.path) for one in select_for(question).findings]
