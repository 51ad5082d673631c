"""Files that a real office suite writes: what it saves and prints of a document is read back the same."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from printers import layout, saved, to_docx, to_xlsx

from rag.domain import Notice
from rag.parse.notice import read_notice
from rag.text import squeeze

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice")

FORMS = {
    "docx": "docx:MS Word 2007 XML",
    "pdf": "pdf",
    "html": "html:HTML (StarWriter)",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
NOTICES = ("mohurd-2022-189-pilot-city-call", "mohurd-practices-list-2", "tongxiang-2024-9-pilot-plan")
LONG = (
    "为推动建筑业高质量发展，加快建造方式转变，现就有关事项通知如下，请结合实际认真贯彻执行，并将落实情况于年底前报送。"
)
W = nsdecls("w")


def convert(folder: Path, kind: str, files: Sequence[Path]) -> Path:
    """`files` saved as `kind` in a folder of their own, which is returned."""
    out = folder / f"{files[0].suffix[1:]}-{kind}"
    own = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", own, "--headless", "--convert-to", FORMS[kind], "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out


def draft() -> Any:
    """An empty document on a page set out as notices are."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = Mm(210), Mm(297), Mm(28), Mm(26)
    document.styles["Normal"].font.size = Pt(16)
    return document


def paragraph(document: Any, text: str, *, style: str = "") -> Any:
    """One more paragraph, set in, with the properties `style`."""
    added = document.add_paragraph(text)
    added.paragraph_format.first_line_indent = Pt(32)
    for mark in parse_xml(f"<w:pPr {W}>{style}</w:pPr>"):
        added._p.get_or_add_pPr().append(mark)
    return added


