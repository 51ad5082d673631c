"""The labels of the 设置 tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.domain import Language

Tried = Literal["encoder", "reranker", "model"]
"""What can be tried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsWords:
    """The labels in one language; ``{…}`` places are filled by the renderer."""

    tab: str
    reading: str
    reading_note: str
    language: str
    size: str
    sizes: Mapping[str, str]
    """Percent of the usual size → its name."""
    in_use: str
    in_use_note: str
    encoder: str
    built_in: str
    reranker: str
    model: str
    none: str
    no_model: str
    at: str
    key: str
    key_set: str
    key_unset: str
    corpus: str
    corpus_holds: str
    index: str
    limits: str
    limits_are: str
    fingerprint: str
    edit: str
    edit_yes: str
    edit_no: str
    attempt: str
    trying: str
    answered: Mapping[Tried, str]


SETTINGS_WORDS: dict[Language, SettingsWords] = {
    "zh": SettingsWords(
        tab="设置",
        reading="阅读",
        reading_note="只保存在这个浏览器里。",
        language="语言",
        size="字号",
        sizes={"87.5": "小", "100": "标准", "115": "大", "135": "特大"},
        in_use="正在使用",
        in_use_note="由启动服务的人用环境变量或 policy-rag.toml 设定，改动后重新启动服务。",
        encoder="向量模型",
        built_in="内置",
        reranker="重排模型",
        model="语言模型",
        none="没有",
        no_model="没有；逐字引用原文作答",
        at="服务地址",
        key="密钥",
        key_set="已设定（不显示）",
        key_unset="没有设定",
        corpus="政策库",
        corpus_holds="{notices} 份文件，{items} 个条目，{facts} 条事实",
        index="索引",
        limits="检索与限制",
        limits_are="取 {top_k} 段，分段不超过 {chunk} 词元，问题不超过 {question} 字",
        fingerprint="设置指纹",
        edit="在网页上改动政策库",
        edit_yes="可以",
        edit_no="不可以（启动时加 --allow-edit）",
        attempt="试一试",
        trying="正在等待",
        answered={
            "encoder": "能用，载入并编码一句用时 {time}",
            "reranker": "能用，载入并打分用时 {time}",
            "model": "已作答，用时 {time}",
        },
    ),
    "en": SettingsWords(
        tab="Settings",
        reading="Reading",
        reading_note="Kept in this browser alone.",
        language="Language",
        size="Text size",
        sizes={"87.5": "small", "100": "usual", "115": "large", "135": "largest"},
        in_use="In use",
        in_use_note="Set by whoever starts the service, in the environment or policy-rag.toml; restart to change.",
        encoder="Encoder",
        built_in="built in",
        reranker="Reranker",
        model="Language model",
        none="none",
        no_model="none; answers quote the notices",
        at="Address",
        key="Key",
        key_set="set (never shown)",
        key_unset="not set",
        corpus="Notices",
        corpus_holds="{notices} notices, {items} items, {facts} facts",
        index="Index",
        limits="Retrieval and limits",
        limits_are="{top_k} passages, {chunk} tokens each at most, questions up to {question} characters",
        fingerprint="Fingerprint",
        edit="Changing the notices on this page",
        edit_yes="allowed",
        edit_no="not allowed (start with --allow-edit)",
        attempt="Try it",
        trying="Waiting",
        answered={
            "encoder": "It works: opened, and a sentence encoded, in {time}",
            "reranker": "It works: opened, and a passage scored, in {time}",
            "model": "It answered in {time}",
        },
    ),
}
