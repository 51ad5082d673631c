"""What went wrong is told in the page's language: the errors are raised by the parts that raise them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from page_sample import Recital, make_notice

from rag.address import find_notice
from rag.errors import RagError
from rag.parse.blocks import read_blocks
from rag.question.query import check_question
from rag.retrieve.filters import read_filters
from rag.settings import Settings
from ui.said import in_language
from ui.shelf import Shelf

HAN = re.compile("[\u4e00-\u9fff]")


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
        (lambda: read_filters(region="Atlantis"), "The place Atlantis is not known."),
        (lambda: find_notice("Nobody", [make_notice()]), "Nobody is not among the notices."),
        (read("old.doc", b"x"), "old.doc: files of the type .doc cannot be read."),
        (read("empty.txt", b"  "), "empty.txt is empty."),
        (read("raw.txt", bytes(range(256)) * 9), "raw.txt is no text file."),
        (read("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "locked.docx: "),
        (read("broken.docx", b"PK\x03\x04"), "broken.docx: It is incomplete or damaged."),
        (read("other.docx", zipped("x.xml")), "other.docx: "),
        (read("page.html", b"<html><body></body></html>"), "page.html: There is no text in it."),
        (lambda: Shelf(Settings(), Path(), on_changed=lambda: None).look("no", ()), "A file waits no more."),
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


def test_words_without_english_stay_as_they_are() -> None:
    assert in_language("没有人见过的错误。", "en") == "没有人见过的错误。"
    assert in_language("文件 甲{0}.docx：没有人见过的错误。", "en") == "甲{0}.docx: 没有人见过的错误。"


def test_a_filter_that_lets_nothing_through_is_told() -> None:
    recital = Recital(settings=Settings(), notices=(make_notice(),))
    assert recital.notices[0].issued == date(2025, 7, 17)
    with pytest.raises(RagError) as caught:
        recital.within(read_filters(year=1999))
    assert in_language(caught.value.message, "en") == "No notice fits the filters."
