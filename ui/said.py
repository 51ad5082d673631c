"""What went wrong in the language of the page: the errors speak Chinese, and those a page meets have English too."""

from __future__ import annotations

import re

from rag.domain import Language

_KNOWN: tuple[tuple[str, str], ...] = (
    # questions and what they are put to
    (r"没有符合筛选条件的通知。", "No notice fits the filters."),
    (r"请放宽筛选条件；.*", "Please choose fewer filters."),
    (r"问题是空的。", "The question is empty."),
    (r"请写出要问的内容，.*", "Please write what you want to know."),
    (r"问题有 (\d+) 字，最多 (\d+) 字。", "The question has {0} characters; {1} are allowed."),
    (r"请缩短问题，或分成几个问题来问。", "Please shorten it, or ask several questions."),
    (r"地区 '(.*)' 不认识。", "The place {0} is not known."),
    (r"请写省、市或区县的名称，.*", "Please give a province, a city or a district."),
    (r"“(.*)”在政策库里没有。", "{0} is not among the notices."),
    (r"“(.*)”能对上不止一份通知。", "{0} fits more than one notice."),
    (r"请写文号或完整标题，例如：(.*)。", "Please give a number or a whole title, such as {0}."),
    (r"这份回答的格式无法识别。|这份回答的表格不完整。", "This answer cannot be read."),
    (r"请重新提问，再试一次。", "Please ask again, then try once more."),
    # files
    (r"文件 (\S+)：(.+)", "{0}: {1}"),
    (r"文件 (.+) 的类型 '(.*)' 读不了。", "{0}: files of the type {1} cannot be read."),
    (r"请用办公软件打开，另存为 (.+) 后再放入政策库。", "Please open it in an office program and save it as {0}."),
    (r"文件 (.+) 有 ([\d,]+) 字节，太大，不予读取。", "{0} has {1} bytes, which is too large."),
    (r"最多 ([\d,]+) 字节；.*", "Up to {0} bytes are read; please split it."),
    (r"文件 (.+) 超过 (\d+) MB。", "{0} is larger than {1} MB."),
    (
        r"请拆成几个文件，或在服务所在的机器上用 policy-rag add。",
        "Split it, or run policy-rag add on the server.",
    ),
    (r"文件 (.+) 是空的，没有可读的文字。", "{0} is empty."),
    (r"里面没有可读的正文。|里面没有文档正文。|网页里没有文字。", "There is no text in it."),
    (r"请检查文件，或把它移出政策库。", "Please check the file."),
    (r"文件 (.+) 不是文本文件。", "{0} is no text file."),
    (r"请另存为 UTF-8 编码的文本后再放入政策库。", "Please save it as text in UTF-8."),
    (r"文件加了密码，读不了。", "It is protected by a password."),
    (r"请(?:用办公软件打开，)?取消密码后另存.*。", "Please take the password off and save it again."),
    (r"这是旧的二进制格式，只是改了扩展名。", "It is of the old binary format under another name."),
    (r"请用办公软件打开，另存为 docx 或 xlsx。", "Please save it as docx or xlsx from an office program."),
    (r"文件不完整或已损坏（.*）。|文件 (?:.+) 已损坏，读不下去（.*）。", "It is incomplete or damaged."),
    (r"缺少内部文件 .*。|内部文件 .* 已损坏（.*）。|内部的 XML .*。", "It is incomplete or damaged."),
    (
        r"请用办公软件打开后另存(?:一份再试|为 docx 再试)。",
        "Please save it once more from an office program.",
    ),
    (r"第 (.+) 页是扫描图片，没有文字层；.*", "Page {0} is a scanned picture without text."),
    (r"各页都没有文字，没有文字层；.*", "No page has any text: it seems to be scanned."),
    (r"请先用 OCR 软件识别成带文字的 PDF 或 docx，.*", "Please let an OCR program make a PDF or docx of it."),
    (
        r"(?:文字|表格|一个表格)超过 ([\d,]+) [字格]，.*",
        "It has more than {0} characters or cells.",
    ),
    (r"有 (\d+) 页，最多 (\d+) 页。", "It has {0} pages; {1} are allowed."),
    (r"请(?:检查文件，或|删去多余的空行空列，或)?拆成几个文件。", "Please split it into several files."),
    # changes
    (r"有文件已不在等候。", "A file waits no more."),
    (r"请重新选择文件。", "Please choose it again."),
    (r"请选择换成新的，或两份都留。", "Please choose to replace it or to keep both."),
    (r"没有更早的索引可以回退。", "There is no earlier state to go back to."),
    (r"policy-rag list 列出现在的通知。", "The list shows the notices that are here now."),
    (r"文件 (.+) 存不下：(.*)。", "{0} could not be stored: {1}."),
    (r"请检查磁盘空间。", "Please check the space on the disk."),
    (
        r"这项改动不是从本页面发出的，没有执行。|这不是本页面发来的文件。",
        "The change did not come from this page.",
    ),
    (r"请在本服务自己的网页上操作。|请在政策库页面选择文件。", "Please use this service's own page."),
    (r"这里不能改动政策库。", "The notices cannot be changed here."),
    (
        r"服务对其他机器开放时，.*",
        "Use policy-rag add there, or start it with policy-rag serve --allow-edit.",
    ),
    # models
    (r"没有设定这个模型。", "No such model is set."),
    (r"见 README 的设置一节。", "See the settings in the README."),
    (r"模型 (\S+) 秒内没有(?:开始回答|答完)", "the model did not answer within {0} s"),
    (r"模型服务连续出错，暂停使用片刻", "the model failed again and again and rests for a while"),
    (r"模型认为所给内容不足以回答", "the model found too little to answer from"),
    (r"模型的话都没有依据", "nothing that the model said was in the notices"),
)
"""Chinese words of an error, whole, and their English with the parts in brackets."""
_PATTERNS = tuple((re.compile(chinese, re.DOTALL), english) for chinese, english in _KNOWN)


def in_language(text: str, language: Language) -> str:
    """The words `text` of an error for a page in that language; those without English stay as they are."""
    if language == "zh":
        return text
    for pattern, english in _PATTERNS:
        if found := pattern.fullmatch(text):
            return english.format(*(in_language(part, language) for part in found.groups() if part is not None))
    return text
