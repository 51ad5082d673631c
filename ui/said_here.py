"""Advice that names a command, in the words of a page: what is pressed there in its place."""

from __future__ import annotations

HERE = (
    (r"；policy-rag list 列出全部通知", "，或点提问框上方的“清除筛选”"),
    (r"policy-rag list 列出现在的通知", "更早的没有留存；现有的文件列在“库里的文件”下面"),
    (r"；policy-rag outline 可列出全部", "；在政策库里点开这份文件，可看全部条目"),
    (r"(?=policy-rag rollback --further)", "请管理员在服务所在的机器上运行："),
    (
        r"请先用 policy-rag remove 移出要换下的那一份，再收新的（仍要两份都留就加 --keep-both）",
        "请先在“库里的文件”里移出要换下的那一份，再收新的；或者选“两份都留”",
    ),
    (r"；或用 policy-rag add 文件 --replace（换成它）或 --keep-both（两份都留）", ""),
    (r"；在命令行确认就是它，可以加 --yes", ""),
)
"""Words of an error, as a regular expression without groups, and what stands there on a page in Chinese."""
