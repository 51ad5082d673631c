"""Every label that the page shows, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The labels of one language; ``{…}`` places are filled by the renderer."""

    language: Language
    tag: str
    """BCP 47 tag for the ``lang`` attribute."""
    name: str
    tagline: str
    other_name: str
    """What the link to the other language's page says."""
    other_page: str
    """Where the other language's page lies, relative to this one."""
    data_root: str
    """Where the HTTP routes lie, relative to this page."""
    welcome: str
    welcome_note: str
    placeholder: str
    box_label: str
    send: str
    stop: str
    new: str
    hint: str
    over_limit: str
    asked: str
    waiting: str
    writing: str
    finished: str
    stopped: str
    abstained: str
    sources: str
    no_sources: str
    more_sources: str
    open_source: str
    body_text: str
    as_table: str
    total: str
    total_part: str
    copy: str
    copied: str
    coverage: str
    by_quoting: str
    by_quoting_because: str
    by_model: str
    took: str
    error: str
    failed: str
    failed_hint: str
    catalog: str
    catalog_note: str
    units: str
    all_notices: str
    outline: str
    where: str
    previous: str
    following: str
    close: str
    panel: str
    cited_here: str
    loading: str
    load_failed: str
    skip: str


ZH = Words(
    language="zh",
    tag="zh-CN",
    name="政策问答",
    tagline="依据 {notices} 份政策文件作答，每句可核对原文",
    other_name="English",
    other_page="en/",
    data_root="./",
    welcome="请就已收录的政策文件提问",
    welcome_note="答案逐句注明出处，点击 [1] 即可在原文中查看；文件没有规定的，会直接说明，不作推测。",
    placeholder="请输入问题",
    box_label="问题",
    send="提问",
    stop="停止",
    new="新对话",
    hint="回车提问，Shift + 回车换行",
    over_limit="已超过 {limit} 字的上限，请精简问题",
    asked="问",
    waiting="正在查找原文",
    writing="正在作答",
    finished="已答完，来源 {count} 条",
    stopped="已停止，以上内容不完整",
    abstained="文件未直接回答此问题",
    sources="来源",
    no_sources="本答案没有引用原文。",
    more_sources="其余 {count} 条来源",
    open_source="查看来源 {n}：{label}",
    body_text="正文",
    as_table="以表格查看",
    total="共 {total} 条",
    total_part="共 {total} 条，此处列出 {shown} 条",
    copy="复制答案",
    copied="已复制",
    coverage="检索 {notices} 份文件，{matched} 项相关",
    by_quoting="逐字引用原文",
    by_quoting_because="逐字引用原文（{reason}）",
    by_model="由 {engine} 撰写，逐句核对原文",
    took="用时 {time}",
    error="未能作答",
    failed="程序出错，未能完成作答。",
    failed_hint="请再试一次；若仍出错，请将服务窗口中的报错信息交给管理员。",
    catalog="已收录文件",
    catalog_note="所有答案只依据以下 {notices} 份文件。点击可阅读全文。",
    units="{items} 项",
    all_notices="全部文件",
    outline="目录",
    where="来源 {position}/{count}　{place}",
    previous="上一条来源",
    following="下一条来源",
    close="关闭原文",
    panel="原文",
    cited_here="引用处",
    loading="正在打开原文",
    load_failed="原文未能打开，请检查服务是否仍在运行，然后再试。",
    skip="跳到提问框",
)

EN = Words(
    language="en",
    tag="en",
    name="Policy Q&A",
    tagline="Answers from {notices} policy notices, each sentence checkable in the source",
    other_name="中文",
    other_page="../",
    data_root="../",
    welcome="Ask about the policy notices held here",
    welcome_note="Each sentence names its source: click [1] to see it in the notice. "
    "What the notices do not say is not guessed.",
    placeholder="Type a question",
    box_label="Question",
    send="Ask",
    stop="Stop",
    new="New chat",
    hint="Enter asks, Shift + Enter breaks the line",
    over_limit="Over the limit of {limit} characters; please shorten the question",
    asked="Question",
    waiting="Looking in the notices",
    writing="Answering",
    finished="Answered, {count} sources",
    stopped="Stopped; the text above is incomplete",
    abstained="The notices do not answer this directly",
    sources="Sources",
    no_sources="This answer quotes no notice.",
    more_sources="{count} more sources",
    open_source="Show source {n}: {label}",
    body_text="main text",
    as_table="Show as a table",
    total="{total} in all",
    total_part="{total} in all, {shown} shown here",
    copy="Copy answer",
    copied="Copied",
    coverage="{notices} notices searched, {matched} items relevant",
    by_quoting="quoted word for word",
    by_quoting_because="quoted word for word ({reason})",
    by_model="written by {engine}, checked sentence by sentence",
    took="took {time}",
    error="No answer",
    failed="The program failed before it could answer.",
    failed_hint="Please try again; if it fails again, pass the message in the server's window to its keeper.",
    catalog="Notices held",
    catalog_note="Every answer rests on these {notices} notices alone. Click one to read it.",
    units="{items} items",
    all_notices="All notices",
    outline="Contents",
    where="Source {position}/{count}: {place}",
    previous="Previous source",
    following="Next source",
    close="Close source",
    panel="Source",
    cited_here="Cited",
    loading="Opening the source",
    load_failed="The source could not be opened. Check that the server is still running, then try again.",
    skip="Skip to the question box",
)

WORDS: dict[Language, Words] = {"zh": ZH, "en": EN}
