"""The labels of the part of the 政策库 tab where notices come and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.domain import Language
from rag.index.twins import Outcome
from ui.shelf import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfWords:
    """The labels in one language; ``{…}`` places are filled by the renderer."""

    open: str
    title: str
    note: str
    closed: str
    closed_hint: str
    back: str
    drop: str
    choose: str
    drop_note: str
    reading: str
    too_big: str
    too_big_hint: str
    standing: Mapping[Standing, str]
    unread_file: str
    twin_untitled: str
    same_waiting: str
    twins: str
    twins_untitled: str
    namesakes: str
    waits_too: str
    characters: str
    changes: str
    here_side: str
    new_side: str
    only_here: str
    only_new: str
    replace: str
    replace_one: str
    replace_means: str
    replace_unclear: str
    both: str
    both_means: str
    neither: str
    counted: str
    counted_items: str
    counted_rows: str
    placed: str
    rows: str
    unread: str
    repairs: str
    outline: str
    leave_out: str
    take: str
    waiting: str
    undecided: str
    still_reading: str
    stages: Mapping[str, str]
    working: str
    cut_off: str
    outcome: Mapping[Outcome, str]
    now: str
    kept: str
    problems: str
    problems_kept: str
    problems_gone: str
    here: str
    remove: str
    remove_sure: str
    remove_named: str
    removed: str
    undo: str
    undo_sure: str
    undo_note: str
    undone: str
    restored: str
    taken_out: str
    differing: str
    lost: str
    about: str
    file: str
    checksum: str
    particulars: Mapping[str, str]
    """The Chinese name of a particular → its name in this language, where that is another."""


SHELF_WORDS: dict[Language, ShelfWords] = {
    "zh": ShelfWords(
        open="收进、移出",
        title="收进、移出文件",
        note="收进之前先看读出的目录和账目，确认后才入库；移出的文件另存，不删除。",
        closed="这里不能改动政策库。",
        closed_hint="服务对其他机器开放时，网页只供查阅。请在服务所在的机器上用 policy-rag add，"
        "或用 policy-rag serve --allow-edit 启动服务。",
        back="返回目录",
        drop="把文件拖到这里，或",
        choose="选择文件",
        drop_note="可用 {kinds}；每个不超过 {size} MB",
        reading="正在读取 {name}",
        too_big="文件 {name} 超过 {size} MB。",
        too_big_hint="请拆成几个文件，或在服务所在的机器上用 policy-rag add。",
        standing={"new": "未收录", "same": "库里已有，文字相同，不必再收", "twin": "库里已有同一文号，文字不同"},
        unread_file="读不了",
        twin_untitled="已有同名文件，文字不同",
        same_waiting="与待收的另一份文字相同，不必再收",
        twins="已有 {count} 份文号是 {name} 的文件，文字不同，请选择怎么收",
        twins_untitled="已有 {count} 份文件与它同名（都没有文号），文字不同，请选择怎么收",
        namesakes="另有同名文件，文号不同；收进之后两份都在，回答会分别注明：",
        waits_too="也在待收",
        characters="{characters} 字",
        changes="与{title}逐句相比（标题也算）：相同 {same} 句，改动 {changed} 句，少了 {gone} 句，多了 {come} 句",
        here_side="原有",
        new_side="这份",
        only_here="少了",
        only_new="多了",
        replace="换成新的",
        replace_one="换下{title}",
        replace_means="以后只按新的作答；旧文件移到政策库的 .removed 里，不删除，可以撤销。",
        replace_unclear="看不出是其中哪一份的新版本。要换，请先在下面把旧的移出，再收这一份。",
        both="两份都留",
        both_means="两份都会被引用；新的一份编号后加日期或文件名，以便区分。",
        neither="都不要，就按右上角的 × 不收。",
        counted="{items} 个条目、{headings} 个标题",
        counted_items="{items} 个条目",
        counted_rows="（表格行 {rows}）",
        placed="读入 {characters} 字 = 正文 {placed} 字 + 略去 {dropped} 字",
        rows="表格印有 {rows} 行 = 入库 {indexed} 行 + 表头、标题 {header} 行 + 续页重复的表头 {repeated} 行",
        unread="没有读懂 {count} 处",
        repairs="读取时修补 {count} 处",
        outline="读出的目录",
        leave_out="不收 {name}",
        take="收进政策库",
        waiting="{count} 份待收",
        undecided="{count} 份待收，其中 {open} 份还没有选怎么收",
        still_reading="{count} 份待收，还在读 {unread} 份，读完才能收进",
        stages={"read": "读取文件", "embed": "计算向量", "store": "写入索引"},
        working="正在处理",
        cut_off="与服务的连接断了，不知道有没有做完。请稍后刷新，看文件是否已在目录里。",
        outcome={
            "added": "已收入",
            "replaced": "已替换",
            "both": "已收入，与同文号或同名的另一份并存",
            "same": "库里已有，没有再收",
            "skipped": "没有收",
            "outdone": "没有收：一起收进的另一份换下了它",
        },
        now="政策库现有 {notices} 份文件，问答已按新的索引进行。",
        kept="旧文件存放在政策库的 {kept}。",
        problems="没有收入",
        problems_kept="库里原有的文件现在读不了，仍按上次读到的内容作答",
        problems_gone="库里原有的文件读不了，没有进入索引",
        here="库里的文件",
        remove="移出",
        remove_sure="再按一次，移出",
        remove_named="移出 {name}",
        removed="已移出",
        undo="撤销上一次改动",
        undo_sure="再按一次，撤销",
        undo_note="索引和文件一起回到上一次改动之前。",
        undone="已回到上一次改动之前，现有 {notices} 份文件。",
        restored="放回：{names}",
        taken_out="移出：{names}",
        differing="后来手工改动过，没有动：{names}",
        lost="已被手工删去，没有留存，放不回来：{names}",
        about="文件信息和读取情况",
        file="文件",
        checksum="校验值 SHA-256",
        particulars={},
    ),
    "en": ShelfWords(
        open="Add, remove",
        title="Add and remove notices",
        note="You see the outline and the account of the reading first, and confirm. Removed files are kept aside.",
        closed="The notices cannot be changed here.",
        closed_hint="Where other machines reach this service, the page is for reading. Use policy-rag add on the "
        "machine it runs on, or start it with policy-rag serve --allow-edit.",
        back="Back to the list",
        drop="Drop files here, or",
        choose="choose files",
        drop_note="{kinds}; up to {size} MB each",
        reading="Reading {name}",
        too_big="{name} is larger than {size} MB.",
        too_big_hint="Please split it, or use policy-rag add on the server.",
        standing={
            "new": "new",
            "same": "already here, word for word; nothing to add",
            "twin": "the same number is here with another text",
        },
        unread_file="cannot be read",
        twin_untitled="one of the same title is here with another text",
        same_waiting="the same as another one that waits; nothing to add",
        twins="{count} with the number {name} here already, with another text: choose what to do",
        twins_untitled="{count} of the same title and without a number here already, with another text: "
        "choose what to do",
        namesakes="There is another one of the same title under another number; both will be here, and answers tell "
        "them apart:",
        waits_too="waits too",
        characters="{characters} characters",
        changes="Sentence by sentence, headings too, against {title}: {same} the same, {changed} changed, "
        "{gone} gone, {come} new",
        here_side="here",
        new_side="this one",
        only_here="gone",
        only_new="new",
        replace="Replace it",
        replace_one="Replace {title}",
        replace_means="Answers come from the new one alone; the old file is kept in .removed, and can be put back.",
        replace_unclear="Nothing tells of which of them this is a new version. To replace one, remove it below first.",
        both="Keep both",
        both_means="Both are cited; the new one's number is followed by its day or its file's name.",
        neither="To take neither, press × at the upper right.",
        counted="{items} items, {headings} headings",
        counted_items="{items} items",
        counted_rows=" ({rows} table rows)",
        placed="{characters} characters read = {placed} in the text + {dropped} left out",
        rows="{rows} table rows printed = {indexed} indexed + {header} headers + {repeated} repeated headers",
        unread="{count} not understood",
        repairs="{count} repairs in the reading",
        outline="Outline as read",
        leave_out="Leave {name} out",
        take="Add to the notices",
        waiting="{count} waiting",
        undecided="{count} waiting; for {open} of them it is still to be chosen what to do",
        still_reading="{count} waiting; {unread} still being read, then they can be added",
        stages={"read": "Reading", "embed": "Computing vectors", "store": "Writing the index"},
        working="Working",
        cut_off="The connection broke, and whether it was done is not known. Reload in a moment and look at the list.",
        outcome={
            "added": "added",
            "replaced": "replaced",
            "both": "added beside the one with the same number or title",
            "same": "already here, not added again",
            "skipped": "not added",
            "outdone": "not added: another one of those added with it took its place",
        },
        now="There are {notices} notices now, and answers come from the new index.",
        kept="The old file is kept in {kept}.",
        problems="Not added",
        problems_kept="Files here that cannot be read any more; answers still come from what was read last",
        problems_gone="Files here that cannot be read and are not in the index",
        here="Notices here",
        remove="Remove",
        remove_sure="Press again to remove",
        remove_named="Remove {name}",
        removed="removed",
        undo="Undo the last change",
        undo_sure="Press again to undo",
        undo_note="Index and files go back together to before the last change.",
        undone="Back to before the last change: {notices} notices.",
        restored="Put back: {names}",
        taken_out="Taken out: {names}",
        differing="Changed by hand since, left alone: {names}",
        lost="Deleted by hand since and not kept, so not brought back: {names}",
        about="About this notice, and the report of its reading",
        file="File",
        checksum="SHA-256",
        particulars={
            "文号": "Number",
            "发文机关": "Issuer",
            "层级": "Level",
            "成文日期": "Issued",
            "印发日期": "Printed",
            "施行日期": "In force from",
            "有效期至": "In force until",
            "试行": "On trial",
            "废止": "Repeals",
            "已废止": "Repealed",
            "主送": "Addressed to",
            "抄送": "Copied to",
        },
    ),
}
