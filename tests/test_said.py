"""What went wrong is told in the page's language: the errors are raised by the parts that raise them."""

import ast
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from page_sample import Recital, make_notice

from rag.address import find_items
from rag.domain import Notice
from rag.errors import RagError
from rag.mentions import find_notice
from rag.parse.blocks import read_blocks
from rag.question.plain import check_question
from rag.retrieve.filters import let_through, read_filters
from rag.settings import Settings
from ui.said import in_language
from ui.shelf import Shelf

HAN = re.compile("[\u4e00-\u9fff]")
ROOT = Path(__file__).parents[1]
TERMINAL = re.compile(
    r"rag/(?:cli\w*|batch|glossary|settings|tokens)\.py|rag/embed/(?:folder|rows|train)\.py|eval/(?:cli|bench/.*)\.py"
    r"|ui/(?:listen|chinese)\.py"
)
"""What is met in the terminal alone, and the page's own labels."""
SPOKEN = {"what": "在政策库里没有", "where": "各页都没有文字", "self.where": "", "fault": "字段 id 是空的"}
"""Parts of an error that are words themselves; any other part is a name or a figure."""


def spoken(node: ast.expr) -> str:
    """The words of an expression, its parts filled in; ``""`` where it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(map(spoken, values))
        case ast.FormattedValue(value=value) if (name := ast.unparse(value)) in SPOKEN:
            return SPOKEN[name]
        case ast.FormattedValue(value=ast.Call(func=ast.Attribute(attr="join"))):
            return "7；7"
        case ast.FormattedValue(conversion=conversion):
            return "7" if conversion < 0 else "'7'"
        case _:
            return ""


def said_in(module: Path) -> Iterator[str]:
    """What the errors of a module say: their arguments, and the texts that its names stand for."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            pairs = zip(node.targets, [node.value], strict=False)
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(node.targets[0].elts, node.value.elts, strict=True)
            for target, value in pairs:
                branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).extend(map(spoken, branches))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        hints = [word.value for word in node.keywords if word.arg in ("hint", "why", "fault")]
        if any(word.arg == "hint" for word in node.keywords) or ast.unparse(node.func).endswith(".error"):
            hints += [*node.args, *(word.value for word in node.keywords if word.arg == "message")]
        for argument in hints:
            yield from named.get(argument.id, []) if isinstance(argument, ast.Name) else [spoken(argument)]


def test_every_error_that_a_page_can_show_has_english() -> None:
    modules = [path for folder in ("rag", "eval", "ui") for path in (ROOT / folder).rglob("*.py")]
    shown = [path for path in modules if not TERMINAL.fullmatch(str(path.relative_to(ROOT)))]
    said = {text for path in shown for text in said_in(path) if HAN.search(text)}
    assert len(said) > 150
    assert sorted(text for text in said if HAN.search(in_language(text, "en"))) == []


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "<x/>")
    return stream.getvalue()


def read(name: str, content: bytes) -> Callable[[], object]:
    return lambda: read_blocks(Path(name), content)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: check_question("？", max_length=9), "The question is empty."),
        (lambda: check_question("长" * 12, max_length=9), "The question has 12 characters; 9 are allowed."),
        (lambda: let_through((), read_filters(region="Atlantis"), {}), "The place Atlantis is not known."),
        (lambda: find_notice("Nobody", [make_notice()]), "Nobody is not among the notices."),
        (read("old.doc", b"x"), "old.doc: files of the type .doc cannot be read."),
        (read("empty.txt", b"  "), "empty.txt is empty."),
        (read("raw.txt", bytes(range(256)) * 9), "raw.txt is no text file."),
        (read("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "locked.docx: "),
        (read("broken.docx", b"PK\x03\x04"), "broken.docx: It is incomplete or damaged."),
        (read("other.docx", zipped("x.xml")), "other.docx: "),
        (read("page.html", b"<html><body></body></html>"), "page.html: There is no text in it."),
        (lambda: Shelf(Settings(), Path(), on_changed=lambda: None).look("no", (), beside=()), "A file waits no more."),
    ],
)
def test_an_error_has_english_words_and_advice(act: Callable[[], object], told: str) -> None:
    with pytest.raises(RagError) as caught:
        act()
    message = in_language(caught.value.message, "en")
    assert message.startswith(told)
    assert not HAN.search(message)
    assert not HAN.search(in_language(caught.value.hint, "en").replace(make_notice().id, ""))
    assert in_language(caught.value.message, "zh") == caught.value.message


def test_sentences_and_clauses_are_told_one_by_one() -> None:
    several = "文件 甲.docx：里面没有文档正文。（另有 2 个文件也读不了）原有的索引没有改动。"
    assert in_language(several, "en") == (
        "甲.docx: There is no text in it. (2 more files cannot be read.) The index is as it was."
    )
    faults = "题库与政策库不符，2 处：list-01：出处 '甲 一' 不存在；list-02：要点 '3个' 不在所引条目中。"
    assert in_language(faults, "en") == (
        "The questions do not fit the notices in 2 places: list-01: the source '甲 一' does not exist; "
        "list-02: the fact '3个' does not stand in the items cited."
    )
    assert in_language("openai:small: 模型 60 秒内没有答完", "en") == (
        "openai:small: the model did not answer within 60 s"
    )


def test_names_and_figures_are_pointed_as_in_english() -> None:
    assert in_language("字段 kind 是 'foo'。只能是 list、fact。", "en") == (
        "kind is 'foo'. It can only be one of list, fact."
    )
    assert in_language("字段 question 应为 str，实为 None。请改正该字段。", "en") == (
        "question should be str, not None. Please correct it."
    )
    assert in_language("出处 'x' 不存在；这份文件下面有：1、2", "en") == (
        "the source 'x' does not exist; below this notice there are: 1, 2"
    )


def test_words_without_english_stay_as_they_are() -> None:
    assert in_language("没有人见过的错误。", "en") == "没有人见过的错误。"
    assert in_language("文件 甲{0}.docx：没有人见过的错误。", "en") == "甲{0}.docx: 没有人见过的错误。"


def test_a_filter_that_lets_nothing_through_is_told() -> None:
    recital = Recital(settings=Settings(), notices=(make_notice(),))
    assert recital.notices[0].issued == date(2025, 7, 17)
    with pytest.raises(RagError) as caught:
        recital.within(read_filters(year=1999))
    assert in_language(caught.value.message, "en") == "No notice fits the filters."


def test_a_page_names_no_command_where_a_button_does_the_same(notices: tuple[Notice, ...]) -> None:
    assert in_language("policy-rag list 列出现在的通知。", "zh") == "更早的没有留存；现有的文件列在“库里的文件”下面。"
    with pytest.raises(RagError) as error:
        find_items(f"{notices[0].id} 第九十九条", notices)
    assert "；policy-rag outline 可列出全部。" in error.value.hint
    assert "；在政策库里点开这份文件，可看全部条目。" in in_language(error.value.hint, "zh")
