"""Word documents put together from their own markup, for what no library writes: revisions, notes, odd lists."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def run(text: str, *, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    """A paragraph; what does not begin with a tag becomes a run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def item(number: int, text: str, *, level: int = 0) -> str:
    """A paragraph of list `number`."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(*inside: str, properties: str = "") -> str:
    """A table cell."""
    paragraphs = "".join(one if one.startswith("<") else p(one) for one in inside) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tbl(*rows: list[str], header: int = 0) -> str:
    """A table of rows of cells."""
    printed = "".join(
        f"<w:tr><w:trPr>{'<w:tblHeader/>' if at < header else ''}</w:trPr>"
        f"{''.join(one if one.startswith('<w:tc>') else tc(one) for one in row)}</w:tr>"
        for at, row in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr/>{printed}</w:tbl>"


SPAN = '<w:gridSpan w:val="{}"/>'
BEGIN = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"


def lists(*kinds: list[tuple[str, str]], extra: str = "") -> str:
    """``numbering.xml`` whose list 1, 2, … has the levels (numFmt, lvlText) given."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (style, text) in enumerate(kind)
        )
        + "</w:abstractNum>"
        for number, kind in enumerate(kinds, start=1)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(kinds) + 1)
    )
    return f"{abstract}{numbers}{extra}"


def word(*body: str, strict: bool = False, **parts: str) -> bytes:
    """A Word document.

    Args:
        *body: Its paragraphs and tables.
        strict: Whether it is written by the other edition of the standard, with other namespaces.
        **parts: Content of ``numbering``, ``styles``, ``footnotes``, ``header``, ``comments``, …
    """
    roots = {"document": "document", "header": "hdr", "footer": "ftr"}
    related = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{name}" Target="{name}.xml"/>' for at, name in enumerate(sorted(parts))
    )
    # producers leave relations to what they have deleted
    related += f'<Relationship Id="rx" Type="{R}/image" Target="NULL"/>'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _relations(related),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
    }
    for name, content in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{content}</w:{root}>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if strict:
                content = content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
                content = content.replace(R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            archive.writestr(name, content)
    return written.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