def numbered() -> bytes:
    """A notice whose numerals the word processor counts, with a revision in it."""
    document = draft()
    styles = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(styles)
    )
    numbering = document.part.numbering_part._element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    paragraph(document, "某市人民政府办公室关于开展试点工作的通知")
    points = ((1, f"目标。{LONG}"), (1, f"原则。{LONG}"), (2, LONG), (3, "甲；"), (3, "乙。"))
    for level, text in ((0, "总体要求"), *points, (0, "保障")):
        paragraph(document, text, style=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    last = paragraph(document, "各地要抓好落实")
    about = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
    last._p.append(parse_xml(f"<w:ins {W} {about}><w:r><w:t>，按季报告</w:t></w:r></w:ins>"))
    last.add_run("。")
    return saved(document)


HEADER = ["奖励类别", "申报条件", "奖励金额（万元）"]
PRIZES = [
    ["特级企业", "首次取得施工总承包特级资质", "200"],
    ["一级企业", "首次取得施工总承包一级资质，且上一年度建筑业总产值不低于五亿元", "50"],
    ["鲁班奖", "承建单位获得中国建设工程鲁班奖", "100"],
]
FIRMS = [["序号", "企业名称", "金额"], *([str(at), f"某市第{at}建筑工程有限公司", str(10 * at)] for at in range(1, 41))]


def ruled_across() -> bytes:
    """A notice with a table of three rules, and one of forty rows over two pages in its annex."""
    document = draft()
    for text in ("关于公布奖励标准的通知", f"一、奖励标准。{LONG}", "表1 奖励标准"):
        paragraph(document, text)
    three_rules(document, [HEADER, *PRIZES])
    paragraph(document, f"二、申报时间。{LONG}")
    document.add_page_break()
    paragraph(document, "附件")
    paragraph(document, "奖励企业名单")
    three_rules(document, FIRMS)
    return saved(document)


def three_rules(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    borders = "".join(f'<w:{side} w:val="single" w:sz="12" w:color="000000"/>' for side in ("top", "bottom"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {W}>{borders}</w:tblBorders>"))
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].runs[0].font.size = Pt(12)
            if not at:
                under = f'<w:tcBorders {W}><w:bottom w:val="single" w:sz="6" w:color="000000"/></w:tcBorders>'
                cell._tc.get_or_add_tcPr().append(parse_xml(under))


def in_columns() -> bytes:
    """A notice set in two columns under its title, over several pages."""
    document = draft()
    paragraph(document, "某市人民政府办公室关于开展试点工作的通知")
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section._sectPr.append(parse_xml(f'<w:cols {W} w:num="2" w:space="425"/>'))
    for old in section._sectPr.xpath("./w:cols")[:-1]:
        section._sectPr.remove(old)
    for numeral in "一二三四五六七":
        for text in (f"{numeral}、工作要求", LONG, f"（一）各区{LONG}", f"（二）各部门{LONG}"):
            paragraph(document, text)
    return saved(document)


DRAFTS = {"numbered": numbered, "ruled": ruled_across, "columns": in_columns}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, notice_of: dict[str, Notice]) -> Path:
    """A folder with the drafts and the shipped notices in every form that the office suite saves them in."""
    folder = tmp_path_factory.mktemp("office")
    for name in NOTICES:
        (folder / f"{name}.docx").write_bytes(to_docx(layout(notice_of[name])))
        (folder / f"{name}.xlsx").write_bytes(to_xlsx(layout(notice_of[name])))
    for name, make in DRAFTS.items():
        (folder / f"{name}.docx").write_bytes(make())
    for kind in ("docx", "pdf", "html"):
        convert(folder, kind, sorted(folder.glob("*.docx")))
    convert(folder, "xlsx", sorted(folder.glob("*.xlsx")))
    return folder


def outline(notice: Notice) -> list[tuple[tuple[str, ...], str, str, list[tuple[str, str]]]]:
    """Path, heading, text and cells, without blanks, of every unit with an address."""
    return [
        (
            item.path,
            squeeze(item.heading),
            squeeze(item.text),
            [(cell.column, squeeze(cell.text)) for cell in item.cells],
        )
        for item in notice.items
        if item.path
    ]


def opened(path: Path, *, title: str = "") -> Notice:
    return read_notice(path, path.read_bytes(), title=title)


@pytest.mark.parametrize("folder", ["docx-docx", "docx-pdf", "docx-html", "xlsx-xlsx"])
@pytest.mark.parametrize("name", NOTICES)
def test_a_shipped_notice_is_read_back_from_what_the_suite_saves(
    office: Path, notice_of: dict[str, Notice], name: str, folder: str
) -> None:
    notice = notice_of[name]
    again = opened(office / folder / f"{name}.{folder.partition('-')[2]}", title=notice.title)
    assert outline(again) == outline(notice)
    assert (again.id, again.title, again.issued, again.addressees) == (
        notice.id,
        notice.title,
        notice.issued,
        notice.addressees,
    )
    assert squeeze(again.text) == squeeze(notice.text)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_a_draft_is_read_alike_as_written_as_saved_and_as_printed(office: Path, name: str, kind: str) -> None:
    written = opened(office / f"{name}.docx")
    assert outline(opened(office / f"docx-{kind}" / f"{name}.{kind}")) == outline(written)


def test_the_numerals_and_rows_of_the_drafts_are_those_that_the_suite_prints(office: Path) -> None:
    assert [item.path for item in opened(office / "docx-pdf" / "numbered.pdf").items if item.path] == [
        ("一",),
        ("一", "（一）"),
        ("一", "（二）"),
        ("一", "（二）", "1"),
        ("一", "（二）", "1", "（1）"),
        ("一", "（二）", "1", "（2）"),
        ("二",),
    ]
    rows = [item for item in opened(office / "docx-pdf" / "ruled.pdf").items if item.kind == "row"]
    assert [[cell.text for cell in item.cells] for item in rows] == [*PRIZES, *FIRMS[1:]]
    assert [item.path for item in rows[3:]] == [("附件", row[0]) for row in FIRMS[1:]]
